// Which records of different origin state the same.
#include "analyze/timeline.hpp"

#include <algorithm>
#include <set>

namespace redress::analyze {
namespace {

struct Statement : Dated {
    std::set<std::string> files, origins; // origins: format and channel of its sources
};

std::set<std::string> files_of(const model::Record& record)
{
    std::set<std::string> out;
    for (const auto& source : record.sources) out.insert(source.sha256);
    return out;
}

// Two exports of one program are one origin; a program's order list and the bank's statement are two.
std::set<std::string> origins_of(const model::Record& record, const std::string& channel)
{
    std::set<std::string> out;
    for (const auto& source : record.sources) out.insert(source.format + "/" + channel);
    return out;
}

std::vector<Statement> statements(const Material& material)
{
    std::vector<Statement> out;
    for (auto& one : dated(material)) {
        auto files = files_of(*one.record);
        auto origins = origins_of(*one.record, one.event ? one.event->channel : "");
        out.push_back({std::move(one), std::move(files), std::move(origins)});
    }
    return out;
}

bool same_kind(const std::string& a, const std::string& b, const profile::ClaimBook& book)
{
    if (a == b) return true;
    return std::any_of(book.same.begin(), book.same.end(), [&](const std::vector<std::string>& kinds) {
        return std::find(kinds.begin(), kinds.end(), a) != kinds.end() &&
               std::find(kinds.begin(), kinds.end(), b) != kinds.end();
    });
}

bool independent(const Statement& a, const Statement& b)
{
    const auto apart = [](const std::set<std::string>& one, const std::set<std::string>& other) {
        return !one.empty() && !other.empty() &&
               std::none_of(one.begin(), one.end(), [&](const std::string& word) { return other.count(word) != 0; });
    };
    return a.side.record != b.side.record && apart(a.files, b.files) && apart(a.origins, b.origins);
}

// What the buyer says after a delivery bears it out, however long after.
void by_own_words(const std::vector<Statement>& all, const std::vector<ClaimMade>& claims, std::vector<Confirmation>& out)
{
    static const std::set<std::string> handed_over{"delivered", "code_viewed", "code_used"};
    for (const auto& one : all) {
        if (handed_over.count(one.kind) == 0) continue;
        const auto made = std::find_if(claims.begin(), claims.end(), [&](const ClaimMade& claim) {
            return claim.claim->id == "received" && claim.at && *claim.at >= *one.side.at;
        });
        if (made == claims.end()) continue;
        Side words;
        words.record = made->record;
        words.kind = "claim:received";
        words.who = made->by;
        words.at = made->at;
        words.guessed = made->guessed;
        words.grade = made->grade;
        words.words = made->words;
        out.push_back({one.kind, {one.side, std::move(words)}, one.side.grade});
    }
}

} // namespace

std::vector<Confirmation> confirmations(const Material& material, const std::vector<ClaimMade>& claims,
                                        const profile::ClaimBook& book, std::chrono::minutes tolerance)
{
    const auto all = statements(material);
    std::vector<Confirmation> out;
    std::set<std::size_t> taken;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (taken.count(i) != 0) continue;
        Confirmation one{all[i].kind, {all[i].side}, all[i].side.grade};
        for (std::size_t j = i + 1; j < all.size(); ++j) {
            const auto apart = all[j].side.at.value() - all[i].side.at.value();
            if (taken.count(j) != 0 || all[j].order != all[i].order || !same_kind(all[i].kind, all[j].kind, book) ||
                !independent(all[i], all[j]) || apart > tolerance || -apart > tolerance)
                continue;
            taken.insert(j);
            one.by.push_back(all[j].side);
            one.grade = std::max(one.grade, all[j].side.grade);
        }
        if (one.by.size() > 1) out.push_back(std::move(one));
    }
    by_own_words(all, claims, out);
    std::stable_sort(out.begin(), out.end(),
                     [](const Confirmation& a, const Confirmation& b) { return *a.by.front().at < *b.by.front().at; });
    return out;
}

} // namespace redress::analyze

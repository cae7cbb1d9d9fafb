#include "analyze/utterances.hpp"

#include "analyze/private_notes.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>

namespace redress::analyze {
namespace {

bool is_seller(std::string_view name, const std::vector<std::string>& sellers)
{
    const auto folded = text::fold_for_search(name);
    static constexpr std::array<std::string_view, 8> words{"seller", "shop", "vendedor", "商家",
                                                           "卖家",   "店家", "客服",     "我"};
    return std::find(words.begin(), words.end(), folded) != words.end() ||
           std::any_of(sellers.begin(), sellers.end(),
                       [&](const std::string& seller) { return text::fold_for_search(seller) == folded; });
}

struct Split {
    LocalTime at;
    std::string_view name, text;
};

// "2026-05-14 19:45:20 Name: text", also to the minute and with a full-width colon.
std::optional<Split> split_line(std::string_view line)
{
    for (const std::size_t length : {19U, 16U}) {
        if (line.size() <= length) continue;
        const auto at = time::parse_local(line.substr(0, length));
        if (!at || !at->exists()) continue;
        const auto rest = text::trim(line.substr(length));
        const auto wide = rest.find("："), narrow = rest.find(':');
        const auto colon = std::min(wide, narrow);
        if (colon == std::string_view::npos) return std::nullopt;
        const std::size_t width = colon == wide ? std::string_view("：").size() : 1;
        return Split{*at, text::trim(rest.substr(0, colon)), text::trim(rest.substr(colon + width))};
    }
    return std::nullopt;
}

void take_review(const model::Review& review, const model::Record& record, std::vector<Utterance>& out)
{
    const auto words = review.title.empty() ? review.text : review.title + "\n" + review.text;
    if (!words.empty()) out.push_back({record.id, "", "review", "buyer", review.when, grade_of(record), words});
    if (!review.reply.empty())
        out.push_back({record.id, "", "reply", "seller", review.replied, grade_of(record), review.reply});
}

} // namespace

std::vector<Utterance> statement_lines(const model::Document& document, const std::string& record,
                                       const std::vector<std::string>& sellers)
{
    std::vector<Utterance> out;
    const auto zone = time::Zone::find(document.captured.zone);
    if (!zone) return out;
    for (const auto line : text::split(document.text, '\n')) {
        const auto split = split_line(text::trim(line));
        if (!split) {
            if (!out.empty() && !text::trim(line).empty()) out.back().text += "\n" + std::string(text::trim(line));
            continue;
        }
        model::Stamp when{zone->to_utc(split->at).at, time::to_string(split->at), zone->name(), document.captured.from};
        out.push_back({record, "statement:" + record, "statement", is_seller(split->name, sellers) ? "seller" : "buyer",
                       std::move(when), 1, std::string(split->text)});
    }
    return out;
}

std::vector<Utterance> utterances(const Material& material)
{
    std::vector<Utterance> out;
    for (const auto& record : material.records) {
        if (const auto* message = std::get_if<model::Message>(&record.body)) {
            const bool said = message->role == model::Role::buyer || message->role == model::Role::seller;
            if (said && !message->deleted && !is_private(record))
                out.push_back({record.id, message->thread, "message", std::string(model::to_string(message->role)),
                               message->when, grade_of(record), message->text});
        } else if (const auto* review = std::get_if<model::Review>(&record.body)) {
            take_review(*review, record, out);
        } else if (const auto* document = std::get_if<model::Document>(&record.body);
                   document && document->kind == "statement") {
            for (auto& line : statement_lines(*document, record.id, material.sellers)) out.push_back(std::move(line));
        }
    }
    return out;
}

} // namespace redress::analyze

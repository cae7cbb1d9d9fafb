#include "analyze/claims.hpp"

#include "analyze/sent.hpp"
#include "analyze/utterances.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace redress::analyze {
namespace {

constexpr std::size_t most_quoted = 160;
// Every language is tried: a claim of three words is too short to tell Spanish from English by.
constexpr Languages all_languages{true, true, true};

std::string clipped(std::string_view words)
{
    std::size_t count = 0;
    for (std::size_t at = 0; at < words.size(); ++at)
        if ((static_cast<unsigned char>(words[at]) & 0xC0) != 0x80 && count++ == most_quoted)
            return std::string(words.substr(0, at)) + "…";
    return std::string(words);
}

std::optional<std::int64_t> first_number(std::string_view text, std::size_t from = 0)
{
    const auto at = text.find_first_of("0123456789", from);
    if (at == std::string_view::npos) return std::nullopt;
    std::int64_t number = 0;
    const auto [end, fault] = std::from_chars(text.data() + at, text.data() + text.size(), number);
    return fault == std::errc() ? std::optional(number) : std::nullopt;
}

// "18:00", "12点", "12点半": of the day the message was written; past midnight it is none.
std::optional<Instant> clock_time(std::string_view match, const model::Stamp& when)
{
    const auto zone = time::Zone::find(when.zone);
    const auto hour = first_number(match);
    if (!zone || !when.at || !hour || *hour > 24) return std::nullopt;
    auto local = zone->to_local(*when.at);
    const auto sign = match.find(':', match.find_first_of("0123456789"));
    const auto minute = sign == std::string_view::npos ? std::nullopt : first_number(match.substr(0, sign + 3), sign);
    local.hour = static_cast<int>(*hour);
    local.minute = minute ? static_cast<int>(*minute) : match.find("半") != std::string_view::npos ? 30 : 0;
    local.second = local.millisecond = 0;
    if (local.hour == 24) local.hour = 23, local.minute = 59;
    if (local.minute > 59 || !local.exists()) return std::nullopt;
    const auto due = zone->to_utc(local).at;
    return due > *when.at ? std::optional(due) : std::nullopt;
}

std::optional<Instant> due_of(const profile::PromiseWording& wording, std::string_view match, const model::Stamp& when)
{
    if (wording.clock) return clock_time(match, when);
    const auto count = wording.fixed ? std::optional<std::int64_t>(1) : first_number(match);
    constexpr std::int64_t most = 1000;
    if (!count || *count <= 0 || *count > most) return std::nullopt;
    return *when.at + std::chrono::minutes(*count * wording.minutes);
}

} // namespace

std::string sentence_at(std::string_view text, std::size_t offset)
{
    for (const auto sentence : sentences(text)) {
        const auto begin = static_cast<std::size_t>(sentence.data() - text.data());
        if (offset >= begin && offset < begin + sentence.size()) return clipped(sentence);
    }
    return clipped(text::trim(text));
}

std::vector<Money> amounts_in(std::string_view text)
{
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 12> signs{{{"元", "CNY"},
                                                                                          {"块", "CNY"},
                                                                                          {"¥", "CNY"},
                                                                                          {"￥", "CNY"},
                                                                                          {"CNY", "CNY"},
                                                                                          {"RMB", "CNY"},
                                                                                          {"$", "USD"},
                                                                                          {"USDT", "USDT"},
                                                                                          {"USD", "USD"},
                                                                                          {"EUR", "EUR"},
                                                                                          {"€", "EUR"},
                                                                                          {"GBP", "GBP"}}};
    std::vector<Money> out;
    for (std::size_t at = 0; (at = text.find_first_of("0123456789", at)) != std::string_view::npos;) {
        auto end = text.find_first_not_of("0123456789.,", at);
        if (end == std::string_view::npos) end = text.size();
        auto number = text.substr(at, end - at);
        while (!number.empty() && (number.back() == '.' || number.back() == ',')) number.remove_suffix(1);
        const auto before = text::trim(text.substr(0, at)), behind = text::trim(text.substr(end));
        for (const auto& [sign, currency] : signs) {
            if (!behind.starts_with(sign) && !before.ends_with(sign)) continue;
            if (auto money = money::parse(number, currency)) out.push_back(*std::move(money));
            break;
        }
        at = end;
    }
    return out;
}

ClaimReader::ClaimReader(std::shared_ptr<const profile::ClaimBook> book) : book_(std::move(book)), linter_(book_->rules) {}

std::vector<LintFinding> ClaimReader::find(std::string_view text)
{
    return linter_.check({.text = text, .kind = "claim", .languages = all_languages});
}

std::vector<std::string> ClaimReader::in_text(std::string_view text)
{
    std::vector<std::string> out;
    for (const auto& finding : find(text))
        if (std::find(out.begin(), out.end(), finding.rule->category) == out.end()) out.push_back(finding.rule->category);
    return out;
}

void ClaimReader::take(std::string_view text, ClaimMade from, std::vector<ClaimMade>& out)
{
    const auto first = out.size();
    for (const auto& finding : find(text)) {
        const auto* claim = book_->claim(finding.rule->category);
        if (!claim || claim->by != from.by) continue;
        const bool known = std::any_of(out.begin() + static_cast<std::ptrdiff_t>(first), out.end(),
                                       [&](const ClaimMade& made) { return made.claim == claim; });
        if (known) continue; // said twice in one message is said once
        from.claim = claim;
        from.words = sentence_at(text, finding.offset);
        from.amounts = amounts_in(from.words);
        out.push_back(from);
    }
}

std::vector<ClaimMade> ClaimReader::claims(const Material& material)
{
    std::vector<ClaimMade> out;
    for (const auto& claim : book_->claims)
        if (std::find(claim.reasons.begin(), claim.reasons.end(), material.facts.reason) != claim.reasons.end())
            out.push_back({.claim = &claim,
                           .record = material.case_id,
                           .kind = "case",
                           .by = claim.by,
                           .at = material.facts.opened.at,
                           .words = material.facts.reason});
    for (const auto& said : utterances(material))
        take(said.text,
             {.record = said.record,
              .thread = said.thread,
              .kind = said.kind,
              .by = said.by,
              .at = said.when.at,
              .guessed = said.when.from == model::ZoneFrom::guess,
              .grade = said.grade},
             out);
    return out;
}

std::vector<PromiseMade> ClaimReader::promises(const Material& material)
{
    std::vector<PromiseMade> out;
    for (const auto& said : utterances(material)) {
        if (said.by != "seller" || !said.when.at || said.thread.empty()) continue;
        for (const auto& finding : find(said.text)) {
            const auto wording =
                std::find_if(book_->promises.begin(), book_->promises.end(),
                             [&](const profile::PromiseWording& one) { return one.rule == finding.rule->id; });
            if (wording == book_->promises.end()) continue;
            const auto due = due_of(*wording, text::fold_for_search(finding.match), said.when);
            if (!due) continue;
            out.push_back({said.record, said.thread, *said.when.at, *due, said.when.from == model::ZoneFrom::guess,
                           sentence_at(said.text, finding.offset)});
        }
    }
    return out;
}

bool ClaimReader::is_courtesy(std::string_view text)
{
    constexpr std::size_t longest = 60;
    if (text::count_code_points(text) > longest) return false;
    const auto found = find(text);
    return !found.empty() &&
           std::all_of(found.begin(), found.end(), [](const LintFinding& one) { return one.rule->category == "courtesy"; });
}

bool ClaimReader::wants_answer(std::string_view text)
{
    for (const auto* mark : {"?", "？", "吗", "¿"})
        if (text.find(mark) != std::string_view::npos) return true;
    const auto found = in_text(text);
    return std::any_of(found.begin(), found.end(), [&](const std::string& id) {
        const auto* claim = book_->claim(id);
        return claim && claim->by == "buyer" && !claim->firm.empty();
    });
}

const profile::ResultWording* ClaimReader::result(const model::Event& event)
{
    if (event.result.empty()) return nullptr;
    for (const auto& finding : find(event.result))
        for (const auto& wording : book_->results)
            if (wording.id == finding.rule->id &&
                std::find(wording.kinds.begin(), wording.kinds.end(), event.kind) != wording.kinds.end())
                return &wording;
    return nullptr;
}

} // namespace redress::analyze

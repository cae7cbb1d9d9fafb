#include "letter/citations.hpp"

#include "base/said.hpp"
#include "base/text.hpp"
#include "letter/quotes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace redress::letter {
namespace {

constexpr std::size_t time_length = 26;   // "2026-03-01 20:30:00 +08:00"
constexpr std::size_t minute_length = 16; // "2026-03-01 20:30", where every byte counts

constexpr std::pair<std::string_view, std::string_view> line_styles[]{{", line ", "]"}, {" 第", "行]"}, {", línea ", "]"}};

bool is_capital(char c)
{
    return c >= 'A' && c <= 'Z';
}

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

// Reads ", line 3" or " 第3行" and the bracket that closes.
bool read_rest(std::string_view rest, Citation& out)
{
    if (!rest.empty() && rest.front() == ']') return true;
    for (const auto& [before, after] : line_styles) {
        if (rest.substr(0, before.size()) != before) continue;
        auto number = rest.substr(before.size());
        int line = 0;
        while (!number.empty() && is_digit(number.front()) && line < 100'000'000) {
            line = line * 10 + (number.front() - '0');
            number.remove_prefix(1);
        }
        if (line == 0 || number.substr(0, after.size()) != after) return false;
        out.line = line;
        return true;
    }
    return false;
}

void find_style(std::string_view text, const std::string& style, std::vector<Citation>& out)
{
    const bool numbered = analyze::is_numbered(style);
    const std::string slot = numbered ? "{number}" : "{label}";
    const auto at = style.find(slot);
    if (at == std::string::npos) return;
    const auto before = "[" + style.substr(0, at), after = style.substr(at + slot.size());
    for (auto p = text.find(before); p != std::string_view::npos; p = text.find(before, p + 1)) {
        auto rest = text.substr(p + before.size());
        Citation found;
        found.offset = p;
        while (!rest.empty() && (numbered ? is_digit(rest.front()) : is_capital(rest.front()))) {
            found.label += rest.front();
            rest.remove_prefix(1);
        }
        if (found.label.empty() || rest.substr(0, after.size()) != after) continue;
        rest.remove_prefix(after.size());
        if (!read_rest(rest, found)) continue;
        found.length = text.find(']', p) + 1 - p;
        out.push_back(std::move(found));
    }
}

void add_stamp(std::set<std::string>& out, const model::Stamp& stamp, const time::Zone& zone)
{
    if (stamp.at) out.insert(time::for_people(*stamp.at, zone));
}

bool has_shape(std::string_view text, std::size_t length)
{
    static constexpr std::string_view shape = "dddd-dd-dd dd:dd:dd sdd:dd";
    if (text.size() < length) return false;
    for (std::size_t k = 0; k < length; ++k) {
        const char c = text[k];
        const bool fits = shape[k] == 'd' ? is_digit(c) : shape[k] == 's' ? c == '+' || c == '-' : c == shape[k];
        if (!fits) return false;
    }
    return true;
}

// "2026-03-01 20:30:00 +08:00", or to the minute, wherever it stands.
std::vector<std::string> times_in(std::string_view line)
{
    std::vector<std::string> out;
    for (std::size_t i = 0; i + minute_length <= line.size(); ++i) {
        const auto length = has_shape(line.substr(i), time_length) ? time_length : minute_length;
        if (!has_shape(line.substr(i), length) || (i > 0 && is_digit(line[i - 1]))) continue;
        out.emplace_back(line.substr(i, length));
        i += length - 1;
    }
    return out;
}

// What somebody wrote, in which times may stand too.
std::string_view words_of(const model::Body& body)
{
    if (const auto* message = std::get_if<model::Message>(&body)) return message->text;
    if (const auto* event = std::get_if<model::Event>(&body)) return event->result;
    if (const auto* review = std::get_if<model::Review>(&body)) return review->text;
    const auto* document = std::get_if<model::Document>(&body);
    return document ? std::string_view(document->text) : std::string_view();
}

// The times a record shows, as exhibits print them.
void add_times(std::set<std::string>& out, const model::Record& record, const time::Zone& zone)
{
    if (const auto* order = std::get_if<model::Order>(&record.body)) {
        for (const auto* stamp : {&order->placed, &order->paid, &order->updated}) add_stamp(out, *stamp, zone);
    } else if (const auto* review = std::get_if<model::Review>(&record.body)) {
        for (const auto* stamp : {&review->when, &review->replied, &review->changed}) add_stamp(out, *stamp, zone);
    } else if (const auto* stamp = model::time_of(record.body)) {
        add_stamp(out, *stamp, zone);
    }
    for (auto& shown : times_in(words_of(record.body))) out.insert(std::move(shown));
}

std::optional<Instant> instant_of(const std::string& shown, const time::Zone& zone)
{
    if (shown.size() == time_length)
        return time::parse_rfc3339(shown.substr(0, 10) + "T" + shown.substr(11, 8) + shown.substr(20));
    const auto local = time::parse_local(shown);
    if (!local || !local->exists()) return std::nullopt;
    return zone.to_utc(*local).at;
}

// A time to the minute is in the exhibit if the exhibit's time begins with it.
bool holds(const std::set<std::string>& times, const std::string& shown)
{
    const auto next = times.lower_bound(shown);
    return next != times.end() && next->compare(0, shown.size(), shown) == 0;
}

class Checker {
public:
    Checker(const analyze::Material& material, const std::vector<analyze::Exhibit>& exhibits,
            const profile::Profile& profile, const time::Zone& zone, Instant now)
        : exhibits_(exhibits), profile_(profile), zone_(zone), now_(now)
    {
        for (const auto& record : material.records) records_.emplace(record.id, &record);
    }

    void check(std::string_view line, std::size_t number)
    {
        std::set<std::string> times;
        const auto citations = find_citations(line, profile_);
        for (const auto& citation : citations) look_up(citation, number, times);
        for (const auto& shown : times_in(line)) {
            const auto at = instant_of(shown, zone_);
            if (at && *at > now_) continue;
            if (citations.empty())
                faults.push_back({number, said("'{}' is stated without an exhibit", shown), "uncited"});
            else if (!holds(times, shown))
                faults.push_back({number, said("'{}' is not in the exhibit cited", shown), "not-in-exhibit"});
        }
        check_quotes(line, citations, number);
    }
    std::vector<Fault> faults;

private:
    // What stands in quotation marks before the citation of a line is what that line says. Nobody's words are printed here.
    void check_quotes(std::string_view line, const std::vector<Citation>& citations, std::size_t number)
    {
        for (const auto& quote : quotes_in(line)) {
            const auto next =
                std::find_if(citations.begin(), citations.end(), [&](const Citation& c) { return c.offset >= quote.end; });
            if (next == citations.end() || next->line == 0) continue;
            const auto* message = message_at(*next);
            if (message && !is_quoted_from(quote.text, message->text))
                faults.push_back({number, said("line {} of exhibit {} does not say what is quoted", next->line, next->label),
                                  "misquoted"});
        }
    }

    const model::Message* message_at(const Citation& citation) const
    {
        for (const auto& exhibit : exhibits_) {
            const auto line = static_cast<std::size_t>(citation.line);
            if (exhibit.label != citation.label || line > exhibit.records.size()) continue;
            const auto record = records_.find(exhibit.records[line - 1]);
            return record == records_.end() ? nullptr : std::get_if<model::Message>(&record->second->body);
        }
        return nullptr;
    }

    void look_up(const Citation& citation, std::size_t number, std::set<std::string>& times)
    {
        const auto found = std::find_if(exhibits_.begin(), exhibits_.end(),
                                        [&](const analyze::Exhibit& e) { return e.label == citation.label; });
        if (found == exhibits_.end()) {
            faults.push_back({number, said("there is no exhibit {}", citation.label), "no-exhibit"});
            return;
        }
        const auto lines = static_cast<int>(found->records.size());
        if (citation.line > 0 && (found->kind != "transcript" || citation.line > lines)) {
            faults.push_back({number, said("exhibit {} has no line {}", citation.label, citation.line), "no-line"});
            return;
        }
        for (int i = 0; i < lines; ++i) {
            if (citation.line > 0 && i + 1 != citation.line) continue;
            const auto record = records_.find(found->records[static_cast<std::size_t>(i)]);
            if (record != records_.end()) add_times(times, *record->second, zone_);
        }
    }

    const std::vector<analyze::Exhibit>& exhibits_;
    const profile::Profile& profile_;
    const time::Zone& zone_;
    Instant now_;
    std::map<std::string, const model::Record*> records_;
};

} // namespace

std::string exhibit_name(const profile::Profile& profile, const std::string& lang, const std::string& label)
{
    return analyze::name_in_style(profile.citation.in(lang), label);
}

std::string cite(const profile::Profile& profile, const std::string& lang, const analyze::Place& place)
{
    if (place.label.empty()) return {};
    const auto name = exhibit_name(profile, lang, place.label);
    if (place.line == 0) return fmt::format("[{}]", name);
    const auto& [before, after] = line_styles[lang == "zh" ? 1 : lang == "es" ? 2 : 0];
    return fmt::format("[{}{}{}{}", name, before, place.line, after);
}

std::vector<Citation> find_citations(std::string_view text, const profile::Profile& profile)
{
    std::vector<Citation> out;
    std::set<std::string> styles{profile.citation.en, profile.citation.zh, profile.citation.es};
    for (const auto& style : styles) find_style(text, style, out);
    std::sort(out.begin(), out.end(), [](const Citation& a, const Citation& b) { return a.offset < b.offset; });
    return out;
}

std::string without_citations(std::string_view text, const profile::Profile& profile)
{
    std::string out;
    std::size_t at = 0;
    for (const auto& citation : find_citations(text, profile)) {
        out += text.substr(at, citation.offset - at);
        if (!out.empty() && out.back() == ' ') out.pop_back();
        at = citation.offset + citation.length;
    }
    return out += text.substr(at);
}

std::vector<Fault> check_citations(std::string_view text, const analyze::Material& material,
                                   const std::vector<analyze::Exhibit>& exhibits, const profile::Profile& profile,
                                   const time::Zone& zone, Instant now)
{
    Checker checker(material, exhibits, profile, zone, now);
    std::size_t number = 0;
    for (const auto line : text::split(text, '\n')) checker.check(line, ++number);
    return checker.faults;
}

} // namespace redress::letter

// Facts of a case: words checked against the profile, money, times.
#include "base/text.hpp"
#include "case.hpp"
#include "options.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

namespace redress {
namespace {

template <typename Items, typename Key> std::vector<std::string> codes_of(const Items& items, Key key)
{
    std::vector<std::string> out;
    for (const auto& item : items) out.push_back(item.*key);
    return out;
}

model::Stamp stamp_of(const std::string& text, const std::string& option, Session& session)
{
    model::Stamp stamp;
    stamp.at = parse_time_option(text, option, session);
    const auto zone = session.display_zone();
    stamp.local = time::to_string(zone.to_local(*stamp.at));
    stamp.zone = zone.name();
    stamp.from = model::ZoneFrom::option;
    return stamp;
}

Money amount_of(const std::string& text, const model::Case& facts, const profile::Profile& profile)
{
    const auto currency = facts.amount && !facts.amount->currency.empty() ? facts.amount->currency : profile.currency;
    auto money = money::parse(text, currency);
    if (!money) throw Error(ErrorKind::usage, fmt::format("'{}' is no amount", text), "write it as 12.00 or '12.00 USD'");
    return *money;
}

} // namespace

const std::vector<std::string>& fact_keys()
{
    static const std::vector<std::string> keys{"number", "via",   "reason", "amount",  "currency", "due",
                                               "opened", "stage", "status", "outcome", "lang",     "order"};
    return keys;
}

profile::Profile profile_of(const model::Case& facts, Session& session)
{
    return profile::load_case_profile(session.share(), session.config(), facts.platform, facts.via);
}

std::string pick_code(const std::string& word, const std::vector<std::string>& codes, const std::string& option)
{
    const auto lower = text::lower_ascii(word);
    std::vector<std::string> near;
    for (const auto& code : codes) {
        if (code == word) return code;
        const auto other = text::lower_ascii(code);
        if (other == lower)
            near.insert(near.begin(), code);
        else if (!lower.empty() && other.find(lower) != std::string::npos)
            near.push_back(code);
    }
    if (near.size() == 1 || (!near.empty() && text::lower_ascii(near.front()) == lower)) return near.front();
    // "not_receved" is near the end of a code, not near all of it.
    std::vector<std::string> tails;
    std::map<std::string, std::string> whole;
    for (const auto& code : codes)
        for (std::size_t at = 0; at != std::string::npos; at = code.find('_', at + 1)) {
            tails.push_back(text::lower_ascii(code.substr(at ? at + 1 : 0)));
            whole.emplace(tails.back(), code);
        }
    const auto tail = text::nearest(lower, tails);
    const auto guess = tail.empty() ? std::string() : whole[tail];
    throw Error(ErrorKind::usage, fmt::format("{}: '{}' is none of the words of this platform", option, word),
                !near.empty()    ? fmt::format("that may be {}", fmt::join(near, " or "))
                : !guess.empty() ? fmt::format("did you mean '{}'?", guess)
                                 : fmt::format("there are {}", fmt::join(codes, ", ")));
}

void set_fact(model::Case& facts, const std::string& key, const std::string& value, const profile::Profile& profile,
              Session& session)
{
    if (key == "number")
        facts.number = value;
    else if (key == "via")
        facts.via = pick_code(value, profile.deciders, key);
    else if (key == "reason")
        facts.reason = pick_code(value, codes_of(profile.reasons, &profile::Reason::code), key);
    else if (key == "stage")
        facts.stage = pick_code(value, codes_of(profile.stages, &profile::Stage::code), key);
    else if (key == "status")
        facts.status = pick_code(value, codes_of(profile.statuses, &profile::Status::code), key);
    else if (key == "outcome") {
        const auto* known = profile.enumeration("outcome");
        facts.outcome = known ? pick_code(value, known->values, key) : value;
    } else if (key == "lang")
        facts.lang = pick_code(value, {"en", "zh", "es"}, key);
    else if (key == "amount")
        facts.amount = amount_of(value, facts, profile);
    else if (key == "currency") {
        if (!facts.amount) throw Error(ErrorKind::usage, "a currency needs an amount", "set amount='12.00 EUR'");
        facts.amount->currency = value;
    } else if (key == "opened")
        facts.opened = stamp_of(value, key, session);
    else if (key == "due") {
        facts.due = stamp_of(value, key, session);
        facts.due_from = "seller";
    } else if (key == "order") {
        if (std::find(facts.orders.begin(), facts.orders.end(), value) == facts.orders.end()) facts.orders.push_back(value);
    } else {
        const auto near = text::nearest(key, fact_keys());
        throw Error(ErrorKind::usage, fmt::format("a case has no '{}'", key),
                    near.empty() ? fmt::format("there are {}", fmt::join(fact_keys(), ", "))
                                 : fmt::format("did you mean '{}'?", near));
    }
}

// Imported data says it best. A profile's default counts only from a time that is known: the opening.
void default_due(model::Case& facts, const profile::Profile& profile, const analyze::Material& material)
{
    if (facts.due.at) return;
    for (const auto& deadline : profile.deadlines) {
        if (deadline.field.empty()) continue;
        for (const auto& record : material.records) {
            const auto at = time::parse_rfc3339(record.extra[deadline.field].string_or(""));
            if (!at || !std::holds_alternative<model::Order>(record.body)) continue;
            facts.due = {at, time::to_rfc3339(*at), "UTC", model::ZoneFrom::data};
            facts.due_from = "data";
            return;
        }
    }
    const bool talking = facts.stage.empty() || (!profile.stages.empty() && profile.stages.front().code == facts.stage);
    if (!facts.opened.at || !talking) return;
    for (const auto& deadline : profile.deadlines) {
        if (deadline.starts_from != "opened" || deadline.hours <= 0 || deadline.business_days) continue;
        const auto length = std::chrono::milliseconds(static_cast<std::int64_t>(deadline.hours * 3'600'000));
        facts.due = facts.opened;
        facts.due.at = *facts.opened.at + length;
        facts.due.local =
            time::to_string(time::Zone::find(facts.opened.zone).value_or(time::Zone::utc()).to_local(*facts.due.at));
        facts.due_from = "profile";
        return;
    }
}

std::string shown(const model::Stamp& stamp, const time::Zone& zone, const std::string& lang)
{
    if (!stamp.at) return stamp.local;
    return time::for_people(*stamp.at, zone) +
           (stamp.from == model::ZoneFrom::guess ? (lang == "zh" ? "（时区为推测）" : " (zone guessed)") : "");
}

} // namespace redress

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
    out.reserve(items.size());
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
    if (!money) throw Error(ErrorKind::usage, said("'{}' is no amount", text), said("write it as 12.00 or '12.00 USD'"));
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
    throw Error(ErrorKind::usage, said("{}: '{}' is none of the words of this platform", option, word),
                !near.empty()    ? said("that may be {}", joined(near, said(" or ")))
                : !guess.empty() ? said("did you mean '{}'?", guess)
                                 : said("there are {}", joined(codes, said(", "))));
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
        if (!facts.amount) throw Error(ErrorKind::usage, said("a currency needs an amount"), said("set amount='12.00 EUR'"));
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
        throw Error(ErrorKind::usage, said("a case has no '{}'", key),
                    near.empty() ? said("there are {}", joined(fact_keys(), said(", "))) : said("did you mean '{}'?", near));
    }
}

namespace {

// "refund_remind_timeout.timeout": by that very name, or one table within another.
Json value_at(const Json& extra, const std::string& field)
{
    if (const auto* flat = extra.find(field)) return *flat;
    const Json* at = &extra;
    for (const auto part : text::split(field, '.')) {
        at = at->find(std::string(part));
        if (!at) return {};
    }
    return *at;
}

// As imported data writes it: with an offset, or in the platform's own time.
std::optional<model::Stamp> due_in(const model::Record& record, const std::string& field, const std::string& zone_name)
{
    const auto text = value_at(record.extra, field).string_or("");
    if (const auto at = time::parse_rfc3339(text))
        return model::Stamp{at, time::to_rfc3339(*at), "UTC", model::ZoneFrom::data};
    const auto local = time::parse_local(text);
    const auto zone = time::Zone::find(zone_name);
    if (!local || !local->exists() || !zone) return std::nullopt;
    return model::Stamp{zone->to_utc(*local).at, text, zone_name, model::ZoneFrom::data};
}

bool is_ours(const profile::Deadline& deadline)
{
    return deadline.by == "seller" || deadline.by == "either";
}

bool runs_in(const profile::Deadline& deadline, const std::string& stage, const profile::Profile& profile)
{
    const auto first = profile.stages.empty() ? std::string() : profile.stages.front().code;
    const auto& wanted = deadline.stage.empty() ? first : deadline.stage;
    return wanted == (stage.empty() ? first : stage);
}

} // namespace

// Imported data says it best. A profile's default counts only from a time that is known: the opening.
void default_due(model::Case& facts, const profile::Profile& profile, const analyze::Material& material)
{
    if (facts.due.at) return;
    for (const auto& deadline : profile.deadlines) {
        if (deadline.field.empty() || !is_ours(deadline)) continue;
        for (const auto& record : material.records) {
            if (!std::holds_alternative<model::Order>(record.body)) continue;
            const auto due = due_in(record, deadline.field, profile.zone);
            if (!due) continue;
            facts.due = *due;
            facts.due_from = "data";
            return;
        }
    }
    if (!facts.opened.at) return;
    for (const auto& deadline : profile.deadlines) {
        if (deadline.starts_from != "opened" || deadline.hours <= 0 || deadline.business_days) continue;
        if (!is_ours(deadline) || !runs_in(deadline, facts.stage, profile)) continue;
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
           (stamp.from == model::ZoneFrom::guess ? said(" (zone guessed)").in(lang) : "");
}

} // namespace redress

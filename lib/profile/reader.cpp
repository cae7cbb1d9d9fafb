#include "profile/reader.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "base/time.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace redress::profile {

Reader::Reader(const Json& table, const Origin& origin, std::string where)
    : table_(table), origin_(origin), where_(std::move(where))
{
    if (!table_.is_object()) fail(said("a table is expected"));
}

void Reader::fail(const Said& what, const Said& hint) const
{
    throw Error(ErrorKind::input,
                where_.empty() ? said("{}: {}", origin_.file, what) : said("{}: {}: {}", origin_.file, where_, what),
                hint.empty() ? said("redress-platform(5) lists the keys") : hint);
}

const Json* Reader::take(const std::string& key)
{
    asked_.push_back(key);
    return table_.find(key);
}

std::string Reader::text(const std::string& key)
{
    auto value = text_or(key);
    if (value.empty()) fail(said("key '{}' is missing or empty", key));
    return value;
}

std::string Reader::text_or(const std::string& key)
{
    const auto* value = take(key);
    if (!value) return {};
    if (!value->is_string()) fail(said("key '{}' must be text", key));
    return *value->string();
}

std::int64_t Reader::whole_or(const std::string& key, std::int64_t fallback)
{
    const auto* value = take(key);
    if (!value) return fallback;
    const auto number = value->integer();
    if (!number || *number < 0) fail(said("key '{}' must be a whole number, not negative", key));
    return *number;
}

std::optional<double> Reader::number(const std::string& key)
{
    const auto* value = take(key);
    if (!value) return std::nullopt;
    const auto number = value->number();
    if (!number || *number < 0) fail(said("key '{}' must be a number, not negative", key));
    return number;
}

bool Reader::flag(const std::string& key)
{
    const auto* value = take(key);
    if (!value) return false;
    const auto answer = value->boolean();
    if (!answer) fail(said("key '{}' must be true or false", key));
    return *answer;
}

Text Reader::words(const std::string& key, bool needed)
{
    Text out;
    inside(key, [&](Reader& in) {
        out.en = in.text("en");
        out.zh = in.text("zh");
        out.es = in.text_or("es");
    });
    if (needed && out.en.empty()) fail(said("key '{}' is missing", key), said("write it as {{ en = \"…\", zh = \"…\" }}"));
    return out;
}

std::pair<double, std::string> Reader::length()
{
    double hours = number("hours").value_or(0);
    if (const auto days = number("days")) hours = *days * 24;
    if (const auto minutes = number("minutes")) hours = *minutes / 60;
    const auto start = text_or("starts_from");
    // A bare number would not say from when on.
    if (hours > 0 && start.empty()) fail(said("key 'starts_from' is missing"));
    if (!start.empty()) {
        std::vector<std::string> known;
        for (const auto& [word, label] : starting_points()) known.push_back(word);
        one_of("starts_from", start, known);
    }
    return {hours, start};
}

void Reader::one_of(const std::string& key, const std::string& value, const std::vector<std::string>& known) const
{
    if (std::find(known.begin(), known.end(), value) != known.end()) return;
    fail(said("key '{}' is '{}'; it must be one of {}", key, value, joined(known, said(", "))));
}

std::vector<std::string> Reader::list(const std::string& key)
{
    std::vector<std::string> out;
    const auto* value = take(key);
    if (!value) return out;
    if (!value->is_array()) fail(said("key '{}' must be a list of texts", key));
    for (const auto& item : value->items()) {
        if (!item.is_string()) fail(said("key '{}' must be a list of texts", key));
        auto word = *item.string();
        if (std::find(out.begin(), out.end(), word) != out.end()) fail(said("key '{}' holds '{}' twice", key, word));
        out.push_back(std::move(word));
    }
    return out;
}

std::vector<std::vector<std::string>> Reader::groups(const std::string& key)
{
    std::vector<std::vector<std::string>> out;
    const auto* value = take(key);
    if (!value) return out;
    if (!value->is_array()) fail(said("key '{}' must be a list of lists", key));
    for (const auto& group : value->items()) {
        if (!group.is_array() || group.items().empty()) fail(said("key '{}' must be a list of lists", key));
        auto& words = out.emplace_back();
        for (const auto& item : group.items()) words.push_back(item.string_or(""));
    }
    return out;
}

Provenance Reader::named_source(const std::string& key)
{
    const auto id = text(key);
    const auto found = origin_.sources.find(id);
    if (found != origin_.sources.end()) return found->second;
    std::vector<std::string> names;
    for (const auto& [name, source] : origin_.sources) names.push_back(name);
    const auto near = text::nearest(id, names);
    fail(said("key '{}' names no source '{}'", key, id),
         near.empty() ? said("[sources] lists them") : said("did you mean '{}'?", near));
}

Provenance Reader::provenance()
{
    if (has("from")) return named_source("from");
    Provenance out;
    if (!has("source"))
        fail(said("a fact needs a source"),
             said("name an entry of [sources] with from = \"…\", or give source, seen and verified"));
    out.source = text("source");
    out.seen = text_or("seen");
    out.verified = flag("verified");
    out.zh = text_or("zh");
    if (!out.seen.empty() && !is_seen_date(out.seen))
        fail(said("key 'seen': '{}' is no date", out.seen), said("write it as 2026-03 or 2026-03-01"));
    // What the user laid over carries no date unless they gave one; a shipped fact always has one.
    if (out.seen.empty() && out.verified) fail(said("a verified fact needs the date it was seen"));
    return out;
}

void Reader::each(const std::string& key, const std::function<void(Reader&)>& take_one)
{
    const auto* value = take(key);
    if (!value) return;
    if (!value->is_array()) fail(said("key '{}' must be a list of tables, [[{}]]", key, key));
    int number = 0;
    for (const auto& item : value->items()) {
        ++number;
        std::string name;
        for (const auto* id : {"code", "id", "name", "event", "field", "on"})
            if (name.empty()) name = item[id].string_or("");
        Reader in(item, origin_, fmt::format("[[{}]] {}", key, name.empty() ? std::to_string(number) : name));
        take_one(in);
        in.done();
    }
}

void Reader::inside(const std::string& key, const std::function<void(Reader&)>& take_it)
{
    const auto* value = take(key);
    if (!value) return;
    Reader in(*value, origin_, where_.empty() ? fmt::format("[{}]", key) : fmt::format("{}: {}", where_, key));
    take_it(in);
    in.done();
}

void Reader::done() const
{
    for (const auto& member : table_.members()) {
        if (std::find(asked_.begin(), asked_.end(), member.key) != asked_.end()) continue;
        const auto near = text::nearest(member.key, asked_);
        fail(said("unknown key '{}'", member.key), near.empty() ? Said() : said("did you mean '{}'?", near));
    }
}

bool is_seen_date(std::string_view text)
{
    if (text.size() != 7 && text.size() != 10) return false;
    const auto day = time::parse_local(text.size() == 7 ? std::string(text) + "-01" : std::string(text));
    return day && day->exists();
}

} // namespace redress::profile

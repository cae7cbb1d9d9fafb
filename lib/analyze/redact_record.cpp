#include "analyze/redact_record.hpp"

#include "analyze/personal_columns.hpp"
#include "analyze/plain_form.hpp"
#include "base/text.hpp"
#include "base/time.hpp"

#include <algorithm>
#include <array>
#include <chrono>

namespace redress::analyze {
namespace {

struct Typed {
    std::string_view key, kind;
};
// Keys whose value is a person's whatever it looks like; "name" only where it cannot be a thing's.
constexpr std::array<Typed, 44> typed_keys{{{"email", "email"},
                                            {"e_mail", "email"},
                                            {"mail", "email"},
                                            {"from_email", "email"},
                                            {"phone", "phone"},
                                            {"mobile", "phone"},
                                            {"tel", "phone"},
                                            {"telephone", "phone"},
                                            {"address", "address"},
                                            {"street", "address"},
                                            {"ship_to", "address"},
                                            {"shipping_address", "address"},
                                            {"ip", "ip"},
                                            {"account", "account"},
                                            {"sender_id", "account"},
                                            {"user_id", "account"},
                                            {"from_id", "account"},
                                            {"uin", "account"},
                                            {"uid", "account"},
                                            {"wxid", "account"},
                                            {"openid", "account"},
                                            {"buyer_id", "account"},
                                            {"payer_id", "account"},
                                            {"login", "account"},
                                            {"username", "account"},
                                            {"handle", "account"},
                                            {"nickname", "name"},
                                            {"author", "name"},
                                            {"sender_name", "name"},
                                            {"counterparty_name", "name"},
                                            {"counterparty", "name"},
                                            {"receiver_name", "name"},
                                            {"receiver", "name"},
                                            {"recipient", "name"},
                                            {"buyer_name", "name"},
                                            {"customer_name", "name"},
                                            {"payer_name", "name"},
                                            {"real_name", "name"},
                                            {"full_name", "name"},
                                            {"first_name", "name"},
                                            {"last_name", "name"},
                                            {"display_name", "name"},
                                            {"supplier", "supplier"},
                                            {"batch", "supplier"}}};

// Where a key that is a thing's elsewhere is a person's: within `parent`.
struct Within {
    std::string_view parent, key, kind;
};
constexpr std::array<Within, 3> typed_within{
    {{"mentions", "id", "account"}, {"mentions", "name", "name"}, {"reactions", "actor", "name"}}};

std::string_view kind_within(std::string_view key, std::string_view parent)
{
    for (const auto& one : typed_within)
        if (one.key == key && one.parent == parent) return one.kind;
    return {};
}

std::string_view kind_of_key(std::string_view key, std::string_view parent)
{
    if (const auto kind = kind_within(key, parent); !kind.empty()) return kind;
    if (key == "name") return parent == "buyer" || parent == "counterparty" || parent == "customer" ? "name" : "";
    const auto* const found =
        std::find_if(typed_keys.begin(), typed_keys.end(), [key](const Typed& one) { return one.key == key; });
    return found == typed_keys.end() ? kind_of_column(key) : found->kind;
}

// Ids, times, codes: nobody's data by themselves, and what records are tied together by.
bool is_code(std::string_view key, std::string_view parent)
{
    if (!kind_within(key, parent).empty()) return false;
    static constexpr std::array<std::string_view, 42> codes{
        "schema", "type",    "id",       "shop",       "at",       "local", "zone",       "zone_from",      "role",
        "kind",   "sha256",  "blob",     "format",     "parser",   "unit",  "media_type", "currency",       "platform",
        "status", "stage",   "fp",       "last4",      "document", "as_of", "case",       "record",         "carrier",
        "lang",   "channel", "actor",    "from",       "reason",   "via",   "due_from",   "schema_version", "sentiment",
        "causes", "seq",     "encoding", "commitment", "token",    "label"};
    return std::find(codes.begin(), codes.end(), key) != codes.end();
}

// "Jane Roe <jane@example.com>" -> both
std::pair<std::string_view, std::string_view> name_and_address(std::string_view sender)
{
    const auto open = sender.rfind('<');
    if (open == std::string_view::npos || !sender.ends_with('>') || sender.find('@', open) == std::string_view::npos) {
        const bool address = sender.find('@') != std::string_view::npos && sender.find(' ') == std::string_view::npos &&
                             !sender.starts_with('@');
        return address ? std::pair(std::string_view(), sender) : std::pair(sender, std::string_view());
    }
    auto name = text::trim(sender.substr(0, open));
    while (name.size() >= 2 && name.front() == '"' && name.back() == '"') name = name.substr(1, name.size() - 2);
    return {name, sender.substr(open + 1, sender.size() - open - 2)};
}

bool is_shops_own(const Json& record)
{
    const auto role = record["role"].string_or("");
    return role == "seller" || role == "platform" || role == "system";
}

class Walk {
public:
    Walk(const std::string& place, Redactor& redactor) : place_(place), redactor_(redactor) {}

    bool changed() const { return changed_; }
    void shops_own(bool own) { own_ = own; }
    void foreign(bool foreign) { foreign_ = foreign; } // no record: no key is known to be a code

    void value(Json& json, std::string_view key, std::string_view parent)
    {
        if (json.is_object()) {
            auto members = json.members();
            for (auto& [name, below] : members) {
                if (name == "sources" && !foreign_)
                    sources(below);
                else if (foreign_ || !is_code(name, key) || !below.is_string())
                    value(below, name, key);
                json.set(name, std::move(below));
            }
        } else if (json.is_array()) {
            auto items = json.items();
            for (auto& item : items) value(item, key, parent);
            json = Json(std::move(items));
        } else if (auto text = json.string()) {
            put(json, *text, !foreign_ && is_code(key, parent) ? *text : string(*text, key, parent));
        } else {
            number(json, key, parent);
        }
    }

private:
    void put(Json& json, const std::string& before, std::string after)
    {
        if (after == before) return;
        changed_ = true;
        json = Json(std::move(after));
    }

    std::string string(const std::string& text, std::string_view key, std::string_view parent)
    {
        if (key == "sender") return sender(text);
        auto kind = kind_of_key(key, parent);
        if (foreign_ && kind.empty() && (key == "from" || key == "actor" || key == "sender_name")) kind = "name";
        if (kind == "address" && text.find('@') != std::string::npos) kind = "email";
        if (kind.empty() || own_) return redactor_.apply(text, place_);
        return redactor_.field(kind, text, place_);
    }

    std::string sender(const std::string& text)
    {
        if (own_) return redactor_.apply(text, place_);
        const auto [name, address] = name_and_address(text);
        if (name.empty() || address.empty()) return redactor_.field(name.empty() ? "email" : "name", text, place_);
        return redactor_.field("name", name, place_) + " <" + redactor_.field("email", address, place_) + ">";
    }

    // A phone number may stand there as a number; one that changes becomes text.
    void number(Json& json, std::string_view key, std::string_view parent)
    {
        constexpr std::int64_t least = 10000;
        const auto whole = json.integer();
        const auto kind = kind_of_key(key, parent);
        if (!whole || *whole < least || kind.empty() || own_) return;
        const auto text = std::to_string(*whole);
        put(json, text, redactor_.field(kind, text, place_));
    }

    // Only what the source is called can be personal; its place and hash tell nothing.
    void sources(Json& list)
    {
        auto items = list.items();
        for (auto& item : items)
            if (const auto name = item["name"].string()) {
                auto after = redactor_.apply(*name, place_);
                changed_ = changed_ || after != *name;
                item.set("name", std::move(after));
            }
        if (list.is_array()) list = Json(std::move(items));
    }

    const std::string& place_;
    Redactor& redactor_;
    bool changed_ = false, own_ = false, foreign_ = false;
};

bool ends_in_digit(const std::string& text)
{
    const auto form = analyze::plain_form(text::trim(text));
    return !form.text.empty() && analyze::is_digit(form.text.back());
}

bool begins_with_digit(const std::string& text)
{
    const auto form = analyze::plain_form(text::trim(text));
    return !form.text.empty() && analyze::is_digit(form.text.front());
}

void know_member(const Json& json, std::string_view key, std::string_view kind, Owner owner, Redactor& redactor)
{
    redactor.know(kind, json[key].string_or(""), owner);
}

// What a table's columns say beside what has a field of its own. Of strangers no name of two letters, which is a word too.
void know_columns(const Json& extra, Owner owner, Redactor& redactor)
{
    for (const auto& [column, value] : extra.members()) {
        const auto kind = kind_of_column(column);
        const auto written = value.string_or("");
        if (kind.empty() || (owner == Owner::stranger && kind == "name" && text::to_u32(written).size() < 3)) continue;
        redactor.know(kind, written, owner);
    }
}

} // namespace

void learn_people(const Json& record, Owner owner, Redactor& redactor)
{
    const auto type = record["type"].string_or("");
    if (type == "order") {
        for (const auto& [key, kind] : {std::pair("name", "name"),
                                        {"email", "email"},
                                        {"phone", "phone"},
                                        {"address", "address"},
                                        {"ip", "ip"},
                                        {"account", "account"}})
            know_member(record["buyer"], key, kind, owner, redactor);
        for (const auto* key : {"counterparty_name", "receiver_name", "recipient", "buyer_name"})
            know_member(record["extra"], key, "name", owner, redactor);
        know_columns(record["extra"], owner, redactor);
    } else if (type == "message") {
        if (is_shops_own(record) || record["extra"]["private"].boolean().value_or(false)) return;
        const auto sender = record["sender"].string_or("");
        const auto [name, address] = name_and_address(sender);
        redactor.know("name", name, owner);
        redactor.know("email", address, owner);
        const auto& extra = record["extra"];
        know_member(extra, "sender_id", "account", owner, redactor);
        know_member(extra, "nickname", "name", owner, redactor);
        for (const auto& person : extra["mentions"].items()) {
            know_member(person, "id", "account", owner, redactor);
            for (const auto* key : {"name", "nickname"}) know_member(person, key, "name", owner, redactor);
        }
    } else if (type == "event") {
        const auto address = record["address"].string_or("");
        redactor.know(address.find('@') == std::string::npos ? "account" : "email", address, owner);
        know_member(record, "ip", "ip", owner, redactor);
        for (const auto* key : {"supplier", "batch"}) know_member(record, key, "supplier", Owner::anyone, redactor);
    } else if (type == "review") {
        know_member(record, "author", "name", owner, redactor);
    }
}

void learn_numbers(const Json& record, Redactor& redactor)
{
    const auto type = record["type"].string_or("");
    for (const auto* key : {"number", "order", "tracking", "ref"})
        if (type == "order" || type == "event" || type == "review" || type == "case")
            redactor.keep(record[key].string_or(""));
    for (const auto& ref : record["refs"].items())
        if (ref["kind"].string_or("") != "key") redactor.keep(ref["value"].string_or(""));
    for (const auto& order : record["orders"].items()) redactor.keep(order.string_or(""));
}

bool redact_record(Json& record, const std::string& place, Redactor& redactor)
{
    Walk walk(place, redactor);
    walk.shops_own(record["type"].string_or("") == "message" && is_shops_own(record));
    auto copy = record;
    walk.value(copy, "", "");
    if (walk.changed()) record = std::move(copy);
    return walk.changed();
}

bool goes_on(const Json& before, const Json& now)
{
    constexpr auto longest = std::chrono::seconds(60);
    if (now["type"].string_or("") != "message") return false;
    for (const auto* key : {"type", "thread", "sender", "shop"})
        if (!(before[key] == now[key])) return false;
    const auto earlier = time::parse_rfc3339(before["at"].string_or(""));
    const auto later = time::parse_rfc3339(now["at"].string_or(""));
    if (!earlier || !later || *later < *earlier || *later - *earlier > longest) return false;
    return ends_in_digit(before["text"].string_or("")) && begins_with_digit(now["text"].string_or(""));
}

bool redact_json(Json& value, const std::string& place, Redactor& redactor)
{
    Walk walk(place, redactor);
    walk.foreign(true);
    auto copy = value;
    walk.value(copy, "", "");
    if (walk.changed()) value = std::move(copy);
    return walk.changed();
}

} // namespace redress::analyze

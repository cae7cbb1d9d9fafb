// Records in: lenient. Only the type and its essential field are required; a value of another kind counts as absent.
#include "base/said_again.hpp"
#include "model/codec.hpp"
#include "model/record.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace redress::model {
namespace {

std::string str(const Json& json, std::string_view key)
{
    return json[key].string_or("");
}

Stamp stamp(const Json& json)
{
    Stamp s;
    if (const auto at = json["at"].string()) s.at = time::parse_rfc3339(*at);
    s.local = str(json, "local");
    s.zone = str(json, "zone");
    s.from = zone_from(str(json, "zone_from"));
    return s;
}

Stamp second_stamp(const Json& json, const std::string& name, const Stamp& first)
{
    Stamp s;
    if (const auto at = json[name + "_at"].string()) s.at = time::parse_rfc3339(*at);
    s.local = str(json, name + "_local");
    if (s.at || !s.local.empty()) {
        s.zone = first.zone;
        s.from = first.from;
    }
    return s;
}

std::optional<Money> money(const Json& json)
{
    const auto minor = json["minor"].integer();
    if (!minor) return std::nullopt;
    return Money{*minor, static_cast<int>(json["scale"].integer().value_or(2)), str(json, "currency")};
}

Message message(const Json& j)
{
    Message m;
    m.thread = str(j, "thread");
    m.when = stamp(j);
    m.sender = str(j, "sender");
    m.role = role_from(str(j, "role"));
    m.text = str(j, "text");
    for (const auto& a : j["attachments"].items())
        m.attachments.push_back({str(a, "name"), str(a, "media_type"), str(a, "document")});
    m.edited = j["edited"].boolean().value_or(false);
    m.deleted = j["deleted"].boolean().value_or(false);
    m.kind = str(j, "kind");
    m.native_id = str(j, "native_id");
    return m;
}

Order order(const Json& j)
{
    Order o;
    o.platform = str(j, "platform");
    o.number = str(j, "number");
    o.placed = stamp(j);
    o.paid = second_stamp(j, "paid", o.placed);
    o.updated = second_stamp(j, "updated", o.placed);
    for (const auto& r : j["refs"].items()) o.refs.push_back({str(r, "kind"), str(r, "value")});
    const auto& b = j["buyer"];
    if (const auto name = b.string())
        o.buyer.name = *name;
    else
        o.buyer = {str(b, "name"), str(b, "email"), str(b, "phone"), str(b, "address"), str(b, "ip"), str(b, "account")};
    o.title = str(j, "title");
    for (const auto& i : j["items"].items())
        o.items.push_back({str(i, "title"), str(i, "sku"), i["quantity"].integer().value_or(1), money(i["price"])});
    o.amount = money(j["amount"]);
    o.status = str(j, "status");
    return o;
}

Event event(const Json& j)
{
    Event e;
    e.platform = str(j, "platform");
    e.order = str(j, "order");
    e.kind = str(j, "kind");
    e.when = stamp(j);
    e.actor = str(j, "actor");
    e.channel = str(j, "channel");
    e.address = str(j, "address");
    e.ip = str(j, "ip");
    e.supplier = str(j, "supplier");
    e.batch = str(j, "batch");
    e.ref = str(j, "ref");
    e.result = str(j, "result");
    e.amount = money(j["amount"]);
    e.carrier = str(j, "carrier");
    e.tracking = str(j, "tracking");
    return e;
}

Review review(const Json& j)
{
    Review r;
    r.platform = str(j, "platform");
    r.number = str(j, "number");
    r.order = str(j, "order");
    r.rating = j["rating"].number();
    r.scale = j["scale"].number();
    r.text = str(j, "text");
    r.title = str(j, "title");
    r.when = stamp(j);
    r.author = str(j, "author");
    r.reply = str(j, "reply");
    r.product = str(j, "product");
    r.replied = second_stamp(j, "replied", r.when);
    r.changed = second_stamp(j, "changed", r.when);
    return r;
}

Document document(const Json& j)
{
    Document d;
    d.sha256 = str(j, "sha256");
    d.name = str(j, "name");
    d.media_type = str(j, "media_type");
    d.bytes = static_cast<std::uint64_t>(std::max<std::int64_t>(0, j["bytes"].integer().value_or(0)));
    d.kind = str(j, "kind");
    d.grade = static_cast<int>(j["grade"].integer().value_or(0));
    d.captured = second_stamp(j, "captured", stamp(j));
    d.text = str(j, "text");
    return d;
}

Metric metric(const Json& j)
{
    Metric m;
    m.platform = str(j, "platform");
    m.name = str(j, "name");
    m.value = j["value"].number();
    m.count = j["n"].integer();
    m.when = stamp(j);
    return m;
}

Case dispute(const Json& j)
{
    Case c;
    c.number = str(j, "number");
    c.platform = str(j, "platform");
    c.via = str(j, "via");
    for (const auto& o : j["orders"].items())
        if (const auto number = o.string()) c.orders.push_back(*number);
    c.reason = str(j, "reason");
    c.amount = money(j["amount"]);
    c.opened = second_stamp(j, "opened", {});
    c.due = second_stamp(j, "due", {});
    c.due_from = str(j, "due_from");
    c.stage = str(j, "stage");
    c.status = str(j, "status");
    c.outcome = str(j, "outcome");
    c.lang = str(j, "lang");
    return c;
}

Note note(std::string_view kind, const Json& j)
{
    Note n;
    n.kind = kind;
    n.case_id = str(j, "case");
    n.when = stamp(j);
    n.due = second_stamp(j, "due", n.when);
    n.text = str(j, "text");
    n.state = str(j, "state");
    return n;
}

constexpr std::array<std::string_view, 5> note_kinds{"offer", "promise", "wish", "note", "contact"};

struct Essential {
    std::string_view type, field;
};
constexpr std::array<Essential, 8> essentials{{{"message", "text"},
                                               {"order", "number"},
                                               {"event", "kind"},
                                               {"review", "text"},
                                               {"document", "sha256"},
                                               {"metric", "name"},
                                               {"case", "platform"},
                                               {"link", "record"}}};

} // namespace

std::optional<Body> body_from_json(std::string_view type, const Json& json, std::string* why)
{
    for (const auto& e : essentials)
        if (e.type == type && !json[e.field].string()) {
            if (why) *why = fmt::format("a {} without '{}'", type, e.field);
            return std::nullopt;
        }
    if (type == "message") return message(json);
    if (type == "order") return order(json);
    if (type == "event") return event(json);
    if (type == "review") return review(json);
    if (type == "document") return document(json);
    if (type == "metric") return metric(json);
    if (type == "case") return dispute(json);
    if (type == "link") return Link{str(json, "case"), str(json, "record"), str(json, "role"), str(json, "by")};
    for (const auto kind : note_kinds)
        if (type == kind) return note(type, json);
    auto rest = json;
    for (const auto* key : {"schema", "type", "id", "shop"}) rest.erase(key);
    return Unknown{std::string(type), std::move(rest)};
}

std::optional<Record> from_json(const Json& json, std::string* why)
{
    const auto type = json["type"].string();
    if (!type || type->empty()) {
        if (why) *why = "no 'type'";
        return std::nullopt;
    }
    auto body = body_from_json(*type, json, why);
    if (!body) return std::nullopt;
    Record r;
    r.body = std::move(*body);
    r.id = str(json, "id");
    r.shop = json["shop"].string_or("main");
    r.seq = json["seq"].integer().value_or(0);
    r.as_of = str(json, "as_of");
    if (json["extra"].is_object()) r.extra = json["extra"];
    for (const auto& s : json["sources"].items()) {
        const auto number = [&](std::string_view key) {
            return static_cast<std::uint64_t>(std::max<std::int64_t>(0, s[key].integer().value_or(0)));
        };
        r.sources.push_back({str(s, "sha256"), str(s, "name"), str(s, "unit"), number("position"), number("offset"),
                             number("length"), str(s, "format"), static_cast<int>(s["parser"].integer().value_or(1))});
    }
    return r;
}

Said why_words(const std::string& why)
{
    return said_again(why, {form("a {} without '{}'"), form("no 'type'")});
}

} // namespace redress::model

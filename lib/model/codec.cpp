// Records out: stable key order, everything written, null for nothing.
#include "model/codec.hpp"

#include "model/record.hpp"

#include <array>

namespace redress::model {
namespace {

using json::Writer;

void text_or_null(Writer& w, std::string_view key, std::string_view text)
{
    w.key(key);
    if (text.empty())
        w.null();
    else
        w.value(text);
}

void stamp(Writer& w, const Stamp& s)
{
    w.key("at");
    if (s.at)
        w.value(time::to_rfc3339(*s.at));
    else
        w.null();
    text_or_null(w, "local", s.local);
    text_or_null(w, "zone", s.zone);
    text_or_null(w, "zone_from", to_string(s.from));
}

// A second time of the same record: its zone is that of the first.
void second_stamp(Writer& w, const std::string& name, const Stamp& s)
{
    w.key(name + "_at");
    if (s.at)
        w.value(time::to_rfc3339(*s.at));
    else
        w.null();
    text_or_null(w, name + "_local", s.local);
}

void money(Writer& w, std::string_view key, const std::optional<Money>& m)
{
    w.key(key);
    if (!m) {
        w.null();
        return;
    }
    w.begin_object().member("minor", m->minor).member("scale", m->scale);
    text_or_null(w, "currency", m->currency);
    w.end_object();
}

void refs(Writer& w, const std::vector<Ref>& list)
{
    w.key("refs").begin_array();
    for (const auto& r : list) w.begin_object().member("kind", r.kind).member("value", r.value).end_object();
    w.end_array();
}

void fields(Writer& w, const Message& m)
{
    text_or_null(w, "thread", m.thread);
    stamp(w, m.when);
    text_or_null(w, "sender", m.sender);
    text_or_null(w, "role", to_string(m.role));
    w.member("text", m.text);
    w.key("attachments").begin_array();
    for (const auto& a : m.attachments) {
        w.begin_object().member("name", a.name);
        text_or_null(w, "media_type", a.media_type);
        text_or_null(w, "document", a.document);
        w.end_object();
    }
    w.end_array().member("edited", m.edited).member("deleted", m.deleted);
    text_or_null(w, "kind", m.kind);
    text_or_null(w, "native_id", m.native_id);
}

void fields(Writer& w, const Order& o)
{
    text_or_null(w, "platform", o.platform);
    w.member("number", o.number);
    stamp(w, o.placed);
    second_stamp(w, "paid", o.paid);
    second_stamp(w, "updated", o.updated);
    refs(w, o.refs);
    w.key("buyer").begin_object();
    text_or_null(w, "name", o.buyer.name);
    text_or_null(w, "email", o.buyer.email);
    text_or_null(w, "phone", o.buyer.phone);
    text_or_null(w, "address", o.buyer.address);
    text_or_null(w, "ip", o.buyer.ip);
    text_or_null(w, "account", o.buyer.account);
    w.end_object();
    text_or_null(w, "title", o.title);
    w.key("items").begin_array();
    for (const auto& i : o.items) {
        w.begin_object().member("title", i.title);
        text_or_null(w, "sku", i.sku);
        w.member("quantity", i.quantity);
        money(w, "price", i.price);
        w.end_object();
    }
    w.end_array();
    money(w, "amount", o.amount);
    text_or_null(w, "status", o.status);
}

void fields(Writer& w, const Event& e)
{
    text_or_null(w, "platform", e.platform);
    text_or_null(w, "order", e.order);
    w.member("kind", e.kind);
    stamp(w, e.when);
    text_or_null(w, "actor", e.actor);
    text_or_null(w, "channel", e.channel);
    text_or_null(w, "address", e.address);
    text_or_null(w, "ip", e.ip);
    text_or_null(w, "supplier", e.supplier);
    text_or_null(w, "batch", e.batch);
    text_or_null(w, "ref", e.ref);
    text_or_null(w, "result", e.result);
    money(w, "amount", e.amount);
    text_or_null(w, "carrier", e.carrier);
    text_or_null(w, "tracking", e.tracking);
}

void fields(Writer& w, const Review& r)
{
    text_or_null(w, "platform", r.platform);
    text_or_null(w, "number", r.number);
    text_or_null(w, "order", r.order);
    w.member("rating", r.rating).member("scale", r.scale);
    w.member("text", r.text);
    text_or_null(w, "title", r.title);
    stamp(w, r.when);
    text_or_null(w, "author", r.author);
    text_or_null(w, "reply", r.reply);
    text_or_null(w, "product", r.product);
    second_stamp(w, "replied", r.replied);
    second_stamp(w, "changed", r.changed);
}

void fields(Writer& w, const Document& d)
{
    w.member("sha256", d.sha256);
    text_or_null(w, "name", d.name);
    text_or_null(w, "media_type", d.media_type);
    w.member("bytes", d.bytes);
    text_or_null(w, "kind", d.kind);
    w.member("grade", d.grade);
    second_stamp(w, "captured", d.captured);
    text_or_null(w, "text", d.text);
}

void fields(Writer& w, const Metric& m)
{
    text_or_null(w, "platform", m.platform);
    w.member("name", m.name).member("value", m.value).member("n", m.count);
    stamp(w, m.when);
}

void fields(Writer& w, const Case& c)
{
    text_or_null(w, "number", c.number);
    text_or_null(w, "platform", c.platform);
    text_or_null(w, "via", c.via);
    w.key("orders").begin_array();
    for (const auto& order : c.orders) w.value(order);
    w.end_array();
    text_or_null(w, "reason", c.reason);
    money(w, "amount", c.amount);
    second_stamp(w, "opened", c.opened);
    second_stamp(w, "due", c.due);
    text_or_null(w, "due_from", c.due_from);
    text_or_null(w, "stage", c.stage);
    text_or_null(w, "status", c.status);
    text_or_null(w, "outcome", c.outcome);
    text_or_null(w, "lang", c.lang);
}

void fields(Writer& w, const Link& l)
{
    w.member("case", l.case_id).member("record", l.record);
    text_or_null(w, "role", l.role);
    text_or_null(w, "by", l.by);
}

void fields(Writer& w, const Note& n)
{
    text_or_null(w, "case", n.case_id);
    stamp(w, n.when);
    second_stamp(w, "due", n.due);
    w.member("text", n.text);
    text_or_null(w, "state", n.state);
}

void fields(Writer& w, const Unknown& u)
{
    for (const auto& member : u.fields.members()) w.member(member.key, member.value);
}

void sources(Writer& w, const std::vector<Source>& list)
{
    w.key("sources").begin_array();
    for (const auto& s : list) {
        w.begin_object();
        text_or_null(w, "sha256", s.sha256);
        text_or_null(w, "name", s.name);
        text_or_null(w, "unit", s.unit);
        w.member("position", s.position).member("offset", s.offset).member("length", s.length);
        text_or_null(w, "format", s.format);
        w.member("parser", s.parser).end_object();
    }
    w.end_array();
}

constexpr std::array<std::string_view, 5> role_names{"", "buyer", "seller", "platform", "system"};
constexpr std::array<std::string_view, 5> zone_names{"", "data", "option", "shop", "guess"};

template <typename Enum, std::size_t N> Enum find_name(const std::array<std::string_view, N>& names, std::string_view text)
{
    for (std::size_t i = 0; i < N; ++i)
        if (names[i] == text) return static_cast<Enum>(i);
    return Enum{};
}

} // namespace

std::string_view to_string(Role role)
{
    return role_names[static_cast<std::size_t>(role)];
}

Role role_from(std::string_view text)
{
    return find_name<Role>(role_names, text);
}

std::string_view to_string(ZoneFrom from)
{
    return zone_names[static_cast<std::size_t>(from)];
}

ZoneFrom zone_from(std::string_view text)
{
    return find_name<ZoneFrom>(zone_names, text);
}

std::string_view type_of(const Body& body)
{
    static constexpr std::array<std::string_view, 8> names{"message",  "order",  "event", "review",
                                                           "document", "metric", "case",  "link"};
    if (const auto* note = std::get_if<Note>(&body)) return note->kind;
    if (const auto* unknown = std::get_if<Unknown>(&body)) return unknown->type;
    return names[body.index()];
}

const Stamp* time_of(const Body& body)
{
    return time_of(const_cast<Body&>(body));
}

Stamp* time_of(Body& body)
{
    if (auto* m = std::get_if<Message>(&body)) return &m->when;
    if (auto* o = std::get_if<Order>(&body)) return &o->placed;
    if (auto* e = std::get_if<Event>(&body)) return &e->when;
    if (auto* r = std::get_if<Review>(&body)) return &r->when;
    if (auto* d = std::get_if<Document>(&body)) return &d->captured;
    if (auto* k = std::get_if<Metric>(&body)) return &k->when;
    if (auto* c = std::get_if<Case>(&body)) return &c->opened;
    if (auto* n = std::get_if<Note>(&body)) return &n->when;
    return nullptr;
}

std::vector<Stamp*> times_of(Body& body)
{
    std::vector<Stamp*> out;
    if (auto* first = time_of(body)) out.push_back(first);
    if (auto* o = std::get_if<Order>(&body)) out.insert(out.end(), {&o->paid, &o->updated});
    if (auto* r = std::get_if<Review>(&body)) out.insert(out.end(), {&r->replied, &r->changed});
    if (auto* c = std::get_if<Case>(&body)) out.push_back(&c->due);
    if (auto* n = std::get_if<Note>(&body)) out.push_back(&n->due);
    return out;
}

void append_body(std::string& out, const Record& record)
{
    Writer w(out);
    w.begin_object();
    std::visit([&](const auto& body) { fields(w, body); }, record.body);
    w.member("seq", record.seq);
    text_or_null(w, "as_of", record.as_of);
    w.member("extra", record.extra).end_object();
}

std::string body_json(const Record& record)
{
    std::string out;
    append_body(out, record);
    return out;
}

void append_line(std::string& out, const Record& record)
{
    Writer w(out);
    w.begin_object().member("schema", "redress/1").member("type", type_of(record.body));
    text_or_null(w, "id", record.id);
    text_or_null(w, "shop", record.shop);
    std::visit([&](const auto& body) { fields(w, body); }, record.body);
    if (!std::holds_alternative<Unknown>(record.body)) {
        w.member("seq", record.seq);
        text_or_null(w, "as_of", record.as_of);
        sources(w, record.sources);
        w.member("extra", record.extra);
    }
    w.end_object();
    out += '\n';
}

Json to_json(const Record& record)
{
    std::string line;
    append_line(line, record);
    return json::parse(line).value_or(Json());
}

} // namespace redress::model

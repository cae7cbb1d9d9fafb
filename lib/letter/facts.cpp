#include "letter/facts.hpp"

#include "base/money.hpp"
#include "base/text.hpp"
#include "letter/citations.hpp"
#include "letter/payers.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace redress::letter {
namespace {

constexpr std::size_t to_the_minute = 16, to_the_day = 10; // of "2026-03-01 20:30:00 +08:00"

struct Words {
    std::string_view en, zh, es;
    std::string in(const std::string& lang) const { return std::string(lang == "zh" ? zh : lang == "es" ? es : en); }
};

// How plan_exhibits begins its titles.
constexpr Words title_words[]{{"Conversation with ", "聊天记录：", "Conversación con "},
                              {"Mail: ", "邮件：", "Correo: "},
                              {"Events of order ", "订单事件记录：", "Registro de eventos del pedido "},
                              {"Account records", "账户收支记录", "Movimientos de la cuenta"},
                              {"Order ", "订单记录：", "Pedido "},
                              {"Document ", "文件：", "Documento "},
                              {"Statement ", "文字转录：", "Transcripción "},
                              {"Reviews", "评价记录", "Reseñas"}};
constexpr Words grade_words[]{{"picture, file or typed statement", "图片、文件或转录", "imagen, archivo o transcripción"},
                              {"log or export", "系统记录或导出文件", "registro o exportación del sistema"},
                              {"third-party verification", "第三方核验", "verificación de un tercero"}};

std::optional<Money> positive(std::optional<Money> amount)
{
    if (amount && amount->minor < 0) amount->minor = -amount->minor;
    return amount;
}

} // namespace

Json stated(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        const bool space = c == '\n' || c == '\r' || c == '\t' || c == ' ';
        if (space && (out.empty() || out.back() == ' ')) continue;
        out += space ? ' ' : c;
    }
    const auto line = text::trim(out);
    return line.empty() ? Json(false) : Json(std::string(line));
}

Facts::Facts(const Inputs& in) : in_(in)
{
    for (const auto& record : in.material.records)
        if (const auto* order = std::get_if<model::Order>(&record.body)) orders_.push_back(order);
}

Json Facts::time(const model::Stamp& stamp) const
{
    return stamp.at ? Json(time::for_people(*stamp.at, in_.zone)) : Json(false);
}

Json Facts::minute(const model::Stamp& stamp) const
{
    return stamp.at ? Json(time::for_people(*stamp.at, in_.zone).substr(0, to_the_minute)) : Json(false);
}

Json Facts::date(const model::Stamp& stamp) const
{
    return stamp.at ? Json(time::for_people(*stamp.at, in_.zone).substr(0, to_the_day)) : Json(false);
}

Json Facts::money(const std::optional<Money>& amount) const
{
    if (!amount) return Json(false);
    auto text = money::to_string(*amount);
    if (in_.lang == "zh" && amount->currency == "CNY") return Json(text.substr(0, text.find(' ')) + " 元");
    if (in_.lang == "es") std::replace(text.begin(), text.end(), '.', ',');
    return Json(std::move(text));
}

Json Facts::place(const std::string& record) const
{
    return stated(cite(in_.profile, in_.lang, analyze::place_of(in_.exhibits, record)));
}

Json Facts::closed(std::string_view text) const
{
    return in_.kind.open ? Json(false) : stated(text);
}

Json Facts::order(const model::Record& record, const model::Order& o) const
{
    std::string transaction;
    for (const auto& ref : o.refs)
        if (ref.kind == "transaction" && transaction.empty()) transaction = ref.value;
    const auto& items = o.items;
    return Json::object()
        .set("number", closed(o.number))
        .set("title", stated(!o.title.empty() || items.empty() ? o.title : items.front().title))
        .set("amount", money(o.amount))
        .set("buyer", closed(o.buyer.name))
        .set("status", stated(o.status))
        .set("placed", time(o.placed))
        .set("paid", time(o.paid))
        .set("placed_minute", minute(o.placed))
        .set("paid_minute", minute(o.paid))
        .set("transaction", closed(transaction))
        .set("cite", place(record.id));
}

Json Facts::orders() const
{
    auto out = Json::array();
    const auto& wanted = in_.material.facts.orders;
    for (const auto& record : in_.material.records) {
        const auto* one = std::get_if<model::Order>(&record.body);
        if (one && (wanted.empty() || std::find(wanted.begin(), wanted.end(), one->number) != wanted.end()))
            out.push(order(record, *one));
    }
    return out;
}

// Whether it went where the order says, without printing where that is: a letter holds no address.
bool Facts::to_order_address(const model::Event& e) const
{
    if (e.address.empty()) return false;
    const auto key = text::header_key(e.address);
    return std::any_of(orders_.begin(), orders_.end(), [&](const model::Order* o) {
        return key == text::header_key(o->buyer.email) || key == text::header_key(o->buyer.address) ||
               key == text::header_key(o->buyer.phone);
    });
}

bool Facts::same_ip(const model::Event& e) const
{
    return !e.ip.empty() &&
           std::any_of(orders_.begin(), orders_.end(), [&](const model::Order* o) { return o->buyer.ip == e.ip; });
}

Json Facts::event(const model::Record& record, const model::Event& e) const
{
    const auto payer = payer_fits(record, in_.material);
    return Json::object()
        .set("order", closed(e.order))
        .set("time", time(e.when))
        .set("minute", minute(e.when))
        .set("date", date(e.when))
        .set("carrier", stated(e.carrier))
        .set("tracking", closed(e.tracking))
        .set("amount", money(is_paid_back(record, in_.material) ? positive(e.amount) : e.amount))
        .set("supplier", stated(e.supplier))
        .set("result", stated(e.result))
        .set("to_order_address", to_order_address(e))
        .set("same_ip", same_ip(e))
        .set("marked", is_mark(record, in_.material))
        .set("payer_matches", payer && payer->fits)
        .set("payer_differs", payer && !payer->fits)
        .set("order_cite", payer ? place(payer->order) : Json(false))
        .set("cite", place(record.id));
}

Json Facts::events(std::string_view kind) const
{
    auto out = Json::array();
    for (const auto& record : in_.material.records) {
        const auto* one = std::get_if<model::Event>(&record.body);
        if (!one || !one->when.at) continue;
        const bool same = one->kind == kind || (kind == "refunded" && is_paid_back(record, in_.material));
        if (same) out.push(event(record, *one));
    }
    return out;
}

Json Facts::conversation() const
{
    const model::Record *first = nullptr, *answer = nullptr;
    std::size_t count = 0;
    for (const auto& record : in_.material.records) {
        const auto* m = std::get_if<model::Message>(&record.body);
        if (!m || (m->role != model::Role::buyer && m->role != model::Role::seller)) continue;
        ++count;
        if (!m->when.at) continue;
        // A thank-you for the shop's own note is no question, and what came days later no answer to it.
        if (!first && m->role == model::Role::seller) return Json(false);
        if (!first) first = &record;
        if (!answer && m->role == model::Role::seller) answer = &record;
    }
    if (!first) return Json(false);
    const auto& began = std::get<model::Message>(first->body).when;
    auto out = Json::object()
                   .set("first", time(began))
                   .set("first_minute", minute(began))
                   .set("first_cite", place(first->id))
                   .set("count", std::to_string(count))
                   .set("answered", false);
    if (!answer) return out;
    const auto& when = std::get<model::Message>(answer->body).when;
    return out.set("answered",
                   Json::object().set("time", time(when)).set("minute", minute(when)).set("cite", place(answer->id)));
}

Json Facts::documents() const
{
    auto out = Json::array();
    for (const auto& [id, by] : in_.material.why) {
        if (by.compare(0, 3, "as ") != 0) continue;
        const auto* type = in_.profile.evidence_type(by.substr(3));
        if (type) out.push(Json::object().set("proves", stated(type->proves.in(in_.lang))).set("cite", place(id)));
    }
    return out;
}

Json Facts::statements() const
{
    auto out = Json::array();
    for (const auto& record : in_.material.records) {
        const auto* document = std::get_if<model::Document>(&record.body);
        if (!document || document->kind != "statement") continue;
        out.push(Json::object()
                     .set("text", stated(document->text))
                     .set("cite", place(record.id))
                     .set("shot_cite", place(record.extra["of"].string_or(""))));
    }
    return out;
}

Json Facts::review(const model::Record& record, const model::Review& r) const
{
    std::string rating;
    if (r.rating) rating = fmt::format("{:g}", *r.rating);
    if (r.rating && r.scale) rating += fmt::format("/{:g}", *r.scale);
    return Json::object()
        .set("rating", stated(rating))
        .set("positive", r.rating && r.scale && *r.scale > 0 && *r.rating / *r.scale > 0.7)
        .set("time", time(r.when))
        .set("minute", minute(r.when))
        .set("date", date(r.when))
        .set("product", stated(r.product))
        .set("text", closed(r.text))
        .set("replied", !r.reply.empty())
        .set("changed", time(r.changed))
        .set("cite", place(record.id));
}

Json Facts::reviews() const
{
    auto out = Json::array();
    for (const auto& record : in_.material.records)
        if (const auto* one = std::get_if<model::Review>(&record.body)) out.push(review(record, *one));
    return out;
}

Json Facts::exhibits() const
{
    auto out = Json::array();
    for (const auto& e : in_.exhibits) {
        if (e.label.empty()) continue;
        out.push(Json::object()
                     .set("name", exhibit_name(in_.profile, in_.lang, e.label))
                     .set("title", stated(title(e)))
                     .set("grade", grade(e.grade)));
    }
    return out;
}

std::string Facts::title(const analyze::Exhibit& e) const
{
    for (const auto& words : title_words)
        if (e.title.compare(0, words.en.size(), words.en) == 0) return words.in(in_.lang) + e.title.substr(words.en.size());
    return e.title;
}

std::string Facts::grade(int value) const
{
    return grade_words[value >= 3 ? 2 : value == 2 ? 1 : 0].in(in_.lang);
}

} // namespace redress::letter

#include "letter/payers.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace redress::letter {
namespace {

// Where a payment record says who paid: columns of typed event tables and of bank statements, as their headers stand in
// extra. Not "counterparty" of an Alipay or WeChat statement: that may be a nickname.
constexpr const char* payer_fields[]{"payer",      "payer_name", "counterparty_name", "付款人",  "付款人姓名",
                                     "付款方户名", "付款方",     "对方户名",          "对方姓名"};

std::string name_in(const model::Record& payment)
{
    for (const auto* field : payer_fields)
        if (const auto name = payment.extra[field].string(); name && !name->empty()) return *name;
    return {};
}

// As names are compared; empty where part of the name is hidden.
std::string comparable(const std::string& name)
{
    if (name.find_first_of("*?") != std::string::npos || name.find("＊") != std::string::npos) return {};
    return text::header_key(name);
}

bool is_incoming(const model::Event& event)
{
    return event.kind == "paid" || event.kind == "received";
}

// The other side of a row of account, as that account calls it: good for telling whether two rows name the same one.
std::string other_side(const model::Record& payment)
{
    const auto name = name_in(payment);
    return comparable(name.empty() ? payment.extra["counterparty"].string_or("") : name);
}

} // namespace

std::optional<Payer> payer_fits(const model::Record& payment, const analyze::Material& material)
{
    const auto* event = std::get_if<model::Event>(&payment.body);
    const auto payer = event && is_incoming(*event) ? comparable(name_in(payment)) : std::string();
    if (payer.empty()) return std::nullopt;
    std::optional<Payer> out;
    for (const auto& record : material.records) {
        const auto* order = std::get_if<model::Order>(&record.body);
        if (!order || (!event->order.empty() && event->order != order->number)) continue;
        // A nickname that differs says nothing; the name the platform verified does.
        const auto verified = comparable(record.extra["counterparty_name"].string_or(""));
        if (comparable(order->buyer.name) == payer || verified == payer) return Payer{true, record.id};
        if (!verified.empty()) out = Payer{false, record.id};
    }
    return out;
}

bool is_paid_back(const model::Record& payment, const analyze::Material& material)
{
    const auto* out = std::get_if<model::Event>(&payment.body);
    const auto name = other_side(payment);
    if (!out || out->kind != "payment_sent" || !out->amount || !out->when.at || name.empty()) return false;
    return std::any_of(material.records.begin(), material.records.end(), [&](const model::Record& record) {
        const auto* in = std::get_if<model::Event>(&record.body);
        return in && is_incoming(*in) && in->amount && in->when.at && *in->when.at <= *out->when.at &&
               other_side(record) == name && in->amount->currency == out->amount->currency &&
               in->amount->scale == out->amount->scale && in->amount->minor == -out->amount->minor;
    });
}

bool is_mark(const model::Record& payment, const analyze::Material& material)
{
    const auto* event = std::get_if<model::Event>(&payment.body);
    return event && event->kind == "paid" && event->platform == material.facts.platform && name_in(payment).empty();
}

} // namespace redress::letter

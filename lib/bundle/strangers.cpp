// Who the other customers are: every order, event and sender of the store that has no part in the case.
#include "analyze/linking.hpp"
#include "analyze/private_notes.hpp"
#include "base/text.hpp"
#include "bundle/gather.hpp"
#include "store/records.hpp"
#include "store/shops.hpp"

#include <set>

namespace redress::bundle {
namespace {

// "Jane <jane@example.com>" -> jane@example.com; empty if there is none.
std::string address_in(std::string_view sender)
{
    const auto at = sender.find('@');
    if (at == std::string_view::npos) return {};
    const auto from = sender.find_last_of(" <\t\"(", at);
    const auto to = std::min(sender.find_first_of(" >\t\")", at), sender.size());
    const auto begin = from == std::string_view::npos ? 0 : from + 1;
    return std::string(sender.substr(begin, to - begin));
}

void add_party(std::set<std::string>& values, const model::Party& party)
{
    for (const auto* value : {&party.email, &party.phone, &party.account})
        if (!value->empty() && !analyze::is_masked(*value)) values.insert(text::lower_ascii(*value));
}

// Values by which the case's own people are known.
std::set<std::string> own_values(const analyze::Material& material)
{
    std::set<std::string> values(material.facts.orders.begin(), material.facts.orders.end());
    for (const auto& record : material.records) {
        if (const auto* order = std::get_if<model::Order>(&record.body)) {
            add_party(values, order->buyer);
            values.insert(order->number);
            for (const auto& ref : order->refs) values.insert(ref.value);
        } else if (const auto* event = std::get_if<model::Event>(&record.body)) {
            for (const auto* value : {&event->order, &event->address, &event->ref, &event->tracking}) values.insert(*value);
        } else if (const auto* message = std::get_if<model::Message>(&record.body)) {
            values.insert(text::lower_ascii(address_in(message->sender)));
            values.insert(text::lower_ascii(message->sender));
        } else if (const auto* review = std::get_if<model::Review>(&record.body)) {
            values.insert(review->order);
        }
    }
    values.erase("");
    return values;
}

bool is_same_buyer(const model::Party& party, const std::set<std::string>& own)
{
    std::set<std::string> values;
    add_party(values, party);
    for (const auto& value : values)
        if (own.count(value)) return true;
    return false;
}

void forbid_order(LeakGate& gate, const model::Order& order)
{
    gate.forbid("order number", order.number);
    gate.forbid("e-mail address", order.buyer.email);
    gate.forbid("phone number", order.buyer.phone);
    gate.forbid("account", order.buyer.account);
    for (const auto& ref : order.refs)
        if (ref.kind != "key") gate.forbid("reference", ref.value);
}

} // namespace

LeakGate gate_against_strangers(store::Store& store, const analyze::Material& material)
{
    LeakGate gate;
    const auto own = own_values(material);
    for (const auto& value : own) gate.allow(value);
    for (const auto& shop : store::list_shops(store))
        for (const auto& name : shop.sellers) gate.allow(name);
    std::set<std::string> ours;
    for (const auto& record : material.records) ours.insert(record.id);
    store::Filter filter;
    filter.types = {"message", "order", "event"};
    store::each(store, filter, [&](const model::Record& record) {
        if (ours.count(record.id) || analyze::is_private(record)) return;
        if (const auto* order = std::get_if<model::Order>(&record.body)) {
            // The same person's other orders are nobody else's secret.
            if (!is_same_buyer(order->buyer, own)) forbid_order(gate, *order);
        } else if (const auto* event = std::get_if<model::Event>(&record.body)) {
            if (event->address.find('@') != std::string::npos) gate.forbid("e-mail address", event->address);
        } else if (const auto* message = std::get_if<model::Message>(&record.body)) {
            if (message->role != model::Role::seller) gate.forbid("e-mail address", address_in(message->sender));
        }
    });
    return gate;
}

} // namespace redress::bundle

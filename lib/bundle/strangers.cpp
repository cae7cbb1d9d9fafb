// Who the other customers are: every order, event and sender of the store that has no part in the case, and what was written
// in their conversations.
#include "analyze/card_keys.hpp"
#include "analyze/linking.hpp"
#include "analyze/personal.hpp"
#include "analyze/private_notes.hpp"
#include "base/text.hpp"
#include "bundle/gather.hpp"
#include "store/records.hpp"
#include "store/shops.hpp"

#include <algorithm>
#include <map>
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

constexpr std::size_t shortest_key = 12, shortest_address = 12;

// Card keys written in a text, as far as they are long enough to be nothing else. Links are no keys: one to a page of the
// shop stands in everybody's messages.
std::vector<std::string> keys_in(std::string_view text)
{
    std::vector<std::string> out;
    for (const auto& span : analyze::find_keys(text)) {
        const auto key = text.substr(span.offset, span.length);
        if (span.length >= shortest_key && key.find("://") == std::string_view::npos) out.emplace_back(key);
    }
    return out;
}

// "+49 151 2345678": chats name people who are in no address book by their number.
bool is_phone(std::string_view sender)
{
    const auto digits = std::count_if(sender.begin(), sender.end(), [](char c) { return c >= '0' && c <= '9'; });
    return digits >= 10 && digits <= 15 && sender.find_first_not_of("+0123456789 ()-.") == std::string_view::npos;
}

// Values by which the case's own people are known.
std::set<std::string> own_values(const analyze::Material& material)
{
    std::set<std::string> values(material.facts.orders.begin(), material.facts.orders.end());
    for (const auto& record : material.records) {
        if (const auto* order = std::get_if<model::Order>(&record.body)) {
            add_party(values, order->buyer);
            values.insert(text::lower_ascii(order->buyer.address)); // a household's, an office's
            values.insert(order->number);
            for (const auto& ref : order->refs) values.insert(ref.value);
        } else if (const auto* event = std::get_if<model::Event>(&record.body)) {
            for (const auto* value : {&event->order, &event->address, &event->ref, &event->tracking}) values.insert(*value);
        } else if (const auto* message = std::get_if<model::Message>(&record.body)) {
            values.insert(text::lower_ascii(address_in(message->sender)));
            values.insert(text::lower_ascii(message->sender));
            for (const auto& key : keys_in(message->text)) values.insert(text::lower_ascii(key));
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
    // "m***1@example.com", as some platforms export them, is many people's and tells of none.
    for (const auto& [kind, value] : {std::pair("e-mail address", &order.buyer.email),
                                      {"phone number", &order.buyer.phone},
                                      {"account", &order.buyer.account}})
        if (!analyze::is_masked(*value)) gate.forbid(kind, *value);
    // A street without a number is a street of many.
    const auto& address = order.buyer.address;
    if (address.size() >= shortest_address && address.find_first_of("0123456789") != std::string::npos)
        gate.forbid("postal address", address);
    for (const auto& ref : order.refs)
        if (ref.kind != "key") gate.forbid("reference", ref.value);
}

// What others wrote in their conversations. An address that stands in several, or that the seller wrote, is the shop's or
// the platform's.
class Conversations {
public:
    void add(const model::Message& message, LeakGate& gate)
    {
        if (message.role != model::Role::seller) {
            gate.forbid("e-mail address", address_in(message.sender));
            if (is_phone(message.sender)) gate.forbid("phone number", message.sender);
        }
        for (const auto& key : keys_in(message.text)) gate.forbid("card key", key);
        if (message.text.find('@') == std::string::npos) return;
        for (const auto& span : analyze::find_personal(message.text)) {
            if (span.kind->name != "email") continue;
            auto& address = addresses_[text::lower_ascii(span.value)];
            address.threads.insert(message.thread);
            address.known = address.known || message.role != model::Role::buyer;
        }
    }
    void forbid(LeakGate& gate) const
    {
        for (const auto& [value, address] : addresses_)
            if (address.threads.size() == 1 && !address.known) gate.forbid("e-mail address", value);
    }

private:
    struct Address {
        std::set<std::string> threads;
        bool known = false;
    };
    std::map<std::string, Address> addresses_;
};

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
    Conversations others;
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
            const bool of_our_buyer =
                message->role != model::Role::seller && own.count(text::lower_ascii(message->sender)) > 0;
            if (!of_our_buyer) others.add(*message, gate);
        }
    });
    others.forbid(gate);
    return gate;
}

} // namespace redress::bundle

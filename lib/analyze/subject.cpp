// Orders, events and reviews of a case, and who its buyer is.
#include "analyze/linking.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace redress::analyze {
namespace {

constexpr std::size_t shortest_mention = 5; // shorter numbers stand in too many texts for another reason

// Prices, dates and versions hold numbers; those are no mention of an order with that number.
bool joins(char c, char beyond)
{
    if (std::isalnum(static_cast<unsigned char>(c)) || c == '_') return true;
    const bool glue = c == '-' || c == '.' || c == ',' || c == '/' || c == ':' || c == '@';
    return glue && std::isalnum(static_cast<unsigned char>(beyond)) != 0;
}

char at(std::string_view text, std::size_t place)
{
    return place < text.size() ? text[place] : ' ';
}

std::vector<std::size_t> places(std::string_view text, std::string_view word)
{
    std::vector<std::size_t> out;
    if (word.empty()) return out;
    for (auto p = text.find(word); p != std::string_view::npos; p = text.find(word, p + 1)) {
        const auto end = p + word.size();
        const bool left = p > 0 && joins(text[p - 1], p > 1 ? text[p - 2] : ' ');
        const bool right = joins(at(text, end), at(text, end + 1));
        if (!left && !right) out.push_back(p);
    }
    return out;
}

// "order 1001", "#1001", "no. 1001", "订单号:1001"
bool is_announced(std::string_view text, std::size_t place)
{
    auto before = text.substr(0, place);
    while (!before.empty() && (before.back() == ' ' || before.back() == ':')) before.remove_suffix(1);
    static constexpr std::array<std::string_view, 10> words{"#",   "order", "order no.", "order number", "invoice",
                                                            "no.", "订单",  "订单号",    "单号",         "pedido"};
    static constexpr std::string_view wide_colon = "：", numero = "号";
    for (const auto tail : {wide_colon, numero})
        if (before.size() >= tail.size() && before.substr(before.size() - tail.size()) == tail)
            before.remove_suffix(tail.size());
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
        return before.size() >= word.size() && before.substr(before.size() - word.size()) == word;
    });
}

// As numbers are compared: full-width digits as ASCII, letters in lower case, without the mark of Shopify's #1001.
std::string plain(std::string_view text)
{
    const bool wide = text.find('\xEF') != std::string_view::npos;
    auto out = text::lower_ascii(wide ? text::nfkc(text) : std::string(text));
    return out.starts_with('#') && out.size() > 1 ? out.substr(1) : out;
}

std::string folded(std::string_view person)
{
    return text::fold_for_search(text::trim(text::clean_header(person)));
}

std::string digits(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        if (c >= '0' && c <= '9')
            out += c;
        else if (c != '+' && c != ' ' && c != '-' && c != '(' && c != ')')
            return {};
    }
    return out.size() >= 7 ? out : std::string();
}

// "Jane Doe <jane@example.com>" is Jane Doe and jane@example.com.
std::vector<std::string> names_of(std::string_view person)
{
    std::vector<std::string> out;
    const auto open = person.find('<'), close = person.rfind('>');
    if (open != std::string_view::npos && close != std::string_view::npos && close > open) {
        out.push_back(folded(person.substr(open + 1, close - open - 1)));
        auto name = text::trim(person.substr(0, open));
        while (!name.empty() && (name.front() == '"' || name.front() == '\'')) name.remove_prefix(1);
        while (!name.empty() && (name.back() == '"' || name.back() == '\'')) name.remove_suffix(1);
        out.push_back(folded(name));
    } else {
        const auto header = text::clean_header(person);
        out.push_back(digits(header));
        out.push_back(folded(header));
    }
    std::erase_if(out, [](const std::string& name) { return name.empty(); });
    return out;
}

std::vector<std::string> names_of(const model::Party& party)
{
    std::vector<std::string> out;
    for (const auto* field : {&party.name, &party.email, &party.account, &party.phone})
        if (!is_masked(*field))
            for (auto& name : names_of(*field)) out.push_back(std::move(name));
    return out;
}

std::string channel_order(const model::Event& event)
{
    return event.platform + '\n' + plain(event.order);
}

bool is_weak(const std::string& kind)
{
    return kind == "key" || kind == "batch" || kind == "supplier" || kind == "ip";
}

} // namespace

bool is_masked(std::string_view person)
{
    if (person.find("**") != std::string_view::npos) return true;
    const auto wide = text::to_u32(person);
    return person.find('*') != std::string_view::npos && std::any_of(wide.begin(), wide.end(), text::is_han);
}

bool mentions(std::string_view text, std::string_view word)
{
    return !places(plain(text), plain(word)).empty();
}

Subject::Subject(const model::Case& facts) : platform_(facts.platform)
{
    for (const auto& order : facts.orders) {
        orders_.insert(plain(order));
        numbers_.insert(plain(order));
    }
    if (!facts.number.empty()) numbers_.insert(plain(facts.number));
}

bool Subject::contradicts(const model::Party& party) const
{
    const auto names = names_of(party);
    return !people_.empty() && !names.empty() &&
           std::none_of(names.begin(), names.end(), [&](const std::string& name) { return people_.count(name) != 0; });
}

void Subject::add_people(const model::Party& party)
{
    for (auto& name : names_of(party)) people_.insert(std::move(name));
}

bool Subject::order_belongs(const model::Order& order, std::string& why) const
{
    const bool same_number = numbers_.count(plain(order.number)) != 0 && !weak_.count(plain(order.number));
    if (same_number && (order.platform == platform_ || !contradicts(order.buyer))) {
        why = fmt::format("order {}", order.number);
        return true;
    }
    for (const auto& ref : order.refs) {
        const auto value = plain(ref.value);
        const bool weak = is_weak(ref.kind) || weak_.count(value) != 0;
        if (!numbers_.count(value) || (weak && contradicts(order.buyer))) continue;
        // A key sold twice stands in two customers' orders: the other order is not ours to show.
        if (weak && !order.number.empty()) continue;
        why = fmt::format("shares {} {}", ref.kind, weak ? "(hidden)" : ref.value);
        return true;
    }
    return false;
}

bool Subject::event_belongs(const model::Event& event, std::string& why) const
{
    const auto ref = plain(event.ref);
    if (!event.order.empty()) {
        if (numbers_.count(plain(event.order)) && !weak_.count(plain(event.order))) {
            why = fmt::format("{} of order {}", event.kind, event.order);
            return true;
        }
        // A payment channel's statement knows the order by a number of its own, and the payment as the shop does.
        if (transactions_.count(ref) && !weak_.count(ref))
            why = fmt::format("{} with transaction {}", event.kind, event.ref);
        else if (channel_orders_.count(channel_order(event)))
            why = fmt::format("{} of the same payment", event.kind);
        return !why.empty();
    }
    for (const auto* value : {&event.tracking, &event.ref}) {
        if (value->empty() || !numbers_.count(plain(*value))) continue;
        why = fmt::format("{} shares a reference with the order", event.kind);
        return true;
    }
    return false;
}

// Takes the record if it belongs, and learns its numbers.
bool Subject::takes(const model::Record& record, std::string& why)
{
    if (const auto* order = std::get_if<model::Order>(&record.body)) {
        if (!order_belongs(*order, why)) return false;
        add_people(order->buyer);
        if (!order->number.empty()) numbers_.insert(plain(order->number));
        for (const auto& ref : order->refs) {
            if (ref.value.empty()) continue;
            numbers_.insert(plain(ref.value));
            if (is_weak(ref.kind)) weak_.insert(plain(ref.value));
            if (ref.kind == "transaction") transactions_.insert(plain(ref.value));
        }
        return true;
    }
    if (const auto* event = std::get_if<model::Event>(&record.body)) {
        if (!event_belongs(*event, why)) return false;
        if (!event->tracking.empty()) numbers_.insert(plain(event->tracking));
        // So that a refund, which has a transaction number of its own, follows.
        if (!event->order.empty()) channel_orders_.insert(channel_order(*event));
        if (event->order.empty() && weak_.count(plain(event->ref))) by_weak_.emplace(plain(event->ref), record.id);
        return true;
    }
    const auto* review = std::get_if<model::Review>(&record.body);
    if (!review || review->order.empty() || !numbers_.count(plain(review->order))) return false;
    why = fmt::format("review of order {}", review->order);
    return true;
}

bool Subject::learn_once(const std::vector<model::Record>& records, bool own_platform)
{
    bool grew = false;
    for (const auto& record : records) {
        const auto* order = std::get_if<model::Order>(&record.body);
        if (linked_.count(record.id) || (own_platform && !(order && order->platform == platform_))) continue;
        std::string why;
        if (!takes(record, why)) continue;
        linked_.insert(record.id);
        links_.push_back({record.id, order ? "subject" : "evidence", why});
        grew = true;
    }
    return grew;
}

bool Subject::learn(const std::vector<model::Record>& records)
{
    const auto before = numbers_.size();
    // The platform's own orders first: they say who the buyer is if a number stands in two shops' books.
    learn_once(records, true);
    while (learn_once(records, false)) {}
    return numbers_.size() != before;
}

void Subject::know(const model::Record& record)
{
    const auto* order = std::get_if<model::Order>(&record.body);
    if (!order || linked_.count(record.id)) return;
    const auto names = names_of(order->buyer);
    const bool same_buyer = std::any_of(names.begin(), names.end(), [&](const std::string& n) {
        return n.find('@') != std::string::npos && people_.count(n);
    });
    if (!same_buyer) {
        // Two customers of one name: the name says nothing any more, their addresses still do.
        for (const auto& name : names) other_people_.insert(name);
        const auto name = folded(order->buyer.name);
        const auto mail = folded(order->buyer.email), account = folded(order->buyer.account);
        const bool identified = !mail.empty() || !account.empty();
        if (!name.empty() && identified && people_.count(name)) people_.erase(name);
    }
    for (const auto& ref : order->refs) {
        const auto [first, last] = by_weak_.equal_range(plain(ref.value));
        for (auto it = first; it != last; ++it) { // a key of two orders: whose event it is, nobody can say
            const auto& id = it->second;
            std::erase_if(links_, [&](const Linked& link) { return link.record == id; });
        }
    }
    if (same_buyer) return;
    if (order->number.size() >= shortest_mention) other_numbers_.insert(plain(order->number));
    for (const auto& ref : order->refs)
        if (ref.value.size() >= shortest_mention && !numbers_.count(plain(ref.value)))
            other_numbers_.insert(plain(ref.value));
}

std::string Subject::mentioned(std::string_view text) const
{
    const auto body = plain(text);
    for (const auto& number : numbers_) {
        const auto found = places(body, number);
        if (found.empty()) continue;
        if (number.size() >= shortest_mention) return number;
        if (std::any_of(found.begin(), found.end(), [&](std::size_t p) { return is_announced(body, p); })) return number;
    }
    return {};
}

bool Subject::mentions_others(std::string_view text) const
{
    if (other_numbers_.empty()) return false;
    const auto body = plain(text);
    for (std::size_t begin = 0; begin < body.size();) {
        auto end = begin;
        while (end < body.size() &&
               (std::isalnum(static_cast<unsigned char>(body[end])) || body[end] == '-' || body[end] == '_'))
            ++end;
        if (end - begin >= shortest_mention && other_numbers_.count(body.substr(begin, end - begin))) return true;
        begin = end + 1;
    }
    return false;
}

bool Subject::is_buyer(std::string_view person) const
{
    const auto names = names_of(person);
    return std::any_of(names.begin(), names.end(), [&](const std::string& name) { return people_.count(name) != 0; });
}

bool Subject::is_other(std::string_view person) const
{
    const auto names = names_of(person);
    return !is_buyer(person) &&
           std::any_of(names.begin(), names.end(), [&](const std::string& name) { return other_people_.count(name) != 0; });
}

} // namespace redress::analyze

#include "letter/privacy.hpp"

#include "base/said_again.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <map>

namespace redress::letter {
namespace {

// Values by what they are, folded as they are searched.
class Personal {
public:
    void add(const char* what, const std::string& value)
    {
        auto folded = text::to_u32(text::fold_for_search(value));
        const bool hidden = value.find('*') != std::string::npos || value.find("＊") != std::string::npos;
        const bool han = !folded.empty() && text::is_cjk(folded.front());
        if (!hidden && folded.size() >= (han ? 2U : 3U)) values_.emplace(std::move(folded), what);
    }

    std::vector<std::string> in(std::string_view letter) const
    {
        const auto folded = text::to_u32(text::fold_for_search(letter));
        std::vector<std::string> out;
        for (const auto& [value, what] : values_)
            if (stands_in(folded, value) && std::find(out.begin(), out.end(), what) == out.end()) out.emplace_back(what);
        return out;
    }

private:
    static bool is_letter(char32_t c) { return text::is_word(c) && !text::is_cjk(c); }

    // As a word of its own: "Ann" is not in "annual".
    static bool stands_in(const std::u32string& letter, const std::u32string& value)
    {
        for (auto at = letter.find(value); at != std::u32string::npos; at = letter.find(value, at + 1)) {
            const auto end = at + value.size();
            const bool runs_on = (at > 0 && is_letter(letter[at - 1]) && is_letter(value.front())) ||
                                 (end < letter.size() && is_letter(letter[end]) && is_letter(value.back()));
            if (!runs_on) return true;
        }
        return false;
    }

    std::multimap<std::u32string, const char*> values_;
};

void add_order(Personal& out, const model::Order& order, bool open)
{
    const auto& buyer = order.buyer;
    out.add("the buyer's e-mail address", buyer.email);
    out.add("the buyer's telephone number", buyer.phone);
    out.add("the buyer's address", buyer.address);
    out.add("the buyer's network address", buyer.ip);
    out.add("the buyer's account", buyer.account);
    if (!open) return;
    out.add("the buyer's name", buyer.name);
    out.add("the number of an order, a payment or a parcel", order.number);
    for (const auto& ref : order.refs) out.add("the number of an order, a payment or a parcel", ref.value);
}

} // namespace

std::vector<std::string> personal_in(std::string_view letter, const analyze::Material& material, const Kind& kind)
{
    Personal personal;
    for (const auto& record : material.records) {
        if (const auto* order = std::get_if<model::Order>(&record.body)) {
            add_order(personal, *order, kind.open);
            if (kind.open) personal.add("the buyer's name", record.extra["counterparty_name"].string_or(""));
        } else if (const auto* event = std::get_if<model::Event>(&record.body)) {
            personal.add("an address of an event", event->address);
            personal.add("a network address", event->ip);
            if (kind.open) personal.add("the number of an order, a payment or a parcel", event->tracking);
        } else if (const auto* review = std::get_if<model::Review>(&record.body); review && kind.open) {
            personal.add("the reviewer's name", review->author);
        } else if (const auto* message = std::get_if<model::Message>(&record.body);
                   message && kind.open && message->role == model::Role::buyer) {
            personal.add("the buyer's name", message->sender);
        }
    }
    return personal.in(letter);
}

Said personal_words(const std::string& found)
{
    return said_again(found, {form("the buyer's e-mail address"), form("the buyer's telephone number"),
                              form("the buyer's address"), form("the buyer's network address"), form("the buyer's account"),
                              form("the buyer's name"), form("the number of an order"),
                              form("the number of an order, a payment or a parcel"), form("an address of an event"),
                              form("a network address"), form("the number of a parcel"), form("the reviewer's name")});
}

} // namespace redress::letter

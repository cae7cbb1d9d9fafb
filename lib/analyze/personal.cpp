#include "analyze/personal.hpp"

#include "analyze/personal_finders.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace redress::analyze {
namespace {

// In order of weight: where two find the same stretch, the stronger wins, then the one that stands first here. What each
// reader sees: the platform needs the buyer's data to match it with its own, never a whole card, key or identity number.
constexpr auto whole = Shown::whole, last4 = Shown::last_four, token = Shown::token;
constexpr std::array<PersonalKind, 33> kinds{{
    // name             token       platform buyer  everybody
    {"secret", "SECRET", token, token, token, find_secrets},
    {"email", "EMAIL", whole, token, token, find_emails},
    {"tron_address", "WALLET", whole, token, token, find_tron},
    {"bitcoin_address", "WALLET", whole, token, token, find_bitcoin},
    {"evm_address", "WALLET", whole, token, token, find_evm},
    {"iban", "IBAN", last4, token, token, find_ibans},
    {"clabe", "IBAN", last4, token, token, find_clabes},
    {"resident_id", "ID", token, token, token, find_resident_ids},
    {"bank_card", "CARD", last4, token, token, find_bank_cards},
    {"hkid", "ID", token, token, token, find_hkids},
    {"travel_document", "ID", token, token, token, find_travel_documents},
    {"us_tax_id", "ID", token, token, token, find_us_tax_ids},
    {"spanish_id", "ID", token, token, token, find_spanish_ids},
    {"taiwan_id", "ID", token, token, token, find_taiwan_ids},
    {"british_id", "ID", token, token, token, find_british_ids},
    {"mexican_id", "ID", token, token, token, find_mexican_ids},
    {"company_code", "COMPANY", whole, token, token, find_companies},
    {"mobile", "PHONE", whole, token, token, find_chinese_phones},
    {"phone", "PHONE", whole, token, token, find_phones},
    {"card_key", "KEY", last4, last4, token, find_card_keys},
    {"wechat", "ACCOUNT", whole, token, token, find_wechat},
    {"qq", "ACCOUNT", whole, token, token, find_qq},
    {"account", "ACCOUNT", whole, token, token, find_handles},
    {"ip", "IP", whole, token, token, find_addresses_ip},
    {"mac", "MAC", whole, token, token, find_macs},
    {"birth_date", "BIRTH", token, token, token, find_births},
    {"plate", "PLATE", whole, token, token, find_plates},
    {"address", "ADDRESS", whole, token, token, find_chinese_addresses},
    {"street", "ADDRESS", whole, token, token, find_western_addresses},
    {"name", "NAME", whole, token, token, find_names},
    {"supplier", "SUPPLIER", whole, token, token, nullptr},
    {"order", "ORDER", token, token, token, nullptr},
    {"reference", "NUMBER", token, token, token, nullptr},
}};

bool is_stronger(const Finds::One& a, const Finds::One& b)
{
    if (a.strength != b.strength) return a.strength < b.strength;
    return a.kind < b.kind;
}

// Finds that touch become one that covers them all: what any of them says is personal leaves with it.
void merge(std::vector<Finds::One>& finds)
{
    std::stable_sort(finds.begin(), finds.end(),
                     [](const auto& a, const auto& b) { return a.begin != b.begin ? a.begin < b.begin : a.end > b.end; });
    std::vector<Finds::One> out;
    for (auto& one : finds) {
        if (out.empty() || one.begin >= out.back().end) {
            out.push_back(std::move(one));
            continue;
        }
        auto& last = out.back();
        const bool same = one.begin == last.begin && one.end == last.end;
        const bool longer = one.end > last.end;
        const auto begin = last.begin, end = std::max(last.end, one.end);
        if ((same || longer) && is_stronger(one, last)) last = std::move(one);
        last.begin = begin;
        last.end = end;
    }
    finds = std::move(out);
}

// "加微信 [PHONE-1]": what is named there went already. Of "[PHONE-1] 23 45" what stands beside the token is left.
void drop_tokens(std::string_view text, std::vector<Finds::One>& finds)
{
    for (auto at = text.find('['); at != std::string_view::npos; at = text.find('[', at + 1))
        if (const auto size = token_at(text, at)) {
            const auto end = at + size;
            for (auto& one : finds) {
                if (one.begin < at && one.end > at && one.end <= end) one.end = at;
                if (one.begin >= at && one.begin < end && one.end > end) one.begin = end;
            }
            std::erase_if(finds, [&](const auto& one) { return one.begin >= at && one.end <= end; });
        }
}

} // namespace

std::string_view to_string(Strength strength)
{
    return strength == Strength::sure ? "sure" : strength == Strength::likely ? "likely" : "review";
}

std::span<const PersonalKind> personal_kinds()
{
    return kinds;
}

const PersonalKind* personal_kind(std::string_view name)
{
    const auto* const found =
        std::find_if(kinds.begin(), kinds.end(), [name](const auto& kind) { return kind.name == name; });
    return found == kinds.end() ? nullptr : found;
}

std::vector<PersonalSpan> find_personal(std::string_view text)
{
    return find_personal(plain_form(text));
}

std::vector<PersonalSpan> find_personal(PlainForm plain)
{
    const Reading form(std::move(plain));
    Finds finds;
    for (const auto& kind : kinds) {
        if (!kind.find) continue;
        finds.of(kind);
        kind.find(form, finds);
    }
    finds.of(*personal_kind("name"));
    find_names_beside(form, finds);
    auto firm = std::move(finds.all());
    drop_tokens(form.text, firm);
    std::vector<Finds::One> doubtful;
    const auto split =
        std::stable_partition(firm.begin(), firm.end(), [](const auto& one) { return one.strength != Strength::review; });
    doubtful.assign(std::make_move_iterator(split), std::make_move_iterator(firm.end()));
    firm.erase(split, firm.end());
    merge(firm);
    merge(doubtful);
    for (auto& one : doubtful) {
        const bool covered = std::any_of(firm.begin(), firm.end(),
                                         [&](const auto& other) { return other.begin < one.end && one.begin < other.end; });
        if (!covered) firm.push_back(std::move(one));
    }
    std::sort(firm.begin(), firm.end(), [](const auto& a, const auto& b) { return a.begin < b.begin; });
    std::vector<PersonalSpan> out;
    for (auto& one : firm) {
        // "(212) 555-0123", "(+86)138…": the bracket that opens goes with the one that closes.
        const auto bracket = std::string_view(form.text).substr(one.begin, one.end - one.begin).find_first_of("()");
        if (one.begin > 0 && form.text[one.begin - 1] == '(' && bracket != std::string_view::npos &&
            form.text[one.begin + bracket] == ')')
            --one.begin;
        const auto begin = form.origin(one.begin);
        out.push_back({begin, form.origin_end(one.end) - begin, one.kind, one.strength, std::move(one.value)});
    }
    return out;
}

std::size_t token_at(std::string_view text, std::size_t at)
{
    constexpr std::size_t most_digits = 6; // with more it might be a number of somebody's
    text = text.substr(at, std::string_view("[SUPPLIER-123456]").size());
    const auto dash = text.find('-'), close = text.find(']');
    if (!text.starts_with('[') || close == std::string_view::npos || dash > close) return 0;
    const auto word = text.substr(1, dash - 1), number = text.substr(dash + 1, close - dash - 1);
    const bool known =
        std::any_of(kinds.begin(), kinds.end(), [word](const PersonalKind& kind) { return kind.token == word; });
    return known && !number.empty() && number.size() <= most_digits && std::all_of(number.begin(), number.end(), is_digit)
               ? close + 1
               : 0;
}

std::string personal_value(std::string_view kind, std::string_view written)
{
    const auto form = plain_form(text::trim(written));
    if (kind == "mobile" || kind == "phone") {
        std::string digits;
        for (const char c : form.text)
            if (is_digit(c)) digits += c;
        const bool plus = form.text.starts_with('+');
        if (digits.size() == 13 && digits.starts_with("861")) digits.erase(0, 2);
        return plus && digits.size() != 11 ? "+" + digits : digits;
    }
    return form.lower;
}

} // namespace redress::analyze

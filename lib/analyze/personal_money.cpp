// Where money goes: bank cards, accounts, wallets.
#include "analyze/checksums.hpp"
#include "analyze/personal_phone_shape.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>

namespace redress::analyze {
namespace {

constexpr std::string_view card_words[]{"卡号", "卡號", "银行卡",     "銀行卡", "信用卡", "储蓄卡", "借记卡",  "银行",
                                        "开户", "收款", "打款",       "汇款",   "转账",   "转到",   "账号",    "帐号",
                                        "card", "visa", "mastercard", "amex",   "debit",  "credit", "tarjeta", "unionpay",
                                        "银联", "工行", "建行",       "农行",   "招行",   "中行"};

struct Issuer {
    std::string_view from, to; // digits in front, in order
    std::size_t least, most;
    bool bare = false; // known well enough without a word beside it
};
constexpr std::array<Issuer, 19> issuers{{{"34", "34", 15, 15, true},
                                          {"37", "37", 15, 15, true},
                                          {"4", "4", 16, 16, true},
                                          {"4", "4", 13, 19},
                                          {"51", "55", 16, 16, true},
                                          {"2221", "2720", 16, 16, true},
                                          {"62", "62", 16, 19, true},
                                          {"81", "81", 16, 19},
                                          {"6011", "6011", 16, 16, true},
                                          {"644", "649", 16, 19},
                                          {"65", "65", 16, 16, true},
                                          {"300", "305", 14, 19},
                                          {"36", "36", 14, 14, true},
                                          {"38", "39", 14, 19},
                                          {"3528", "3589", 16, 16, true},
                                          {"50", "50", 12, 19},
                                          {"56", "61", 12, 19},
                                          {"95", "95", 16, 19},
                                          {"3", "6", 14, 19}}};

// 0 no card's number; 1 some card's; 2 so well known that it needs no word.
int card_shape(std::string_view digits)
{
    int best = 0;
    for (const auto& one : issuers) {
        const auto head = digits.substr(0, one.from.size());
        if (head >= one.from && head <= one.to && digits.size() >= one.least && digits.size() <= one.most)
            best = std::max(best, one.bare ? 2 : 1);
    }
    return best;
}

bool try_card(const NumberView& number, Finds& finds)
{
    const auto& form = number.form;
    const auto digits = number.digits();
    const int shape = card_shape(digits);
    if (shape == 0 || !is_luhn(digits) || !number.is_bounded()) return false;
    const auto begin = number.begin();
    const auto end = number.end();
    if ((begin > 0 && is_letter(form.text[begin - 1]) && !labelled_by(form, begin, card_words)) ||
        (end < form.text.size() && is_alnum(form.text[end])))
        return false;
    const bool context = said_before(form, begin, card_words, 40) || said_behind(form, end, card_words, 18);
    const auto sizes = number.sizes();
    const bool grouped = number.is_even() && (sizes.starts_with("4-4-4-4") || sizes.starts_with("4-6-") ||
                                              sizes == "4-4-4-3" || sizes == "6-10" || sizes == "6-13");
    const bool one = number.first == number.last;
    if (!one && !number.is_soft() && !number.is_even()) return false;
    if (!context && !one && !grouped) return false;
    if (is_business_number(form, begin, end) && !labelled_by(form, begin, card_words)) return false;
    const auto strength = context || grouped ? Strength::sure : shape == 2 ? Strength::likely : Strength::review;
    finds.add(begin, end, strength, digits);
    return true;
}

} // namespace

void find_bank_cards(const Reading& form, Finds& finds)
{
    constexpr std::size_t shortest = 12, longest = 19;
    for (const auto& chain : form.chains)
        for (std::size_t first = 0; first < chain.size(); ++first) {
            auto last = first;
            std::size_t digits = 0;
            while (last < chain.size() && digits + chain[last].size() <= longest) digits += chain[last++].size();
            for (; last > first && digits >= shortest; digits -= chain[--last].size())
                if (try_card({form, chain, first, last - 1}, finds)) {
                    first = last - 1;
                    break;
                }
        }
}

void find_clabes(const Reading& form, Finds& finds)
{
    static constexpr std::string_view words[]{"clabe", "interbancaria", "transferencia", "cuenta"};
    constexpr std::size_t length = 18;
    for (const auto& chain : form.chains)
        for (std::size_t first = 0; first < chain.size(); ++first) {
            std::size_t digits = 0;
            auto last = first;
            while (last < chain.size() && digits < length) digits += chain[last++].size();
            if (digits != length) continue;
            const NumberView number{form, chain, first, last - 1};
            if (is_clabe(number.digits()) && number.is_bounded() && number.is_soft() &&
                said_before(form, number.begin(), words, 40))
                finds.add(number.begin(), number.end(), Strength::sure, number.digits());
        }
}

void find_ibans(const Reading& form, Finds& finds)
{
    for (const auto& token : form.tokens) {
        if (token.size() < 4 || !is_letter(form.text[token.begin]) || !is_digit(form.text[token.begin + 2])) continue;
        std::string iban;
        const auto wanted = iban_length([&] {
            auto country = form.text.substr(token.begin, 2);
            for (auto& c : country) c = static_cast<char>(c & ~0x20);
            return country;
        }());
        if (wanted == 0) continue;
        auto at = token.begin;
        for (; at < form.text.size() && iban.size() < wanted; ++at) {
            const char c = form.text[at];
            if (is_alnum(c))
                iban += c >= 'a' ? static_cast<char>(c - 32) : c;
            else if ((c != ' ' && c != '-' && c != '.') || at + 1 == form.text.size() || !is_alnum(form.text[at + 1]))
                break;
        }
        if (at < form.text.size() && is_alnum(form.text[at])) continue;
        if (is_iban(iban)) finds.add(token.begin, at, Strength::sure, iban);
    }
}

void find_tron(const Reading& form, Finds& finds)
{
    for (const auto& token : form.tokens) {
        const auto text = std::string_view(form.text).substr(token.begin, token.size());
        if (text.size() == 34 && text[0] == 'T' && is_base58check(text, 0x41))
            finds.add(token.begin, token.end, Strength::sure, std::string(text));
    }
}

void find_bitcoin(const Reading& form, Finds& finds)
{
    for (const auto& token : form.tokens) {
        const auto text = std::string_view(form.text).substr(token.begin, token.size());
        if (text.size() < 14 || text.size() > 90) continue;
        const auto low = text::lower_ascii(text);
        const bool one_case = !(token.upper && token.lower);
        const bool old = text.size() >= 26 && text.size() <= 35 &&
                         ((text[0] == '1' && is_base58check(text, 0)) || (text[0] == '3' && is_base58check(text, 5)));
        const bool segwit = one_case && low.starts_with("bc1") && is_bech32(low, "bc");
        if (old || segwit) finds.add(token.begin, token.end, Strength::sure, old ? std::string(text) : low);
    }
}

// EIP-55 marks a checksum by case, which needs Keccak-256; OpenSSL 3.0 has none. The shape alone is rare enough. Sixty-four
// digits are the hash of a transaction, which is evidence.
void find_evm(const Reading& form, Finds& finds)
{
    for (const auto& token : form.tokens) {
        const auto text = std::string_view(form.lower).substr(token.begin, token.size());
        if (text.size() == 42 && text.starts_with("0x") &&
            text.find_first_not_of("0123456789abcdef", 2) == std::string_view::npos)
            finds.add(token.begin, token.end, Strength::likely, std::string(text));
    }
}

} // namespace redress::analyze

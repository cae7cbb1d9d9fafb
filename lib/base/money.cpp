#include "base/money.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace redress::money {
namespace {

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

// The amount's own characters: sign, digits and separators; odd spaces and apostrophes (thousands) are gone.
struct Cleaned {
    std::string number; // digits, '.' and ','
    bool negative = false;
    std::string currency;
};

struct Symbol {
    std::string_view sign, code;
};
constexpr std::array<Symbol, 13> symbols{{{"US$", "USD"},
                                          {"US $", "USD"},
                                          {"CN¥", "CNY"},
                                          {"HK$", "HKD"},
                                          {"A$", "AUD"},
                                          {"C$", "CAD"},
                                          {"R$", "BRL"},
                                          {"元", "CNY"},
                                          {"￥", "CNY"},
                                          {"¥", "CNY"},
                                          {"€", "EUR"},
                                          {"£", "GBP"},
                                          {"$", "USD"}}};

std::optional<Cleaned> clean(std::string_view raw)
{
    Cleaned out;
    auto text = text::clean_header(raw);
    for (const auto& s : symbols)
        if (const auto at = text.find(s.sign); at != std::string::npos) {
            text.erase(at, s.sign.size());
            out.currency = s.code;
            break;
        }
    std::string letters;
    bool ended = false; // a minus after digits: nothing of the number may follow ("2026-03-01" is no amount)
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        const bool long_minus = text.compare(i, 3, "\xE2\x88\x92") == 0; // U+2212
        if (is_digit(c) || c == '.' || c == ',') {
            if (ended) return std::nullopt;
            out.number += c;
        } else if (c == '-' || c == '(' || long_minus) {
            out.negative = true;
            ended = !out.number.empty();
            if (long_minus) i += 2;
        } else if (text.compare(i, 3, "\xE2\x80\x99") == 0)
            i += 2; // ’ thousands
        else if ((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'))
            letters += c;
        else if (c != ' ' && c != '\t' && c != '\'' && c != '+' && c != ')')
            return std::nullopt;
    }
    if (!letters.empty()) {
        if (letters.size() < 3 || letters.size() > 5) return std::nullopt;
        std::transform(letters.begin(), letters.end(), letters.begin(),
                       [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
        out.currency = letters;
    }
    if (std::none_of(out.number.begin(), out.number.end(), is_digit)) return std::nullopt;
    return out;
}

} // namespace

Decimal decimal_sign(const std::vector<std::string_view>& cells)
{
    int point = 0, comma = 0;
    for (const auto cell : cells) {
        const auto cleaned = clean(cell);
        if (!cleaned) continue;
        const auto& n = cleaned->number;
        const auto last = n.find_last_of(".,");
        if (last == std::string::npos) continue;
        const auto after = n.size() - last - 1;
        // "1.500" alone says thousands of a comma locale as much as three decimals: it does not vote.
        if (after == 1 || after == 2 || n.find(n[last]) != last || n.find_first_of(".,") != last) {
            const bool repeated = n.find(n[last]) != last;
            const char decimal = repeated ? (n[last] == '.' ? ',' : '.') : n[last];
            ++(decimal == '.' ? point : comma);
        }
    }
    return comma > point ? Decimal::comma : Decimal::point;
}

std::optional<Money> parse(std::string_view text, Decimal decimal, std::string_view currency)
{
    const auto cleaned = clean(text);
    if (!cleaned) return std::nullopt;
    const char sign = decimal == Decimal::point ? '.' : ',';
    Money out;
    out.currency = currency.empty() ? cleaned->currency : std::string(currency);
    int decimals = 0;
    bool after = false;
    for (const char c : cleaned->number) {
        if (c == sign) {
            if (after) return std::nullopt;
            after = true;
        } else if (is_digit(c)) {
            if (out.minor > (INT64_MAX - (c - '0')) / 10) return std::nullopt;
            out.minor = out.minor * 10 + (c - '0');
            decimals += after;
        } else if (after)
            return std::nullopt; // thousands never follow the decimals
    }
    out.scale = std::max(decimals, scale_of(out.currency));
    for (int i = decimals; i < out.scale; ++i) {
        if (out.minor > INT64_MAX / 10) return std::nullopt;
        out.minor *= 10;
    }
    if (cleaned->negative) out.minor = -out.minor;
    return out;
}

std::optional<Money> parse(std::string_view text, std::string_view currency)
{
    return parse(text, decimal_sign({text}), currency);
}

int scale_of(std::string_view currency)
{
    // ISO 4217 minor units, table of 2024: those that are not 2.
    constexpr std::array<std::string_view, 16> none{"BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW",
                                                    "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XPF"};
    constexpr std::array<std::string_view, 7> three{"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"};
    if (std::find(none.begin(), none.end(), currency) != none.end()) return 0;
    if (std::find(three.begin(), three.end(), currency) != three.end()) return 3;
    return 2; // crypto assets too: what is written beyond two places is kept by parse()
}

std::string to_string(const Money& money)
{
    const auto magnitude =
        money.minor < 0 ? 0 - static_cast<std::uint64_t>(money.minor) : static_cast<std::uint64_t>(money.minor);
    auto digits = std::to_string(magnitude);
    const auto scale = static_cast<std::size_t>(std::max(money.scale, 0));
    if (scale > 0) {
        if (digits.size() <= scale) digits.insert(0, scale + 1 - digits.size(), '0');
        digits.insert(digits.size() - scale, ".");
    }
    return fmt::format("{}{}{}{}", money.minor < 0 ? "-" : "", digits, money.currency.empty() ? "" : " ", money.currency);
}

} // namespace redress::money

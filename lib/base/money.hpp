// An amount of money as whole minor units: 12.34 USD is {1234, 2, "USD"}; never a double.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace redress {

struct Money {
    std::int64_t minor = 0;
    int scale = 2;        // decimal places
    std::string currency; // ISO 4217 or the asset's ticker; may be empty

    bool operator==(const Money&) const = default;
};

namespace money {

enum class Decimal { point, comma };

// Which sign separates decimals in a column of amounts: the one last followed by one or two closing digits in most cells.
Decimal decimal_sign(const std::vector<std::string_view>& cells);
// "1,500.00", "1.234,56", "¥28.16", "28.16元", "(12.00)", "12-", "1 234,56 EUR". Scale is what is written, at least that of
// the currency.
std::optional<Money> parse(std::string_view text, Decimal decimal, std::string_view currency = {});
// Decimal sign decided from this one text alone.
std::optional<Money> parse(std::string_view text, std::string_view currency = {});
int scale_of(std::string_view currency);   // ISO 4217: JPY 0, KWD 3, else 2; crypto assets 8 (USDT 2 to 6 as written)
std::string to_string(const Money& money); // "12.34 USD", "-0.50 EUR"

} // namespace money
} // namespace redress

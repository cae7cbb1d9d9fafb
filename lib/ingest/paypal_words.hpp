// The words of PayPal's activity and statement files: column names and transaction types in the languages of their accounts.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace redress::ingest::paypal {

enum class Field {
    date,
    time,
    zone,
    name,
    type,
    status,
    currency,
    gross,
    fee,
    net,
    from,
    to,
    transaction,
    reference,
    invoice,
    custom,
    receipt,
    item_title,
    item_id,
    address,
    line1,
    line2,
    city,
    region,
    zip,
    country,
    phone,
    subject,
    note,
    balance,
    impact,
    quantity
};
inline constexpr std::size_t field_count = 32;

struct Heading {
    Field field;
    std::string_view language; // en, de, …; the first that has the name
};
std::optional<Heading> heading_of(std::string_view header);

// What a row is about: paid, payment_sent, refunded, chargeback, hold, … ; `sign` is that of the gross amount.
std::string kind_of(std::string_view type, std::string_view status, int sign, bool memo);
bool is_memo(std::string_view impact);

} // namespace redress::ingest::paypal

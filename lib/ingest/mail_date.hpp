// The dates of mails (RFC 5322 and what programs write instead), and dates as sentences hold them.
#pragma once

#include "base/time.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace redress::ingest::mail {

// The time a mail names.
struct Date {
    LocalTime local;
    std::optional<int> offset; // minutes east; nullopt if no zone stands there
};

// nullopt where day, month, year or clock is missing or more than one reading fits ("05/02/2026").
std::optional<Date> parse_date(std::string_view written);

// "Mar", "März", "mars", "3月": 1 to 12, else 0.
unsigned month_of_word(std::string_view word);

} // namespace redress::ingest::mail

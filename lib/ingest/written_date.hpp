// A date and a time as pages print them for people, in the words of a language:
// "Friday, October 4, 2013 at 10:05pm PDT", "12 juil. 2024, 16:55", "12/07/2024 16:55", "2024年7月12日 下午4:55".
#pragma once

#include "base/month_names.hpp"
#include "ingest/date_order.hpp"
#include "ingest/format.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace redress::ingest {

struct WrittenDate {
    LocalTime local;                  // its day only where fields is empty
    std::optional<DateFields> fields; // a day in three numbers: what comes first is for the whole file to decide
    std::string zone;                 // what stands behind the clock: "PDT", "UTC-07"; may be no zone
    // With the day that order makes of the numbers; it may not exist.
    LocalTime in(const DecidedOrder& order) const;
};

// nullopt where there is no day or no clock in it. What stands behind the clock in parentheses is not looked at.
std::optional<WrittenDate> read_written_date(std::string_view text, const text::MonthNames& months);

// All dates of one file: language and order of the numbers are decided once, for all of them.
class WrittenDates {
public:
    explicit WrittenDates(int earliest_year = 2004) : vote_(earliest_year), months_("en") {}
    void see(const std::string& written, std::uint64_t line); // each, before decide
    // Says in the findings what was decided, and aloud what could not be. The user's --date-order wins.
    void decide(const Reading& reading);
    // After decide: nullopt for what is no date.
    std::optional<WrittenDate> read(const std::string& written) const;
    const DecidedOrder& order() const { return order_; }
    // Every date seen could be read in the language that reads most of them.
    bool all_read() const { return unread_ == 0; }

private:
    std::vector<std::string> samples_; // with a month in words, or unreadable as English
    DateOrderVote vote_;
    text::MonthNames months_;
    DecidedOrder order_;
    std::size_t unread_ = 0;
    bool numeric_ = false;
};

} // namespace redress::ingest

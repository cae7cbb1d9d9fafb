// Dates as tables write them: one file has one order of day and month, decided from all its dates before any is read.
#pragma once

#include "model/record.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace redress::ingest {

enum class DateOrder { unknown, dmy, mdy, ymd };
std::string_view to_string(DateOrder order);          // "DMY", … empty for unknown
DateOrder date_order_named(std::string_view letters); // "DMY", "mdy"; unknown for anything else

// Watches every date of a file. A first field above 12 is a day, a second one makes the first a month; failing both, the
// field that changes more often is the day.
class DateVotes {
public:
    void add(std::string_view cell);
    DateOrder order() const; // dmy if undecided
    bool ambiguous() const;  // dates were seen whose order nothing decides
    bool contradictory() const { return day_first_ > 0 && month_first_ > 0; }

private:
    std::uint64_t day_first_ = 0, month_first_ = 0, year_first_ = 0, open_ = 0, dots_ = 0;
    std::uint64_t changes_[2] = {0, 0};
    int previous_[2] = {-1, -1};
};

struct CellTime {
    LocalTime local;
    std::optional<int> offset; // minutes, if the cell says so
    bool has_clock = false;
};

// ISO, numbers in any order, month names (en de es fr it pt), 2024年5月1日, AM/PM and 上午/下午, epoch s to ns, Excel
// serials. nullopt where there is no such date or time of day.
std::optional<CellTime> parse_cell_time(std::string_view cell, DateOrder order);

// What is known of a column's times besides the cell.
struct TimeRules {
    DateOrder order = DateOrder::unknown;
    std::string zone; // empty: the driver's business
    model::ZoneFrom from = model::ZoneFrom::none;
};

// A cell as a stamp. `local` is set where the zone is still open; the writing is kept where the time cannot be read.
struct ReadStamp {
    model::Stamp stamp;
    std::optional<LocalTime> local;
    bool readable = false;
    time::Fit fit = time::Fit::exact;
};
ReadStamp read_stamp(std::string_view cell, const TimeRules& rules);

} // namespace redress::ingest

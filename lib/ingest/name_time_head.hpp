// Heads of pasted chats: a name, then a time. "Ana 2024-01-05 09:03:07", "Ana(2013-06-01 12:00:05): words",
// "Ana  20:13" below a line with the day.
#pragma once

#include "base/time.hpp"
#include "ingest/date_order.hpp"

#include <cstddef>
#include <string_view>

namespace redress::ingest {

struct TimeMark {
    enum class Day { none, known, open }; // open: which field is the day is for the whole file to decide
    Day day = Day::none;
    LocalTime local;   // the clock; the day too where it is known
    DateFields fields; // of an open day
    bool clock = false, seconds = false;
    bool yearless = false; // a month and a day stand there, which make no day
    std::size_t begin = 0, end = 0;
};

struct NamedHead {
    std::string_view name; // as written, without blanks around it
    std::string_view to;   // "A --> B": B
    std::string_view rest; // words behind the head on the same line
    TimeMark time;
    bool wide = false; // two blanks or more before the time
};

// A day, a clock or both, from `at` on.
bool scan_time_mark(std::string_view line, std::size_t at, TimeMark& mark);
bool scan_named_head(std::string_view line, NamedHead& head);
// A day and a clock and nothing else.
bool scan_bare_time(std::string_view line, TimeMark& mark);
// A day between dashes: "————— 2021-10-24 —————".
bool scan_day_line(std::string_view line, TimeMark& mark);
// Could somebody be called that? Not "下单时间" nor the cell of a table; and what holds the marks of a sentence, or nothing
// that is a letter, only if more than one message has it for a name.
enum class NameDoubt { none, once, always };
NameDoubt doubt_name(std::string_view name);

} // namespace redress::ingest

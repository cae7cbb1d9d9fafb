// Lines of a LINE export: the title, the lines of days, and the heads of messages in their two shapes.
#pragma once

#include "base/time.hpp"
#include "ingest/date_order.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace redress::ingest::line {

// "[LINE] Chat history with Ana": Ana. A line without such words but with the mark names the chat as it is.
std::optional<std::string> chat_title(std::string_view text);
// "Saved on: 2018/03/25 19:57"
bool is_saved_on(std::string_view text);

struct DayLine {
    DateFields fields;
    LocalTime known;     // where the date is worded, or says itself which number is what
    bool open = false;   // the file decides what the fields are
    bool worded = false; // known holds the day
    int weekday = -1;    // 0 for Sunday; -1: none
};
// "2015/12/25 Fri", "Mon, 11/03/2025", "2018/04/16(月)", "2025.12.30 火曜日", "2026年1月30日周五"
std::optional<DayLine> scan_day(std::string_view text);

struct Head {
    LocalTime clock; // hour, minute; 24:53 is 00:53
    bool tabs = false;
    std::string_view sender; // with tabs only; empty: the app's own line
    std::string_view rest;   // the words; without tabs sender and words
};
// A clock at the start of the line, then a tab or one space.
std::optional<Head> scan_head(std::string_view text);

} // namespace redress::ingest::line

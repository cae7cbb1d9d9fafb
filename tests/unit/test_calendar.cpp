#include "base/calendar.hpp"

#include <doctest/doctest.h>

using namespace redress;
using time::OtherCalendar;

TEST_CASE("days of other calendars")
{
    const struct {
        OtherCalendar calendar;
        int year;
        unsigned month, day;
        const char* ours; // empty: no such day
    } table[] = {
        {OtherCalendar::persian, 1397, 1, 1, "2018-03-21T00:00:00"},   // Nowruz
        {OtherCalendar::persian, 1399, 12, 30, "2021-03-20T00:00:00"}, // the last day of a leap year
        {OtherCalendar::persian, 1400, 12, 30, ""},                    // and of a common one
        {OtherCalendar::islamic, 1440, 1, 1, "2018-09-11T00:00:00"},   // the Islamic new year
        {OtherCalendar::islamic, 1439, 10, 1, "2018-06-15T00:00:00"},  // the feast after Ramadan
        {OtherCalendar::persian, 1397, 13, 1, ""},
        {OtherCalendar::persian, 1397, 0, 1, ""},
        {OtherCalendar::islamic, 1440, 1, 31, ""},
    };
    for (const auto& row : table) {
        CAPTURE(row.year);
        CAPTURE(row.month);
        const auto day = time::from_calendar(row.calendar, row.year, row.month, row.day);
        CHECK((day ? time::to_string(*day) : "") == row.ours);
    }
}

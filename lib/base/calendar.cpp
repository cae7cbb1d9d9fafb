#include "base/calendar.hpp"

#include <unicode/ucal.h>

#include <chrono>
#include <cmath>
#include <memory>

namespace redress::time {

std::optional<LocalTime> from_calendar(OtherCalendar calendar, int year, unsigned month, unsigned day)
{
    using namespace std::chrono;
    UErrorCode status = U_ZERO_ERROR;
    const auto* locale = calendar == OtherCalendar::persian ? "en@calendar=persian" : "en@calendar=islamic-umalqura";
    const std::unique_ptr<UCalendar, void (*)(UCalendar*)> cal(ucal_open(u"UTC", 3, locale, UCAL_DEFAULT, &status),
                                                               [](UCalendar* c) {
                                                                   if (c) ucal_close(c);
                                                               });
    if (U_FAILURE(status)) return std::nullopt;
    ucal_setAttribute(cal.get(), UCAL_LENIENT, 0);
    ucal_clear(cal.get());
    ucal_setDate(cal.get(), year, static_cast<std::int32_t>(month) - 1, static_cast<std::int32_t>(day), &status);
    const auto millis = ucal_getMillis(cal.get(), &status);
    if (U_FAILURE(status)) return std::nullopt;
    const year_month_day date(sys_days(days(static_cast<int>(std::floor(millis / 86400000.0)))));
    LocalTime out;
    out.year = static_cast<int>(date.year());
    out.month = static_cast<unsigned>(date.month());
    out.day = static_cast<unsigned>(date.day());
    return out;
}

} // namespace redress::time

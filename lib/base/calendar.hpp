// Days of other calendars, which phones print where these are in use.
#pragma once

#include "base/time.hpp"

#include <optional>

namespace redress::time {

enum class OtherCalendar { persian, islamic }; // islamic: Umm al-Qura, as phones have it
// The same day of ours; nullopt for one that calendar does not have.
std::optional<LocalTime> from_calendar(OtherCalendar calendar, int year, unsigned month, unsigned day);

} // namespace redress::time

// Instants, local times and zones. Zones come from the system's tz database through the date library.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace redress {

using Instant = std::chrono::sys_time<std::chrono::milliseconds>; // UTC

// A wall-clock time with no zone.
struct LocalTime {
    int year = 0;
    unsigned month = 0, day = 0;          // 1-12, 1-31
    int hour = 0, minute = 0, second = 0; // 0-23, 0-59, 0-60
    int millisecond = 0;

    auto operator<=>(const LocalTime&) const = default;
    bool exists() const; // a real calendar date and time of day
};

namespace time {

// "2026-03-01T12:30:00", with ".250" only if there are milliseconds
std::string to_string(const LocalTime& t);
// "2026-03-01T12:30" - identity counts minutes only
std::string to_minute(const LocalTime& t);
std::optional<LocalTime>
parse_local(std::string_view text); // ISO forms: 2026-03-01[T ]12:30[:00[.250]], 2026/03/01 …, or a bare date

// "2026-03-01T12:30:00Z", with ".250" only if there are milliseconds
std::string to_rfc3339(Instant at);
std::optional<Instant> parse_rfc3339(std::string_view text); // needs a zone: Z or an offset
Instant from_epoch(std::int64_t value);                      // seconds, ms, µs or ns by magnitude
std::int64_t to_epoch_ms(Instant at);
Instant from_epoch_ms(std::int64_t ms);

// What a local time means in a zone.
enum class Fit {
    exact,
    ambiguous,
    gap
}; // ambiguous: the hour comes twice (the earlier is taken); gap: it never comes (moved forward)
struct Resolved {
    Instant at;
    Fit fit = Fit::exact;
};

// An IANA name ("Asia/Shanghai"), an offset ("+08:00", "UTC+8") or an abbreviation mail and PayPal print ("PDT", "CET",
// "GMT").
class Zone {
public:
    static std::optional<Zone> find(std::string_view name);
    static Zone utc();
    const std::string& name() const;
    Resolved to_utc(const LocalTime& local) const;
    LocalTime to_local(Instant at) const;
    int offset_minutes(Instant at) const;
    Zone(const Zone&);
    Zone(Zone&&) noexcept;
    Zone& operator=(const Zone&);
    Zone& operator=(Zone&&) noexcept;
    ~Zone();

private:
    struct State;
    explicit Zone(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

// For people: "2026-03-01 20:30:00 +08:00"
std::string for_people(Instant at, const Zone& zone);
std::string offset_string(int minutes); // "+08:00"
Instant from_utc_fields(const LocalTime& utc);
LocalTime utc_fields(Instant at);
// The system's zone name (/etc/localtime), or "UTC".
std::string system_zone();

} // namespace time
} // namespace redress

#include "base/time.hpp"

#include "base/zone_file.hpp"

#include <date/date.h>
#include <date/tz.h>
#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <variant>

namespace redress {

bool LocalTime::exists() const
{
    return date::year_month_day(date::year(year), date::month(month), date::day(day)).ok() && hour >= 0 && hour < 24 &&
           minute >= 0 && minute < 60 && second >= 0 && second < 61;
}

namespace time {
namespace {

using Millis = std::chrono::milliseconds;

date::local_time<Millis> to_date(const LocalTime& t)
{
    return date::local_days(date::year(t.year) / date::month(t.month) / date::day(t.day)) + std::chrono::hours(t.hour) +
           std::chrono::minutes(t.minute) + std::chrono::seconds(t.second) + Millis(t.millisecond);
}

LocalTime from_date(date::local_time<Millis> at)
{
    const auto days = date::floor<date::days>(at);
    const date::year_month_day ymd(days);
    const date::hh_mm_ss<Millis> hms(at - days);
    return {int(ymd.year()),
            unsigned(ymd.month()),
            unsigned(ymd.day()),
            static_cast<int>(hms.hours().count()),
            static_cast<int>(hms.minutes().count()),
            static_cast<int>(hms.seconds().count()),
            static_cast<int>(hms.subseconds().count())};
}

// Reads a run of digits of a fixed or bounded length.
std::optional<int> digits(std::string_view& text, std::size_t least, std::size_t most)
{
    std::size_t n = 0;
    while (n < text.size() && n < most && text[n] >= '0' && text[n] <= '9') ++n;
    if (n < least) return std::nullopt;
    int value = 0;
    std::from_chars(text.data(), text.data() + n, value);
    text.remove_prefix(n);
    return value;
}

bool eat(std::string_view& text, char c)
{
    if (text.empty() || text.front() != c) return false;
    text.remove_prefix(1);
    return true;
}

// Date and time in ISO order; leaves what follows (a zone) in text.
std::optional<LocalTime> read_iso(std::string_view& text)
{
    LocalTime t;
    const auto year = digits(text, 4, 4);
    if (!year || text.empty()) return std::nullopt;
    const char separator = text.front();
    if (separator != '-' && separator != '/' && separator != '.') return std::nullopt;
    text.remove_prefix(1);
    const auto month = digits(text, 1, 2);
    if (!month || !eat(text, separator)) return std::nullopt;
    const auto day = digits(text, 1, 2);
    if (!day) return std::nullopt;
    t.year = *year;
    t.month = static_cast<unsigned>(*month);
    t.day = static_cast<unsigned>(*day);
    if (text.empty()) return t;
    if (text.front() != 'T' && text.front() != 't' && text.front() != ' ') return std::nullopt;
    while (!text.empty() && (text.front() == 'T' || text.front() == 't' || text.front() == ' ')) text.remove_prefix(1);
    const auto hour = digits(text, 1, 2);
    if (!hour || !eat(text, ':')) return std::nullopt;
    const auto minute = digits(text, 2, 2);
    if (!minute) return std::nullopt;
    t.hour = *hour;
    t.minute = *minute;
    if (eat(text, ':')) {
        const auto second = digits(text, 2, 2);
        if (!second) return std::nullopt;
        t.second = *second;
        if (!text.empty() && (text.front() == '.' || text.front() == ',')) {
            text.remove_prefix(1);
            int scale = 100;
            bool any = false;
            while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
                t.millisecond += (text.front() - '0') * scale;
                scale /= 10;
                any = true;
                text.remove_prefix(1);
            }
            if (!any) return std::nullopt;
        }
    }
    return t;
}

// "+08:00", "-0330", "+8", "Z"; minutes east of UTC.
std::optional<int> read_offset(std::string_view text)
{
    if (text == "Z" || text == "z") return 0;
    if (text.empty() || (text.front() != '+' && text.front() != '-')) return std::nullopt;
    const int sign = text.front() == '-' ? -1 : 1;
    text.remove_prefix(1);
    const auto hours = digits(text, 1, 2);
    if (!hours) return std::nullopt;
    eat(text, ':');
    int minutes = 0;
    if (!text.empty()) {
        const auto m = digits(text, 2, 2);
        if (!m) return std::nullopt;
        minutes = *m;
    }
    if (!text.empty() || *hours > 15 || minutes > 59) return std::nullopt;
    return sign * (*hours * 60 + minutes);
}

struct Abbreviation {
    std::string_view name;
    int minutes;
};
// RFC 5322's obsolete zones and those PayPal prints in its activity files (developer.paypal.com, seen 2026-11).
// An abbreviation is a fixed offset by meaning: PDT is never winter.
constexpr std::array<Abbreviation, 38> abbreviations{{
    {"GMT", 0},     {"UT", 0},      {"UTC", 0},    {"WET", 0},    {"WEST", 60},  {"BST", 60},    {"CET", 60},
    {"CEST", 120},  {"MEZ", 60},    {"MESZ", 120}, {"EET", 120},  {"EEST", 180}, {"MSK", 180},   {"EST", -300},
    {"EDT", -240},  {"CST", -360},  {"CDT", -300}, {"MST", -420}, {"MDT", -360}, {"PST", -480},  {"PDT", -420},
    {"AKST", -540}, {"AKDT", -480}, {"HST", -600}, {"ART", -180}, {"BRT", -180}, {"BRST", -120}, {"JST", 540},
    {"KST", 540},   {"HKT", 480},   {"SGT", 480},  {"AEST", 600}, {"AEDT", 660}, {"AWST", 480},  {"ACST", 570},
    {"ACDT", 630},  {"NZST", 720},  {"NZDT", 780},
}};

} // namespace

// Printed for every record, some several times: by hand, since fmt reads its format each time.
static void put_digits(char* to, unsigned value, std::size_t width)
{
    for (auto i = width; i > 0; value /= 10) to[--i] = static_cast<char>('0' + value % 10);
}

static void put_minute(std::string& out, const LocalTime& t)
{
    const auto fits = [](int value, int most) { return value >= 0 && value <= most; };
    if (!fits(t.year, 9999) || t.month > 99 || t.day > 99 || !fits(t.hour, 99) || !fits(t.minute, 99)) {
        out += fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}", t.year, t.month, t.day, t.hour, t.minute);
        return;
    }
    char text[] = "0000-00-00T00:00";
    put_digits(text, static_cast<unsigned>(t.year), 4);
    put_digits(text + 5, t.month, 2);
    put_digits(text + 8, t.day, 2);
    put_digits(text + 11, static_cast<unsigned>(t.hour), 2);
    put_digits(text + 14, static_cast<unsigned>(t.minute), 2);
    out.append(text, sizeof text - 1);
}

std::string to_string(const LocalTime& t)
{
    std::string out;
    out.reserve(24); // with milliseconds and a Z
    put_minute(out, t);
    char rest[] = ":00.000";
    put_digits(rest + 1, static_cast<unsigned>(t.second), 2);
    if (t.millisecond) put_digits(rest + 4, static_cast<unsigned>(t.millisecond), 3);
    out.append(rest, t.millisecond ? 7 : 3);
    return out;
}

std::string to_minute(const LocalTime& t)
{
    std::string out;
    put_minute(out, t);
    return out;
}

std::optional<LocalTime> parse_local(std::string_view text)
{
    const auto t = read_iso(text);
    if (!t || !text.empty() || !t->exists()) return std::nullopt;
    return t;
}

LocalTime utc_fields(Instant at)
{
    return from_date(date::local_time<Millis>(at.time_since_epoch()));
}

Instant from_utc_fields(const LocalTime& utc)
{
    return Instant(to_date(utc).time_since_epoch());
}

std::string to_rfc3339(Instant at)
{
    auto out = to_string(utc_fields(at));
    out += 'Z';
    return out;
}

std::optional<Instant> parse_rfc3339(std::string_view text)
{
    const auto t = read_iso(text);
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    const auto offset = read_offset(text);
    if (!t || !offset || !t->exists()) return std::nullopt;
    return from_utc_fields(*t) - std::chrono::minutes(*offset);
}

Instant from_epoch(std::int64_t value)
{
    const auto magnitude = value < 0 ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
    if (magnitude < 100'000'000'000) return Instant(std::chrono::seconds(value));
    if (magnitude < 100'000'000'000'000) return Instant(Millis(value));
    if (magnitude < 100'000'000'000'000'000) return Instant(Millis(value / 1000));
    return Instant(Millis(value / 1'000'000));
}

std::int64_t to_epoch_ms(Instant at)
{
    return at.time_since_epoch().count();
}

Instant from_epoch_ms(std::int64_t ms)
{
    return Instant(Millis(ms));
}

// Said once in main, before any zone is looked for; libdate keeps its own the same way.
static std::filesystem::path& zone_folder()
{
    static std::filesystem::path folder;
    return folder;
}

void use_zone_folder(std::filesystem::path folder)
{
    zone_folder() = std::move(folder);
}

// A named zone remembers the span of rules it last used: chats ask for neighbouring times a million times over.
struct Zone::State {
    std::string name;
    const date::time_zone* zone = nullptr; // nullptr: fixed offset, or
    std::optional<ZoneFile> file;          // where the system has no such zone
    int offset = 0;                        // minutes, if fixed
    mutable date::local_info last{};
    mutable bool has_last = false;
    mutable date::local_time<Millis> safe_from, safe_to; // within: last.first applies, no fold or gap near
};

Zone::Zone(std::unique_ptr<State> state) : state_(std::move(state)) {}
Zone::Zone(const Zone& other) : state_(std::make_unique<State>(*other.state_)) {}
Zone::Zone(Zone&&) noexcept = default;
Zone& Zone::operator=(const Zone& other)
{
    state_ = std::make_unique<State>(*other.state_);
    return *this;
}
Zone& Zone::operator=(Zone&&) noexcept = default;
Zone::~Zone() = default;

std::optional<Zone> Zone::find(std::string_view name)
{
    auto state = std::make_unique<State>();
    const auto fixed = [&](int minutes, std::string printed) {
        state->offset = minutes;
        state->name = std::move(printed);
        return Zone(std::move(state));
    };
    if (name == "Z" || name == "UTC" || name == "GMT" || name == "Etc/UTC") return fixed(0, "UTC");
    for (const auto& a : abbreviations)
        if (a.name == name) return fixed(a.minutes, std::string(name));
    auto offset_text = name;
    if (name.substr(0, 3) == "UTC" || name.substr(0, 3) == "GMT") offset_text.remove_prefix(3);
    if (const auto offset = read_offset(offset_text)) return fixed(*offset, offset_string(*offset));
    try {
        state->zone = date::locate_zone(std::string(name));
        state->name = std::string(name);
        return Zone(std::move(state));
    } catch (const std::exception&) {
        state->file = ZoneFile::open(zone_folder(), name);
        if (!state->file) return std::nullopt;
        state->name = std::string(name);
        return Zone(std::move(state));
    }
}

Zone Zone::utc()
{
    return *find("UTC");
}

const std::string& Zone::name() const
{
    return state_->name;
}

Resolved Zone::to_utc(const LocalTime& local) const
{
    const auto at = to_date(local);
    if (state_->file) {
        const auto found = state_->file->local(date::floor<std::chrono::seconds>(at).time_since_epoch().count());
        return {Instant(at.time_since_epoch() - std::chrono::seconds(found.offset)), found.moments == 0   ? Fit::gap
                                                                                     : found.moments == 1 ? Fit::exact
                                                                                                          : Fit::ambiguous};
    }
    if (!state_->zone) return {Instant(at.time_since_epoch() - std::chrono::minutes(state_->offset)), Fit::exact};
    const auto& s = *state_;
    if (s.has_last && at >= s.safe_from && at < s.safe_to)
        return {Instant(at.time_since_epoch() - s.last.first.offset), Fit::exact};
    const auto info = s.zone->get_info(at);
    if (info.result == date::local_info::unique) {
        s.last = info;
        s.has_last = true;
        // One day inside the span's ends no fold or gap can reach.
        s.safe_from = date::local_time<Millis>(info.first.begin.time_since_epoch()) + std::chrono::hours(24);
        s.safe_to = date::local_time<Millis>(info.first.end.time_since_epoch()) - std::chrono::hours(24);
        return {Instant(at.time_since_epoch() - info.first.offset), Fit::exact};
    }
    const auto fit = info.result == date::local_info::ambiguous ? Fit::ambiguous : Fit::gap;
    return {Instant(at.time_since_epoch() - info.first.offset), fit};
}

LocalTime Zone::to_local(Instant at) const
{
    return utc_fields(at + std::chrono::minutes(offset_minutes(at)));
}

int Zone::offset_minutes(Instant at) const
{
    if (state_->file)
        return static_cast<int>(state_->file->offset(date::floor<std::chrono::seconds>(at).time_since_epoch().count()) / 60);
    if (!state_->zone) return state_->offset;
    const auto info = state_->zone->get_info(date::sys_time<Millis>(at.time_since_epoch()));
    return static_cast<int>(std::chrono::duration_cast<std::chrono::minutes>(info.offset).count());
}

std::string offset_string(int minutes)
{
    const int magnitude = minutes < 0 ? -minutes : minutes;
    return fmt::format("{}{:02}:{:02}", minutes < 0 ? '-' : '+', magnitude / 60, magnitude % 60);
}

std::string for_people(Instant at, const Zone& zone)
{
    const auto t = zone.to_local(at);
    return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}:{:02} {}", t.year, t.month, t.day, t.hour, t.minute, t.second,
                       offset_string(zone.offset_minutes(at)));
}

std::string system_zone()
{
    try {
        return date::current_zone()->name();
    } catch (const std::exception&) {
        // Without a tz database the link still says which zone it was made for.
        std::error_code code;
        const auto link = std::filesystem::read_symlink("/etc/localtime", code).string();
        const std::string folder = "zoneinfo/";
        const auto at = link.find(folder);
        const auto name = at == std::string::npos ? "" : link.substr(at + folder.size());
        return Zone::find(name) ? name : "UTC";
    }
}

} // namespace time
} // namespace redress

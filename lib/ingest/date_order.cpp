#include "ingest/date_order.hpp"

#include "base/calendar.hpp"
#include "ingest/format.hpp"

#include <algorithm>
#include <chrono>
#include <tuple>
#include <utility>

namespace redress::ingest {
namespace {

// In order of preference where nothing speaks for another.
constexpr std::array<const char*, 6> orders = {"DMY", "MDY", "YMD", "MYD", "DYM", "YDM"};
// Two-digit years beyond this are taken for another field.
constexpr int latest_short_year = 2045;
constexpr int buddhist_era = 543;
// Since there are phones that chat, the Persian years are 1380 to 1425 at most and the Islamic ones more.
constexpr int first_persian = 1380, first_islamic = 1426, last_islamic = 1460;

struct Day {
    int year = 0, month = 0, day = 0;
};

// "61" and "2561" are 2018 where the years of the Buddhist era are counted, and of no chat elsewhere.
int year_of(int written, bool is_short)
{
    if (is_short && written <= 99) written += written > latest_short_year - 2000 ? 2500 : 2000;
    return written >= 2400 && written < 2700 ? written - buddhist_era : written;
}

Day read(const char* order, const DateFields& fields)
{
    Day out;
    for (std::size_t i = 0; i < 3; ++i) {
        const int v = fields.value[i];
        if (order[i] == 'Y')
            out.year = year_of(v, fields.digits[i] <= 2);
        else
            (order[i] == 'M' ? out.month : out.day) = v;
    }
    return out;
}

std::size_t year_at(const char* order)
{
    return static_cast<std::size_t>(std::find(order, order + 3, 'Y') - order);
}

int weekday_of(const Day& day)
{
    using namespace std::chrono;
    const year_month_day date{year(day.year), month(static_cast<unsigned>(day.month)),
                              std::chrono::day(static_cast<unsigned>(day.day))};
    return date.ok() ? static_cast<int>(weekday(sys_days(date)).c_encoding()) : -1;
}

// The order for one date: where the year has four digits and stands elsewhere than the name says.
const char* order_for(const std::string& name, const DateFields& fields)
{
    const auto y = year_at(name.c_str());
    if (y < 3 && fields.digits[y] > 2) return name.c_str();
    if (fields.digits[0] > 2) return "YMD";
    if (fields.digits[2] > 2) return name.find('M') < name.find('D') && y != 0 ? "MDY" : "DMY";
    return name.c_str();
}

} // namespace

LocalTime DecidedOrder::day(const DateFields& fields) const
{
    const auto d = read(order_for(name, fields), fields);
    if (d.year >= first_persian && d.year <= last_islamic) {
        using time::OtherCalendar;
        const auto calendar = d.year < first_islamic ? OtherCalendar::persian : OtherCalendar::islamic;
        return time::from_calendar(calendar, d.year, static_cast<unsigned>(d.month), static_cast<unsigned>(d.day))
            .value_or(LocalTime{});
    }
    LocalTime local;
    local.year = d.year;
    local.month = static_cast<unsigned>(d.month);
    local.day = static_cast<unsigned>(d.day);
    return local;
}

void DateOrderVote::count(Candidate& c, const char* order, const DateFields& fields, std::uint64_t line, int weekday) const
{
    const auto d = read(order, fields);
    const auto y = year_at(order);
    const bool longest = fields.digits[y] > 2 || std::max({fields.digits[0], fields.digits[1], fields.digits[2]}) <= 2;
    const bool plausible = fields.digits[y] > 2 || (d.year >= earliest_ && d.year <= latest_short_year && y != 1);
    if (!longest || !plausible || d.month < 1 || d.month > 12 || d.day < 1 || d.day > 31) {
        if (c.invalid++ == 0) c.first_invalid = line;
        return;
    }
    if (weekday >= 0 && weekday_of(d) != weekday && c.other_weekday++ == 0) c.first_weekday = line;
    const int key = d.year * 10000 + d.month * 100 + d.day;
    if (c.last != 0) {
        if (key < c.last && c.backwards++ == 0) c.first_backwards = line;
        if (c.first_jump == 0 && (d.year != c.year || d.month != c.month)) c.first_jump = line;
        c.changes += (d.year != c.year) * 400u + (d.month != c.month) * 30u + (d.day != c.day);
    }
    c.last = key;
    c.year = d.year;
    c.month = d.month;
    c.day = d.day;
}

void DateOrderVote::add(const DateFields& fields, std::uint64_t line, int weekday)
{
    if (last_ && *last_ == fields) return; // most messages share the day of the one before
    last_ = fields;
    short_ = short_ || std::max({fields.digits[0], fields.digits[1], fields.digits[2]}) <= 2;
    for (std::size_t i = 0; i < orders.size(); ++i) count(candidates_[i], orders[i], fields, line, weekday);
    const auto a = read("DMY", fields);
    matters_ = matters_ || a.day != a.month;
}

DecidedOrder DateOrderVote::decide() const
{
    const auto weight = [&](std::size_t i) {
        const auto& c = candidates_[i];
        return std::tuple(c.invalid, c.other_weekday, c.backwards, c.changes, i);
    };
    // A short year in front is rare: it must also make the years change less than a day in front would.
    const auto eligible = [&](std::size_t i) {
        if (!short_ || year_at(orders[i]) != 0) return true;
        const auto &a = candidates_[0], &b = candidates_[1], &c = candidates_[i];
        return !(a.invalid <= c.invalid && a.changes <= c.changes) && !(b.invalid <= c.invalid && b.changes <= c.changes);
    };
    std::size_t best = 0;
    for (std::size_t i = 1; i < orders.size(); ++i)
        if (weight(i) < weight(best) && eligible(i)) best = i;
    // The rival is the next best that means something else.
    std::size_t rival = best == 0 ? 1 : 0;
    for (std::size_t i = 0; i < orders.size(); ++i)
        if (i != best && weight(i) < weight(rival) && eligible(i)) rival = i;

    DecidedOrder out;
    out.name = orders[best];
    const auto &b = candidates_[best], &r = candidates_[rival];
    if (!short_ && out.name == "YMD") {
        out.rule = said("year first");
    } else if (b.invalid < r.invalid) {
        out.rule = said("a number here fits no other order");
        out.line = r.first_invalid;
    } else if (b.other_weekday < r.other_weekday) {
        out.rule = said("the weekday here fits no other order");
        out.line = r.first_weekday;
    } else if (b.backwards < r.backwards) {
        out.rule = said("in any other order the dates would run backwards here");
        out.line = r.first_backwards;
    } else if (b.changes < r.changes) {
        out.rule = said("in any other order the dates would jump from here on");
        out.line = r.first_jump;
    } else {
        out.rule = said("day first by default");
        out.ambiguous = matters_;
    }
    return out;
}

DecidedOrder settle_order(const Reading& reading, const std::string& name, DecidedOrder voted)
{
    auto& findings = reading.findings;
    if (const auto& told = reading.options.date_order; !told.empty()) voted = {told, false, {}, 0};
    findings.date_order = voted.name;
    findings.date_order_ambiguous = findings.date_order_ambiguous || voted.ambiguous;
    if (voted.ambiguous)
        findings.diagnostics.push_back({Severity::warning, name, 0, 1,
                                        said("all dates fit day first and month first; read as {}", voted.rule),
                                        "date-order"});
    else if (voted.line > 0)
        findings.diagnostics.push_back(
            {Severity::note, name, voted.line, 1, said("dates are read as {}: {}", voted.name, voted.rule), "date-order"});
    return voted;
}

} // namespace redress::ingest

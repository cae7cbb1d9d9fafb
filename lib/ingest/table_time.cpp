#include "ingest/table_time.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <vector>

namespace redress::ingest {
namespace {

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool all_digits(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

std::int64_t number_of(std::string_view digits)
{
    std::int64_t value = 0;
    const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return result.ec == std::errc() ? value : -1;
}

struct MonthWord {
    std::string_view start;
    unsigned month;
};
// Beginnings of month names, lower case: en de es fr it pt. A longer beginning stands before a shorter one it contains.
constexpr std::array<MonthWord, 42> month_words{
    {{"jan", 1},  {"ene", 1},  {"gen", 1},  {"feb", 2},  {"fév", 2},   {"fev", 2},  {"fevr", 2}, {"mar", 3},  {"mär", 3},
     {"mrz", 3},  {"apr", 4},  {"abr", 4},  {"avr", 4},  {"may", 5},   {"mai", 5},  {"mag", 5},  {"juin", 6}, {"jun", 6},
     {"giu", 6},  {"juil", 7}, {"jul", 7},  {"lug", 7},  {"aug", 8},   {"ago", 8},  {"aoû", 8},  {"aou", 8},  {"sep", 9},
     {"set", 9},  {"oct", 10}, {"okt", 10}, {"ott", 10}, {"out", 10},  {"nov", 11}, {"dec", 12}, {"dez", 12}, {"déc", 12},
     {"dic", 12}, {"janv", 1}, {"sept", 9}, {"märz", 3}, {"avril", 4}, {"août", 8}}};

// A cell taken apart: its numbers, its month word, its clock. Words that say nothing ("Reviewed in … on") are passed over.
struct Parts {
    std::vector<std::string> numbers;
    unsigned month = 0;
    char separator = 0; // between the first two numbers
    bool has_clock = false, afternoon = false, forenoon = false;
    int hour = 0, minute = 0, second = 0, millisecond = 0;
    std::optional<int> offset;
};

struct Scanner {
    std::string text;
    std::size_t at = 0;
    bool end() const { return at >= text.size(); }
    char now() const { return end() ? '\0' : text[at]; }
    char ahead(std::size_t n) const { return at + n < text.size() ? text[at + n] : '\0'; }
    std::string digits()
    {
        const auto from = at;
        while (is_digit(now())) ++at;
        return text.substr(from, at - from);
    }
};

// "12:30", "12:30:45", "12:30:45.250"; the hour is read already.
void read_clock(Scanner& scan, std::string_view hour, Parts& parts)
{
    parts.has_clock = true;
    parts.hour = static_cast<int>(number_of(hour));
    ++scan.at;
    parts.minute = static_cast<int>(number_of(scan.digits()));
    if (scan.now() == ':' && is_digit(scan.ahead(1))) {
        ++scan.at;
        parts.second = static_cast<int>(number_of(scan.digits()));
    }
    if ((scan.now() == '.' || scan.now() == ',') && is_digit(scan.ahead(1))) {
        ++scan.at;
        parts.millisecond = static_cast<int>(number_of((scan.digits() + "00").substr(0, 3)));
    }
}

// "+0000", "-05:00", "+8" behind a clock.
void read_offset(Scanner& scan, Parts& parts)
{
    const int sign = scan.now() == '-' ? -1 : 1;
    ++scan.at;
    auto digits = scan.digits();
    int hours = 0, minutes = 0;
    if (digits.size() > 2) {
        hours = static_cast<int>(number_of(std::string_view(digits).substr(0, digits.size() - 2)));
        minutes = static_cast<int>(number_of(std::string_view(digits).substr(digits.size() - 2)));
    } else {
        hours = static_cast<int>(number_of(digits));
        if (scan.now() == ':' && is_digit(scan.ahead(1))) {
            ++scan.at;
            minutes = static_cast<int>(number_of(scan.digits()));
        }
    }
    if (hours <= 14 && minutes < 60) parts.offset = sign * (hours * 60 + minutes);
}

void take_word(std::string_view word, Parts& parts)
{
    const auto is = [&](std::initializer_list<std::string_view> list) {
        return std::find(list.begin(), list.end(), word) != list.end();
    };
    if (is({"am", "a.m.", "a.m", "上午", "午前", "오전", "凌晨", "早上"}))
        parts.forenoon = true;
    else if (is({"pm", "p.m.", "p.m", "下午", "午後", "오후", "晚上", "中午"}))
        parts.afternoon = true;
    else if (is({"z", "utc", "gmt"}) && parts.has_clock)
        parts.offset = parts.offset.value_or(0);
    else if (parts.month == 0)
        for (const auto& m : month_words)
            if (word.substr(0, m.start.size()) == m.start) parts.month = m.month;
}

Parts take_apart(std::string_view cell)
{
    Parts parts;
    Scanner scan{text::fold_case(text::clean_header(cell))};
    while (!scan.end()) {
        if (is_digit(scan.now())) {
            const auto digits = scan.digits();
            if (scan.now() == ':' && is_digit(scan.ahead(1)) && digits.size() <= 2 && !parts.has_clock)
                read_clock(scan, digits, parts);
            else {
                if (parts.numbers.size() == 1 && parts.separator == 0) parts.separator = ' ';
                parts.numbers.push_back(digits);
                if (parts.numbers.size() == 1) parts.separator = scan.now();
            }
        } else if ((scan.now() == '+' || scan.now() == '-') && parts.has_clock && is_digit(scan.ahead(1)))
            read_offset(scan, parts);
        else if (std::string_view(" -/.,").find(scan.now()) != std::string_view::npos)
            ++scan.at;
        else {
            const auto from = scan.at;
            while (!scan.end() && !is_digit(scan.now()) &&
                   std::string_view(" -/,:+").find(scan.now()) == std::string_view::npos)
                ++scan.at;
            if (scan.at == from) ++scan.at;
            take_word(std::string_view(scan.text).substr(from, scan.at - from), parts);
        }
    }
    return parts;
}

int full_year(std::int64_t year)
{
    return static_cast<int>(year < 100 ? 2000 + year : year);
}

bool is_year(const std::string& digits)
{
    return digits.size() == 4 || number_of(digits) > 31;
}

struct Fields { // where three numbers stand: year first or last
    std::int64_t a = 0, b = 0, year = 0;
    bool year_first = false;
};

std::optional<Fields> fields_of(const Parts& parts)
{
    if (parts.month != 0 || parts.numbers.size() != 3) return std::nullopt;
    const auto& n = parts.numbers;
    for (const auto& digits : n)
        if (digits.size() > 4) return std::nullopt;
    if (is_year(n[0])) return Fields{number_of(n[1]), number_of(n[2]), number_of(n[0]), true};
    return Fields{number_of(n[0]), number_of(n[1]), number_of(n[2]), false};
}

bool set_date(const Parts& parts, DateOrder order, LocalTime& local)
{
    const auto put = [&](std::int64_t year, std::int64_t month, std::int64_t day) {
        local.year = full_year(year);
        local.month = static_cast<unsigned>(month);
        local.day = static_cast<unsigned>(day);
    };
    if (parts.month != 0 && parts.numbers.size() == 2) {
        const bool year_first = is_year(parts.numbers[0]);
        put(number_of(parts.numbers[year_first ? 0 : 1]), parts.month, number_of(parts.numbers[year_first ? 1 : 0]));
        return true;
    }
    const auto fields = fields_of(parts);
    if (!fields) return false;
    if (fields->year_first)
        put(fields->year, fields->a, fields->b);
    else if (order == DateOrder::mdy)
        put(fields->year, fields->a, fields->b);
    else if (order == DateOrder::ymd && parts.numbers[2].size() <= 2)
        put(fields->a, fields->b, fields->year);
    else
        put(fields->year, fields->b, fields->a);
    return true;
}

void set_clock(const Parts& parts, LocalTime& local)
{
    local.hour = parts.hour;
    // "23:59 PM" and "00:11 AM" occur: a 24-hour clock with a mark it does not need.
    if (parts.afternoon && local.hour < 12) local.hour += 12;
    if (parts.forenoon && local.hour == 12) local.hour = 0;
    local.minute = parts.minute;
    local.second = parts.second;
    local.millisecond = parts.millisecond;
}

// 20240501, 20240501103000, epoch numbers by magnitude, Excel's days since 1899-12-30.
std::optional<CellTime> bare_number(std::string_view text)
{
    const auto field = [&](std::size_t from, std::size_t size) {
        return static_cast<int>(number_of(text.substr(from, size)));
    };
    if (all_digits(text) && (text.size() == 8 || text.size() == 14)) {
        LocalTime local{field(0, 4), static_cast<unsigned>(field(4, 2)), static_cast<unsigned>(field(6, 2))};
        if (text.size() == 14) {
            local.hour = field(8, 2);
            local.minute = field(10, 2);
            local.second = field(12, 2);
        }
        if (local.exists() && local.year >= 1990 && local.year < 2100)
            return CellTime{local, std::nullopt, text.size() == 14};
    }
    const auto dot = text.find('.');
    const auto whole = text.substr(0, dot);
    if (!all_digits(whole) || (dot != std::string_view::npos && !all_digits(text.substr(dot + 1)))) return std::nullopt;
    const auto value = number_of(whole);
    if (whole.size() == 5 && value >= 30000 && value < 70000) {
        const double fraction =
            dot == std::string_view::npos
                ? 0
                : static_cast<double>(number_of(text.substr(dot + 1, 9))) /
                      std::pow(10.0, static_cast<double>(std::min<std::size_t>(9, text.size() - dot - 1)));
        const auto seconds = (value - 25569) * 86400 + std::llround(fraction * 86400);
        return CellTime{time::utc_fields(time::from_epoch_ms(seconds * 1000)), std::nullopt, dot != std::string_view::npos};
    }
    if (whole.size() >= 9 && whole.size() <= 19 && value > 0)
        return CellTime{time::utc_fields(time::from_epoch(value)), 0, true};
    return std::nullopt;
}

} // namespace

std::string_view to_string(DateOrder order)
{
    switch (order) {
    case DateOrder::unknown: return "";
    case DateOrder::dmy: return "DMY";
    case DateOrder::mdy: return "MDY";
    case DateOrder::ymd: return "YMD";
    }
    return "";
}

DateOrder date_order_named(std::string_view letters)
{
    const auto name = text::lower_ascii(letters);
    return name == "dmy"   ? DateOrder::dmy
           : name == "mdy" ? DateOrder::mdy
           : name == "ymd" ? DateOrder::ymd
                           : DateOrder::unknown;
}

void DateVotes::add(std::string_view cell)
{
    const auto parts = take_apart(cell);
    const auto fields = fields_of(parts);
    if (!fields) return;
    if (fields->year_first) {
        ++year_first_;
        return;
    }
    if (fields->a > 12 && fields->b <= 12)
        ++day_first_;
    else if (fields->b > 12 && fields->a <= 12)
        ++month_first_;
    else
        ++open_;
    if (parts.separator == '.') ++dots_; // nobody writes a month first with dots
    const int now[2] = {static_cast<int>(fields->a), static_cast<int>(fields->b)};
    for (int i = 0; i < 2; ++i) {
        if (previous_[i] >= 0 && previous_[i] != now[i]) ++changes_[i];
        previous_[i] = now[i];
    }
}

DateOrder DateVotes::order() const
{
    const auto open = day_first_ + month_first_ + open_;
    if (open == 0) return year_first_ > 0 ? DateOrder::ymd : DateOrder::unknown;
    if (day_first_ != month_first_) return day_first_ > month_first_ ? DateOrder::dmy : DateOrder::mdy;
    if (dots_ * 2 > open) return DateOrder::dmy;
    return changes_[1] > changes_[0] ? DateOrder::mdy : DateOrder::dmy;
}

bool DateVotes::ambiguous() const
{
    if (day_first_ + month_first_ + open_ == 0) return false;
    if (day_first_ != month_first_) return false;
    return dots_ * 2 <= day_first_ + month_first_ + open_ && changes_[0] == changes_[1];
}

std::optional<CellTime> parse_cell_time(std::string_view cell, DateOrder order)
{
    const auto trimmed = text::trim(cell);
    if (const auto number = bare_number(trimmed)) return number;
    const auto parts = take_apart(trimmed);
    CellTime out;
    if (!set_date(parts, order, out.local)) return std::nullopt;
    set_clock(parts, out.local);
    out.has_clock = parts.has_clock;
    out.offset = parts.offset;
    if (!out.local.exists()) return std::nullopt;
    return out;
}

ReadStamp read_stamp(std::string_view cell, const TimeRules& rules)
{
    ReadStamp out;
    const auto read = parse_cell_time(cell, rules.order);
    if (!read) {
        out.stamp.local = std::string(text::trim(cell));
        return out;
    }
    out.readable = true;
    out.stamp.local = time::to_string(read->local);
    if (read->offset) {
        out.stamp.at = time::from_utc_fields(read->local) - std::chrono::minutes(*read->offset);
        out.stamp.zone = *read->offset == 0 ? "UTC" : time::offset_string(*read->offset);
        out.stamp.from = model::ZoneFrom::data;
    } else if (const auto zone = rules.zone.empty() ? std::nullopt : time::Zone::find(rules.zone)) {
        const auto resolved = zone->to_utc(read->local);
        out.stamp.at = resolved.at;
        out.fit = resolved.fit;
        out.stamp.zone = zone->name();
        out.stamp.from = rules.from;
    } else
        out.local = read->local;
    return out;
}

} // namespace redress::ingest

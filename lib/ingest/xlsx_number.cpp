#include "ingest/xlsx_number.hpp"

#include "base/text.hpp"
#include "base/time.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>

namespace redress::ingest::xlsx {
namespace {

constexpr double last_day = 2958466; // 10000-01-01
constexpr std::size_t kept_digits = 15;

bool all_digits(std::string_view text)
{
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::string date_text(double serial, NumberStyle style, bool since_1904)
{
    auto days = std::floor(serial);
    auto seconds = std::llround((serial - days) * 86400);
    if (seconds == 86400) {
        days += 1;
        seconds = 0;
    }
    const auto clock = fmt::format("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    if (since_1904)
        days += 1462;
    else if (days < 1)
        return clock; // a time of day alone
    else if (days < 60)
        days += 1; // the spreadsheets' 1900 has a 29 February, day 60
    const auto date = time::utc_fields(time::from_epoch_ms((static_cast<std::int64_t>(days) - 25569) * 86'400'000));
    const auto day = fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
    return style.clock || seconds != 0 ? day + " " + clock : day;
}

// "8.01234567890123E+15"
std::string scientific(double value)
{
    auto text = fmt::format("{:.14E}", value);
    const auto e = text.find('E');
    auto end = text.find_last_not_of('0', e - 1);
    if (text[end] == '.') --end;
    return text.erase(end + 1, e - end - 1);
}

NumberText long_number(double value, std::string_view raw)
{
    const auto digits = raw.substr(raw.starts_with('-') ? 1 : 0);
    if (!all_digits(digits)) return {scientific(value), true, {}, false};
    if (digits.find_first_not_of('0', kept_digits) != std::string_view::npos) return {std::string(raw), false, {}, true};
    return {scientific(value), true, std::string(raw), false};
}

std::string fraction_text(double value)
{
    auto text = fmt::format("{:.15g}", value);
    if (text.find('e') == std::string::npos) return text;
    text = fmt::format("{:.20f}", value);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
    return text;
}

} // namespace

NumberStyle style_of_id(int id)
{
    const auto in = [&](int from, int to) { return id >= from && id <= to; };
    NumberStyle style;
    // 27 to 36 and 50 to 58 are dates in the East Asian editions and unused elsewhere.
    style.date = in(14, 22) || in(27, 36) || in(45, 47) || in(50, 58);
    style.clock = in(18, 22) || in(32, 35) || in(45, 47) || in(55, 56);
    if (id == 46) style = {}; // a duration
    return style;
}

NumberStyle style_of_code(std::string_view code)
{
    NumberStyle style;
    for (std::size_t i = 0; i < code.size() && code[i] != ';'; ++i) {
        const char c = code[i];
        if (c == '"') {
            i = std::min(code.find('"', i + 1), code.size());
        } else if (c == '\\' || c == '_' || c == '*') {
            ++i;
        } else if (c == '[') {
            const auto end = std::min(code.find(']', i), code.size());
            const auto inside = text::lower_ascii(code.substr(i + 1, end - i - 1));
            if (inside.find_first_not_of("hms") == std::string::npos && !inside.empty()) return {}; // a duration
            i = end;
        } else if (std::string_view("dDmMyY").find(c) != std::string_view::npos)
            style.date = true;
        else if (std::string_view("hHsS").find(c) != std::string_view::npos)
            style.date = style.clock = true;
    }
    return style;
}

NumberText number_text(std::string_view raw, NumberStyle style, bool since_1904)
{
    raw = text::trim(raw);
    double value = 0;
    const auto start = raw.starts_with('+') ? raw.substr(1) : raw;
    const auto result = std::from_chars(start.data(), start.data() + start.size(), value);
    if (result.ec != std::errc() || result.ptr != start.data() + start.size() || !std::isfinite(value))
        return {std::string(raw), false, {}, false};
    if (style.date && value >= 0 && value < last_day && !(value >= 60 && value < 61 && !since_1904))
        return {date_text(value, style, since_1904), false, {}, false};
    if (std::floor(value) != value) return {fraction_text(value), false, {}, false};
    if (std::fabs(value) < 1e15) return {fmt::format("{:.0f}", value == 0 ? 0 : value), false, {}, false};
    return std::fabs(value) < 1e30 ? long_number(value, start) : NumberText{std::string(raw), false, {}, false};
}

} // namespace redress::ingest::xlsx

#include "ingest/line_head.hpp"

#include "base/text.hpp"
#include "ingest/chat_lines.hpp"
#include "ingest/name_time_head.hpp"
#include "ingest/stamp_scan.hpp"

#include <algorithm>

namespace redress::ingest::line {
namespace {

constexpr std::string_view tag = "[LINE]";

struct Frame {
    std::string_view before, after;
};
// The longer first. Some are of chats with one, some of groups; ko, th and id as their users report them.
constexpr Frame titles[] = {
    {"Chat history with ", ""}, {"Chat history in ", ""}, {"Chat history for ", ""}, {"Chat with ", ""},
    {"", "とのトーク履歴"},     {"", "のトーク履歴"},     {"與", "的聊天記錄"},      {"與", "的聊天紀錄"},
    {"与", "的聊天记录"},       {"", "的聊天記錄"},       {"", "的聊天紀錄"},        {"", "的聊天记录"},
    {"ประวัติการสนทนากับ", ""},    {"ประวัติการสนทนาใน", ""},  {"ประวัติการแชทกับ", ""},     {"ประวัติการแชทใน", ""},
    {"", "님과의 대화"},        {"", "님과 나눈 대화"},   {"", "의 대화"},           {"Riwayat obrolan dengan ", ""},
    {"Riwayat obrolan di ", ""}};
constexpr std::string_view saved_words[] = {
    "Saved on", "Save date", "Saved date", "保存日時",    "儲存日期",  "保存日期",  "儲存時間", "保存时间",
    "บันทึกวันที่",  "บันทึกเมื่อ",   "วันที่บันทึก",    "저장한 날짜", "저장 날짜", "저장 일시", "저장일",   "Disimpan pada"};

struct Weekday {
    std::string_view word;
    int day;
};
constexpr Weekday weekdays[] = {
    {"sunday", 0}, {"monday", 1}, {"tuesday", 2}, {"wednesday", 3}, {"thursday", 4}, {"friday", 5}, {"saturday", 6},
    {"sun", 0},    {"mon", 1},    {"tue", 2},     {"tues", 2},      {"wed", 3},      {"thu", 4},    {"thur", 4},
    {"thurs", 4},  {"fri", 5},    {"sat", 6},     {"日", 0},        {"月", 1},       {"火", 2},     {"水", 3},
    {"木", 4},     {"金", 5},     {"土", 6},      {"天", 0},        {"一", 1},       {"二", 2},     {"三", 3},
    {"四", 4},     {"五", 5},     {"六", 6},      {"일", 0},        {"월", 1},       {"화", 2},     {"수", 3},
    {"목", 4},     {"금", 5},     {"토", 6},      {"อาทิตย์", 0},     {"จันทร์", 1},     {"อังคาร", 2},  {"พุธ", 3},
    {"พฤหัสบดี", 4}, {"พฤหัส", 4},   {"ศุกร์", 5},     {"เสาร์", 6},      {"อา", 0},       {"จ", 1},      {"อ", 2},
    {"พ", 3},      {"พฤ", 4},     {"ศ", 5},       {"ส", 6},         {"min", 0},      {"sen", 1},    {"sel", 2},
    {"rab", 3},    {"kam", 4},    {"jum", 5},     {"sab", 6},       {"minggu", 0},   {"senin", 1},  {"selasa", 2},
    {"rabu", 3},   {"kamis", 4},  {"jumat", 5},   {"sabtu", 6}};

void strip(std::string_view& text, std::initializer_list<std::string_view> front,
           std::initializer_list<std::string_view> back)
{
    text = trim_line(text);
    for (const auto w : front)
        if (text.starts_with(w)) text.remove_prefix(w.size());
    for (const auto w : back)
        if (text.ends_with(w)) text.remove_suffix(w.size());
    text = trim_line(text);
}

// The whole of a text as a day of the week, in brackets or bare; -1: it is none.
int weekday_of(std::string_view text)
{
    strip(text, {".", ",", "(", "（", "星期", "週", "周", "วัน"}, {",", ")", "）", "曜日", "曜", "요일", "."});
    const auto lower = text::lower_ascii(text);
    const auto* found =
        std::find_if(std::begin(weekdays), std::end(weekdays), [&](const Weekday& w) { return w.word == lower; });
    return found == std::end(weekdays) ? -1 : found->day;
}

// "2018년 4월 16일"
bool korean_day(std::string_view line, DayLine& day, std::size_t& end)
{
    Cursor in(line);
    int year = 0, month = 0, date = 0;
    if (in.number(year, 4) != 4 || !in.take_word("년")) return false;
    in.space();
    if (in.number(month, 2) == 0 || !in.take_word("월")) return false;
    in.space();
    if (in.number(date, 2) == 0 || !in.take_word("일")) return false;
    day.known.year = year;
    day.known.month = static_cast<unsigned>(month);
    day.known.day = static_cast<unsigned>(date);
    day.worded = true;
    end = in.at();
    return true;
}

// A date from the start of the text; where it ends.
bool date_at_start(std::string_view text, DayLine& day, std::size_t& end)
{
    if (korean_day(text, day, end)) return true;
    TimeMark mark;
    if (!scan_time_mark(text, 0, mark) || mark.clock || mark.day == TimeMark::Day::none) return false;
    end = mark.end;
    day.fields = mark.fields;
    day.open = mark.day == TimeMark::Day::open;
    day.worded = !day.open;
    if (day.worded) day.known = mark.local;
    if (day.worded && day.known.year >= 2400) day.known.year -= 543; // Thai phones count the Buddhist years
    return true;
}

bool scan_clock(Cursor& in, LocalTime& clock)
{
    auto half = scan_half_word(in);
    if (half == Half::none && in.at_letter()) half = scan_half(in);
    if (half != Half::none) in.space();
    if (in.number(clock.hour, 2) == 0 || !in.take(':') || in.number(clock.minute, 2) != 2 || clock.minute > 59) return false;
    if (clock.hour > 47) return false;
    return half == Half::none || (clock.hour = on_the_clock(clock.hour, half), true);
}

} // namespace

std::optional<std::string> chat_title(std::string_view text)
{
    text = trim_line(text);
    if (!text.starts_with(tag)) return std::nullopt;
    auto name = trim_line(text.substr(tag.size()));
    for (const auto& [before, after] : titles) {
        if (name.size() <= before.size() + after.size() || !name.starts_with(before) || !name.ends_with(after)) continue;
        name = trim_line(name.substr(before.size(), name.size() - before.size() - after.size()));
        break;
    }
    return text::clean_header(name);
}

bool is_saved_on(std::string_view text)
{
    text = trim_line(text);
    return std::any_of(std::begin(saved_words), std::end(saved_words), [&](std::string_view w) {
        return text.starts_with(w) && text.find_first_of("0123456789") != std::string_view::npos && text.size() < 120;
    });
}

std::optional<DayLine> scan_day(std::string_view text)
{
    text = trim_line(text);
    if (text.size() < 8 || text.size() > 60) return std::nullopt;
    DayLine day;
    std::size_t end = 0;
    if (date_at_start(text, day, end)) {
        const auto rest = trim_line(text.substr(end));
        if (rest.empty() || rest == ".") return day;
        day.weekday = weekday_of(rest);
        return day.weekday < 0 ? std::nullopt : std::optional(day);
    }
    // "Mon, 11/03/2025"
    const auto digit = text.find_first_of("0123456789");
    for (const auto cut : {text.find(", "), text.find(' '), digit}) {
        if (cut == std::string_view::npos || cut == 0 || cut > 40) continue;
        const auto weekday = weekday_of(text.substr(0, cut));
        const auto rest = trim_line(text.substr(cut + (cut == digit ? 0 : 1)));
        DayLine other;
        if (weekday < 0 || !date_at_start(rest, other, end) || end != rest.size()) continue;
        other.weekday = weekday;
        return other;
    }
    return std::nullopt;
}

std::optional<Head> scan_head(std::string_view text)
{
    Cursor in(text);
    in.marks();
    Head head;
    if (!in.may_be_half_word() && !in.at_digit() && !in.at_letter()) return std::nullopt;
    const auto start = in.at();
    if (!scan_clock(in, head.clock)) return std::nullopt;
    const auto after_minute = in.at();
    // "8:15AM", "10:00 AM"; behind a tab stands a name, and nobody prints 16:25 with a half of the day
    if (after_minute < text.size() && text[after_minute] != '\t' && head.clock.hour <= 12 && start < after_minute) {
        const auto half = scan_half(in);
        const bool apart = in.at() < text.size() && text[in.at()] != '\t' && text[in.at()] != ' ';
        if (half != Half::none && !apart)
            head.clock.hour = on_the_clock(head.clock.hour, half);
        else
            in.back_to(after_minute);
    }
    head.clock.hour %= 24;
    in.take_word(" น."); // Thai "o'clock"
    if (in.done()) return std::nullopt;
    const char separator = text[in.at()];
    if (separator != '\t' && separator != ' ') return std::nullopt;
    head.tabs = separator == '\t';
    head.rest = text.substr(in.at() + 1);
    if (!head.tabs) {
        head.rest = trim_line(head.rest);
        return head.rest.empty() ? std::nullopt : std::optional(head);
    }
    if (const auto tab = head.rest.find('\t'); tab != std::string_view::npos) {
        head.sender = trim_line(head.rest.substr(0, tab));
        head.rest = head.rest.substr(tab + 1);
    }
    return head;
}

} // namespace redress::ingest::line

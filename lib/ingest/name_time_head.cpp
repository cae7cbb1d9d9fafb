#include "ingest/name_time_head.hpp"

#include "base/text.hpp"
#include "ingest/chat_lines.hpp"
#include "ingest/stamp_scan.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <string>

namespace redress::ingest {
namespace {

constexpr std::size_t usual_name = 40, longest_name = 80; // code points; shops sign with the whole firm
constexpr std::size_t last_start = 400;                   // bytes: no time of a head begins later
constexpr std::array month_names = {"january", "february", "march",     "april",   "may",      "june",
                                    "july",    "august",   "september", "october", "november", "december"};

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool is_letter(char c)
{
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

bool take_one_of(Cursor& in, std::initializer_list<std::string_view> words)
{
    return std::any_of(words.begin(), words.end(), [&](std::string_view w) { return in.take_word(w); });
}

// "Jan", "Sept.", "January"; 0: none.
unsigned month_word(Cursor& in, std::string_view line)
{
    const auto start = in.at();
    while (in.at_letter()) in.step();
    const auto word = text::lower_ascii(line.substr(start, in.at() - start));
    in.take('.');
    for (unsigned m = 0; m < month_names.size(); ++m) {
        const std::string_view name = month_names[m];
        if (word.size() >= 3 && (name.starts_with(word) || (word == "sept" && m == 8))) return m + 1;
    }
    in.back_to(start);
    return 0;
}

void know(TimeMark& mark, int year, int month, int day)
{
    mark.day = TimeMark::Day::known;
    mark.local.year = year;
    mark.local.month = static_cast<unsigned>(month);
    mark.local.day = static_cast<unsigned>(day);
}

bool han_day(Cursor& in, TimeMark& mark)
{
    int year = 0, month = 0, day = 0;
    if (in.number(year, 4) != 4 || !in.take_word("年") || in.number(month, 2) == 0 || !in.take_word("月") ||
        in.number(day, 2) == 0 || !take_one_of(in, {"日", "号"}))
        return false;
    know(mark, year, month, day);
    return true;
}

bool numbered_day(Cursor& in, TimeMark& mark)
{
    auto& f = mark.fields;
    if (!scan_date(in, f)) return false;
    if (f.digits[0] == 4 && f.digits[1] <= 2 && f.digits[2] <= 2)
        know(mark, f.value[0], f.value[1], f.value[2]);
    else if (f.digits[0] <= 2 && f.digits[1] <= 2 && (f.digits[2] == 2 || f.digits[2] == 4))
        mark.day = TimeMark::Day::open;
    else
        return false;
    return true;
}

// "Jan 02, 2024" and "02 Jan 2024"
bool worded_day(Cursor& in, std::string_view line, TimeMark& mark)
{
    int day = 0, year = 0;
    const bool day_first = in.at_digit();
    if (day_first && (in.number(day, 2) == 0 || !in.space())) return false;
    const auto month = month_word(in, line);
    if (month == 0) return false;
    in.space();
    if (!day_first && in.number(day, 2) == 0) return false;
    in.take(',');
    in.space();
    if (in.number(year, 4) != 4) return false;
    know(mark, year, static_cast<int>(month), day);
    return true;
}

bool scan_day(Cursor& in, std::string_view line, TimeMark& mark)
{
    const auto start = in.at();
    if (in.at_digit()) {
        if (han_day(in, mark)) return true;
        in.back_to(start);
        if (numbered_day(in, mark)) return true;
        in.back_to(start);
    }
    mark.day = TimeMark::Day::none;
    if ((in.at_digit() || in.at_letter()) && worded_day(in, line, mark)) return true;
    in.back_to(start);
    return false;
}

// "01-02" and "1月2日", before a clock.
bool month_and_day(Cursor& in)
{
    const auto start = in.at();
    int month = 0, day = 0;
    if (in.number(month, 2) > 0 && month >= 1 && month <= 12) {
        const bool han = in.take_word("月");
        if ((han || in.take_any("-/")) && in.number(day, 2) > 0 && day >= 1 && day <= 31 &&
            (!han || take_one_of(in, {"日", "号"})))
            return true;
    }
    in.back_to(start);
    return false;
}

void weekday(Cursor& in)
{
    const auto start = in.at();
    in.space();
    if (take_one_of(in, {"星期", "周", "週"}) && take_one_of(in, {"一", "二", "三", "四", "五", "六", "日", "天"})) return;
    in.back_to(start);
}

bool scan_clock(Cursor& in, TimeMark& mark)
{
    auto half = scan_half_word(in);
    if (half != Half::none) in.space();
    auto& t = mark.local;
    const auto colon = [&] { return in.take(':') || in.take_word("："); };
    if (in.number(t.hour, 2) == 0 || !colon() || in.number(t.minute, 2) != 2) return false;
    const auto after_minute = in.at();
    mark.seconds = colon() && in.number(t.second, 2) == 2;
    if (!mark.seconds) {
        t.second = 0;
        in.back_to(after_minute);
    }
    if (const auto after = scan_half(in); after != Half::none) half = after;
    t.hour = on_the_clock(t.hour, half);
    mark.clock = true;
    return true;
}

bool is_opening(std::string_view text, std::size_t& length)
{
    for (const std::string_view b : {"(", "（", "[", "【"})
        if (text.ends_with(b)) {
            length = b.size();
            return true;
        }
    return false;
}

// May a time begin here? Inside a number only a year glued to a name: "tb1232024-01-05".
bool may_begin(std::string_view line, std::size_t at)
{
    const char c = line[at], before = at > 0 ? line[at - 1] : ' ';
    if (is_digit(c)) {
        if (!is_digit(before)) return true;
        if (at + 5 > line.size()) return false;
        const auto year = line.substr(at, 4);
        const auto behind = line.substr(at + 4);
        return std::all_of(year.begin(), year.end(), is_digit) &&
               (behind.front() == '-' || behind.front() == '/' || behind.starts_with("年"));
    }
    if (is_letter(c)) return !is_letter(before) && !is_digit(before);
    return static_cast<unsigned char>(c) >= 0xC0;
}

// The first colon that is neither that of a clock at the beginning nor an address's.
std::size_t glued_colon(std::string_view text)
{
    for (auto at = text.find(':'); at != std::string_view::npos; at = text.find(':', at + 1)) {
        const bool clock = at > 0 && at <= 2 && is_digit(text.front()) && is_digit(text[at - 1]);
        if (!clock && text.compare(at, 3, "://") != 0) return at;
    }
    return std::string_view::npos;
}

// "(2013-06-01 12:00:05)  Ana: words": the time came first. A colon may be part of the name, one at the end is not; glued
// to the words it ends the name only where no other could.
bool name_behind(std::string_view text, NamedHead& head)
{
    text = trim_line(text);
    auto colon = std::string_view::npos;
    std::size_t length = 1;
    if (text.ends_with(":"))
        colon = text.size() - 1;
    else if (text.ends_with("："))
        colon = text.size() - (length = 3);
    else if (colon = text.find(": "); colon == std::string_view::npos) {
        colon = text.find("：");
        length = 3;
    }
    if (colon == std::string_view::npos) {
        colon = glued_colon(text);
        length = 1;
    }
    if (colon == std::string_view::npos) return false;
    head.name = trim_line(text.substr(0, colon));
    head.rest = trim_line(text.substr(colon + length));
    return true;
}

bool complete(std::string_view line, NamedHead& head)
{
    auto front = line.substr(0, head.time.begin);
    auto trimmed = trim_line(front);
    std::size_t bracket = 0;
    const bool wrapped = is_opening(trimmed, bracket);
    if (wrapped) trimmed = trim_line(trimmed.substr(0, trimmed.size() - bracket));
    std::size_t blanks = 0;
    for (std::size_t at = trimmed.empty() ? 0 : static_cast<std::size_t>(trimmed.data() + trimmed.size() - line.data());
         at < front.size();) {
        const auto n = space_length(front, at);
        blanks += n > 0 ? (front[at] == '\t' ? 2 : 1) : 0;
        at += n + (n == 0);
    }
    head.wide = blanks >= 2;
    Cursor in(line);
    in.back_to(head.time.end);
    in.space();
    if (wrapped && !take_one_of(in, {")", "）", "]", "】"})) return false;
    in.space();
    const bool colon = in.take(':') || in.take_word("：");
    in.space();
    head.name = trimmed;
    head.rest = {};
    if (in.done()) return !head.name.empty();
    head.rest = line.substr(in.at());
    // Square brackets in front are other programs'.
    const bool round = front.ends_with("(") || front.ends_with("（");
    if (head.name.empty()) return round && !colon && name_behind(head.rest, head);
    return wrapped && colon;
}

void split_direction(NamedHead& head)
{
    head.to = {};
    for (const std::string_view arrow : {"-->", "->", "→"}) {
        const auto at = head.name.find(arrow);
        if (at == std::string_view::npos) continue;
        head.to = trim_line(head.name.substr(at + arrow.size()));
        head.name = trim_line(head.name.substr(0, at));
        return;
    }
}

bool is_dash(std::string_view text, std::size_t at, std::size_t& length)
{
    for (const std::string_view d : {"-", "—", "–", "─", "―", "=", "*"})
        if (text.compare(at, d.size(), d) == 0) {
            length = d.size();
            return true;
        }
    return false;
}

// Past dashes with blanks among them; how many dashes there were.
std::size_t dashes(Cursor& in, std::string_view line)
{
    std::size_t count = 0, length = 0;
    in.space();
    while (is_dash(line, in.at(), length)) {
        in.back_to(in.at() + length);
        ++count;
        in.space();
    }
    return count;
}

// What stands before a time in an order's page or a note, and nobody is called.
bool is_label(std::string_view name)
{
    static constexpr std::string_view acts[] = {"下单", "付款", "支付", "发货", "收货", "签收", "成交", "创建",
                                                "退款", "申请", "提交", "完成", "更新", "截止", "到期", "过期",
                                                "开始", "结束", "到账", "充值", "订单", "交易", "登录", "登陆",
                                                "激活", "购买", "使用", "注册", "发送", "物流"};
    static constexpr std::string_view english[] = {
        "time",       "date",         "created",   "updated",       "paid",         "ordered",      "order time",
        "order date", "payment time", "shipped",   "delivered",     "at",           "on",           "since",
        "until",      "from",         "to",        "expires",       "order placed", "last updated", "created at",
        "updated at", "paid on",      "placed on", "date and time", "by",           "before",       "after"};
    for (const std::string_view end : {"于", "时间", "日期", "时间是", "时间为"}) {
        if (!name.ends_with(end)) continue;
        const auto act = name.substr(0, name.size() - end.size());
        if (act.empty() || std::any_of(std::begin(acts), std::end(acts), [&](auto a) { return act.ends_with(a); }))
            return true;
    }
    const auto lower = text::lower_ascii(name);
    return std::find(std::begin(english), std::end(english), lower) != std::end(english);
}

} // namespace

bool scan_time_mark(std::string_view line, std::size_t at, TimeMark& mark)
{
    mark = {};
    mark.begin = at;
    Cursor in(line);
    in.back_to(at);
    if (!scan_day(in, line, mark)) {
        mark.yearless = in.at_digit() && month_and_day(in) && (in.space() || line.substr(0, in.at()).ends_with("日"));
        if (!mark.yearless) in.back_to(at);
        if (!scan_clock(in, mark)) return false;
        mark.end = in.at();
        return true;
    }
    mark.end = in.at();
    const bool closed = line.substr(0, mark.end).ends_with("日");
    weekday(in);
    const bool comma = in.take(',') || in.take_word("，");
    const bool blank = in.space();
    if (take_one_of(in, {"at ", "T"})) in.space();
    if ((comma || blank || closed) && scan_clock(in, mark)) mark.end = in.at();
    return true;
}

bool scan_named_head(std::string_view line, NamedHead& head)
{
    if (line.find(':') == std::string_view::npos && line.find("：") == std::string_view::npos) return false;
    const auto last = std::min(line.size(), last_start);
    for (std::size_t at = 0; at < last; ++at) {
        if (!may_begin(line, at) || !scan_time_mark(line, at, head.time) || !head.time.clock) continue;
        if (!complete(line, head)) {
            at = head.time.end - 1; // no part of it is a time of its own
            continue;
        }
        // "May 17, 2022  5:29:42 PM": the whole line is a time
        TimeMark day;
        if (scan_time_mark(head.name, 0, day) && day.day != TimeMark::Day::none && day.end == head.name.size()) return false;
        split_direction(head);
        return !head.name.empty();
    }
    return false;
}

bool scan_bare_time(std::string_view line, TimeMark& mark)
{
    line = trim_line(line);
    if (line.size() < 8 || line.size() > 60 || !scan_time_mark(line, 0, mark)) return false;
    return mark.day != TimeMark::Day::none && mark.clock && mark.end == line.size();
}

bool scan_day_line(std::string_view line, TimeMark& mark)
{
    if (line.size() < 10 || line.size() > 200) return false;
    Cursor in(line);
    if (dashes(in, line) == 0) return false;
    mark = {};
    mark.begin = in.at();
    if (!scan_day(in, line, mark)) return false;
    mark.end = in.at();
    weekday(in);
    return dashes(in, line) > 0 && in.done();
}

NameDoubt doubt_name(std::string_view name)
{
    if (name.empty() || name.size() > longest_name * 4 || is_label(name)) return NameDoubt::always;
    if (name.find('\t') != std::string_view::npos || name.find("://") != std::string_view::npos) return NameDoubt::always;
    for (const std::string_view end : {":", "：", ","})
        if (name.ends_with(end)) return NameDoubt::always;
    const auto points = text::to_u32(name);
    if (points.size() > longest_name) return NameDoubt::always;
    for (const std::string_view mark : {"。", "，", "！", "？", "；", "、", "…", "?", "!", ";", "|"})
        if (name.find(mark) != std::string_view::npos) return NameDoubt::once;
    const bool seen =
        std::any_of(points.begin(), points.end(), [](char32_t c) { return text::is_word(c) || text::is_emoji(c); });
    return seen && points.size() <= usual_name ? NameDoubt::none : NameDoubt::once;
}

} // namespace redress::ingest

#include "ingest/whatsapp_header.hpp"

namespace redress::ingest {
namespace {

constexpr std::size_t most_junk = 32; // bytes between date and time: "klo ", "um ", "上午"

// "2018年6月13日", "2018년 6월 13일"
bool scan_worded_date(Cursor& in, DateFields& date)
{
    static constexpr std::string_view words[3][2] = {{"年", "년"}, {"月", "월"}, {"日", "일"}};
    for (std::size_t k = 0; k < 3; ++k) {
        const auto count = in.number(date.value[k], 4);
        if (count == 0 || (count == 4) != (k == 0)) return false;
        date.digits[k] = static_cast<std::uint8_t>(count);
        if (!in.take_word(words[k][0]) && !in.take_word(words[k][1])) return false;
        if (k < 2) in.space();
    }
    return true;
}

bool scan_any_date(Cursor& in, DateFields& date)
{
    const auto start = in.at();
    if (scan_date(in, date)) return true;
    in.back_to(start);
    return scan_worded_date(in, date);
}

// "21:25 ч.", "21:25 Uhr"
void skip_clock_word(Cursor& in)
{
    const auto start = in.at();
    if (in.space())
        for (const std::string_view word : {"ч.", "ч", "Uhr", "น.", "h"})
            if (in.take_word(word)) {
                const auto end = in.at();
                if (in.take(']') || (in.space() && (in.take('-') || in.take_word("–")))) return in.back_to(end);
                break;
            }
    in.back_to(start);
}

// What may stand between date and time: a dot, a comma ("13. 6. 2018., 21:25"), a short word, the half of the day.
bool scan_gap(Cursor& in, Half& half)
{
    in.take('.');
    if (!in.take(',')) in.take_word("،");
    if (!in.space()) return false;
    const auto start = in.at();
    while (!in.at_digit()) {
        if (in.done() || in.at() - start > most_junk) return false;
        if (half == Half::none) half = scan_half_word(in);
        if (!in.at_digit()) in.step();
    }
    return true;
}

bool scan_time(Cursor& in, WhatsAppHeader& h, Half half)
{
    if (in.number(h.hour, 2) == 0 || !in.take_any(":.") || in.number(h.minute, 2) != 2) return false;
    h.second = 0;
    const auto after_minute = in.at();
    if (in.take_any(":.") && in.number(h.second, 2) != 2) {
        h.second = 0;
        in.back_to(after_minute); // the colon before an author
    }
    h.stamp_end = in.at();
    if (const auto after = scan_half(in); after != Half::none) {
        half = after;
        h.stamp_end = in.at();
    }
    h.hour = on_the_clock(h.hour, half);
    skip_clock_word(in);
    return true;
}

} // namespace

bool scan_whatsapp_header(std::string_view line, WhatsAppHeader& h)
{
    if (line.size() < 12) return false;
    Cursor in(line);
    in.marks();
    const bool bracket = in.take('[');
    in.marks();
    if (!in.at_digit()) return false;
    h.stamp_begin = in.at();
    auto half = Half::none;
    if (!scan_any_date(in, h.date) || !scan_gap(in, half) || !scan_time(in, h, half)) return false;
    if (bracket) {
        in.space();
        if (!in.take(']')) return false;
        h.shape = WhatsAppHeader::Shape::bracket;
    } else if (const auto before = in.at(); in.space() && (in.take('-') || in.take_word("–"))) {
        h.shape = WhatsAppHeader::Shape::dash;
    } else {
        in.back_to(before);
        h.shape = in.take(':') ? WhatsAppHeader::Shape::colon : WhatsAppHeader::Shape::bare;
    }
    if (!in.space() || in.done()) return false;
    h.rest = in.at();
    return true;
}

} // namespace redress::ingest

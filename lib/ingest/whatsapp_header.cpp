#include "ingest/whatsapp_header.hpp"

#include <array>
#include <cstdint>

namespace redress::ingest {
namespace {

constexpr std::size_t most_junk = 32; // bytes between date and time: "klo ", "um ", "上午"

enum class Half { none, am, pm, noon };
struct HalfWord {
    std::string_view word;
    Half half;
};
// Words for the halves of the day as phones print them; the Latin forms with dots are scanned by hand.
constexpr std::array half_words = {
    HalfWord{"上午", Half::am},   HalfWord{"下午", Half::pm},   HalfWord{"凌晨", Half::am}, HalfWord{"清晨", Half::am},
    HalfWord{"早上", Half::am},   HalfWord{"中午", Half::noon}, HalfWord{"晚上", Half::pm}, HalfWord{"午前", Half::am},
    HalfWord{"午後", Half::pm},   HalfWord{"오전", Half::am},   HalfWord{"오후", Half::pm}, HalfWord{"م", Half::pm},
    HalfWord{"ص", Half::am},      HalfWord{"SA", Half::am},     HalfWord{"CH", Half::pm},   HalfWord{"ÖÖ", Half::am},
    HalfWord{"ÖS", Half::pm},     HalfWord{"π.μ.", Half::am},   HalfWord{"μ.μ.", Half::pm}, HalfWord{"ഉച്ചയ്ക്ക്", Half::pm},
    HalfWord{"पूर्वाह्न", Half::am}, HalfWord{"अपराह्न", Half::pm}};

bool begins(std::string_view text, std::size_t at, std::string_view what)
{
    return text.compare(at, what.size(), what) == 0;
}

// A digit of the scripts phones print dates in: ASCII, Arabic, Persian, Devanagari, Bengali.
std::size_t digit_length(std::string_view s, std::size_t at, int& value)
{
    if (at >= s.size()) return 0;
    const auto byte = [&](std::size_t k) { return at + k < s.size() ? static_cast<unsigned char>(s[at + k]) : 0u; };
    const unsigned a = byte(0), b = byte(1), c = byte(2);
    if (a >= '0' && a <= '9') return value = static_cast<int>(a - '0'), 1;
    if (a == 0xD9 && b >= 0xA0 && b <= 0xA9) return value = static_cast<int>(b - 0xA0), 2;
    if (a == 0xDB && b >= 0xB0 && b <= 0xB9) return value = static_cast<int>(b - 0xB0), 2;
    if (a == 0xE0 && (b == 0xA5 || b == 0xA7) && c >= 0xA6 && c <= 0xAF) return value = static_cast<int>(c - 0xA6), 3;
    return 0;
}

class Cursor {
public:
    explicit Cursor(std::string_view text) : s_(text) {}
    std::size_t at() const { return i_; }
    bool done() const { return i_ >= s_.size(); }
    void marks()
    {
        while (const auto n = mark_length(s_, i_)) i_ += n;
    }
    bool space() // one or more, with marks among them
    {
        marks();
        bool any = false;
        while (const auto n = space_length(s_, i_)) {
            i_ += n;
            any = true;
            marks();
        }
        return any;
    }
    bool take(char c)
    {
        marks();
        if (i_ >= s_.size() || s_[i_] != c) return false;
        ++i_;
        return true;
    }
    bool take_any(std::string_view set)
    {
        marks();
        if (i_ >= s_.size() || set.find(s_[i_]) == std::string_view::npos) return false;
        ++i_;
        return true;
    }
    bool take_word(std::string_view word)
    {
        if (!begins(s_, i_, word)) return false;
        i_ += word.size();
        return true;
    }
    // Up to `most` digits; 0 if there is none or one too many.
    unsigned number(int& value, unsigned most)
    {
        marks();
        unsigned count = 0;
        value = 0;
        int digit = 0;
        while (const auto n = digit_length(s_, i_, digit)) {
            if (++count > most) return 0;
            value = value * 10 + digit;
            i_ += n;
        }
        return count;
    }
    // Of ASCII letters only "SA" and "CH" begin one: most lines are spared the table.
    bool may_be_half_word() const
    {
        return i_ < s_.size() && (static_cast<unsigned char>(s_[i_]) >= 0x80 || s_[i_] == 'S' || s_[i_] == 'C');
    }
    bool at_letter() const { return i_ < s_.size() && ((s_[i_] | 0x20) >= 'a' && (s_[i_] | 0x20) <= 'z'); }
    bool at_digit() const
    {
        int digit = 0;
        return digit_length(s_, i_, digit) > 0;
    }
    void step() { ++i_; }
    void back_to(std::size_t i) { i_ = i; }

private:
    std::string_view s_;
    std::size_t i_ = 0;
};

bool scan_date(Cursor& in, DateFields& date)
{
    for (std::size_t k = 0; k < 3; ++k) {
        const auto count = in.number(date.value[k], 4);
        if (count == 0) return false;
        date.digits[k] = static_cast<std::uint8_t>(count);
        if (k == 2) break;
        if (!in.take_any("/.-")) return false;
        in.space();
    }
    return true;
}

Half half_word(Cursor& in)
{
    const auto start = in.at();
    if (!in.may_be_half_word()) return Half::none;
    for (const auto& w : half_words)
        if (in.take_word(w.word)) {
            if (!in.at_letter()) return w.half; // "SARAH" is a name
            in.back_to(start);
        }
    return Half::none;
}

// "a.m.", "p. m.", "PM", also after a narrow space; nothing is consumed if there is none.
Half scan_half(Cursor& in)
{
    const auto start = in.at();
    in.space();
    if (const auto half = half_word(in); half != Half::none) return half;
    const bool am = in.take_any("aA");
    if (am || in.take_any("pP")) {
        in.take('.');
        in.space();
        if (in.take_any("mM") && !in.at_letter()) {
            in.take('.');
            return am ? Half::am : Half::pm;
        }
    }
    in.back_to(start);
    return Half::none;
}

// What may stand between date and time: a comma, a dot, a short word, the half of the day.
bool scan_gap(Cursor& in, Half& half)
{
    if (!in.take_any(",.")) in.take_word("،");
    if (!in.space()) return false;
    const auto start = in.at();
    while (!in.at_digit()) {
        if (in.done() || in.at() - start > most_junk) return false;
        if (half == Half::none) half = half_word(in);
        if (!in.at_digit()) in.step();
    }
    return true;
}

int on_the_clock(int hour, Half half)
{
    if (half == Half::am) return hour == 12 ? 0 : hour;
    if (half == Half::pm) return hour < 12 ? hour + 12 : hour; // "23:59 PM" is printed by some phones
    if (half == Half::noon) return hour < 11 ? hour + 12 : hour;
    return hour;
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
    return true;
}

} // namespace

std::size_t mark_length(std::string_view s, std::size_t at)
{
    if (at >= s.size() || static_cast<unsigned char>(s[at]) < 0xE2 || at + 3 > s.size()) return 0;
    const auto a = static_cast<unsigned char>(s[at]), b = static_cast<unsigned char>(s[at + 1]),
               c = static_cast<unsigned char>(s[at + 2]);
    if (a == 0xEF) return b == 0xBB && c == 0xBF ? 3 : 0;
    if (a != 0xE2) return 0;
    if (b == 0x80) return (c >= 0x8B && c <= 0x8F) || (c >= 0xAA && c <= 0xAE) ? 3 : 0;
    return b == 0x81 && (c == 0xA0 || (c >= 0xA6 && c <= 0xA9)) ? 3 : 0;
}

std::size_t space_length(std::string_view s, std::size_t at)
{
    if (at >= s.size()) return 0;
    const auto byte = [&](std::size_t k) { return at + k < s.size() ? static_cast<unsigned char>(s[at + k]) : 0u; };
    switch (byte(0)) {
    case ' ':
    case '\t': return 1;
    case 0xC2: return byte(1) == 0xA0 ? 2 : 0; // U+00A0
    case 0xE2:
        return byte(1) == 0x80 && (byte(2) == 0x87 || byte(2) == 0x89 || byte(2) == 0xAF) ? 3 : 0; // U+2007 U+2009 U+202F
    case 0xE3: return byte(1) == 0x80 && byte(2) == 0x80 ? 3 : 0;                                  // U+3000
    default: return 0;
    }
}

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
    if (!scan_date(in, h.date) || !scan_gap(in, half) || !scan_time(in, h, half)) return false;
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

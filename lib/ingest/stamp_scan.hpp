// What readers of chat texts scan with: a cursor that sees through invisible marks, digits of several scripts, and the words
// for the halves of the day that phones print.
#pragma once

#include "ingest/date_order.hpp"

#include <cstddef>
#include <string_view>

namespace redress::ingest {

// Inline: called for every character of every line.

// Length of an invisible mark (byte order and direction marks, zero-width spaces) at `at`; 0 if there is none.
inline std::size_t mark_length(std::string_view s, std::size_t at)
{
    if (at >= s.size() || static_cast<unsigned char>(s[at]) < 0xE2 || at + 3 > s.size()) return 0;
    const auto a = static_cast<unsigned char>(s[at]), b = static_cast<unsigned char>(s[at + 1]),
               c = static_cast<unsigned char>(s[at + 2]);
    if (a == 0xEF) return b == 0xBB && c == 0xBF ? 3 : 0;
    if (a != 0xE2) return 0;
    if (b == 0x80) return (c >= 0x8B && c <= 0x8F) || (c >= 0xAA && c <= 0xAE) ? 3 : 0;
    return b == 0x81 && (c == 0xA0 || (c >= 0xA6 && c <= 0xA9)) ? 3 : 0;
}

// Length of white space of any kind at `at`; 0 if there is none.
inline std::size_t space_length(std::string_view s, std::size_t at)
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

// A digit of the scripts phones print dates in: ASCII, Arabic, Persian, those of India, Thai, Lao, Burmese, fullwidth. 0:
// none.
inline std::size_t digit_length(std::string_view s, std::size_t at, int& value)
{
    if (at >= s.size()) return 0;
    const auto byte = [&](std::size_t k) { return at + k < s.size() ? static_cast<unsigned char>(s[at + k]) : 0u; };
    const unsigned a = byte(0), b = byte(1), c = byte(2);
    if (a >= '0' && a <= '9') return value = static_cast<int>(a - '0'), 1;
    if (a == 0xD9 && b >= 0xA0 && b <= 0xA9) return value = static_cast<int>(b - 0xA0), 2;
    if (a == 0xDB && b >= 0xB0 && b <= 0xB9) return value = static_cast<int>(b - 0xB0), 2;
    if (a == 0xE0 && b >= 0xA5 && b <= 0xB5 && b % 2 == 1 && c >= 0xA6 && c <= 0xAF)
        return value = static_cast<int>(c - 0xA6), 3; // Devanagari to Malayalam
    if (a == 0xE0 && (b == 0xB9 || b == 0xBB) && c >= 0x90 && c <= 0x99) return value = static_cast<int>(c - 0x90), 3;
    if (a == 0xE1 && b == 0x81 && c >= 0x80 && c <= 0x89) return value = static_cast<int>(c - 0x80), 3;
    if (a == 0xEF && b == 0xBC && c >= 0x90 && c <= 0x99) return value = static_cast<int>(c - 0x90), 3;
    return 0;
}

enum class Half { none, am, pm, noon };

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
        if (s_.compare(i_, word.size(), word) != 0) return false;
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

// Three numbers with '/', '.' or '-' between them.
bool scan_date(Cursor& in, DateFields& date);
// "上午" and the like, without what stands around it.
Half scan_half_word(Cursor& in);
// "a.m.", "p. m.", "PM" or such a word, also after a narrow space; nothing is consumed if there is none.
Half scan_half(Cursor& in);
// An hour as printed, on the 24-hour clock.
int on_the_clock(int hour, Half half);

} // namespace redress::ingest

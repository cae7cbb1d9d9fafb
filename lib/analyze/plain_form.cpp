#include "analyze/plain_form.hpp"

#include "analyze/spoken_digits.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace redress::analyze {
namespace {

bool is_unseen(char32_t c)
{
    return c == 0xAD || c == 0x34F || c == 0x61C || c == 0x180E || (c >= 0x200B && c <= 0x200F) ||
           (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || (c >= 0xFE00 && c <= 0xFE0F) ||
           c == 0x20E3 || (c >= 0xE0000 && c <= 0xE0FFF); // 20E3 and FE0F make keycaps of digits: 1️⃣
}

// Digits that NFKC leaves alone, by the zero of their ten.
char32_t as_digit(char32_t c)
{
    for (const char32_t zero : {U'\u0660', U'\u06F0', U'\u0966', U'\u09E6', U'\u0E50'})
        if (c >= zero && c < zero + 10) return U'0' + (c - zero);
    if (c >= 0x24F5 && c <= 0x24FD) return U'1' + (c - 0x24F5); // ⓵
    if (c >= 0x2776 && c <= 0x277E) return U'1' + (c - 0x2776); // ❶
    return c == 0x24FF ? U'0' : c;                              // ⓿
}

// 【 as [: what NFKC leaves of the ways to bracket a word.
char as_bracket(char32_t c)
{
    return c == U'【' || c == U'〔' || c == U'〖' ? '[' : c == U'】' || c == U'〕' || c == U'〗' ? ']' : '\0';
}

std::string compute_form(char32_t c)
{
    if (is_unseen(c)) return {};
    if (text::is_space(c)) return c == 0x2028 || c == 0x2029 ? "\n" : " ";
    if (text::is_han(c)) return text::to_utf8(std::u32string_view(&c, 1));
    if (const char bracket = as_bracket(c)) return {bracket};
    const auto digit = as_digit(c);
    return text::nfkc(text::to_utf8(std::u32string_view(&digit, 1)));
}

const std::string& form_of(char32_t c)
{
    static thread_local std::unordered_map<char32_t, std::string> known;
    const auto found = known.find(c);
    return found != known.end() ? found->second : known.emplace(c, compute_form(c)).first->second;
}

// 〇 to 九, as money writes them, 幺 and its kin as people say them in numbers; none of 十百千, which make numbers of
// another kind. 两 and what is a word of its own elsewhere count only because seven in a row are no words.
struct Numeral {
    char32_t letter;
    int value;
};
constexpr std::array<Numeral, 37> numerals{
    {{U'〇', 0}, {U'一', 1}, {U'二', 2}, {U'三', 3}, {U'四', 4}, {U'五', 5}, {U'六', 6}, {U'七', 7}, {U'八', 8}, {U'九', 9},
     {U'零', 0}, {U'壹', 1}, {U'贰', 2}, {U'叁', 3}, {U'肆', 4}, {U'伍', 5}, {U'陆', 6}, {U'柒', 7}, {U'捌', 8}, {U'玖', 9},
     {U'○', 0},  {U'幺', 1}, {U'貳', 2}, {U'參', 3}, {U'陸', 6}, {U'叄', 3}, {U'兩', 2}, {U'两', 2}, {U'洞', 0}, {U'拐', 7},
     {U'勾', 9}, {U'弌', 1}, {U'弍', 2}, {U'弎', 3}, {U'壱', 1}, {U'弐', 2}, {U'么', 1}}};

constexpr std::size_t places = 512; // of the first look at a character
constexpr auto may_be_numeral = [] {
    std::array<bool, places> out{};
    for (const auto& one : numerals) out[one.letter % places] = true;
    return out;
}();

int numeral(char32_t c)
{
    if (!may_be_numeral[c % places]) return -1;
    const auto* const found =
        std::find_if(numerals.begin(), numerals.end(), [c](const auto& one) { return one.letter == c; });
    return found == numerals.end() ? -1 : found->value;
}

bool between_numerals(char32_t c)
{
    constexpr std::u32string_view marks = U" -.、·,，_~—–";
    return marks.find(c) != std::u32string_view::npos;
}

struct Run { // of digits and numerals
    std::size_t end = 0, digits = 0, numerals = 0;
};

Run numerals_from(std::string_view text, std::size_t at)
{
    Run run{at, 0, 0};
    for (auto place = at; place < text.size();) {
        const auto c = char_at(text, place);
        const bool digit = c < 0x80 && is_digit(static_cast<char>(c));
        if (!digit && numeral(c) < 0) {
            if (!between_numerals(c)) break;
            place += char_length(text, place);
            continue;
        }
        run.digits += digit;
        run.numerals += !digit;
        place += char_length(text, place);
        run.end = place;
    }
    return run;
}

// Seven and more in a row are a number read out, not words.
void read_numerals(PlainForm& form)
{
    constexpr std::size_t least = 7;
    PlainForm out;
    for (std::size_t at = 0; at < form.text.size();) {
        const auto run =
            numeral(char_at(form.text, at)) >= 0 || is_digit(form.text[at]) ? numerals_from(form.text, at) : Run{};
        const bool number = run.numerals > 0 && run.digits + run.numerals >= least;
        const auto end = number ? run.end : std::max(run.end, at + char_length(form.text, at));
        while (at < end) {
            const auto length = char_length(form.text, at);
            const int value = number ? numeral(char_at(form.text, at)) : -1;
            if (value >= 0) {
                out.text += static_cast<char>('0' + value);
                out.from.push_back(form.from[at]);
            } else {
                out.text.append(form.text, at, length);
                out.from.insert(out.from.end(), form.from.begin() + static_cast<std::ptrdiff_t>(at),
                                form.from.begin() + static_cast<std::ptrdiff_t>(at + length));
            }
            at += length;
        }
    }
    out.from.push_back(form.from.back());
    form = std::move(out);
}

} // namespace

std::size_t char_length(std::string_view text, std::size_t at)
{
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte < 0xC2 || byte > 0xF4) return 1;
    const std::size_t length = byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
    if (at + length > text.size()) return 1;
    for (std::size_t i = 1; i < length; ++i)
        if ((static_cast<unsigned char>(text[at + i]) & 0xC0) != 0x80) return 1;
    return length;
}

char32_t char_at(std::string_view text, std::size_t at)
{
    if (at >= text.size()) return 0;
    const auto length = char_length(text, at);
    const auto byte = static_cast<unsigned char>(text[at]);
    if (length == 1) return byte < 0x80 ? byte : 0xFFFD;
    char32_t c = byte & (0xFFU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) c = (c << 6) | (static_cast<unsigned char>(text[at + i]) & 0x3F);
    return c;
}

char32_t char_before(std::string_view text, std::size_t at)
{
    if (at == 0) return 0;
    auto begin = at - 1;
    while (begin > 0 && at - begin < 4 && (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80) --begin;
    return begin + char_length(text, begin) == at ? char_at(text, begin) : 0xFFFD;
}

std::size_t PlainForm::origin_end(std::size_t end) const
{
    if (end == 0) return from[0];
    const auto last = from[end - 1];
    while (end + 1 < from.size() && from[end] == last) ++end; // one character became several
    return from[end];
}

PlainForm plain_form(std::string_view original)
{
    PlainForm out;
    out.text.reserve(original.size());
    out.from.reserve(original.size() + 1);
    bool chinese = false;
    for (std::size_t at = 0; at < original.size();) {
        const auto from = static_cast<std::uint32_t>(at);
        const auto byte = static_cast<unsigned char>(original[at]);
        const auto length = byte < 0x80 ? 1 : char_length(original, at);
        if (length == 1) {
            out.text += byte == '\t' ? ' ' : original[at];
            out.from.push_back(from);
            at += 1;
            continue;
        }
        const auto c = char_at(original, at);
        chinese = chinese || numeral(c) >= 0;
        const auto& form = form_of(c);
        out.text += form;
        out.from.insert(out.from.end(), form.size(), from);
        at += length;
    }
    out.from.push_back(static_cast<std::uint32_t>(original.size()));
    if (chinese) read_numerals(out);
    read_spoken_digits(out);
    out.digits = std::any_of(out.text.begin(), out.text.end(), is_digit);
    out.lower = text::lower_ascii(out.text);
    return out;
}

} // namespace redress::analyze

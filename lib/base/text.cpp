#include "base/text.hpp"

#include <simdjson.h>
#include <unicode/ubidi.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>

namespace redress::text {

bool is_valid_utf8(std::string_view bytes)
{
    return simdjson::validate_utf8(bytes.data(), bytes.size());
}

Repaired repair_utf8(std::string_view bytes)
{
    Repaired out;
    if (is_valid_utf8(bytes)) {
        out.text.assign(bytes);
        return out;
    }
    const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data());
    const auto size = static_cast<std::int64_t>(bytes.size());
    out.text.reserve(bytes.size() + 16);
    for (std::int64_t i = 0; i < size;) {
        UChar32 c = 0;
        U8_NEXT(data, i, size, c);
        if (c < 0) {
            ++out.faults;
            c = 0xFFFD;
        }
        append_utf8(out.text, static_cast<char32_t>(c));
    }
    return out;
}

void append_utf8(std::string& out, char32_t c)
{
    std::uint8_t buffer[4];
    std::int32_t length = 0;
    UBool failed = 0;
    U8_APPEND(buffer, length, 4, static_cast<UChar32>(c), failed);
    if (failed) {
        out += "\xEF\xBF\xBD";
        return;
    }
    out.append(reinterpret_cast<const char*>(buffer), static_cast<std::size_t>(length));
}

std::u32string to_u32(std::string_view utf8)
{
    std::u32string out;
    out.reserve(utf8.size());
    const auto* data = reinterpret_cast<const std::uint8_t*>(utf8.data());
    const auto size = static_cast<std::int64_t>(utf8.size());
    for (std::int64_t i = 0; i < size;) {
        UChar32 c = 0;
        U8_NEXT(data, i, size, c);
        out.push_back(c < 0 ? U'\uFFFD' : static_cast<char32_t>(c));
    }
    return out;
}

std::string to_utf8(std::u32string_view text)
{
    std::string out;
    out.reserve(text.size() * 3);
    for (const auto c : text) append_utf8(out, c);
    return out;
}

std::size_t count_code_points(std::string_view utf8)
{
    return static_cast<std::size_t>(
        std::count_if(utf8.begin(), utf8.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::size_t count_utf16_units(std::string_view utf8)
{
    std::size_t units = 0;
    for (const char c : utf8) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte & 0xC0) != 0x80) units += byte >= 0xF0 ? 2 : 1;
    }
    return units;
}

namespace {

std::size_t width_of(char32_t c)
{
    if (c >= 0x20 && c < 0x7F) return 1;
    if (c >= 0x4E00 && c <= 0x9FFF) return 2;
    const auto cp = static_cast<UChar32>(c);
    const auto type = u_charType(cp);
    if (type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || type == U_FORMAT_CHAR || type == U_CONTROL_CHAR) return 0;
    const auto east = u_getIntPropertyValue(cp, UCHAR_EAST_ASIAN_WIDTH);
    return east == U_EA_WIDE || east == U_EA_FULLWIDTH ? 2 : 1;
}

} // namespace

std::size_t display_width(std::string_view utf8)
{
    std::size_t width = 0;
    const auto* data = reinterpret_cast<const std::uint8_t*>(utf8.data());
    const auto size = static_cast<std::int64_t>(utf8.size());
    for (std::int64_t i = 0; i < size;) {
        UChar32 c = 0;
        U8_NEXT(data, i, size, c);
        width += width_of(c < 0 ? U'\uFFFD' : static_cast<char32_t>(c));
    }
    return width;
}

bool is_han(char32_t c)
{
    return u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_IDEOGRAPHIC) != 0;
}

bool is_cjk(char32_t c)
{
    if (c < 0x1100) return false;
    const auto block = ublock_getCode(static_cast<UChar32>(c));
    return is_han(c) || block == UBLOCK_HIRAGANA || block == UBLOCK_KATAKANA || block == UBLOCK_HANGUL_SYLLABLES ||
           block == UBLOCK_HANGUL_JAMO;
}

bool is_word(char32_t c)
{
    const auto cp = static_cast<UChar32>(c);
    return u_isalnum(cp) || (U_GET_GC_MASK(cp) & U_GC_M_MASK) != 0;
}

bool is_space(char32_t c)
{
    return u_isUWhiteSpace(static_cast<UChar32>(c)) != 0;
}

bool is_emoji(char32_t c)
{
    return u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_EXTENDED_PICTOGRAPHIC) != 0;
}

std::string_view trim(std::string_view text)
{
    constexpr std::string_view blanks = " \t\r\n\v\f";
    const auto first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

namespace {

bool is_invisible_mark(char32_t c)
{
    return c == 0xFEFF || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || c == 0x2060 ||
           (c >= 0x2066 && c <= 0x2069);
}

} // namespace

std::string clean_header(std::string_view utf8)
{
    if (std::all_of(utf8.begin(), utf8.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; }))
        return std::string(utf8);
    std::string out;
    out.reserve(utf8.size());
    for (const auto c : to_u32(utf8)) {
        if (is_invisible_mark(c)) continue;
        const bool odd_space = c == 0xA0 || c == 0x2007 || c == 0x2009 || c == 0x202F || c == 0x3000;
        append_utf8(out, odd_space ? U' ' : c);
    }
    return out;
}

std::string header_key(std::string_view utf8)
{
    std::string out;
    for (const auto c : to_u32(fold_case(nfkc(clean_header(utf8)))))
        if (is_word(c) || c == U'/' || c == U'#') append_utf8(out, c);
    return out;
}

std::vector<std::string_view> split(std::string_view text, char separator)
{
    std::vector<std::string_view> parts;
    std::size_t from = 0;
    for (auto at = text.find(separator); at != std::string_view::npos; at = text.find(separator, from)) {
        parts.push_back(text.substr(from, at - from));
        from = at + 1;
    }
    parts.push_back(text.substr(from));
    return parts;
}

std::string lower_ascii(std::string_view text)
{
    std::string out(text);
    for (auto& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

bool starts_with_icase(std::string_view text, std::string_view prefix)
{
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return text.size() >= prefix.size() &&
           std::equal(prefix.begin(), prefix.end(), text.begin(), [&](char a, char b) { return lower(a) == lower(b); });
}

std::string visible(std::string_view utf8)
{
    std::string out;
    out.reserve(utf8.size());
    for (const auto c : to_u32(utf8)) {
        const bool bidi = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F;
        if (c == U'\n' || c == U'\t')
            out += static_cast<char>(c);
        else if (c < 0x20)
            append_utf8(out, 0x2400 + c); // control pictures
        else if (c == 0x7F)
            append_utf8(out, 0x2421);
        else if ((c >= 0x80 && c < 0xA0) || bidi) {
            constexpr char digits[] = "0123456789ABCDEF";
            out += "\xE2\x9F\xA6U+";
            for (int shift = 12; shift >= 0; shift -= 4) out += digits[(c >> shift) & 0xF];
            out += "\xE2\x9F\xA7";
        } else
            append_utf8(out, c);
    }
    return out;
}

std::string nearest(std::string_view word, const std::vector<std::string>& names)
{
    std::string best;
    std::size_t best_distance = std::min<std::size_t>(2, (word.size() - (word.empty() ? 0 : 1)) / 2);
    for (const auto& name : names) {
        std::vector<std::size_t> row(name.size() + 1);
        for (std::size_t j = 0; j <= name.size(); ++j) row[j] = j;
        for (std::size_t i = 1; i <= word.size(); ++i) {
            std::size_t diagonal = row[0];
            row[0] = i;
            for (std::size_t j = 1; j <= name.size(); ++j) {
                const auto above = row[j];
                row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (word[i - 1] == name[j - 1] ? 0 : 1)});
                diagonal = above;
            }
        }
        if (row[name.size()] <= best_distance && (best.empty() || row[name.size()] < best_distance)) {
            best_distance = row[name.size()];
            best = name;
        }
    }
    return best;
}

} // namespace redress::text

// Text as Unicode: encodings, normal forms, widths, cutting. All strings are UTF-8; ICU does the work.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace redress::text {

bool is_valid_utf8(std::string_view bytes);

struct Repaired {
    std::string text;       // valid UTF-8; each ill-formed sequence became one U+FFFD
    std::size_t faults = 0; // how many were replaced
};
Repaired repair_utf8(std::string_view bytes);

// Finds out how bytes are encoded: BOM, then strict UTF-8, then GB18030 or Big5, then what ICU guesses.
// The answer is an ICU converter name ("UTF-8", "GB18030", "UTF-16LE", "windows-1252", …).
std::string detect_encoding(std::string_view head, bool head_is_all);
// nullopt where ICU knows no such encoding.
std::optional<std::string> canonical_encoding(std::string_view name);
// To UTF-8. Ill-formed input becomes U+FFFD and is counted.
Repaired decode(std::string_view bytes, const std::string& encoding);
// From UTF-8; nullopt if a character has no place in that encoding. For limits counted in bytes of GBK.
std::optional<std::string> encode(std::string_view utf8, const std::string& encoding);

std::string nfkc(std::string_view utf8);
std::string fold_case(std::string_view utf8);
// NFKC, case folded, traditional characters as simplified: the form in which words are compared and searched.
std::string fold_for_search(std::string_view utf8);

std::u32string to_u32(std::string_view utf8);
std::string to_utf8(std::u32string_view text);
void append_utf8(std::string& out, char32_t c);
std::size_t count_code_points(std::string_view utf8);
std::size_t count_utf16_units(std::string_view utf8);
// Columns a terminal uses: 2 for wide characters, 0 for combining marks.
std::size_t display_width(std::string_view utf8);

bool is_han(char32_t c);
// Han, kana, hangul: scripts without spaces between words.
bool is_cjk(char32_t c);
bool is_word(char32_t c);  // letter, mark or digit of any script
bool is_space(char32_t c); // any Unicode white space
bool is_emoji(char32_t c);

std::string_view trim(std::string_view text); // ASCII white space
// Drops marks that cannot be seen (U+FEFF, U+200B, U+200E, U+202A…) and turns odd spaces (U+00A0, U+202F, U+3000) into ' '.
// For headers and names only: in bodies U+200D belongs to emoji.
std::string clean_header(std::string_view utf8);
// A header cell as a key: clean_header, NFKC, case folded, spaces and brackets gone.
std::string header_key(std::string_view utf8);
std::vector<std::string_view> split(std::string_view text, char separator);
std::string lower_ascii(std::string_view text);
bool starts_with_icase(std::string_view text, std::string_view prefix); // ASCII

// What a terminal may see: control characters, escapes and bidi overrides become visible (␛, ⟦U+202E⟧); \n and \t stay.
std::string visible(std::string_view utf8);
// The name nearest to word by edit distance (at most 2, and less than half of the word), else empty.
std::string nearest(std::string_view word, const std::vector<std::string>& names);

} // namespace redress::text

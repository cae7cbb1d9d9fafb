// The form in which personal data is looked for, with the way back: full-width and other digits as ASCII (also 一三八 where
// they are plainly digits), marks that cannot be seen gone, each white space one space. Case stays, since addresses of
// wallets tell their checksum by it. Bytes that are no UTF-8 are carried through one by one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace redress::analyze {

struct PlainForm {
    std::string text, lower;         // lower: the same with ASCII in lower case
    std::vector<std::uint32_t> from; // per byte of text: the original byte it came from; one more at the end
    bool digits = false;             // is there any digit in it?

    // Where in the original a stretch of text stands.
    std::size_t origin(std::size_t at) const { return from[at]; }
    std::size_t origin_end(std::size_t end) const;
};

// Shorter than 4 GiB.
PlainForm plain_form(std::string_view original);

inline bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}
inline bool is_letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}
inline bool is_alnum(char c)
{
    return is_digit(c) || is_letter(c);
}

// The character that begins or ends at a place; 0 at the text's end. For boundaries: never asks beyond it.
char32_t char_at(std::string_view text, std::size_t at);
char32_t char_before(std::string_view text, std::size_t at);
std::size_t char_length(std::string_view text, std::size_t at); // bytes, at least 1

} // namespace redress::analyze

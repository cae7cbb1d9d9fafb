// Places in a text as normalise() leaves it: where sentences stop, where words do.
#pragma once

#include <cstddef>
#include <string_view>

namespace redress::analyze {

// Where one sentence stops: 。 ! ? ; a line end, or a full stop with a space or nothing behind it.
bool is_sentence_end(std::string_view text, std::size_t at);
inline bool may_end_sentence(char c) // its first byte
{
    return c == '!' || c == '?' || c == ';' || c == '\n' || c == '.' || c == '\xE3';
}
// A Latin word or a number does not start or end inside another.
inline bool is_boundary(std::string_view text, std::size_t at)
{
    if (at == 0 || at >= text.size()) return true;
    const auto letter = [](char c) { return c >= 'a' && c <= 'z'; };
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    const char a = text[at - 1], b = text[at];
    return !((letter(a) && letter(b)) || (digit(a) && digit(b)));
}
// Nor does anything inside a character.
inline bool is_start(std::string_view text, std::size_t at)
{
    return (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80 && is_boundary(text, at);
}

} // namespace redress::analyze

// Bytes as they would be without case, width and separators: what is left of "１３８-1234 5678" is "13812345678". NUL is one
// of the separators, so text in UTF-16 comes out as in UTF-8 as far as it is ASCII.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace redress::bundle {

// White space, control characters, "-", "_", ".", "/", "(", ")", "+".
bool is_dropped(char c);
std::string squeeze(std::string_view bytes);
void squeeze_into(std::string_view bytes, std::string& out);

struct Stretch {
    std::size_t begin = 0, end = 0;
};
// Where the squeezed characters [at, at + count) stand in the bytes.
Stretch place_in(std::string_view bytes, std::size_t at, std::size_t count);

// Stretches of the bytes behind `from` that may be ASCII text, also full-width or as UTF-16, of at least so many bytes: all
// that is worth looking at in pictures and packed data. Stops when take returns true.
void each_readable(std::string_view bytes, std::size_t from, std::size_t least,
                   const std::function<bool(std::size_t, std::size_t)>& take);

// Lower case, full-width as ASCII, odd spaces and hyphens plain, marks that cannot be seen gone; separators stay.
std::string narrow(std::string_view bytes);

} // namespace redress::bundle

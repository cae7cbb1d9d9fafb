// The line a finding stands in, as a terminal shows it, with a mark under the finding.
#pragma once

#include "base/graphemes.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace redress::render {

struct Excerpt {
    std::string before, match, after; // what is shown, one behind the other; "…" stands for what was cut
    std::string mark;                 // under the match: "^~~~", without the blanks before it
    std::size_t indent = 0;           // how many those are
};

// At most `width` columns around the match, which is `length` bytes at `offset` of the line. Nothing in it acts on a
// terminal, and a tab is four blanks.
Excerpt excerpt(std::string_view line, std::size_t offset, std::size_t length, std::size_t width,
                text::Graphemes& graphemes);

} // namespace redress::render

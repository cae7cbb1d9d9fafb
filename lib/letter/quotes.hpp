// What a letter puts between quotation marks, and whether somebody wrote it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace redress::letter {

struct Quote {
    std::string_view text; // without its marks
    std::size_t end = 0;   // behind the closing mark
};
// “…”, "…", «…», 「…」, on one line.
std::vector<Quote> quotes_in(std::string_view line);
// Word for word, apart from case, width and spaces; where the quotation says "…" or "..." something may be left out.
bool is_quoted_from(std::string_view quote, std::string_view written);

} // namespace redress::letter

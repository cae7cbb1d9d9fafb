// The form in which wording is compared, with the way back: NFKC, lower case, traditional Chinese as simplified, Latin
// letters without accents, marks that cannot be seen gone, runs of white space one space (none between Chinese characters),
// quotation marks of one kind. Every byte knows the place in the original it came from, so findings speak of what was
// written.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace redress::analyze {

struct NormalText {
    std::string text;
    std::vector<std::uint32_t> from; // per byte of text: the original byte it came from; one more at the end
};

// Fills `out` anew (its memory is reused). Input must be valid UTF-8 and shorter than 4 GiB.
void normalise(std::string_view original, NormalText& out);

// One character's form; empty for marks that cannot be seen.
std::string normal_form(char32_t c);

} // namespace redress::analyze

// A stretch of digit groups looked at as one number. For lib/analyze/personal_*.cpp only.
#pragma once

#include "analyze/personal_finders.hpp"

namespace redress::analyze {

// Groups first..last of a chain.
struct NumberView {
    const Reading& form;
    const DigitChain& chain;
    std::size_t first = 0, last = 0;

    std::size_t begin() const { return chain[first].begin; }
    std::size_t end() const { return chain[last].end; }
    std::string digits() const { return digits_of(form, chain, first, last); }
    std::string sizes(std::size_t dropped = 0) const; // "3-4-4", without so many digits in front
    bool is_even() const;                             // the same marks between all groups
    bool is_soft() const;                             // only blanks, dashes, dots and brackets between them
    bool is_bounded() const;                          // nothing of the number goes on before or behind it
};

// Where a number with its extension ends: "转801", "ext. 801"; the same place without one.
std::size_t extension(const Reading& form, std::size_t end);

// Letters that may touch a phone number: "tel13800138000", "13800138000wx".
bool touches_word(const Reading& form, std::size_t begin, std::size_t end);

} // namespace redress::analyze

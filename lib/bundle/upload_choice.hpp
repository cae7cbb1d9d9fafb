// Which files go in where a form takes only so many.
#pragma once

#include "bundle/upload_pieces.hpp"

#include <functional>
#include <string>
#include <vector>

namespace redress::bundle {

struct Candidate {
    Piece piece;
    double weight = 0;
    bool must = false;
    std::string name; // for words: "图1"
};

// PDF files are put together, from the smallest neighbours on, until there are few enough or nothing more fits into one
// file.
void merge_until_few(std::vector<Candidate>& candidates, const profile::FileRules& rules);

// What to do about a limit, and that it may not be one, where nobody confirmed it.
Said with_doubt(const Said& cure, const profile::FileRules& rules);

// Those that go in, in their order, and those that do not. Throws Error{input} where what must go in does not fit.
struct Chosen {
    std::vector<Candidate> in, out;
};
Chosen choose(std::vector<Candidate> candidates, const profile::FileRules& rules);

} // namespace redress::bundle

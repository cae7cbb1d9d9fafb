// The words a phrase is looked for by: every match holds one of them, and they are met seldom.
#pragma once

#include "analyze/phrase_tree.hpp"

#include <cstddef>
#include <limits>
#include <string>
#include <vector>

namespace redress::analyze {

struct PhraseAnchor {
    struct Width {
        std::size_t least = 0, most = 0; // bytes
    };
    std::vector<std::string> words;                   // none: nothing must be there
    Width before;                                     // how far behind the start of the match they may begin
    double cost = std::numeric_limits<double>::max(); // of the tries they ask for; of none at all
};

PhraseAnchor choose_anchor(const PhraseNode& tree, bool latin, const WordFrequencies& known);

} // namespace redress::analyze

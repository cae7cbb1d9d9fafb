// Between the text of a phrase and its program: the tree that analyze/phrase_parse builds and analyze/phrase_compile walks.
#pragma once

#include "analyze/phrase_bank.hpp"
#include "base/said.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace redress::analyze {

struct PhraseNode {
    enum class Kind { literal, set, gap, rest, begin, end, sequence, choice, optional, repeat } kind = Kind::sequence;
    std::string text; // literal
    struct Set {
        std::vector<std::pair<char32_t, char32_t>> ranges;
        bool negated = false;
    } set;
    std::size_t count = 0;     // gap
    bool far_reaching = false; // gap: ~~ may leave the sentence
    bool may_be_none = false;  // repeat: * instead of +
    std::vector<PhraseNode> children;
};

// Throws Error{input} naming the phrase and its fault.
PhraseNode parse_phrase(std::string_view pattern, const WordLists& words);
[[noreturn]] void refuse_phrase(std::string_view pattern, const Said& what);

} // namespace redress::analyze

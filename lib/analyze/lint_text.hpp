// One text under the linter, and what its rules ask of it (internal to analyze/lint).
#pragma once

#include "analyze/lint.hpp"
#include "analyze/normal.hpp"
#include "analyze/phrase.hpp"
#include "analyze/rulebook.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace redress::analyze {

struct LintHit {
    std::size_t rule = 0, begin = 0, end = 0; // bytes of the normal text
    std::size_t from = 0, to = 0; // of what was found in the original, its bytes there; 0 and 0: found in the normal
};

struct TextUnderLint {
    std::string_view original, normal;
    const std::uint32_t* from = nullptr; // per byte of normal, and one more
    const LintScope* scope = nullptr;
    Starts* places = nullptr; // memory for starts()
    // What is worked out at most once.
    std::size_t looked_at = 0, began_at = 0;
    bool placed = false;
    std::optional<Trigrams> known;
    std::optional<std::vector<Phrase::Span>> quotes;
    std::map<std::size_t, bool> whole;      // by rule: do when, unless and requires hold over the whole text?
    std::map<std::size_t, std::size_t> met; // by rule that wants more than one match: how many so far

    const Trigrams& trigrams()
    {
        if (!known) known.emplace(normal);
        return *known;
    }
    const Starts& starts()
    {
        if (!placed) places->of(normal);
        placed = true;
        return *places;
    }
    // Where the sentence begins that `at` lies in; fast if asked from the front to the back.
    std::size_t sentence_start(std::size_t at)
    {
        if (at < began_at) looked_at = began_at = 0;
        for (; looked_at < at; ++looked_at)
            if (may_end_sentence(normal[looked_at]) && is_sentence_end(normal, looked_at)) began_at = looked_at + 1;
        return began_at;
    }
    bool quoted(std::size_t begin, std::size_t end);
    Phrase::Span sentence(std::size_t begin, std::size_t end) const;
};

// What a finding about the whole text is shown at: its first words.
Phrase::Span opening(std::string_view normal);
bool any_in(Rulebook::Phrases phrases, const Rulebook& book, TextUnderLint& text, std::size_t from, std::size_t to);
bool has_wrong_length(const profile::Rule& rule, std::string_view original);
// What a phrase looked at to see where a clause starts or ends is not part of what it found.
Phrase::Span without_edges(std::string_view normal, Phrase::Span span);

// Does nothing speak against the hit?
bool stands(const LintHit& hit, const Rulebook& book, TextUnderLint& text);

} // namespace redress::analyze

// Phrases: the small pattern language of wording rules (redress-rules(5)). A phrase is compiled to a short program and tried
// only where a word it must hold was found (analyze/matcher). Whole regular expressions with bounded gaps were given to
// vectorscan first: 600 of them took 1.5 s to compile, 56 s with start offsets; their words alone take milliseconds.
#pragma once

#include "analyze/prefix_filter.hpp"
#include "analyze/trigrams.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace redress::analyze {

using WordLists = std::map<std::string, std::vector<std::string>>;
// By place of a text: 0.002 is one in five hundred.
using WordFrequencies = std::map<std::string, double, std::less<>>;
WordFrequencies word_frequencies(const WordLists& words); // of the lists "common" and "usual"

class Phrase {
public:
    // Latin phrases count gaps in words, others in characters. Throws Error{input} that names the fault.
    // known: how often words are met, for the choice of anchors; none: no anchors are wanted, which saves most of the time.
    static Phrase compile(std::string_view pattern, const WordLists& words, bool latin, const WordFrequencies* known);

    // End of a match that starts exactly at `at` and ends at `least_end` or later, in text as normalise() leaves it.
    std::optional<std::size_t> match_at(std::string_view text, std::size_t at, std::size_t least_end = 0) const;
    struct Span {
        std::size_t begin = 0, end = 0;
    };
    // The first match that starts in [from, to).
    std::optional<Span> find(std::string_view text, std::size_t from, std::size_t to) const;

    const std::vector<std::string>& anchors() const { return anchors_; } // every match holds one of these; may be empty
    // How far before such a word a match may start, in bytes; the farthest is an estimate where a phrase holds whole words.
    std::size_t nearest() const { return nearest_; }
    std::size_t farthest() const { return farthest_; }

    bool crosses() const { return crosses_; }         // may leave the sentence it begins in
    bool starts_text() const { return starts_text_; } // matches start where the text does
    bool may_start(std::string_view text, std::size_t at) const { return filter_.may_stand(text, at); }
    // False: some word every match holds is not in the text.
    bool may_be_in(const Trigrams& text) const;

    enum class Op : std::uint8_t { literal, one_of, filter, split, jump, gap, rest, begin, end, match };
    struct Step {
        Op op = Op::match;
        std::uint32_t a = 0, b = 0; // literal: index; split: two targets, a first; jump: target; gap: how far, b: past
                                    // sentence ends; one_of, filter: index
    };
    struct Set {
        std::vector<std::pair<char32_t, char32_t>> ranges;
        bool negated = false;
    };

private:
    friend class PhraseCompiler;
    struct Attempt;
    bool run(Attempt& attempt, std::size_t step, std::size_t at, unsigned depth) const;
    bool gap(Attempt& attempt, std::size_t step, std::size_t at, unsigned depth) const;
    bool gap_of_words(Attempt& attempt, std::size_t step, std::size_t at, unsigned depth) const;
    std::vector<Step> steps_;
    struct Word {
        std::string text;
        std::uint32_t head = 0, mask = 0; // its first bytes, to compare before anything is called
    };
    static bool stands(std::string_view text, std::size_t at, const Word& word);
    std::vector<Word> literals_;
    std::vector<Set> sets_;
    std::vector<std::string> anchors_;
    std::vector<std::vector<std::uint16_t>> needs_; // of each list, one must stand in the text
    PrefixFilter filter_;                           // what a match may begin with
    std::vector<PrefixFilter> filters_;             // of choices within
    std::size_t nearest_ = 0, farthest_ = 0;
    bool latin_ = false, crosses_ = false, starts_text_ = false;
};

// Where one sentence stops: 。 ! ? ; a line end, or a full stop with a space or nothing behind it.
bool is_sentence_end(std::string_view text, std::size_t at);
// A Latin word or a number does not start or end inside another.
bool is_boundary(std::string_view text, std::size_t at);

} // namespace redress::analyze

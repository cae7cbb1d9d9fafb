// Phrases: the small pattern language of wording rules (redress-rules(5)). A phrase is compiled to a short program and tried
// only where a word it must hold was found (analyze/matcher). Whole regular expressions with bounded gaps were given to
// vectorscan first: 600 of them took 1.5 s to compile, 56 s with start offsets; their words alone take milliseconds.
#pragma once

#include "analyze/phrase_places.hpp"
#include "analyze/prefix_filter.hpp"
#include "analyze/starts.hpp"
#include "analyze/trigrams.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace redress::analyze {

// The programs of all phrases, in few arrays without pointers: they lie close together and can be mapped as they are.
struct PhraseCode {
    enum class Op : std::uint16_t { literal, words, one_of, filter, choice, split, jump, gap, rest, begin, end, match };
    struct Step {
        Op op = Op::match;
        std::uint16_t n = 0;        // words: how many
        std::uint32_t a = 0, b = 0; // literal, words: the (first) word; choice: its first target; words, choice: their
                                    // table; split: two targets, a first; jump: target; gap: how far, b: past sentence
                                    // ends; one_of, filter: which
    };
    struct Word {
        std::uint64_t head = 0;         // its first bytes, to compare before anything is called
        std::uint32_t at = 0, size = 0; // in `letters`
    };
    // Which of the words, or targets, may stand where a text goes on with two bytes: by their hash, a bit for each.
    struct Table {
        static constexpr std::size_t most = 64;
        std::array<std::uint64_t, 16> bits{};
        void add(std::size_t number, std::string_view beginning)
        {
            const auto bit = std::uint64_t{1} << number;
            if (beginning.size() > 1) bits[slot(beginning[0], beginning[1])] |= bit;
            for (int second = 0; beginning.size() == 1 && second < 256; ++second)
                bits[slot(beginning[0], static_cast<char>(second))] |= bit;
        }
        static std::size_t slot(char first, char second)
        {
            const auto a = static_cast<unsigned char>(first), b = static_cast<unsigned char>(second);
            return (a * 5U + b * 3U + (b >> 4U)) % 16;
        }
    };
    struct Set {
        std::uint32_t first = 0; // of its ranges
        std::uint16_t count = 0, negated = 0;
    };
    struct Range {
        char32_t low = 0, high = 0;
    };
    struct Head {
        PrefixFilter starts;                     // what a match may begin with
        std::uint32_t step = 0;                  // its first
        std::uint32_t needs = 0, lists = 0;      // where in `needs` so many lists begin
        std::uint32_t nearest = 0, farthest = 0; // how far before one of its words a match may start
        std::uint8_t latin = 0, crosses = 0, starts_text = 0;
    };

    std::span<const Head> heads;
    std::span<const Step> steps;
    std::span<const Word> words;
    std::span<const char> letters;
    std::span<const Table> tables;
    std::span<const std::uint32_t> targets; // of choices: their first steps
    std::span<const Set> sets;
    std::span<const Range> ranges;
    std::span<const PrefixFilter> filters;
    std::span<const std::uint16_t> needs; // lists: how many codes, then the codes
};

// One of them. Cheap to copy; the code must outlive it.
class Phrase {
public:
    Phrase(const PhraseCode& code, std::uint32_t number) : code_(&code), head_(&code.heads[number]) {}

    // End of a match that starts exactly at `at` and ends at `least_end` or later, in text as normalise() leaves it.
    std::optional<std::size_t> match_at(std::string_view text, std::size_t at, std::size_t least_end = 0) const;
    // Where is_start() and may_start() were seen to hold.
    std::optional<std::size_t> match_started(std::string_view text, std::size_t at, std::size_t least_end = 0) const;
    struct Span {
        std::size_t begin = 0, end = 0;
    };
    // The first match that starts in [from, to) and ends at `least_end` or later. starts: of the text.
    std::optional<Span> find(std::string_view text, const Starts& starts, std::size_t from, std::size_t to,
                             std::size_t least_end = 0) const;

    // How far before such a word a match may start, in bytes; the farthest is an estimate where a phrase holds whole words.
    std::size_t nearest() const { return head_->nearest; }
    std::size_t farthest() const { return head_->farthest; }

    bool crosses() const { return head_->crosses; }         // may hold the end of a sentence
    bool starts_text() const { return head_->starts_text; } // matches start where the text does
    bool may_start(std::string_view text, std::size_t at) const { return head_->starts.may_stand(text, at); }
    // False: some word every match holds is not in the text.
    bool may_be_in(const Trigrams& text) const;

private:
    struct Attempt;
    bool run(Attempt& attempt, std::size_t step, std::size_t at, unsigned depth) const;
    bool gap(Attempt& attempt, std::size_t step, std::size_t at, unsigned depth) const;
    bool gap_of_words(Attempt& attempt, std::size_t step, std::size_t at, unsigned depth) const;
    [[gnu::always_inline]] bool stands(std::string_view text, std::size_t at, const PhraseCode::Word& word) const;
    bool may_branch(const Attempt& attempt, const PhraseCode::Step& branch, std::size_t at) const;
    [[gnu::always_inline]] std::uint64_t may_go_on(std::string_view text, std::size_t at,
                                                   const PhraseCode::Step& words) const;
    bool holds(const PhraseCode::Set& set, char32_t c) const;

    // What the compiler wrote is not looked at twice: these are the innermost accesses.
    const PhraseCode::Step& step_at(std::size_t number) const { return code_->steps.data()[number]; }
    const PrefixFilter& filter_at(std::size_t number) const { return code_->filters.data()[number]; }

    const PhraseCode* code_;
    const PhraseCode::Head* head_;
};

} // namespace redress::analyze

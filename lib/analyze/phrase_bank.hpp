// Where phrases are compiled into, and what holds their code.
#pragma once

#include "analyze/phrase.hpp"
#include "base/flat.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace redress::analyze {

using WordLists = std::map<std::string, std::vector<std::string>>;
// By place of a text: 0.002 is one in five hundred.
using WordFrequencies = std::map<std::string, double, std::less<>>;
WordFrequencies word_frequencies(const WordLists& words); // of the lists "common" and "usual"

class PhraseBank {
public:
    struct Added {
        std::uint32_t number = 0;
        std::vector<std::string> anchors; // every match holds one of these; may be empty
    };
    // Latin phrases count gaps in words, others in characters. Throws Error{input} that names the fault.
    // known: how often words are met, for the choice of anchors; none: no anchors are wanted, which saves most of the time.
    Added add(std::string_view pattern, const WordLists& lists, bool latin, const WordFrequencies* known);

    std::size_t size() const { return heads_.size(); }
    PhraseCode code() const; // good until the next add()
    Phrase operator[](std::uint32_t number);

    void write(flat::Writer& out) const;
    // What was written; false if it is damaged. The bytes must outlive the code.
    static bool read(flat::Reader& in, PhraseCode& code);

private:
    friend class PhraseCompiler;
    std::vector<PhraseCode::Head> heads_;
    std::vector<PhraseCode::Step> steps_;
    std::vector<PhraseCode::Word> words_;
    std::string letters_;
    std::vector<PhraseCode::Table> tables_;
    std::vector<std::uint32_t> targets_;
    std::vector<PhraseCode::Set> sets_;
    std::vector<PhraseCode::Range> ranges_;
    std::vector<PrefixFilter> filters_;
    std::vector<std::uint16_t> needs_;
    // What stands in many phrases is kept once, so that it is found in the processor's cache: words, lists of words,
    // filters.
    std::map<std::string, std::uint32_t> known_words_;
    std::map<std::vector<std::string>, std::pair<std::uint32_t, std::uint32_t>> known_lists_; // first word, table
    std::map<std::string, std::uint32_t> known_filters_;                                      // by their bytes
    PhraseCode last_;                                                                         // for operator[]
};

} // namespace redress::analyze

#include "analyze/phrase_bank.hpp"

namespace redress::analyze {

WordFrequencies word_frequencies(const WordLists& words)
{
    WordFrequencies out;
    for (const auto& [list, frequency] : {std::pair{"usual", 2e-4}, std::pair{"common", 2e-3}})
        if (const auto found = words.find(list); found != words.end())
            for (const auto& word : found->second) out[word] = frequency;
    return out;
}

PhraseCode PhraseBank::code() const
{
    return {heads_, steps_, words_, letters_, tables_, targets_, sets_, ranges_, filters_, needs_};
}

Phrase PhraseBank::operator[](std::uint32_t number)
{
    last_ = code();
    return {last_, number};
}

void PhraseBank::write(flat::Writer& out) const
{
    out.put(heads_);
    out.put(steps_);
    out.put(words_);
    out.put(letters_);
    out.put(tables_);
    out.put(targets_);
    out.put(sets_);
    out.put(ranges_);
    out.put(filters_);
    out.put(needs_);
}

bool PhraseBank::read(flat::Reader& in, PhraseCode& code)
{
    code.heads = in.take<PhraseCode::Head>();
    code.steps = in.take<PhraseCode::Step>();
    code.words = in.take<PhraseCode::Word>();
    code.letters = in.take<char>();
    code.tables = in.take<PhraseCode::Table>();
    code.targets = in.take<std::uint32_t>();
    code.sets = in.take<PhraseCode::Set>();
    code.ranges = in.take<PhraseCode::Range>();
    code.filters = in.take<PrefixFilter>();
    code.needs = in.take<std::uint16_t>();
    return in.good();
}

} // namespace redress::analyze

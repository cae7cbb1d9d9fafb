// All rules, ready to be held against texts: their words in one matcher, their phrases compiled. Immutable to its users; any
// number of linters and threads share one.
#pragma once

#include "analyze/matcher.hpp"
#include "analyze/normal.hpp"
#include "analyze/phrase.hpp"
#include "analyze/shapes.hpp"
#include "analyze/wording_model.hpp"
#include "profile/rules.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace redress::analyze {

class Rulebook {
public:
    // Compiles every phrase. Throws Error{input} naming the rule whose phrase or detector is wrong, or which asks the model
    // for a category it does not know. model: for rules that ask it; without one they find nothing.
    explicit Rulebook(profile::RuleSet rules, std::shared_ptr<const WordingModel> model = nullptr);
    // What pack() gave, of the same rules, used where it lies (flat::alignment): `bytes` must outlive the book. Nothing if
    // it is damaged or not for this machine.
    static std::optional<Rulebook> unpack(profile::RuleSet rules, std::string_view bytes,
                                          std::shared_ptr<const WordingModel> model = nullptr);
    std::string pack() const;
    Rulebook(Rulebook&&) = default;
    Rulebook& operator=(Rulebook&&) = default;

    const profile::RuleSet& set() const { return set_; }
    const std::vector<profile::Rule>& rules() const { return set_.rules; }
    const Matcher& matcher() const { return *matcher_; }

    // A word found may belong to a match of this phrase, which then begins so many bytes before it.
    struct Anchor {
        std::uint32_t rule = 0, phrase = 0;
        std::uint32_t number = 0; // of the try: a phrase that stands in several rules is tried for each
        std::uint32_t nearest = 0, farthest = 0;
    };
    std::span<const Anchor> anchors(std::uint32_t word) const
    {
        const auto* first = parts_.first.data() + word;
        return {parts_.anchors.data() + first[0], first[1] - first[0]};
    }
    const NormalForms& forms() const { return parts_.forms; } // none of rules that were compiled here
    std::size_t tries() const { return parts_.tries.front(); }
    // Phrases without a word worth looking for, that can match only where a text starts.
    struct Head {
        std::uint32_t rule = 0, phrase = 0;
    };
    std::span<const Head> heads() const { return parts_.heads; }

    Phrase phrase(std::uint32_t number) const { return {parts_.code, number}; }
    void fetch(std::uint32_t number) const // it is needed soon
    {
        const auto* head = reinterpret_cast<const char*>(parts_.code.heads.data() + number);
        __builtin_prefetch(head);
        __builtin_prefetch(head + sizeof(PrefixFilter));
    }
    using Phrases = std::span<const std::uint32_t>; // their numbers
    // Lists of a rule's phrases. triggers: its patterns; of a rule about what is missing, what asks for it.
    enum class List { triggers, except, unless, required, missing, near, after, when };
    Phrases phrases(std::size_t rule, List list) const
    {
        const auto at = rule * lists_of_a_rule + static_cast<std::size_t>(list);
        return parts_.phrases.subspan(parts_.lists[at], parts_.lists[at + 1] - parts_.lists[at]);
    }
    const Shape* shape(std::size_t rule) const { return shapes_[rule]; }
    const WordingModel* model() const { return model_.get(); }
    // The column of the rule's category in the model: of a rule that asks it, and of phrases it may hold back.
    std::optional<std::size_t> column(std::size_t rule) const { return columns_[rule]; }

private:
    static constexpr std::size_t lists_of_a_rule = 8;
    // As they lie in a pack.
    struct Parts {
        std::span<const std::uint32_t> lengths; // of the words looked for
        std::string_view letters;               // of all words, one behind the other
        std::span<const std::uint32_t> first;   // by word: its first anchor; one more at the end
        std::span<const Anchor> anchors;
        std::span<const Head> heads;
        std::span<const std::uint32_t> tries; // one number: how many
        std::span<const std::uint32_t> lists; // by rule and list: its first phrase; one more at the end
        std::span<const std::uint32_t> phrases;
        PhraseCode code;
        NormalForms forms;
    };
    struct Compiler;
    Rulebook() = default;
    void take(profile::RuleSet rules, std::shared_ptr<const WordingModel> model);
    bool attach(std::string_view bytes); // the parts

    profile::RuleSet set_;
    std::vector<const Shape*> shapes_;
    std::shared_ptr<const WordingModel> model_;
    std::vector<std::optional<std::size_t>> columns_;
    struct alignas(64) Block {
        char bytes[64];
    };
    std::vector<Block> own_; // the parts of rules that were compiled here
    std::string_view bytes_; // the parts
    Parts parts_;
    std::optional<Matcher> matcher_;
};

} // namespace redress::analyze

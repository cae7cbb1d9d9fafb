// All rules, ready to be held against texts: their words in one matcher, their phrases compiled when first needed.
// Immutable to its users; any number of linters and threads share one.
#pragma once

#include "analyze/matcher.hpp"
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
#include <utility>
#include <vector>

namespace redress::analyze {

class Rulebook {
public:
    // Compiles every phrase. Throws Error{input} naming the rule whose phrase or detector is wrong, or which asks the model
    // for a category it does not know. model: for rules that ask it; without one they find nothing.
    explicit Rulebook(profile::RuleSet rules, std::shared_ptr<const WordingModel> model = nullptr);
    // What pack() gave, of the same rules; phrases are compiled when first needed. Nothing if it is of other rules, another
    // version or not for this machine.
    static std::optional<Rulebook> unpack(profile::RuleSet rules, std::string_view bytes,
                                          std::shared_ptr<const WordingModel> model = nullptr);
    std::string pack() const;
    ~Rulebook();
    Rulebook(Rulebook&&) noexcept;

    const profile::RuleSet& set() const { return set_; }
    const std::vector<profile::Rule>& rules() const { return set_.rules; }
    const Matcher& matcher() const { return *matcher_; }

    // A word found may belong to a match of this phrase, which then begins so many bytes before it.
    struct Anchor {
        std::uint32_t rule = 0, phrase = 0; // phrase: of the rule's triggers
        std::uint32_t number = 0;           // of the phrase among all
        std::uint32_t nearest = 0, farthest = 0;
    };
    std::span<const Anchor> anchors(std::uint32_t word) const
    {
        return {anchors_.data() + first_[word], first_[word + 1] - first_[word]};
    }
    std::size_t phrases() const { return phrases_; }
    // Phrases without a word worth looking for, that can match only where a text starts.
    struct Head {
        std::uint32_t rule = 0, phrase = 0;
    };
    std::span<const Head> heads() const { return heads_; }

    using Phrases = std::vector<const Phrase*>; // the book's own: rules that name one list share its phrases
    struct Compiled {
        Phrases triggers; // patterns; of a rule about what is missing, what asks for it
        Phrases except, unless, required, missing, near, after, when;
    };
    const Compiled& compiled(std::size_t rule) const;
    const Shape* shape(std::size_t rule) const { return shapes_[rule]; }
    const WordingModel* model() const { return model_.get(); }
    // The column of the rule's category in the model: of a rule that asks it, and of phrases it may hold back.
    std::optional<std::size_t> column(std::size_t rule) const { return columns_[rule]; }

private:
    Rulebook();
    Compiled compile(const profile::Rule& rule, const WordFrequencies* of_triggers) const;
    Phrases compile_all(const std::vector<std::string>& patterns, const profile::Rule& rule,
                        const WordFrequencies* known) const;
    void take(profile::RuleSet rules, std::shared_ptr<const WordingModel> model);

    profile::RuleSet set_;
    std::vector<const Shape*> shapes_;
    std::shared_ptr<const WordingModel> model_;
    std::vector<std::optional<std::size_t>> columns_;
    std::vector<std::string> words_;   // distinct, sorted
    std::vector<std::uint32_t> first_; // by word: its first anchor; one more at the end
    std::vector<Anchor> anchors_;
    std::vector<Head> heads_;
    std::size_t phrases_ = 0;
    std::optional<Matcher> matcher_;
    struct Slots; // compiled rules, filled when first asked for
    std::unique_ptr<Slots> slots_;
};

} // namespace redress::analyze

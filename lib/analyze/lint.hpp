// Wording rules held against a text: pure, and linear in its length. Compile a Linter once, check as many texts as there
// are.
#pragma once

#include "analyze/normal.hpp"
#include "analyze/rulebook.hpp"
#include "base/diagnostic.hpp"
#include "profile/rules.hpp"

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace redress::analyze {

struct LintFinding {
    const profile::Rule* rule = nullptr;
    Severity severity = Severity::warning; // of the rule where the text is used
    std::size_t text = 0;                  // which of the texts given
    std::size_t offset = 0, length = 0;    // bytes of the text
    std::size_t line = 1, column = 1;      // from 1, in code points
    std::string match;                     // as written
};

// Where a text is used, and what its shop declared.
struct LintScope {
    std::string platform;                                    // id of a profile; empty: not said
    std::vector<std::string> jurisdictions;                  // CN, US, EU, GB, ES, …
    std::vector<std::string> channels;                       // the shop's own: a sentence that names one is not off-platform
    std::map<std::string, Severity, std::less<>> severities; // by rule or category: what the shop wants instead
};

// Which rules apply: zh where Chinese stands, and of the rest es by its words, else en.
struct Languages {
    bool zh = false, en = false, es = false;
};
Languages detect_languages(std::string_view original);
// Of a text whose normal form is at hand, with what was seen on the way.
Languages detect_languages(std::string_view normal, const Marks& marks);
// "zh", "en", "es": that one alone; anything else: what detect_languages finds.
Languages languages_of(std::string_view text, std::string_view given);

struct LintText {
    std::string_view text, kind;
    std::optional<Languages> languages; // nothing: found out
    const LintScope* scope = nullptr;   // nothing: nowhere in particular
    bool whole = true;                  // false: a piece; what a whole text must hold is not asked of it
};

// Does the rule apply there, and how gravely? The shop's own word on a rule counts most, then on a category, then the
// gravest overlay that fits, then the rule's severity.
bool applies(const profile::Rule& rule, const LintScope& scope);
Severity severity_of(const profile::Rule& rule, const LintScope& scope);

// One thread's means to check texts. Findings point into the rules of the book.
class Linter {
public:
    explicit Linter(std::shared_ptr<const Rulebook> book);
    // Compiles the rules for this linter alone. Throws as Rulebook does.
    explicit Linter(const profile::RuleSet& rules);
    ~Linter();
    Linter(Linter&&) noexcept;

    // Findings in order of place; at most one per rule and place, none inside another of the same category.
    // `only`: a rule id to check alone (self-test), or empty.
    std::vector<LintFinding> check(const LintText& text, std::string_view only = {});
    // Appends those of many texts, text by text: far cheaper than one by one, where texts are short.
    void check_all(std::span<const LintText> texts, std::vector<LintFinding>& out, std::string_view only = {});

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace redress::analyze

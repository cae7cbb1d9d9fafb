// Wording rules held against a text: pure, and linear in its length. Compile a Linter once, check as many texts as there
// are.
#pragma once

#include "analyze/matcher.hpp"
#include "analyze/normal.hpp"
#include "analyze/phrase.hpp"
#include "analyze/shapes.hpp"
#include "base/diagnostic.hpp"
#include "profile/rules.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
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

class Linter {
public:
    // The rules must outlive the linter. Throws Error{input} naming the rule whose phrase or detector is wrong.
    explicit Linter(const profile::RuleSet& rules);

    // Findings in order of place; at most one per rule and place, none inside another of the same category.
    // `only`: a rule id to check alone (self-test), or empty.
    std::vector<LintFinding> check(const LintText& text, std::string_view only = {});

private:
    struct Compiled {
        const profile::Rule* rule = nullptr;
        const Shape* shape = nullptr;
        std::vector<Phrase> patterns, except, unless, required, missing, near, after, when;
    };
    struct Anchor {
        std::size_t rule = 0, phrase = 0, progress = 0;
    };
    struct Hit {
        std::size_t rule = 0, begin = 0, end = 0; // bytes of the normal text
    };
    struct Text;

    const std::vector<char>& active(const LintText& text, Languages languages, std::string_view only);
    void collect_shapes(const Text& text, std::vector<Hit>& hits) const;
    void collect_whole(const Text& text, std::vector<Hit>& hits) const;
    bool placed(const Hit& hit, const Text& text) const;
    bool stands(const Hit& hit, const Text& text) const;
    bool is_official(const Hit& hit, const Text& text, const LintScope& scope) const;

    // The words of the rules of one language; compiled when a text of that language comes.
    struct Group {
        std::string lang;
        std::vector<std::string> words;
        std::vector<Anchor> anchors; // by word
        std::optional<Matcher> matcher;
    };
    void collect(const Text& text, Group& group, std::vector<Hit>& hits);

    std::vector<Compiled> rules_;
    std::vector<Group> groups_;
    // Reused from text to text.
    NormalText normal_;
    struct Progress {
        std::uint64_t scan = 0;
        std::size_t from = 0, to = 0; // starts tried in this scan
    };
    std::vector<Progress> progress_; // by phrase
    std::uint64_t scan_ = 0;
    std::vector<char> active_; // by rule
    std::string active_for_;
};

} // namespace redress::analyze

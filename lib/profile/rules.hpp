// Wording rules as data: what redress-rules(5) describes, read from share/rules/*.toml and the user's own folder.
#pragma once

#include "base/diagnostic.hpp"
#include "base/json.hpp"

#include <cstddef>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace redress::profile {

// A text for people in the languages shop staff read.
struct Bilingual {
    std::string en, zh;
    const std::string& in(std::string_view lang) const { return lang == "zh" && !zh.empty() ? zh : en; }
};

// Where a rule weighs otherwise than elsewhere: on a platform, under a law.
struct Overlay {
    std::vector<std::string> platforms, jurisdictions; // one of either list is enough
    Severity severity = Severity::error;
    std::string source, seen;
};

enum class LengthUnit { chars, utf16, bytes };

struct Rule {
    std::string id, category;
    std::vector<std::string> kinds;                    // reply, appeal, shop, reminder; never empty
    std::string lang = "any";                          // zh, en, es, any
    std::vector<std::string> platforms, jurisdictions; // where alone it applies; empty: everywhere
    Severity severity = Severity::warning;
    std::vector<Overlay> overlays;
    // What it looks for: exactly one of patterns, detector, missing, length, scorer.
    std::vector<std::string> patterns; // phrases
    std::string detector;              // a shape found by code: "mobile-cn", "placeholder", …
    std::vector<std::string> missing;  // phrases of which none stands in the text
    struct Length {
        std::optional<std::size_t> least, most;
        LengthUnit unit = LengthUnit::chars;
    };
    std::optional<Length> length;
    bool firm = false;   // the model never holds its phrases back; so with all rules but the shipped ones
    bool scorer = false; // a text that reads like the category, by the trained model, and holds no other finding of it
    // What else must hold of a match of `patterns`.
    std::vector<std::string> near; // one of these phrases within `within` characters before or behind it
    std::size_t within = 0;
    std::vector<std::string> after;        // order: none of these stands earlier in the text
    std::size_t times = 1;                 // repeated: this many matches in one text, found at the last of them
    std::vector<std::string> when;         // only texts that hold one of these
    std::vector<std::string> except;       // phrases that cancel a match they overlap
    std::vector<std::string> unless;       // phrases that cancel every match in their scope
    std::vector<std::string> requires_any; // phrases of which one must stand in the scope
    bool whole_text = true;                // scope of unless and requires: the text, else the sentence
    bool check_quotes = false;             // also look inside quotation marks
    Bilingual message, suggestion, why;    // why: what it costs
    std::string fix;                       // what may be written in place of exactly what was found; empty: nothing is safe
    std::string source, seen;              // seen: the day the source was read, YYYY-MM-DD
    std::vector<std::string> good, bad;    // examples, run by lint --self-test
    std::string file;                      // where it was read
};

struct RuleSet {
    std::vector<Rule> rules; // in file order; a later rule of the same id has replaced the earlier in place
    std::map<std::string, std::vector<std::string>> words; // lists used in phrases as <name>
};

// Categories of what must not be said, and last `structure`: how a text is built.
const std::vector<std::string>& rule_categories();
const std::vector<std::string>& rule_kinds();

// Adds one file's rules and words. Throws Error{input} naming file, rule and key.
void add_rules(RuleSet& set, const Json& file, const std::string& name);
// A file, or every *.toml of a folder in name order, unparsed. Throws Error{input} if one cannot be read.
struct RuleFile {
    std::string name; // as messages say it
    std::string bytes;
};
std::vector<RuleFile> read_rule_files(const std::filesystem::path& path);
// Adds their rules.
void load_rules(RuleSet& set, const std::filesystem::path& path);

} // namespace redress::profile

// Wording rules as data: what redress-rules(5) describes, read from share/rules/*.toml and the user's own folder.
#pragma once

#include "base/diagnostic.hpp"
#include "base/json.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace redress::profile {

// A text for people in the languages shop staff read.
struct Bilingual {
    std::string en, zh;
    const std::string& in(std::string_view lang) const { return lang == "zh" && !zh.empty() ? zh : en; }
};

struct Rule {
    std::string id, category;
    std::vector<std::string> kinds; // reply, appeal, shop, reminder; never empty
    std::string lang = "any";       // zh, en, es, any
    Severity severity = Severity::warning;
    std::vector<std::string> patterns;     // phrases
    std::string detector;                  // or a shape found by code: "mobile-cn", "placeholder", …
    std::vector<std::string> except;       // phrases that cancel a match they overlap
    std::vector<std::string> unless;       // phrases that cancel every match in their scope
    std::vector<std::string> requires_any; // phrases of which one must stand in the scope
    bool whole_text = true;                // scope of unless and requires: the text, else the sentence
    bool check_quotes = false;             // also look inside quotation marks
    Bilingual message, suggestion;
    std::string source;
    std::vector<std::string> good, bad; // examples, run by lint --self-test
    std::string file;                   // where it was read
};

struct RuleSet {
    std::vector<Rule> rules; // in file order; a later rule of the same id has replaced the earlier in place
    std::map<std::string, std::vector<std::string>> words; // lists used in phrases as <name>
};

const std::vector<std::string>& rule_categories();
const std::vector<std::string>& rule_kinds();

// Adds one file's rules and words. Throws Error{input} naming file, rule and key.
void add_rules(RuleSet& set, const Json& file, const std::string& name);
// Adds a file, or every *.toml of a folder in name order.
void load_rules(RuleSet& set, const std::filesystem::path& path);

} // namespace redress::profile

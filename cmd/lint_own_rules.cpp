#include "lint_own_rules.hpp"

#include "base/said.hpp"
#include "ingest/prose_template.hpp"

#include <utility>

namespace redress {
namespace {

profile::Bilingual both(const Said& words)
{
    return {words.en(), words.in("zh")};
}

profile::Rule rule(const char* id, const char* category, Severity severity, std::vector<std::string> kinds)
{
    profile::Rule out;
    out.id = id;
    out.category = category;
    out.severity = severity;
    out.kinds = std::move(kinds);
    return out;
}

profile::Rule unused_suppression()
{
    auto out = rule("unused-suppression", "hygiene", Severity::warning, profile::rule_kinds());
    out.message = both(said("a comment suppresses a rule that finds nothing there"));
    out.suggestion = both(said("delete the rule's name from the comment, or the comment"));
    out.why = both(said("what goes wrong on that line later would pass unseen"));
    return out;
}

profile::Rule bad_suppression()
{
    auto out = rule("bad-suppression", "hygiene", Severity::warning, profile::rule_kinds());
    out.message = both(said("a suppression needs a rule and a reason: RULE -- reason"));
    out.suggestion = both(said("name the rule and, behind two hyphens, why the wording may stand"));
    out.why = both(said("without a reason nobody can tell later whether it still holds"));
    return out;
}

} // namespace

const std::vector<profile::Rule>& own_rules()
{
    static const std::vector<profile::Rule> rules = [] {
        std::vector<profile::Rule> out{unused_suppression(), bad_suppression()};
        out.insert(out.end(), ingest::template_rules().begin(), ingest::template_rules().end());
        return out;
    }();
    return rules;
}

profile::RuleSet with_own_rules(profile::RuleSet rules)
{
    rules.rules.insert(rules.rules.end(), own_rules().begin(), own_rules().end());
    return rules;
}

} // namespace redress

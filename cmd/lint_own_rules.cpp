#include "lint_own_rules.hpp"

#include "base/said.hpp"
#include "ingest/prose_template.hpp"

#include <algorithm>
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

profile::Rule repeated_refusal()
{
    auto out = rule("sent-repeated-refusal", "structure", Severity::note, {"reply"});
    out.message = both(said("the third time this refusal was sent in the conversation"));
    out.suggestion = both(said("say what can be done instead and by when, or who decides and how to reach them"));
    out.why =
        both(said("a reviewer reads the whole conversation: the same words over and over look like nobody looked into it"));
    return out;
}

profile::Rule interrupted()
{
    auto out = rule("sent-interrupted", "structure", Severity::note, {"reply"});
    out.message = both(said("answered while the buyer was still writing"));
    out.suggestion = both(said("wait until the buyer has finished, then answer all of it at once"));
    out.why = both(said("an answer to half of a complaint reads as not listening, and must be given again"));
    return out;
}

} // namespace

const std::vector<profile::Rule>& own_rules()
{
    static const std::vector<profile::Rule> rules = [] {
        std::vector<profile::Rule> out{unused_suppression(), bad_suppression(), repeated_refusal(), interrupted()};
        out.insert(out.end(), ingest::template_rules().begin(), ingest::template_rules().end());
        return out;
    }();
    return rules;
}

const profile::Rule& own_rule(std::string_view id)
{
    const auto& rules = own_rules();
    return *std::find_if(rules.begin(), rules.end(), [&](const profile::Rule& r) { return r.id == id; });
}

profile::RuleSet with_own_rules(profile::RuleSet rules)
{
    rules.rules.insert(rules.rules.end(), own_rules().begin(), own_rules().end());
    return rules;
}

} // namespace redress

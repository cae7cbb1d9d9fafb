#include "lint_show.hpp"

#include "analyze/lint.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "lint_fix.hpp"
#include "lint_rule_page.hpp"
#include "render/renderer.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace redress {

Exit lint_self_test(const std::shared_ptr<const analyze::Rulebook>& book, Session& session)
{
    const auto& set = book->set();
    check_fixes(book);
    analyze::Linter linter(book);
    std::size_t examples = 0, wrong = 0;
    for (const auto& rule : set.rules) {
        // Where it applies.
        const analyze::LintScope scope{.platform = rule.platforms.empty() ? "" : rule.platforms.front(),
                                       .jurisdictions = rule.jurisdictions};
        const auto found = [&](const std::string& text) {
            ++examples;
            return !linter
                        .check({.text = text,
                                .kind = rule.kinds.front(),
                                .languages = analyze::languages_of(text, rule.lang),
                                .scope = &scope},
                               rule.id)
                        .empty();
        };
        const auto tell = [&](const std::string& what, const std::string& text) {
            ++wrong;
            session.out(fmt::format("{}: {}: {}: {}\n", rule.file, rule.id, what, text));
        };
        if (rule.good.empty() || rule.bad.empty()) {
            ++wrong;
            session.out(fmt::format("{}: {}: {}\n", rule.file, rule.id, session.say("has no good and bad examples")));
        }
        for (const auto& text : rule.good)
            if (found(text)) tell(session.say("a good example is found"), text);
        for (const auto& text : rule.bad)
            if (!found(text)) tell(session.say("a bad example is not found"), text);
    }
    session.out(session.say("{} rules, {} examples, {} wrong", set.rules.size(), examples, wrong) + "\n");
    return wrong ? Exit::findings : Exit::ok;
}

namespace {

void write_rules(const std::vector<const profile::Rule*>& rules, const OutputOptions& output, Session& session)
{
    auto list = Json::array();
    for (const auto* rule : rules) list.push(rule_json(*rule));
    write_output(Json::object().set("schema", "redress/rules/1").set("rules", std::move(list)).dump() + "\n", output,
                 session);
}

} // namespace

Exit lint_list(const profile::RuleSet& set, const OutputOptions& output, Session& session)
{
    std::vector<const profile::Rule*> rules;
    std::size_t widest = 0;
    for (const auto& r : set.rules) {
        rules.push_back(&r);
        widest = std::max(widest, r.id.size());
    }
    if (output.format == "json") {
        write_rules(rules, output, session);
        return Exit::ok;
    }
    std::string out;
    for (const auto* r : rules) {
        const auto severity = severity_word(r->severity, session.lang());
        const auto gap = std::string(9 - std::min<std::size_t>(8, text::display_width(severity)), ' ');
        out += fmt::format("{:<{}}  {}{}{:<4} {}\n", r->id, widest, severity, gap, r->lang, r->message.in(session.lang()));
    }
    write_output(out, output, session);
    return Exit::ok;
}

Exit lint_explain(const profile::RuleSet& set, const std::string& word, const OutputOptions& output, Session& session)
{
    std::vector<const profile::Rule*> rules;
    std::vector<std::string> names = profile::rule_categories();
    for (const auto& r : set.rules) {
        names.push_back(r.id);
        if (r.id == word || r.category == word) rules.push_back(&r);
    }
    if (rules.empty()) {
        const auto near = text::nearest(word, names);
        throw Error(ErrorKind::usage, said("no rule or category '{}'", word),
                    near.empty() ? said("redress lint --list names them") : said("did you mean '{}'?", near));
    }
    if (output.format == "json") {
        write_rules(rules, output, session);
        return Exit::ok;
    }
    std::string out;
    for (const auto* rule : rules) {
        if (!out.empty()) out += '\n';
        out += render::find_renderer("text")->render(rule_page(*rule, session.lang(), session.options().verbose));
    }
    write_output(out, output, session);
    return Exit::ok;
}

} // namespace redress

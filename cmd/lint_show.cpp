#include "lint_show.hpp"

#include "analyze/lint.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

namespace redress {

Exit lint_self_test(const std::shared_ptr<const analyze::Rulebook>& book, Session& session)
{
    const auto& set = book->set();
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

Exit lint_list(const profile::RuleSet& set, const OutputOptions& output, Session& session)
{
    std::string out;
    if (output.format == "json") {
        auto rules = Json::array();
        for (const auto& r : set.rules) {
            auto kinds = Json::array();
            for (const auto& kind : r.kinds) kinds.push(kind);
            rules.push(Json::object()
                           .set("id", r.id)
                           .set("category", r.category)
                           .set("lang", r.lang)
                           .set("severity", to_string(r.severity))
                           .set("kinds", std::move(kinds))
                           .set("message", r.message.en)
                           .set("source", r.source));
        }
        out = Json::object().set("schema", "redress/rules/1").set("rules", std::move(rules)).dump() + "\n";
    } else
        for (const auto& r : set.rules)
            out += fmt::format("{:<30} {:<8} {:<4} {}\n", r.id, severity_word(r.severity, session.lang()), r.lang,
                               r.message.in(session.lang()));
    write_output(out, output, session);
    return Exit::ok;
}

Exit lint_explain(const profile::RuleSet& set, const std::string& word, const OutputOptions& output, Session& session)
{
    std::string out;
    std::vector<std::string> names;
    for (const auto& r : set.rules) {
        names.push_back(r.id);
        if (r.id != word && r.category != word) continue;
        out += fmt::format("{}\n  {}\n", r.id, r.message.in(session.lang()));
        if (!r.suggestion.en.empty()) out += fmt::format("  {}\n", r.suggestion.in(session.lang()));
        const auto line = [&](const Said& words) { out += "  " + words.in(session.lang()) + "\n"; };
        line(said("category {}, {}, lang {}, kinds {}", r.category, severity_word(r.severity, session.lang()), r.lang,
                  joined(r.kinds, said(", "))));
        if (!r.why.en.empty()) line(said("why: {}", r.why.in(session.lang())));
        if (!r.source.empty())
            line(r.seen.empty() ? said("source: {}", r.source) : said("source: {}, seen {}", r.source, r.seen));
        for (const auto& text : r.bad) line(said("bad:  {}", text));
        for (const auto& text : r.good) line(said("good: {}", text));
    }
    if (out.empty()) {
        const auto near = text::nearest(word, names);
        throw Error(ErrorKind::usage, said("no rule or category '{}'", word),
                    near.empty() ? said("redress lint --list names them") : said("did you mean '{}'?", near));
    }
    write_output(out, output, session);
    return Exit::ok;
}

} // namespace redress

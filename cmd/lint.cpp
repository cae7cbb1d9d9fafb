// redress lint: wording of templates, drafts and messages already sent.
#include "base/text.hpp"
#include "command.hpp"
#include "lint_check.hpp"
#include "options.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace redress {
namespace {

struct Options : LintOptions {
    OutputOptions output;
};

Exit self_test(const profile::RuleSet& set, Session& session)
{
    analyze::Linter linter(set);
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

Exit list(const profile::RuleSet& set, const Options& o, Session& session)
{
    std::string out;
    if (o.output.format == "json") {
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
    write_output(out, o.output, session);
    return Exit::ok;
}

Exit explain(const profile::RuleSet& set, const Options& o, Session& session)
{
    std::string out;
    std::vector<std::string> names;
    for (const auto& r : set.rules) {
        names.push_back(r.id);
        if (r.id != o.explain && r.category != o.explain) continue;
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
        const auto near = text::nearest(o.explain, names);
        throw Error(ErrorKind::usage, said("no rule or category '{}'", o.explain),
                    near.empty() ? said("redress lint --list names them") : said("did you mean '{}'?", near));
    }
    write_output(out, o.output, session);
    return Exit::ok;
}

bool fails(const render::FindingsReport& report, const std::string& fail_on)
{
    if (fail_on == "never") return false;
    const auto least = fail_on == "error" ? Severity::error : fail_on == "note" ? Severity::note : Severity::warning;
    return std::any_of(report.findings.begin(), report.findings.end(),
                       [&](const auto& f) { return f.suppressed.empty() && f.severity >= least; });
}

Exit nothing(const Options& o, const Said& what)
{
    if (o.allow_empty) return Exit::ok;
    throw Error(ErrorKind::input, what,
                said("name files or - for standard input; --allow-empty if that is as it should be"));
}

Exit run(const Options& o, Session& session)
{
    if (o.records && o.text) throw Error(ErrorKind::usage, said("--records and --text exclude each other"));
    const auto settings = lint_settings();
    const auto set = lint_rules(o.rules, settings, session);
    if (set.rules.empty()) return nothing(o, said("no rules to check by"));
    if (o.self_test) return self_test(set, session);
    if (o.list) return list(set, o, session);
    if (!o.explain.empty()) return explain(set, o, session);
    const auto files = lint_files(o.files, settings);
    if (files.empty()) return nothing(o, said("no file to check"));

    // Reports for people and their tools are in the reader's language, JSON is English.
    LintRun work(set, o, settings, session, o.output.format == "json" ? "en" : session.lang());
    bool unreadable = false;
    for (const auto& file : files) {
        try {
            work.file(file);
        } catch (const Error& e) {
            if (files.size() == 1) throw;
            session.warn({Severity::error, file, 0, 1, e.message(), "unreadable"});
            unreadable = true;
        }
    }
    if (!o.baseline.empty()) work.apply_baseline(o.baseline);
    auto& report = work.report();
    const bool empty = report.checked == 0 && report.malformed == 0 && !unreadable;
    if (empty && !o.allow_empty) return nothing(o, said("no text or seller's message to check"));
    write_output(render::find_findings_format(o.output.format)->render(report), o.output, session);
    if (unreadable || (report.malformed && o.strict)) return Exit::failed;
    auto fail_on = o.fail_on.empty() ? settings.fail_on : o.fail_on;
    if (fail_on.empty()) fail_on = "warning";
    return fails(report, fail_on) || report.malformed ? Exit::findings : Exit::ok;
}

void only(CLI::Option* option, const std::vector<std::string>& words)
{
    option->type_name(one_of(words))
        ->check(CLI::Validator(
            [words](std::string& word) -> std::string {
                if (std::find(words.begin(), words.end(), word) != words.end()) return {};
                return fmt::format("'{}' is not {}", word, fmt::join(words, ", "));
            },
            ""));
}

Action declare(CLI::App& app)
{
    auto o = std::make_shared<Options>();
    std::vector<std::string> formats;
    for (const auto& format : render::findings_formats()) formats.emplace_back(format.name);
    app.add_option("FILES", o->files, "Text, Markdown or record files, folders of them, or - for standard input");
    add_output(app, o->output, formats);
    app.add_option("--rules", o->rules, "Rule file or folder instead of the shipped rules (may be repeated)");
    only(app.add_option("--kind", o->kind, "What texts that do not say are"), profile::rule_kinds());
    only(app.add_option("--lint-lang", o->lint_lang, "Language of the texts (default: found out)"), {"zh", "en", "es"});
    only(app.add_option("--fail-on", o->fail_on, "Least severity that makes the exit code 1"),
         {"error", "warning", "note", "never"});
    app.add_option("--baseline", o->baseline, "Former report (-f json) whose findings are not reported again");
    app.add_flag("--records", o->records, "Input is a stream of records");
    app.add_flag("--text", o->text, "Input is plain text");
    app.add_flag("--self-test", o->self_test, "Run every rule on its own examples");
    app.add_option("--explain", o->explain, "Show a rule, or the rules of a category");
    app.add_flag("--list", o->list, "List the rules");
    app.add_flag("--allow-empty", o->allow_empty, "Nothing to look at is no failure");
    app.add_flag("--strict", o->strict, "A line that is no record makes the exit code 3");
    return [o](Session& session) { return run(*o, session); };
}

} // namespace

extern const Command command_lint;
const Command command_lint{"lint", "check the wording of drafts, templates and sent messages", StoreUse::none, declare};

} // namespace redress

// redress lint: wording of templates, drafts and messages already sent.
#include "command.hpp"
#include "lint_book.hpp"
#include "lint_check.hpp"
#include "lint_output.hpp"
#include "lint_own_rules.hpp"
#include "lint_show.hpp"
#include "options.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace redress {
namespace {

struct Options : LintOptions {
    OutputOptions output;
    std::vector<std::string> also;
};

std::optional<Severity> least(const std::string& fail_on)
{
    if (fail_on == "never") return std::nullopt;
    if (fail_on == "error") return Severity::error;
    return fail_on == "note" ? Severity::note : Severity::warning;
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
    if (o.pack) {
        write_output(pack_rules(session), o.output, session);
        return Exit::ok;
    }
    const auto book = lint_book(o.rules, settings, session);
    if (!book) return nothing(o, said("no rules to check by"));
    if (o.self_test) return lint_self_test(book, session);
    if (o.list) return lint_list(with_own_rules(book->set()), o.output, session);
    if (!o.explain.empty()) return lint_explain(with_own_rules(book->set()), o.explain, o.output, session);
    const auto files = lint_files(o.files, settings);
    if (files.empty()) return nothing(o, said("no file to check"));

    const auto root = repository_root();
    const render::FindingsHead head{.rules = &book->set(),
                                    .version = REDRESS_VERSION,
                                    .lang = session.lang(),
                                    .fail_on = least(o.fail_on.empty() ? settings.fail_on : o.fail_on),
                                    .root = root.string(),
                                    .here = root.empty() ? "" : std::filesystem::current_path().string(),
                                    .verbose = session.options().verbose,
                                    .quiet = session.options().quiet};
    LintOutput output(o.output, o.also, head, session);
    LintSieve sieve(o.sieve, head, session);
    LintRun work(book, o, settings, session, sieve, output);
    for (const auto& file : files) {
        try {
            work.file(file);
        } catch (const Error& e) {
            if (files.size() == 1) throw;
            session.warn({Severity::error, file, 0, 1, e.message(), "unreadable"});
            work.unreadable(file, e.message().in(session.lang()));
        }
    }
    auto& totals = work.totals();
    const bool empty = totals.checked == 0 && totals.malformed == 0 && totals.unreadable == 0;
    if (empty && !o.allow_empty) return nothing(o, said("no text or seller's message to check"));
    sieve.finish();
    auto exit = totals.fails(head.fail_on) || totals.malformed ? Exit::findings : Exit::ok;
    if (totals.unreadable || (totals.malformed && o.strict)) exit = Exit::failed;
    totals.exit_code = static_cast<int>(exit);
    output.finish(totals);
    return exit;
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
    app.add_option("--also", o->also, "A second report, FORMAT=FILE (may be repeated)");
    app.add_option("--rules", o->rules, "Rule file or folder instead of the shipped rules (may be repeated)");
    only(app.add_option("--kind", o->kind, "What texts that do not say are"), profile::rule_kinds());
    only(app.add_option("--lint-lang", o->lint_lang, "Language of the texts (default: found out)"), {"zh", "en", "es"});
    only(app.add_option("--fail-on", o->fail_on, "Least severity that makes the exit code 1"),
         {"error", "warning", "note", "never"});
    add_sieve(app, o->sieve);
    app.add_flag("--records", o->records, "Input is a stream of records");
    app.add_flag("--text", o->text, "Input is plain text");
    app.add_flag("--self-test", o->self_test, "Run every rule on its own examples");
    app.add_option("--explain", o->explain, "Show a rule, or the rules of a category");
    app.add_flag("--list", o->list, "List the rules");
    app.add_flag("--pack", o->pack, "Write the shipped rules compiled, for those who build packages");
    app.add_flag("--allow-empty", o->allow_empty, "Nothing to look at is no failure");
    app.add_flag("--strict", o->strict, "A line that is no record makes the exit code 3");
    return [o](Session& session) { return run(*o, session); };
}

} // namespace

extern const Command command_lint;
const Command command_lint{"lint", "check the wording of drafts, templates and sent messages", StoreUse::none, declare};

} // namespace redress

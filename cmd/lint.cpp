// redress lint: wording of templates, drafts and messages already sent.
#include "base/error.hpp"
#include "base/text.hpp"
#include "command.hpp"
#include "lint_book.hpp"
#include "lint_check.hpp"
#include "lint_fix.hpp"
#include "lint_output.hpp"
#include "lint_own_rules.hpp"
#include "lint_sent.hpp"
#include "lint_show.hpp"
#include "options.hpp"
#include "profile/profile.hpp"
#include "store/shops.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace redress {
namespace {

struct Options : LintOptions {
    OutputOptions output;
    std::vector<std::string> also;
    SentOptions sent;
    bool fix = false, dry = false;
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

// Names that no profile and no law has would take rules out of account without a word.
void check_words(const Options& o, const LintSettings& settings, const Session& session)
{
    for (const auto& word : o.said.jurisdictions)
        if (!jurisdiction_named(word))
            throw Error(ErrorKind::usage, said("jurisdiction '{}' is unknown", word),
                        said("it has two letters, as CN, US, EU"));
    const auto known = profile::list_profiles(session.share(), session.config());
    std::vector<std::pair<std::string, ErrorKind>> names{{o.said.platform, ErrorKind::usage},
                                                         {settings.all.platform, ErrorKind::input}};
    for (const auto& entry : settings.files) names.emplace_back(entry.said.platform, ErrorKind::input);
    for (const auto& [name, error] : names) {
        if (name.empty() || std::find(known.begin(), known.end(), name) != known.end()) continue;
        const auto near = text::nearest(name, known);
        throw Error(error, said("no platform '{}'", name),
                    near.empty() ? said("redress platform list names them") : said("did you mean '{}'?", near));
    }
}

// Files below a folder that are of no kind that is read: never left out without a word.
void tell_left_out(const LintFound& found, Session& session)
{
    for (const auto& [path, why] : found.unreadable) session.warn({Severity::error, path, 0, 1, why, "unreadable"});
    if (found.others.empty()) return;
    if (!session.options().verbose) {
        session.note(said("{} files are of kinds that are not checked; -v names them", found.others.size()));
        return;
    }
    for (const auto& path : found.others) session.note(said("not checked: {}", text::visible(path)));
}

void check_sent(const Options& o)
{
    if (!o.files.empty() || o.records || o.text || o.sieve.changed_since)
        throw Error(ErrorKind::usage,
                    said("--sent reads the store: no files, --records, --text or --changed-since with it"));
}

SentDefaults sent_defaults(const Options& o, const LintSettings& settings)
{
    SentDefaults out{
        .kind = o.said.kind.empty() ? settings.all.kind : o.said.kind,
        .lang = o.said.lang,
        .scope = {.platform = o.said.platform,
                  .jurisdictions = o.said.jurisdictions.empty() ? settings.all.jurisdictions : o.said.jurisdictions,
                  .channels = settings.channels,
                  .severities = settings.severities}};
    if (out.kind.empty()) out.kind = "reply";
    return out;
}

void check_fix(const Options& o)
{
    if (o.sent.on || o.records || o.sieve.update || !o.also.empty())
        throw Error(ErrorKind::usage, said("--fix is for text files: no --sent, --records, --update or --also with it"));
}

Exit fix(const std::shared_ptr<const analyze::Rulebook>& book, const Options& o, const LintSettings& settings,
         const LintFound& found, const render::FindingsHead& head, Session& session)
{
    LintSieve sieve(o.sieve, head, session);
    LintFixes fixes;
    LintRun work(rules_that_fix(*book), o, settings, session, sieve, fixes);
    const auto exit = lint_fix(work, fixes, found.files, o.dry, o.output, session);
    return found.unreadable.empty() ? exit : Exit::failed;
}

// --shop: where that shop is, and how it may talk to buyers, is known to the store.
LintSettings settings_of(const Options& o, Session& session)
{
    auto out = lint_settings();
    const auto& name = session.options().shop;
    if (o.sent.on || name.empty()) return out;
    const auto shop = store::get_shop(session.store(), name);
    if (!shop)
        throw Error(ErrorKind::usage, said("no shop '{}'", name),
                    said("redress shop add makes it; redress shop list lists them"));
    if (!shop->platform.empty()) out.all.platform = shop->platform;
    out.channels.insert(out.channels.end(), shop->channels.begin(), shop->channels.end());
    return out;
}

Exit run(const Options& o, Session& session)
{
    if (o.records && o.text) throw Error(ErrorKind::usage, said("--records and --text exclude each other"));
    const auto settings = settings_of(o, session);
    check_words(o, settings, session);
    if (o.pack) {
        write_output(pack_rules(session), o.output, session);
        return Exit::ok;
    }
    const auto book = lint_book(o.rules, settings, session);
    if (!book) return nothing(o, said("no rules to check by"));
    if (o.self_test) return lint_self_test(book, session);
    const auto shown = with_own_rules(book->set());
    if (o.list) return lint_list(shown, o.output, session);
    if (!o.explain.empty()) return lint_explain(shown, o.explain, o.output, session);
    if (o.sent.on) check_sent(o);
    if (o.fix) check_fix(o);
    const auto found = lint_files(o.files, settings);
    tell_left_out(found, session);
    const auto& files = found.files;
    if (!o.sent.on && files.empty() && found.unreadable.empty()) return nothing(o, said("no file to check"));

    const auto root = repository_root();
    const render::FindingsHead head{.rules = &shown,
                                    .version = REDRESS_VERSION,
                                    .lang = session.lang(),
                                    .fail_on = least(o.fail_on.empty() ? settings.fail_on : o.fail_on),
                                    .root = root.string(),
                                    .here = root.empty() ? "" : std::filesystem::current_path().string(),
                                    .verbose = session.options().verbose,
                                    .quiet = session.options().quiet};
    if (o.fix) return fix(book, o, settings, found, head, session);
    LintOutput output(o.output, o.also, head, session);
    LintSieve sieve(o.sieve, head, session);
    LintRun work(book, o, settings, session, sieve, output);
    for (const auto& [path, why] : found.unreadable) work.unreadable(path, why.in(session.lang()));
    if (o.sent.on) LintSent(book, o.sent, sent_defaults(o, settings), session).run(sieve, output, work.totals());
    for (const auto& file : files) {
        try {
            work.file(file);
        } catch (const Error& e) {
            work.finish();
            if (files.size() == 1) throw;
            session.warn({Severity::error, file, 0, 1, e.message(), "unreadable"});
            work.unreadable(file, e.message().in(session.lang()));
        }
    }
    work.finish();
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
    only(app.add_option("--kind", o->said.kind, "What texts that do not say are"), profile::rule_kinds());
    only(app.add_option("--lint-lang", o->said.lang, "Language of the texts (default: found out)"), {"zh", "en", "es"});
    app.add_option("--platform", o->said.platform, "Where texts that do not say are used")->type_name("PLATFORM");
    app.add_option("--jurisdiction", o->said.jurisdictions, "Law they fall under: CN, US, EU, ... (may be repeated)");
    only(app.add_option("--unit", o->said.unit, "What is one text of a file of plain text or Markdown"), lint_units());
    app.add_option("--encoding", o->encoding, "Encoding of the files (default: found out)");
    only(app.add_option("--fail-on", o->fail_on, "Least severity that makes the exit code 1"),
         {"error", "warning", "note", "never"});
    add_sieve(app, o->sieve);
    add_sent(app, o->sent);
    auto* fix = app.add_flag("--fix", o->fix, "Put right what rules have a safe fix for, and show the diff");
    app.add_flag("-n,--dry-run", o->dry, "With --fix: only the diff")->needs(fix);
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
const Command command_lint{"lint", "check the wording of drafts, templates and sent messages", StoreUse::read, declare};

} // namespace redress

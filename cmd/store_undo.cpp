#include "store_undo.hpp"

#include "base/error.hpp"
#include "store/alias.hpp"
#include "store/forget.hpp"
#include "store/sources.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace redress {
namespace {

struct ForgetOptions {
    std::vector<std::string> what;
    std::string buyer, reason;
    bool yes = false, dry_run = false;
};

std::vector<store::Doomed> doomed_of(const ForgetOptions& o, Session& session)
{
    auto& store = session.store();
    std::vector<store::Doomed> out;
    for (const auto& word : o.what) {
        const auto source = store::find_source(store, word);
        out.push_back(source ? store::doomed_source(store, source->row) : store::doomed_record(store, word));
    }
    if (!o.buyer.empty()) {
        out.push_back(store::doomed_buyer(store, session.shop(), o.buyer));
        if (out.back().records.empty())
            throw Error(ErrorKind::input, said("no message, order or review of shop '{}' is of that buyer", session.shop()),
                        said("the name has to be written as the records have it: redress show -f ndjson"));
    }
    if (out.empty())
        throw Error(ErrorKind::usage, said("nothing named"), said("redress store forget chat.txt --reason 'wrong shop'"));
    return out;
}

void refuse_in_use(const std::vector<store::Doomed>& all, bool yes, Session& session)
{
    for (const auto& doomed : all) {
        const auto cases = store::open_cases_of(session.store(), doomed);
        if (cases.empty() || yes) continue;
        throw Error(ErrorKind::usage, said("open cases use it: {}", joined(cases, said(", "))),
                    said("--yes forgets it all the same, and takes it out of them"));
    }
}

void tell(const store::Forgotten& gone, bool dry_run, Session& session)
{
    session.note(
        dry_run
            ? said("would forget {} records, {} files and {} links of cases; {} records stay, since other files have them",
                   gone.records, gone.sources, gone.links, gone.kept)
            : said("forgot {} records, {} files and {} links of cases; {} records stay, since other files have them",
                   gone.records, gone.sources, gone.links, gone.kept));
    for (const auto& name : gone.still_hold)
        session.note(
            said("the original of '{}' is kept and still holds it: forget that file too, or read one without it", name));
}

Exit run_forget(const ForgetOptions& o, Session& session)
{
    if (o.reason.empty() && !o.dry_run)
        throw Error(ErrorKind::usage, said("no reason given"),
                    said("--reason: it stays in the journal, so name no person in it"));
    auto& store = session.store();
    const auto all = doomed_of(o, session);
    if (!o.dry_run) refuse_in_use(all, o.yes, session);
    for (const auto& doomed : all)
        tell(o.dry_run ? store::weigh(store, doomed) : store::forget(store, doomed, o.reason), o.dry_run, session);
    if (!o.dry_run) store::sweep_blobs(store);
    return Exit::ok;
}

struct AliasOptions {
    std::string kind, name, shown;
    bool undo = false;
};

Exit run_alias(const AliasOptions& o, Session& session)
{
    auto& store = session.store();
    const store::Alias alias{session.shop(), o.kind, o.name, o.shown};
    if (o.undo) {
        if (!store::drop_alias(store, alias)) throw Error(ErrorKind::usage, said("'{}' has no other name", o.name));
        return Exit::ok;
    }
    if (o.shown.empty())
        throw Error(ErrorKind::usage, said("one name is missing"), said("redress store alias thread OLD NEW"));
    store::put_alias(store, alias);
    const auto twice = o.kind == "thread" ? store::said_in_both(store, alias) : 0;
    if (twice == 0) return Exit::ok;
    session.warn(
        {Severity::warning, o.name, 0, 1,
         said("{} messages stand in both conversations and are shown twice: ingest --redo --thread with the file of one "
              "of them makes them one",
              twice),
         "said-twice"});
    return Exit::findings;
}

} // namespace

void declare_undo(CLI::App& app, Action& chosen)
{
    auto f = std::make_shared<ForgetOptions>();
    auto* forget = app.add_subcommand("forget", "take a file, a record or a buyer out of the store");
    forget->add_option("WHAT", f->what, "A source by name or SHA-256, or the id of a record")->type_name("SOURCE|RECORD");
    forget->add_option("--buyer", f->buyer, "All that this buyer of the shop wrote, bought and rated")->type_name("NAME");
    forget->add_option("--reason", f->reason, "Why: it stays in the journal")->type_name("TEXT");
    forget->add_flag("--yes", f->yes, "Also what open cases use");
    forget->add_flag("-n,--dry-run", f->dry_run, "Only say what would go");
    forget->callback([f, &chosen] { chosen = [f](Session& session) { return run_forget(*f, session); }; });

    auto a = std::make_shared<AliasOptions>();
    auto* alias = app.add_subcommand("alias", "show one conversation or sender under the name of another");
    alias->add_option("KIND", a->kind, "thread or sender")->required()->check(CLI::IsMember({"thread", "sender"}));
    alias->add_option("NAME", a->name, "The name as written")->required();
    alias->add_option("SHOWN", a->shown, "The name to show");
    alias->add_flag("--undo", a->undo, "Show it under its own name again");
    alias->callback([a, &chosen] { chosen = [a](Session& session) { return run_alias(*a, session); }; });
}

} // namespace redress

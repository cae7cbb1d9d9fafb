#include "store/store.hpp"

#include "base/text.hpp"
#include "command.hpp"
#include "options.hpp"
#include "store/alias.hpp"
#include "store/journal.hpp"
#include "store/maintenance.hpp"
#include "store/search.hpp"
#include "store/sources.hpp"
#include "store_undo.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace redress {
namespace {

struct Options {
    std::string what, folder, source;
    OutputOptions output;
    Action undo; // forget or alias
};

render::Document info_document(Session& session)
{
    const auto i = store::info(session.store());
    const Say say(session.lang());
    render::Document d;
    d.title = say("Store");
    d.lang = session.lang();
    render::Facts facts{{{say("folder"), session.store().folder().string()},
                         {say("schema"), std::to_string(i.version)},
                         {say("database"), say("{} bytes", i.database_bytes)},
                         {say("originals"), say("{} files, {} bytes", i.blobs, i.blob_bytes)},
                         {say("sources"), std::to_string(i.sources)},
                         {say("journal"), say("{} rows", i.journal_rows)},
                         {say("not indexed"), say("{} records", store::unindexed(session.store()))}}};
    auto records = Json::object();
    for (const auto& [type, n] : i.records) {
        facts.rows.emplace_back(type, std::to_string(n));
        records.set(type, n);
    }
    d.blocks.emplace_back(std::move(facts));
    render::Table table{"sources", {"SHA-256", say("format"), say("zone"), say("shop"), say("name")}, {}, {}};
    auto sources = Json::array();
    for (const auto& s : store::list_sources(session.store())) {
        table.rows.push_back(
            {s.sha256.substr(0, 12), s.format, fmt::format("{} ({})", s.zone, s.zone_from), s.shop, s.name});
        sources.push(Json::object()
                         .set("sha256", s.sha256)
                         .set("name", s.name)
                         .set("format", s.format)
                         .set("shop", s.shop)
                         .set("zone", s.zone)
                         .set("zone_from", s.zone_from)
                         .set("ingested_at", s.ingested_at)
                         .set("receipt", s.receipt));
    }
    if (!table.rows.empty()) d.blocks.emplace_back(std::move(table));
    render::Table names{"aliases", {say("kind"), say("name"), say("shown as"), say("shop")}, {}, {}};
    auto aliases = Json::array();
    for (const auto& a : store::list_aliases(session.store())) {
        names.rows.push_back({a.kind, a.name, a.shown, a.shop});
        aliases.push(Json::object().set("shop", a.shop).set("kind", a.kind).set("name", a.name).set("shown", a.shown));
    }
    if (!names.rows.empty()) d.blocks.emplace_back(std::move(names));
    d.data = Json::object()
                 .set("schema", "redress/store-info/1")
                 .set("folder", session.store().folder().string())
                 .set("version", i.version)
                 .set("database_bytes", i.database_bytes)
                 .set("blobs", i.blobs)
                 .set("blob_bytes", i.blob_bytes)
                 .set("journal_rows", i.journal_rows)
                 .set("records", std::move(records))
                 .set("sources", std::move(sources))
                 .set("aliases", std::move(aliases));
    return d;
}

Exit report(Session& session, const std::vector<store::Problem>& problems)
{
    for (const auto& p : problems) session.warn({Severity::error, p.where, 0, 1, p.what, "damaged"});
    if (!problems.empty()) {
        session.err(
            session.say("redress: hint: {}", said("keep the folder as it is; import a backup or an export into a new one")) +
            "\n");
        return Exit::findings;
    }
    session.note(said("the store is whole"));
    return Exit::ok;
}

Exit run_retime(const Options& o, Session& session)
{
    const auto zone = session.zone_option();
    if (!zone) throw Error(ErrorKind::usage, said("no zone named"), said("redress store retime SOURCE --tz Asia/Shanghai"));
    const auto source = store::find_source(session.store(), o.source);
    if (!source) throw Error(ErrorKind::usage, said("no source '{}'", o.source), said("redress store info lists them"));
    const auto n = store::retime(session.store(), source->row, *zone);
    session.note(said("{}: {} records now in {}", source->name, n, *zone));
    return Exit::ok;
}

Action declare(CLI::App& app)
{
    auto o = std::make_shared<Options>();
    app.require_subcommand(1);
    const auto sub = [&](const char* name, const char* summary) {
        auto* s = app.add_subcommand(name, summary);
        s->callback([o, name] { o->what = name; });
        return s;
    };
    auto* show = sub("info", "what the store holds");
    add_output(*show, o->output, {"text", "json", "markdown", "csv"});
    sub("check", "structure, references and the journal's chain: quick");
    sub("verify", "check, and every row and original against its SHA-256");
    sub("migrate", "bring the store to this version's schema");
    sub("index", "fill the search index");
    for (const auto* name : {"backup", "export", "import"})
        sub(name, std::string_view(name) == "import"   ? "rebuild a store from an export"
                  : std::string_view(name) == "backup" ? "copy the store into a new folder"
                                                       : "write everything as NDJSON into a new folder")
            ->add_option("FOLDER", o->folder, "The other folder")
            ->required();
    sub("retime", "correct the zone of a source; ids and links stay")
        ->add_option("SOURCE", o->source, "Name or SHA-256 of the source")
        ->required();
    declare_undo(app, o->undo);
    return [o](Session& session) {
        if (o->undo) return o->undo(session);
        for (const auto* reading : {"info", "check", "verify", "export", "backup"})
            if (o->what == reading) session.only_read();
        auto& store = session.store();
        if (o->what == "info")
            write_document(info_document(session), o->output, session);
        else if (o->what == "check")
            return report(session, store::check(store));
        else if (o->what == "verify")
            return report(session, store::verify(store));
        else if (o->what == "migrate")
            session.note(said("the store is up to date"));
        else if (o->what == "index")
            session.note(said("{} records indexed", store::fill_index(store)));
        else if (o->what == "backup")
            store::backup(store, o->folder);
        else if (o->what == "export")
            store::export_to(store, o->folder);
        else if (o->what == "import")
            store::import_from(store, o->folder);
        else
            return run_retime(*o, session);
        return Exit::ok;
    };
}

} // namespace

extern const Command command_store;
const Command command_store{
    "store", "look after the store: info, check, verify, backup, export, import, index, forget, retime, alias",
    StoreUse::write, declare};

} // namespace redress

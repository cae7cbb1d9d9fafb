// What the seller types: statements tied to a screenshot, notes, offers, promises, wishes, contacts.
#include "base/file.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "case.hpp"
#include "model/identity.hpp"
#include "options.hpp"
#include "store/records.hpp"
#include "store/sources.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace redress {
namespace {

struct TypedOptions {
    std::string word, text, file, document, due, state;
};

model::Stamp now_stamp(Session& session)
{
    const auto zone = session.display_zone();
    return {session.now(), time::to_string(zone.to_local(session.now())), zone.name(), model::ZoneFrom::option};
}

// The lowest grade of evidence there is: somebody typed what a picture shows. It counts only beside the picture.
Exit statement(const TypedOptions& o, Session& session)
{
    auto& store = session.store();
    const auto row = store::find_case(store, o.word);
    if (o.text.empty() == o.file.empty())
        throw Error(ErrorKind::usage, said("a statement needs either --text or a file"),
                    said("redress case statement last --text '…' --document d_…"));
    const auto shot = record_named(store, row.shop, o.document);
    if (!std::holds_alternative<model::Document>(shot.body))
        throw Error(
            ErrorKind::usage, said("--document: '{}' is no document", o.document),
            said("import the screenshot first: redress ingest screenshot.png; redress show --type document lists them"));
    const auto repaired = text::repair_utf8(o.file.empty() ? o.text : read_file(o.file));
    if (text::trim(repaired.text).empty())
        throw Error(ErrorKind::input, said("the statement is empty"), said("type what the picture shows"));
    model::Document document;
    document.sha256 = hash::sha256(repaired.text);
    document.name = fmt::format("statement-{}.txt", document.sha256.substr(0, 8));
    document.media_type = "text/plain";
    document.bytes = repaired.text.size();
    document.kind = "statement";
    document.grade = 1;
    document.captured = now_stamp(session);
    document.text = repaired.text;
    model::Record record;
    record.shop = row.shop;
    record.body = document;
    record.extra.set("of", shot.id);
    store.transact([&] {
        const auto id = put_typed(store, record, repaired.text, document.name);
        store::add_link(store, {row.id, id, "evidence", "typed transcript of " + shot.id});
        store::add_link(store, {row.id, shot.id, "evidence", "shown by statement " + id});
        session.out(id + "\n");
    });
    return Exit::ok;
}

Exit note(const std::string& kind, const TypedOptions& o, Session& session)
{
    auto& store = session.store();
    const auto row = store::find_case(store, o.word);
    model::Note note;
    note.kind = kind;
    note.case_id = row.id;
    note.text = text::repair_utf8(o.text).text;
    note.state = o.state.empty() && (kind == "promise" || kind == "offer") ? "open" : o.state;
    note.when = now_stamp(session);
    if (!o.due.empty()) {
        const auto at = parse_time_option(o.due, "--due", session);
        const auto zone = session.display_zone();
        note.due = {at, time::to_string(zone.to_local(at)), zone.name(), model::ZoneFrom::option};
    }
    model::Record record;
    record.shop = row.shop;
    record.body = note;
    store.transact([&] { session.out(put_typed(store, record, note.text, kind + ".txt") + "\n"); });
    return Exit::ok;
}

} // namespace

std::string put_typed(store::Store& store, model::Record record, const std::string& bytes, const std::string& name)
{
    store::SourceRow source;
    source.sha256 = source.kept_sha256 = hash::sha256(bytes);
    source.name = name;
    source.format = "typed";
    source.encoding = "UTF-8";
    source.shop = record.shop;
    source.bytes = bytes.size();
    store::put_blob(store, bytes, source.sha256);
    const auto known = store::find_source_exact(store, source.sha256, source.shop, "", source.format);
    const auto row = known ? known->row : store::add_source(store, source).row;
    record.sources = {{source.sha256, name, "part", 1, 0, bytes.size(), "typed", 1}};
    model::assign_id(record);
    store::Writer(store).put(record, row);
    return record.id;
}

CasePart case_statement(CLI::App& app)
{
    auto o = std::make_shared<TypedOptions>();
    auto* sub =
        app.add_subcommand("statement", "Type what a screenshot shows, as evidence of the lowest grade")->fallthrough();
    sub->add_option("case", o->word, "Case: id, number, order or 'last'")->required();
    sub->add_option("file", o->file, "File with the text");
    sub->add_option("--text", o->text, "The text");
    sub->add_option("--document", o->document, "The screenshot it was typed from, by id or file name")->required();
    return {sub, [o](Session& session) { return statement(*o, session); }};
}

std::vector<CasePart> case_notes(CLI::App& app)
{
    static constexpr std::pair<const char*, const char*> kinds[]{{"note", "Note something; never in a package"},
                                                                 {"offer", "Record what was offered to the buyer"},
                                                                 {"promise", "Record what was promised, and by when"},
                                                                 {"wish", "Record what the buyer wants"},
                                                                 {"contact", "Record whom we wrote to"}};
    std::vector<CasePart> parts;
    for (const auto& [kind, summary] : kinds) {
        auto o = std::make_shared<TypedOptions>();
        auto* sub = app.add_subcommand(kind, summary)->fallthrough();
        sub->add_option("case", o->word, "Case: id, number, order or 'last'")->required();
        sub->add_option("text", o->text, "The text")->required();
        sub->add_option("--due", o->due, "By when");
        sub->add_option("--state", o->state, "State, as open, kept, accepted, refused");
        parts.push_back({sub, [o, word = std::string(kind)](Session& session) { return note(word, *o, session); }});
    }
    return parts;
}

} // namespace redress

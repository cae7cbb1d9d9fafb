#include "store/forget.hpp"

#include "base/error.hpp"
#include "store/cases.hpp"
#include "store/journal.hpp"
#include "store/records.hpp"
#include "store/row.hpp"
#include "store/row_hash.hpp"
#include "store/sources.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>

#include <filesystem>
#include <set>

namespace fs = std::filesystem;

namespace redress::store {
namespace {

using Ids = std::vector<std::int64_t>;

void run(SQLite::Database& db, const std::string& sql, const Ids& values)
{
    SQLite::Statement q(db, sql);
    int i = 1;
    for (const auto value : values) q.bind(i++, value);
    q.exec();
}

Ids numbers(SQLite::Database& db, const std::string& sql, std::int64_t value)
{
    SQLite::Statement q(db, sql);
    q.bind(1, value);
    Ids out;
    while (q.executeStep()) out.push_back(q.getColumn(0).getInt64());
    return out;
}

Row row_of(SQLite::Database& db, std::int64_t pk)
{
    SQLite::Statement q(db, fmt::format("select {} from record where pk = ?", row_columns));
    q.bind(1, pk);
    q.executeStep();
    return read_row(q);
}

// What the record points to falls with it; the search index is emptied at the end.
void drop_record(Store& store, std::int64_t pk, bool keep_links, Forgotten& out)
{
    auto& db = store.db();
    if (!keep_links) {
        const auto id = row_of(db, pk).id;
        SQLite::Statement links(db, "select case_id from link where record = ?");
        links.bind(1, id);
        std::vector<std::string> cases;
        while (links.executeStep()) cases.push_back(links.getColumn(0).getString());
        for (const auto& case_id : cases) out.links += remove_link(store, case_id, id);
    }
    for (const auto* table : {"revision", "sighting", "ref", "search_again"})
        run(db, fmt::format("delete from {} where record = ?", table), {pk});
    run(db, "delete from record where pk = ?", {pk});
    ++out.records;
}

// The newest value that another source gave becomes current; what this one said of the record goes.
void unsay(SQLite::Database& db, std::int64_t pk, Row& row, std::int64_t source)
{
    run(db, "delete from revision where record = ? and source = ?", {pk, source});
    if (speaker(row) != source) return;
    row.said_by = 0;
    SQLite::Statement q(
        db, "select number, coalesce(source, 0), as_of, body from revision where record = ? order by number desc");
    q.bind(1, pk);
    if (!q.executeStep()) return; // others saw it with the same values
    const auto number = q.getColumn(0).getInt64();
    row.said_by = q.getColumn(1).getInt64();
    row.revision = number;
    row.as_of = q.getColumn(2).getString();
    row.body = q.getColumn(3).getString();
    const auto record = record_from_row(row);
    const auto* when = model::time_of(record.body);
    row.at = when && when->at ? std::optional(time::to_epoch_ms(*when->at)) : std::nullopt;
    run(db, "delete from revision where record = ? and number = ?", {pk, number});
}

// The first of the other sightings becomes where it was first seen. False if there is none.
bool move_home(SQLite::Database& db, std::int64_t pk, Row& row, std::int64_t source)
{
    run(db, "delete from sighting where record = ? and source = ?", {pk, source});
    if (row.source != source) return true;
    SQLite::Statement q(
        db, "select source, position, offset, length from sighting where record = ? order by source, position, offset");
    q.bind(1, pk);
    if (!q.executeStep()) return false;
    row.source = q.getColumn(0).getInt64();
    row.position = q.getColumn(1).getInt64();
    row.offset = q.getColumn(2).getInt64();
    row.length = q.getColumn(3).getInt64();
    run(db, "delete from sighting where record = ? and source = ? and position = ? and offset = ?",
        {pk, row.source, row.position, row.offset});
    return true;
}

Ids records_of_source(SQLite::Database& db, std::int64_t source)
{
    return numbers(db, "select pk from record where source = ?1 union select record from sighting where source = ?1",
                   source);
}

void drop_source(Store& store, std::int64_t source, bool keep_links, Forgotten& out)
{
    auto& db = store.db();
    for (const auto pk : records_of_source(db, source)) {
        auto row = row_of(db, pk);
        if (!move_home(db, pk, row, source)) {
            drop_record(store, pk, keep_links, out);
            continue;
        }
        unsay(db, pk, row, source);
        if (row.said_by == row.source) row.said_by = 0;
        update_row(db, pk, row);
        ++out.kept;
    }
    run(db, "delete from edge where source = ?", {source});
    run(db, "delete from source where row = ?", {source});
    ++out.sources;
}

bool names_anything(SQLite::Database& db, std::int64_t source)
{
    return !records_of_source(db, source).empty();
}

void drop_named_records(Store& store, const Doomed& doomed, Forgotten& out)
{
    auto& db = store.db();
    std::set<std::int64_t> touched;
    for (const auto& id : doomed.records) {
        SQLite::Statement q(db, "select pk, source from record where id = ?");
        q.bind(1, id);
        if (!q.executeStep()) continue;
        const auto pk = q.getColumn(0).getInt64();
        touched.insert(q.getColumn(1).getInt64());
        for (const auto source : numbers(db, "select source from sighting where record = ?", pk)) touched.insert(source);
        q.reset();
        drop_record(store, pk, doomed.keep_links, out);
    }
    for (const auto source : touched) {
        if (source == 0) continue;
        if (names_anything(db, source)) {
            if (const auto row = get_source(store, source)) out.still_hold.push_back(row->name);
        } else
            drop_source(store, source, doomed.keep_links, out);
    }
}

// Names of conversations nobody speaks in any more, and the buyer's own name where a receipt or an alias has it.
void drop_names(Store& store, const Doomed& doomed)
{
    auto& db = store.db();
    db.exec("delete from thread where row not in (select thread from record where thread is not null)");
    db.exec("delete from edge where thread not in (select name from thread)");
    db.exec("delete from alias where kind = 'thread' and name not in (select name from thread)");
    if (doomed.buyer.empty()) return;
    SQLite::Statement q(db, "delete from alias where shop = ? and kind = 'sender' and ? in (name, shown)");
    q.bind(1, doomed.shop);
    q.bind(2, doomed.buyer);
    q.exec();
    for (auto source : list_sources(store)) {
        auto left = Json::array();
        for (const auto& sender : source.receipt["senders"].items())
            if (sender.string_or("") != doomed.buyer) left.push(sender);
        if (left == source.receipt["senders"] || !source.receipt["senders"].is_array()) continue;
        source.receipt.set("senders", std::move(left));
        update_source(store, source);
    }
}

// The index holds words without saying whose: it is emptied, and filled again by 'store index'.
void empty_search(SQLite::Database& db)
{
    db.exec("insert into search (search) values ('delete-all')");
    db.exec("update search_state set indexed_to = 0");
    db.exec("delete from search_again");
}

} // namespace

Forgotten forget(Store& store, const Doomed& doomed, const std::string& reason)
{
    Forgotten out;
    auto& db = store.db();
    db.exec("pragma secure_delete = on"); // freed pages are overwritten
    store.transact([&] {
        out = {};
        for (const auto source : doomed.sources) drop_source(store, source, doomed.keep_links, out);
        drop_named_records(store, doomed, out);
        drop_names(store, doomed);
        if (out.records > 0) empty_search(db);
        append_journal(store, {.action = "forget",
                               .object = doomed.said_as,
                               .detail = Json::object()
                                             .set("records", out.records)
                                             .set("sources", out.sources)
                                             .set("links", out.links)
                                             .set("reason", reason)});
    });
    return out;
}

Forgotten weigh(Store& store, const Doomed& doomed)
{
    struct Undo {};
    Forgotten out;
    try {
        store.transact([&] {
            out = forget(store, doomed, {});
            throw Undo();
        });
    } catch (const Undo&) { // the transaction is rolled back
    }
    return out;
}

std::vector<std::string> dangling_links(Store& store)
{
    SQLite::Statement q(store.db(),
                        "select case_id, record from link where record not in (select id from record) order by row");
    std::vector<std::string> out;
    while (q.executeStep()) out.push_back(q.getColumn(0).getString() + ": " + q.getColumn(1).getString());
    return out;
}

std::size_t sweep_blobs(Store& store)
{
    std::size_t gone = 0;
    // No ingest is amid its transaction then: what it wrote has its row.
    store.transact([&] {
        std::set<std::string> named;
        SQLite::Statement q(store.db(),
                            "select kept_sha256 from source union select json_extract(body, '$.sha256') from record"
                            " where type = 'document'");
        while (q.executeStep()) named.insert(q.getColumn(0).getString());
        std::error_code code;
        std::vector<fs::path> orphans;
        for (fs::recursive_directory_iterator it(store.folder() / "blobs", code), end; it != end; it.increment(code))
            if (it->is_regular_file() && !named.count(it->path().filename().string())) orphans.push_back(it->path());
        for (const auto& path : orphans) gone += fs::remove(path, code);
    });
    store.db().exec("pragma wal_checkpoint(truncate)");
    return gone;
}

} // namespace redress::store

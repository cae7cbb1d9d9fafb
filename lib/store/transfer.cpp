// A store as text and back: one NDJSON file with every row of every table, beside the originals.
#include "base/error.hpp"
#include "base/file.hpp"
#include "store/maintenance.hpp"
#include "store/migrate.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace fs = std::filesystem;

namespace redress::store {
namespace {

// Parents before children, so that foreign keys hold while rows come back.
constexpr const char* tables[] = {"shop", "source",  "thread", "record",  "revision", "sighting", "ref",
                                  "edge", "dispute", "link",   "exhibit", "alias",    "journal"};

void write_rows(Store& store, const char* table, AtomicFile& out)
{
    SQLite::Statement q(store.db(), fmt::format("select * from {}", table));
    std::string line;
    while (q.executeStep()) {
        line.clear();
        json::Writer w(line);
        w.begin_object().member("table", table).key("row").begin_object();
        for (int i = 0; i < q.getColumnCount(); ++i) {
            const auto column = q.getColumn(i);
            w.key(column.getName());
            if (column.isNull())
                w.null();
            else if (column.isInteger())
                w.value(static_cast<std::int64_t>(column.getInt64()));
            else
                w.value(column.getString());
        }
        w.end_object().end_object();
        line += '\n';
        out.write(line);
    }
}

void insert_row(SQLite::Database& db, const std::string& table, const Json& row)
{
    std::vector<std::string> names, marks;
    for (const auto& member : row.members()) {
        names.push_back('"' + member.key + '"');
        marks.emplace_back("?");
    }
    SQLite::Statement q(db,
                        fmt::format("insert into {} ({}) values ({})", table, fmt::join(names, ","), fmt::join(marks, ",")));
    int i = 1;
    for (const auto& member : row.members()) {
        if (const auto n = member.value.integer())
            q.bind(i, static_cast<std::int64_t>(*n));
        else if (const auto s = member.value.string())
            q.bind(i, *s);
        ++i;
    }
    q.exec();
}

void copy_folder(const fs::path& from, const fs::path& to)
{
    std::error_code code;
    if (fs::exists(from / "blobs"))
        fs::copy(from / "blobs", to / "blobs", fs::copy_options::recursive | fs::copy_options::skip_existing, code);
    if (!code) fs::copy_file(from / "secret.key", to / "secret.key", fs::copy_options::overwrite_existing, code);
    if (code)
        throw Error(ErrorKind::store,
                    said("cannot copy '{}' to '{}': {}", from.string(), to.string(), system_reason(code.value())));
}

} // namespace

void export_to(Store& store, const fs::path& folder)
{
    if (fs::exists(folder / "store.ndjson"))
        throw Error(ErrorKind::store, said("'{}' holds an export already", folder.string()), said("name a new folder"));
    std::error_code code;
    fs::create_directories(folder, code);
    fs::permissions(folder, fs::perms::owner_all, code);
    copy_folder(store.folder(), folder);
    AtomicFile out(folder / "store.ndjson", 0600);
    out.write(Json::object().set("schema", "redress/store/1").set("version", version_of(store.db())).dump() + "\n");
    // One read transaction: a writer in between changes nothing of what is written out.
    SQLite::Transaction snapshot(store.db());
    for (const auto* table : tables) write_rows(store, table, out);
    out.commit();
}

void import_from(Store& store, const fs::path& folder)
{
    const auto file = MappedFile::open((folder / "store.ndjson").string());
    if (store.db().execAndGet("select count(*) from journal").getInt64() != 0)
        throw Error(ErrorKind::store, said("the store to import into is not empty"), said("name a new folder with --store"));
    copy_folder(folder, store.folder());
    store.transact([&] {
        const auto bytes = file.bytes();
        std::uint64_t number = 0;
        for (std::size_t at = 0; at < bytes.size();) {
            const auto end = std::min(bytes.find('\n', at), bytes.size());
            const auto json = json::parse(bytes.substr(at, end - at));
            at = end + 1;
            ++number;
            const auto fail = [&](const Said& what) {
                throw Error(ErrorKind::input, said("{}:{}: {}", file.name(), number, what),
                            said("the export is damaged; nothing was imported"));
            };
            if (!json) fail(said("no JSON"));
            if (number == 1) {
                if ((*json)["schema"].string_or("") != "redress/store/1") fail(said("not an export of a store"));
                if ((*json)["version"].integer().value_or(0) != newest_version())
                    fail(said("made by another version of redress"));
                continue;
            }
            const auto table = (*json)["table"].string_or("");
            if (std::find(std::begin(tables), std::end(tables), table) == std::end(tables)) fail(said("unknown table"));
            insert_row(store.db(), table, (*json)["row"]);
        }
    });
}

} // namespace redress::store

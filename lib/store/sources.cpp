#include "store/sources.hpp"

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"
#include "base/time.hpp"
#include "model/codec.hpp"
#include "store/journal.hpp"
#include "store/row.hpp"
#include "store/row_hash.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <chrono>

namespace fs = std::filesystem;

namespace redress::store {
namespace {

constexpr const char* columns = "row, sha256, kept_sha256, name, format, encoding, shop, thread, zone, zone_from, "
                                "date_order, bytes, parser, receipt, ingested_at";

SourceRow read_source(SQLite::Statement& q)
{
    SourceRow s;
    int i = 0;
    s.row = q.getColumn(i++).getInt64();
    for (auto* field : {&s.sha256, &s.kept_sha256, &s.name, &s.format, &s.encoding, &s.shop, &s.thread, &s.zone,
                        &s.zone_from, &s.date_order})
        *field = q.getColumn(i++).getString();
    s.bytes = static_cast<std::uint64_t>(q.getColumn(i++).getInt64());
    s.parser = q.getColumn(i++).getInt();
    s.receipt = json::parse(q.getColumn(i++).getString()).value_or(Json());
    s.ingested_at = q.getColumn(i++).getString();
    return s;
}

std::string hash_of(const SourceRow& s)
{
    RowHash h;
    for (const auto* field : {&s.sha256, &s.kept_sha256, &s.name, &s.format, &s.encoding, &s.shop, &s.thread, &s.zone,
                              &s.zone_from, &s.date_order})
        h.text(*field);
    return h.number(static_cast<std::int64_t>(s.bytes)).number(s.parser).text(s.receipt.dump()).text(s.ingested_at).finish();
}

} // namespace

std::string source_hash(const SourceRow& source)
{
    return hash_of(source);
}

SourceRow add_source(Store& store, SourceRow source)
{
    source.ingested_at =
        time::to_rfc3339(std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now()));
    if (source.receipt.is_null()) source.receipt = Json::object();
    SQLite::Statement q(store.db(), "insert into source values (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
    int i = 1;
    q.bind(i++);
    for (const auto* field : {&source.sha256, &source.kept_sha256, &source.name, &source.format, &source.encoding,
                              &source.shop, &source.thread, &source.zone, &source.zone_from, &source.date_order})
        q.bind(i++, *field);
    q.bind(i++, static_cast<std::int64_t>(source.bytes));
    q.bind(i++, source.parser);
    q.bind(i++, source.receipt.dump());
    q.bind(i++, source.ingested_at);
    q.bind(i++, hash_of(source));
    q.exec();
    source.row = store.db().getLastInsertRowid();
    return source;
}

void update_source(Store& store, const SourceRow& source)
{
    SQLite::Statement q(store.db(), "update source set kept_sha256=?, encoding=?, thread=?, zone=?, zone_from=?, "
                                    "date_order=?, receipt=?, hash=? where row=?");
    q.bind(1, source.kept_sha256);
    q.bind(2, source.encoding);
    q.bind(3, source.thread);
    q.bind(4, source.zone);
    q.bind(5, source.zone_from);
    q.bind(6, source.date_order);
    q.bind(7, source.receipt.dump());
    q.bind(8, hash_of(source));
    q.bind(9, source.row);
    q.exec();
}

std::optional<SourceRow> get_source(Store& store, std::int64_t row)
{
    SQLite::Statement q(store.db(), fmt::format("select {} from source where row = ?", columns));
    q.bind(1, row);
    return q.executeStep() ? std::optional(read_source(q)) : std::nullopt;
}

std::optional<SourceRow> find_source(Store& store, const std::string& word)
{
    SQLite::Statement q(
        store.db(),
        fmt::format("select {} from source where name = ?1 or (length(?1) >= 6 and substr(sha256, 1, length(?1)) = ?1)"
                    " or name like '%/' || ?1 order by row desc",
                    columns));
    q.bind(1, word);
    std::optional<SourceRow> found;
    while (q.executeStep()) {
        auto s = read_source(q);
        if (found && found->sha256 != s.sha256)
            throw Error(ErrorKind::usage, said("several sources are called '{}'", word),
                        said("name one by its SHA-256: redress store info lists them"));
        if (!found) found = std::move(s);
    }
    return found;
}

std::optional<SourceRow> find_source_exact(Store& store, const std::string& sha256, const std::string& shop,
                                           const std::string& thread, const std::string& format)
{
    SQLite::Statement q(
        store.db(),
        fmt::format("select {} from source where sha256=?1 and shop=?2 and (?3='' or format=?3) and (?4='' or thread=?4)",
                    columns));
    q.bind(1, sha256);
    q.bind(2, shop);
    q.bind(3, format);
    q.bind(4, thread);
    return q.executeStep() ? std::optional(read_source(q)) : std::nullopt;
}

std::optional<std::uint64_t> bytes_under_name(Store& store, const std::string& name, const std::string& shop)
{
    SQLite::Statement q(store.db(), "select max(bytes) from source where name=? and shop=?");
    q.bind(1, name);
    q.bind(2, shop);
    if (!q.executeStep() || q.getColumn(0).isNull()) return std::nullopt;
    return static_cast<std::uint64_t>(q.getColumn(0).getInt64());
}

std::vector<SourceRow> list_sources(Store& store)
{
    std::vector<SourceRow> out;
    SQLite::Statement q(store.db(), fmt::format("select {} from source order by row", columns));
    while (q.executeStep()) out.push_back(read_source(q));
    return out;
}

std::size_t retime(Store& store, std::int64_t source_row, const std::string& zone_name)
{
    const auto zone = time::Zone::find(zone_name);
    if (!zone)
        throw Error(ErrorKind::usage, said("unknown time zone '{}'", zone_name),
                    said("name one as Asia/Shanghai or +08:00"));
    std::size_t changed = 0;
    store.transact([&] {
        auto source = get_source(store, source_row);
        if (!source) throw Error(ErrorKind::usage, said("there is no such source"));
        auto& db = store.db();
        SQLite::Statement rows(
            db, fmt::format("select pk, {} from record where coalesce(said_by, source) = ? order by pk", row_columns));
        rows.bind(1, source_row);
        std::vector<std::pair<std::int64_t, Row>> todo;
        while (rows.executeStep()) {
            auto row = read_row(rows, 1);
            auto record = record_from_row(row);
            bool touched = false;
            for (auto* stamp : model::times_of(record.body)) {
                if (stamp->from == model::ZoneFrom::data || stamp->from == model::ZoneFrom::none) continue;
                const auto local = time::parse_local(stamp->local);
                if (!local) continue;
                stamp->at = zone->to_utc(*local).at;
                stamp->zone = zone->name();
                stamp->from = model::ZoneFrom::option;
                touched = true;
            }
            if (!touched) continue;
            row.body = model::body_json(record);
            const auto* when = model::time_of(record.body);
            row.at = when && when->at ? std::optional(time::to_epoch_ms(*when->at)) : std::nullopt;
            todo.emplace_back(rows.getColumn(0).getInt64(), std::move(row));
        }
        for (const auto& [pk, row] : todo) update_row(db, pk, row);
        changed = todo.size();
        const auto before = source->zone;
        source->zone = zone->name();
        source->zone_from = "option";
        update_source(store, *source);
        append_journal(store, {.action = "retime",
                               .object = source->sha256,
                               .before = before,
                               .after = zone->name(),
                               .detail = Json::object().set("records", static_cast<std::uint64_t>(changed))});
    });
    return changed;
}

std::string blob_path(Store& store, const std::string& sha256)
{
    return (store.folder() / "blobs" / sha256.substr(0, 2) / sha256).string();
}

bool has_blob(Store& store, const std::string& sha256)
{
    std::error_code code;
    return fs::exists(blob_path(store, sha256), code);
}

namespace {

void put_blob(Store& store, const std::string& sha256, const std::function<void(AtomicFile&)>& write)
{
    if (has_blob(store, sha256)) return;
    const fs::path path = blob_path(store, sha256);
    std::error_code code;
    fs::create_directories(path.parent_path(), code);
    AtomicFile file(path, 0400);
    write(file);
    file.commit();
}

} // namespace

void put_blob(Store& store, std::string_view bytes, const std::string& sha256)
{
    put_blob(store, sha256, [&](AtomicFile& out) { out.write(bytes); });
}

void put_blob(Store& store, const MappedFile& file, const std::string& sha256)
{
    put_blob(store, sha256, [&](AtomicFile& out) { file.each_chunk([&](std::string_view chunk) { out.write(chunk); }); });
}

} // namespace redress::store

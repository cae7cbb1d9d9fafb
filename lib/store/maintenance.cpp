#include "store/maintenance.hpp"

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"
#include "store/journal.hpp"
#include "store/migrate.hpp"
#include "store/row.hpp"
#include "store/row_hash.hpp"
#include "store/sources.hpp"

#include <SQLiteCpp/Backup.h>
#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>

#include <functional>

namespace fs = std::filesystem;

namespace redress::store {
namespace {

void check_structure(Store& store, std::vector<Problem>& out)
{
    SQLite::Statement whole(store.db(), "pragma integrity_check(20)");
    while (whole.executeStep())
        if (const auto line = whole.getColumn(0).getString(); line != "ok") out.push_back({"database", as_is(line)});
    SQLite::Statement keys(store.db(), "pragma foreign_key_check");
    while (keys.executeStep())
        out.push_back({fmt::format("{} row {}", keys.getColumn(0).getString(), keys.getColumn(1).getInt64()),
                       said("names a {} that is not there", keys.getColumn(2).getString())});
    SQLite::Statement links(store.db(), "select case_id, record from link where record not in (select id from record)");
    while (links.executeStep())
        out.push_back({fmt::format("case {}", links.getColumn(0).getString()),
                       said("its record {} is not there", links.getColumn(1).getString())});
}

void check_journal(Store& store, std::vector<Problem>& out)
{
    if (const auto seq = first_broken_row(store))
        out.push_back({fmt::format("journal row {}", seq), said("does not follow from its predecessor")});
}

// Rows whose hash is over all their columns but the last, in order; numbers and texts alike.
void verify_plain(Store& store, const char* table, const char* columns, std::vector<Problem>& out)
{
    SQLite::Statement q(store.db(), fmt::format("select rowid, {}, hash from {}", columns, table));
    while (q.executeStep()) {
        RowHash h;
        const int last = q.getColumnCount() - 1;
        for (int i = 1; i < last; ++i) {
            if (q.getColumn(i).isInteger())
                h.number(q.getColumn(i).getInt64());
            else
                h.text(q.getColumn(i).getString());
        }
        if (h.finish() != q.getColumn(last).getString())
            out.push_back(
                {fmt::format("{} row {}", table, q.getColumn(0).getInt64()), said("was altered: its SHA-256 differs")});
    }
}

void verify_records(Store& store, std::vector<Problem>& out)
{
    hash::Sha256 sha;
    SQLite::Statement q(store.db(), fmt::format("select {} from record", row_columns));
    while (q.executeStep()) {
        const auto row = read_row(q);
        if (hash_of(sha, row) != row.hash)
            out.push_back({fmt::format("record {}", row.id), said("was altered: its SHA-256 differs")});
    }
    SQLite::Statement old(store.db(), "select record, number, coalesce(source, 0), as_of, body, hash from revision");
    while (old.executeStep()) {
        const auto hash = RowHash()
                              .number(old.getColumn(0).getInt64())
                              .number(old.getColumn(1).getInt64())
                              .number(old.getColumn(2).getInt64())
                              .text(old.getColumn(3).getString())
                              .text(old.getColumn(4).getString())
                              .finish();
        if (hash != old.getColumn(5).getString())
            out.push_back(
                {fmt::format("revision {} of record row {}", old.getColumn(1).getInt64(), old.getColumn(0).getInt64()),
                 said("was altered: its SHA-256 differs")});
    }
}

void verify_sources(Store& store, std::vector<Problem>& out)
{
    SQLite::Statement hashes(store.db(), "select row, hash from source");
    while (hashes.executeStep()) {
        const auto source = get_source(store, hashes.getColumn(0).getInt64());
        if (!source || source_hash(*source) != hashes.getColumn(1).getString())
            out.push_back(
                {fmt::format("source row {}", hashes.getColumn(0).getInt64()), said("was altered: its SHA-256 differs")});
    }
}

void verify_blobs(Store& store, std::vector<Problem>& out)
{
    const auto root = store.folder() / "blobs";
    std::error_code code;
    for (fs::recursive_directory_iterator it(root, code), end; it != end; it.increment(code)) {
        if (!it->is_regular_file()) continue;
        const auto name = it->path().filename().string();
        if (name.size() == 64 && hash::sha256_file(it->path().string()) != name)
            out.push_back({fmt::format("blobs/{}", name), said("was altered: its SHA-256 differs from its name")});
    }
    SQLite::Statement wanted(store.db(), "select distinct kept_sha256, name from source");
    while (wanted.executeStep())
        if (!has_blob(store, wanted.getColumn(0).getString()))
            out.push_back({fmt::format("blobs/{}", wanted.getColumn(0).getString()),
                           said("the original of '{}' is missing", wanted.getColumn(1).getString())});
}

void copy_files(Store& store, const fs::path& folder)
{
    const auto options = fs::copy_options::recursive | fs::copy_options::skip_existing;
    std::error_code code;
    fs::copy(store.folder() / "blobs", folder / "blobs", options, code);
    if (!code) fs::copy_file(store.folder() / "secret.key", folder / "secret.key", fs::copy_options::skip_existing, code);
    if (code)
        throw Error(ErrorKind::store,
                    said("cannot copy originals to '{}': {}", folder.string(), system_reason(code.value())),
                    said("free some disk space or name another folder"));
}

} // namespace

Info info(Store& store)
{
    Info out;
    auto& db = store.db();
    out.version = version_of(db);
    std::error_code code;
    out.database_bytes = fs::file_size(store.folder() / "redress.db", code);
    for (fs::recursive_directory_iterator it(store.folder() / "blobs", code), end; it != end; it.increment(code))
        if (it->is_regular_file()) {
            ++out.blobs;
            out.blob_bytes += it->file_size(code);
        }
    out.sources = static_cast<std::uint64_t>(db.execAndGet("select count(*) from source").getInt64());
    out.journal_rows = static_cast<std::uint64_t>(db.execAndGet("select count(*) from journal").getInt64());
    SQLite::Statement q(db, "select type, count(*) from record group by type order by type");
    while (q.executeStep())
        out.records.emplace_back(q.getColumn(0).getString(), static_cast<std::uint64_t>(q.getColumn(1).getInt64()));
    return out;
}

std::vector<Problem> check(Store& store)
{
    std::vector<Problem> out;
    try {
        check_structure(store, out);
        check_journal(store, out);
    } catch (const SQLite::Exception& e) {
        out.push_back({"database", as_is(e.what())});
    }
    return out;
}

std::vector<Problem> verify(Store& store)
{
    auto out = check(store);
    try {
        verify_records(store, out);
        verify_sources(store, out);
        verify_plain(store, "shop", "name, platform, zone, lang, sellers, channels", out);
        verify_plain(store, "dispute", "id, shop, body", out);
        verify_plain(store, "link", "case_id, record, role, by", out);
        verify_plain(store, "alias", "shop, kind, name, shown", out);
        verify_plain(store, "exhibit", "case_id, item, number, first_page, pages", out);
        verify_blobs(store, out);
    } catch (const std::exception& e) { // a damaged page ends the reading, not the report
        out.push_back({"database", as_is(e.what())});
    }
    return out;
}

void backup(Store& store, const fs::path& folder)
{
    if (fs::exists(folder / "redress.db"))
        throw Error(ErrorKind::store, said("'{}' holds a store already", folder.string()), said("name a new folder"));
    std::error_code code;
    fs::create_directories(folder, code);
    // Originals first: a copy cut short then has no row that names a missing one.
    copy_files(store, folder);
    try {
        SQLite::Database copy((folder / "redress.db").string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        SQLite::Backup(copy, store.db()).executeStep(-1);
    } catch (const SQLite::Exception&) {
        rethrow();
    }
    fs::permissions(folder, fs::perms::owner_all, code);
    fs::permissions(folder / "redress.db", fs::perms::owner_read | fs::perms::owner_write, code);
}

} // namespace redress::store

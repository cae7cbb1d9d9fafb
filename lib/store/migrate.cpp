#include "store/migrate.hpp"

#include "base/error.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>

#include <array>

namespace redress::store {
namespace {

constexpr int application_id = 0x52445253; // "RDRS"

struct Migration {
    const char* name;
    const char* sql;
};

constexpr Migration migrations[] = {
#define X(name, sql) {name, sql},
#include "gen/migrations.inc"
#undef X
};

void refuse_foreign(SQLite::Database& db, const std::string& path)
{
    const int id = db.execAndGet("pragma application_id").getInt();
    const bool empty = db.execAndGet("select count(*) from sqlite_schema").getInt() == 0;
    if (id != application_id && !empty)
        throw Error(ErrorKind::store, said("'{}' is a database of another program", path),
                    said("name another folder with --store"));
}

void refuse_newer(int version, const std::string& path)
{
    if (version > newest_version())
        throw Error(ErrorKind::store,
                    said("the store '{}' was made by a newer redress (schema {}, this one knows {})", path, version,
                         newest_version()),
                    said("install that redress or a later one; nothing was changed"));
}

} // namespace

int newest_version()
{
    return static_cast<int>(std::size(migrations));
}

int version_of(SQLite::Database& db)
{
    return db.execAndGet("pragma user_version").getInt();
}

void migrate(SQLite::Database& db, const std::string& path)
{
    refuse_foreign(db, path);
    refuse_newer(version_of(db), path);
    for (int step = version_of(db); step < newest_version(); ++step) {
        SQLite::Transaction transaction(db, SQLite::TransactionBehavior::IMMEDIATE);
        // Another process may have taken this step while we waited for the lock.
        if (version_of(db) != step) continue;
        db.exec(migrations[step].sql);
        db.exec(fmt::format("pragma user_version={}; pragma application_id={}", step + 1, application_id));
        transaction.commit();
    }
    refuse_newer(version_of(db), path);
}

void require_current(SQLite::Database& db, const std::string& path)
{
    refuse_foreign(db, path);
    refuse_newer(version_of(db), path);
    if (version_of(db) < newest_version())
        throw Error(ErrorKind::store, said("the store '{}' is of an older redress", path),
                    said("'redress store migrate' brings it up to date; 'redress store backup' first"));
}

} // namespace redress::store

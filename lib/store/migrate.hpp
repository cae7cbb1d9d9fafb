// Numbered SQL files bring a store to this version's schema, each in one transaction that re-reads user_version.
#pragma once

#include <string>

namespace SQLite {
class Database;
}

namespace redress::store {

int newest_version();
int version_of(SQLite::Database& db);
// Throws Error{store} for a store of a newer program or a database that is none of ours.
void migrate(SQLite::Database& db, const std::string& path);
void require_current(SQLite::Database& db, const std::string& path);

} // namespace redress::store

// A row of the table `record` as a value. For lib/store only.
#pragma once

#include "base/hash.hpp"
#include "model/record.hpp"
#include "store/store.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace SQLite {
class Statement;
}

namespace redress::store {

struct Row {
    std::string id, type, shop;
    std::optional<std::int64_t> thread, at;
    std::int64_t seq = 0, source = 0, said_by = 0, position = 0, offset = 0, length = 0, revision = 1;
    std::string as_of, body;
    std::string hash; // as read
};

inline constexpr const char* row_columns =
    "id, type, shop, thread, at, seq, source, position, offset, length, revision, as_of, body, hash, said_by";
std::string row_columns_of(const std::string& table); // the same, each with the table's alias before it
Row read_row(SQLite::Statement& q, int c = 0);
// The record of a row, without where it came from. Throws Error{store} if the row is damaged.
model::Record record_from_row(const Row& row);
std::string hash_of(hash::Sha256& sha, const Row& row);
// Whose words the current values are.
inline std::int64_t speaker(const Row& row)
{
    return row.said_by ? row.said_by : row.source;
}
// Writes what a revision, a change of zone or a source forgotten may alter, with a new hash.
void update_row(SQLite::Database& db, std::int64_t pk, const Row& row);
// Bodies are the same news if they differ in nothing but `seq` and the computed UTC.
bool same_content(const std::string& a, const std::string& b);

} // namespace redress::store

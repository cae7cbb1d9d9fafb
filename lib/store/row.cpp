#include "store/row.hpp"

#include "base/json.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>

namespace redress::store {

std::string row_columns_of(const std::string& table)
{
    std::string out = table + ".";
    for (const char* c = row_columns; *c; ++c) {
        out += *c;
        if (*c == ' ') out += table + ".";
    }
    return out;
}

Row read_row(SQLite::Statement& q, int c)
{
    Row row;
    const auto maybe = [&](int column) -> std::optional<std::int64_t> {
        const auto value = q.getColumn(column);
        return value.isNull() ? std::nullopt : std::optional(value.getInt64());
    };
    row.id = q.getColumn(c++).getString();
    row.type = q.getColumn(c++).getString();
    row.shop = q.getColumn(c++).getString();
    row.thread = maybe(c++);
    row.at = maybe(c++);
    row.seq = q.getColumn(c++).getInt64();
    row.source = maybe(c++).value_or(0);
    row.position = q.getColumn(c++).getInt64();
    row.offset = q.getColumn(c++).getInt64();
    row.length = q.getColumn(c++).getInt64();
    row.revision = q.getColumn(c++).getInt64();
    row.as_of = q.getColumn(c++).getString();
    row.body = q.getColumn(c++).getString();
    row.hash = q.getColumn(c++).getString();
    return row;
}

std::string hash_of(hash::Sha256& sha, const Row& row)
{
    const auto number = [&](std::int64_t n) {
        const fmt::format_int digits(n);
        sha.add_field({digits.data(), digits.size()});
    };
    const auto maybe = [&](const std::optional<std::int64_t>& n) {
        if (n)
            number(*n);
        else
            sha.add_field("null");
    };
    sha.add_field(row.id).add_field(row.type).add_field(row.shop);
    maybe(row.thread);
    maybe(row.at);
    for (const auto n : {row.seq, row.source, row.position, row.offset, row.length, row.revision}) number(n);
    sha.add_field(row.as_of).add_field(row.body);
    return hash::to_hex(sha.finish());
}

void update_row(SQLite::Database& db, std::int64_t pk, const Row& row)
{
    hash::Sha256 sha;
    SQLite::Statement q(db, "update record set type=?, thread=?, at=?, revision=?, as_of=?, body=?, hash=? where pk=?");
    q.bind(1, row.type);
    if (row.thread) q.bind(2, *row.thread);
    if (row.at) q.bind(3, *row.at);
    q.bind(4, row.revision);
    q.bind(5, row.as_of);
    q.bind(6, row.body);
    q.bind(7, hash_of(sha, row));
    q.bind(8, pk);
    q.exec();
}

bool same_content(const std::string& a, const std::string& b)
{
    if (a == b) return true;
    const auto strip = [](const std::string& text) {
        auto json = json::parse(text).value_or(Json());
        // Where in a file it stood and which zone was believed are no news about the record; nor is who counts as seller.
        for (const auto* key : {"seq", "zone", "zone_from", "role"}) json.erase(key);
        for (const auto* name : {"", "paid_", "updated_", "replied_", "changed_", "captured_"})
            if (json[std::string(name) + "local"].string()) json.erase(std::string(name) + "at");
        return json;
    };
    return strip(a) == strip(b);
}

} // namespace redress::store

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
    row.said_by = maybe(c++).value_or(0);
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
    if (row.said_by) number(row.said_by); // rows of stores before it are hashed without
    return hash::to_hex(sha.finish());
}

void update_row(SQLite::Database& db, std::int64_t pk, const Row& row)
{
    hash::Sha256 sha;
    SQLite::Statement q(db, "update record set type=?, thread=?, at=?, source=?, position=?, offset=?, length=?, revision=?,"
                            " as_of=?, body=?, said_by=?, hash=? where pk=?");
    int i = 1;
    const auto maybe = [&](const std::optional<std::int64_t>& value) {
        if (value) q.bind(i, *value);
        ++i;
    };
    const auto reference = [&](std::int64_t source) { maybe(source ? std::optional(source) : std::nullopt); };
    q.bind(i++, row.type);
    maybe(row.thread);
    maybe(row.at);
    reference(row.source);
    for (const auto n : {row.position, row.offset, row.length, row.revision}) q.bind(i++, n);
    q.bind(i++, row.as_of);
    q.bind(i++, row.body);
    reference(row.said_by);
    q.bind(i++, hash_of(sha, row));
    q.bind(i++, pk);
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

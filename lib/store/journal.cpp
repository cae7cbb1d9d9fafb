#include "store/journal.hpp"

#include "base/error.hpp"
#include "base/time.hpp"
#include "store/row_hash.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <algorithm>
#include <chrono>

namespace redress::store {
namespace {

struct Author {
    std::string actor, version;
};

Author& author()
{
    static Author a{"redress", "0"};
    return a;
}

std::string now_utc()
{
    return time::to_rfc3339(std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now()));
}

JournalRow read_row(SQLite::Statement& q)
{
    JournalRow row;
    int i = 0;
    row.seq = q.getColumn(i++).getInt64();
    for (auto* field : {&row.utc, &row.actor, &row.version, &row.action, &row.object, &row.case_id, &row.before, &row.after})
        *field = q.getColumn(i++).getString();
    row.detail = json::parse(q.getColumn(i++).getString()).value_or(Json());
    row.previous = q.getColumn(i++).getString();
    row.hash = q.getColumn(i++).getString();
    return row;
}

constexpr const char* columns = "seq, utc, actor, version, action, object, case_id, before, after, detail, previous, hash";

} // namespace

void set_actor(std::string actor, std::string version)
{
    author() = {std::move(actor), std::move(version)};
}

std::string row_hash(const JournalRow& row)
{
    RowHash h;
    h.number(row.seq);
    for (const auto* field :
         {&row.utc, &row.actor, &row.version, &row.action, &row.object, &row.case_id, &row.before, &row.after})
        h.text(*field);
    return h.text(row.detail.dump()).text(row.previous).finish();
}

void append_journal(Store& store, JournalRow row)
{
    auto& db = store.db();
    SQLite::Statement last(db, "select seq, hash from journal order by seq desc limit 1");
    row.seq = 1;
    if (last.executeStep()) {
        row.seq = last.getColumn(0).getInt64() + 1;
        row.previous = last.getColumn(1).getString();
    }
    row.utc = now_utc();
    row.actor = author().actor;
    row.version = author().version;
    if (row.detail.is_null()) row.detail = Json::object();
    row.hash = row_hash(row);
    SQLite::Statement insert(db, "insert into journal values (?,?,?,?,?,?,?,?,?,?,?,?)");
    int i = 1;
    insert.bind(i++, row.seq);
    for (const auto* field :
         {&row.utc, &row.actor, &row.version, &row.action, &row.object, &row.case_id, &row.before, &row.after})
        insert.bind(i++, *field);
    insert.bind(i++, row.detail.dump());
    insert.bind(i++, row.previous);
    insert.bind(i++, row.hash);
    insert.exec();
}

void each_journal(Store& store, const std::function<bool(const JournalRow&)>& take)
{
    SQLite::Statement q(store.db(), std::string("select ") + columns + " from journal order by seq");
    while (q.executeStep())
        if (!take(read_row(q))) return;
}

std::vector<JournalRow> list_journal(Store& store)
{
    std::vector<JournalRow> rows;
    each_journal(store, [&](const JournalRow& row) {
        rows.push_back(row);
        return true;
    });
    return rows;
}

std::vector<std::int64_t> journal_of_case(Store& store, const std::string& case_id)
{
    SQLite::Statement q(
        store.db(),
        "with mine as (select r.pk, r.source from link l join record r on r.id = l.record where l.case_id = :case)"
        " select seq from journal where case_id = :case"
        " or object = 'shop:' || (select shop from dispute where id = :case)"
        " or object in (select s.sha256 from source s where s.row in (select source from mine)"
        "   or s.row in (select g.source from sighting g where g.record in (select pk from mine)))"
        " order by seq");
    q.bind(":case", case_id);
    std::vector<std::int64_t> rows;
    while (q.executeStep()) rows.push_back(q.getColumn(0).getInt64());
    return rows;
}

std::string case_head(Store& store, const std::string& case_id)
{
    const auto mine = journal_of_case(store, case_id);
    SQLite::Statement q(store.db(), "select action, hash from journal where seq = ?");
    for (auto n = mine.size(); n-- > 0;) {
        q.reset();
        q.bind(1, mine[n]);
        if (!q.executeStep()) continue;
        const auto action = q.getColumn(0).getString();
        if (action != "exhibit" && action != "bundle" && action != "draft") return q.getColumn(1).getString();
    }
    return {};
}

std::int64_t first_broken_row(Store& store)
{
    std::string previous;
    std::int64_t expected = 1, broken = 0;
    each_journal(store, [&](const JournalRow& row) {
        if (row.seq != expected || row.previous != previous || row.hash != row_hash(row)) broken = row.seq;
        previous = row.hash;
        ++expected;
        return broken == 0;
    });
    return broken;
}

} // namespace redress::store

#include "store/edges.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

namespace redress::store {

void add_edge(Store& store, std::int64_t source, const std::string& thread, const std::string& first,
              const std::string& last)
{
    SQLite::Statement q(store.db(), "insert or replace into edge values (?,?,?,?)");
    q.bind(1, source);
    q.bind(2, thread);
    q.bind(3, first);
    q.bind(4, last);
    q.exec();
}

bool only_at_edges(Store& store, const std::string& first_id)
{
    // Sources whose edges are not written yet are the one being read: it does not count.
    SQLite::Statement q(
        store.db(),
        "with mine as (select pk, source from record where id = ?1),"
        " seen as (select source from mine union select source from sighting where record in (select pk from mine))"
        " select count(*), sum(e.first = ?1 or e.last = ?1) from seen join edge e on e.source = seen.source"
        " join thread t on t.name = e.thread and t.row = (select thread from record where id = ?1)");
    q.bind(1, first_id);
    q.executeStep();
    return q.getColumn(0).getInt() > 0 && q.getColumn(0).getInt() == q.getColumn(1).getInt();
}

} // namespace redress::store

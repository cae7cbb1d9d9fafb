#include "store/alias.hpp"

#include "base/error.hpp"
#include "base/hash.hpp"
#include "store/journal.hpp"
#include "store/row_hash.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

namespace redress::store {
namespace {

std::string key(const std::string& shop, const std::string& kind, const std::string& name)
{
    return shop + '\n' + kind + '\n' + name;
}

bool is_known(Store& store, const Alias& alias)
{
    SQLite::Statement q(store.db(), alias.kind == "thread" ? "select 1 from thread where shop = ? and name = ?"
                                                           : "select 1 from record where type = 'message' and shop = ? and"
                                                             " json_extract(body, '$.sender') = ? limit 1");
    q.bind(1, alias.shop);
    q.bind(2, alias.name);
    return q.executeStep();
}

// The journal only grows, and names may have to be forgotten: it holds their hashes.
void write(Store& store, const Alias& alias)
{
    SQLite::Statement q(store.db(), "insert or replace into alias values (?,?,?,?,?)");
    int i = 1;
    for (const auto* field : {&alias.shop, &alias.kind, &alias.name, &alias.shown}) q.bind(i++, *field);
    q.bind(i, RowHash().text(alias.shop).text(alias.kind).text(alias.name).text(alias.shown).finish());
    q.exec();
}

} // namespace

void put_alias(Store& store, const Alias& alias)
{
    if (alias.name == alias.shown) throw Error(ErrorKind::usage, said("'{}' is its own name", alias.name));
    store.transact([&] {
        if (!is_known(store, alias))
            throw Error(ErrorKind::usage,
                        alias.kind == "thread" ? said("there is no conversation '{}'", alias.name)
                                               : said("no message is from '{}'", alias.name),
                        said("redress show -f ndjson prints names as they are written"));
        auto wanted = alias;
        wanted.shown = Aliases(store).shown(alias.shop, alias.kind.c_str(), alias.shown);
        if (wanted.shown == wanted.name)
            throw Error(ErrorKind::usage, said("'{}' is shown as '{}' already", alias.shown, alias.name),
                        said("take that back with --undo first"));
        for (auto other : list_aliases(store))
            if (other.shop == alias.shop && other.kind == alias.kind && other.shown == alias.name) {
                other.shown = wanted.shown;
                write(store, other);
            }
        write(store, wanted);
        append_journal(store, {.action = "alias",
                               .object = alias.kind,
                               .before = hash::sha256(alias.name),
                               .after = hash::sha256(wanted.shown)});
    });
}

bool drop_alias(Store& store, const Alias& alias)
{
    bool dropped = false;
    store.transact([&] {
        SQLite::Statement q(store.db(), "delete from alias where shop = ? and kind = ? and name = ?");
        q.bind(1, alias.shop);
        q.bind(2, alias.kind);
        q.bind(3, alias.name);
        dropped = q.exec() > 0;
        if (dropped)
            append_journal(store, {.action = "alias-undo", .object = alias.kind, .before = hash::sha256(alias.name)});
    });
    return dropped;
}

std::vector<Alias> list_aliases(Store& store)
{
    SQLite::Statement q(store.db(), "select shop, kind, name, shown from alias order by shop, kind, name");
    std::vector<Alias> out;
    while (q.executeStep())
        out.push_back({q.getColumn(0).getString(), q.getColumn(1).getString(), q.getColumn(2).getString(),
                       q.getColumn(3).getString()});
    return out;
}

std::size_t said_in_both(Store& store, const Alias& threads)
{
    SQLite::Statement q(
        store.db(), "select count(*) from record a join thread t on t.row = a.thread"
                    " where t.shop = ?1 and t.name = ?2 and exists (select 1 from record b join thread u on u.row = b.thread"
                    " where u.shop = ?1 and u.name = ?3 and b.at = a.at"
                    " and json_extract(b.body, '$.sender') = json_extract(a.body, '$.sender')"
                    " and json_extract(b.body, '$.text') = json_extract(a.body, '$.text'))");
    q.bind(1, threads.shop);
    q.bind(2, threads.name);
    q.bind(3, threads.shown);
    q.executeStep();
    return static_cast<std::size_t>(q.getColumn(0).getInt64());
}

Aliases::Aliases(Store& store)
{
    for (auto& a : list_aliases(store)) names_[key(a.shop, a.kind, a.name)] = std::move(a.shown);
}

const std::string& Aliases::shown(const std::string& shop, const char* kind, const std::string& name) const
{
    if (names_.empty()) return name;
    const auto it = names_.find(key(shop, kind, name));
    return it == names_.end() ? name : it->second;
}

} // namespace redress::store

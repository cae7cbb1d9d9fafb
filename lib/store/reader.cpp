// Records out of the store: filters, time order, roles, provenance.
#include "analyze/roles.hpp"
#include "base/error.hpp"
#include "model/codec.hpp"
#include "store/alias.hpp"
#include "store/records.hpp"
#include "store/row.hpp"
#include "store/search.hpp"
#include "store/shops.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <map>

namespace redress::store {
namespace {

// Turns rows into records; keeps the few names that many rows share.
class Assembler {
public:
    explicit Assembler(Store& store)
        : store_(store), aliases_(store),
          source_(store.db(), "select sha256, name, format, parser, "
                              "json_extract(receipt, '$.content.parts') from source where row = ?"),
          sightings_(
              store.db(),
              "select source, position, offset, length from sighting where record = ? order by source, position, offset")
    {}

    model::Record record(std::int64_t pk, const Row& row)
    {
        auto out = from_row(row);
        if (row.source) out.sources.push_back(source(row.source, row.position, row.offset, row.length));
        sightings_.reset();
        sightings_.bind(1, pk);
        while (sightings_.executeStep())
            out.sources.push_back(source(sightings_.getColumn(0).getInt64(), sightings_.getColumn(1).getInt64(),
                                         sightings_.getColumn(2).getInt64(), sightings_.getColumn(3).getInt64()));
        if (auto* message = std::get_if<model::Message>(&out.body)) {
            message->thread = aliases_.shown(row.shop, "thread", message->thread);
            message->sender = aliases_.shown(row.shop, "sender", message->sender);
            message->role = analyze::role_of(*message, sellers(row.shop));
        }
        return out;
    }

    static model::Record from_row(const Row& row)
    {
        const auto json = json::parse(row.body).value_or(Json());
        auto body = model::body_from_json(row.type, json);
        if (!body)
            throw Error(ErrorKind::store, said("the store: record {} is damaged", row.id),
                        said("'redress store verify' says what is"));
        model::Record out;
        out.id = row.id;
        out.shop = row.shop;
        out.body = std::move(*body);
        out.seq = row.seq;
        out.as_of = row.as_of;
        if (json["extra"].is_object()) out.extra = json["extra"];
        if (auto* unknown = std::get_if<model::Unknown>(&out.body))
            for (const auto* key : {"seq", "as_of", "extra"}) unknown->fields.erase(key);
        return out;
    }

private:
    struct Origin { // a file, and what it is packed of: sheets have names and formats of their own
        model::Source whole;
        Json parts;

        model::Source at(std::uint64_t offset) const
        {
            auto out = whole;
            for (const auto& part : parts.items()) {
                if (static_cast<std::uint64_t>(part["offset"].integer().value_or(0)) > offset) break;
                out.name = part["name"].string_or(whole.name);
                out.format = part["format"].string_or(whole.format);
                out.parser = static_cast<int>(part["parser"].integer().value_or(whole.parser));
            }
            return out;
        }
    };

    model::Source source(std::int64_t row, std::int64_t position, std::int64_t offset, std::int64_t length)
    {
        auto it = sources_.find(row);
        if (it == sources_.end()) {
            source_.reset();
            source_.bind(1, row);
            Origin origin;
            if (source_.executeStep()) {
                origin.whole.sha256 = source_.getColumn(0).getString();
                origin.whole.name = source_.getColumn(1).getString();
                origin.whole.format = source_.getColumn(2).getString();
                origin.whole.parser = source_.getColumn(3).getInt();
                origin.parts = json::parse(source_.getColumn(4).getString()).value_or(Json());
            }
            it = sources_.emplace(row, std::move(origin)).first;
        }
        auto out = it->second.at(static_cast<std::uint64_t>(offset));
        out.unit = out.format == "whatsapp" || out.format == "whatsapp_zip" ? "line" : "row";
        out.position = static_cast<std::uint64_t>(position);
        out.offset = static_cast<std::uint64_t>(offset);
        out.length = static_cast<std::uint64_t>(length);
        return out;
    }

    const std::vector<std::string>& sellers(const std::string& shop)
    {
        auto it = sellers_.find(shop);
        if (it == sellers_.end()) {
            const auto found = get_shop(store_, shop);
            it = sellers_.emplace(shop, found ? found->sellers : std::vector<std::string>{}).first;
        }
        return it->second;
    }

    Store& store_;
    Aliases aliases_;
    SQLite::Statement source_, sightings_;
    std::map<std::int64_t, Origin> sources_;
    std::map<std::string, std::vector<std::string>> sellers_;
};

// A where clause and what its marks stand for.
struct Query {
    std::string where = "1";
    std::vector<std::string> texts;
    void add(std::string_view clause, std::vector<std::string> values)
    {
        where += fmt::format(" and ({})", clause);
        texts.insert(texts.end(), values.begin(), values.end());
    }
};

std::string marks(std::size_t n)
{
    std::string out;
    for (std::size_t i = 0; i < n; ++i) out += i ? ",?" : "?";
    return out;
}

Query build(const Filter& f)
{
    Query q;
    if (!f.types.empty()) q.add(fmt::format("r.type in ({})", marks(f.types.size())), f.types);
    if (!f.ids.empty()) q.add(fmt::format("r.id in ({})", marks(f.ids.size())), f.ids);
    if (!f.shop.empty()) q.add("r.shop = ?", {f.shop});
    if (!f.thread.empty())
        q.add(
            "r.thread in (select row from thread t where t.name = ? or exists (select 1 from alias a where a.kind = 'thread'"
            " and a.shop = t.shop and a.name = t.name and a.shown = ?))",
            {f.thread, f.thread});
    if (!f.case_id.empty()) q.add("r.id in (select record from link where case_id = ?)", {f.case_id});
    if (!f.order.empty())
        // The records with this number, and those that share any number with the orders among them.
        q.add("r.pk in (select record from ref where value = ?) or r.pk in (select b.record from ref a join ref b on "
              "b.value = a.value"
              " where a.record in (select record from ref where value = ?) and a.kind <> 'event')",
              {f.order, f.order});
    if (!f.source.empty())
        q.add("r.source in (select row from source where sha256 = ? or name = ?) or r.pk in (select record from sighting "
              "where source in"
              " (select row from source where sha256 = ? or name = ?))",
              {f.source, f.source, f.source, f.source});
    if (f.since) q.add(fmt::format("r.at >= {}", time::to_epoch_ms(*f.since)), {});
    if (f.until) q.add(fmt::format("r.at < {}", time::to_epoch_ms(*f.until)), {});
    if (!f.match.empty()) q.add(search_clause(f.match), {});
    return q;
}

void bind(SQLite::Statement& statement, const Query& q)
{
    int i = 1;
    for (const auto& text : q.texts) statement.bind(i++, text);
}

} // namespace

model::Record record_from_row(const Row& row)
{
    return Assembler::from_row(row);
}

void each(Store& store, const Filter& filter, const std::function<void(const model::Record&)>& take)
{
    try {
        const auto q = build(filter);
        SQLite::Statement s(
            store.db(),
            fmt::format("select r.pk, {} from record r where {} order by r.at is null, r.at, r.source, r.seq, r.id",
                        row_columns_of("r"), q.where));
        bind(s, q);
        Assembler assembler(store);
        std::size_t taken = 0;
        while (s.executeStep()) {
            const auto record = assembler.record(s.getColumn(0).getInt64(), read_row(s, 1));
            if (!filter.match.empty() && !matches(searchable_text(record), filter.match)) continue;
            take(record);
            if (filter.limit && ++taken >= filter.limit) return;
        }
    } catch (const SQLite::Exception&) {
        rethrow();
    }
}

std::vector<model::Record> find(Store& store, const Filter& filter)
{
    std::vector<model::Record> out;
    each(store, filter, [&](const model::Record& record) { out.push_back(record); });
    return out;
}

std::optional<model::Record> get(Store& store, const std::string& id)
{
    if (id.size() < 6) return std::nullopt;
    SQLite::Statement q(store.db(), "select id from record where id >= ? and id < ? limit 2");
    q.bind(1, id);
    q.bind(2, id + "\x7F");
    std::vector<std::string> found;
    while (q.executeStep()) found.push_back(q.getColumn(0).getString());
    if (found.size() > 1)
        throw Error(ErrorKind::usage, said("'{}' is the start of several ids", id), said("write more of it"));
    if (found.empty()) return std::nullopt;
    Filter only;
    only.ids = found;
    auto records = find(store, only);
    return records.empty() ? std::nullopt : std::optional(std::move(records.front()));
}

std::size_t count(Store& store, const Filter& filter)
{
    if (!filter.match.empty()) return find(store, filter).size();
    const auto q = build(filter);
    SQLite::Statement s(store.db(), fmt::format("select count(*) from record r where {}", q.where));
    bind(s, q);
    s.executeStep();
    return static_cast<std::size_t>(s.getColumn(0).getInt64());
}

std::vector<Revision> revisions(Store& store, const std::string& id)
{
    std::vector<Revision> out;
    const auto current = get(store, id);
    if (!current) return out;
    SQLite::Statement q(store.db(),
                        "select v.number, v.as_of, v.body, s.sha256, s.name, r.id, r.type, r.shop from revision v"
                        " join record r on r.pk = v.record left join source s on s.row = v.source"
                        " where r.id = ? order by v.number");
    q.bind(1, current->id);
    while (q.executeStep()) {
        Row row;
        row.body = q.getColumn(2).getString();
        row.id = q.getColumn(5).getString();
        row.type = q.getColumn(6).getString();
        row.shop = q.getColumn(7).getString();
        out.push_back({q.getColumn(0).getInt(), q.getColumn(1).getString(), q.getColumn(3).getString(),
                       q.getColumn(4).getString(), Assembler::from_row(row)});
    }
    SQLite::Statement now(store.db(), "select revision from record where id = ?");
    now.bind(1, current->id);
    now.executeStep();
    const auto& from = current->sources;
    out.push_back({now.getColumn(0).getInt(), current->as_of, from.empty() ? "" : from.back().sha256,
                   from.empty() ? "" : from.back().name, *current});
    return out;
}

std::vector<RefHit> find_ref(Store& store, const std::string& shop, const std::string& value)
{
    SQLite::Statement q(store.db(), "select r.id, f.kind, f.value from ref f join record r on r.pk = f.record"
                                    " where f.value = ? and (? = '' or r.shop = ?) order by r.id");
    q.bind(1, value);
    q.bind(2, shop);
    q.bind(3, shop);
    std::vector<RefHit> out;
    while (q.executeStep())
        out.push_back({q.getColumn(0).getString(), q.getColumn(1).getString(), q.getColumn(2).getString()});
    return out;
}

} // namespace redress::store

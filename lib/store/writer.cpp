// Records into the store: one look by id, then a new row, a further sighting, or a revision.
#include "model/codec.hpp"
#include "model/merge.hpp"
#include "store/records.hpp"
#include "store/row.hpp"
#include "store/row_hash.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <algorithm>
#include <map>

namespace redress::store {
namespace {

// The values by which a record can be found, with their kinds.
std::vector<std::pair<std::string, std::string>> refs_of(const model::Record& record)
{
    std::vector<std::pair<std::string, std::string>> out;
    const auto add = [&](std::string_view kind, const std::string& value) {
        if (!value.empty()) out.emplace_back(kind, value);
        if (value.starts_with('#') && value.size() > 1)
            out.emplace_back(kind, value.substr(1)); // Shopify's #1001, called 1001
    };
    if (const auto* o = std::get_if<model::Order>(&record.body)) {
        add("order", o->number);
        for (const auto& r : o->refs) add(r.kind, r.value);
    } else if (const auto* e = std::get_if<model::Event>(&record.body)) {
        add("order", e->order);
        add("event", e->ref);
        add("tracking", e->tracking);
    } else if (const auto* r = std::get_if<model::Review>(&record.body)) {
        add("order", r->order);
        add("review", r->number);
    }
    for (const auto& key : record.extra["keys"].items()) add("key", key["fp"].string_or(""));
    return out;
}

// An order as this export and what is known of it say together; any other record as it is.
model::Record with_gaps_filled(const model::Record& record, const std::string& known_body)
{
    if (!std::holds_alternative<model::Order>(record.body)) return record;
    const auto json = json::parse(known_body).value_or(Json());
    auto body = model::body_from_json("order", json);
    if (!body) return record;
    model::Record known, out = record;
    known.body = std::move(*body);
    if (json["extra"].is_object()) known.extra = json["extra"];
    model::fill_gaps(out, known);
    return out;
}

} // namespace

struct Writer::State {
    explicit State(Store& s)
        : store(s),
          insert(s.db(), "insert into record (id, type, shop, thread, at, seq, source, position, offset, length, revision,"
                         " as_of, body, hash) values (?,?,?,?,?,?,?,?,?,?,?,?,?,?) on conflict (id) do nothing"),
          current(s.db(), "select pk, source, revision, as_of, body from record where id = ?"),
          sight(s.db(), "insert or ignore into sighting values (?,?,?,?,?)"),
          keep(s.db(), "insert into revision values (?,?,?,?,?,?)"),
          last_number(s.db(), "select max(number) from revision where record = ?"),
          first_seen(s.db(), "select 1 from record where pk = ? and source = ? and position = ? and offset = ?"),
          history(s.db(), "select body from revision where record = ?"),
          whole_row(s.db(), std::string("select ") + row_columns + " from record where pk = ?"),
          add_ref(s.db(), "insert or ignore into ref values (?,?,?)"), drop_refs(s.db(), "delete from ref where record = ?"),
          again(s.db(), "insert or ignore into search_again select ? from search_state where indexed_to >= ?"),
          find_thread(s.db(), "select row from thread where shop = ? and name = ?"),
          new_thread(s.db(), "insert into thread (shop, name) values (?,?)")
    {}

    std::int64_t thread_row(const std::string& shop, const std::string& name)
    {
        const auto key = std::make_pair(shop, name);
        if (const auto it = threads.find(key); it != threads.end()) return it->second;
        find_thread.reset();
        find_thread.bind(1, shop);
        find_thread.bind(2, name);
        std::int64_t row = 0;
        if (find_thread.executeStep())
            row = find_thread.getColumn(0).getInt64();
        else {
            new_thread.reset();
            new_thread.bind(1, shop);
            new_thread.bind(2, name);
            new_thread.exec();
            row = store.db().getLastInsertRowid();
        }
        return threads[key] = row;
    }

    Row row_of(const model::Record& record, std::int64_t source)
    {
        Row row;
        row.id = record.id;
        row.type = model::type_of(record.body);
        row.shop = record.shop;
        if (const auto* m = std::get_if<model::Message>(&record.body)) row.thread = thread_row(record.shop, m->thread);
        if (const auto* when = model::time_of(record.body); when && when->at) row.at = time::to_epoch_ms(*when->at);
        row.seq = record.seq;
        row.source = source;
        if (!record.sources.empty()) {
            const auto& s = record.sources.back();
            row.position = static_cast<std::int64_t>(s.position);
            row.offset = static_cast<std::int64_t>(s.offset);
            row.length = static_cast<std::int64_t>(s.length);
        }
        row.as_of = record.as_of;
        body.clear();
        model::append_body(body, record);
        row.body = body;
        return row;
    }

    bool insert_row(const Row& row)
    {
        insert.reset();
        int i = 1;
        insert.bindNoCopy(i++, row.id);
        insert.bindNoCopy(i++, row.type);
        insert.bindNoCopy(i++, row.shop);
        const auto maybe = [&](const std::optional<std::int64_t>& v) {
            if (v)
                insert.bind(i++, *v);
            else
                insert.bind(i++);
        };
        maybe(row.thread);
        maybe(row.at);
        insert.bind(i++, row.seq);
        maybe(row.source ? std::optional(row.source) : std::nullopt);
        for (const auto n : {row.position, row.offset, row.length, std::int64_t{1}}) insert.bind(i++, n);
        insert.bindNoCopy(i++, row.as_of);
        insert.bindNoCopy(i++, row.body);
        const auto hash = hash_of(hasher, row);
        insert.bindNoCopy(i++, hash);
        return insert.exec() == 1;
    }

    void put_refs(std::int64_t pk, const model::Record& record)
    {
        for (const auto& [kind, value] : refs_of(record)) {
            add_ref.reset();
            add_ref.bind(1, value);
            add_ref.bind(2, kind);
            add_ref.bind(3, pk);
            add_ref.exec();
        }
    }

    struct Current {
        std::int64_t pk = 0, number = 0;
        std::string as_of, body;
    };

    Current current_of(const std::string& id)
    {
        current.reset();
        current.bind(1, id);
        current.executeStep();
        Current out{current.getColumn(0).getInt64(), current.getColumn(2).getInt64(), current.getColumn(3).getString(),
                    current.getColumn(4).getString()};
        current.reset();
        return out;
    }

    void note_sight(std::int64_t pk, std::int64_t source, const Row& row)
    {
        first_seen.reset();
        first_seen.bind(1, pk);
        first_seen.bind(2, source);
        first_seen.bind(3, row.position);
        first_seen.bind(4, row.offset);
        if (first_seen.executeStep()) return;
        sight.reset();
        int i = 1;
        for (const auto n : {pk, source, row.position, row.offset, row.length}) sight.bind(i++, n);
        sight.exec();
    }

    bool in_history(std::int64_t pk, const std::string& one, const std::string& other)
    {
        history.reset();
        history.bind(1, pk);
        while (history.executeStep()) {
            const auto before = history.getColumn(0).getString();
            if (same_content(before, one) || same_content(before, other)) return true;
        }
        return false;
    }

    std::int64_t next_number(const Current& old)
    {
        last_number.reset();
        last_number.bind(1, old.pk);
        last_number.executeStep();
        return std::max<std::int64_t>(old.number, last_number.getColumn(0).getInt64()) + 1;
    }

    void keep_revision(std::int64_t pk, std::int64_t n, std::int64_t from, const std::string& when, const std::string& text)
    {
        keep.reset();
        keep.bind(1, pk);
        keep.bind(2, n);
        if (from)
            keep.bind(3, from);
        else
            keep.bind(3);
        keep.bind(4, when);
        keep.bind(5, text);
        keep.bind(6, RowHash().number(pk).number(n).number(from).text(when).text(text).finish());
        keep.exec();
    }

    // What was current becomes a revision; the row goes in its place.
    void make_current(const Current& old, const Row& row, std::int64_t number)
    {
        whole_row.reset();
        whole_row.bind(1, old.pk);
        whole_row.executeStep();
        auto now = read_row(whole_row);
        keep_revision(old.pk, old.number, speaker(now), old.as_of, old.body);
        now.said_by = row.source == now.source ? 0 : row.source;
        now.type = row.type;
        now.thread = row.thread;
        now.at = row.at;
        now.revision = number;
        now.as_of = row.as_of;
        now.body = row.body;
        update_row(store.db(), old.pk, now);
        again.reset();
        again.bind(1, old.pk);
        again.bind(2, old.pk);
        again.exec();
    }

    Store& store;
    SQLite::Statement insert, current, sight, keep, last_number, first_seen, history, whole_row, add_ref, drop_refs, again,
        find_thread, new_thread;
    std::map<std::pair<std::string, std::string>, std::int64_t> threads;
    std::string body;
    hash::Sha256 hasher;
};

Writer::Writer(Store& store) : state_(std::make_unique<State>(store)) {}
Writer::~Writer() = default;

bool Writer::has(const std::string& id)
{
    auto& q = state_->current;
    q.reset();
    q.bind(1, id);
    return q.executeStep();
}

Added Writer::put(const model::Record& record, std::int64_t source)
{
    auto& s = *state_;
    auto row = s.row_of(record, source);
    if (s.insert_row(row)) {
        s.put_refs(s.store.db().getLastInsertRowid(), record);
        return Added::fresh;
    }
    const auto old = s.current_of(record.id);
    if (source != 0) s.note_sight(old.pk, source, row);
    if (same_content(old.body, row.body)) return Added::known;
    const bool older = !old.as_of.empty() && !row.as_of.empty() && row.as_of < old.as_of;
    const auto own_body = row.body; // before its gaps are filled
    const auto filled = older ? record : with_gaps_filled(record, old.body);
    row = s.row_of(filled, source);
    // The same values may have been seen before the current ones: then there is nothing new either.
    if (same_content(old.body, row.body) || s.in_history(old.pk, row.body, own_body)) return Added::known;
    const auto next = s.next_number(old);
    if (older) // older news: kept, but not current
        s.keep_revision(old.pk, next, source, row.as_of, row.body);
    else {
        s.make_current(old, row, next);
        s.drop_refs.reset();
        s.drop_refs.bind(1, old.pk);
        s.drop_refs.exec();
        s.put_refs(old.pk, filled);
    }
    return Added::revised;
}

} // namespace redress::store

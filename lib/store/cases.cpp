#include "store/cases.hpp"

#include "base/error.hpp"
#include "model/codec.hpp"
#include "store/journal.hpp"
#include "store/row_hash.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace redress::store {
namespace {

std::string body_of(const CaseRow& row)
{
    model::Record record;
    record.body = row.facts;
    return model::body_json(record);
}

CaseRow read_case(SQLite::Statement& q)
{
    CaseRow row;
    row.id = q.getColumn(0).getString();
    row.shop = q.getColumn(1).getString();
    const auto body = model::body_from_json("case", json::parse(q.getColumn(2).getString()).value_or(Json()));
    if (!body)
        throw Error(ErrorKind::store, said("the store: case {} is damaged", row.id),
                    said("'redress store verify' says what is"));
    row.facts = std::get<model::Case>(*body);
    return row;
}

void write_case(Store& store, const CaseRow& row, JournalRow entry)
{
    const auto body = body_of(row);
    const auto hash = RowHash().text(row.id).text(row.shop).text(body).finish();
    SQLite::Statement q(
        store.db(),
        "insert into dispute values (?,?,?,?) on conflict (id) do update set body=excluded.body, hash=excluded.hash");
    q.bind(1, row.id);
    q.bind(2, row.shop);
    q.bind(3, body);
    q.bind(4, hash);
    q.exec();
    entry.object = row.id;
    entry.case_id = row.id;
    entry.after = hash;
    append_journal(store, std::move(entry));
}

// One more than the largest there is of a case's exhibits; 1 if it has none.
int next_of(Store& store, const std::string& largest, const std::string& case_id)
{
    SQLite::Statement q(store.db(), "select coalesce(" + largest + ", 0) + 1 from exhibit where case_id = ?");
    q.bind(1, case_id);
    q.executeStep();
    return q.getColumn(0).getInt();
}

ExhibitRow read_exhibit(SQLite::Statement& q)
{
    return {q.getColumn(0).getString(), q.getColumn(1).getString(), q.getColumn(2).getInt(), q.getColumn(3).getInt(),
            q.getColumn(4).getInt()};
}

void write_exhibit(Store& store, const ExhibitRow& e)
{
    SQLite::Statement q(store.db(), "insert or replace into exhibit values (?,?,?,?,?,?)");
    q.bind(1, e.case_id);
    q.bind(2, e.item);
    q.bind(3, e.number);
    q.bind(4, e.first_page);
    q.bind(5, e.pages);
    const auto hash = RowHash().text(e.case_id).text(e.item).number(e.number).number(e.first_page).number(e.pages).finish();
    q.bind(6, hash);
    q.exec();
    append_journal(store,
                   {.action = "exhibit",
                    .object = e.item,
                    .case_id = e.case_id,
                    .after = hash,
                    .detail = Json::object().set("number", e.number).set("first_page", e.first_page).set("pages", e.pages)});
}

} // namespace

CaseRow open_case(Store& store, const std::string& shop, const model::Case& facts)
{
    CaseRow row{{}, shop, facts};
    store.transact([&] {
        // Counted per store; a closed or forgotten number never comes back.
        const auto last =
            store.db().execAndGet("select coalesce(max(cast(substr(id, 3) as integer)), 0) from dispute").getInt();
        row.id = fmt::format("C-{:04}", last + 1);
        write_case(store, row, {.action = "case-open"});
    });
    return row;
}

void update_case(Store& store, const CaseRow& row, const std::string& why)
{
    store.transact([&] { write_case(store, row, {.action = "case-set", .detail = Json::object().set("why", why)}); });
}

std::vector<CaseRow> list_cases(Store& store, const std::string& shop, bool open_only)
{
    std::vector<CaseRow> out;
    SQLite::Statement q(store.db(), "select id, shop, body from dispute where ?1 = '' or shop = ?1 order by id");
    q.bind(1, shop);
    while (q.executeStep()) {
        auto row = read_case(q);
        if (!open_only || row.facts.outcome.empty()) out.push_back(std::move(row));
    }
    return out;
}

CaseRow find_case(Store& store, const std::string& word)
{
    const auto all = list_cases(store);
    if (all.empty())
        throw Error(ErrorKind::usage, said("there is no case yet"),
                    said("redress case open --platform … --order … opens one"));
    if (word == "last") return all.back();
    std::vector<CaseRow> found;
    const auto keep = [&](auto&& fits) {
        if (!found.empty()) return;
        for (const auto& row : all)
            if (fits(row)) found.push_back(row);
    };
    keep([&](const CaseRow& c) { return c.id == word || c.facts.number == word; });
    keep([&](const CaseRow& c) {
        return std::find(c.facts.orders.begin(), c.facts.orders.end(), word) != c.facts.orders.end();
    });
    keep(
        [&](const CaseRow& c) { return !word.empty() && (c.id.rfind(word, 0) == 0 || c.facts.number.rfind(word, 0) == 0); });
    if (found.size() == 1) return found.front();
    std::vector<std::string> ids;
    for (const auto& row : found.empty() ? all : found) ids.push_back(row.id);
    throw Error(ErrorKind::usage, found.empty() ? said("no case '{}'", word) : said("'{}' names several cases", word),
                said("there are {}", joined(ids, said(", "))));
}

bool add_link(Store& store, const LinkRow& link)
{
    bool added = false;
    store.transact([&] {
        SQLite::Statement q(store.db(), "insert or ignore into link (case_id, record, role, by, hash) values (?,?,?,?,?)");
        const auto hash = RowHash().text(link.case_id).text(link.record).text(link.role).text(link.by).finish();
        q.bind(1, link.case_id);
        q.bind(2, link.record);
        q.bind(3, link.role);
        q.bind(4, link.by);
        q.bind(5, hash);
        added = q.exec() == 1;
        if (added)
            append_journal(store, {.action = "link",
                                   .object = link.record,
                                   .case_id = link.case_id,
                                   .after = hash,
                                   .detail = Json::object().set("role", link.role).set("by", link.by)});
    });
    return added;
}

bool remove_link(Store& store, const std::string& case_id, const std::string& record)
{
    bool removed = false;
    store.transact([&] {
        SQLite::Statement q(store.db(), "delete from link where case_id = ? and record = ?");
        q.bind(1, case_id);
        q.bind(2, record);
        removed = q.exec() == 1;
        if (removed) append_journal(store, {.action = "unlink", .object = record, .case_id = case_id});
    });
    return removed;
}

std::vector<LinkRow> list_links(Store& store, const std::string& case_id)
{
    std::vector<LinkRow> out;
    SQLite::Statement q(store.db(), "select case_id, record, role, by from link where case_id = ? order by row");
    q.bind(1, case_id);
    while (q.executeStep())
        out.push_back({q.getColumn(0).getString(), q.getColumn(1).getString(), q.getColumn(2).getString(),
                       q.getColumn(3).getString()});
    return out;
}

ExhibitRow allocate_exhibit(Store& store, const std::string& case_id, const std::string& item)
{
    ExhibitRow row{case_id, item, 0, 0, 0};
    store.transact([&] {
        SQLite::Statement q(store.db(),
                            "select case_id, item, number, first_page, pages from exhibit where case_id = ? and item = ?");
        q.bind(1, case_id);
        q.bind(2, item);
        if (q.executeStep()) {
            row = read_exhibit(q);
            return;
        }
        row.number = next_of(store, "max(number)", case_id);
        write_exhibit(store, row);
    });
    return row;
}

ExhibitRow allocate_pages(Store& store, const std::string& case_id, const std::string& item, int pages)
{
    auto row = allocate_exhibit(store, case_id, item);
    if (row.pages == pages) return row;
    store.transact([&] {
        row.first_page = next_of(store, "max(max(first_page + pages - 1, 0))", case_id);
        row.pages = pages;
        write_exhibit(store, row);
    });
    return row;
}

std::vector<ExhibitRow> list_exhibits(Store& store, const std::string& case_id)
{
    std::vector<ExhibitRow> out;
    SQLite::Statement q(store.db(),
                        "select case_id, item, number, first_page, pages from exhibit where case_id = ? order by number");
    q.bind(1, case_id);
    while (q.executeStep()) out.push_back(read_exhibit(q));
    return out;
}

} // namespace redress::store

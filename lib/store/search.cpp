#include "store/search.hpp"

#include "base/text.hpp"
#include "store/row.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>

#include <algorithm>

namespace redress::store {
namespace {

enum class Kind { cjk, word };

struct Run { // neighbouring characters of one kind
    Kind kind;
    std::u32string text;
    bool prefix = false; // '*' stood behind it
};

std::vector<Run> runs_of(std::string_view text)
{
    std::vector<Run> runs;
    bool open = false;
    for (const auto c : text::to_u32(text::fold_for_search(text))) {
        const bool cjk = text::is_cjk(c), word = !cjk && text::is_word(c);
        if (!cjk && !word) {
            if (open && c == U'*') runs.back().prefix = true;
            open = false;
            continue;
        }
        const auto kind = cjk ? Kind::cjk : Kind::word;
        if (!open || runs.back().kind != kind) runs.push_back({kind, {}, false});
        runs.back().text += c;
        open = true;
    }
    return runs;
}

// Bigrams of a run, and its last character alone so that one-character words are found at its end too.
std::vector<std::string> terms_of(const Run& run)
{
    if (run.kind == Kind::word) return {text::to_utf8(run.text)};
    std::vector<std::string> terms;
    for (std::size_t i = 0; i + 1 < run.text.size(); ++i) terms.push_back(text::to_utf8(run.text.substr(i, 2)));
    terms.push_back(text::to_utf8(run.text.substr(run.text.size() - 1)));
    return terms;
}

// FTS5's own language: a phrase of bigrams for two characters and more, a prefix for one.
std::string fts_query(std::string_view query)
{
    std::string out;
    for (const auto& run : runs_of(query)) {
        auto terms = terms_of(run);
        if (!out.empty()) out += " AND ";
        if (run.kind == Kind::word)
            out += fmt::format("\"{}\"{}", terms[0], run.prefix ? "*" : "");
        else if (run.text.size() == 1)
            out += fmt::format("\"{}\"*", terms[0]);
        else {
            terms.pop_back();
            out += '"';
            for (std::size_t i = 0; i < terms.size(); ++i) out += (i ? " " : "") + terms[i];
            out += '"';
        }
    }
    return out;
}

std::string quote_sql(std::string_view text)
{
    std::string out = "'";
    for (const char c : text) {
        out += c;
        if (c == '\'') out += c;
    }
    return out + "'";
}

} // namespace

std::string index_terms(std::string_view text)
{
    std::string out;
    for (const auto& run : runs_of(text))
        for (const auto& term : terms_of(run)) {
            if (!out.empty()) out += ' ';
            out += term;
        }
    return out;
}

bool matches(std::string_view text, std::string_view query)
{
    const auto have = runs_of(text);
    const auto want = runs_of(query);
    if (want.empty()) return text::fold_for_search(text).find(text::fold_for_search(query)) != std::string::npos;
    return std::all_of(want.begin(), want.end(), [&](const Run& w) {
        return std::any_of(have.begin(), have.end(), [&](const Run& h) {
            if (h.kind != w.kind) return false;
            if (w.kind == Kind::cjk) return h.text.find(w.text) != std::u32string::npos;
            return w.prefix ? h.text.compare(0, w.text.size(), w.text) == 0 : h.text == w.text;
        });
    });
}

std::string searchable_text(const model::Record& record)
{
    std::string out;
    const auto add = [&](const std::string& text) {
        if (!text.empty()) out += text + "\n";
    };
    if (const auto* m = std::get_if<model::Message>(&record.body)) {
        add(m->text);
        add(m->sender);
        add(record.extra["subject"].string_or(""));
        for (const auto& a : m->attachments) add(a.name);
    } else if (const auto* o = std::get_if<model::Order>(&record.body)) {
        add(o->number);
        add(o->title);
        add(o->buyer.name);
        add(o->buyer.email);
        add(o->status);
        for (const auto& r : o->refs) add(r.value);
        for (const auto& i : o->items) add(i.title);
    } else if (const auto* e = std::get_if<model::Event>(&record.body)) {
        for (const auto* field : {&e->order, &e->kind, &e->ref, &e->tracking, &e->carrier, &e->result}) add(*field);
    } else if (const auto* r = std::get_if<model::Review>(&record.body)) {
        for (const auto* field : {&r->text, &r->title, &r->author, &r->reply, &r->order, &r->product}) add(*field);
    } else if (const auto* d = std::get_if<model::Document>(&record.body)) {
        add(d->name);
        add(d->text);
        add(record.extra["ocr"]["text"].string_or(""));
    } else if (const auto* n = std::get_if<model::Note>(&record.body))
        add(n->text);
    return out;
}

std::string search_clause(std::string_view query)
{
    const auto fts = fts_query(query);
    if (fts.empty()) return "1"; // nothing an index could hold, such as a lone emoji: every row is read
    return fmt::format(
        "r.pk in (select rowid from search where search match {}) or r.pk > (select indexed_to from search_state)"
        " or r.pk in (select record from search_again)",
        quote_sql(fts));
}

std::size_t fill_index(Store& store)
{
    std::size_t added = 0;
    store.transact([&] {
        auto& db = store.db();
        SQLite::Statement rows(
            db, fmt::format("select pk, {} from record where pk > (select indexed_to from search_state) order by pk",
                            row_columns));
        SQLite::Statement insert(db, "insert into search (rowid, terms) values (?, ?)");
        std::int64_t last = 0;
        while (rows.executeStep()) {
            last = rows.getColumn(0).getInt64();
            insert.reset();
            insert.bind(1, last);
            insert.bind(2, index_terms(searchable_text(record_from_row(read_row(rows, 1)))));
            insert.exec();
            ++added;
        }
        if (added) {
            SQLite::Statement mark(db, "update search_state set indexed_to = ?");
            mark.bind(1, last);
            mark.exec();
        }
    });
    return added;
}

std::size_t unindexed(Store& store)
{
    return static_cast<std::size_t>(
        store.db().execAndGet("select count(*) from record where pk > (select indexed_to from search_state)").getInt64());
}

} // namespace redress::store

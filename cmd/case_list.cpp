#include "analyze/linking.hpp"
#include "case.hpp"
#include "options.hpp"
#include "store/records.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <map>

namespace redress {
namespace {

model::Record record_of(const store::CaseRow& row)
{
    model::Record record;
    record.id = row.id;
    record.shop = row.shop;
    record.body = row.facts;
    return record;
}

std::string amount_of(const model::Case& facts)
{
    return facts.amount ? money::to_string(*facts.amount) : std::string();
}

// A due date that is a default or past says so.
std::string due_of(const model::Case& facts, const Session& session)
{
    if (!facts.due.at) return {};
    const Say say(session.lang());
    auto out = shown(facts.due, session.display_zone(), session.lang());
    if (facts.due_from == "profile") out += say(" (default)");
    if (facts.outcome.empty() && *facts.due.at < session.now()) out += say(" OVERDUE");
    return out;
}

struct ListOptions {
    OutputOptions output;
    bool open_only = false;
};

Exit list(const ListOptions& o, Session& session)
{
    session.only_read();
    std::vector<store::CaseRow> cases;
    if (session.has_store())
        cases = store::list_cases(session.store(), session.options().shop.empty() ? "" : session.shop(), o.open_only);
    if (o.output.format == "ndjson") {
        std::string lines;
        for (const auto& row : cases) model::append_line(lines, record_of(row));
        write_output(lines, o.output, session);
        return Exit::ok;
    }
    const Say say(session.lang());
    render::Document document;
    document.title = say("Cases");
    document.lang = session.lang();
    render::Table table{"cases",
                        {say("case"), say("number"), say("platform"), say("orders"), say("reason"), say("amount"),
                         say("status"), say("due"), say("outcome")},
                        {},
                        {false, false, false, false, false, true}};
    auto data = Json::array();
    for (const auto& row : cases) {
        const auto& c = row.facts;
        table.rows.push_back({row.id, c.number, c.platform, fmt::format("{}", fmt::join(c.orders, ", ")), c.reason,
                              amount_of(c), c.status, due_of(c, session), c.outcome});
        data.push(model::to_json(record_of(row)));
    }
    document.blocks.emplace_back(std::move(table));
    document.data = Json::object().set("schema", "redress/cases/1").set("cases", std::move(data));
    write_document(document, o.output, session);
    return Exit::ok;
}

std::string title_of(const model::Record& record)
{
    if (const auto* m = std::get_if<model::Message>(&record.body)) return m->thread;
    if (const auto* o = std::get_if<model::Order>(&record.body)) return o->number;
    if (const auto* e = std::get_if<model::Event>(&record.body)) return e->kind + " " + e->order;
    if (const auto* d = std::get_if<model::Document>(&record.body)) return d->name;
    if (const auto* r = std::get_if<model::Review>(&record.body)) return r->order;
    return {};
}

render::Document case_page(const store::CaseRow& row, Session& session)
{
    const Say say(session.lang());
    const auto& c = row.facts;
    const auto zone = session.display_zone();
    render::Document document;
    document.title = say("Case {}", row.id);
    document.lang = session.lang();
    render::Facts facts;
    const auto add = [&](const std::string& name, const std::string& value) {
        if (!value.empty()) facts.rows.emplace_back(name, value);
    };
    add(say("Platform"), c.platform);
    add(say("Who decides"), c.via);
    add(say("Number"), c.number);
    add(say("Orders"), fmt::format("{}", fmt::join(c.orders, ", ")));
    add(say("Reason"), c.reason);
    add(say("Amount"), amount_of(c));
    add(say("Stage"), c.stage);
    add(say("Status"), c.status);
    add(say("Opened"), shown(c.opened, zone, session.lang()));
    add(say("Due"), due_of(c, session));
    add(say("Outcome"), c.outcome);
    document.blocks.emplace_back(std::move(facts));
    const auto links = store::list_links(session.store(), row.id);
    std::map<std::string, model::Record> records;
    store::Filter filter;
    filter.case_id = row.id;
    store::each(session.store(), filter, [&](const model::Record& record) { records.emplace(record.id, record); });
    render::Table table{"links", {say("record"), say("type"), say("name"), say("time"), say("role"), say("why")}, {}, {}};
    auto data = Json::array();
    for (const auto& link : links) {
        const auto found = records.find(link.record);
        const auto* stamp = found == records.end() ? nullptr : model::time_of(found->second.body);
        table.rows.push_back({link.record, found == records.end() ? "" : std::string(model::type_of(found->second.body)),
                              found == records.end() ? "" : title_of(found->second),
                              stamp ? shown(*stamp, zone, session.lang()) : "", link.role,
                              analyze::reason_words(link.by).in(session.lang())});
        data.push(Json::object().set("record", link.record).set("role", link.role).set("by", link.by));
    }
    if (!table.rows.empty()) {
        document.blocks.emplace_back(render::Heading{say("Linked records"), 2});
        document.blocks.emplace_back(std::move(table));
    }
    document.data = model::to_json(record_of(row)).set("links", std::move(data));
    return document;
}

// What was offered, promised, asked for and noted: the seller's own, in no package.
void add_notes(render::Document& document, const store::CaseRow& row, Session& session)
{
    const Say say(session.lang());
    const auto zone = session.display_zone();
    render::Table table{"notes", {say("kind"), say("time"), say("due"), say("state"), say("text")}, {}, {}};
    store::Filter filter;
    filter.types = {"note", "offer", "promise", "wish", "contact"};
    filter.shop = row.shop;
    store::each(session.store(), filter, [&](const model::Record& record) {
        const auto* note = std::get_if<model::Note>(&record.body);
        if (!note || note->case_id != row.id) return;
        table.rows.push_back({note->kind, shown(note->when, zone, session.lang()), shown(note->due, zone, session.lang()),
                              note->state, note->text});
    });
    if (table.rows.empty()) return;
    document.blocks.emplace_back(render::Heading{say("Notes (never in a package)"), 2});
    document.blocks.emplace_back(std::move(table));
}

struct ShowOptions {
    std::string word;
    OutputOptions output;
};

Exit show(const ShowOptions& o, Session& session)
{
    session.only_read();
    const auto row = store::find_case(session.store(), o.word);
    auto document = case_page(row, session);
    add_notes(document, row, session);
    write_document(document, o.output, session);
    return Exit::ok;
}

} // namespace

CasePart case_list(CLI::App& app)
{
    auto o = std::make_shared<ListOptions>();
    auto* sub = app.add_subcommand("list", "List cases")->fallthrough();
    sub->add_flag("--open", o->open_only, "Only cases without an outcome");
    add_output(*sub, o->output, {"text", "json", "ndjson", "csv", "markdown", "html"});
    return {sub, [o](Session& session) { return list(*o, session); }};
}

CasePart case_show(CLI::App& app)
{
    auto o = std::make_shared<ShowOptions>();
    auto* sub = app.add_subcommand("show", "Print a case, what is linked to it and why")->fallthrough();
    sub->add_option("case", o->word, "Case: id, number, order or 'last'")->required();
    add_output(*sub, o->output, {"text", "json", "markdown", "html"});
    return {sub, [o](Session& session) { return show(*o, session); }};
}

} // namespace redress

#include "analyze/private_notes.hpp"
#include "base/text.hpp"
#include "command.hpp"
#include "options.hpp"
#include "store/cases.hpp"
#include "store/records.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace redress {
namespace {

struct Options {
    std::vector<std::string> ids;
    FilterOptions filter;
    std::string match, source, format = "text";
    std::size_t limit = 0;
    bool history = false, allow_empty = false;
};

store::Filter make_filter(const Options& o, Session& session)
{
    store::Filter f;
    f.types = o.filter.types;
    f.thread = o.filter.thread;
    f.order = o.filter.order;
    f.match = o.match;
    f.source = o.source;
    f.limit = o.limit;
    if (!session.options().shop.empty()) f.shop = session.shop();
    if (!o.filter.case_word.empty()) f.case_id = store::find_case(session.store(), o.filter.case_word).id;
    if (!o.filter.since.empty()) f.since = parse_time_option(o.filter.since, "--since", session);
    if (!o.filter.until.empty()) f.until = parse_time_option(o.filter.until, "--until", session);
    for (const auto& id : o.ids) {
        const auto record = store::get(session.store(), id);
        if (!record) throw Error(ErrorKind::usage, said("no record '{}'", id), said("redress show lists them"));
        f.ids.push_back(record->id);
    }
    return f;
}

std::string who(const model::Record& r)
{
    if (const auto* m = std::get_if<model::Message>(&r.body)) {
        std::string marks(model::to_string(m->role));
        if (analyze::is_private(r)) marks += marks.empty() ? "private" : ", private";
        return marks.empty() ? m->sender : fmt::format("{} ({})", m->sender, marks);
    }
    if (const auto* o = std::get_if<model::Order>(&r.body)) return o->buyer.name.empty() ? o->buyer.email : o->buyer.name;
    if (const auto* v = std::get_if<model::Review>(&r.body)) return v->author;
    if (const auto* e = std::get_if<model::Event>(&r.body)) return e->actor;
    return {};
}

std::string what(const model::Record& r)
{
    if (const auto* m = std::get_if<model::Message>(&r.body)) return m->deleted && m->text.empty() ? "(deleted)" : m->text;
    if (const auto* o = std::get_if<model::Order>(&r.body))
        return fmt::format("{} {} {} {}", o->number, o->amount ? money::to_string(*o->amount) : "", o->status, o->title);
    if (const auto* e = std::get_if<model::Event>(&r.body))
        return fmt::format("{} order {} {}", e->kind, e->order, e->amount ? money::to_string(*e->amount) : e->tracking);
    if (const auto* v = std::get_if<model::Review>(&r.body))
        return fmt::format("{}{}", v->rating ? fmt::format("{}/{} ", *v->rating, v->scale.value_or(5)) : "", v->text);
    if (const auto* d = std::get_if<model::Document>(&r.body)) {
        const auto words = r.extra["ocr"]["text"].string_or("");
        return fmt::format("{} {}{}{}", d->name, d->media_type, words.empty() ? "" : " OCR: ", words);
    }
    if (const auto* n = std::get_if<model::Note>(&r.body)) return n->text;
    return {};
}

std::string one_line(const model::Record& r, const time::Zone& zone)
{
    const auto* when = model::time_of(r.body);
    std::string time = when && when->at               ? time::for_people(*when->at, zone)
                       : when && !when->local.empty() ? when->local + " ?"
                                                      : "-";
    if (when && when->from == model::ZoneFrom::guess) time += " (zone guessed)";
    auto text = text::visible(what(r));
    for (std::size_t at = 0; (at = text.find('\n', at)) != std::string::npos; at += 5) text.replace(at, 1, "\n    ");
    return fmt::format("{}  {}  {}  {}: {}\n", r.id, time, model::type_of(r.body), text::visible(who(r)), text);
}

Exit run(const Options& o, Session& session)
{
    const auto filter = make_filter(o, session);
    const auto zone = session.display_zone();
    std::size_t shown = 0;
    std::string line;
    const auto print = [&](const model::Record& record) {
        ++shown;
        if (o.format == "text") {
            session.out(one_line(record, zone));
            return;
        }
        line.clear();
        model::append_line(line, record);
        session.out(line);
    };
    if (o.history)
        for (const auto& id : filter.ids)
            for (const auto& revision : store::revisions(session.store(), id)) print(revision.record);
    else
        store::each(session.store(), filter, print);
    if (shown == 0 && !o.allow_empty)
        throw Error(ErrorKind::input, said("no record fits"), said("loosen the filters, or say --allow-empty"));
    return Exit::ok;
}

Action declare(CLI::App& app)
{
    auto o = std::make_shared<Options>();
    app.add_option("ID", o->ids, "Records by id, or the start of one");
    add_filter(app, o->filter);
    app.add_option(
        "--match", o->match,
        "Only records that hold these words (Chinese words of any length, Latin words whole, word* by their start)");
    app.add_option("--source", o->source, "Only records of this source, by name or SHA-256");
    app.add_option("--limit", o->limit, "At most this many");
    app.add_flag("--history", o->history, "Every revision of the records named, oldest first");
    app.add_option("-f,--format", o->format, "Output format")->check(CLI::IsMember({"text", "ndjson"}));
    app.add_flag("--allow-empty", o->allow_empty, "Nothing that fits is no failure");
    return [o](Session& session) { return run(*o, session); };
}

} // namespace

extern const Command command_show;
const Command command_show{"show", "print records by type, order, case, conversation, time or words", StoreUse::read,
                           declare};

} // namespace redress

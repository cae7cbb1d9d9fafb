#include "analyze/private_notes.hpp"
#include "analyze/response.hpp"
#include "base/error.hpp"
#include "command.hpp"
#include "input.hpp"
#include "options.hpp"
#include "report_page.hpp"
#include "scorer.hpp"
#include "store/cases.hpp"

#include <CLI/CLI.hpp>
#include <fmt/core.h>

#include <algorithm>
#include <memory>

namespace redress {
namespace {

struct Options {
    InputOptions input;
    OutputOptions output;
};

void take_case(ReportFacts& facts, const std::string& id, const model::Case& c)
{
    if (!c.outcome.empty() || c.status == "closed") return;
    ++facts.open_cases;
    ++facts.reasons[c.reason];
    if (c.due.at) facts.due.push_back({"case", id, c.reason, *c.due.at});
}

void take_promise(ReportFacts& facts, const model::Record& record, const model::Note& note)
{
    if (!note.due.at || note.state == "done" || note.state == "kept" || note.state == "cancelled") return;
    facts.due.push_back({"promise", note.case_id.empty() ? record.id : note.case_id, "", *note.due.at});
}

void take_message(ReportFacts& facts, std::vector<analyze::Turn>& turns, const model::Record& record,
                  const model::Message& m)
{
    ++facts.messages;
    facts.threads.insert(m.thread);
    if (!m.when.at)
        ++facts.undated;
    else if (m.role == model::Role::unknown)
        ++facts.without_role;
    else if (m.role == model::Role::buyer || m.role == model::Role::seller)
        turns.push_back({m.thread, record.id, m.role, *m.when.at});
}

// What a case or a promise needs by is asked whatever the span: it is due now.
void take_open_work(Session& session, const InputOptions& input, ReportFacts& facts)
{
    InputOptions always = input;
    always.since.clear();
    always.until.clear();
    each_record(session, always, {"promise"},
                [&](const model::Record& record) { take_promise(facts, record, std::get<model::Note>(record.body)); });
    const std::string shop = session.options().shop.empty() ? std::string() : session.shop();
    for (const store::CaseRow& row : store::list_cases(session.store(), shop)) take_case(facts, row.id, row.facts);
}

Lines gather(const InputOptions& input, Session& session, ReportFacts& facts)
{
    const Scorer scorer(session.share());
    std::vector<analyze::Turn> turns;
    std::vector<std::string> types = {"message", "review"};
    if (!input.files.empty()) types.insert(types.end(), {"case", "promise"});
    const Span span = span_of(input, session);
    InputOptions source = input;
    if (!input.files.empty()) source.since = source.until = {}; // cases and promises come whatever the span
    const Lines lines = each_record(session, source, types, [&](const model::Record& record) {
        if (const auto* c = std::get_if<model::Case>(&record.body))
            return take_case(facts, c->number.empty() ? record.id : c->number, *c);
        if (const auto* note = std::get_if<model::Note>(&record.body)) return take_promise(facts, record, *note);
        const model::Stamp* when = model::time_of(record.body);
        if (when != nullptr && !span.holds(when->at)) return;
        if (analyze::is_private(record)) return; // no answer to anybody
        if (const auto* m = std::get_if<model::Message>(&record.body)) return take_message(facts, turns, record, *m);
        const auto& review = std::get<model::Review>(record.body);
        ++facts.reviews;
        const std::string text = text_of(review);
        if (verdict_of(review, scorer.sentiment(text)) != Verdict::negative) return;
        ++facts.negative;
        ++facts.causes[static_cast<std::size_t>(scorer.causes(text)[0].code)];
    });
    if (input.files.empty()) take_open_work(session, input, facts);
    facts.bursts = analyze::bursts(std::move(turns));
    return lines;
}

Exit run(const Options& o, Session& session)
{
    ReportFacts facts;
    facts.now = session.now();
    const Lines lines = gather(o.input, session, facts);
    if (lines.taken == 0 && facts.open_cases == 0 && facts.due.empty() && !o.input.allow_empty)
        throw Error(ErrorKind::input, said("nothing to report on"),
                    said("check the input and the span, or say --allow-empty"));
    if (facts.without_role > 0)
        session.note(
            said("messages that name neither buyer nor seller: {}; 'redress shop set --seller NAME' tells who is who",
                 facts.without_role));
    std::stable_sort(facts.due.begin(), facts.due.end(), [](const DueItem& a, const DueItem& b) { return a.at < b.at; });
    write_document(report_document(facts, session.display_zone(), session.lang()), o.output, session);
    const bool overdue = !facts.due.empty() && facts.due.front().at < facts.now;
    const Exit end = end_of_input(lines, o.input);
    return end == Exit::ok && overdue ? Exit::findings : end;
}

Action declare(CLI::App& app)
{
    auto o = std::make_shared<Options>();
    add_input(app, o->input, false);
    add_output(app, o->output, {"text", "json", "csv", "markdown"});
    return [o](Session& session) { return run(*o, session); };
}

} // namespace

extern const Command command_report;
const Command command_report{"report", "response times, causes of complaint, open cases and what is due", StoreUse::read,
                             declare};

} // namespace redress

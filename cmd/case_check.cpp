#include "analyze/scrutiny.hpp"
#include "case.hpp"
#include "options.hpp"
#include "platform_words.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace redress {
namespace {

using Rows = std::vector<std::vector<std::string>>;

struct CheckOptions {
    std::string word;
    OutputOptions output;
};

class Check {
public:
    Check(const analyze::Material& material, const profile::Profile& profile, Session& session)
        : material_(material), profile_(profile), session_(session), ready_(analyze::assess(material, profile)),
          say_(session.lang())
    {}

    render::Document page()
    {
        look_at_facts();
        look_at_evidence();
        look_at_records();
        render::Document document;
        document.title = say_("What case {} still needs", material_.case_id);
        document.lang = session_.lang();
        document.blocks.emplace_back(
            render::Facts{{{say_("Complete"), fmt::format("{} %", analyze::completeness(ready_))}}});
        if (gaps_.empty())
            document.blocks.emplace_back(render::Prose{say_("Nothing is missing.")});
        else
            document.blocks.emplace_back(gaps_table());
        if (!evidence_.empty()) {
            document.blocks.emplace_back(render::Heading{say_("Evidence the reason wants"), 2});
            document.blocks.emplace_back(
                render::Table{"evidence",
                              {say_("evidence"), say_("need"), say_("there"), say_("shows"), say_("where to get it")},
                              evidence_,
                              {false, false, true}});
        }
        add_limits(document);
        document.data = data();
        return document;
    }
    bool has_gaps() const { return !gaps_.empty(); }

private:
    render::Table gaps_table() const
    {
        render::Table table{"gaps", {say_("missing"), say_("where to get it")}, {}, {}};
        for (const auto& [what, where] : gaps_) table.rows.push_back({what.in(say_.lang()), where.in(say_.lang())});
        return table;
    }

    void gap(Said what, Said where) { gaps_.emplace_back(std::move(what), std::move(where)); }

    void look_at_facts()
    {
        const auto& c = material_.facts;
        const auto set = [&](const char* key, const char* example) {
            return as_is(fmt::format("redress case set {} {}={}", material_.case_id, key, example));
        };
        if (c.reason.empty())
            gap(said("the reason of the dispute"),
                set("reason", profile_.reasons.empty() ? "…" : profile_.reasons.front().code.c_str()));
        if (!c.due.at)
            gap(said("the due date"), set("due", "2026-03-01T12:00"));
        else if (c.due_from == "profile")
            notes_.push_back(said("The due date is the profile's default; the platform's own page says the real one."));
        if (c.due.at && c.outcome.empty() && *c.due.at < session_.now())
            gap(said("time: the due date has passed"), said("see whether the platform still takes an answer or an appeal"));
        if (!c.amount) gap(said("the disputed amount"), set("amount", "'12.00 USD'"));
    }

    Said where_of(const profile::EvidenceType& type) const
    {
        if (!type.where.en.empty()) return both(type.where.en, type.where.zh);
        return said("ingest the file, then: redress case link {} d_… --as {}", material_.case_id, type.code);
    }

    std::string need_of(const analyze::Want& want) const
    {
        if (want.group == 0) return say_("useful");
        const auto others = std::count_if(ready_.wants.begin(), ready_.wants.end(),
                                          [&](const analyze::Want& w) { return w.group == want.group; });
        return others == 1 ? say_("must") : say_("one of ({})", want.group);
    }

    void look_at_evidence()
    {
        for (const auto& want : ready_.wants) {
            const auto* type = profile_.evidence_type(want.code);
            evidence_.push_back({want.code, need_of(want), std::to_string(want.records.size()),
                                 type ? type->proves.in(session_.lang()) : "",
                                 type && want.group && want.records.empty() ? where_of(*type).in(say_.lang()) : ""});
        }
        for (const int group : ready_.open_groups) {
            std::vector<std::string> codes;
            Said where;
            for (const auto& want : ready_.wants) {
                if (want.group != group) continue;
                codes.push_back(want.code);
                if (const auto* type = profile_.evidence_type(want.code); type && where.empty()) where = where_of(*type);
            }
            gap(joined(codes, said(" or ")), where);
        }
        if (!ready_.complete() && !ready_.undecided.empty())
            notes_.push_back(said("{0} linked document(s) may show it: say so with 'redress case link {1} {2} --as CODE'.",
                                  ready_.undecided.size(), material_.case_id, ready_.undecided.front()));
    }

    void look_at_records()
    {
        if (!ready_.order) gap(said("the order"), said("redress ingest orders.csv, then redress case link CASE"));
        if (!ready_.transcript)
            gap(said("the conversation with the buyer"),
                said("redress ingest chat.txt, then redress case link CASE; from a screenshot: redress case statement"));
        if (!ready_.guessed.empty())
            gap(said("the time zone of {} record(s): it was guessed", ready_.guessed.size()),
                said("redress store retime SOURCE --tz ZONE"));
        const auto zone = session_.display_zone();
        for (const auto& late : ready_.late)
            notes_.push_back(
                said("The conversation '{}' begins on {}, after the order of {}: if there was talk before, export the "
                     "chat from its beginning.",
                     late.thread, time::for_people(late.first, zone), time::for_people(late.placed, zone)));
        if (!ready_.unfit.empty())
            notes_.push_back(
                said("{} document(s) are of a type or size the platform does not take; the package converts what it can.",
                     ready_.unfit.size()));
    }

    void add_limits(render::Document& document)
    {
        Rows rows;
        const auto unconfirmed = [&](const profile::Provenance& from) { return from.verified ? "" : say_("not confirmed"); };
        if (profile_.files.max_file_bytes)
            rows.push_back(
                {say_("one file"), bytes_in_words(profile_.files.max_file_bytes), unconfirmed(profile_.files.from)});
        if (profile_.files.max_total_bytes)
            rows.push_back(
                {say_("all files"), bytes_in_words(profile_.files.max_total_bytes), unconfirmed(profile_.files.from)});
        if (!profile_.files.extensions.empty())
            rows.push_back({say_("file types"), fmt::format("{}", fmt::join(profile_.files.extensions, " ")),
                            unconfirmed(profile_.files.from)});
        for (const auto& rule : profile_.texts)
            if (!rule.letters.empty())
                rows.push_back({rule.label.en.empty() ? rule.field : rule.label.in(session_.lang()),
                                limit_in_words(rule, session_.lang()), unconfirmed(rule.from)});
        if (!rows.empty()) {
            document.blocks.emplace_back(render::Heading{say_("Limits of the platform"), 2});
            document.blocks.emplace_back(render::Table{"limits", {say_("limit"), say_("value"), ""}, std::move(rows), {}});
        }
        for (const auto& note : notes_) document.blocks.emplace_back(render::Prose{note.in(say_.lang())});
    }

    Json data() const
    {
        auto gaps = Json::array(), evidence = Json::array(), notes = Json::array();
        for (const auto& row : gaps_) gaps.push(Json::object().set("missing", row.first.en()).set("where", row.second.en()));
        for (const auto& want : ready_.wants) {
            auto records = Json::array();
            for (const auto& id : want.records) records.push(id);
            evidence.push(Json::object().set("code", want.code).set("group", want.group).set("records", std::move(records)));
        }
        for (const auto& note : notes_) notes.push(note.en());
        return Json::object()
            .set("schema", "redress/check/1")
            .set("case", material_.case_id)
            .set("completeness", analyze::completeness(ready_))
            .set("gaps", std::move(gaps))
            .set("evidence", std::move(evidence))
            .set("notes", std::move(notes));
    }

    const analyze::Material& material_;
    const profile::Profile& profile_;
    Session& session_;
    analyze::Readiness ready_;
    Say say_;
    std::vector<std::pair<Said, Said>> gaps_; // what is missing, where to get it
    Rows evidence_;
    std::vector<Said> notes_;
};

Exit check(const CheckOptions& o, Session& session)
{
    session.only_read();
    const auto row = store::find_case(session.store(), o.word);
    const auto profile = profile_of(row.facts, session);
    const auto material = load_material(session.store(), row);
    Check check(material, profile, session);
    write_document(check.page(), o.output, session);
    return check.has_gaps() ? Exit::findings : Exit::ok;
}

} // namespace

CasePart case_check(CLI::App& app)
{
    auto o = std::make_shared<CheckOptions>();
    auto* sub = app.add_subcommand("check", "Say what is missing, and where to get it")->fallthrough();
    sub->add_option("case", o->word, "Case: id, number, order or 'last'")->required();
    add_output(*sub, o->output, {"text", "json", "markdown", "html"});
    return {sub, [o](Session& session) { return check(*o, session); }};
}

} // namespace redress

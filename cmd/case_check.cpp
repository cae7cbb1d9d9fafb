#include "analyze/readiness.hpp"
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
          zh_(session.lang() == "zh")
    {}

    render::Document page()
    {
        look_at_facts();
        look_at_evidence();
        look_at_records();
        render::Document document;
        document.title = fmt::format(fmt::runtime(say("What case {} still needs", "案件 {} 还缺什么")), material_.case_id);
        document.lang = session_.lang();
        if (gaps_.empty())
            document.blocks.emplace_back(render::Prose{say("Nothing is missing.", "没有缺项。")});
        else
            document.blocks.emplace_back(
                render::Table{"gaps", {say("missing", "缺少"), say("where to get it", "如何取得")}, gaps_, {}});
        if (!evidence_.empty()) {
            document.blocks.emplace_back(render::Heading{say("Evidence the reason wants", "该原因所需证据"), 2});
            document.blocks.emplace_back(render::Table{"evidence",
                                                       {say("evidence", "证据"), say("need", "必要性"), say("there", "已有"),
                                                        say("shows", "证明"), say("where to get it", "如何取得")},
                                                       evidence_,
                                                       {false, false, true}});
        }
        add_limits(document);
        document.data = data();
        return document;
    }
    bool has_gaps() const { return !gaps_.empty(); }

private:
    std::string say(const char* en, const char* zh) const { return zh_ ? zh : en; }
    void gap(const std::string& what, const std::string& where) { gaps_.push_back({what, where}); }

    void look_at_facts()
    {
        const auto& c = material_.facts;
        const auto set = [&](const char* key, const char* example) {
            return fmt::format("redress case set {} {}={}", material_.case_id, key, example);
        };
        if (c.reason.empty())
            gap(say("the reason of the dispute", "争议原因"),
                set("reason", profile_.reasons.empty() ? "…" : profile_.reasons.front().code.c_str()));
        if (!c.due.at)
            gap(say("the due date", "截止时间"), set("due", "2026-03-01T12:00"));
        else if (c.due_from == "profile")
            notes_.push_back(say("The due date is the profile's default; the platform's own page says the real one.",
                                 "截止时间为默认值，以平台页面显示为准。"));
        if (c.due.at && c.outcome.empty() && *c.due.at < session_.now())
            gap(say("time: the due date has passed", "时间：已过截止时间"),
                say("see whether the platform still takes an answer or an appeal", "查看平台是否仍接受回应或申诉"));
        if (!c.amount) gap(say("the disputed amount", "争议金额"), set("amount", "'12.00 USD'"));
    }

    std::string where_of(const profile::EvidenceType& type) const
    {
        if (!type.where.en.empty()) return type.where.in(session_.lang());
        return fmt::format(fmt::runtime(say("ingest the file, then: redress case link {} d_… --as {}",
                                            "导入文件后执行：redress case link {} d_… --as {}")),
                           material_.case_id, type.code);
    }

    std::string need_of(const analyze::Want& want) const
    {
        if (want.group == 0) return say("useful", "有用");
        const auto others = std::count_if(ready_.wants.begin(), ready_.wants.end(),
                                          [&](const analyze::Want& w) { return w.group == want.group; });
        return others == 1 ? say("must", "必需") : fmt::format(fmt::runtime(say("one of ({})", "任一 ({})")), want.group);
    }

    void look_at_evidence()
    {
        for (const auto& want : ready_.wants) {
            const auto* type = profile_.evidence_type(want.code);
            evidence_.push_back({want.code, need_of(want), std::to_string(want.records.size()),
                                 type ? type->proves.in(session_.lang()) : "",
                                 type && want.group && want.records.empty() ? where_of(*type) : ""});
        }
        for (const int group : ready_.open_groups) {
            std::vector<std::string> codes;
            std::string where;
            for (const auto& want : ready_.wants) {
                if (want.group != group) continue;
                codes.push_back(want.code);
                if (const auto* type = profile_.evidence_type(want.code); type && where.empty()) where = where_of(*type);
            }
            gap(fmt::format("{}", fmt::join(codes, say(" or ", " 或 "))), where);
        }
        if (!ready_.complete() && !ready_.undecided.empty())
            notes_.push_back(fmt::format(
                fmt::runtime(say("{0} linked document(s) may show it: say so with 'redress case link {1} {2} --as CODE'.",
                                 "已关联 {0} 个文件，如能证明请注明：redress case link {1} {2} --as 代码。")),
                ready_.undecided.size(), material_.case_id, ready_.undecided.front()));
    }

    void look_at_records()
    {
        if (!ready_.order)
            gap(say("the order", "订单记录"), say("redress ingest orders.csv, then redress case link CASE",
                                                  "redress ingest orders.csv，然后 redress case link CASE"));
        if (!ready_.transcript)
            gap(say("the conversation with the buyer", "与买家的聊天记录"),
                say("redress ingest chat.txt, then redress case link CASE; from a screenshot: redress case statement",
                    "redress ingest chat.txt，然后 redress case link CASE；仅有截图时用 redress case statement"));
        if (!ready_.guessed.empty())
            gap(fmt::format(
                    fmt::runtime(say("the time zone of {} record(s): it was guessed", "{} 条记录的时区（目前为推测）")),
                    ready_.guessed.size()),
                say("redress store retime SOURCE --tz ZONE", "redress store retime SOURCE --tz 时区"));
        if (!ready_.unfit.empty())
            notes_.push_back(fmt::format(
                fmt::runtime(
                    say("{} document(s) are of a type or size the platform does not take; the package converts what it can.",
                        "{} 个文件的类型或大小不被平台接受，打包时会尽量转换。")),
                ready_.unfit.size()));
    }

    void add_limits(render::Document& document)
    {
        Rows rows;
        const auto unconfirmed = [&](const profile::Provenance& from) {
            return from.verified ? "" : say("not confirmed", "未核实");
        };
        if (profile_.files.max_file_bytes)
            rows.push_back({say("one file", "单个文件"), bytes_in_words(profile_.files.max_file_bytes),
                            unconfirmed(profile_.files.from)});
        if (profile_.files.max_total_bytes)
            rows.push_back({say("all files", "全部文件"), bytes_in_words(profile_.files.max_total_bytes),
                            unconfirmed(profile_.files.from)});
        if (!profile_.files.extensions.empty())
            rows.push_back({say("file types", "文件类型"), fmt::format("{}", fmt::join(profile_.files.extensions, " ")),
                            unconfirmed(profile_.files.from)});
        for (const auto& rule : profile_.texts)
            if (!rule.letters.empty())
                rows.push_back({rule.label.en.empty() ? rule.field : rule.label.in(session_.lang()),
                                limit_in_words(rule, session_.lang()), unconfirmed(rule.from)});
        if (!rows.empty()) {
            document.blocks.emplace_back(render::Heading{say("Limits of the platform", "平台限制"), 2});
            document.blocks.emplace_back(
                render::Table{"limits", {say("limit", "限制"), say("value", "数值"), ""}, std::move(rows), {}});
        }
        for (const auto& note : notes_) document.blocks.emplace_back(render::Prose{note});
    }

    Json data() const
    {
        auto gaps = Json::array(), evidence = Json::array(), notes = Json::array();
        for (const auto& row : gaps_) gaps.push(Json::object().set("missing", row[0]).set("where", row[1]));
        for (const auto& want : ready_.wants) {
            auto records = Json::array();
            for (const auto& id : want.records) records.push(id);
            evidence.push(Json::object().set("code", want.code).set("group", want.group).set("records", std::move(records)));
        }
        for (const auto& note : notes_) notes.push(note);
        return Json::object()
            .set("schema", "redress/check/1")
            .set("case", material_.case_id)
            .set("gaps", std::move(gaps))
            .set("evidence", std::move(evidence))
            .set("notes", std::move(notes));
    }

    const analyze::Material& material_;
    const profile::Profile& profile_;
    Session& session_;
    analyze::Readiness ready_;
    bool zh_;
    Rows gaps_, evidence_;
    std::vector<std::string> notes_;
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

// What a case lacks and what speaks against it, as pages.
#include "options.hpp"
#include "platform_words.hpp"
#include "scrutiny.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace redress {
namespace {

using analyze::Point;
using analyze::PointKind;

class Page {
public:
    Page(const Scrutiny& scrutiny, Session& session) : scrutiny_(scrutiny), say_(session.lang()), lang_(session.lang()) {}

    render::Facts facts(const std::vector<Point>& points) const
    {
        const auto& c = scrutiny_.material.facts;
        render::Facts facts;
        facts.rows.emplace_back(say_("Platform"), c.via.empty() ? c.platform : c.platform + " / " + c.via);
        if (!c.reason.empty()) facts.rows.emplace_back(say_("Reason"), c.reason);
        facts.rows.emplace_back(say_("Complete"), fmt::format("{} %", scrutiny_.completeness));
        facts.rows.emplace_back(say_("Less what hurts"),
                                fmt::format("{} %", analyze::standing(scrutiny_.completeness, points)));
        return facts;
    }

    void points(render::Document& document, const std::string& title, const char* name, PointKind kind,
                const std::vector<Point>& all) const
    {
        render::Table table{name, {say_("what"), say_("what to do"), say_("shown in"), say_("code")}, {}, {}};
        for (const auto& point : all)
            if (point.kind == kind)
                table.rows.push_back({point.what.in(lang_), point.cure.in(lang_), places(point), point.code});
        add(document, title, std::move(table));
    }

    void attacks(render::Document& document, const std::vector<Point>& all) const
    {
        render::Table table{
            "against",
            {say_("weight"), say_("what they can say"), say_("what can answer it"), say_("shown in"), say_("code")},
            {},
            {true}};
        for (const auto& point : all)
            table.rows.push_back(
                {std::to_string(point.weight), point.what.in(lang_), point.cure.in(lang_), places(point), point.code});
        if (table.rows.empty())
            document.blocks.emplace_back(render::Prose{say_("Nothing was found that could be turned against the case.")});
        else
            document.blocks.emplace_back(std::move(table));
    }

    void files(render::Document& document, const std::vector<bundle::IndexRow>& rows) const
    {
        render::Table table{"files",
                            {say_("exhibit"), say_("kind"), say_("file"), say_("bytes"), say_("pages")},
                            {},
                            {false, false, false, true}};
        std::uint64_t total = 0;
        for (const auto& row : rows) {
            if (row.file.empty()) {
                table.rows.push_back({row.label, row.kind, row.form, "", ""});
                continue;
            }
            table.rows.push_back({row.label, row.kind, row.file, std::to_string(row.bytes), row.pages});
            total += row.bytes;
        }
        if (table.rows.empty()) return;
        table.rows.push_back({"", "", say_("in all"), std::to_string(total), ""});
        add(document, say_("Files"), std::move(table));
    }

    void evidence(render::Document& document) const
    {
        render::Table table{
            "evidence", {say_("evidence"), say_("need"), say_("there"), say_("shows")}, {}, {false, false, true}};
        for (const auto& want : scrutiny_.ready.wants) {
            const auto* type = scrutiny_.profile ? scrutiny_.profile->evidence_type(want.code) : nullptr;
            table.rows.push_back({want.code, want.group ? say_("one of ({})", want.group) : say_("useful"),
                                  std::to_string(want.records.size()), type ? type->proves.in(lang_) : ""});
        }
        add(document, say_("Evidence the reason wants"), std::move(table));
    }

    void limits(render::Document& document) const
    {
        if (!scrutiny_.profile) return;
        render::Table table{"limits", {say_("limit"), say_("value"), ""}, {}, {}};
        const auto row = [&](const std::string& name, const std::string& value, const profile::Provenance& from) {
            table.rows.push_back({name, value, from.verified ? "" : say_("not confirmed")});
        };
        const auto& rules = scrutiny_.profile->files;
        if (rules.max_file_bytes) row(say_("one file"), bytes_in_words(rules.max_file_bytes), rules.from);
        if (rules.max_total_bytes) row(say_("all files"), bytes_in_words(rules.max_total_bytes), rules.from);
        if (rules.max_files) row(say_("number of files"), std::to_string(rules.max_files), rules.from);
        if (rules.max_pages) row(say_("pages in all"), std::to_string(rules.max_pages), rules.from);
        if (!rules.extensions.empty())
            row(say_("file types"), fmt::format("{}", fmt::join(rules.extensions, " ")), rules.from);
        for (const auto& rule : scrutiny_.profile->texts)
            row(rule.label.en.empty() ? rule.field : rule.label.in(lang_), limit_in_words(rule, lang_), rule.from);
        add(document, say_("Limits of the platform"), std::move(table));
    }

    Json point_json(const Point& point) const
    {
        auto records = Json::array(), shown = Json::array();
        for (const auto& id : point.records) {
            records.push(id);
            const auto place = analyze::place_of(scrutiny_.exhibits, id);
            shown.push(place.label.empty() ? Json() : Json(named(place)));
        }
        return Json::object()
            .set("code", point.code)
            .set("kind", analyze::to_string(point.kind))
            .set("weight", point.weight)
            .set("what", point.what.en())
            .set("cure", point.cure.en())
            .set("records", std::move(records))
            .set("exhibits", std::move(shown));
    }

    Json case_json(const char* schema, const std::vector<Point>& points) const
    {
        auto list = Json::array();
        for (const auto& point : points) list.push(point_json(point));
        const auto& c = scrutiny_.material.facts;
        return Json::object()
            .set("schema", schema)
            .set("case", scrutiny_.material.case_id)
            .set("platform", c.platform)
            .set("reason", c.reason)
            .set("completeness", scrutiny_.completeness)
            .set("standing", analyze::standing(scrutiny_.completeness, points))
            .set("points", std::move(list));
    }
    Json evidence_json() const
    {
        auto evidence = Json::array();
        for (const auto& want : scrutiny_.ready.wants) {
            auto records = Json::array();
            for (const auto& id : want.records) records.push(id);
            evidence.push(Json::object().set("code", want.code).set("group", want.group).set("records", std::move(records)));
        }
        return evidence;
    }

private:
    static std::string named(const analyze::Place& place)
    {
        return place.line > 0 ? fmt::format("{}:{}", place.label, place.line) : place.label;
    }
    static void add(render::Document& document, const std::string& title, render::Table table)
    {
        if (table.rows.empty()) return;
        document.blocks.emplace_back(render::Heading{title, 2});
        document.blocks.emplace_back(std::move(table));
    }
    std::string places(const Point& point) const
    {
        std::vector<std::string> out;
        for (const auto& id : point.records) {
            const auto place = analyze::place_of(scrutiny_.exhibits, id);
            auto name = place.label.empty() ? id : named(place);
            if (std::find(out.begin(), out.end(), name) == out.end()) out.push_back(std::move(name));
        }
        constexpr std::size_t most = 6;
        const auto more = out.size() > most;
        if (more) out.resize(most);
        return fmt::format("{}{}", fmt::join(out, " "), more ? " …" : "");
    }

    const Scrutiny& scrutiny_;
    Say say_;
    std::string lang_;
};

Json files_json(const std::vector<bundle::IndexRow>& rows)
{
    auto files = Json::array();
    for (const auto& row : rows)
        files.push(Json::object()
                       .set("exhibit", row.label)
                       .set("kind", row.kind)
                       .set("file", row.file)
                       .set("bytes", row.bytes)
                       .set("pages", row.pages)
                       .set("form", row.form));
    return files;
}

} // namespace

render::Document check_page(const Scrutiny& scrutiny, const CheckedFiles& files, Session& session)
{
    const Page page(scrutiny, session);
    const Say say(session.lang());
    auto points = scrutiny.points;
    for (auto& point : limit_points(files.gaps)) points.push_back(std::move(point));
    render::Document document;
    document.title = say("Check of case {}", scrutiny.material.case_id);
    document.lang = session.lang();
    document.blocks.emplace_back(page.facts(points));
    page.points(document, say("In the way"), "blockers", PointKind::blocker, points);
    page.points(document, say("Missing"), "missing", PointKind::missing, points);
    page.points(document, say("Over the platform's limits"), "over", PointKind::limit, points);
    page.points(document, say("Weak"), "weak", PointKind::weak, points);
    page.points(document, say("Harmful"), "harmful", PointKind::harmful, points);
    page.points(document, say("Worth knowing"), "notes", PointKind::note, points);
    page.evidence(document);
    page.files(document, files.rows);
    page.limits(document);
    document.data =
        page.case_json("redress/check/1", points).set("evidence", page.evidence_json()).set("files", files_json(files.rows));
    return document;
}

render::Document against_page(const Scrutiny& scrutiny, Session& session)
{
    const Page page(scrutiny, session);
    const Say say(session.lang());
    std::vector<Point> points;
    for (const auto& point : scrutiny.points)
        if (point.weight > 0) points.push_back(point);
    render::Document document;
    document.title = say("Case {} as the other side would read it", scrutiny.material.case_id);
    document.lang = session.lang();
    document.blocks.emplace_back(page.facts(scrutiny.points));
    page.attacks(document, points);
    document.data = page.case_json("redress/against/1", points);
    return document;
}

} // namespace redress

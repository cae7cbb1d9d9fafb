#include "timeline_page.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace redress {
namespace {

constexpr std::size_t most_shown = 200;

std::string one_line(const std::string& words)
{
    std::string out;
    std::size_t count = 0;
    for (const char c : words) {
        if ((static_cast<unsigned char>(c) & 0xC0) != 0x80 && count++ == most_shown) return out + "…";
        const bool blank = c == '\n' || c == '\r' || c == '\t';
        out += blank ? ' ' : c;
    }
    return out;
}

// Pieces of a page, each with the words of its reader.
class Page {
public:
    Page(const analyze::Timeline& timeline, const TimelineView& view) : timeline_(timeline), view_(view), say_(view.lang) {}

    render::Document make() const
    {
        render::Document document;
        document.title =
            view_.material.case_id.empty() ? say_("Timeline") : say_("Timeline of case {}", view_.material.case_id);
        document.lang = view_.lang;
        document.blocks.emplace_back(facts());
        document.blocks.emplace_back(moments("timeline", timeline_.moments));
        section(document, say_("Contradictions"), contradictions());
        section(document, say_("Confirmed by a second source"), confirmations());
        section(document, say_("Gaps"), gaps());
        section(document, say_("Said by the shop, borne out by no record"), unbacked());
        section(document, say_("Without a time, or with one that cannot be read"), moments("undated", timeline_.undated));
        return document;
    }

private:
    static void section(render::Document& document, std::string title, render::Table table)
    {
        if (table.rows.empty()) return;
        document.blocks.emplace_back(render::Heading{std::move(title), 2});
        document.blocks.emplace_back(std::move(table));
    }

    std::string when(const std::optional<Instant>& at, bool guessed, const std::string& local = {}) const
    {
        if (!at) return local.empty() ? say_("not known") : local;
        return time::for_people(*at, view_.zone) + (guessed ? say_(" (zone guessed)") : "");
    }
    std::string place(const std::string& record) const
    {
        const auto found = analyze::place_of(view_.exhibits, record);
        if (found.label.empty()) return record;
        return found.line > 0 ? fmt::format("{}:{} {}", found.label, found.line, record)
                              : fmt::format("{} {}", found.label, record);
    }
    std::string who(const std::string& name) const
    {
        if (name == "buyer") return say_("buyer");
        if (name == "seller") return say_("seller");
        if (name == "platform") return say_("platform");
        return name == "system" ? say_("system") : name;
    }
    std::string grade(int grade) const { return grade_words(grade).in(view_.lang); }

    render::Facts facts() const
    {
        render::Facts facts;
        facts.rows.emplace_back(say_("Times in"), view_.zone.name());
        facts.rows.emplace_back(say_("Records"), std::to_string(timeline_.moments.size() + timeline_.undated.size()));
        facts.rows.emplace_back(say_("Contradictions"), std::to_string(timeline_.contradictions.size()));
        facts.rows.emplace_back(say_("Gaps"), std::to_string(timeline_.gaps.size()));
        return facts;
    }

    render::Table moments(const char* name, const std::vector<analyze::Moment>& list) const
    {
        render::Table table{
            name, {say_("time"), say_("what"), say_("who"), say_("words"), say_("grade"), say_("record")}, {}, {}};
        for (const auto& one : list)
            table.rows.push_back({when(one.at, one.guessed, one.local), kind_words(one.kind).in(view_.lang), who(one.who),
                                  one_line(one.words), grade(one.grade), place(one.record)});
        return table;
    }

    std::vector<std::string> side_row(const analyze::Side& side) const
    {
        const auto name = side.who.empty() ? kind_words(side.kind).in(view_.lang)
                                           : fmt::format("{}: {}", who(side.who), kind_words(side.kind).in(view_.lang));
        return {name, when(side.at, side.guessed), one_line(side.words), grade(side.grade), place(side.record)};
    }

    std::string weight(const analyze::Contradiction& one, const analyze::Side& side) const
    {
        auto words = side.firm ? say_("both cannot be true") : say_("speaks against it");
        if (one.zone_unsure) words += say_("; only if the guessed zone is right");
        if (one.against == "seller") words += say_("; hurts the shop");
        return words;
    }

    render::Table contradictions() const
    {
        render::Table table{
            "contradictions",
            {say_("nr"), say_("side"), say_("time"), say_("words"), say_("grade"), say_("record"), say_("weight")},
            {},
            {true}};
        int number = 0;
        for (const auto& one : timeline_.contradictions) {
            const auto nr = std::to_string(++number);
            const auto row = [&](const analyze::Side& side, const std::string& last) {
                auto cells = side_row(side);
                cells.insert(cells.begin(), nr);
                cells.push_back(last);
                table.rows.push_back(std::move(cells));
            };
            row(one.said, rule_words(one, view_.book).in(view_.lang));
            for (const auto& side : one.shown) row(side, weight(one, side));
        }
        return table;
    }

    render::Table confirmations() const
    {
        render::Table table{
            "confirmed", {say_("what"), say_("source"), say_("time"), say_("words"), say_("grade"), say_("record")}, {}, {}};
        for (const auto& one : timeline_.confirmations)
            for (const auto& side : one.by) {
                auto cells = side_row(side);
                cells.insert(cells.begin(), kind_words(one.kind).in(view_.lang));
                table.rows.push_back(std::move(cells));
            }
        return table;
    }

    render::Table gaps() const
    {
        render::Table table{
            "gaps", {say_("gap begins"), say_("gap ends"), say_("gap"), say_("words"), say_("record")}, {}, {}};
        for (const auto& gap : timeline_.gaps)
            table.rows.push_back(
                {when(gap.from, false), when(gap.until, false), gap_words(gap).in(view_.lang), one_line(gap.words),
                 gap.until_record.empty() ? place(gap.record) : place(gap.record) + " … " + place(gap.until_record)});
        return table;
    }

    render::Table unbacked() const
    {
        render::Table table{"unbacked", {say_("time"), say_("claim"), say_("words"), say_("record")}, {}, {}};
        for (const auto& made : timeline_.unbacked)
            table.rows.push_back(
                {when(made.at, made.guessed), made.claim->label.in(view_.lang), one_line(made.words), place(made.record)});
        return table;
    }

    const analyze::Timeline& timeline_;
    const TimelineView& view_;
    Say say_;
};

} // namespace

render::Document timeline_page(const analyze::Timeline& timeline, const TimelineView& view)
{
    auto document = Page(timeline, view).make();
    document.data = timeline_json(timeline, view.material.case_id);
    return document;
}

} // namespace redress

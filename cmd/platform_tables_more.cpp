// The rest of the tables: reputation, ratings, the platform's other words, sources.
#include "platform_tables.hpp"
#include "platform_words.hpp"

#include <fmt/format.h>

namespace redress {

void ProfileTables::reputation()
{
    Rows rows, thresholds;
    for (const auto& x : p_.metrics) {
        rows.push_back({in(x.label), in(x.formula), in(x.window), mark(x.from)});
        for (const auto& t : x.thresholds) {
            const auto value = amount_in_words(t.value, x.unit, lang_);
            thresholds.push_back({in(x.label), x.better == "higher" ? say("at least {}", value) : say("below {}", value),
                                  in(t.label), mark(t.from)});
        }
    }
    const auto figure = say("figure");
    table(say("Figures the platform watches"), "metrics", {figure, say("how it is counted"), say("over")}, std::move(rows));
    table(say("What the figures must be"), "thresholds", {figure, say("keep it"), say("for")}, std::move(thresholds));
}

void ProfileTables::reviews()
{
    if (!p_.reviews) return;
    Rows rows{{say("Scale: {}", in(p_.reviews->scale)), "", "", "", mark(p_.reviews->from)}}, grounds;
    for (const auto& x : p_.reviews->steps)
        rows.push_back({in(x.label), said_for_people(x.by, lang_), x.hours > 0 ? length_in_words(x.hours, false, lang_) : "",
                        said_for_people(x.starts_from, lang_), mark(x.from)});
    for (const auto& x : p_.reviews->removal) grounds.push_back({in(x.label), mark(x.from)});
    table(say("Ratings"), "reviews", {say("what"), say("who"), say("within"), say("from")}, std::move(rows));
    table(say("For what a rating is taken down"), "removal", {say("ground")}, std::move(grounds));
}

void ProfileTables::words()
{
    Rows rows;
    for (const auto& x : p_.enumerations) {
        std::vector<std::string> values;
        constexpr std::size_t most = 150; // 1,255 carriers are for programs to read
        for (const auto& value : x.values) {
            if (values.size() == most) {
                values.push_back(say("and {} more, see -f json", x.values.size() - most));
                break;
            }
            const auto found = x.meaning.find(value);
            values.push_back(found == x.meaning.end() ? value : fmt::format("{} ({})", value, in(found->second)));
        }
        const auto name = in(x.label).empty() ? x.field : fmt::format("{} ({})", x.field, in(x.label));
        rows.push_back({name, fmt::format("{}", fmt::join(values, ", ")), mark(x.from)});
    }
    table(say("Words of other fields"), "enumerations", {say("field"), say("values")}, std::move(rows));
}

void ProfileTables::sources()
{
    Rows rows;
    for (const auto& from : sources_)
        rows.push_back({fmt::format("[{}]", rows.size() + 1), lang_ == "zh" && !from.zh.empty() ? from.zh : from.source,
                        from.seen, from.verified ? say("yes") : say("no: check it yourself")});
    blocks_.emplace_back(render::Heading{say("Sources"), 2});
    blocks_.emplace_back(
        render::Table{"sources", {say("number"), say("source"), say("seen"), say("confirmed")}, std::move(rows), {}});
}

std::vector<render::Block> ProfileTables::blocks()
{
    head();
    clocks();
    reasons();
    limits();
    files();
    rules();
    reputation();
    reviews();
    flow();
    words();
    sources();
    return std::move(blocks_);
}

} // namespace redress

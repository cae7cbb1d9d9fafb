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
            thresholds.push_back({in(x.label),
                                  fmt::format(fmt::runtime(x.better == "higher" ? say("at least {}", "不低于 {}")
                                                                                : say("below {}", "低于 {}")),
                                              value),
                                  in(t.label), mark(t.from)});
        }
    }
    const auto figure = say("figure", "指标");
    table(say("Figures the platform watches", "平台考核指标"), "metrics",
          {figure, say("how it is counted", "计算方式"), say("over", "统计周期")}, std::move(rows));
    table(say("What the figures must be", "指标门槛"), "thresholds", {figure, say("keep it", "应保持"), say("for", "用途")},
          std::move(thresholds));
}

void ProfileTables::reviews()
{
    if (!p_.reviews) return;
    Rows rows{{say("Scale", "评分方式") + say(": ", "：") + in(p_.reviews->scale), "", "", "", mark(p_.reviews->from)}},
        grounds;
    for (const auto& x : p_.reviews->steps)
        rows.push_back({in(x.label), said_for_people(x.by, lang_), x.hours > 0 ? length_in_words(x.hours, false, lang_) : "",
                        said_for_people(x.starts_from, lang_), mark(x.from)});
    for (const auto& x : p_.reviews->removal) grounds.push_back({in(x.label), mark(x.from)});
    table(say("Ratings", "评价"), "reviews",
          {say("what", "事项"), say("who", "由谁"), say("within", "期限"), say("from", "起算")}, std::move(rows));
    table(say("For what a rating is taken down", "评价可被删除或屏蔽的情形"), "removal", {say("ground", "情形")},
          std::move(grounds));
}

void ProfileTables::words()
{
    Rows rows;
    for (const auto& x : p_.enumerations) {
        std::vector<std::string> values;
        for (const auto& value : x.values) {
            const auto found = x.meaning.find(value);
            values.push_back(found == x.meaning.end() ? value : fmt::format("{} ({})", value, in(found->second)));
        }
        const auto name = in(x.label).empty() ? x.field : fmt::format("{} ({})", x.field, in(x.label));
        rows.push_back({name, fmt::format("{}", fmt::join(values, ", ")), mark(x.from)});
    }
    table(say("Words of other fields", "其他字段取值"), "enumerations", {say("field", "字段"), say("values", "取值")},
          std::move(rows));
}

void ProfileTables::sources()
{
    Rows rows;
    for (const auto& from : sources_)
        rows.push_back({fmt::format("[{}]", rows.size() + 1), lang_ == "zh" && !from.zh.empty() ? from.zh : from.source,
                        from.seen, from.verified ? say("yes", "是") : say("no: check it yourself", "否：请自行核实")});
    blocks_.emplace_back(render::Heading{say("Sources", "来源"), 2});
    blocks_.emplace_back(
        render::Table{"sources",
                      {say("number", "编号"), say("source", "来源"), say("seen", "查阅日期"), say("confirmed", "已核实")},
                      std::move(rows),
                      {}});
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

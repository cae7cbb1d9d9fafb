#include "platform_page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace redress {
namespace {

using profile::Provenance;
using Rows = std::vector<std::vector<std::string>>;

class Page {
public:
    Page(std::string lang) : lang_(std::move(lang)) {}
    std::string say(const char* en, const char* zh) const { return lang_ == "zh" ? zh : en; }
    // Short enough for a column; the list of sources at the end of the page has it in full.
    std::string mark(const Provenance& from)
    {
        std::size_t number = 1;
        for (const auto& known : sources_) {
            if (known.source == from.source && known.seen == from.seen) break;
            ++number;
        }
        if (number > sources_.size()) sources_.push_back(from);
        return fmt::format("[{}]{}", number, from.verified ? "" : " ?");
    }
    void table(const std::string& title, const std::string& name, std::vector<std::string> columns, Rows rows)
    {
        if (rows.empty()) return;
        columns.push_back(say("source", "来源"));
        blocks.emplace_back(render::Heading{title, 2});
        blocks.emplace_back(render::Table{name, std::move(columns), std::move(rows), {}});
    }
    const std::vector<Provenance>& sources() const { return sources_; }
    const std::string& lang() const { return lang_; }
    std::vector<render::Block> blocks;

private:
    std::string lang_;
    std::vector<Provenance> sources_;
};

std::string plural(double number, const char* word)
{
    return fmt::format("{:g} {}{}", number, word, number == 1 ? "" : "s");
}

void add_flow(Page& page, const profile::Profile& p)
{
    Rows stages, statuses, steps;
    for (const auto& x : p.stages) stages.push_back({x.code, x.label.in(page.lang()), page.mark(x.from)});
    for (const auto& x : p.statuses) statuses.push_back({x.code, x.owner, x.label.in(page.lang()), page.mark(x.from)});
    for (const auto& x : p.transitions) {
        const auto at = x.stage + (x.stage.empty() || x.status.empty() ? "" : "/") + x.status;
        const auto to = x.to_stage + (x.to_stage.empty() || x.to_status.empty() ? "" : "/") + x.to_status;
        steps.push_back({x.on, at, to, x.label.in(page.lang()), page.mark(x.from)});
    }
    const auto code = page.say("code", "代码"), label = page.say("meaning", "含义");
    page.table(page.say("Stages", "阶段"), "stages", {code, label}, std::move(stages));
    page.table(page.say("Statuses", "状态"), "statuses", {code, page.say("whose move", "轮到谁"), label},
               std::move(statuses));
    page.table(page.say("Steps", "操作"), "transitions",
               {page.say("step", "操作"), page.say("possible in", "可用于"), page.say("leads to", "结果"), label},
               std::move(steps));
}

// "must (1)": one of those with the same number has to be there.
std::string need_of(const Page& page, const profile::Reason& reason, const std::string& code)
{
    int number = 0;
    for (const auto& group : reason.required) {
        ++number;
        if (std::find(group.begin(), group.end(), code) != group.end())
            return group.size() == 1 ? page.say("must", "必需")
                                     : fmt::format(fmt::runtime(page.say("one of ({})", "任一 ({})")), number);
    }
    return page.say("useful", "有用");
}

void add_evidence(Page& page, const profile::Profile& p)
{
    Rows reasons, wanted, types;
    for (const auto& x : p.reasons) {
        reasons.push_back({x.code, x.label.in(page.lang()), page.mark(x.from)});
        for (const auto& code : x.evidence) {
            const auto* type = p.evidence_type(code);
            wanted.push_back({&code == &x.evidence.front() ? x.code : "", code, need_of(page, x, code),
                              type ? type->proves.in(page.lang()) : "", page.mark(x.evidence_from)});
        }
    }
    for (const auto& x : p.evidence_types)
        types.push_back(
            {x.code, x.needs, x.proves.in(page.lang()), fmt::format("{}", fmt::join(x.kinds, ", ")), page.mark(x.from)});
    const auto reason = page.say("reason", "原因"), type = page.say("type", "类型"), shows = page.say("shows", "证明");
    page.table(page.say("Reasons", "争议原因"), "reasons", {reason, page.say("meaning", "含义")}, std::move(reasons));
    page.table(page.say("Evidence each reason wants", "各原因所需证据"), "wanted",
               {reason, type, page.say("need", "必要性"), shows}, std::move(wanted));
    page.table(page.say("Evidence types", "证据类型"), "evidence_types",
               {type, page.say("form", "形式"), shows, page.say("found in records as", "对应记录")}, std::move(types));
}

void add_limits(Page& page, const profile::Profile& p)
{
    Rows deadlines, texts, files;
    for (const auto& x : p.deadlines)
        deadlines.push_back({x.event, x.hours > 0 ? length_in_words(x.hours, x.business_days, page.lang()) : "",
                             x.starts_from, x.field, x.label.in(page.lang()), page.mark(x.from)});
    for (const auto& x : p.texts)
        texts.push_back({x.field, fmt::format("{} {}", x.max, x.unit), fmt::format("{}", fmt::join(x.letters, ", ")),
                         page.mark(x.from)});
    if (!p.files.extensions.empty()) {
        const auto mark = page.mark(p.files.from);
        files.push_back({page.say("types", "类型"), fmt::format("{}", fmt::join(p.files.extensions, " ")), mark});
        if (p.files.max_file_bytes)
            files.push_back({page.say("one file", "单个文件"), bytes_in_words(p.files.max_file_bytes), mark});
        if (p.files.max_total_bytes)
            files.push_back({page.say("all together", "合计"), bytes_in_words(p.files.max_total_bytes), mark});
        if (p.files.max_files)
            files.push_back({page.say("number of files", "文件数"), std::to_string(p.files.max_files), mark});
        if (p.files.max_pages) files.push_back({page.say("pages", "页数"), std::to_string(p.files.max_pages), mark});
        if (!p.files.name_pattern.empty()) files.push_back({page.say("file names", "文件名"), p.files.name_pattern, mark});
    }
    page.table(page.say("Deadlines (a date in the case itself wins)", "期限（以案件中的日期为准）"), "deadlines",
               {page.say("event", "事项"), page.say("length", "时长"), page.say("from", "起算"), page.say("field", "字段"),
                page.say("what", "说明")},
               std::move(deadlines));
    page.table(page.say("Lengths of text", "文字长度"), "texts",
               {page.say("field", "字段"), page.say("at most", "上限"), page.say("drafts", "草稿")}, std::move(texts));
    page.table(page.say("Files", "文件"), "files", {page.say("limit", "限制"), page.say("value", "数值")}, std::move(files));
}

void add_rest(Page& page, const profile::Profile& p)
{
    Rows rules, metrics, enumerations;
    for (const auto& x : p.rules) rules.push_back({x.id, x.text.in(page.lang()), page.mark(x.from)});
    for (const auto& x : p.metrics)
        metrics.push_back({x.name, x.label.in(page.lang()), x.formula, x.window,
                           x.threshold ? fmt::format("{:g} {}", *x.threshold, x.unit) : "", page.mark(x.from)});
    for (const auto& x : p.enumerations)
        enumerations.push_back({x.field, fmt::format("{}", fmt::join(x.values, ", ")), page.mark(x.from)});
    page.table(page.say("Rules", "规则"), "rules", {page.say("rule", "规则"), page.say("what it says", "内容")},
               std::move(rules));
    page.table(page.say("Figures the platform watches", "平台关注的指标"), "metrics",
               {page.say("name", "名称"), page.say("meaning", "含义"), page.say("formula", "公式"),
                page.say("window", "窗口"), page.say("threshold", "阈值")},
               std::move(metrics));
    page.table(page.say("Words of other fields", "其他字段取值"), "enumerations",
               {page.say("field", "字段"), page.say("values", "取值")}, std::move(enumerations));
    if (!p.reviews) return;
    const auto mark = page.mark(p.reviews->from);
    Rows reviews{{page.say("scale", "评分"), p.reviews->scale, mark}};
    if (p.reviews->window_days)
        reviews.push_back({page.say("window, days", "期限（天）"), std::to_string(p.reviews->window_days), mark});
    if (p.reviews->reply_max)
        reviews.push_back({page.say("reply, characters", "回复字数"), std::to_string(p.reviews->reply_max), mark});
    if (!p.reviews->note.en.empty()) reviews.push_back({page.say("note", "说明"), p.reviews->note.in(page.lang()), mark});
    page.table(page.say("Reviews", "评价"), "reviews", {page.say("what", "项目"), page.say("value", "数值")},
               std::move(reviews));
}

void add_sources(Page& page)
{
    Rows rows;
    for (const auto& from : page.sources())
        rows.push_back({fmt::format("[{}]", rows.size() + 1), from.source, from.seen,
                        from.verified ? page.say("yes", "是") : page.say("no: check it yourself", "否：请自行核实")});
    page.blocks.emplace_back(
        render::Heading{page.say("Sources (? marks what nobody has confirmed)", "来源（？ 表示未经核实）"), 2});
    page.blocks.emplace_back(render::Table{"sources",
                                           {page.say("number", "编号"), page.say("source", "来源"),
                                            page.say("seen", "查阅日期"), page.say("confirmed", "已核实")},
                                           std::move(rows),
                                           {}});
}

} // namespace

std::string length_in_words(double hours, bool business_days, const std::string& lang)
{
    const bool zh = lang == "zh";
    if (hours < 1) return zh ? fmt::format("{:g} 分钟", std::round(hours * 60)) : plural(std::round(hours * 60), "minute");
    if (hours < 48 && hours != 24) return zh ? fmt::format("{:g} 小时", hours) : plural(hours, "hour");
    const double days = hours / 24;
    if (zh) return fmt::format("{:g} {}", days, business_days ? "个工作日" : "天");
    return plural(days, business_days ? "business day" : "day");
}

std::string bytes_in_words(std::uint64_t bytes)
{
    if (bytes % (1u << 20) == 0) return fmt::format("{} MiB", bytes >> 20);
    if ((bytes + 1) % (1u << 20) == 0) return fmt::format("< {} MiB", (bytes + 1) >> 20);
    if (bytes % 1024 == 0) return fmt::format("{} KiB", bytes >> 10);
    return fmt::format("{} bytes", bytes);
}

std::vector<std::pair<std::string, Provenance>> facts_of(const profile::Profile& p)
{
    std::vector<std::pair<std::string, Provenance>> out;
    const auto add = [&](const char* table, const auto& items, auto key) {
        for (const auto& x : items) out.emplace_back(fmt::format("{} {}", table, x.*key), x.from);
    };
    add("stages", p.stages, &profile::Stage::code);
    add("statuses", p.statuses, &profile::Status::code);
    add("transitions", p.transitions, &profile::Transition::on);
    add("reasons", p.reasons, &profile::Reason::code);
    for (const auto& x : p.reasons)
        if (!x.evidence.empty()) out.emplace_back(fmt::format("reasons {} evidence", x.code), x.evidence_from);
    add("deadlines", p.deadlines, &profile::Deadline::event);
    add("evidence_types", p.evidence_types, &profile::EvidenceType::code);
    if (!p.files.extensions.empty()) out.emplace_back("files", p.files.from);
    add("texts", p.texts, &profile::TextRule::field);
    add("rules", p.rules, &profile::PlatformRule::id);
    add("metrics", p.metrics, &profile::Metric::name);
    if (p.reviews) out.emplace_back("reviews", p.reviews->from);
    add("enumerations", p.enumerations, &profile::Enumeration::name);
    return out;
}

render::Document profile_page(const profile::Profile& p, const std::string& lang)
{
    Page page(lang);
    render::Facts facts;
    facts.rows = {{page.say("Profile", "配置"), p.id},
                  {page.say("File", "文件"), p.path},
                  {page.say("Currency", "币种"), p.currency},
                  {page.say("Time zone", "时区"), p.zone},
                  {page.say("Who decides", "裁决方"), fmt::format("{}", fmt::join(p.deciders, ", "))},
                  {page.say("Files it exports", "导入格式"), fmt::format("{}", fmt::join(p.imports, ", "))}};
    std::erase_if(facts.rows, [](const auto& row) { return row.second.empty(); });
    page.blocks.emplace_back(std::move(facts));
    add_evidence(page, p);
    add_limits(page, p);
    add_flow(page, p);
    add_rest(page, p);
    add_sources(page);
    render::Document document;
    document.title = p.display.in(lang);
    document.lang = lang;
    document.blocks = std::move(page.blocks);
    return document;
}

} // namespace redress

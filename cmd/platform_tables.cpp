#include "platform_tables.hpp"

#include "analyze/exhibits.hpp"
#include "platform_words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace redress {

std::string ProfileTables::mark(const profile::Provenance& from)
{
    std::size_t number = 1;
    for (const auto& known : sources_) {
        if (known.source == from.source && known.seen == from.seen) break;
        ++number;
    }
    if (number > sources_.size()) sources_.push_back(from);
    return fmt::format("[{}]{}", number, from.verified ? "" : " ?");
}

void ProfileTables::table(const std::string& title, const std::string& name, std::vector<std::string> columns, Rows rows)
{
    if (rows.empty()) return;
    columns.push_back(say("source", "来源"));
    // A column nothing stands in only takes room.
    for (std::size_t at = columns.size(); at-- > 0;) {
        const bool empty = std::all_of(rows.begin(), rows.end(), [&](const auto& row) { return row[at].empty(); });
        if (!empty) continue;
        columns.erase(columns.begin() + static_cast<std::ptrdiff_t>(at));
        for (auto& row : rows) row.erase(row.begin() + static_cast<std::ptrdiff_t>(at));
    }
    blocks_.emplace_back(render::Heading{title, 2});
    blocks_.emplace_back(render::Table{name, std::move(columns), std::move(rows), {}});
}

// "Exhibit A, Exhibit B", "图1、图2"
std::string ProfileTables::example(const profile::Text& style) const
{
    const bool numbered = analyze::is_numbered(in(style));
    return analyze::name_in_style(in(style), analyze::exhibit_label(1, numbered)) + say(", ", "、") +
           analyze::name_in_style(in(style), analyze::exhibit_label(2, numbered)) + "…";
}

void ProfileTables::head()
{
    render::Facts facts;
    facts.rows = {{say("Profile", "配置"), p_.id},
                  {say("File", "文件"), p_.path},
                  {say("Currency", "币种"), p_.currency},
                  {say("Time zone", "时区"), p_.zone},
                  {say("Who decides", "裁决方"), fmt::format("{}", fmt::join(p_.deciders, ", "))},
                  {say("Decides for others as", "作为裁决方的代号"), fmt::format("{}", fmt::join(p_.decides, ", "))},
                  {say("Formats read", "导入格式"), fmt::format("{}", fmt::join(p_.imports, ", "))},
                  {say("Exhibits are named", "证据编号"), example(p_.citation)}};
    std::erase_if(facts.rows, [](const auto& row) { return row.second.empty(); });
    blocks_.emplace_back(std::move(facts));
    blocks_.emplace_back(render::Prose{
        say("The number in brackets is the source, listed at the end. A ? after it: nobody has confirmed the fact; no draft "
            "asserts it, and what the platform's own page says counts.",
            "方括号内为来源编号，详见文末。带 ? 的内容未经核实，草稿不会引用，一律以平台页面为准。")});
}

void ProfileTables::clocks()
{
    Rows rows;
    for (const auto& x : p_.deadlines) {
        auto length = x.hours > 0 ? length_in_words(x.hours, x.business_days, lang_) : say("as the case says", "见案件页面");
        const auto* stage = x.stage.empty() ? nullptr : p_.stage(x.stage);
        rows.push_back({in(x.label), std::move(length), said_for_people(x.starts_from, lang_), said_for_people(x.by, lang_),
                        stage ? x.stage : "", in(x.missed), mark(x.from)});
    }
    table(say("Clocks (a time shown in the case itself wins)", "时限（以案件页面显示的时间为准）"), "deadlines",
          {say("what", "事项"), say("length", "时长"), say("from", "起算"), say("whose", "由谁"), say("stage", "阶段"),
           say("if missed", "逾期后果")},
          std::move(rows));
}

void ProfileTables::reasons()
{
    Rows meanings, wanted, types;
    // "one of (1)": one of those with the same number has to be there.
    const auto need = [&](const profile::Reason& reason, const std::string& code) {
        int number = 0;
        for (const auto& group : reason.required) {
            ++number;
            if (std::find(group.begin(), group.end(), code) != group.end())
                return group.size() == 1 ? say("must", "必需")
                                         : fmt::format(fmt::runtime(say("one of ({})", "任一 ({})")), number);
        }
        return say("useful", "有用");
    };
    for (const auto& x : p_.reasons) {
        meanings.push_back({x.code, in(x.label), mark(x.from)});
        for (const auto& code : x.evidence) {
            const auto* type = p_.evidence_type(code);
            wanted.push_back({&code == &x.evidence.front() ? x.code : "", code, need(x, code),
                              type ? in(type->proves) : std::string(), mark(x.evidence_from)});
        }
    }
    for (const auto& x : p_.evidence_types)
        types.push_back(
            {x.code, said_for_people(x.needs, lang_), in(x.where).empty() ? in(x.proves) : in(x.where), mark(x.from)});
    const auto reason = say("reason", "原因"), type = say("evidence", "证据");
    table(say("Reasons", "争议原因"), "reasons", {reason, say("meaning", "含义")}, std::move(meanings));
    table(say("Evidence each reason wants", "各原因所需证据"), "wanted",
          {reason, type, say("need", "必要性"), say("shows", "证明内容")}, std::move(wanted));
    table(say("Where evidence comes from", "证据如何取得"), "evidence_types",
          {type, say("form", "形式"), say("where to get it", "取得方式")}, std::move(types));
}

void ProfileTables::limits()
{
    Rows rows;
    for (const auto& x : p_.texts)
        rows.push_back({in(x.label).empty() ? x.field : in(x.label), limit_in_words(x, lang_),
                        fmt::format("{}", fmt::join(x.letters, ", ")), mark(x.from)});
    table(say("How long a text may be", "文字长度上限"), "texts",
          {say("where", "填写处"), say("at most", "上限"), say("drafts", "对应草稿")}, std::move(rows));
}

void ProfileTables::files()
{
    Rows rows;
    const auto add = [&](const std::string& where, const profile::FileRules& x) {
        if (x.from.source.empty()) return;
        std::vector<std::string> parts;
        if (x.max_file_bytes)
            parts.push_back(fmt::format(fmt::runtime(say("{} each", "单个 {}")), bytes_in_words(x.max_file_bytes)));
        if (x.max_total_bytes)
            parts.push_back(fmt::format(fmt::runtime(say("{} together", "合计 {}")), bytes_in_words(x.max_total_bytes)));
        if (x.max_files)
            parts.push_back(fmt::format(fmt::runtime(x.max_files == 1 ? say("one file", "1 个") : say("{} files", "{} 个")),
                                        x.max_files));
        if (x.max_pages) parts.push_back(fmt::format(fmt::runtime(say("{} pages", "{} 页")), x.max_pages));
        if (x.ascii_names)
            parts.push_back(say("names in plain letters and figures, one dot", "文件名限英文字母和数字，仅一个点"));
        rows.push_back({where, fmt::format("{}", fmt::join(x.extensions, " ")),
                        fmt::format("{}", fmt::join(parts, say(", ", "，"))), mark(x.from)});
    };
    add(say("evidence", "证据"), p_.files);
    for (const auto& x : p_.uploads) add(in(x.label), x.files);
    table(say("Files", "文件"), "files", {say("where", "上传处"), say("types", "类型"), say("at most", "上限")},
          std::move(rows));
}

void ProfileTables::flow()
{
    Rows stages, statuses, steps;
    const auto place = [](const std::string& stage, const std::string& status) {
        return stage + (stage.empty() || status.empty() ? "" : "/") + status;
    };
    for (const auto& x : p_.stages) stages.push_back({x.code, in(x.label), mark(x.from)});
    for (const auto& x : p_.statuses)
        statuses.push_back({x.code, said_for_people(x.owner, lang_), in(x.label), mark(x.from)});
    for (const auto& x : p_.transitions)
        steps.push_back({in(x.label), place(x.stage, x.status), place(x.to_stage, x.to_status), mark(x.from)});
    const auto code = say("word", "代码"), label = say("meaning", "含义");
    table(say("Stages", "阶段"), "stages", {code, label}, std::move(stages));
    table(say("Statuses", "状态"), "statuses", {code, say("whose move", "轮到谁"), label}, std::move(statuses));
    table(say("Steps", "操作与流转"), "transitions",
          {say("step", "操作"), say("possible in", "可用于"), say("leads to", "之后")}, std::move(steps));
}

// The rules of one subject differ in their language only: paid-review-zh, paid-review-en -> paid-review.
std::string ProfileTables::subjects(const std::vector<std::string>& rules) const
{
    std::vector<std::string> out;
    for (const auto& rule : rules) {
        const auto dash = rule.rfind('-');
        const auto last = dash == std::string::npos ? std::string() : rule.substr(dash + 1);
        const auto subject = last == "zh" || last == "en" || last == "es" ? rule.substr(0, dash) : rule;
        if (std::find(out.begin(), out.end(), subject) == out.end()) out.push_back(subject);
    }
    return fmt::format("{}", fmt::join(out, ", "));
}

void ProfileTables::rules()
{
    Rows protection, others, forbidden;
    for (const auto& x : p_.rules) {
        const auto from = x.threshold ? amount_in_words(*x.threshold, x.unit, lang_) : std::string();
        const bool protects = x.id.rfind("seller_protection.", 0) == 0;
        (protects ? protection : others).push_back({in(x.text), from, mark(x.from)});
    }
    for (const auto& x : p_.prohibitions) forbidden.push_back({in(x.label), subjects(x.rules), mark(x.from)});
    const auto what = say("what it says", "内容"), from = say("from", "门槛");
    table(say("Seller protection", "卖家保障"), "protection", {what, from}, std::move(protection));
    table(say("Rules", "规则"), "rules", {what, from}, std::move(others));
    table(say("Never", "禁止事项"), "prohibitions", {say("what", "内容"), say("found by lint rule", "对应检查规则")},
          std::move(forbidden));
}

} // namespace redress

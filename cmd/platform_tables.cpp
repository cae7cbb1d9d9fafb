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
    columns.push_back(say("source"));
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
    return analyze::name_in_style(in(style), analyze::exhibit_label(1, numbered)) + say(", ") +
           analyze::name_in_style(in(style), analyze::exhibit_label(2, numbered)) + "…";
}

void ProfileTables::head()
{
    render::Facts facts;
    facts.rows = {{say("Profile"), p_.id},
                  {say("File"), p_.path},
                  {say("Currency"), p_.currency},
                  {say("Time zone"), p_.zone},
                  {say("Who decides"), fmt::format("{}", fmt::join(p_.deciders, ", "))},
                  {say("Decides for others as"), fmt::format("{}", fmt::join(p_.decides, ", "))},
                  {say("Formats read"), fmt::format("{}", fmt::join(p_.imports, ", "))},
                  {say("Exhibits are named"), example(p_.citation)}};
    std::erase_if(facts.rows, [](const auto& row) { return row.second.empty(); });
    blocks_.emplace_back(std::move(facts));
    blocks_.emplace_back(render::Prose{
        say("The number in brackets is the source, listed at the end. A ? after it: nobody has confirmed the fact; no draft "
            "asserts it, and what the platform's own page says counts.")});
}

void ProfileTables::clocks()
{
    Rows rows;
    for (const auto& x : p_.deadlines) {
        auto length = x.hours > 0 ? length_in_words(x.hours, x.business_days, lang_) : say("as the case says");
        const auto* stage = x.stage.empty() ? nullptr : p_.stage(x.stage);
        rows.push_back({in(x.label), std::move(length), said_for_people(x.starts_from, lang_), said_for_people(x.by, lang_),
                        stage ? x.stage : "", in(x.missed), mark(x.from)});
    }
    table(say("Clocks (a time shown in the case itself wins)"), "deadlines",
          {say("what"), say("length"), say("from"), say("whose"), say("stage"), say("if missed")}, std::move(rows));
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
                return group.size() == 1 ? say("must") : say("one of ({})", number);
        }
        return say("useful");
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
    const auto reason = say("reason"), type = say("evidence");
    table(say("Reasons"), "reasons", {reason, say("meaning")}, std::move(meanings));
    table(say("Evidence each reason wants"), "wanted", {reason, type, say("need"), say("shows")}, std::move(wanted));
    table(say("Where evidence comes from"), "evidence_types", {type, say("form"), say("where to get it")}, std::move(types));
}

void ProfileTables::limits()
{
    Rows rows;
    for (const auto& x : p_.texts)
        rows.push_back({in(x.label).empty() ? x.field : in(x.label), limit_in_words(x, lang_),
                        fmt::format("{}", fmt::join(x.letters, ", ")), mark(x.from)});
    table(say("How long a text may be"), "texts", {say("where"), say("at most"), say("drafts")}, std::move(rows));
}

void ProfileTables::files()
{
    Rows rows;
    const auto add = [&](const std::string& where, const profile::FileRules& x) {
        if (x.from.source.empty()) return;
        std::vector<std::string> parts;
        if (x.max_file_bytes) parts.push_back(say("{} each", bytes_in_words(x.max_file_bytes)));
        if (x.max_total_bytes) parts.push_back(say("{} together", bytes_in_words(x.max_total_bytes)));
        if (x.max_files) parts.push_back(x.max_files == 1 ? say("one file") : say("{} files", x.max_files));
        if (x.max_pages) parts.push_back(say("{} pages", x.max_pages));
        if (x.ascii_names) parts.push_back(say("names in plain letters and figures, one dot"));
        rows.push_back({where, fmt::format("{}", fmt::join(x.extensions, " ")),
                        fmt::format("{}", fmt::join(parts, say(", "))), mark(x.from)});
    };
    add(say("evidence"), p_.files);
    for (const auto& x : p_.uploads) add(in(x.label), x.files);
    table(say("Files"), "files", {say("where"), say("types"), say("at most")}, std::move(rows));
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
    const auto code = say("word"), label = say("meaning");
    table(say("Stages"), "stages", {code, label}, std::move(stages));
    table(say("Statuses"), "statuses", {code, say("whose move"), label}, std::move(statuses));
    table(say("Steps"), "transitions", {say("step"), say("possible in"), say("leads to")}, std::move(steps));
}

// The rules of one subject differ in their language, or in how they look for it: paid-review-zh, paid-review-gift-en and
// scored-paid-review-en -> paid-review.
std::string ProfileTables::subjects(const std::vector<std::string>& rules)
{
    std::vector<std::string> all, out;
    for (const auto& rule : rules) {
        const auto dash = rule.rfind('-');
        const auto last = dash == std::string::npos ? std::string() : rule.substr(dash + 1);
        auto subject = last == "zh" || last == "en" || last == "es" ? rule.substr(0, dash) : rule;
        if (subject.starts_with("scored-")) subject = subject.substr(7);
        if (std::find(all.begin(), all.end(), subject) == all.end()) all.push_back(std::move(subject));
    }
    for (const auto& subject : all)
        if (std::none_of(all.begin(), all.end(), [&](const std::string& other) { return subject.starts_with(other + "-"); }))
            out.push_back(subject);
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
    const auto what = say("what it says"), from = say("threshold");
    table(say("Seller protection"), "protection", {what, from}, std::move(protection));
    table(say("Rules"), "rules", {what, from}, std::move(others));
    table(say("Never"), "prohibitions", {what, say("found by lint rule")}, std::move(forbidden));
}

} // namespace redress

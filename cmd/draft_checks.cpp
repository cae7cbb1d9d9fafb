#include "draft_checks.hpp"

#include "base/error.hpp"
#include "letter/citations.hpp"
#include "letter/context.hpp"
#include "letter/privacy.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace redress {
namespace {

constexpr std::size_t drops_named = 4;

const char* say(const Session& session, const char* en, const char* zh)
{
    return session.lang() == "zh" ? zh : en;
}

} // namespace

std::string as_printed(const std::string& cited, bool citations, const Drafting& draft)
{
    return citations ? cited : letter::without_citations(cited, draft.profile);
}

bool lacks_proof(bool incomplete, const Drafting& draft, Session& session)
{
    const bool zh = session.lang() == "zh";
    const auto ready = analyze::assess(draft.material, draft.profile);
    for (const int group : ready.open_groups) {
        std::vector<std::string> codes;
        for (const auto& want : ready.wants)
            if (want.group == group) codes.push_back(want.code);
        session.note(fmt::format("{}: {}", zh ? "缺少必需证据" : "indispensable evidence is missing",
                                 fmt::join(codes, zh ? " 或 " : " or ")));
    }
    if (draft.material.facts.reason.empty())
        session.note(
            say(session, "the case has no reason, so what it needs is not known", "案件没有填写争议原因，无法判断所需证据"));
    const bool lacking = !ready.complete() || draft.material.facts.reason.empty();
    if (lacking && !incomplete)
        session.note(fmt::format(
            fmt::runtime(say(session,
                             "no appeal was drafted: get the evidence (redress case check {0}), or concede and offer a "
                             "refund: redress draft reply --case {0}",
                             "未起草申诉。可先补充证据（redress case check {0}）；若无法补充，建议协商退款：redress draft "
                             "reply --case {0}")),
            draft.row.id));
    return lacking;
}

void need_review(const Drafting& draft)
{
    const auto& records = draft.material.records;
    const bool found = std::any_of(records.begin(), records.end(), [](const model::Record& record) {
        return std::holds_alternative<model::Review>(record.body);
    });
    if (!found)
        throw Error(
            ErrorKind::input, fmt::format("case {} has no review to answer", draft.row.id),
            fmt::format("ingest the reviews, then: redress case link {} RECORD; redress show --type review lists them",
                        draft.row.id));
}

void refuse_if_long(const Letter& letter, const Drafting& draft)
{
    const auto length = letter::measure(letter.printed, draft.profile, letter.kind.name);
    if (length.fits()) return;
    const bool citations = letter.printed == letter.cited;
    std::vector<std::string> drops;
    for (const auto& [section, saved] :
         letter::savings(letter.source, letter.name, letter.context, draft.row.id, *length.rule,
                         [&](const std::string& cited) { return as_printed(cited, citations, draft); })) {
        drops.push_back(fmt::format("--drop {} ({})", section, saved));
        if (drops.size() == drops_named) break;
    }
    auto hint = drops.empty() ? std::string("say less with --set")
                              : fmt::format("leave out what matters least: {}", fmt::join(drops, ", "));
    if (!length.rule->from.verified) hint += "; nobody confirmed this limit: your own profile can say another";
    throw Error(ErrorKind::input,
                fmt::format("the {} has {} {}s, the platform takes {} in {}", letter.kind.name, length.used,
                            length.rule->unit, length.rule->max, length.rule->field),
                hint);
}

void refuse_personal(const Letter& letter, const Drafting& draft)
{
    if (letter.kind.cites) return;
    const auto found = letter::personal_in(letter.printed, draft.material, letter.kind);
    if (!found.empty())
        throw Error(ErrorKind::input, fmt::format("the {} would show {}", letter.kind.name, fmt::join(found, ", ")),
                    letter.kind.open ? "anybody can read it: say it without, in --set or in your template"
                                     : "say it without, in --set or in your template");
}

void ask_about_rules(const Letter& letter, const Drafting& draft, Session& session)
{
    for (const auto& rule : draft.profile.rules) {
        const auto slot = letter::slot_of(rule);
        const auto* value = letter.context.find(slot);
        const bool said = value && value->is_string();
        if (rule.from.verified || said || letter.source.find("{{" + slot + "}}") == std::string::npos) continue;
        auto known = letter.context; // would it stand in this letter at all?
        known.set(slot, "x");
        if (letter::fill(letter.source, letter.name, known, draft.row.id) == letter.cited) continue;
        session.note(fmt::format(
            fmt::runtime(say(session,
                             "the draft leaves out an unconfirmed rule ('{0}'): look it up on the platform's own page and "
                             "say it with --set {1}='…'",
                             "规则“{0}”未经核实，草稿未引用；请在平台页面核对后用 --set {1}='…' 填写")),
            rule.text.in(session.lang()), slot));
    }
}

bool stops_one_shot(const Letter& letter, const Drafting& draft, bool clean, Session& session)
{
    const auto& reviews = draft.profile.reviews;
    if (!letter.kind.open || !reviews || !reviews->one_shot_reply) return false;
    if (clean) {
        session.note(say(session, "one reply is all there is, and it cannot be changed once posted: read it again first",
                         "平台只允许回复一次，发出后不能修改，发布前请再看一遍"));
        return false;
    }
    session.note(say(session, "not written: the reply cannot be changed once posted, so it must be without a finding",
                     "未生成草稿：回复发出后不能修改，须先处理上述问题"));
    return true;
}

} // namespace redress

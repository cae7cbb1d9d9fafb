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

} // namespace

Said length_words(std::uint64_t used, const profile::TextRule& rule)
{
    return rule.unit == "byte" ? said("{} bytes", used) : said("{} characters", used);
}

bool lacks_proof(bool incomplete, const Drafting& draft, Session& session)
{
    const auto ready = analyze::assess(draft.material, draft.profile);
    for (const int group : ready.open_groups) {
        std::vector<std::string> codes;
        for (const auto& want : ready.wants)
            if (want.group == group) codes.push_back(want.code);
        session.note(said("indispensable evidence is missing: {}", joined(codes, said(" or "))));
    }
    if (draft.material.facts.reason.empty()) session.note(said("the case has no reason, so what it needs is not known"));
    const bool lacking = !ready.complete() || draft.material.facts.reason.empty();
    if (lacking && !incomplete)
        session.note(said("no appeal was drafted: get the evidence (redress case check {0}), or concede and offer a refund: "
                          "redress draft reply --case {0}",
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
        throw Error(ErrorKind::input, said("case {} has no review to answer", draft.row.id),
                    said("ingest the reviews, then: redress case link {} RECORD; redress show --type review lists them",
                         draft.row.id));
}

void refuse_if_long(const Letter& letter, const Drafting& draft)
{
    const auto length = letter::measure(letter.printed, draft.profile, letter.kind.name);
    if (length.fits()) return;
    std::vector<std::string> drops;
    for (const auto& [section, saved] :
         letter::savings(letter.source, letter.name, letter.context, draft.row.id, *length.rule, letter.print)) {
        drops.push_back(fmt::format("--drop {} ({})", section, saved));
        if (drops.size() == drops_named) break;
    }
    auto hint = letter.source.empty() ? said("shorten '{}'", letter.name)
                : drops.empty()       ? said("say less with --set")
                                      : said("leave out what matters least: {}", joined(drops, said(", ")));
    if (!length.rule->from.verified) hint = said("{}; nobody confirmed this limit: your own profile can say another", hint);
    throw Error(ErrorKind::input,
                said("the {} has {}, the platform takes {} in {}", letter.kind.name, length_words(length.used, *length.rule),
                     length.rule->max, length.rule->field),
                hint);
}

void refuse_personal(const Letter& letter, const Drafting& draft)
{
    if (letter.kind.cites) return;
    const auto found = letter::personal_in(letter.printed, draft.material, letter.kind);
    std::vector<Said> words;
    words.reserve(found.size());
    for (const auto& one : found) words.push_back(letter::personal_words(one));
    if (!found.empty())
        throw Error(ErrorKind::input, said("the {} would show {}", letter.kind.name, joined(words, said(", "))),
                    letter.kind.open ? said("anybody can read it: say it without, in --set or in your template")
                                     : said("say it without, in --set or in your template"));
}

void ask_about_rules(const Letter& letter, const Drafting& draft, Session& session)
{
    for (const auto& rule : draft.profile.rules) {
        const auto slot = letter::slot_of(rule);
        const auto* value = letter.context.find(slot);
        const bool there = value && value->is_string();
        if (rule.from.verified || there || letter.source.find("{{" + slot + "}}") == std::string::npos) continue;
        auto known = letter.context; // would it stand in this letter at all?
        known.set(slot, "x");
        if (letter::fill(letter.source, letter.name, known, draft.row.id) == letter.cited) continue;
        session.note(
            said("the draft leaves out an unconfirmed rule ('{}'): look it up on the platform's own page and say it "
                 "with --set {}='…'",
                 both(rule.text.en, rule.text.zh), slot));
    }
}

bool stops_one_shot(const Letter& letter, const Drafting& draft, bool clean, Session& session)
{
    const auto& reviews = draft.profile.reviews;
    if (!letter.kind.open || !reviews || !reviews->one_shot_reply) return false;
    if (clean) {
        session.note(said("one reply is all there is, and it cannot be changed once posted: read it again first"));
        return false;
    }
    session.note(said("not written: the reply cannot be changed once posted, so it must be without a finding"));
    return true;
}

} // namespace redress

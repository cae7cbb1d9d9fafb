// What of the seller's own conduct and words can be turned against him.
#include "analyze/event_words.hpp"
#include "analyze/scrutiny.hpp"

#include <algorithm>

namespace redress::analyze {
namespace {

void rude_lines(const Scrutinised& given, std::vector<Point>& out)
{
    for (const auto& line : given.rude)
        out.push_back({"rude-line",
                       PointKind::harmful,
                       line.severity == Severity::error ? 65 : 40,
                       said("“{}”: {}", line.match, line.message),
                       said("it was sent and stays: answer it in the appeal with one calm sentence, or offer an apology"),
                       {line.record}});
}

Point of_gap(const Gap& gap, const time::Zone& zone)
{
    std::vector<std::string> records{gap.record};
    if (!gap.until_record.empty()) records.push_back(gap.until_record);
    const auto from = time::for_people(gap.from, zone);
    if (gap.kind == "promise")
        return {"missed-promise",
                PointKind::harmful,
                55,
                said("promised {} and not kept in time: “{}”", from, gap.words),
                said("say what held it up, and show what was done after all"),
                std::move(records)};
    if (gap.kind == "unanswered")
        return {"unanswered",
                PointKind::harmful,
                50,
                said("the buyer wrote {} and has no answer: “{}”", from, gap.words),
                said("answer now: redress draft reply"),
                std::move(records)};
    const bool first = gap.kind == "first_reply";
    return {first ? "late-first-reply" : "late-reply",
            PointKind::harmful,
            first ? 45 : 30,
            first ? said("the first answer to {} came after {}", from, length_words(gap.length()))
                  : said("the answer to {} came after {}", from, length_words(gap.length())),
            said("say why, once, and what has changed since"),
            std::move(records)};
}

const profile::ResultWording* result_of(const Contradiction& one, const profile::ClaimBook& book)
{
    for (const auto& result : book.results)
        if (one.rule == "result:" + result.id) return &result;
    return nullptr;
}

// "code used 2026-07-01 09:50 (…)": details of an event alone do not say what it is.
Said told(const Side& side, const time::Zone& zone)
{
    constexpr std::string_view event = "event:";
    if (!side.kind.starts_with(event) || !side.at) return as_is(side.words);
    return said("{} {} ({})", event_words(side.kind.substr(event.size())), time::for_people(*side.at, zone), side.words);
}

void contradicted(const Scrutinised& given, std::vector<Point>& out)
{
    for (const auto& one : given.timeline.contradictions) {
        if (one.against == "buyer") continue;
        std::vector<std::string> records{one.said.record};
        for (const auto& side : one.shown) records.push_back(side.record);
        const auto& shown = one.shown.front();
        if (one.against == "seller") {
            const auto* result = result_of(one, given.book);
            out.push_back({"own-contradiction", PointKind::harmful, one.firm ? 85 : 70,
                           result ? said("{}: {}", both(result->label.en, result->label.zh), shown.words)
                                  : said("against the shop: “{}” – on record: {}", told(one.said, given.zone),
                                         told(shown, given.zone)),
                           said("concede it, or show a record that says otherwise"), std::move(records)});
        } else {
            out.push_back({"records-disagree", PointKind::weak, one.firm ? 50 : 35,
                           said("two records disagree: {} – {}", told(one.said, given.zone), told(shown, given.zone)),
                           said("find out which is wrong (often a time zone: redress store retime), or leave one out"),
                           std::move(records)});
        }
    }
}

void unbacked(const Scrutinised& given, std::vector<Point>& out)
{
    for (const auto& made : given.timeline.unbacked)
        out.push_back({"unproved",
                       PointKind::weak,
                       60,
                       said("the shop says “{}”, and no record shows it", made.words),
                       said("ingest the file that does: the delivery log, the shipping file, the statement with the refund"),
                       {made.record}});
}

std::optional<Instant> paid_at(const Material& material)
{
    std::optional<Instant> out;
    for (const auto& record : material.records) {
        const auto* order = std::get_if<model::Order>(&record.body);
        const auto* event = std::get_if<model::Event>(&record.body);
        const auto at = order ? order->paid.at : event && event->kind == "paid" ? event->when.at : std::nullopt;
        if (at && (!out || *at < *out)) out = at;
    }
    return out;
}

// A policy or a listing binds a buyer who saw it, as it was before paying.
void unseen_pages(const Scrutinised& given, std::vector<Point>& out)
{
    const auto paid = paid_at(given.material);
    const bool seen = std::any_of(given.material.records.begin(), given.material.records.end(), [&](const auto& record) {
        const auto* event = std::get_if<model::Event>(&record.body);
        return event && event->kind == "page_viewed" && event->when.at && (!paid || *event->when.at <= *paid);
    });
    for (const auto& linked : given.material.why) {
        const auto& [id, why] = linked;
        if (!given.profile || !why.starts_with(linked_as)) continue;
        const auto code = why.substr(std::string(linked_as).size());
        const auto* type = given.profile->evidence_type(code);
        const auto found = std::find_if(given.material.records.begin(), given.material.records.end(),
                                        [&](const auto& record) { return record.id == linked.first; });
        if (!type || !type->page || found == given.material.records.end()) continue;
        const auto* document = std::get_if<model::Document>(&found->body);
        const bool later = document && document->captured.at && paid && *document->captured.at > *paid;
        if (later)
            out.push_back({"page-after-payment",
                           PointKind::harmful,
                           40,
                           said("{}: captured after the buyer paid, so it shows no page the buyer had seen", code),
                           said("get the page as it was on the day of the sale (the platform's snapshot, a web archive)"),
                           {id}});
        else if (!seen)
            out.push_back({"page-not-seen",
                           PointKind::harmful,
                           30,
                           said("{}: nothing shows that the buyer saw this page before paying", code),
                           said("ingest the access log with page_viewed, or quote where the buyer was told"),
                           {id}});
    }
}

// Sent is not seen.
void unseen_codes(const Scrutinised& given, std::vector<Point>& out)
{
    std::vector<std::string> sent;
    bool seen = false;
    for (const auto& record : given.material.records) {
        const auto* event = std::get_if<model::Event>(&record.body);
        if (!event) continue;
        if (event->kind == "code_sent" || event->kind == "mail_sent") sent.push_back(record.id);
        seen |= event->kind == "code_viewed" || event->kind == "code_used" || event->kind == "page_viewed";
    }
    if (!sent.empty() && !seen)
        out.push_back({"code-not-seen", PointKind::weak, 45,
                       said("the code was sent, and nothing shows that the buyer saw or used it"),
                       said("ingest the access log of the order page, or the activation log"), sent});
}

} // namespace

void look_at_conduct(const Scrutinised& given, std::vector<Point>& out)
{
    contradicted(given, out);
    unbacked(given, out);
    rude_lines(given, out);
    for (const auto& gap : given.timeline.gaps)
        if (gap.against_seller) out.push_back(of_gap(gap, given.zone));
    unseen_pages(given, out);
    unseen_codes(given, out);
}

} // namespace redress::analyze

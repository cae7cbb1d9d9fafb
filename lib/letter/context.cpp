#include "letter/context.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "letter/facts.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace redress::letter {
namespace {

constexpr const char* event_kinds[]{"placed",    "received",    "paid",      "released",  "cancelled",   "appealed",
                                    "shipped",   "delivered",   "confirmed", "reshipped", "returned",    "refunded",
                                    "code_sent", "code_viewed", "code_used", "mail_sent", "page_viewed", "supplier_checked"};

std::string first_of(const Json& orders, const char* slot)
{
    for (const auto& order : orders.items())
        if (auto word = order[slot].string(); word && !word->empty()) return *word;
    return {};
}

void add_records(const Inputs& in, Json& out)
{
    const Facts facts(in);
    auto orders = facts.orders(), reviews = facts.reviews(), statements = facts.statements(), exhibits = facts.exhibits();
    out.set("amount", facts.money(in.material.facts.amount))
        .set("opened", facts.time(in.material.facts.opened))
        .set("due", facts.time(in.material.facts.due))
        .set("buyer", stated(first_of(orders, "buyer")))
        .set("transaction", stated(first_of(orders, "transaction")));
    // The one to answer is the latest that nobody answered; if all are, the latest.
    Json review(false);
    for (const auto& one : reviews.items())
        if (!review.is_object() || !*one["replied"].boolean() || *review["replied"].boolean()) review = one;
    for (const auto* kind : event_kinds) out.set(kind, facts.events(kind));
    out.set("conversation", facts.conversation()).set("documents", facts.documents());
    out.set("statements", std::move(statements)).set("review", std::move(review)).set("reviews", std::move(reviews));
    out.set("orders", std::move(orders)).set("exhibits", exhibits);
    out.set("evidence", in.exhibits.empty() ? Json(false) : Json::object().set("exhibits", std::move(exhibits)));
}

// "rule_seller_protection_tracking": a rule nobody confirmed is not the seller's to assert. "reason_not_received": true or
// false, so that one template can say what each reason asks for.
void add_profile(const Inputs& in, Json& out)
{
    for (const auto& reason : in.profile.reasons)
        out.set("reason_" + text::lower_ascii(reason.code), reason.code == in.material.facts.reason);
    for (const auto& rule : in.profile.rules)
        out.set(slot_of(rule), rule.from.verified ? stated(rule.text.in(in.lang)) : Json(false));
}

// A time of ours to the minute; the seller's own words as they are.
std::string to_minute(const std::string& shown)
{
    const bool ours = shown.size() == 26 && shown[4] == '-' && shown[10] == ' ' && shown[13] == ':';
    return ours ? shown.substr(0, 16) : shown;
}

void add_settings(const Inputs& in, Json& out)
{
    std::vector<std::string> slots;
    for (const auto& member : out.members()) slots.push_back(member.key);
    for (const auto& [slot, value] : in.set) {
        if (!out.find(slot)) {
            const auto near = text::nearest(slot, slots);
            throw Error(ErrorKind::usage, said("there is no slot '{}'", slot),
                        near.empty() ? said("redress-templates(5) lists them") : said("did you mean '{}'?", near));
        }
        out.set(slot, stated(value));
        if (slot == "eta") out.set("eta_minute", stated(to_minute(value)));
    }
    if (in.offers.size() == 1) out.set("offer", stated(in.offers.front()));
    if (in.offers.size() < 2) return;
    auto offers = Json::array();
    for (const auto& offer : in.offers) offers.push(Json::object().set("offer", stated(offer)));
    out.set("choices", Json::object().set("offers", std::move(offers)));
}

} // namespace

std::string slot_of(const profile::PlatformRule& rule)
{
    auto slot = "rule_" + rule.id;
    std::replace(slot.begin(), slot.end(), '.', '_');
    return slot;
}

Json build_context(const Inputs& in)
{
    const auto& c = in.material.facts;
    const auto* reason = in.profile.reason(c.reason);
    const bool open = in.kind.open;
    auto out = Json::object()
                   .set("case_id", stated(in.material.case_id))
                   .set("case_number", stated(open ? "" : c.number))
                   .set("order_number", stated(open ? "" : fmt::format("{}", fmt::join(c.orders, ", "))))
                   .set("zone", stated(in.zone.name()))
                   .set("platform", stated(in.profile.display.in(in.lang)))
                   .set("reason", stated(c.reason))
                   .set("reason_label", stated(reason ? reason->label.in(in.lang) : ""));
    for (const auto* slot : {"eta", "eta_minute", "offer", "choices", "done", "remark", "signature"}) out.set(slot, false);
    add_records(in, out);
    add_profile(in, out);
    add_settings(in, out);
    return out;
}

Said how_to_supply(const std::string& slot, const std::string& case_id)
{
    static const std::map<std::string, std::string> facts{
        {"case_number", "number"}, {"amount", "amount"},       {"opened", "opened"},     {"due", "due"},
        {"reason", "reason"},      {"reason_label", "reason"}, {"order_number", "order"}};
    if (const auto found = facts.find(slot); found != facts.end())
        return said("redress case set {} {}=…, or --set {}=…", case_id, found->second, slot);
    return said("say it with --set {}='…', or ingest and link the record that holds it", slot);
}

} // namespace redress::letter

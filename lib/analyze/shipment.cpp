// PayPal's proof of fulfilment: a carrier it knows, a number, a place that is the order's, a signature from a sum on. Any
// platform whose profile has words for carriers is looked at this way.
#include "analyze/place.hpp"
#include "analyze/scrutiny.hpp"
#include "base/text.hpp"
#include "profile/carriers.hpp"

#include <algorithm>
#include <cmath>

namespace redress::analyze {
namespace {

using Rows = std::vector<const model::Record*>;

const model::Event& event_of(const model::Record* record)
{
    return std::get<model::Event>(record->body);
}

Rows events(const Material& material, std::string_view kind)
{
    Rows out;
    for (const auto& record : material.records) {
        const auto* event = std::get_if<model::Event>(&record.body);
        if (event && event->kind == kind) out.push_back(&record);
    }
    return out;
}

std::vector<std::string> ids(const Rows& rows)
{
    std::vector<std::string> out;
    out.reserve(rows.size());
    for (const auto* row : rows) out.push_back(row->id);
    return out;
}

void carriers(const Scrutinised& given, const Rows& moved, std::vector<Point>& out)
{
    std::vector<std::string> known;
    for (const auto* record : moved) {
        const auto& name = event_of(record).carrier;
        if (name.empty() || std::find(known.begin(), known.end(), name) != known.end()) continue;
        known.push_back(name);
        const auto match = profile::carrier_named(*given.profile, name);
        if (!match.code.empty()) {
            out.push_back({"carrier",
                           PointKind::note,
                           0,
                           said("carrier '{}': choose {} in the form", name, match.code),
                           {},
                           {record->id}});
            continue;
        }
        out.push_back({"carrier-unknown",
                       PointKind::missing,
                       20,
                       said("carrier '{}' has no word on this platform", name),
                       match.near.empty() ? said("choose OTHER and write the name beside it")
                                          : said("choose one of {}, or OTHER with the name", joined(match.near, said(", "))),
                       {record->id}});
    }
    const bool numbered =
        std::any_of(moved.begin(), moved.end(), [](const auto* record) { return !event_of(record).tracking.empty(); });
    if (!moved.empty() && !numbered)
        out.push_back({"no-tracking", PointKind::missing, 65, said("shipped without a tracking number"),
                       said("ask the carrier for it; without one the shipment counts as unproved"), ids(moved)});
    else if (!moved.empty() && known.empty())
        out.push_back({"no-carrier", PointKind::missing, 40, said("the carrier is named nowhere"),
                       said("ingest the shipping file with its carrier column"), ids(moved)});
}

void places(const Scrutinised& given, const Rows& delivered, std::vector<Point>& out)
{
    const auto* rule = given.profile->rule("seller_protection.tracking");
    for (const auto* record : delivered) {
        const auto& event = event_of(record);
        const auto& records = given.material.records;
        const auto found = std::find_if(records.begin(), records.end(), [&](const model::Record& one) {
            const auto* order = std::get_if<model::Order>(&one.body);
            return order && order->number == event.order && !order->buyer.address.empty();
        });
        if (found == records.end()) {
            out.push_back({"no-address",
                           PointKind::missing,
                           35,
                           said("no order record has the address it was to go to"),
                           said("ingest the platform's own export with the address"),
                           {record->id}});
            continue;
        }
        const auto place = event.address.empty() ? event.result : event.address;
        const auto match = compare_places(std::get<model::Order>(found->body).buyer.address, place);
        if (match.differs())
            out.push_back({"other-place",
                           PointKind::weak,
                           75,
                           said("delivered elsewhere than the order says: {}", place),
                           rule ? both(rule->text.en, rule->text.zh) : said("ask the carrier for the full address"),
                           {record->id, found->id}});
        else if (!match.agrees())
            out.push_back({"place-unsaid",
                           PointKind::weak,
                           40,
                           said("the delivery does not say where: city, state, postcode or country"),
                           said("ask the carrier for a proof of delivery with the address"),
                           {record->id, found->id}});
    }
}

bool is_signed(const Scrutinised& given, const Rows& delivered)
{
    static const std::vector<std::string> words{"signed", "signature", "签收", "签字", "firmado", "firma"};
    const bool by_carrier = std::any_of(delivered.begin(), delivered.end(), [](const auto* record) {
        const auto folded = text::fold_for_search(event_of(record).result);
        return std::any_of(words.begin(), words.end(),
                           [&](const std::string& word) { return folded.find(word) != std::string::npos; });
    });
    return by_carrier || std::any_of(given.material.why.begin(), given.material.why.end(), [](const auto& why) {
               return why.second == std::string(linked_as) + "PROOF_OF_DELIVERY_SIGNATURE";
           });
}

void signature(const Scrutinised& given, const Rows& delivered, std::vector<Point>& out)
{
    const auto* rule = given.profile->rule("seller_protection.signature");
    if (!rule || !rule->threshold || is_signed(given, delivered)) return;
    for (const auto& record : given.material.records) {
        const auto* order = std::get_if<model::Order>(&record.body);
        if (!order || !order->amount) continue;
        const auto words = both(rule->text.en, rule->text.zh);
        if (order->amount->currency != rule->unit) {
            out.push_back({"signature-unsure",
                           PointKind::note,
                           15,
                           said("{}: whether that is {} {} is not known, and nothing shows a signature",
                                money::to_string(*order->amount), *rule->threshold, rule->unit),
                           words,
                           {record.id}});
            continue;
        }
        const double amount = static_cast<double>(order->amount->minor) / std::pow(10, order->amount->scale);
        if (amount >= *rule->threshold)
            out.push_back({"no-signature",
                           PointKind::missing,
                           80,
                           said("{}, and nothing shows that the recipient signed", money::to_string(*order->amount)),
                           words,
                           {record.id}});
    }
}

} // namespace

void look_at_shipment(const Scrutinised& given, std::vector<Point>& out)
{
    if (!given.profile || !given.profile->enumeration(profile::carrier_field)) return;
    if (given.material.facts.reason != "MERCHANDISE_OR_SERVICE_NOT_RECEIVED") return;
    const auto shipped = events(given.material, "shipped"), delivered = events(given.material, "delivered");
    auto moved = shipped;
    moved.insert(moved.end(), delivered.begin(), delivered.end());
    if (moved.empty()) return; // nothing was shipped: evidence of another kind, or none, which is said elsewhere
    carriers(given, moved, out);
    if (delivered.empty())
        out.push_back({"no-delivery", PointKind::missing, 70, said("shipped, and nothing shows that it arrived"),
                       said("ask the carrier for the proof of delivery: proof of shipment alone loses"), ids(shipped)});
    places(given, delivered, out);
    signature(given, delivered, out);
}

} // namespace redress::analyze

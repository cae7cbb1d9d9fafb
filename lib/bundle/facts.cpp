#include "bundle/facts.hpp"

#include "analyze/event_words.hpp"
#include "base/money.hpp"
#include "base/said.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace redress::bundle {
namespace {

// Rows with nothing in them say nothing.
class Rows {
public:
    void add(std::string label, const std::string& value)
    {
        if (!value.empty()) rows_.emplace_back(std::move(label), value);
    }
    FactRows take() { return std::move(rows_); }

private:
    FactRows rows_;
};

std::string amount(const std::optional<Money>& money)
{
    return money ? money::to_string(*money) : std::string();
}

// What people call a number of this kind.
Said number_words(const std::string& kind)
{
    const std::array<std::pair<const char*, Said>, 7> words{{
        {"tracking", said("Tracking number")},
        {"transaction", said("Transaction number")},
        {"invoice", said("Invoice number")},
        {"merchant_order", said("Merchant's order number")},
        {"p2p_order", said("P2P order number")},
        {"trade_no", said("Payment number")},
        {"key", said("Fingerprint of the key")},
    }};
    for (const auto& [code, label] : words)
        if (kind == code) return label;
    return said("Ref {}", kind);
}

} // namespace

Said evidence_words(const std::string& kind)
{
    const std::array<std::pair<const char*, Said>, 11> words{{
        {"transcript", said("transcript")},
        {"order", said("order record")},
        {"events", said("event record")},
        {"reviews", said("review record")},
        {"statement", said("typed text")},
        {"screenshot", said("screenshot")},
        {"receipt", said("receipt")},
        {"log", said("system log")},
        {"recording", said("recording")},
        {"third_party", said("third-party record")},
        {"records", said("records")},
    }};
    for (const auto& [code, label] : words)
        if (kind == code) return label;
    return said("document");
}

Said evidence_words(const model::Document& document)
{
    constexpr int third_party = 3;
    if (document.kind == "third_party" && document.grade < third_party) return said("document");
    if (document.kind == "screenshot") return said("picture");
    return evidence_words(document.kind);
}

FactRows order_facts(const model::Order& order, const Json& extra, const View& view)
{
    const Say say(view.lang);
    Rows rows;
    rows.add(say("Order number"), order.number);
    rows.add(say("Platform"), order.platform);
    for (const auto& ref : order.refs) rows.add(number_words(ref.kind).in(view.lang), ref.value);
    rows.add(say("Buyer"), order.buyer.name);
    rows.add(say("Buyer's verified name"), extra["counterparty_name"].string_or(""));
    rows.add(say("Buyer's e-mail"), order.buyer.email);
    rows.add(say("Buyer's phone"), order.buyer.phone);
    rows.add(say("Buyer's account"), order.buyer.account);
    rows.add(say("Buyer's address"), order.buyer.address);
    rows.add(say("Buyer's IP"), order.buyer.ip);
    rows.add(say("Title"), order.title);
    for (const auto& item : order.items)
        rows.add(say("Item"),
                 fmt::format("{} x {}{}{}", item.quantity, item.title, item.sku.empty() ? "" : " (" + item.sku + ")",
                             item.price ? ", " + amount(item.price) : ""));
    rows.add(say("Amount"), amount(order.amount));
    rows.add(say("Status"), order.status);
    rows.add(say("Placed"), stamp_text(order.placed, view));
    rows.add(say("Paid"), stamp_text(order.paid, view));
    rows.add(say("Updated"), stamp_text(order.updated, view));
    return rows.take();
}

bool is_trade_between_persons(const model::Record& record)
{
    return std::any_of(record.sources.begin(), record.sources.end(),
                       [](const auto& source) { return source.format == "p2p_orders"; });
}

Said event_label(const model::Record& record, const model::Event& event)
{
    if (event.kind == "paid" && is_trade_between_persons(record)) return said("marked as paid by the buyer");
    return analyze::event_words(event.kind);
}

FactRows event_facts(const model::Event& event, const Json& extra, const std::string& lang)
{
    const Say say(lang);
    Rows rows;
    rows.add(say("order"), event.order);
    rows.add(say("amount"), amount(event.amount));
    rows.add(say("channel"), event.channel);
    rows.add(say("other side"), extra["counterparty"].string_or(""));
    rows.add(say("address"), event.address);
    rows.add("IP", event.ip);
    rows.add(say("carrier"), event.carrier);
    rows.add(say("tracking"), event.tracking);
    rows.add(say("supplier"), event.supplier);
    rows.add(say("batch"), event.batch);
    rows.add(say("ref"), event.ref);
    rows.add(say("result"), event.result);
    return rows.take();
}

FactRows document_facts(const model::Document& document, const View& view)
{
    const Say say(view.lang);
    Rows rows;
    rows.add(say("Name"), document.name);
    if (!document.kind.empty()) rows.add(say("Kind"), evidence_words(document).in(view.lang));
    rows.add(say("Media type"), document.media_type);
    rows.add("SHA-256", document.sha256);
    rows.add(say("Bytes"), document.bytes ? std::to_string(document.bytes) : "");
    rows.add(say("Captured"), stamp_text(document.captured, view));
    return rows.take();
}

} // namespace redress::bundle

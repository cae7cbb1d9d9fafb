// Peer-to-peer crypto orders of OKX (C2C) and Binance (P2P): the file a merchant exports and the JSON their APIs answer.
// Both are told by column names; of OKX no public sample was found, so its names are many and a doubt goes to the general
// table.
#include "base/text.hpp"
#include "ingest/named_table.hpp"
#include "ingest/p2p_words.hpp"

#include <fmt/format.h>

#include <set>

namespace redress::ingest {
namespace {

constexpr std::string_view amounts[] = {"total", "price", "quantity"};
constexpr TableSpec spec{form("no list of P2P or C2C orders"), p2p::recognise, amounts};

class P2pReader {
public:
    explicit P2pReader(Reading& reading) : reading_(reading), table_(reading, spec) {}
    void run();

private:
    Use take(const CsvRow& row, const Cells& cells);
    model::Order order_of(const Cells& cells);
    Json extra_of(const Cells& cells, const model::Order& order);
    std::optional<Money> fiat(const Cells& cells, std::string_view field);
    std::optional<Money> crypto(const Cells& cells) { return table_.money(cells, "quantity", cells.view("asset")); }
    void emit_events(const CsvRow& row, const Cells& cells, const model::Order& order);
    void emit(const CsvRow& row, model::Body body, Json extra);

    Reading& reading_;
    NamedTable table_;
    bool by_habit_ = false; // some time took the exchange's own zone
};

// The user's word beats the header; a shop's habit only a header that several exchanges could have.
std::string platform_of(const Reading& reading, const TableRules& rules)
{
    const auto& said = reading.options.platform;
    const bool trades = said.ends_with("-p2p") || said.ends_with("-c2c");
    const bool certain = p2p::is_binance(rules.columns);
    return trades && (reading.options.platform_said || !certain) ? said : rules.layout.platform;
}

// The API writes money of a state with eight places: those that are nothing are dropped.
std::optional<Money> P2pReader::fiat(const Cells& cells, std::string_view field)
{
    auto amount = table_.money(cells, field, cells.view("fiat"));
    if (!amount) return amount;
    const int least = money::scale_of(amount->currency);
    for (; amount->scale > least && amount->minor % 10 == 0; --amount->scale) amount->minor /= 10;
    return amount;
}

model::Order P2pReader::order_of(const Cells& cells)
{
    model::Order order;
    order.platform = table_.rules().platform;
    order.number = cells.text("number");
    order.refs.push_back({"p2p_order", order.number});
    // Who sells crypto has the counterparty as buyer; who buys it has no buyer at all.
    if (p2p::is_sell(cells.view("side"))) order.buyer.name = cells.text("counterparty");
    if (const auto amount = crypto(cells)) order.title = money::to_string(*amount);
    order.amount = fiat(cells, "total");
    order.status = cells.text("status");
    order.placed = cells.stamp("placed");
    order.paid = cells.stamp("paid");
    return order;
}

Json P2pReader::extra_of(const Cells& cells, const model::Order& order)
{
    auto extra = cells.rest();
    if (const auto amount = crypto(cells)) extra.set("crypto", to_json(*amount));
    if (const auto price = fiat(cells, "price")) extra.set("unit_price", to_json(*price));
    if (!order.amount) put_text(extra, "fiat", cells.view("fiat"));
    for (const auto* field : {"side", "counterparty", "method", "ad", "payment_status", "dispute_status", "finished"})
        put_text(extra, field, cells.view(field));
    if (cells.view("name") != cells.view("counterparty")) put_text(extra, "counterparty_name", cells.view("name"));
    return extra;
}

void P2pReader::emit(const CsvRow& row, model::Body body, Json extra)
{
    Draft draft;
    draft.record.body = std::move(body);
    draft.record.extra = std::move(extra);
    draft.record.sources.push_back(table_.source(row));
    reading_.emit(std::move(draft));
}

// What the columns say with a time, then what the status alone says: that it happened, not when.
void P2pReader::emit_events(const CsvRow& row, const Cells& cells, const model::Order& order)
{
    std::set<std::string, std::less<>> said;
    const auto happened = [&](std::string_view kind, const model::Stamp& when, std::string_view result) {
        if (kind.empty() || !said.emplace(kind).second) return;
        model::Event event;
        event.platform = order.platform;
        event.order = order.number;
        event.kind = std::string(kind);
        event.when = when;
        event.channel = cells.text("method");
        event.result = std::string(result);
        if (kind == "paid") event.amount = order.amount;
        if (kind == "released") event.amount = crypto(cells);
        emit(row, std::move(event), Json::object());
    };
    for (const auto* kind : {"placed", "paid", "released", "cancelled", "appealed"})
        if (cells.has(kind)) happened(kind, cells.stamp(kind), {});
    const auto kind = p2p::kind_of(order.status);
    // 完成时间 is when the order ended, however it did.
    const bool ended = kind == "released" || kind == "cancelled";
    happened(kind, ended && cells.has("finished") ? cells.stamp("finished") : model::Stamp{}, order.status);
    if (const auto paid = p2p::kind_of(cells.view("payment_status")); paid == "paid")
        happened(paid, {}, cells.view("payment_status"));
    if (cells.view("dispute_status") == "1") happened("appealed", {}, "1");
}

Use P2pReader::take(const CsvRow& row, const Cells& cells)
{
    const auto number = cells.view("number");
    if (number.empty()) {
        table_.remarks().add(row.line, "no-number", said("a row without an order number"));
        return Use::rejected;
    }
    if (rounded_away(number)) {
        table_.remarks().add(
            row.line, "number-lost",
            said("a spreadsheet rounded the order number away: export the file again and do not save it in a "
                 "spreadsheet"));
        return Use::rejected;
    }
    if (const auto side = cells.view("side"); !p2p::is_sell(side) && !p2p::is_buy(side))
        table_.remarks().add(row.line, "unknown-side",
                             said("a trade side that is neither buy nor sell: no buyer is taken from it"));
    auto order = order_of(cells);
    by_habit_ = by_habit_ || order.placed.from == model::ZoneFrom::guess;
    emit(row, order, extra_of(cells, order));
    emit_events(row, cells, order);
    return Use::parsed;
}

void P2pReader::run()
{
    auto& rules = table_.rules();
    rules.platform = platform_of(reading_, rules);
    table_.each([this](const CsvRow& row, const Cells& cells) { return take(row, cells); });
    if (by_habit_)
        reading_.warn(0, "zone-habit",
                      said("times without a zone are taken as {}, as the exchange exports them by default; --tz says "
                           "another",
                           rules.times.zone),
                      Severity::note);
}

int sniff(const Probe& probe)
{
    return has_named_table(probe, spec) ? 90 : 0;
}

void read(Reading& reading)
{
    P2pReader(reading).run();
}

} // namespace

extern const Format format_p2p_orders;
const Format format_p2p_orders{"p2p_orders", "P2P or C2C crypto orders of OKX or Binance (CSV, JSON)", 1, sniff, read};

} // namespace redress::ingest

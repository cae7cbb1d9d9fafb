#include "ingest/table_records.hpp"

#include "ingest/dujiaoka_tables.hpp"

namespace redress::ingest {

void add_item(const Cells& cells, model::Order& order)
{
    if (!cells.has("item") && !cells.has("sku")) return;
    model::Item item;
    item.title = cells.text("item");
    item.sku = cells.text("sku");
    if (const auto quantity = money::parse(cells.view("quantity"), money::Decimal::point);
        quantity && quantity->minor % 100 == 0)
        item.quantity = quantity->minor / 100;
    item.price = cells.money("price");
    if (item.price && item.price->currency.empty() && order.amount) item.price->currency = order.amount->currency;
    if (order.title.empty()) order.title = item.title;
    order.items.push_back(std::move(item));
}

model::Order order_of(const Cells& cells, const TableRules& rules)
{
    model::Order order;
    order.platform = rules.platform;
    order.number = cells.has("number") ? cells.text("number") : cells.text("transaction");
    for (const auto* kind : {"transaction", "merchant_order", "invoice", "tracking"})
        if (cells.has(kind)) order.refs.push_back({kind, cells.text(kind)});
    // Taobao writes "No:780000;"
    for (auto& ref : order.refs)
        if (ref.value.starts_with("No:") && ref.value.back() == ';') ref.value = ref.value.substr(3, ref.value.size() - 4);
    order.buyer = {cells.text("buyer"),   cells.text("email"), cells.text("phone"),
                   cells.text("address"), cells.text("ip"),    cells.text("account")};
    order.title = cells.text("title");
    order.amount = cells.money("amount");
    order.status = cells.text("status");
    if (rules.platform == "card-key")
        if (const auto name = dujiaoka::status_name(order.status); !name.empty()) order.status = name;
    order.placed = cells.stamp("placed");
    order.paid = cells.stamp("paid");
    order.updated = cells.stamp("updated");
    add_item(cells, order);
    return order;
}

model::Event event_of(const Cells& cells, const TableRules& rules)
{
    model::Event event;
    event.platform = rules.platform;
    event.order = cells.text("order");
    event.kind = cells.has("kind") ? event_kind(cells.view("kind"), rules.kinds) : "code_sent";
    event.when = cells.stamp("at");
    event.actor = cells.text("actor");
    event.channel = cells.text("channel");
    event.address = cells.text("address");
    event.ip = cells.text("ip");
    event.supplier = cells.text("supplier");
    event.batch = cells.text("batch");
    event.ref = cells.text("ref");
    event.result = cells.text("result");
    event.amount = cells.money("amount");
    event.carrier = cells.text("carrier");
    event.tracking = cells.text("tracking");
    return event;
}

model::Review review_of(const Cells& cells, const TableRules& rules, Json& extra)
{
    model::Review review;
    review.platform = rules.platform;
    review.number = cells.text("number");
    review.order = cells.text("order");
    if (const auto rating = parse_rating(cells.view("rating"))) {
        review.rating = rating->value;
        auto own = rating->scale;
        if (!own)
            if (const auto told = parse_rating(cells.view("scale"))) own = told->value;
        review.scale = own.value_or(rules.scale);
        put_text(extra, "label", rating->label);
    }
    review.text = cells.text("text");
    put_text(extra, "later", cells.view("later"));
    review.title = cells.text("title");
    review.author = cells.text("author");
    review.reply = cells.text("reply");
    review.product = cells.text("product");
    review.when = cells.stamp("at");
    review.replied = cells.stamp("replied");
    review.changed = cells.stamp("changed");
    return review;
}

} // namespace redress::ingest

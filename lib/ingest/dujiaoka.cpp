// Dumps of dujiaoka (独角数卡), a card-key shop. A key and the order it went to meet only in the text: orders.info holds the
// delivered keys, one a line, carmis the keys with no order; they are matched within one product. Schema as in the shop's
// database/sql/install.sql. Keys, merchant credentials and unsold stock never leave this file in clear.
#include "base/text.hpp"
#include "ingest/columns.hpp"
#include "ingest/dujiaoka_stock.hpp"
#include "ingest/dujiaoka_tables.hpp"
#include "ingest/format.hpp"
#include "ingest/secrets.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <unordered_map>

namespace redress::ingest {
namespace {

using dujiaoka::Delivered;
using dujiaoka::Role;
using shop_dump::event_of;
using shop_dump::Row;
using shop_dump::Unit;

constexpr const char* platform = "card-key";

constexpr std::string_view plain_of_pays[] = {"id", "pay_name", "pay_check", "pay_method"};

class DumpReader {
public:
    explicit DumpReader(Reading& reading) : dump_(reading, dujiaoka::installed, true) {}
    void run();

private:
    void learn_row(const sql::Item& item);
    void learn_card(const Row& row);
    void take_order(const Unit& unit);
    model::Order order_of(const Unit& unit, const std::vector<Delivered>& keys);
    void emit_events(const Unit& unit, const model::Order& order, const std::vector<Delivered>& keys);
    void emit_codes(const Unit& unit, const model::Order& order, const std::vector<Delivered>& keys);
    Role role_of(const sql::Item& item) const { return dujiaoka::role_of(item.table, dump_.columns_of(item)); }

    shop_dump::Dump dump_;
    dujiaoka::Stock stock_;
    std::unordered_map<std::string, std::string> goods_, channels_;
    std::uint64_t unsold_ = 0, credentials_ = 0;
};

void DumpReader::learn_card(const Row& row)
{
    if (const auto* key = row.find("carmi"); key && row.get("status") != "2") {
        ++unsold_;
        dump_.hide(*key);
    }
    stock_.learn(row);
}

// Everything but the orders, which need it: keys come before or behind them as the dump likes.
void DumpReader::learn_row(const sql::Item& item)
{
    const Row row{item, dump_.columns_of(item)};
    const auto role = role_of(item);
    if (role == Role::orders) return; // counted when it is read
    if (role != Role::other && !dump_.fits(item)) return dump_.refuse(item);
    switch (role) {
    case Role::orders: return;
    case Role::carmis: learn_card(row); break;
    case Role::goods: goods_[row.get("id")] = row.get("gd_name"); break;
    case Role::pays:
        channels_[row.get("id")] = row.get("pay_check");
        ++credentials_;
        ++dump_.tally().system;
        return dump_.hide_but(row, plain_of_pays);
    case Role::other: return dump_.pass_over(row);
    }
    ++dump_.tally().continued;
}

model::Order DumpReader::order_of(const Unit& unit, const std::vector<Delivered>& keys)
{
    const auto& row = unit.row;
    const auto currency = dump_.options().currency.empty() ? std::string("CNY") : dump_.options().currency;
    model::Order order;
    order.platform = platform;
    order.number = text::trim(row.get("order_sn"));
    if (const auto trade = row.get("trade_no"); !trade.empty()) order.refs.push_back({"transaction", trade});
    for (const auto& d : keys) order.refs.push_back({"key", fingerprint(d.key, dump_.options().secret_key)});
    order.buyer.email = row.get("email");
    order.buyer.ip = row.get("buy_ip");
    order.title = row.get("title");
    order.amount = money::parse(row.get("actual_price"), money::Decimal::point, currency);
    if (const auto good = goods_.find(row.get("goods_id")); good != goods_.end()) {
        model::Item item;
        item.title = good->second;
        item.sku = row.get("goods_id");
        const auto amount = money::parse(row.get("buy_amount"), money::Decimal::point, "JPY"); // a whole number
        if (amount && amount->scale == 0) item.quantity = amount->minor;
        item.price = money::parse(row.get("goods_price"), money::Decimal::point, currency);
        order.items.push_back(std::move(item));
    }
    const auto status = row.get("status");
    const auto name = dujiaoka::status_name(status);
    order.status = name.empty() ? "unknown" : std::string(name);
    order.placed = dump_.stamp(unit, row.get("created_at"));
    order.updated = dump_.stamp(unit, row.get("updated_at"));
    return order;
}

void DumpReader::emit_codes(const Unit& unit, const model::Order& order, const std::vector<Delivered>& keys)
{
    for (const auto& d : keys) {
        // A key of stock is marked sold at the moment it goes out; a loop key is sold again and again and has no such
        // moment.
        const bool own_time = d.card && !d.card->loop && !d.card->updated.empty();
        auto sent = event_of(order, "code_sent", own_time ? dump_.stamp(unit, d.card->updated) : order.updated);
        sent.actor = unit.row.get("type") == "2" ? "seller" : "shop";
        sent.address = order.buyer.email;
        sent.ref = fingerprint(d.key, dump_.options().secret_key);
        auto extra = Json::object();
        extra.set("key", dump_.secret(d.key))
            .set("time_from", own_time ? "carmis.updated_at" : "orders.updated_at")
            .set("in_stock_table", d.card != nullptr);
        if (d.card) {
            sent.batch = d.card->created;
            put_text(extra, "carmi_id", d.card->id);
            if (d.card->loop) extra.set("is_loop", true);
        }
        dump_.emit(unit, std::move(sent), std::move(extra));
    }
}

void DumpReader::emit_events(const Unit& unit, const model::Order& order, const std::vector<Delivered>& keys)
{
    const auto& row = unit.row;
    const auto status = row.get("status");
    auto placed = event_of(order, "placed", order.placed);
    placed.actor = "buyer";
    placed.ip = order.buyer.ip;
    placed.amount = order.amount;
    dump_.emit(unit, std::move(placed), Json::object());
    if (status == "-1") dump_.emit(unit, event_of(order, "expired", order.updated), Json::object());
    if (status.size() != 1 || status[0] < '2' || status[0] > '6') return;
    // There is no payment time: of what the payment itself brought about (waiting for the seller, automatic delivery, out of
    // stock) the last change is it; of what somebody did later it is not.
    const bool by_payment = status == "2" || (row.get("type") != "2" && (status == "4" || status == "6"));
    auto paid = event_of(order, "paid", by_payment ? order.updated : model::Stamp{});
    paid.actor = "buyer";
    paid.amount = order.amount;
    paid.ref = row.get("trade_no");
    const auto channel = channels_.find(row.get("pay_id"));
    if (channel != channels_.end()) paid.channel = channel->second;
    auto extra = Json::object();
    if (by_payment) extra.set("time_from", "orders.updated_at");
    dump_.emit(unit, std::move(paid), std::move(extra));
    emit_codes(unit, order, keys);
    if (status == "4" && keys.empty())
        dump_.emit(unit, event_of(order, "delivered", order.updated), Json::object().set("time_from", "orders.updated_at"));
}

void DumpReader::take_order(const Unit& unit)
{
    auto& tally = dump_.tally();
    const auto& row = unit.row;
    if (text::trim(row.get("order_sn")).empty()) {
        ++tally.rejected;
        dump_.remark(row, "no-number", said("an order without a number"));
        return;
    }
    ++tally.parsed;
    const auto keys = stock_.delivered(row);
    const auto order = order_of(unit, keys);
    auto extra = Json::object();
    extra.set("software", "dujiaoka")
        .set("status_code", row.get("status"))
        .set("delivery", row.get("type") == "2" ? "manual" : "automatic");
    put_text(extra, "deleted_at", row.get("deleted_at"));
    if (const auto channel = channels_.find(row.get("pay_id")); channel != channels_.end())
        put_text(extra, "pay", channel->second);
    if (const auto password = row.get("search_pwd"); !password.empty()) extra.set("search_pwd", dump_.secret(password));
    const auto info = row.get("info");
    if (row.get("status") == "6" &&
        (info.find("库存不足") != std::string::npos || info.find("nsufficient") != std::string::npos))
        extra.set("out_of_stock", true);
    if (!keys.empty()) {
        auto list = Json::array();
        for (const auto& d : keys) list.push(dump_.secret(d.key));
        extra.set("keys", std::move(list));
    }
    dump_.emit(unit, order, std::move(extra));
    emit_events(unit, order, keys);
}

void DumpReader::run()
{
    dump_.learn([this](const sql::Item& item) { learn_row(item); });
    dump_.each([this](const sql::Item& item, std::uint64_t number) {
        if (role_of(item) != Role::orders) return;
        if (dump_.fits(item))
            take_order({{item, dump_.columns_of(item)}, number});
        else
            dump_.refuse(item);
    });
    std::vector<Said> not_stored;
    if (unsold_ > 0) not_stored.push_back(unsold_ == 1 ? said("1 unsold card key") : said("{} unsold card keys", unsold_));
    if (credentials_ > 0)
        not_stored.push_back(credentials_ == 1 ? said("credentials of 1 payment channel")
                                               : said("credentials of {} payment channels", credentials_));
    dump_.finish(std::move(not_stored));
}

int sniff(const Probe& probe)
{
    const auto& text = probe.text;
    const auto lower = text::lower_ascii(text); // some programs write the words of SQL small, and names without `
    const auto holds = [&](const char* words) { return lower.find(words) != std::string::npos; };
    if (!holds("insert into") && !holds("create table")) return 0;
    if (holds("carmis`") || holds("order_sn")) return 95;
    // A long menu may push the tables themselves beyond the head; it names them.
    return text.find("Carmis") != std::string::npos ? 80 : 0;
}

void read(Reading& reading)
{
    DumpReader(reading).run();
}

} // namespace

extern const Format format_dujiaoka;
const Format format_dujiaoka{"dujiaoka", "dujiaoka card-key shop, MySQL dump (.sql)", 1, sniff, read};

} // namespace redress::ingest

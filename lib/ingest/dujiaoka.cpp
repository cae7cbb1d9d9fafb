// Dumps of dujiaoka (独角数卡), a card-key shop. A key and the order it went to meet only in the text: orders.info holds the
// delivered keys, one a line, carmis the keys with no order; they are matched within one product. Schema as in the shop's
// database/sql/install.sql. Keys, merchant credentials and unsold stock never leave this file in clear.
#include "base/error.hpp"
#include "base/text.hpp"
#include "ingest/columns.hpp"
#include "ingest/dujiaoka_stock.hpp"
#include "ingest/dujiaoka_tables.hpp"
#include "ingest/format.hpp"
#include "ingest/lines.hpp"
#include "ingest/secrets.hpp"
#include "ingest/table_time.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <unordered_map>

namespace redress::ingest {
namespace {

using dujiaoka::Delivered;
using dujiaoka::Role;
using dujiaoka::Row;

constexpr const char* platform = "card-key";

struct Unit { // a row and its number in the file
    Row row;
    std::uint64_t number;
};

class DumpReader {
public:
    DumpReader(Reading& reading, std::string encoding)
        : reading_(reading), encoding_(std::move(encoding)),
          copy_(reading.options.keep_secrets ? std::string_view() : reading.file.bytes()), remarks_(reading)
    {
        times_.order = DateOrder::ymd;
    }
    void run();

private:
    void learn();
    void learn_row(const sql::Item& item);
    void learn_card(const Row& row);
    void refuse(const sql::Item& item);
    void take_order(const Unit& unit);
    model::Order order_of(const Unit& unit, const std::vector<Delivered>& keys);
    void emit_events(const Unit& unit, const model::Order& order, const std::vector<Delivered>& keys);
    void emit_codes(const Unit& unit, const model::Order& order, const std::vector<Delivered>& keys);
    model::Stamp stamp(const Unit& unit, const std::string& written);
    void emit(const Unit& unit, model::Body body, Json extra) const;
    static model::Event event(const model::Order& order, const char* kind, const model::Stamp& when);
    Json secret(std::string_view text) const { return secret_json(text, reading_.options.secret_key); }
    bool hides() const { return !reading_.options.keep_secrets; }
    void say_not_stored();

    Reading& reading_;
    std::string encoding_;
    dujiaoka::Tables tables_;
    dujiaoka::KeptCopy copy_;
    Remarks remarks_;
    TimeRules times_;
    dujiaoka::Stock stock_;
    std::unordered_map<std::string, std::string> goods_, channels_;
    std::uint64_t unsold_ = 0, credentials_ = 0;
    std::set<std::string> passed_over_;
};

void DumpReader::learn_card(const Row& row)
{
    if (const auto* key = row.find("carmi"); key && row.get("status") != "2") {
        ++unsold_;
        if (hides()) copy_.hide(*key);
    }
    stock_.learn(row);
}

// MySQL would refuse such a row too; which value is the key cannot be told, so none of them is kept.
void DumpReader::refuse(const sql::Item& item)
{
    ++reading_.findings.tally.rejected;
    remarks_.add(item.line, "row-width",
                 said("{} values for {} columns", item.values.size(), tables_.columns_of(item).size()));
    for (const auto& value : item.values)
        if (hides()) copy_.hide(value);
}

void DumpReader::learn_row(const sql::Item& item)
{
    auto& tally = reading_.findings.tally;
    const Row row{item, tables_.columns_of(item)};
    const auto role = tables_.role_of(item);
    if (role == Role::orders) return; // counted when it is read
    if (role != Role::other && row.columns.size() != item.values.size()) return refuse(item);
    switch (role) {
    case Role::orders: return;
    case Role::carmis:
        learn_card(row);
        ++tally.continued;
        return;
    case Role::goods:
        goods_[row.get("id")] = row.get("gd_name");
        ++tally.continued;
        return;
    case Role::pays:
        channels_[row.get("id")] = row.get("pay_check");
        ++credentials_;
        break;
    case Role::other: passed_over_.insert(item.table);
    }
    ++tally.system;
    for (std::size_t i = 0; hides() && i < item.values.size(); ++i) {
        const auto column = i < row.columns.size() ? row.columns[i] : std::string();
        const bool plain = role == Role::pays &&
                           (column == "id" || column == "pay_name" || column == "pay_check" || column == "pay_method");
        if (!plain) copy_.hide(item.values[i]);
    }
}

// Everything but the orders, which need it: keys come before or behind them as the dump likes.
void DumpReader::learn()
{
    const auto bytes = reading_.file.bytes();
    auto& tally = reading_.findings.tally;
    sql::Reader reader(bytes, encoding_);
    for (sql::Item item; reader.next(item);) {
        ++tally.total;
        const auto statement = bytes.substr(item.offset, item.length);
        switch (item.kind) {
        case sql::Item::Kind::row: learn_row(item); break;
        case sql::Item::Kind::table:
            tables_.learn(item);
            ++tally.system;
            break;
        case sql::Item::Kind::other:
            if (times_.zone.empty()) times_.zone = dujiaoka::zone_set_by(statement);
            if (hides() && dujiaoka::may_hold_secrets(statement)) copy_.hide_strings(item.offset, item.length);
            ++tally.system;
            break;
        case sql::Item::Kind::bad:
            ++tally.rejected;
            remarks_.add(item.line, "bad-sql", said("an INSERT INTO '{}' that cannot be read", item.table));
            if (hides()) copy_.hide({sql::Value::Kind::text, {}, item.offset, item.length});
        }
    }
    times_.from = model::ZoneFrom::data;
}

model::Stamp DumpReader::stamp(const Unit& unit, const std::string& written)
{
    if (written.empty() || written.substr(0, 10) == "0000-00-00") return {};
    const auto read = read_stamp(written, times_);
    if (!read.readable) {
        // What stands where a date should may be anything, a key too: only what looks like one is repeated.
        const bool dated = written.find_first_not_of("0123456789-: .TZ/") == std::string::npos;
        remarks_.add(unit.row.item.line, "bad-date",
                     dated ? said("date '{}' does not exist", written) : said("a date that cannot be read"));
        if (!dated) return {};
    }
    return read.stamp;
}

void DumpReader::emit(const Unit& unit, model::Body body, Json extra) const
{
    Draft draft;
    draft.record.body = std::move(body);
    draft.record.extra = std::move(extra);
    model::Source source;
    source.name = reading_.name;
    source.unit = "row";
    source.position = unit.number;
    source.offset = unit.row.item.offset;
    source.length = unit.row.item.length;
    draft.record.sources.push_back(std::move(source));
    reading_.emit(std::move(draft));
}

model::Event DumpReader::event(const model::Order& order, const char* kind, const model::Stamp& when)
{
    model::Event out;
    out.platform = order.platform;
    out.order = order.number;
    out.kind = kind;
    out.when = when;
    return out;
}

model::Order DumpReader::order_of(const Unit& unit, const std::vector<Delivered>& keys)
{
    const auto& row = unit.row;
    const auto currency = reading_.options.currency.empty() ? std::string("CNY") : reading_.options.currency;
    model::Order order;
    order.platform = platform;
    order.number = text::trim(row.get("order_sn"));
    if (const auto trade = row.get("trade_no"); !trade.empty()) order.refs.push_back({"transaction", trade});
    for (const auto& d : keys) order.refs.push_back({"key", fingerprint(d.key, reading_.options.secret_key)});
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
    order.placed = stamp(unit, row.get("created_at"));
    order.updated = stamp(unit, row.get("updated_at"));
    return order;
}

void DumpReader::emit_codes(const Unit& unit, const model::Order& order, const std::vector<Delivered>& keys)
{
    for (const auto& d : keys) {
        // A key of stock is marked sold at the moment it goes out; a loop key is sold again and again and has no such
        // moment.
        const bool own_time = d.card && !d.card->loop && !d.card->updated.empty();
        auto sent = event(order, "code_sent", own_time ? stamp(unit, d.card->updated) : order.updated);
        sent.actor = unit.row.get("type") == "2" ? "seller" : "shop";
        sent.address = order.buyer.email;
        sent.ref = fingerprint(d.key, reading_.options.secret_key);
        auto extra = Json::object();
        extra.set("key", secret(d.key))
            .set("time_from", own_time ? "carmis.updated_at" : "orders.updated_at")
            .set("in_stock_table", d.card != nullptr);
        if (d.card) {
            sent.batch = d.card->created;
            put_text(extra, "carmi_id", d.card->id);
            if (d.card->loop) extra.set("is_loop", true);
        }
        emit(unit, std::move(sent), std::move(extra));
    }
}

void DumpReader::emit_events(const Unit& unit, const model::Order& order, const std::vector<Delivered>& keys)
{
    const auto& row = unit.row;
    const auto status = row.get("status");
    auto placed = event(order, "placed", order.placed);
    placed.actor = "buyer";
    placed.ip = order.buyer.ip;
    placed.amount = order.amount;
    emit(unit, std::move(placed), Json::object());
    if (status == "-1") emit(unit, event(order, "expired", order.updated), Json::object());
    if (status.size() != 1 || status[0] < '2' || status[0] > '6') return;
    // There is no payment time: of what the payment itself brought about (waiting for the seller, automatic delivery, out of
    // stock) the last change is it; of what somebody did later it is not.
    const bool by_payment = status == "2" || (row.get("type") != "2" && (status == "4" || status == "6"));
    auto paid = event(order, "paid", by_payment ? order.updated : model::Stamp{});
    paid.actor = "buyer";
    paid.amount = order.amount;
    paid.ref = row.get("trade_no");
    const auto channel = channels_.find(row.get("pay_id"));
    if (channel != channels_.end()) paid.channel = channel->second;
    auto extra = Json::object();
    if (by_payment) extra.set("time_from", "orders.updated_at");
    emit(unit, std::move(paid), std::move(extra));
    emit_codes(unit, order, keys);
    if (status == "4" && keys.empty())
        emit(unit, event(order, "delivered", order.updated), Json::object().set("time_from", "orders.updated_at"));
}

void DumpReader::take_order(const Unit& unit)
{
    auto& tally = reading_.findings.tally;
    const auto& row = unit.row;
    if (text::trim(row.get("order_sn")).empty()) {
        ++tally.rejected;
        remarks_.add(row.item.line, "no-number", said("an order without a number"));
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
    if (const auto password = row.get("search_pwd"); !password.empty()) extra.set("search_pwd", secret(password));
    const auto info = row.get("info");
    if (row.get("status") == "6" &&
        (info.find("库存不足") != std::string::npos || info.find("nsufficient") != std::string::npos))
        extra.set("out_of_stock", true);
    if (!keys.empty()) {
        auto list = Json::array();
        for (const auto& d : keys) list.push(secret(d.key));
        extra.set("keys", std::move(list));
    }
    emit(unit, order, std::move(extra));
    emit_events(unit, order, keys);
}

void DumpReader::say_not_stored()
{
    auto& findings = reading_.findings;
    if (!hides()) return;
    if (unsold_ > 0)
        findings.not_stored.push_back(unsold_ == 1 ? said("1 unsold card key") : said("{} unsold card keys", unsold_));
    if (credentials_ > 0)
        findings.not_stored.push_back(credentials_ == 1 ? said("credentials of 1 payment channel")
                                                        : said("credentials of {} payment channels", credentials_));
    if (!passed_over_.empty()) {
        const auto names = joined(std::vector<std::string>(passed_over_.begin(), passed_over_.end()), said(", "));
        findings.not_stored.push_back(passed_over_.size() == 1 ? said("table {}", names) : said("tables {}", names));
    }
    if (copy_.changed()) findings.kept_copy = copy_.take();
}

void DumpReader::run()
{
    reading_.findings.tally.unit = "row";
    reading_.findings.encoding = encoding_;
    reading_.findings.date_order = "YMD";
    learn();
    sql::Reader reader(reading_.file.bytes(), encoding_);
    std::uint64_t number = 0;
    for (sql::Item item; reader.next(item);) {
        ++number;
        if (item.kind != sql::Item::Kind::row || tables_.role_of(item) != Role::orders) continue;
        const auto& columns = tables_.columns_of(item);
        if (columns.size() == item.values.size())
            take_order({{item, columns}, number});
        else
            refuse(item);
    }
    remarks_.finish();
    say_not_stored();
}

int sniff(const Probe& probe)
{
    const auto& text = probe.text;
    const bool sql = text.find("INSERT INTO") != std::string::npos || text.find("CREATE TABLE") != std::string::npos;
    if (!sql) return 0;
    if (text.find("carmis`") != std::string::npos || text.find("`order_sn`") != std::string::npos) return 95;
    // A long menu may push the tables themselves beyond the head; it names them.
    return text.find("Carmis") != std::string::npos ? 80 : 0;
}

void read(Reading& reading)
{
    const auto encoding = encoding_of(reading.file, reading.options.encoding);
    if (encoding.substr(0, 3) == "UTF" && encoding != "UTF-8")
        throw Error(ErrorKind::input, said("'{}' is a dump in {}", reading.name, encoding),
                    said("save it as UTF-8 (PowerShell's '>' makes UTF-16: use mysqldump --result-file)"));
    DumpReader(reading, encoding).run();
}

} // namespace

extern const Format format_dujiaoka;
const Format format_dujiaoka{"dujiaoka", "dujiaoka card-key shop, MySQL dump (.sql)", 1, sniff, read};

} // namespace redress::ingest

// Dumps of acg-faka (异次元发卡), a card-key shop: orders with the keys they were given, and since its version 3.5 tickets.
// A card names the order it was sold with. Schema as in the shop's kernel/Install/Install.sql and its migration to 3.5.6;
// seen 2026-11.
#include "analyze/card_keys.hpp"
#include "base/text.hpp"
#include "ingest/acg_faka_tables.hpp"
#include "ingest/mail_text.hpp"
#include "ingest/secrets.hpp"
#include "ingest/shop_dump.hpp"

#include <algorithm>
#include <unordered_map>

namespace redress::ingest {
namespace {

using acg_faka::Role;
using shop_dump::event_of;
using shop_dump::Row;
using shop_dump::Unit;

constexpr const char* platform = "card-key";
constexpr std::string_view plain_of_pays[] = {"id", "name", "code", "handle"};

struct Card {
    std::string key, created, sold;
};
struct Good {
    std::string name;
    bool manual = false;
};
struct Ticket {
    std::string number, title, order, goods;
};
struct Key { // as it went out; card: where stock knows it
    std::string key;
    const Card* card = nullptr;
};

class AcgReader {
public:
    explicit AcgReader(Reading& reading) : dump_(reading, acg_faka::installed, false) {}
    void run();

private:
    Role role_of(const sql::Item& item) const { return acg_faka::role_of(item.table, dump_.columns_of(item)); }
    void learn_row(const sql::Item& item);
    void learn_card(const Row& row);
    void take(const sql::Item& item, std::uint64_t number);
    void take_order(const Unit& unit);
    void take_message(const Unit& unit);
    model::Order order_of(const Unit& unit, const std::vector<Key>& keys);
    std::vector<Key> keys_of(const Row& row) const;
    void emit_events(const Unit& unit, const model::Order& order, const std::vector<Key>& keys);
    bool is_manual(const Row& row) const;

    shop_dump::Dump dump_;
    std::unordered_map<std::string, std::vector<Card>> cards_; // by order
    std::unordered_map<std::string, Good> goods_;
    std::unordered_map<std::string, Ticket> tickets_;
    std::unordered_map<std::string, std::string> channels_;
    std::uint64_t unsold_ = 0;
};

void AcgReader::learn_card(const Row& row)
{
    const auto* key = row.find("secret");
    if (!key) return;
    if (row.get("status") != "1") { // in stock, or held for an order that is not paid
        ++unsold_;
        return dump_.hide(*key);
    }
    cards_[row.get("order_id")].push_back({key->text, row.get("create_time"), row.get("purchase_time")});
}

void AcgReader::learn_row(const sql::Item& item)
{
    const Row row{item, dump_.columns_of(item)};
    const auto role = role_of(item);
    if (role == Role::orders || role == Role::ticket_messages) return; // counted when they are read
    if (role != Role::other && !dump_.fits(item)) return dump_.refuse(item);
    const auto id = row.get("id");
    switch (role) {
    case Role::orders:
    case Role::ticket_messages: return;
    case Role::cards: learn_card(row); break;
    case Role::goods: goods_[id] = {row.get("name"), row.get("delivery_way") == "1"}; break;
    case Role::pays:
        channels_[id] = row.get("name");
        dump_.hide_but(row, plain_of_pays);
        break;
    case Role::tickets:
        tickets_[id] = {row.get("ticket_no"), row.get("title"), row.get("order_trade_no"), row.get("commodity_name")};
        break;
    case Role::other: return dump_.pass_over(row);
    }
    ++dump_.tally().continued;
}

bool AcgReader::is_manual(const Row& row) const
{
    const auto good = goods_.find(row.get("commodity_id"));
    return good != goods_.end() && good->second.manual;
}

// The cards that name the order; of the order's own text also what stock does not know. Somebody who delivers by hand writes
// words there: only what has a key's shape counts.
std::vector<Key> AcgReader::keys_of(const Row& row) const
{
    std::vector<Key> out;
    const auto add = [&](std::string_view key, const Card* card) {
        key = text::trim(key);
        const auto same = [&](const Key& known) { return known.key == key; };
        if (!key.empty() && std::none_of(out.begin(), out.end(), same)) out.push_back({std::string(key), card});
    };
    const auto cards = cards_.find(row.get("id"));
    if (cards != cards_.end() && !row.get("id").empty())
        for (const auto& card : cards->second) add(card.key, &card);
    if (row.get("delivery_status") != "1") return out;
    const auto secret = row.get("secret");
    const bool manual = is_manual(row);
    for (const auto line : text::split(secret, '\n')) {
        if (!manual)
            add(line, nullptr);
        else
            for (const auto& span : analyze::find_keys(line)) add(line.substr(span.offset, span.length), nullptr);
    }
    return out;
}

void set_contact(const std::string& contact, model::Party& buyer)
{
    const bool digits = !contact.empty() && contact.find_first_not_of("0123456789+") == std::string::npos;
    if (contact.find('@') != std::string::npos)
        buyer.email = contact;
    else if (digits && contact.size() >= 11)
        buyer.phone = contact;
    else
        buyer.account = contact; // QQ and whatever a shop lets buyers write
}

const char* status_of(const Row& row)
{
    if (row.get("status") != "1") return "wait_pay";
    return row.get("delivery_status") == "1" ? "completed" : "pending";
}

model::Order AcgReader::order_of(const Unit& unit, const std::vector<Key>& keys)
{
    const auto& row = unit.row;
    const auto currency = dump_.options().currency.empty() ? std::string("CNY") : dump_.options().currency;
    model::Order order;
    order.platform = platform;
    order.number = text::trim(row.get("trade_no"));
    if (const auto request = row.get("request_no"); !request.empty()) order.refs.push_back({"merchant_order", request});
    for (const auto& key : keys) order.refs.push_back({"key", fingerprint(key.key, dump_.options().secret_key)});
    set_contact(row.get("contact"), order.buyer);
    order.buyer.ip = row.get("create_ip");
    order.amount = money::parse(row.get("amount"), money::Decimal::point, currency);
    if (const auto good = goods_.find(row.get("commodity_id")); good != goods_.end()) {
        model::Item item;
        item.title = good->second.name;
        if (const auto race = row.get("race"); !race.empty()) item.title += " (" + race + ")";
        item.sku = row.get("commodity_id");
        const auto amount = money::parse(row.get("card_num"), money::Decimal::point, "JPY"); // a whole number
        if (amount && amount->scale == 0 && amount->minor > 0) item.quantity = amount->minor;
        order.title = item.title;
        order.items.push_back(std::move(item));
    }
    order.status = status_of(row);
    order.placed = dump_.stamp(unit, row.get("create_time"));
    order.paid = dump_.stamp(unit, row.get("pay_time"));
    return order;
}

void AcgReader::emit_events(const Unit& unit, const model::Order& order, const std::vector<Key>& keys)
{
    const auto& row = unit.row;
    auto placed = event_of(order, "placed", order.placed);
    placed.actor = "buyer";
    placed.ip = order.buyer.ip;
    placed.amount = order.amount;
    dump_.emit(unit, std::move(placed), Json::object());
    if (row.get("status") != "1") return;
    auto paid = event_of(order, "paid", order.paid);
    paid.actor = "buyer";
    paid.amount = order.amount;
    if (const auto channel = channels_.find(row.get("pay_id")); channel != channels_.end()) paid.channel = channel->second;
    dump_.emit(unit, std::move(paid), Json::object());
    const bool manual = is_manual(row);
    for (const auto& key : keys) {
        // A card has the moment it was sold. Without one an automatic delivery follows the payment at once, and when
        // somebody delivered by hand stands nowhere.
        const bool own_time = key.card && !key.card->sold.empty();
        auto sent = event_of(order, "code_sent",
                             own_time ? dump_.stamp(unit, key.card->sold)
                             : manual ? model::Stamp{}
                                      : order.paid);
        sent.actor = manual ? "seller" : "shop";
        sent.address = order.buyer.email;
        sent.ref = fingerprint(key.key, dump_.options().secret_key);
        auto extra = Json::object();
        extra.set("key", dump_.secret(key.key)).set("in_stock_table", key.card != nullptr);
        if (own_time || !manual) extra.set("time_from", own_time ? "card.purchase_time" : "order.pay_time");
        if (key.card) sent.batch = key.card->created;
        dump_.emit(unit, std::move(sent), std::move(extra));
    }
    if (row.get("delivery_status") == "1" && keys.empty())
        dump_.emit(unit, event_of(order, "delivered", {}), Json::object());
}

void AcgReader::take_order(const Unit& unit)
{
    const auto& row = unit.row;
    if (text::trim(row.get("trade_no")).empty()) {
        ++dump_.tally().rejected;
        return dump_.remark(row, "no-number", said("an order without a number"));
    }
    ++dump_.tally().parsed;
    const auto keys = keys_of(row);
    const auto order = order_of(unit, keys);
    auto extra = Json::object();
    extra.set("software", "acg-faka").set("delivery", is_manual(row) ? "manual" : "automatic");
    constexpr std::pair<const char*, const char*> devices[] = {{"0", "PC"}, {"1", "Android"}, {"2", "iOS"}, {"3", "iPad"}};
    for (const auto& [code, name] : devices)
        if (row.get("create_device") == code) extra.set("device", name);
    if (const auto channel = channels_.find(row.get("pay_id")); channel != channels_.end())
        put_text(extra, "pay", channel->second);
    if (const auto password = row.get("password"); !password.empty()) extra.set("search_pwd", dump_.secret(password));
    if (!keys.empty()) {
        auto list = Json::array();
        for (const auto& key : keys) list.push(dump_.secret(key.key));
        extra.set("keys", std::move(list));
    }
    dump_.emit(unit, order, std::move(extra));
    emit_events(unit, order, keys);
}

// The editor of tickets writes HTML, older entries and the shop's own lines are plain.
std::string words_of(const std::string& content, model::Message& message)
{
    for (auto at = content.find("<img"); at != std::string::npos; at = content.find("<img", at + 1)) {
        const auto source = content.find("src=", at), end = content.find('>', at);
        if (source == std::string::npos || end == std::string::npos || source + 5 > end) continue;
        const auto path = content.substr(source + 5, content.find_first_of("\"'", source + 5) - source - 5);
        message.attachments.push_back({path.substr(path.rfind('/') + 1), "image/*", ""});
    }
    const bool html = content.find("</") != std::string::npos || content.find("<br") != std::string::npos ||
                      content.find("<img") != std::string::npos;
    return std::string(text::trim(html ? mail::html_to_text(content) : content));
}

void AcgReader::take_message(const Unit& unit)
{
    const auto& row = unit.row;
    const auto sender = row.get("sender_type");
    const bool system = sender == "2" || row.get("kind") == "2";
    ++(system ? dump_.tally().system : dump_.tally().parsed);
    model::Message message;
    auto extra = Json::object();
    extra.set("software", "acg-faka");
    if (const auto ticket = tickets_.find(row.get("ticket_id")); ticket != tickets_.end()) {
        message.thread = ticket->second.number;
        put_text(extra, "subject", ticket->second.title);
        put_text(extra, "order", ticket->second.order);
        put_text(extra, "product", ticket->second.goods);
    }
    if (message.thread.empty()) message.thread = "ticket " + row.get("ticket_id");
    message.native_id = row.get("id");
    message.sender = row.get("sender_name");
    message.role = system ? model::Role::system : sender == "0" ? model::Role::buyer : model::Role::seller;
    message.text = words_of(row.get("content"), message);
    if (message.text.empty() && row.get("kind") == "2") message.text = "closed";
    message.when = dump_.stamp(unit, row.get("create_time"));
    if (sender == "0") put_text(extra, "ip", row.get("create_ip"));
    dump_.emit(unit, std::move(message), std::move(extra));
}

void AcgReader::take(const sql::Item& item, std::uint64_t number)
{
    const auto role = role_of(item);
    if (role != Role::orders && role != Role::ticket_messages) return;
    if (!dump_.fits(item)) return dump_.refuse(item);
    const Unit unit{{item, dump_.columns_of(item)}, number};
    role == Role::orders ? take_order(unit) : take_message(unit);
}

void AcgReader::run()
{
    dump_.learn([this](const sql::Item& item) { learn_row(item); });
    dump_.each([this](const sql::Item& item, std::uint64_t number) { take(item, number); });
    std::vector<Said> not_stored;
    if (unsold_ > 0) not_stored.push_back(unsold_ == 1 ? said("1 unsold card key") : said("{} unsold card keys", unsold_));
    dump_.finish(std::move(not_stored));
}

int sniff(const Probe& probe)
{
    const auto text = text::lower_ascii(probe.text); // some programs write the words of SQL small
    const auto holds = [&](const char* words) { return text.find(words) != std::string::npos; };
    if (!holds("insert into") && !holds("create table")) return 0;
    if (holds("commodity_id") && (holds("purchase_time") || holds("card_num"))) return 95;
    if (holds("ticket_message") && (holds("sender_type") || holds("ticket_no"))) return 90; // its tickets alone
    return (holds("acg_") || holds("__prefix__")) && (holds("acg_card") || holds("_order`") || holds("_commodity`")) ? 80
                                                                                                                     : 0;
}

void read(Reading& reading)
{
    AcgReader(reading).run();
}

} // namespace

extern const Format format_acg_faka;
const Format format_acg_faka{"acg_faka", "acg-faka card-key shop, MySQL dump (.sql)", 1, sniff, read};

} // namespace redress::ingest

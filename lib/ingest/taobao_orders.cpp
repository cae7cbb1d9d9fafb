// What Taobao gives a seller under 批量导出: ExportOrderList*.csv, one row an order, and ExportOrderDetailList*.csv
// (宝贝报表), one row an article sold. Both are of the same orders: what one is silent about the other says, and the store
// keeps both.
#include "base/text.hpp"
#include "ingest/named_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace redress::ingest {
namespace {

// Columns differ by year and account; names in the wild end in spaces, which Columns drops.
constexpr FieldNames order_names[] = {
    {"number", "订单编号"},
    {"buyer", "买家会员名|买家昵称"},
    {"account", "买家支付宝账号"},
    {"phone", "联系手机|联系电话"},
    {"address", "收货地址"},
    {"title", "宝贝标题|商品标题"},
    {"goods", "买家应付货款"},
    {"total", "总金额"},
    {"amount", "买家实际支付金额|买家实付金额"},
    {"refund", "退款金额"},
    {"refund_status", "退款状态"},
    {"status", "订单状态"},
    {"placed", "订单创建时间|买家下单时间"},
    {"paid", "订单付款时间|买家付款时间"},
    {"shipped", "发货时间"},
    {"confirmed", "确认收货时间"},
    {"tracking", "物流单号|运单号|快递单号"},
    {"carrier", "物流公司"},
    {"transaction", "支付单号|支付宝交易号"},
};
constexpr FieldNames detail_names[] = {
    {"number", "订单编号"}, {"item", "标题|宝贝标题"},     {"price", "价格|单价"},
    {"sku", "商家编码"},    {"other_sku", "外部系统编号"}, {"quantity", "购买数量|数量"},
};
constexpr std::string_view amounts[] = {"goods", "total", "amount", "refund", "price"};

std::optional<Layout> recognise(const Columns& columns)
{
    // 1688 has 订单编号 and 买家会员名 too, and its own names for the rest.
    if (!columns.has("订单编号") || count_of(columns, "卖家公司名|货品标题|货品总价(元)") > 0) return std::nullopt;
    Layout out;
    out.platform = "taobao";
    const auto own =
        count_of(columns, "买家会员名|买家支付宝账号|买家应付货款|买家应付邮费|买家实际支付金额|买家实付金额|宝贝标题|"
                          "宝贝总数量|买家下单时间|买家付款时间");
    if (own >= 2) {
        out.type = "order";
        out.at = fields_by_name(columns, order_names);
    } else if (count_of(columns, "标题|宝贝标题") == 1 && columns.has("价格") &&
               count_of(columns, "购买数量|外部系统编号|商品属性|套餐信息|商家编码") >= 2) {
        out.type = "item";
        out.at = fields_by_name(columns, detail_names);
    } else
        return std::nullopt;
    return out;
}

constexpr TableSpec spec{form("no Taobao order export"), recognise, amounts};

bool contains(std::string_view text, std::string_view what)
{
    return text.find(what) != std::string_view::npos;
}

// Digits a spreadsheet has no place for: it keeps fifteen and writes zeros behind.
std::string_view beyond_fifteen(std::string_view number)
{
    const bool digits = std::all_of(number.begin(), number.end(), [](char c) { return c >= '0' && c <= '9'; });
    return digits && number.size() > 15 ? number.substr(15) : std::string_view();
}

// "No:780000;" and "No:1;No:2;"
std::vector<std::string> tracking_numbers(std::string_view cell)
{
    std::vector<std::string> out;
    for (auto part : text::split(cell, ';')) {
        part = text::trim(part);
        if (text::starts_with_icase(part, "No:")) part = text::trim(part.substr(3));
        if (!part.empty()) out.emplace_back(part);
    }
    return out;
}

// An order on its way; rows that follow with its number belong to it.
struct Pending {
    model::Order order;
    std::vector<model::Event> events;
    Json extra = Json::object(), lines = Json::array();
    model::Source source;
};

class TaobaoReader {
public:
    explicit TaobaoReader(Reading& reading) : reading_(reading), table_(reading, spec) {}
    void run();

private:
    void find_rounding();
    Use take(const CsvRow& row, const Cells& cells);
    Use reject(const CsvRow& row, const char* code, const Said& why);
    Use continue_order(const CsvRow& row, const Cells& cells);
    void begin_order(const CsvRow& row, const Cells& cells);
    void begin_items(const CsvRow& row, const Cells& cells);
    void add_item(const Cells& cells);
    void add_events(const Cells& cells);
    void add_refund(const Cells& cells);
    model::Event& add_event(const char* kind, const model::Stamp& when);
    std::optional<Money> order_amount(const Cells& cells);
    std::optional<Money> money(const Cells& cells, std::string_view field) { return table_.money(cells, field, "CNY"); }
    bool is_items() { return table_.rules().layout.type == "item"; }
    void flush();
    void emit(model::Body body, Json extra, const model::Source& source) const;

    Reading& reading_;
    NamedTable table_;
    bool rounded_ = false;
    std::optional<Pending> pending_;
    struct Items {
        model::Order order;
        Json lines = Json::array();
    };
    std::map<std::string, Items> items_; // of the detail list, by number: a later run of rows adds to it
};

// A file saved again by a spreadsheet shows in all its long numbers: they end in zeros. One such number may be chance.
void TaobaoReader::find_rounding()
{
    std::size_t zeros = 0;
    bool other = false;
    table_.look([&](const Cells& cells) {
        const auto tail = beyond_fifteen(cells.view("number"));
        const bool all = std::all_of(tail.begin(), tail.end(), [](char c) { return c == '0'; });
        other = other || !all;
        zeros += all ? tail.size() : 0;
    });
    rounded_ = !other && zeros >= 3;
}

Use TaobaoReader::reject(const CsvRow& row, const char* code, const Said& why)
{
    table_.remarks().add(row.line, code, why);
    return Use::rejected;
}

Use TaobaoReader::take(const CsvRow& row, const Cells& cells)
{
    const auto number = cells.view("number");
    if (pending_ && number == pending_->order.number) return continue_order(row, cells);
    flush();
    if (number.empty()) return reject(row, "no-number", said("a row without an order number"));
    if (rounded_away(number) || (rounded_ && !beyond_fifteen(number).empty()))
        return reject(
            row, "number-lost",
            said("a spreadsheet rounded the order number away: export the file again and do not save it in a spreadsheet"));
    pending_.emplace();
    pending_->order.platform = table_.rules().platform;
    pending_->order.number = std::string(number);
    pending_->source = table_.source(row);
    if (is_items())
        begin_items(row, cells);
    else
        begin_order(row, cells);
    return Use::parsed;
}

std::optional<Money> TaobaoReader::order_amount(const Cells& cells)
{
    auto paid = money(cells, "amount");
    if (paid && paid->minor != 0) return paid;
    for (const auto* field : {"total", "goods"}) // not paid yet: what is to be paid
        if (auto amount = money(cells, field)) return amount;
    return paid;
}

void TaobaoReader::begin_order(const CsvRow&, const Cells& cells)
{
    auto& order = pending_->order;
    order.buyer = {cells.text("buyer"), {}, cells.text("phone"), cells.text("address"), {}, cells.text("account")};
    order.title = cells.text("title");
    order.amount = order_amount(cells);
    order.status = cells.text("status");
    order.placed = cells.stamp("placed");
    order.paid = cells.stamp("paid");
    if (cells.has("transaction")) order.refs.push_back({"transaction", cells.text("transaction")});
    for (auto& number : tracking_numbers(cells.view("tracking"))) order.refs.push_back({"tracking", std::move(number)});
    pending_->extra = cells.rest();
    auto& extra = pending_->extra;
    for (const auto* field : {"goods", "total", "amount"})
        if (const auto amount = money(cells, field); amount && amount != order.amount) extra.set(field, to_json(*amount));
    for (const auto* field : {"refund", "refund_status", "carrier"}) put_text(extra, field, cells.view(field));
    add_events(cells);
}

model::Event& TaobaoReader::add_event(const char* kind, const model::Stamp& when)
{
    model::Event event;
    event.platform = pending_->order.platform;
    event.order = pending_->order.number;
    event.kind = kind;
    event.when = when;
    return pending_->events.emplace_back(std::move(event));
}

void TaobaoReader::add_events(const Cells& cells)
{
    const auto& order = pending_->order;
    if (cells.has("placed")) add_event("placed", order.placed);
    if (cells.has("paid")) add_event("paid", order.paid).amount = money(cells, "amount");
    const auto parcels = tracking_numbers(cells.view("tracking"));
    // A parcel number without a time: that it was sent is known, when it was is not.
    const bool sent = contains(order.status, "卖家已发货") || order.status == "交易成功";
    if (cells.has("shipped") || (sent && !parcels.empty())) {
        auto& shipped = add_event("shipped", cells.stamp("shipped"));
        shipped.carrier = cells.text("carrier");
        if (!parcels.empty()) shipped.tracking = parcels.front();
    }
    if (cells.has("confirmed")) add_event("confirmed", cells.stamp("confirmed")); // by the buyer or the clock, no carrier
    add_refund(cells);
}

// 无退款申请, 0.00 or an amount, which may be only asked for. When it was paid back no column says.
void TaobaoReader::add_refund(const Cells& cells)
{
    const auto cell = cells.view("refund");
    if (cell.find_first_of("123456789") == std::string_view::npos) return;
    auto amount = money(cells, "refund");
    if (!amount) return;
    amount->minor = -amount->minor;
    const auto refund_status = cells.view("refund_status");
    const auto& status = pending_->order.status;
    const bool done = refund_status.empty() ? status == "交易关闭" || status == "交易成功"
                                            : contains(refund_status, "成功") || contains(refund_status, "完成");
    const bool refused = contains(refund_status, "关闭") || contains(refund_status, "拒绝");
    auto& event = add_event(done ? "refunded" : refused ? "refund_refused" : "refund_requested", {});
    event.amount = amount;
    event.result = std::string(refund_status.empty() ? std::string_view(status) : refund_status);
}

void TaobaoReader::begin_items(const CsvRow&, const Cells& cells)
{
    if (const auto before = items_.find(pending_->order.number); before != items_.end()) {
        pending_->order = before->second.order;
        pending_->lines = before->second.lines;
    }
    add_item(cells);
}

void TaobaoReader::add_item(const Cells& cells)
{
    model::Item item;
    item.title = cells.text("item");
    item.sku = cells.has("sku") ? cells.text("sku") : cells.text("other_sku");
    auto line = cells.rest(); // 订单状态 here is that of the article, not of the order
    if (const auto n = money::parse(cells.view("quantity"), money::Decimal::point); n && n->minor > 0 && n->minor % 100 == 0)
        item.quantity = n->minor / 100;
    else
        put_text(line, "quantity", cells.view("quantity"));
    if (!item.sku.empty() && cells.has("sku")) put_text(line, "外部系统编号", cells.view("other_sku"));
    item.price = money(cells, "price");
    pending_->order.items.push_back(std::move(item));
    pending_->lines.push(std::move(line));
}

Use TaobaoReader::continue_order(const CsvRow& row, const Cells& cells)
{
    pending_->source.length = row.offset + row.length - pending_->source.offset;
    if (is_items()) {
        add_item(cells);
        return Use::continued;
    }
    auto& order = pending_->order;
    if (const auto title = cells.view("title"); !title.empty() && !contains(order.title, title))
        order.title += fmt::format("{}{}", order.title.empty() ? "" : "，", title);
    for (auto& number : tracking_numbers(cells.view("tracking")))
        if (const model::Ref ref{"tracking", number};
            std::find(order.refs.begin(), order.refs.end(), ref) == order.refs.end())
            order.refs.push_back(ref);
    if (const auto amount = order_amount(cells); amount && order.amount && *amount != *order.amount)
        table_.remarks().add(row.line, "order-twice",
                             said("one order in several rows with different amounts: the first is taken"));
    pending_->lines.push(cells.rest());
    return Use::continued;
}

void TaobaoReader::emit(model::Body body, Json extra, const model::Source& source) const
{
    Draft draft;
    draft.record.body = std::move(body);
    draft.record.extra = std::move(extra);
    draft.record.sources.push_back(source);
    reading_.emit(std::move(draft));
}

void TaobaoReader::flush()
{
    if (!pending_) return;
    auto done = std::move(*pending_);
    pending_.reset();
    if (is_items()) items_[done.order.number] = {done.order, done.lines};
    if (!done.lines.items().empty()) done.extra.set("lines", std::move(done.lines));
    emit(std::move(done.order), std::move(done.extra), done.source);
    for (auto& event : done.events) emit(std::move(event), Json::object(), done.source);
}

void TaobaoReader::run()
{
    auto& rules = table_.rules();
    if (rules.currency.empty()) rules.currency = "CNY";
    find_rounding();
    table_.each([this](const CsvRow& row, const Cells& cells) { return take(row, cells); });
    flush();
}

int sniff(const Probe& probe)
{
    return has_named_table(probe, spec) ? 90 : 0;
}

void read(Reading& reading)
{
    TaobaoReader(reading).run();
}

} // namespace

extern const Format format_taobao_orders;
const Format format_taobao_orders{
    "taobao_orders", "Taobao orders and their articles (ExportOrderList, ExportOrderDetailList)", 1, sniff, read};

} // namespace redress::ingest

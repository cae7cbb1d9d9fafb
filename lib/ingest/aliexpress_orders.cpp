// AliExpress order export: a workbook, one row an order, its goods all in one cell. No public sample exists; the columns are
// those that programs merging such files name, the English ones from memory, the zone (US Pacific) that of the platform's
// interface. So columns go by name and the zone is a guess that --tz replaces.
#include "base/error.hpp"
#include "base/text.hpp"
#include "ingest/aliexpress_cells.hpp"
#include "ingest/columns.hpp"
#include "ingest/format.hpp"
#include "ingest/table_rows.hpp"
#include "ingest/table_time.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace redress::ingest {
namespace {

enum Field {
    number,
    status,
    buyer,
    email,
    placed,
    paid,
    amount,
    goods,
    whole,
    address,
    street,
    city,
    region,
    zip,
    country,
    phone,
    mobile,
    parcels,
    shipped,
    confirmed,
    field_count
};

// Names between |. The goods' column goes on behind its name: "产品信息\n（双击单元格展开所有产品信息！）".
constexpr std::array<std::string_view, field_count> names{"订单号|订单编号|Order ID|Order No|Order Number",
                                                          "订单状态|Order Status",
                                                          "买家名称|Buyer Name",
                                                          "买家邮箱|Buyer Email",
                                                          "下单时间|Order Date|Order Time",
                                                          "付款时间|Payment Date|Payment Time",
                                                          "订单金额|Order Amount",
                                                          "产品信息|Product Information",
                                                          "产品总金额|Product Price|Product Total",
                                                          "收货地址|Shipping Address",
                                                          "地址|Address",
                                                          "城市|City",
                                                          "州/省|Province/State|State/Province",
                                                          "邮编|Zip|Zip Code",
                                                          "收货国家|Country",
                                                          "联系电话|Tel|Phone",
                                                          "手机|Mobile",
                                                          "实际发货物流:运单号|Actual Shipping:Tracking No",
                                                          "发货时间|Ship Time|Shipping Time",
                                                          "确认收货时间|Confirm Time"};
constexpr Field stay[] = {whole, street, city, region, zip, country}; // also stay in extra as written
constexpr int head_rows = 20;

struct Head {
    Columns columns;
    std::array<std::optional<std::size_t>, field_count> at{};

    explicit Head(const std::vector<std::string>& header) : columns(header)
    {
        for (std::size_t i = 0; i < field_count; ++i)
            for (const auto name : text::split(names[i], '|')) {
                const auto key = text::header_key(name);
                const auto& keys = columns.keys();
                const auto found = std::find_if(keys.begin(), keys.end(), [&](const std::string& own) {
                    return own == key || (i == goods && own.starts_with(key));
                });
                if (found == keys.end() || at[i]) continue;
                at[i] = static_cast<std::size_t>(found - keys.begin());
            }
    }
    bool usable() const { return at[number] && (at[placed] || at[status] || at[amount] || at[goods]); }
    // Other shops' exports have a number, a status and an amount too: what no other has decides.
    bool certain() const { return usable() && (at[parcels] || (at[goods] && at[whole]) || columns.has("产品总金额")); }
    bool takes(std::size_t column) const
    {
        for (std::size_t i = 0; i < field_count; ++i)
            if (at[i] == column) return std::find(std::begin(stay), std::end(stay), i) == std::end(stay);
        return false;
    }
};

class OrderReader {
public:
    explicit OrderReader(Reading& reading) : reading_(reading), remarks_(reading) {}
    void run();

private:
    void survey();
    void take(const CsvRow& row);
    model::Order order_of(const CsvRow& row, Json& extra);
    void emit_events(const CsvRow& row, const model::Order& order);
    model::Stamp stamp(const CsvRow& row, Field field);
    std::optional<Money> amount_of(const CsvRow& row);
    std::string_view cell(const CsvRow& row, Field field) const
    {
        const auto column = head_->at[field];
        return column && *column < row.cells.size() ? unguard(row.cells[*column]) : std::string_view();
    }
    void emit(const CsvRow& row, model::Body body, Json extra);
    void reject(const CsvRow& row, const char* code, const Said& why)
    {
        ++reading_.findings.tally.rejected;
        remarks_.add(row.line, code, why);
    }

    Reading& reading_;
    Remarks remarks_;
    TableInput input_;
    std::optional<Head> head_;
    std::uint64_t head_row_ = 0;
    DecimalVotes decimals_;
    TimeRules times_;
};

void OrderReader::survey()
{
    DateVotes dates;
    TableRows rows(reading_.file, input_);
    for (CsvRow row; rows.next(row);) {
        if (head_) {
            for (const auto field : {placed, paid, shipped, confirmed}) dates.add(cell(row, field));
            decimals_.add(cell(row, amount));
        } else if (Head head(row.cells); head.usable()) {
            head_.emplace(std::move(head));
            head_row_ = row.number;
            reading_.findings.headers.push_back({row.offset, row.length});
        }
    }
    if (!head_)
        throw Error(ErrorKind::input, said("'{}' has no columns of an AliExpress order export", reading_.name),
                    said("read it as a table: --from table"));
    const auto& told = reading_.options.date_order;
    times_.order = told.empty() ? dates.order() : date_order_named(told);
    reading_.findings.date_order = to_string(times_.order);
    reading_.findings.date_order_ambiguous = told.empty() && dates.ambiguous();
    times_.zone = "America/Los_Angeles";
    times_.from = model::ZoneFrom::guess;
}

model::Stamp OrderReader::stamp(const CsvRow& row, Field field)
{
    const auto text = cell(row, field);
    if (text.empty() || text == "-" || text == "--") return {};
    const auto read = read_stamp(text, times_);
    if (!read.readable)
        remarks_.add(row.line, "bad-date",
                     text.size() <= 40 ? said("date '{}' cannot be read", text) : said("a date that cannot be read"));
    return read.stamp;
}

std::optional<Money> OrderReader::amount_of(const CsvRow& row)
{
    const auto text = cell(row, amount);
    if (text.empty()) return std::nullopt;
    const auto& told = reading_.options.currency;
    const auto decimal = decimals_.sign().value_or(money::Decimal::point);
    auto money = read_money(text, decimal, {});
    if (money && money->currency.empty()) money = read_money(text, decimal, told.empty() ? std::string_view("USD") : told);
    if (!money) remarks_.add(row.line, "bad-amount", said("an amount that cannot be read"));
    return money;
}

model::Order OrderReader::order_of(const CsvRow& row, Json& extra)
{
    model::Order order;
    order.platform = "aliexpress";
    order.number = cell(row, number);
    order.status = cell(row, status);
    order.amount = amount_of(row);
    order.placed = stamp(row, placed);
    order.paid = stamp(row, paid);
    order.buyer.name = cell(row, buyer);
    order.buyer.email = cell(row, email);
    order.buyer.phone = cell(row, mobile).empty() ? cell(row, phone) : cell(row, mobile);
    order.buyer.address = cell(row, address);
    if (order.buyer.address.empty())
        for (const auto field : {street, city, region, zip, country})
            if (const auto part = cell(row, field); !part.empty())
                order.buyer.address.append(order.buyer.address.empty() ? "" : ", ").append(part);
    auto details = Json::array();
    for (auto& one : aliexpress::parse_goods(cell(row, goods))) {
        auto rest = Json::object();
        for (const auto& [name, value] : one.rest) rest.set(name, value);
        details.push(std::move(rest));
        order.items.push_back(std::move(one.item));
    }
    const auto& all = details.items();
    if (std::any_of(all.begin(), all.end(), [](const Json& rest) { return !rest.members().empty(); }))
        extra.set("items", std::move(details)); // one of each, in the order of items
    if (!order.items.empty()) order.title = order.items[0].title;
    for (const auto& parcel : aliexpress::parse_parcels(cell(row, parcels)))
        if (!parcel.tracking.empty()) order.refs.push_back({"tracking", parcel.tracking});
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
        const auto text = unguard(row.cells[i]);
        if (text.empty() || head_->takes(i)) continue;
        const auto known = i < head_->columns.names().size() && !head_->columns.names()[i].empty();
        extra.set(known ? head_->columns.names()[i] : fmt::format("column {}", i + 1), text);
    }
    return order;
}

void OrderReader::emit(const CsvRow& row, model::Body body, Json extra)
{
    Draft draft;
    draft.record.body = std::move(body);
    draft.record.extra = std::move(extra);
    draft.record.sources.push_back(row_source(reading_, row));
    reading_.emit(std::move(draft));
}

void OrderReader::emit_events(const CsvRow& row, const model::Order& order)
{
    const auto event = [&](const char* kind, const model::Stamp& when) {
        model::Event out;
        out.platform = order.platform;
        out.order = order.number;
        out.kind = kind;
        out.when = when;
        return out;
    };
    if (!order.placed.local.empty()) emit(row, event("placed", order.placed), Json::object());
    if (!order.paid.local.empty()) {
        auto done = event("paid", order.paid);
        done.amount = order.amount;
        emit(row, std::move(done), Json::object());
    }
    const auto sent = stamp(row, shipped);
    auto list = aliexpress::parse_parcels(cell(row, parcels));
    if (list.empty() && !sent.local.empty()) list.emplace_back();
    for (const auto& parcel : list) {
        auto out = event("shipped", sent);
        out.carrier = parcel.carrier;
        out.tracking = parcel.tracking;
        out.ref = parcel.tracking;
        emit(row, std::move(out), Json::object());
    }
    if (const auto done = stamp(row, confirmed); !done.local.empty()) {
        auto out = event("confirmed", done); // by the buyer or the clock, no carrier
        emit(row, std::move(out), Json::object());
    }
}

void OrderReader::take(const CsvRow& row)
{
    auto& tally = reading_.findings.tally;
    ++tally.total;
    if (row.blank()) {
        ++tally.blank;
        return;
    }
    if (row.number <= head_row_ || head_->columns.repeated_by(row)) {
        ++tally.system;
        return;
    }
    remark_shape(row, head_->columns, remarks_);
    const auto id = cell(row, number);
    if (id.empty()) return reject(row, "no-number", said("a row without an order number"));
    // Rounded numbers of two orders can be one: better none than a wrong one.
    if (rounded_away(id))
        return reject(row, "number-lost",
                      said("an order number a spreadsheet rounded: export the orders again and read that file unopened"));
    ++tally.parsed;
    auto extra = Json::object();
    const auto order = order_of(row, extra);
    emit(row, order, std::move(extra));
    emit_events(row, order);
}

void OrderReader::run()
{
    auto& findings = reading_.findings;
    findings.encoding = encoding_of(reading_.file, reading_.options.encoding);
    input_ = inspect_table(reading_.file.bytes(), findings.encoding);
    if (input_.kind != TableKind::csv)
        throw Error(ErrorKind::input, said("'{}' is no table of rows", reading_.name), said("read it with --from table"));
    findings.tally.unit = "row";
    survey();
    TableRows rows(reading_.file, input_);
    for (CsvRow row; rows.next(row);) take(row);
    if (rows.faults() > 0)
        reading_.warn(0, "bad-bytes", said("{} bytes are no {} and were replaced", rows.faults(), findings.encoding));
    remarks_.finish();
}

int sniff(const Probe& probe)
{
    const char delimiter = sniff_delimiter(probe.text);
    if (delimiter == 0) return 0;
    CsvReader rows(std::string_view(probe.text), delimiter);
    CsvRow row;
    for (int i = 0; i < head_rows && rows.next(row); ++i)
        if (Head(row.cells).certain()) return 80;
    return 0;
}

void read(Reading& reading)
{
    OrderReader(reading).run();
}

} // namespace

extern const Format format_aliexpress_orders;
const Format format_aliexpress_orders{"aliexpress_orders", "AliExpress order export (.xlsx)", 1, sniff, read};

} // namespace redress::ingest

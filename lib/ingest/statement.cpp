// Statements of account of Alipay, WeChat Pay and JD as proof of payment: every row is one event. What stands above and
// below the rows names the account holder and is read for nothing but the count it declares.
#include "base/text.hpp"
#include "ingest/named_table.hpp"
#include "ingest/statement_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <optional>
#include <unordered_set>

namespace redress::ingest {
namespace {

constexpr std::string_view amounts[] = {"amount"};
constexpr TableSpec spec{form("no statement of Alipay, WeChat Pay or JD"), statement::recognise, amounts};

// Of an order of Taobao the merchant order number is "T200P" and the order's own.
std::string_view order_number(std::string_view merchant_order)
{
    constexpr std::string_view mark = "T200P";
    const auto rest = merchant_order.substr(std::min(merchant_order.size(), mark.size()));
    const bool digits = std::all_of(rest.begin(), rest.end(), [](char c) { return c >= '0' && c <= '9'; });
    return merchant_order.substr(0, mark.size()) == mark && digits && rest.size() >= 15 ? rest : merchant_order;
}

constexpr const char* time_fields[] = {"at", "paid", "placed"}; // the first that is filled counts

// Of a row without a time: a rule or "导出时间:[…]" in its column is no transaction.
bool is_number(std::string_view cell)
{
    const auto fits = [](unsigned char c) { return std::isalnum(c) != 0 || c == '_' || c == '-' || c == '*'; };
    return cell.size() >= 8 && std::all_of(cell.begin(), cell.end(), fits) &&
           cell.find_first_of("0123456789") != std::string_view::npos;
}

class StatementReader {
public:
    explicit StatementReader(Reading& reading) : reading_(reading), table_(reading, spec) {}
    void run();

private:
    Use take(const CsvRow& row, const Cells& cells);
    void look_aside(const CsvRow& row);
    model::Event event_of(const Cells& cells);
    Json extra_of(const Cells& cells, const model::Event& event);
    std::optional<Money> amount_of(const Cells& cells, statement::Direction direction);
    void set_part(Json& extra, const Cells& cells);
    void tell_apart(model::Event& event);
    bool is_dated(const Cells& cells);

    Reading& reading_;
    NamedTable table_;
    std::unordered_set<std::string> seen_;
    std::optional<std::uint64_t> declared_; // rows, by its own words
};

void StatementReader::look_aside(const CsvRow& row)
{
    for (const auto& cell : row.cells)
        if (const auto count = statement::declared_rows(cell); count && !declared_) declared_ = count;
}

// The statement writes no sign: what went out is negative.
std::optional<Money> StatementReader::amount_of(const Cells& cells, statement::Direction direction)
{
    const auto cell = cells.view("amount");
    if (cell.empty()) return std::nullopt;
    // "131.77(已退款99.00)"
    const auto plain = cell.substr(0, std::min(cell.find("(已退款"), cell.find("（已退款")));
    const auto& decimals = table_.rules().decimals;
    const auto sign = decimals.find("amount");
    auto amount = read_money(plain, sign == decimals.end() ? money::Decimal::point : sign->second, table_.rules().currency);
    if (!amount) table_.remarks().add(cells.line(), "bad-amount", said("an amount that cannot be read"));
    if (amount && direction == statement::Direction::out && amount->minor > 0) amount->minor = -amount->minor;
    return amount;
}

model::Event StatementReader::event_of(const Cells& cells)
{
    statement::Row row;
    row.direction = statement::direction_of(cells.view("direction"));
    row.type = cells.view("type");
    row.status = cells.view("status");
    const auto order = rounded_away(cells.view("merchant_order")) ? "" : order_number(cells.view("merchant_order"));
    row.of_order = cells.has("merchant_order");
    model::Event event;
    event.platform = table_.rules().platform;
    event.channel = event.platform;
    event.order = std::string(order);
    event.kind = statement::kind_of(row);
    for (const auto* field : time_fields)
        if (event.when.local.empty()) event.when = cells.stamp(field);
    if (!rounded_away(cells.view("transaction"))) event.ref = cells.text("transaction");
    event.result = cells.text("status");
    event.amount = amount_of(cells, row.direction);
    return event;
}

// How much of a payment went back, where its own row says it: in the status, in the amount, or in a column.
void StatementReader::set_part(Json& extra, const Cells& cells)
{
    if (cells.view("status").find("全额退款") != std::string_view::npos) {
        if (const auto all = amount_of(cells, statement::Direction::neutral)) extra.set("refunded", to_json(*all));
        return;
    }
    auto part = statement::refunded_part(cells.view("status"));
    if (!part) part = statement::refunded_part(cells.view("amount"));
    if (!part) part = cells.view("refunded");
    if (part->find_first_of("123456789") == std::string_view::npos) return;
    if (const auto amount = read_money(*part, money::Decimal::point, table_.rules().currency))
        extra.set("refunded", to_json(*amount));
}

Json StatementReader::extra_of(const Cells& cells, const model::Event& event)
{
    auto extra = cells.rest();
    for (const auto* field : {"direction", "type", "counterparty", "counterparty_account", "goods", "method", "note", "fee"})
        put_text(extra, field, cells.view(field));
    if (cells.view("merchant_order") != event.order) put_text(extra, "merchant_order", cells.view("merchant_order"));
    if (event.ref.empty()) put_text(extra, "transaction", cells.view("transaction"));
    if (cells.has("paid")) put_text(extra, "placed", cells.view("placed"));
    put_text(extra, "updated", cells.view("updated"));
    if (event.kind != "refund_received" && event.kind != "refunded") set_part(extra, cells);
    return extra;
}

// A column of dates holds nothing else in front of one: "导出时间:[2024-04-01 …] 用户:…" is no date.
bool StatementReader::is_dated(const Cells& cells)
{
    const auto order = table_.rules().times.order;
    return std::any_of(std::begin(time_fields), std::end(time_fields), [&](const char* field) {
        const auto cell = cells.view(field);
        return !cell.empty() && std::isdigit(static_cast<unsigned char>(cell.front())) != 0 &&
               parse_cell_time(cell, order).has_value();
    });
}

// Rows alike in all an event is known by stay as many as they are.
void StatementReader::tell_apart(model::Event& event)
{
    const auto key = fmt::format("{}\n{}\n{}\n", event.order, event.kind, event.when.local);
    const auto base = event.ref;
    for (int n = 2; !seen_.insert(key + event.ref).second; ++n) event.ref = fmt::format("{}#{}", base, n);
}

Use StatementReader::take(const CsvRow& row, const Cells& cells)
{
    if (!is_dated(cells) && !is_number(cells.view("transaction"))) {
        const auto filled =
            std::count_if(row.cells.begin(), row.cells.end(), [](const auto& cell) { return !text::trim(cell).empty(); });
        if (static_cast<std::size_t>(filled) * 2 < table_.rules().columns.used()) { // what stands below the rows
            look_aside(row);
            return Use::system;
        }
    }
    if (!cells.has("transaction") &&
        std::none_of(std::begin(time_fields), std::end(time_fields), [&](const char* field) { return cells.has(field); })) {
        table_.remarks().add(row.line, "no-transaction", said("a row without time and transaction number"));
        return Use::rejected;
    }
    auto event = event_of(cells);
    if (rounded_away(cells.view("transaction")) || rounded_away(cells.view("merchant_order")))
        table_.remarks().add(
            row.line, "number-lost",
            said("a spreadsheet rounded a number away: export the file again and do not save it in a spreadsheet"));
    tell_apart(event);
    Draft draft;
    draft.record.extra = extra_of(cells, event);
    draft.record.body = std::move(event);
    draft.record.sources.push_back(table_.source(row));
    reading_.emit(std::move(draft));
    return Use::parsed;
}

void StatementReader::run()
{
    auto& rules = table_.rules();
    if (rules.currency.empty()) rules.currency = "CNY";
    auto& findings = reading_.findings;
    const auto before = findings.tally.parsed;
    table_.each([this](const CsvRow& row, const Cells& cells) { return take(row, cells); },
                [this](const CsvRow& row) { look_aside(row); });
    const auto parsed = findings.tally.parsed - before; // of this sheet
    if (!declared_) return;
    findings.declared = findings.declared.value_or(0) + *declared_;
    if (*declared_ != parsed)
        reading_.warn(
            0, "declared-count",
            said("the statement says it has {} rows, {} were read: parts of it may have been cut away", *declared_, parsed));
}

int sniff(const Probe& probe)
{
    return has_named_table(probe, spec) ? 90 : 0;
}

void read(Reading& reading)
{
    StatementReader(reading).run();
}

} // namespace

extern const Format format_statement;
const Format format_statement{"statement", "statement of account of Alipay, WeChat Pay or JD", 1, sniff, read};

} // namespace redress::ingest

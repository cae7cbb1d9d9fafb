// PayPal activity ("Download.CSV") and statement files. The columns are the account holder's choice and language, the date
// order that of the account's country, the zone a cell of each row. Every row is an event; a payment received is an order
// too.
#include "base/error.hpp"
#include "base/text.hpp"
#include "ingest/columns.hpp"
#include "ingest/csv.hpp"
#include "ingest/format.hpp"
#include "ingest/paypal_words.hpp"
#include "ingest/table_time.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <unordered_map>
#include <unordered_set>

namespace redress::ingest {
namespace {

using paypal::Field;

// Fields that have a place of their own in an order or an event.
constexpr Field placed_fields[] = {
    Field::date,  Field::time,  Field::zone,        Field::name,    Field::type,     Field::status,  Field::currency,
    Field::gross, Field::from,  Field::transaction, Field::invoice, Field::custom,   Field::receipt, Field::item_title,
    Field::phone, Field::line1, Field::line2,       Field::city,    Field::region,   Field::zip,     Field::country,
    Field::fee,   Field::net,   Field::balance,     Field::impact,  Field::reference};

struct Head {
    Columns columns;
    std::array<int, paypal::field_count> at{};
    std::string language;
    std::size_t known = 0;
    std::vector<bool> taken; // by column: it has a place of its own

    explicit Head(const std::vector<std::string>& header) : columns(header)
    {
        at.fill(-1);
        taken.resize(columns.names().size());
        for (std::size_t i = 0; i < columns.names().size(); ++i) {
            const auto heading = paypal::heading_of(columns.names()[i]);
            if (!heading || at[static_cast<std::size_t>(heading->field)] >= 0) continue;
            at[static_cast<std::size_t>(heading->field)] = static_cast<int>(i);
            ++known;
            taken[i] =
                std::find(std::begin(placed_fields), std::end(placed_fields), heading->field) != std::end(placed_fields);
            if (heading->field == Field::gross) language = heading->language;
        }
    }
    bool has(Field field) const { return at[static_cast<std::size_t>(field)] >= 0; }
    bool complete() const
    {
        return known >= 5 && has(Field::date) && has(Field::gross) && has(Field::type) &&
               (has(Field::zone) || (has(Field::transaction) && has(Field::net)));
    }
    std::string_view cell(const CsvRow& row, Field field) const
    {
        const int i = at[static_cast<std::size_t>(field)];
        if (i < 0 || static_cast<std::size_t>(i) >= row.cells.size()) return {};
        return unguard(row.cells[static_cast<std::size_t>(i)]);
    }
};

// What must be known of the whole file before its first row is read.
struct Survey {
    DateVotes dates;
    std::array<DecimalVotes, paypal::field_count> decimals;
    std::unordered_map<std::string, std::string> invoices;   // of payments received: transaction -> invoice
    std::unordered_map<std::string, std::string> references; // of other rows: transaction -> the one it refers to
    bool american = false;                                   // the zone is one of the United States

    DateOrder order(const Head& head) const
    {
        if (dates.ambiguous() && american && head.language == "en") return DateOrder::mdy;
        return dates.order();
    }
    bool ambiguous(const Head& head) const
    {
        // Accounts of es, fr, it and pt have the day first; English ones follow their country.
        return dates.ambiguous() && head.language == "en";
    }
    money::Decimal decimal(Field field, const Head& head) const
    {
        if (const auto own = decimals[static_cast<std::size_t>(field)].sign()) return *own;
        for (const auto& votes : decimals)
            if (const auto other = votes.sign()) return *other;
        return head.language == "de" || head.language == "es" || head.language == "fr" || head.language == "it" ||
                       head.language == "pt"
                   ? money::Decimal::comma
                   : money::Decimal::point;
    }
};

bool is_american(std::string_view zone)
{
    const bool short_name = zone.size() == 3 && (zone[1] == 'S' || zone[1] == 'D') && zone[2] == 'T' &&
                            std::string_view("PMCE").find(zone[0]) != std::string_view::npos;
    return short_name || zone.substr(0, 8) == "America/";
}

int sign_of(const std::optional<Money>& money)
{
    return !money || money->minor == 0 ? 0 : money->minor < 0 ? -1 : 1;
}

bool is_sale(std::string_view kind)
{
    return kind == "paid" || kind == "pending";
}

constexpr Field money_fields[] = {Field::gross, Field::fee, Field::net, Field::balance};

class PaypalReader {
public:
    PaypalReader(Reading& reading, std::string encoding, char delimiter)
        : reading_(reading), encoding_(std::move(encoding)), delimiter_(delimiter), remarks_(reading)
    {}
    void run();

private:
    void survey();
    void take(const CsvRow& row);
    std::string number_of(const CsvRow& row) const;
    std::string kind_of(const CsvRow& row, const std::optional<Money>& gross) const;
    model::Stamp stamp_of(const CsvRow& row);
    std::optional<Money> amount(const CsvRow& row, Field field) const;
    void emit_order(const CsvRow& row, const model::Stamp& when, const std::string& number, const Money& gross);
    void emit_event(const CsvRow& row, const model::Stamp& when, const std::string& number, const std::string& kind);
    Json other_cells(const CsvRow& row) const;
    std::string_view cell(const CsvRow& row, Field field) const { return head_->cell(row, field); }
    std::string text_of(const CsvRow& row, Field field) const { return std::string(cell(row, field)); }

    Reading& reading_;
    std::string encoding_;
    char delimiter_;
    Remarks remarks_;
    std::optional<Head> head_;
    std::uint64_t head_row_ = 0;
    Survey survey_;
    TimeRules times_;
    std::unordered_set<std::string> seen_;
};

void PaypalReader::survey()
{
    CsvReader rows(reading_.file, encoding_, delimiter_);
    for (CsvRow row; rows.next(row);) {
        if (!head_) {
            if (Head head(row.cells); head.complete()) {
                head_.emplace(std::move(head));
                head_row_ = row.number;
                reading_.findings.headers.push_back(Place{row.offset, row.length});
            }
            continue;
        }
        survey_.dates.add(cell(row, Field::date));
        survey_.american = survey_.american || is_american(cell(row, Field::zone));
        for (const auto field : money_fields) survey_.decimals[static_cast<std::size_t>(field)].add(cell(row, field));
        const auto transaction = cell(row, Field::transaction);
        if (transaction.empty()) continue;
        const auto invoice = cell(row, Field::invoice);
        const auto reference = cell(row, Field::reference);
        if (!invoice.empty())
            survey_.invoices.emplace(transaction, invoice);
        else if (!reference.empty() && !is_sale(kind_of(row, amount(row, Field::gross))))
            // A payment stands for itself: what it refers to is an agreement or an authorization.
            survey_.references.emplace(transaction, reference);
    }
}

std::string PaypalReader::kind_of(const CsvRow& row, const std::optional<Money>& gross) const
{
    return paypal::kind_of(cell(row, Field::type), cell(row, Field::status), sign_of(gross),
                           paypal::is_memo(cell(row, Field::impact)));
}

// The number of the order a row belongs to: its invoice, that of the payment it refers to, or that payment's transaction.
std::string PaypalReader::number_of(const CsvRow& row) const
{
    if (const auto invoice = cell(row, Field::invoice); !invoice.empty()) return std::string(invoice);
    auto number = text_of(row, Field::reference);
    for (int hops = 0; hops < 8 && !number.empty(); ++hops) {
        if (const auto invoice = survey_.invoices.find(number); invoice != survey_.invoices.end()) return invoice->second;
        const auto next = survey_.references.find(number);
        if (next == survey_.references.end()) return number;
        number = next->second;
    }
    return number; // empty: money that moved for no order (a payout, a deposit)
}

model::Stamp PaypalReader::stamp_of(const CsvRow& row)
{
    const auto zone = cell(row, Field::zone);
    times_.zone = zone;
    times_.from = model::ZoneFrom::data;
    const auto written = fmt::format("{} {}", cell(row, Field::date), cell(row, Field::time));
    const auto read = read_stamp(written, times_);
    if (!read.readable)
        remarks_.add(row.line, "bad-date", said("date '{}' does not exist", text::trim(written)));
    else if (!zone.empty() && !read.stamp.at)
        remarks_.add(row.line, "unknown-zone", said("time zone '{}' is not known", zone));
    if (read.fit == time::Fit::gap)
        remarks_.add(row.line, "dst-gap", said("time '{}' never came in {}", text::trim(written), zone));
    return read.stamp;
}

std::optional<Money> PaypalReader::amount(const CsvRow& row, Field field) const
{
    const auto currency = cell(row, Field::currency);
    return read_money(cell(row, field), survey_.decimal(field, *head_),
                      currency.empty() ? reading_.options.currency : currency);
}

Json PaypalReader::other_cells(const CsvRow& row) const
{
    auto out = Json::object();
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
        const auto cell = text::trim(row.cells[i]);
        if (cell.empty()) continue;
        if (i >= head_->columns.names().size()) {
            out.set(fmt::format("column {}", i + 1), cell);
            continue;
        }
        const bool taken = head_->taken[i];
        if (!taken) out.set(head_->columns.names()[i], cell);
    }
    return out;
}

void PaypalReader::emit_order(const CsvRow& row, const model::Stamp& when, const std::string& number, const Money& gross)
{
    model::Order order;
    order.platform = "paypal";
    order.number = number;
    const std::pair<const char*, Field> refs[] = {{"transaction", Field::transaction},
                                                  {"invoice", Field::invoice},
                                                  {"custom", Field::custom},
                                                  {"receipt", Field::receipt},
                                                  {"reference", Field::reference}};
    for (const auto& [kind, field] : refs)
        if (const auto value = cell(row, field); !value.empty()) order.refs.push_back({kind, std::string(value)});
    order.buyer.name = text_of(row, Field::name);
    order.buyer.email = text_of(row, Field::from);
    order.buyer.phone = text_of(row, Field::phone);
    for (const auto field : {Field::line1, Field::line2, Field::city, Field::region, Field::zip, Field::country})
        if (const auto part = cell(row, field); !part.empty())
            order.buyer.address += (order.buyer.address.empty() ? "" : ", ") + std::string(part);
    if (order.buyer.address.empty()) order.buyer.address = text_of(row, Field::address);
    order.title = text_of(row, Field::item_title);
    order.amount = gross;
    order.status = text_of(row, Field::status);
    order.placed = when;
    Draft draft;
    draft.record.body = std::move(order);
    draft.record.extra = other_cells(row);
    draft.record.sources.push_back(row_source(reading_, row));
    reading_.emit(std::move(draft));
}

void PaypalReader::emit_event(const CsvRow& row, const model::Stamp& when, const std::string& number,
                              const std::string& kind)
{
    model::Event event;
    event.platform = "paypal";
    event.order = number;
    event.kind = kind;
    event.when = when;
    event.channel = "paypal";
    event.amount = amount(row, Field::gross);
    event.result = text_of(row, Field::status);
    const auto reference = cell(row, Field::reference);
    event.ref = text_of(row, Field::transaction);
    if (event.ref.empty()) event.ref = reference.empty() ? cell(row, Field::receipt) : reference;
    // Rows alike in all an event is known by stay as many as they are.
    const auto key = fmt::format("{}\n{}\n{}\n", number, kind, when.local);
    const auto base = event.ref;
    for (int n = 2; !seen_.insert(key + event.ref).second; ++n) event.ref = fmt::format("{}#{}", base, n);
    Draft draft;
    auto& extra = draft.record.extra;
    put_text(extra, "transaction_type", cell(row, Field::type));
    put_text(extra, "reference", reference);
    put_text(extra, "counterparty", cell(row, Field::name));
    for (const auto& [key_name, field] : {std::pair{"fee", Field::fee}, {"net", Field::net}, {"balance", Field::balance}})
        if (const auto value = amount(row, field)) extra.set(key_name, to_json(*value));
    if (const auto impact = cell(row, Field::impact); !impact.empty()) {
        extra.set("balance_impact", impact);
        if (paypal::is_memo(impact)) extra.set("memo", true);
    }
    draft.record.body = std::move(event);
    draft.record.sources.push_back(row_source(reading_, row));
    reading_.emit(std::move(draft));
}

void PaypalReader::take(const CsvRow& row)
{
    auto& tally = reading_.findings.tally;
    ++tally.total;
    if (row.blank()) {
        ++tally.blank;
        return;
    }
    if (!head_ || row.number <= head_row_ || head_->columns.repeated_by(row)) {
        ++tally.system;
        return;
    }
    remark_shape(row, head_->columns, remarks_);
    const auto gross = amount(row, Field::gross);
    if (cell(row, Field::date).empty() && !gross) {
        ++tally.rejected;
        remarks_.add(row.line, "no-transaction", said("a row without date and amount"));
        return;
    }
    ++tally.parsed;
    if (!gross && !cell(row, Field::gross).empty())
        remarks_.add(row.line, "bad-amount", said("amount '{}' cannot be read", cell(row, Field::gross)));
    const auto when = stamp_of(row);
    const auto number = number_of(row);
    const auto kind = kind_of(row, gross);
    if (is_sale(kind) && !cell(row, Field::transaction).empty()) {
        // The payment names the order itself: what it refers to (a subscription, an authorization) is not the sale.
        const auto own = cell(row, Field::invoice).empty() ? text_of(row, Field::transaction) : number;
        emit_order(row, when, own, *gross);
        emit_event(row, when, own, kind);
    } else
        emit_event(row, when, number, kind);
}

void PaypalReader::run()
{
    auto& findings = reading_.findings;
    findings.tally.unit = "row";
    findings.encoding = encoding_;
    survey();
    if (!head_)
        throw Error(ErrorKind::input, said("'{}' has no PayPal header row", reading_.name),
                    said("--from table reads any table by a column map"));
    times_.order = survey_.order(*head_);
    findings.date_order = to_string(times_.order);
    findings.date_order_ambiguous = survey_.ambiguous(*head_);
    if (survey_.dates.contradictory())
        reading_.warn(0, "date-order", said("dates of both orders; read as {}", findings.date_order));
    CsvReader rows(reading_.file, encoding_, delimiter_);
    for (CsvRow row; rows.next(row);) take(row);
    if (rows.faults() > 0)
        reading_.warn(0, "bad-bytes", said("{} bytes are no {} and were replaced", rows.faults(), encoding_));
    remarks_.finish();
}

bool finds_head(std::string_view head_text, char delimiter)
{
    CsvReader rows(head_text, delimiter);
    CsvRow row;
    for (int i = 0; i < 10 && rows.next(row); ++i)
        if (Head(row.cells).complete()) return true;
    return false;
}

int sniff(const Probe& probe)
{
    const char delimiter = sniff_delimiter(probe.text);
    return delimiter != 0 && finds_head(probe.text, delimiter) ? 95 : 0;
}

void read(Reading& reading)
{
    auto encoding = encoding_of(reading.file, reading.options.encoding);
    const auto head = text::decode(reading.file.bytes().substr(0, probe_bytes), encoding).text;
    PaypalReader(reading, encoding, sniff_delimiter(head)).run();
}

} // namespace

extern const Format format_paypal_csv;
const Format format_paypal_csv{"paypal_csv", "PayPal activity or statement (.csv)", 1, sniff, read};

} // namespace redress::ingest

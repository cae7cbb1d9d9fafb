#include "ingest/named_table.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "ingest/lines.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace redress::ingest {
namespace {

constexpr int head_within = 100; // rows; the longest preamble seen has 24

} // namespace

std::map<std::string, std::size_t> fields_by_name(const Columns& columns, std::span<const FieldNames> names)
{
    std::map<std::string, std::size_t> out;
    for (const auto& row : names)
        for (const auto name : text::split(row.names, '|'))
            if (const auto column = columns.find(name)) {
                out.emplace(row.field, *column);
                break;
            }
    return out;
}

bool has_all(const Columns& columns, std::string_view names)
{
    return count_of(columns, names) == static_cast<std::size_t>(1 + std::count(names.begin(), names.end(), '|'));
}

std::size_t count_of(const Columns& columns, std::string_view names)
{
    std::size_t n = 0;
    for (const auto name : text::split(names, '|')) n += columns.has(name);
    return n;
}

bool has_named_table(const Probe& probe, const TableSpec& spec)
{
    const auto start = text::trim(std::string_view(probe.text).substr(0, 4096));
    if (start.empty()) return false;
    if (start[0] == '{' || start[0] == '[')
        return spec.recognise(Columns(inspect_table(probe.text, "UTF-8").keys)).has_value();
    const char delimiter = sniff_delimiter(probe.text);
    if (delimiter == 0) return false;
    CsvReader rows(std::string_view(probe.text), delimiter);
    CsvRow row;
    for (int i = 0; i < head_within && rows.next(row); ++i)
        if (row.cells.size() > 1 && spec.recognise(Columns(row.cells))) return true;
    return false;
}

NamedTable::NamedTable(Reading& reading, const TableSpec& spec) : reading_(reading), remarks_(reading)
{
    auto& findings = reading.findings;
    findings.encoding = encoding_of(reading.file, reading.options.encoding);
    input_ = inspect_table(reading.file.bytes(), findings.encoding);
    findings.tally.unit = input_.kind == TableKind::json ? "element" : input_.kind == TableKind::json_lines ? "line" : "row";
    rules_.secret_key = reading.options.secret_key;
    rules_.currency = reading.options.currency;
    if (!find_head(spec))
        throw Error(ErrorKind::input,
                    said("'{}' is {}: no row has its column names", reading.name, said_text(spec.what.english)),
                    said("--from table reads any table by a column map"));
    rules_.platform = rules_.layout.platform;
    rules_.times.zone = rules_.layout.zone;
    rules_.times.from = model::ZoneFrom::guess;
    survey(spec);
}

bool NamedTable::find_head(const TableSpec& spec)
{
    const auto accept = [&](Columns columns) {
        auto layout = spec.recognise(columns);
        if (!layout) return false;
        rules_.columns = std::move(columns);
        rules_.layout = std::move(*layout);
        return true;
    };
    if (is_json()) return accept(Columns(input_.keys));
    TableRows rows(reading_.file, input_);
    CsvRow row;
    for (int i = 0; i < head_within && rows.next(row); ++i)
        if (row.cells.size() > 1 && accept(Columns(row.cells))) {
            head_row_ = row.number;
            reading_.findings.headers.push_back(Place{row.offset, row.length});
            return true;
        }
    return false;
}

bool NamedTable::is_data(const CsvRow& row) const
{
    if (is_json()) return !row.unclosed;
    return row.number > head_row_ && !row.blank() && !rules_.columns.repeated_by(row);
}

void NamedTable::look(const std::function<void(const Cells&)>& at)
{
    TableRows rows(reading_.file, input_);
    for (CsvRow row; rows.next(row);)
        if (is_data(row)) at(Cells(row, rules_, remarks_));
}

void NamedTable::survey(const TableSpec& spec)
{
    DateVotes dates;
    std::map<std::string, DecimalVotes> decimals;
    look([&](const Cells& cells) {
        for (const auto& [field, column] : rules_.layout.at)
            if (is_time_field(field)) dates.add(cells.view(field));
        for (const auto field : spec.amounts) decimals[std::string(field)].add(cells.view(field));
    });
    const auto& told = reading_.options.date_order;
    rules_.times.order = told.empty() ? dates.order() : date_order_named(told);
    auto& findings = reading_.findings;
    findings.date_order = to_string(rules_.times.order);
    findings.date_order_ambiguous = told.empty() && dates.ambiguous();
    if (dates.contradictory()) reading_.warn(0, "date-order", said("dates of both orders; read as {}", findings.date_order));
    for (const auto& [field, votes] : decimals)
        if (const auto sign = votes.sign()) rules_.decimals[field] = *sign;
}

model::Source NamedTable::source(const CsvRow& row) const
{
    auto source = row_source(reading_, row);
    source.unit = reading_.findings.tally.unit;
    return source;
}

std::optional<Money> NamedTable::money(const Cells& cells, std::string_view field, std::string_view currency)
{
    const auto cell = cells.view(field);
    if (cell.empty()) return std::nullopt;
    const auto it = rules_.decimals.find(std::string(field));
    auto amount = read_money(cell, it == rules_.decimals.end() ? money::Decimal::point : it->second,
                             currency.empty() ? std::string_view(rules_.currency) : currency);
    if (!amount) remarks_.add(cells.line(), "bad-amount", said("an amount that cannot be read"));
    return amount;
}

void NamedTable::each(const std::function<Use(const CsvRow&, const Cells&)>& take,
                      const std::function<void(const CsvRow&)>& aside)
{
    auto& tally = reading_.findings.tally;
    TableRows rows(reading_.file, input_);
    for (CsvRow row; rows.next(row);) {
        ++tally.total;
        if (is_json() && row.unclosed) {
            ++tally.rejected;
            remarks_.add(row.line, "bad-json", said("no JSON object"));
        } else if (row.blank())
            ++tally.blank;
        else if (!is_data(row)) {
            ++tally.system;
            if (aside && row.number < head_row_) aside(row);
        } else {
            const auto use = take(row, Cells(row, rules_, remarks_));
            if (use != Use::system && !is_json()) remark_shape(row, rules_.columns, remarks_);
            ++(use == Use::parsed      ? tally.parsed
               : use == Use::continued ? tally.continued
               : use == Use::system    ? tally.system
                                       : tally.rejected);
        }
    }
    if (rows.faults() > 0)
        reading_.warn(0, "bad-bytes",
                      said("{} bytes are no {} and were replaced", rows.faults(), reading_.findings.encoding));
    remarks_.finish();
}

} // namespace redress::ingest

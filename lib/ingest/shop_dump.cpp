#include "ingest/shop_dump.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "ingest/lines.hpp"
#include "ingest/secrets.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

namespace redress::ingest::shop_dump {

bool named(std::string_view table, std::string_view word)
{
    if (table == word) return true;
    return table.size() > word.size() && table.substr(table.size() - word.size()) == word &&
           table[table.size() - word.size() - 1] == '_';
}

bool has(const std::vector<std::string>& columns, std::string_view name)
{
    return std::find(columns.begin(), columns.end(), name) != columns.end();
}

const sql::Value* Row::find(std::string_view column) const
{
    for (std::size_t i = 0; i < columns.size() && i < item.values.size(); ++i)
        if (columns[i] == column) return item.values[i].kind == sql::Value::Kind::null ? nullptr : &item.values[i];
    return nullptr;
}

std::string Row::get(std::string_view column) const
{
    const auto* value = find(column);
    return value ? value->text : std::string();
}

void KeptCopy::hide(const sql::Value& value)
{
    if (value.kind == sql::Value::Kind::null) return;
    changed_ = true;
    const auto at = bytes_.begin() + static_cast<std::ptrdiff_t>(value.offset);
    const auto writing = std::string_view(bytes_).substr(value.offset, value.length);
    const auto quote = writing.find_first_of("'\"");
    if (quote != std::string_view::npos) {
        hide_strings(value.offset, value.length);
        return;
    }
    // A bare number or 0x…: zeros keep the statement readable.
    const bool hex = writing.substr(0, 2) == "0x";
    for (std::size_t i = hex ? 2 : 0; i < value.length; ++i) {
        auto& c = *(at + static_cast<std::ptrdiff_t>(i));
        if (hex || (c >= '0' && c <= '9')) c = '0';
    }
}

void KeptCopy::hide_strings(std::uint64_t offset, std::uint64_t length)
{
    const auto end = std::min<std::uint64_t>(offset + length, bytes_.size());
    char quote = 0;
    for (auto i = offset; i < end; ++i) {
        auto& c = bytes_[i];
        if (quote == 0) {
            if (c == '\'' || c == '"') quote = c;
        } else if (c == '\\' && i + 1 < end)
            bytes_[++i] = '*'; // whatever was escaped; a backslash before a star reads as a star
        else if (c == quote)
            quote = 0; // a doubled quote opens the next string at once
        else
            c = mask_bytes(std::string_view(&c, 1))[0];
    }
    changed_ = true;
}

bool may_hold_secrets(std::string_view statement)
{
    constexpr std::array<std::string_view, 12> harmless{"drop",  "lock", "unlock", "begin", "start",        "commit",
                                                        "alter", "use",  "set",    "/*!",   "create table", "delimiter"};
    const auto head = text::lower_ascii(statement.substr(0, 200));
    if (head.find("password") != std::string::npos || head.find("identified") != std::string::npos) return true;
    return std::none_of(harmless.begin(), harmless.end(),
                        [&](std::string_view word) { return head.substr(0, word.size()) == word; });
}

std::string zone_set_by(std::string_view statement)
{
    const auto lower = text::lower_ascii(statement.substr(0, 400));
    for (auto at = lower.find("time_zone"); at != std::string::npos; at = lower.find("time_zone", at + 1)) {
        auto rest = std::string_view(lower).substr(at + 9);
        rest.remove_prefix(std::min(rest.find_first_not_of(" ="), rest.size()));
        if (rest.empty() || (rest[0] != '\'' && rest[0] != '"')) continue;
        const auto end = rest.find(rest[0], 1);
        if (end == std::string_view::npos) continue;
        const auto begin = static_cast<std::size_t>(rest.data() - lower.data()) + 1;
        const auto name = std::string(statement.substr(begin, end - 1));
        if (name == "+00:00") return "UTC";
        if (time::Zone::find(name)) return name;
    }
    return {};
}

Dump::Dump(Reading& reading, Installed installed, bool stamps_zoned)
    : reading_(reading), installed_(installed), stamps_zoned_(stamps_zoned),
      encoding_(encoding_of(reading.file, reading.options.encoding)),
      copy_(reading.options.keep_secrets ? std::string_view() : reading.file.bytes()), remarks_(reading)
{
    if (encoding_.substr(0, 3) == "UTF" && encoding_ != "UTF-8")
        throw Error(ErrorKind::input, said("'{}' is a dump in {}", reading.name, encoding_),
                    said("save it as UTF-8 (PowerShell's '>' makes UTF-16: use mysqldump --result-file)"));
    reading.findings.tally.unit = "row";
    reading.findings.encoding = encoding_;
    reading.findings.date_order = "YMD";
    times_.order = DateOrder::ymd;
}

void Dump::learn(const std::function<void(const sql::Item&)>& row)
{
    const auto bytes = reading_.file.bytes();
    auto& tally = reading_.findings.tally;
    sql::Reader reader(bytes, encoding_);
    for (sql::Item item; reader.next(item);) {
        ++tally.total;
        const auto statement = bytes.substr(item.offset, item.length);
        switch (item.kind) {
        case sql::Item::Kind::row: row(item); break;
        case sql::Item::Kind::table:
            if (!item.columns.empty()) columns_[item.table] = item.columns;
            ++tally.system;
            break;
        case sql::Item::Kind::other:
            if (times_.zone.empty() && stamps_zoned_) times_.zone = zone_set_by(statement);
            if (hides() && may_hold_secrets(statement)) copy_.hide_strings(item.offset, item.length);
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

void Dump::each(const std::function<void(const sql::Item&, std::uint64_t number)>& row)
{
    columns_.clear(); // a row before its table's definition must be to us what it was when it was counted
    sql::Reader reader(reading_.file.bytes(), encoding_);
    std::uint64_t number = 0;
    for (sql::Item item; reader.next(item);) {
        ++number;
        if (item.kind == sql::Item::Kind::table && !item.columns.empty()) columns_[item.table] = item.columns;
        if (item.kind == sql::Item::Kind::row) row(item, number);
    }
}

const std::vector<std::string>& Dump::columns_of(const sql::Item& row) const
{
    if (!row.columns.empty()) return row.columns;
    const auto it = columns_.find(row.table);
    return it != columns_.end() ? it->second : installed_(row.table);
}

void Dump::refuse(const sql::Item& item)
{
    ++reading_.findings.tally.rejected;
    remarks_.add(item.line, "row-width", said("{} values for {} columns", item.values.size(), columns_of(item).size()));
    for (const auto& value : item.values) hide(value);
}

void Dump::hide(const sql::Value& value)
{
    if (hides()) copy_.hide(value);
}

void Dump::hide_but(const Row& row, std::span<const std::string_view> plain)
{
    for (std::size_t i = 0; i < row.item.values.size(); ++i) {
        const auto column = i < row.columns.size() ? std::string_view(row.columns[i]) : std::string_view();
        if (column.empty() || std::find(plain.begin(), plain.end(), column) == plain.end()) hide(row.item.values[i]);
    }
}

void Dump::pass_over(const Row& row)
{
    passed_over_.insert(row.item.table);
    ++reading_.findings.tally.system;
    hide_but(row);
}

model::Stamp Dump::stamp(const Unit& unit, const std::string& written)
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

void Dump::emit(const Unit& unit, model::Body body, Json extra) const
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

Json Dump::secret(std::string_view text) const
{
    return secret_json(text, reading_.options.secret_key);
}

void Dump::finish(std::vector<Said> not_stored)
{
    remarks_.finish();
    auto& findings = reading_.findings;
    if (!hides()) return;
    for (auto& what : not_stored) findings.not_stored.push_back(std::move(what));
    if (!passed_over_.empty()) {
        const auto names = joined(std::vector<std::string>(passed_over_.begin(), passed_over_.end()), said(", "));
        findings.not_stored.push_back(passed_over_.size() == 1 ? said("table {}", names) : said("tables {}", names));
    }
    if (copy_.changed()) findings.kept_copy = copy_.take();
}

model::Event event_of(const model::Order& order, const char* kind, const model::Stamp& when)
{
    model::Event out;
    out.platform = order.platform;
    out.order = order.number;
    out.kind = kind;
    out.when = when;
    return out;
}

} // namespace redress::ingest::shop_dump

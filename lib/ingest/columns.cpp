#include "ingest/columns.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace redress::ingest {

Columns::Columns(const std::vector<std::string>& header)
{
    for (const auto& cell : header) {
        names_.emplace_back(text::trim(text::clean_header(unguard(cell))));
        keys_.push_back(text::header_key(names_.back()));
    }
}

std::optional<std::size_t> Columns::find(std::string_view name) const
{
    return find_key(text::header_key(name));
}

std::optional<std::size_t> Columns::find_key(std::string_view key) const
{
    if (key.empty()) return std::nullopt;
    const auto it = std::find(keys_.begin(), keys_.end(), key);
    if (it == keys_.end()) return std::nullopt;
    return static_cast<std::size_t>(it - keys_.begin());
}

std::size_t Columns::used() const
{
    auto count = names_.size();
    while (count > 0 && names_[count - 1].empty()) --count;
    return count;
}

bool Columns::repeated_by(const CsvRow& row) const
{
    if (row.cells.size() != keys_.size()) return false;
    for (std::size_t i = 0; i < keys_.size(); ++i)
        if (text::header_key(row.cells[i]) != keys_[i]) return false;
    return true;
}

void DecimalVotes::add(std::string_view cell)
{
    const auto last = cell.find_last_of(".,");
    if (last == std::string_view::npos) return;
    std::size_t after = 0;
    while (last + 1 + after < cell.size() && cell[last + 1 + after] >= '0' && cell[last + 1 + after] <= '9') ++after;
    // "1.500" may be a thousand and a half or one and a half: it shows nothing.
    if (after != 1 && after != 2 && cell.find_first_of(".,") == last) return;
    ++(money::decimal_sign({cell}) == money::Decimal::comma ? comma_ : point_);
}

std::optional<money::Decimal> DecimalVotes::sign() const
{
    if (point_ + comma_ == 0) return std::nullopt;
    return comma_ > point_ ? money::Decimal::comma : money::Decimal::point;
}

std::optional<Money> read_money(std::string_view cell, money::Decimal decimal, std::string_view currency)
{
    cell = unguard(cell);
    if (cell.empty()) return std::nullopt;
    if (!currency.empty() && money::scale_of(currency) == 0) {
        const auto last = cell.find_last_of(".,");
        if (last != std::string_view::npos && cell.size() - last - 1 == 3)
            decimal = cell[last] == '.' ? money::Decimal::comma : money::Decimal::point;
    }
    return money::parse(cell, decimal, currency);
}

Json to_json(const Money& money)
{
    auto out = Json::object();
    out.set("minor", money.minor)
        .set("scale", money.scale)
        .set("currency", money.currency.empty() ? Json() : Json(money.currency));
    return out;
}

void Remarks::add(std::uint64_t line, const std::string& code, Said message, Severity severity)
{
    if (++counts_[code] <= shown) reading_.warn(line, code, std::move(message), severity);
}

void Remarks::finish()
{
    for (const auto& [code, count] : counts_)
        if (count > shown) reading_.warn(0, code, said("{} more of the same kind", count - shown), Severity::note);
    counts_.clear();
}

void remark_shape(const CsvRow& row, const Columns& columns, Remarks& remarks)
{
    if (row.unclosed) remarks.add(row.line, "stray-quote", said("a quote is never closed; the line is read without it"));
    auto filled = row.cells.size();
    while (filled > 0 && text::trim(row.cells[filled - 1]).empty()) --filled;
    if (filled > columns.names().size())
        remarks.add(row.line, "long-row", said("{} cells under {} columns", filled, columns.names().size()));
    else if (row.cells.size() < columns.used())
        remarks.add(row.line, "short-row", said("{} cells under {} columns", row.cells.size(), columns.used()),
                    Severity::note);
}

model::Source row_source(const Reading& reading, const CsvRow& row)
{
    model::Source source;
    source.name = reading.name;
    source.unit = "row";
    source.position = row.number;
    source.offset = row.offset;
    source.length = row.length;
    return source;
}

void put_text(Json& object, std::string_view key, std::string_view text)
{
    if (!text.empty()) object.set(key, text);
}

bool rounded_away(std::string_view id)
{
    const auto e = id.find_first_of("Ee");
    if (e == 0 || e == std::string_view::npos || id.substr(e + 1, 1) != "+" || id.size() == e + 2) return false;
    return id.substr(0, e).find_first_not_of("0123456789.,") == std::string_view::npos &&
           id.substr(e + 2).find_first_not_of("0123456789") == std::string_view::npos;
}

} // namespace redress::ingest

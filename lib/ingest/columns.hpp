// What the readers of tables share: column names, the decimal sign of a column, amounts, and a cap on how often one remark
// is made.
#pragma once

#include "ingest/csv.hpp"
#include "ingest/format.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace redress::ingest {

// The names of a table's columns; compared as text::header_key, never by position.
class Columns {
public:
    Columns() = default;
    explicit Columns(const std::vector<std::string>& header);
    std::optional<std::size_t> find(std::string_view name) const;
    std::optional<std::size_t> find_key(std::string_view key) const; // of a name that is text::header_key already
    bool has(std::string_view name) const { return find(name).has_value(); }
    const std::vector<std::string>& names() const { return names_; } // cleaned
    const std::vector<std::string>& keys() const { return keys_; }
    std::size_t used() const;                  // columns up to the last one with a name
    bool repeated_by(const CsvRow& row) const; // the header again, as in files put together

private:
    std::vector<std::string> names_, keys_;
};

// Watches one column; money::Decimal once some cell showed it.
class DecimalVotes {
public:
    void add(std::string_view cell);
    std::optional<money::Decimal> sign() const;

private:
    std::uint64_t point_ = 0, comma_ = 0;
};

// "1.000" of a currency without decimals is a thousand whatever the column does.
std::optional<Money> read_money(std::string_view cell, money::Decimal decimal, std::string_view currency);
Json to_json(const Money& money);
// "1.23457E+18": a spreadsheet made a number of an id, and the rest of its digits are lost.
bool rounded_away(std::string_view id);

// The same remark about thousand rows is made for the first few, then counted.
class Remarks {
public:
    explicit Remarks(const Reading& reading) : reading_(reading) {}
    void add(std::uint64_t line, const std::string& code, Said message, Severity severity = Severity::warning);
    void finish(); // says how many more there were

private:
    static constexpr std::uint64_t shown = 20;
    const Reading& reading_;
    std::map<std::string, std::uint64_t> counts_;
};

// Remarks on a row's shape: a stray quote, cells the header does not name, cells missing.
void remark_shape(const CsvRow& row, const Columns& columns, Remarks& remarks);
model::Source row_source(const Reading& reading, const CsvRow& row);
void put_text(Json& object, std::string_view key, std::string_view text); // nothing for an empty text

} // namespace redress::ingest

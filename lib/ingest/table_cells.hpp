// One row of a table whose columns are known: its cells by field, read as text, time, money, key or rating.
#pragma once

#include "ingest/column_map.hpp"
#include "ingest/table_time.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace redress::ingest {

// What is decided from the whole table before its first row is read.
struct TableRules {
    Columns columns;
    Layout layout;
    TimeRules times;
    std::map<std::string, money::Decimal> decimals; // by field
    std::map<std::string, std::string> kinds;
    std::string platform, currency, secret_key;
    double scale = 5; // of ratings that do not name theirs
};

struct Rating {
    double value = 0;
    std::optional<double> scale;
    std::string label; // 好评, positive: what was written in words
};
// "4", "4.5/5", "★★★★☆", "5 stars", 好评 中评 差评
std::optional<Rating> parse_rating(std::string_view cell);
bool is_time_field(std::string_view field);
bool is_secret_name(std::string_view header); // 密码, password, 卡密 …

class Cells {
public:
    Cells(const CsvRow& row, const TableRules& rules, Remarks& remarks) : row_(row), rules_(rules), remarks_(remarks) {}
    std::string_view view(std::string_view field) const; // guards gone; "/" and "-" are nothing
    std::string text(std::string_view field) const { return std::string(view(field)); }
    bool has(std::string_view field) const { return !view(field).empty(); }
    model::Stamp stamp(std::string_view field) const;
    std::optional<Money> money(std::string_view field) const;
    std::vector<std::string> keys() const; // of the column that holds card keys
    Json rest() const;                     // what no field took, by header name; secrets as fingerprints
    std::uint64_t line() const { return row_.line; }

private:
    const CsvRow& row_;
    const TableRules& rules_;
    Remarks& remarks_;
};

} // namespace redress::ingest

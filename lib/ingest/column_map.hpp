// Which column of a table means what: by the names shops and platforms use, or by a map the user wrote once (--map).
#pragma once

#include "ingest/columns.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace redress::ingest {

// A map as TOML: type, platform, timezone, currency, date_order, scale; [columns] field = "Header" or a list; [kinds] value
// = kind.
struct ColumnMap {
    std::string type, platform, zone, currency, date_order;
    std::optional<double> scale;
    std::map<std::string, std::vector<std::string>> columns;
    std::map<std::string, std::string> kinds; // by header_key of the value
};
ColumnMap parse_column_map(std::string_view toml, const std::string& name); // throws Error{input}

// What a header turned out to be.
struct Layout {
    std::string type; // order, event, review, message; empty: nothing known
    std::string platform;
    std::string zone;                      // the platform's habit, a guess
    std::map<std::string, std::size_t> at; // field -> column
    bool has(std::string_view field) const { return at.count(std::string(field)) > 0; }
};
Layout layout_by_names(const Columns& columns);
// Throws Error{input} if a column of the map is not there.
Layout layout_by_map(const Columns& columns, const ColumnMap& map);
// How many of a row's cells are names of columns: the header is the row with most.
std::size_t known_names(const Columns& columns, const ColumnMap* map);

// For a table nobody knows: the header names and a map to begin with.
std::string header_list(const Columns& columns);
std::string starter_map(const Columns& columns);

std::string event_kind(std::string_view value, const std::map<std::string, std::string>& kinds); // "发货" -> shipped

} // namespace redress::ingest

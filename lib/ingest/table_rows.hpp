// Rows of a table whatever it is written in: delimited text, a JSON array (also inside one object), or one JSON object a
// line. Nested objects become columns named "billing.email"; what else is no plain value stays as its JSON text.
#pragma once

#include "ingest/csv.hpp"
#include "ingest/format.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace redress::ingest {

enum class TableKind { csv, json, json_lines };

struct TableInput {
    TableKind kind = TableKind::csv;
    std::string encoding;
    char delimiter = ',';
    std::vector<std::string> keys; // of JSON: every key of the file, in the order first seen
};
TableInput inspect_table(std::string_view bytes, const std::string& encoding);

// Gives row after row from the beginning. Of JSON, an element that is no object comes as a row without cells and `unclosed`.
class TableRows {
public:
    TableRows(const MappedFile& file, const TableInput& input);
    ~TableRows();
    bool next(CsvRow& row);
    std::uint64_t faults() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

struct JsonElement {
    std::string_view text;
    std::uint64_t offset = 0;
};
// The elements of the first array at the top or one object below it; false when there is no more. at: where to go on, 0
// first.
bool next_element(std::string_view bytes, std::size_t& at, JsonElement& element);
std::vector<std::pair<std::string, std::string>> flatten(const Json& object);

} // namespace redress::ingest

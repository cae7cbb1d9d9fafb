#include "ingest/table_rows.hpp"

#include "base/text.hpp"
#include "ingest/json_scan.hpp"

#include <algorithm>
#include <unordered_map>

namespace redress::ingest {
namespace {

using json_scan::is_space;
using json_scan::value_end;

// Where the array of rows opens: the top, or the first array among the members of the top object.
std::size_t array_start(std::string_view bytes)
{
    const auto at = json_scan::skip_space(bytes, bytes.starts_with("\xEF\xBB\xBF") ? 3 : 0);
    if (at < bytes.size() && bytes[at] == '[') return at;
    for (json_scan::Members members(bytes, at); members.next();)
        if (bytes[members.value()] == '[') return members.value();
    return std::string_view::npos;
}

void flatten_into(const Json& object, const std::string& prefix, std::vector<std::pair<std::string, std::string>>& out)
{
    for (const auto& [key, value] : object.members()) {
        if (value.is_null())
            out.emplace_back(prefix + key, "");
        else if (const auto text = value.string())
            out.emplace_back(prefix + key, *text);
        else if (value.is_object() && prefix.size() < 100)
            flatten_into(value, prefix + key + ".", out);
        else
            out.emplace_back(prefix + key, value.dump());
    }
}

// One object a line: two such lines, or a single one that is a row itself and no wrapper around a list of them.
bool has_row_lines(std::string_view bytes)
{
    LineReader lines(bytes.substr(0, 1 << 20), "UTF-8");
    std::optional<Json> first;
    for (Line line; lines.next(line);) {
        const auto text = text::trim(line.text);
        if (text.empty()) continue;
        auto json = text.front() == '{' ? json::parse(text) : std::nullopt;
        if (!json) return false;
        if (first) return true;
        first = std::move(json);
    }
    if (!first) return false;
    std::size_t plain = 0;
    bool list = false;
    for (const auto& [key, value] : first->members()) {
        plain += value.is_string() || value.is_number();
        list = list || (!value.items().empty() && value.items()[0].is_object());
    }
    return !list || plain > 3;
}

} // namespace

bool next_element(std::string_view bytes, std::size_t& at, JsonElement& element)
{
    if (at == 0) {
        at = array_start(bytes);
        if (at == std::string_view::npos) return false;
        ++at;
    }
    while (at < bytes.size() && (is_space(bytes[at]) || bytes[at] == ',')) ++at;
    if (at >= bytes.size() || bytes[at] == ']') return false;
    const auto end = std::max(at + 1, value_end(bytes, at));
    element = {bytes.substr(at, end - at), at};
    at = end;
    return true;
}

std::vector<std::pair<std::string, std::string>> flatten(const Json& object)
{
    std::vector<std::pair<std::string, std::string>> out;
    flatten_into(object, "", out);
    return out;
}

struct TableRows::State {
    const MappedFile& file;
    const TableInput& input;
    std::unique_ptr<CsvReader> csv;
    std::unique_ptr<LineReader> lines;
    std::size_t at = 0;
    std::uint64_t number = 0, line = 1;
    std::size_t counted = 0;
    std::unordered_map<std::string, std::size_t> index;

    void fill(std::string_view text, CsvRow& row) const
    {
        const auto json = json::parse(text);
        row.unclosed = !json || !json->is_object();
        if (row.unclosed) return;
        row.cells.resize(input.keys.size());
        for (auto& [key, value] : flatten(*json))
            if (const auto it = index.find(key); it != index.end()) row.cells[it->second] = std::move(value);
    }

    bool next_line(CsvRow& row)
    {
        Line next;
        if (!lines->next(next)) return false;
        row = CsvRow{{}, ++number, next.number, next.offset, next.length, false};
        if (!text::trim(next.text).empty()) fill(next.text, row);
        return true;
    }

    bool next_of_array(CsvRow& row)
    {
        JsonElement element;
        const auto bytes = file.bytes();
        if (!next_element(bytes, at, element)) return false;
        line += static_cast<std::uint64_t>(std::count(bytes.begin() + static_cast<std::ptrdiff_t>(counted),
                                                      bytes.begin() + static_cast<std::ptrdiff_t>(element.offset), '\n'));
        counted = element.offset;
        row = CsvRow{{}, ++number, line, element.offset, element.text.size(), false};
        fill(element.text, row);
        return true;
    }
};

TableInput inspect_table(std::string_view bytes, const std::string& encoding)
{
    TableInput input;
    input.encoding = encoding;
    auto start = bytes.substr(0, 4096);
    if (start.substr(0, 3) == "\xEF\xBB\xBF") start.remove_prefix(3);
    start = text::trim(start);
    const bool json = !start.empty() && (start[0] == '[' || start[0] == '{') && encoding == "UTF-8";
    if (!json) {
        input.delimiter = sniff_delimiter(text::decode(bytes.substr(0, probe_bytes), encoding).text);
        if (input.delimiter == 0) input.delimiter = ',';
        return input;
    }
    input.kind = start[0] == '{' && has_row_lines(bytes) ? TableKind::json_lines : TableKind::json;
    std::unordered_map<std::string, bool> seen;
    const auto learn = [&](std::string_view text) {
        const auto value = json::parse(text);
        if (!value || !value->is_object()) return;
        for (auto& [key, cell] : flatten(*value))
            if (seen.emplace(key, true).second) input.keys.push_back(key);
    };
    if (input.kind == TableKind::json_lines) {
        LineReader lines(bytes, "UTF-8");
        for (Line line; lines.next(line);) learn(line.text);
    } else {
        JsonElement element;
        for (std::size_t at = 0; next_element(bytes, at, element);) learn(element.text);
    }
    return input;
}

TableRows::TableRows(const MappedFile& file, const TableInput& input)
    : state_(std::make_unique<State>(State{file, input, nullptr, nullptr, 0, 0, 1, 0, {}}))
{
    if (input.kind == TableKind::csv) state_->csv = std::make_unique<CsvReader>(file, input.encoding, input.delimiter);
    if (input.kind == TableKind::json_lines) state_->lines = std::make_unique<LineReader>(file, input.encoding);
    for (std::size_t i = 0; i < input.keys.size(); ++i) state_->index.emplace(input.keys[i], i);
}

TableRows::~TableRows() = default;

bool TableRows::next(CsvRow& row)
{
    if (state_->csv) return state_->csv->next(row);
    return state_->lines ? state_->next_line(row) : state_->next_of_array(row);
}

std::uint64_t TableRows::faults() const
{
    if (state_->csv) return state_->csv->faults();
    return state_->lines ? state_->lines->faults() : 0;
}

} // namespace redress::ingest

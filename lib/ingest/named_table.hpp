// A table of one platform whose column names are known: the head is found behind whatever stands before it, columns are
// taken by name, dates and decimal signs are decided from the whole table, and each row comes as Cells.
#pragma once

#include "base/said_again.hpp"
#include "ingest/table_cells.hpp"
#include "ingest/table_rows.hpp"

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace redress::ingest {

struct FieldNames {
    std::string_view field, names; // names between |; of several the header has, the first wins
};
std::map<std::string, std::size_t> fields_by_name(const Columns& columns, std::span<const FieldNames> names);
bool has_all(const Columns& columns, std::string_view names); // names between |
std::size_t count_of(const Columns& columns, std::string_view names);

struct TableSpec {
    Form what;                                                  // "no Taobao order export", for the refusal
    std::optional<Layout> (*recognise)(const Columns& columns); // nullopt: this row is not the head
    std::span<const std::string_view> amounts;                  // fields of money
};
// Whether one of the first rows is such a head.
bool has_named_table(const Probe& probe, const TableSpec& spec);

// What became of a row.
enum class Use { parsed, continued, system, rejected };

class NamedTable {
public:
    NamedTable(Reading& reading, const TableSpec& spec); // throws Error{input} where there is no head
    TableRules& rules() { return rules_; }
    Remarks& remarks() { return remarks_; }
    model::Source source(const CsvRow& row) const;
    std::optional<Money> money(const Cells& cells, std::string_view field, std::string_view currency);

    // Every row below the head, before any is taken.
    void look(const std::function<void(const Cells&)>& at);
    // Accounts for all rows. aside: what stands above the head.
    void each(const std::function<Use(const CsvRow&, const Cells&)>& take,
              const std::function<void(const CsvRow&)>& aside = {});

private:
    bool find_head(const TableSpec& spec);
    void survey(const TableSpec& spec);
    bool is_json() const { return input_.kind == TableKind::json || input_.kind == TableKind::json_lines; }
    bool is_data(const CsvRow& row) const;

    Reading& reading_;
    Remarks remarks_;
    TableInput input_;
    TableRules rules_;
    std::uint64_t head_row_ = 0;
};

} // namespace redress::ingest

// The parts of a workbook (.xlsx): sheets in their order, the strings they share, the styles of their numbers.
#pragma once

#include "ingest/xlsx_number.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace redress::ingest::xlsx {

// Caps against bombs, beside those of base/archive.
inline constexpr std::uint64_t max_parts_bytes = 512ull << 20; // XML of all parts read, unpacked
inline constexpr std::uint64_t max_text_bytes = 256ull << 20;  // text of all cells: one shared string may stand in many
inline constexpr std::uint64_t max_cells = 20'000'000;         // empty ones between filled ones included
inline constexpr std::uint64_t max_rows = 1'048'576, max_columns = 16'384; // of a sheet, as in the spreadsheets

struct SheetPart {
    std::string name;  // as on its tab
    std::string bytes; // XML
};

struct Package {
    std::vector<SheetPart> sheets; // those that are tables of cells
    std::vector<std::string> strings;
    std::vector<NumberStyle> styles; // by the number a cell gives
    bool since_1904 = false;
};

// Throws Error{input}: no workbook, a kind that cannot be read (.xlsb), broken, over a cap.
Package open_package(std::string_view bytes, const std::string& name);

bool is_workbook(const std::vector<std::string>& members); // names in a zip
std::string unescape(std::string text);                    // "_x000D_" is a character XML cannot hold

} // namespace redress::ingest::xlsx

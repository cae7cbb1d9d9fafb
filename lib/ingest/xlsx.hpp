// A workbook (.xlsx) as text: every sheet as CSV, so that each reader of tables reads it too, and so that a row has bytes
// that can be shown. Invariant: record N of a sheet's CSV is row N of the sheet; a row that holds nothing is a blank line,
// and up to 256 columns none is narrower than one before it.
#pragma once

#include "base/diagnostic.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace redress::ingest::xlsx {

struct SheetText {
    std::string name;
    std::string csv;                  // UTF-8, LF, every filled cell in quotes; empty if the sheet is
    std::vector<std::uint64_t> lines; // the line of csv row N + 1 begins in
};

// Text as written, numbers as a person reads them, dates by style as "2026-03-01 12:30:00"; TRUE, FALSE, #N/A. remarks get
// what was lost on the way: numbers the spreadsheet rounded, formulas without a value. Throws Error{input}.
std::vector<SheetText> sheets_as_text(std::string_view bytes, const std::string& name, Diagnostics& remarks);

} // namespace redress::ingest::xlsx

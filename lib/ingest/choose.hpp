// Which format reads what: the one asked for, or the one the content shows.
#pragma once

#include "ingest/content.hpp"
#include "ingest/format.hpp"

#include <span>
#include <string>

namespace redress::ingest {

// The format asked for, or the one the content shows; says it to each part that has it. A workbook that is no table of ours
// becomes the document it is. Throws Error{input} with what to do if there is none.
const Format& choose_format(Content& content, const std::string& name, const std::string& asked);

// Sheets of one workbook: each that is a table gets its format, and the best is returned; null: none is.
const Format* choose_for_sheets(std::span<Part> sheets, const std::string& name, const Format* asked);
// By name, with the nearest one as a hint: throws Error{usage}. Null for "".
const Format* asked_format(const std::string& asked);

} // namespace redress::ingest

// What a file is by its first bytes (names lie), and what kind of evidence its name suggests.
#pragma once

#include "ingest/format.hpp"

#include <string>
#include <string_view>

namespace redress::ingest {

// "image/png", "application/pdf", …; "application/octet-stream" if unknown. The name decides only between what looks the
// same inside (docx or xlsx, both zip).
std::string media_type(std::string_view bytes, std::string_view name);
// A page a browser saved with its pictures in one file (.mht, .mhtml): it has the form of a mail, but nobody sent it.
bool is_saved_page(std::string_view bytes);
// screenshot, receipt, statement, recording, log or third_party
std::string document_kind(std::string_view media_type, std::string_view name);
// A document record of bytes that stand inside another file; its source still needs its place.
Draft document_draft(std::string bytes, std::string name);

} // namespace redress::ingest

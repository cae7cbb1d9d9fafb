// A Document as A4 pages, in bytes that depend on the Document and the fonts alone.
#pragma once

#include "render/document.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace redress::render {

struct PdfResult {
    std::string bytes;
    int pages = 0;
    std::vector<std::vector<int>> messages; // by page: those of the transcript it shows, from 1
    std::vector<std::string> missing;       // characters no font has, drawn as "U+1F9FF"; sorted, each once
};

// Throws Error{render} where the text needs a script or emoji that no installed font has at all.
PdfResult render_pdf(const Document& document);

// The running number so many pages after the first: ("RDR-000123", 2) is "RDR-000125". Empty stays empty.
std::string running_number(std::string_view first, std::int64_t pages_later);

} // namespace redress::render

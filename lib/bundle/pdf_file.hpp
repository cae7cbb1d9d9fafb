// PDF files that exist already: counted, cut into parts, put together. Their pages are not touched.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace redress::bundle {

// All three throw Error{input}, naming `name`, where the file is damaged or locked with a password.
int count_pdf_pages(std::string_view bytes, const std::string& name);

struct PdfPart {
    std::string bytes;
    int first = 0, pages = 0; // of the whole file's pages, from 0
};
// Parts of at most so many bytes, as few as greed finds, none cut within a page. A page that is larger by itself is a part
// of its own, larger than asked for.
std::vector<PdfPart> split_pdf(std::string_view bytes, std::uint64_t max_bytes, const std::string& name);
// One after another; the same files give the same bytes.
std::string merge_pdfs(const std::vector<std::string_view>& files, const std::string& name);

} // namespace redress::bundle

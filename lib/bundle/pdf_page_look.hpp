// What is drawn on one page of a PDF over what: enough to see words that are there and cannot be seen.
#pragma once

#include <cstddef>

class QPDFObjectHandle;

namespace redress::bundle {

struct PageLook {
    std::size_t covered = 0; // pieces of text under a box drawn later
    std::size_t unseen = 0;  // under a picture drawn later, in invisible ink, or white on nothing
};
// page: its dictionary. May throw what qpdf throws on broken content.
PageLook look_at_page(const QPDFObjectHandle& page);

} // namespace redress::bundle

// All that a file holds beside its bytes: members of archives and office documents, streams and texts of PDFs, texts packed
// in pictures, attachments of mails, text in other encodings; and what is in those.
#pragma once

#include "base/said.hpp"
#include "bundle/disguise.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace redress::bundle {

struct Inside {
    // Gets each piece; true: found what it looks for, stop.
    std::function<bool(std::string_view bytes, Nature nature)> take;
    // A part nobody can look into, and why ("it is encrypted").
    std::function<void(const Said& why)> unread;
    // The text of a PDF's pages as a reader shows it; empty: there is no such program, or it failed.
    std::function<std::optional<std::string>(std::string_view pdf)> pdf_text;
    // What the streams of a PDF may unpack to together, in any case; a larger PDF may a hundred times its size.
    std::size_t pdf_room = 1u << 30;
};

// Whether take found something. The bytes themselves are not given to it.
bool look_inside(std::string_view bytes, const Inside& inside, int depth = 0);

// For look_inside.
bool look_inside_pdf(std::string_view bytes, const Inside& inside, int depth);

} // namespace redress::bundle

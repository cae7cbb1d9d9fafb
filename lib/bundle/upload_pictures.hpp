// Foreign PDF files as pictures, for forms that take nothing else, and what a file is by its first bytes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace redress::bundle {

// "png", "jpg", "gif", "webp", "heic" or "pdf", whatever the file is called; empty: none of them.
std::string picture_type(std::string_view bytes);

// Each page as a PNG. Throws Error{input}, naming `name`, where a page cannot be drawn.
std::vector<std::string> pictures_of_pdf(std::string_view bytes, const std::string& name);

} // namespace redress::bundle

// Which fonts a page is set in, and whether the machine has them.
#pragma once

#include "render/document.hpp"

#include <functional>
#include <string>

namespace redress::render::pdf {

// Text fonts only. An emoji font must never be named: Pango would take ASCII digits from it, and with them every date
// and amount would leave the text layer (Kozea/WeasyPrint#1354). fontconfig finds the emoji font by itself.
std::string font_families(const std::string& lang);

bool any_font_covers(char32_t c); // asks fontconfig

// Throws Error{render} with the packages to install if the document has Chinese or emoji and no font has them:
// a page of boxes is worse than no page.
void require_fonts(const Document& document, const std::function<bool(char32_t)>& covers);

} // namespace redress::render::pdf

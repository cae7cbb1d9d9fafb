// Breaking text into lines by display width: UAX #14 through ICU (so no line starts with 。or ends with 「), minus the
// breaks it allows inside Latin words: an order number or a URL that was cut cannot be found again.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace redress::text {

// Lines of at most `width` columns, the first shorter by `used`; a word wider than that has a line of its own and
// overflows. \n always breaks. Blanks at a break are dropped. Never empty: "" gives one empty line.
std::vector<std::string> wrap(std::string_view utf8, std::size_t width, std::size_t used = 0);

} // namespace redress::text

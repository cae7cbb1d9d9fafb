// Card keys and passwords in free text: where they stand, and what may be shown of them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace redress::analyze {

// Of secrets of eight characters and more; a shorter one would be half told.
std::string last_four(std::string_view secret);
// "ABCD-EFGH-1234" -> "****-****-1234": letters and digits hidden but for the last four.
std::string mask_secret(std::string_view secret);

struct KeySpan { // bytes of the text
    std::size_t offset = 0, length = 0;
};
// Grouped keys (ABCD-EFGH-1234-5678), UUIDs, account----password, links with a long token, and what follows 卡密：,
// password: … Phone and order numbers, dates and card-less words are not keys. Spans are in order and do not overlap.
std::vector<KeySpan> find_keys(std::string_view text);

} // namespace redress::analyze

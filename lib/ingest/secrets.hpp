// Card keys and passwords: what may be kept of them (a fingerprint and the last four), and where they stand in free text.
// Invariant: nothing that leaves this file holds more of a secret than its last four characters.
#pragma once

#include "base/json.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace redress::ingest {

// HMAC-SHA256 under the store's key, first 24 hex digits. Width, case and white space around do not matter, so that a key
// typed by a buyer meets the one in the shop's table.
std::string fingerprint(std::string_view secret, std::string_view key);
// Of secrets of eight characters and more; a shorter one would be half told.
std::string last_four(std::string_view secret);
Json secret_json(std::string_view secret, std::string_view key); // {"fp": …, "last4": …}

// "ABCD-EFGH-1234" -> "****-****-1234": letters and digits hidden but for the last four.
std::string mask_secret(std::string_view secret);
// The same number of bytes with every letter and digit (and byte above ASCII) as '*': offsets behind it stay true.
std::string mask_bytes(std::string_view bytes);

struct KeySpan { // bytes of the text
    std::size_t offset = 0, length = 0;
};
// Grouped keys (ABCD-EFGH-1234-5678), UUIDs, account----password, links with a long token, and what follows 卡密：,
// password: … Phone and order numbers, dates and card-less words are not keys. Spans are in order and do not overlap.
std::vector<KeySpan> find_keys(std::string_view text);

} // namespace redress::ingest

// Card keys and passwords: what may be kept of them, a fingerprint and the last four. Where they stand in free text,
// analyze/card_keys knows.
// Invariant: nothing that leaves this file holds more of a secret than its last four characters.
#pragma once

#include "base/json.hpp"

#include <string>
#include <string_view>

namespace redress::ingest {

// HMAC-SHA256 under the store's key, first 24 hex digits. Width, case and white space around do not matter, so that a key
// typed by a buyer meets the one in the shop's table.
std::string fingerprint(std::string_view secret, std::string_view key);
Json secret_json(std::string_view secret, std::string_view key); // {"fp": …, "last4": …}

// The same number of bytes with every letter and digit (and byte above ASCII) as '*': offsets behind it stay true.
std::string mask_bytes(std::string_view bytes);

} // namespace redress::ingest

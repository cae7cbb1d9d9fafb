// JSON as apps really write it: \x1B escapes, raw control characters, halves of surrogate pairs, bad UTF-8.
#pragma once

#include "base/json.hpp"
#include "base/text.hpp"

#include <cstddef>
#include <optional>
#include <string_view>

namespace redress::json {
class Reader;
}

namespace redress::ingest {

// The same text as valid JSON, where mending can make it so.
text::Repaired mended(std::string_view json);
// One value, mended where it is no JSON as it stands; nullopt if that does not help. faults grows by the bytes that were no
// UTF-8 and were replaced.
std::optional<Json> parse_mended(std::string_view json, std::size_t* faults = nullptr);
std::optional<Json> parse_mended(json::Reader& reader, std::string_view json, std::size_t* faults = nullptr); // for many
// A number that may be larger than 64 bits, or a string, as text; empty for all else.
std::string scalar_text(const Json& value);

} // namespace redress::ingest

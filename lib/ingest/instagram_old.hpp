// Instagram's messages.json of downloads up to 2020: all conversations in one list, newest message first, plain strings.
#pragma once

#include "ingest/json_elements.hpp"

#include <string_view>

namespace redress::ingest::instagram_old {

// Whether a file that begins so is one; at: where its root begins.
bool begins(std::string_view text, std::size_t at);
void read(Reading& reading, JsonElements& elements, std::size_t at);

} // namespace redress::ingest::instagram_old

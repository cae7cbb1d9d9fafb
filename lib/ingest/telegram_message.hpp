// One element of a Telegram export as a message.
#pragma once

#include "base/json_reader.hpp"
#include "ingest/json_elements.hpp"

#include <string>
#include <string_view>

namespace redress::ingest::telegram {

// The chat an element stands in, as far as its object says.
struct Chat {
    std::string id, name, type; // id: digits, as written; name: empty for a deleted account
};

struct Element {
    Taken taken;
    Draft draft; // without its source; nothing in it when rejected
};

Element read_element(json::Reader& reader, std::string_view json, const Chat& chat);
// Only what a receipt tells of it, as read_element gives it.
Element count_element(json::Reader& reader, std::string_view json);

} // namespace redress::ingest::telegram

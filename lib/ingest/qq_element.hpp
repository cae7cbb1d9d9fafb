// One message of a QQ chat as qq-chat-exporter writes it, versions 4 and 5.
#pragma once

#include "ingest/json_elements.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace redress::ingest::qq {

// What stands around the messages.
struct Chat {
    std::string name, type;
    std::string self; // number or uid of whose account it is; empty: not said
    std::optional<std::string>
        peer; // number of the group or person, as the heading or the first message has it; empty: neither does
};

void read_chat(const Json& info, Chat& chat);
bool is_message(std::string_view text, std::size_t at); // by the keys of an element
Taken read_element(std::string_view json, Chat& chat, Draft& draft);

} // namespace redress::ingest::qq

// What QQ writes around names and instead of words.
#pragma once

#include "ingest/chat_lines.hpp"

#include <string>
#include <string_view>

namespace redress::ingest::qq {

// "【管理员】小明(123456)": title, nick and number; "A<a@example.com>" has an address for a number.
struct Name {
    std::string title, nick, id;
};
Name read_name(std::string_view written);

// For ingest/name_time_chat: sender, number and title; the system's own numbers have the role system.
void set_sender(std::string_view written, std::string_view to, ChatEntry& entry);
// Recalls, arrivals and left-out pictures.
void settle(ChatEntry& entry);

} // namespace redress::ingest::qq

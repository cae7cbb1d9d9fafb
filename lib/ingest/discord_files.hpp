// What DiscordChatExporter's files of every kind have in common.
#pragma once

#include <string>
#include <string_view>

namespace redress::ingest::discord {

// "Guild - Category - channel [123456789012345678] (after 2026-01-01).txt" names the channel's number; empty if it does not.
std::string channel_id(std::string_view file_name);

} // namespace redress::ingest::discord

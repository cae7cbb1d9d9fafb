// Heads of WeChat chats as export programs write them to text.
#pragma once

#include "ingest/name_time_head.hpp"

#include <cstdint>
#include <string_view>

namespace redress::ingest::wechat {

// How a file writes its heads.
enum class Grammar {
    quoted,  // 2026-03-05 10:00:00 'name'                 WeFlow, echotrace
    plain,   // 2026-03-05 10:00:00 name, or a notice      MemoTrace
    chatlog, // name(wxid_abc) 03-05 10:00:00              chatlog
    dumped   // name:2026-03-05 10:00:00:words             wechat-dump
};

struct TextHead {
    std::string_view name, id;      // id: of the sender, where it stands behind the name
    std::string_view room, room_id; // of a group, where the program names it
    std::string_view words;         // on the same line
    std::string_view stamp;         // as written
    std::int64_t type = 0;          // WeChat's own number; 0: not written
    TimeMark time;
};

bool scan_text_head(Grammar grammar, std::string_view line, TextHead& head);

} // namespace redress::ingest::wechat

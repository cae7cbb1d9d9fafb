// What Wangwang, Qianniu and 1688 write around names and between messages.
#pragma once

#include "ingest/name_time_chat.hpp"

#include <string>
#include <string_view>

namespace redress::ingest::wangwang {

// "cntaobao店铺:客服A": site, sender and the two parts of a sub-account (empty where there is none).
struct Name {
    std::string site, sender, account, sub_account;
};
Name read_name(std::string_view written);

// For ingest/name_time_chat.
void set_sender(std::string_view written, std::string_view to, ChatEntry& entry);
void settle(ChatEntry& entry);
Manners::Line own_line(std::string_view line, ChatEntry& notice);

} // namespace redress::ingest::wangwang

// What somebody answered to, where an export writes it among the words of the answer.
#pragma once

#include "base/json.hpp"

#include <string>

namespace redress::ingest::wechat {

// Takes it out of the words into extra.reply_to: "引用:小红:在吗" as the last lines (MemoTrace), "[引用](2024-10-04
// 21:25:04)小红:在吗" (PyWxDump), lines "> 小红(wxid_a) 03-05 10:00:00" and "> 在吗" before all else (chatlog). False, and
// nothing changed: none.
bool take_quote(std::string& words, Json& extra);

} // namespace redress::ingest::wechat

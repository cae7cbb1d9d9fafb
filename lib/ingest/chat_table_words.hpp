// Column names of tables that hold messages, one a row: what Qianniu and 1688 give under 聊天记录查询, what shops' tools and
// support desks write with other names for the same, in Chinese, English and what exporters use besides.
#pragma once

#include "ingest/column_map.hpp"

#include <optional>
#include <set>
#include <string_view>

namespace redress::ingest::chat_table {

// Fields: sender, receiver, at, clock (the time of day where `at` is the day alone), text, conversation, customer, agent,
// side (who speaks, or the way a message went), kind, native_id, file, state.
// type "message"; nullopt where the names could as well be a review's, an event's or an order's.
std::optional<Layout> recognise(const Columns& columns);
bool is_field(std::string_view field);
std::set<std::size_t> known(const Columns& columns); // columns with a name of this list

enum class Side { unknown, customer, shop, platform, system };
// "买家", "received", "incoming"; "客服", "sent"; "机器人"; "系统消息". roles_only: where a name may stand too, which
// "in" or "用户" could be.
Side side_of(std::string_view cell, bool roles_only = false);

} // namespace redress::ingest::chat_table

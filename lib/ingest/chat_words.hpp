// Words of Chinese chat programs that stand for something else: recalls, and pictures a text cannot hold.
#pragma once

#include "model/record.hpp"

#include <string_view>

namespace redress::ingest {

// "小明撤回了一条消息": who; empty for any other line.
std::string_view recalled_by(std::string_view line);
// "[图片]" and the like become attachments without a name; the text stays.
void add_left_out(model::Message& message);

} // namespace redress::ingest

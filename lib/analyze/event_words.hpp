// What an event is called by people: "code_viewed" is 查看卡密 on a Chinese page.
#pragma once

#include "base/said.hpp"

#include <chrono>
#include <string_view>

namespace redress::analyze {

// kind: of model::Event. One we do not know (a user's own) stays as it is.
Said event_words(std::string_view kind);
// "34 h 51 min"
Said length_words(std::chrono::milliseconds length);

} // namespace redress::analyze

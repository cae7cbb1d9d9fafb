// What else reads bytes from outside, beside the readers of formats: one file of tests/fuzz/targets each. It holds what must
// be true of any input; breaking that is a crash, so that a fuzzer and a test see the same.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace redress {
class Said;
}

namespace redress::fuzz {

using Target = void (*)(std::string_view bytes);

// nullptr: there is none of that name.
Target target(std::string_view name);
std::vector<std::string> all_targets();

// For targets. more: what to look at.
void hold(bool truth, const char* what, std::string_view more = {});
// In every language valid UTF-8.
void hold_said(const Said& said);
// Does a place of a text lie within a character of it? Never where bytes are no UTF-8.
bool is_inside_character(std::string_view text, std::size_t at);

} // namespace redress::fuzz

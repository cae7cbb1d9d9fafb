// What every renderer does to text before it shows it, in one place: text comes from other people's files.
#pragma once

#include <string>
#include <string_view>

namespace redress::render {

// Valid UTF-8 in which nothing acts: controls, escapes and bidi controls are visible marks, a tab is four blanks, and
// every line break of Unicode is \n.
std::string shown(std::string_view text);
// The same on one line.
std::string shown_line(std::string_view text);
// JSON in which DEL, C1 controls and bidi controls are \u escapes: the same value, harmless on a terminal.
std::string json_for_terminal(std::string_view json);

} // namespace redress::render

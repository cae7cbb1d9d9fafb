// Completion of the command line for shells, written from the command tree: no list of commands is kept twice.
#pragma once

#include "base/json.hpp"

#include <string>
#include <string_view>

namespace redress {

// The script for "bash", "zsh" or "fish"; tree as command_tree() makes it.
std::string completion_script(const Json& tree, std::string_view shell);

} // namespace redress

// The command tree as data: for --dump-cli, completion and the tests that hold the man pages against it.
#pragma once

#include "base/json.hpp"

namespace CLI {
class App;
}

namespace redress {

// {"name", "summary", "options": [{"names", "value", "common", "type", "values", "help"}],
// "positionals": [{"name", "type", "values", "help"}], "commands": […]}
Json command_tree(const CLI::App& app);

} // namespace redress

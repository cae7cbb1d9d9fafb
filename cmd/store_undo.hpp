// The verbs of `store` that take something back: forget, alias.
#pragma once

#include "command.hpp"

namespace CLI {
class App;
}

namespace redress {

// Adds the verbs to the command; each runs what `chosen` is set to, when the command is run.
void declare_undo(CLI::App& app, Action& chosen);

} // namespace redress

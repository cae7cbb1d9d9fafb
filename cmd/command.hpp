// A command is a row and two functions: declare() adds options and returns an Action; main runs it after parsing.
#pragma once

#include "base/error.hpp"
#include "session.hpp"

#include <functional>

namespace CLI {
class App;
}

namespace redress {

using Action = std::function<Exit(Session&)>;

// The most a command will open the store for, on first use.
enum class StoreUse { none, read, write };

struct Command {
    const char* name;
    const char* summary;
    StoreUse store;
    Action (*declare)(CLI::App& app);
};

} // namespace redress

// The command tree as completion needs it: for each command and verb, what may come next.
#pragma once

#include "base/json.hpp"

#include <string>
#include <vector>

namespace redress::completion {

struct Choice {
    std::vector<std::string> words; // that may be said
    std::string command;            // else: prints them; empty: anything, so files are offered
};
struct Option {
    std::vector<std::string> names;
    bool value = false;
    Choice choice;
    std::string help;
};
struct Word {
    std::string name, help;
};
// One command or verb: "redress", "redress case", "redress case open".
struct Place {
    std::string path;
    std::vector<Word> commands;
    std::vector<Option> options; // those of the command above too: a verb takes them all
    Choice positional;
};

std::vector<Place> places_of(const Json& tree); // tree as command_tree() makes it

} // namespace redress::completion

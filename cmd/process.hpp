// Another program, run without a shell.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace redress {

struct ProcessEnd {
    bool started = false, timed_out = false;
    int status = 0;     // its exit code; 128 + signal if one ended it
    std::string output; // what it wrote to standard output
    std::string errors; // and to standard error
};

// The program is looked for in PATH, unless it is named by its path. input is its standard input. After `seconds` it is
// killed.
ProcessEnd run_process(const std::vector<std::string>& command, std::string_view input, int seconds);

} // namespace redress

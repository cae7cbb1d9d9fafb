// One line on a terminal about a file that takes long; nothing anywhere else.
#pragma once

#include "session.hpp"

#include <chrono>
#include <cstdint>
#include <string>

namespace redress {

class Progress {
public:
    explicit Progress(Session& session) : session_(session), on_(session.err_is_terminal() && !session.options().quiet) {}
    void begin(const std::string& path);
    void step() // for each record
    {
        if (on_ && (++count_ & 255) == 0) show();
    }
    void end(); // takes the line away

private:
    void show();

    Session& session_;
    bool on_, shown_ = false;
    std::string path_;
    std::uint64_t count_ = 0;
    std::chrono::steady_clock::time_point next_;
};

} // namespace redress

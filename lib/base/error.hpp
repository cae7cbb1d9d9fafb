// What ends a command: one line why, one line what to do. Thrown anywhere, caught once in main.
#pragma once

#include "base/said.hpp"

#include <stdexcept>

namespace redress {

// The same in every command and every man page (EXIT STATUS).
enum class Exit { ok = 0, findings = 1, usage = 2, failed = 3, try_again = 75 };

enum class ErrorKind { usage, input, store, render, busy, network };

class Error : public std::runtime_error { // what() is English, for tests and for code that asks no language
public:
    Error(ErrorKind kind, Said message, Said hint = {})
        : std::runtime_error(message.en()), kind_(kind), message_(std::move(message)), hint_(std::move(hint))
    {}
    ErrorKind kind() const { return kind_; }
    const Said& message() const { return message_; }
    const Said& hint() const { return hint_; }
    Exit exit() const
    {
        switch (kind_) {
        case ErrorKind::usage: return Exit::usage;
        case ErrorKind::busy:
        case ErrorKind::network: return Exit::try_again;
        case ErrorKind::input:
        case ErrorKind::store:
        case ErrorKind::render: return Exit::failed;
        }
        return Exit::failed;
    }

private:
    ErrorKind kind_;
    Said message_, hint_;
};

// Why the system refused, for an errno value: "there is no such file", else the system's own words.
Said system_reason(int code);

} // namespace redress

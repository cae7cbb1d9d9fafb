// What ends a command: one line why, one line what to do. Thrown anywhere, caught once in main.
#pragma once

#include <stdexcept>
#include <string>

namespace redress {

// The same in every command and every man page (EXIT STATUS).
enum class Exit { ok = 0, findings = 1, usage = 2, failed = 3, try_again = 75 };

enum class ErrorKind { usage, input, store, render, busy, network };

class Error : public std::runtime_error {
public:
    Error(ErrorKind kind, const std::string& message, std::string hint = {})
        : std::runtime_error(message), kind_(kind), hint_(std::move(hint))
    {}
    ErrorKind kind() const { return kind_; }
    const std::string& hint() const { return hint_; }
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
    std::string hint_;
};

} // namespace redress

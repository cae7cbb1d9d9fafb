// A remark about one place of an input. Never holds message bodies or personal data: at most the offending token.
#pragma once

#include "base/said.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace redress {

enum class Severity { note, warning, error };

struct Diagnostic {
    Severity severity = Severity::warning;
    std::string file;         // as the user named it
    std::uint64_t line = 0;   // from 1; 0: the whole file
    std::uint64_t column = 1; // from 1, in code points
    Said message;             // lower case, no full stop
    std::string code;         // 'bad-date'

    bool operator==(const Diagnostic&) const = default;
};

using Diagnostics = std::vector<Diagnostic>;

// "error", "warning", "note": for machines
std::string to_string(Severity severity);
// The same for people
std::string severity_word(Severity severity, std::string_view lang);
// "chat.txt:12:1: warning: date '31/02/24' does not exist [bad-date]"
std::string to_string(const Diagnostic& diagnostic, std::string_view lang = "en");

} // namespace redress

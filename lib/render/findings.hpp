// Findings of the wording linter as text, JSON, SARIF, GitHub annotations, Checkstyle or JUnit: one row a format.
#pragma once

#include "base/diagnostic.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace redress::render {

struct Finding {
    std::string file;   // as the user named it, "<stdin>" for standard input
    std::string record; // id, empty when the input is plain text
    std::uint64_t line = 1, column = 1;
    std::uint64_t end_column = 1; // the first column behind the match, if that stays on the line
    Severity severity = Severity::warning;
    std::string category, rule, message, match, suggestion;
    std::string fingerprint; // the same while the wording stays, wherever it moves
    std::string suppressed;  // why it is not counted: "inSource" or "external"; empty: it counts
    std::string justification;
};

struct RuleRow { // what SARIF says of each rule that was applied
    std::string id, category, message, suggestion, source;
    Severity severity = Severity::warning;
};

struct FindingsReport {
    std::vector<Finding> findings;
    std::vector<RuleRow> rules;
    std::vector<std::string> files; // looked at
    std::uint64_t checked = 0;      // lines or messages
    std::uint64_t malformed = 0;    // record lines that could not be read
    std::string version;
    std::string lang = "en"; // of what the text says itself
};

struct FindingsFormat {
    const char* name;
    std::string (*render)(const FindingsReport& report);
};

std::span<const FindingsFormat> findings_formats();
const FindingsFormat* find_findings_format(std::string_view name);

// Each format's function, in a file of its own.
namespace findings {
std::string text(const FindingsReport& report);
std::string json(const FindingsReport& report);
std::string sarif(const FindingsReport& report);
std::string github(const FindingsReport& report);
std::string checkstyle(const FindingsReport& report);
std::string junit(const FindingsReport& report);
std::string xml_escaped(std::string_view text);
} // namespace findings

} // namespace redress::render

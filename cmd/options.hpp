// Options that mean the same in every command, and how a document leaves the program.
#pragma once

#include "render/document.hpp"
#include "session.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace redress {

struct OutputOptions {
    std::string format; // -f/--format; empty: the command's default
    std::string path;   // -o/--output; empty or "-": stdout
};
// "{text,json}": the type name of an option that takes one of these words; --help shows it, completion offers them.
// The type names PLATFORM, FORMAT and TOPIC make completion ask the program itself (cmd/completion.cpp).
std::string one_of(const std::vector<std::string>& words);
// Adds -f/--format (one of formats, the first is the default) and -o/--output.
void add_output(CLI::App& app, OutputOptions& options, const std::vector<std::string>& formats);
// Renders with the named renderer and writes whole or not at all: a file through AtomicFile, stdout in one piece.
void write_document(const render::Document& document, const OutputOptions& options, Session& session);
// For bytes a command made itself.
void write_output(std::string_view bytes, const OutputOptions& options, Session& session);

struct FilterOptions {
    std::vector<std::string> types;
    std::string case_word, order, thread, since, until;
};
void add_filter(CLI::App& app, FilterOptions& options); // --type --case --order --thread --since --until

// A time the user typed: RFC 3339, or a local date and time in the session's zone. Throws Error{usage}.
Instant parse_time_option(const std::string& text, const std::string& option, const Session& session);

// Lines of records: from the file named, or stdin for "-". A line that is no JSON is handed to bad(line number, text).
void read_record_lines(const std::string& path, const std::function<void(std::uint64_t line, Json&&)>& take,
                       const std::function<void(std::uint64_t line, std::string_view)>& bad);

} // namespace redress

// Where an analysis reads from: the store by default, or record streams ('-' and files). One face for both.
#pragma once

#include "base/error.hpp"
#include "base/json.hpp"
#include "model/record.hpp"
#include "session.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace CLI {
class App;
}

namespace redress {

struct InputOptions {
    std::vector<std::string> files; // empty: the store
    std::string since, until, order, case_word;
    bool allow_empty = false, strict = false;
};
// [-|FILE…] --since --until --allow-empty --strict, and for reviews --order and --case
void add_input(CLI::App& app, InputOptions& options, bool with_order);

// The span of time asked for.
struct Span {
    std::optional<Instant> since, until;
    bool holds(const std::optional<Instant>& at) const; // a record without a time is in only if no limit was given
};
Span span_of(const InputOptions& options, const Session& session);

// What became of a stream's lines.
struct Lines {
    std::uint64_t taken = 0, malformed = 0;
};
// Every line of the files, as JSON; a malformed one is reported and handed to bad as it stands. Filters are the caller's.
Lines each_line(Session& session, const InputOptions& options, const std::function<void(Json&&)>& take,
                const std::function<void(std::string_view)>& bad);
// Records of these types within the span, from the store or the files, filtered; a stream's record that is none is reported.
Lines each_record(Session& session, const InputOptions& options, const std::vector<std::string>& types,
                  const std::function<void(const model::Record&)>& take);

// By its first line; a report of ours (redress/lint/1) is none.
bool is_record_stream(std::string_view bytes);

// The exit code at the end: 3 if malformed and --strict, 1 if malformed.
Exit end_of_input(const Lines& lines, const InputOptions& options);

} // namespace redress

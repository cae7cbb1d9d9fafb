// Findings of the wording linter as text, JSON, SARIF, GitHub annotations, Checkstyle, JUnit or a summary for training: one
// row a format. A finding is written when it is found, so that no input is too large to report on.
#pragma once

#include "base/diagnostic.hpp"
#include "profile/rules.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace redress::render {

enum class Suppressed : std::uint8_t { no, in_source, external }; // external: by a baseline

// A stretch of a file; columns from 1, the last one is the first behind the stretch.
struct Stretch {
    std::uint64_t line = 1, end_line = 1;
    std::uint64_t column = 1, end_column = 1;             // in code points
    std::uint64_t utf16_column = 1, utf16_end_column = 1; // in UTF-16 code units
};

struct Finding {
    const profile::Rule* rule = nullptr;
    Severity severity = Severity::warning; // of the rule where the text is used
    std::string_view file;                 // as the user named it, "<stdin>" for standard input
    std::string record;                    // id, empty when the input is no record
    std::string where;                     // cell or pointer in a table or JSON file ("B12", "/replies/3"), else empty
    std::string person;                    // who wrote it, where messages already sent are checked
    Stretch at;
    std::uint64_t text_line = 0, text_end_line = 0; // of the text it was found in, a cell's row; 0: as `at`
    bool columns_of_text = false; // columns count in the text of the record, cell or member, not in the file's line
    std::string_view line_text;   // what stands there: the line in which the match begins
    std::size_t offset = 0;       // of the match in it, bytes
    std::string match;            // as written; may go on behind the line
    std::string meant;            // the name that was probably meant, where one is unknown; else empty
    std::string fingerprint;      // the same while the wording stays, wherever it moves
    Suppressed suppressed = Suppressed::no;
    std::string justification;
};

// What to write instead: the name that was meant, else what the rule says.
std::string suggestion_of(const Finding& finding, std::string_view lang);

// Counts columns of stretches that come in order of place, each line once. One for an input.
class ColumnCounter {
public:
    // The stretch of a match at `offset` of `line_text`, which stands at `line`.
    Stretch stretch(std::uint64_t line, std::string_view line_text, std::size_t offset, std::string_view match);

private:
    const char* line_ = nullptr;
    std::size_t upto_ = 0;
    std::uint64_t points_ = 0, units_ = 0; // of the line's bytes before upto_
};

// What a report says before it has seen anything.
struct FindingsHead {
    const profile::RuleSet* rules = nullptr; // findings point into it
    std::string version, lang = "en";
    std::optional<Severity> fail_on = Severity::warning; // least severity that fails; nothing: none does
    std::string root, here; // the repository, and where the command runs: both absolute, or empty outside of any
    bool color = false, verbose = false, quiet = false;
};

// What it says at the end.
struct FindingsTotals {
    std::uint64_t files = 0, checked = 0; // checked: texts
    std::uint64_t malformed = 0;          // record lines that could not be read
    std::uint64_t suppressed = 0, unreadable = 0;
    std::uint64_t bad_comments = 0;       // to the checker, said on standard error; they weigh as warnings
    std::array<std::uint64_t, 3> found{}; // by severity, not suppressed
    std::map<std::string, std::uint64_t, std::less<>> checked_of; // texts by person
    int exit_code = 0;
    void count(const Finding& finding);
    bool fails(std::optional<Severity> fail_on) const; // was something found that grave?
};

// Takes a report in order: each file, then its findings; at the end the totals. Without finish() nothing may have been
// written that claims to be whole.
class FindingsWriter {
public:
    FindingsWriter() = default;
    virtual ~FindingsWriter() = default;
    FindingsWriter(const FindingsWriter&) = delete;
    FindingsWriter& operator=(const FindingsWriter&) = delete;
    virtual void file(std::string_view /*name*/) {}
    virtual void unreadable(std::string_view /*file*/, const std::string& /*why*/) {}
    // What is wrong with a file's comments to the checker; `code` is a rule's id. People are told on standard error too.
    virtual void remark(const Diagnostic& /*remark*/) {}
    virtual void finding(const Finding& finding) = 0;
    virtual void finish(const FindingsTotals& totals) = 0;
};

using Write = std::function<void(std::string_view)>;

struct FindingsFormat {
    const char* name;
    bool english; // for programs: in English, whoever reads it
    std::unique_ptr<FindingsWriter> (*open)(const FindingsHead& head, Write write);
};

std::span<const FindingsFormat> findings_formats();
const FindingsFormat* find_findings_format(std::string_view name);

// Each format in a file of its own; the head must outlive the writer.
namespace findings {
std::unique_ptr<FindingsWriter> text(const FindingsHead& head, Write write);
std::unique_ptr<FindingsWriter> json(const FindingsHead& head, Write write);
std::unique_ptr<FindingsWriter> sarif(const FindingsHead& head, Write write);
std::unique_ptr<FindingsWriter> github(const FindingsHead& head, Write write);
std::unique_ptr<FindingsWriter> checkstyle(const FindingsHead& head, Write write);
std::unique_ptr<FindingsWriter> junit(const FindingsHead& head, Write write);
std::unique_ptr<FindingsWriter> training(const FindingsHead& head, Write write);
std::unique_ptr<FindingsWriter> training_json(const FindingsHead& head, Write write);
std::string xml_escaped(std::string_view text);
// A file's name as valid UTF-8: a name is bytes, a report is text.
std::string shown_name(std::string_view file);
// The path as a repository knows it: from its root, if it lies in one.
std::string repository_path(std::string_view file, const FindingsHead& head);
} // namespace findings

} // namespace redress::render

// Runs the linter over files and record streams and hands on what it finds.
#pragma once

#include "analyze/lint.hpp"
#include "lint_input.hpp"
#include "lint_sieve.hpp"
#include "render/findings.hpp"

#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace redress {

struct LintOptions {
    std::vector<std::string> files, rules;
    std::string kind, lint_lang, fail_on, explain;
    SieveOptions sieve;
    bool records = false, text = false, self_test = false, list = false, pack = false, allow_empty = false, strict = false;
};

class LintRun {
public:
    LintRun(std::shared_ptr<const analyze::Rulebook> book, const LintOptions& options, const LintSettings& settings,
            Session& session, LintSieve& sieve, render::FindingsWriter& output);
    // Reads one input, "-" for standard input. Throws Error{input} if it cannot be opened.
    void file(const std::string& path);
    void unreadable(const std::string& path, const std::string& why);
    render::FindingsTotals& totals() { return totals_; }

private:
    void lines(std::string_view bytes, const std::string& name, const std::string& kind);
    void records(std::string_view bytes, const std::string& name);
    void record(const Json& json, const std::string& name, std::uint64_t line);
    void check(std::string_view text, const std::string& name, std::uint64_t line, std::string_view kind,
               std::string_view lang, const std::string* id); // id: of a record

    const LintOptions& options_;
    const LintSettings& settings_;
    Session& session_;
    analyze::Linter linter_;
    LintSieve& sieve_;
    render::FindingsWriter& output_;
    render::FindingsTotals totals_;
    render::ColumnCounter columns_;
    std::map<std::string, std::uint64_t> seen_; // for fingerprints: how often this wording stood in this file before
};

} // namespace redress

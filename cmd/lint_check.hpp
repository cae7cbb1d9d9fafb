// Runs the linter over files and record streams and hands on what it finds.
#pragma once

#include "analyze/lint_team.hpp"
#include "ingest/prose_build.hpp"
#include "lint_input.hpp"
#include "lint_sieve.hpp"
#include "lint_use.hpp"
#include "render/findings.hpp"

#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace redress {

struct LintOptions {
    std::vector<std::string> files, rules;
    LintSaid said; // of texts that do not say themselves
    std::string encoding, fail_on, explain;
    SieveOptions sieve;
    bool records = false, text = false, self_test = false, list = false, pack = false, allow_empty = false, strict = false;
};

class LintRun {
public:
    LintRun(std::shared_ptr<const analyze::Rulebook> book, const LintOptions& options, const LintSettings& settings,
            Session& session, LintSieve& sieve, render::FindingsWriter& output);
    // Reads one input, "-" for standard input. Throws Error{input} if it cannot be opened.
    void file(const std::string& path);
    // The same of content at hand. again: what is wrong with the file as such and its comments is not told.
    void file(const std::string& path, const MappedFile& content, bool again = false);
    const std::string& encoding() const { return encoding_; } // of the last file, where it was text
    void unreadable(const std::string& path, const std::string& why);
    render::FindingsTotals& totals() { return totals_; }

private:
    void records(const MappedFile& file, const LintFileUse& use);
    static void record(const Json& json, std::uint64_t line, ingest::ProseSink& sink);
    void prose(const MappedFile& file, const LintFileUse& use);
    void check(const ingest::ProseBatch& batch, const LintFileUse& use);
    void report(render::Finding f);

    const LintOptions& options_;
    Session& session_;
    analyze::LintTeam team_;
    LintSieve& sieve_;
    render::FindingsWriter& output_;
    render::FindingsTotals totals_;
    render::ColumnCounter columns_;
    std::string name_, encoding_; // of the file being read
    bool again_ = false;
    bool is_records_ = false; // and whether it is a stream of records
    LintUses uses_;
    std::vector<analyze::LintText> texts_; // of the batch, kept for their memory
    std::vector<analyze::LintFinding> found_;
    std::map<std::string, std::uint64_t> seen_; // for fingerprints: how often this wording stood in this file before
};

} // namespace redress

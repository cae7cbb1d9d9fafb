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
#include <span>
#include <string>
#include <string_view>

namespace redress {

struct LintGroup;
struct LintInput;
struct LintStep;

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
    ~LintRun();
    // Reads one input, "-" for standard input. Throws Error{input} if it cannot be opened. What is found in it is reported
    // when enough was read, at the latest by finish().
    void file(const std::string& path);
    // The same of content at hand, and all of it reported. again: what is wrong with the file as such and its comments is
    // not told.
    void file(const std::string& path, const MappedFile& content, bool again = false);
    void finish();
    const std::string& encoding() const { return encoding_; }         // of the last file, where it was text
    void unreadable(const std::string& path, const std::string& why); // told at once
    render::FindingsTotals& totals() { return totals_; }

private:
    void read(const std::string& path, const std::shared_ptr<const MappedFile>& content, bool again);
    void records(const MappedFile& file, const LintFileUse& use);
    static void record(const Json& json, std::uint64_t line, ingest::ProseSink& sink);
    void take(ingest::ProseBatch&& batch, const LintFileUse& use);
    void hand_over();
    void report(LintGroup& group);
    void begin(const LintInput& input);
    void report(const LintStep& step, std::span<const analyze::LintFinding> found);
    void report(const LintInput& input, render::Finding f);
    void end(const LintStep& step);

    const LintOptions& options_;
    Session& session_;
    analyze::LintTeam team_;
    LintSieve& sieve_;
    render::FindingsWriter& output_;
    render::FindingsTotals totals_;
    render::ColumnCounter columns_;
    LintUses uses_;
    std::shared_ptr<const LintInput> input_; // being read
    std::string encoding_;
    std::map<std::string, std::uint64_t> seen_;     // for fingerprints: how often this wording stood in this file before
    std::unique_ptr<LintGroup> reading_, checking_; // texts of the one are looked at while those of the other are read
};

} // namespace redress

// redress lint --fix: what rules know a safe replacement for is put right in text files, and shown as a diff.
#pragma once

#include "analyze/rulebook.hpp"
#include "base/error.hpp"
#include "lint_check.hpp"
#include "options.hpp"
#include "render/findings.hpp"

#include <memory>
#include <string>
#include <vector>

namespace redress {

// Throws Error{input} naming a rule that finds its own fix.
void check_fixes(const std::shared_ptr<const analyze::Rulebook>& book);
// Only the rules that have a fix, so that no other finding at the same place stands before theirs. Throws Error{input} if
// there is none, and as check_fixes() does.
std::shared_ptr<const analyze::Rulebook> rules_that_fix(const analyze::Rulebook& book);

// Keeps, of what is found in a file, that for which there is a fix and which no comment or baseline suppresses.
class LintFixes : public render::FindingsWriter {
public:
    struct Fix {
        const profile::Rule* rule = nullptr;
        std::uint64_t line = 1;
        std::string line_text, match; // as read: a line that is another by then is left alone
        std::size_t offset = 0;       // of the match in it, bytes
    };
    void finding(const render::Finding& finding) override;
    void finish(const render::FindingsTotals& /*totals*/) override {}
    std::vector<Fix> take(); // those since the last time, in order of place

private:
    std::vector<Fix> fixes_;
};

// Runs `work`, which hands its findings to `fixes`, over each file until nothing is left to fix, then writes the file back
// in its own encoding and line ends. dry: only the diff. Exit 1 if that shows something, 3 if a file could not be done.
Exit lint_fix(LintRun& work, LintFixes& fixes, const std::vector<std::string>& files, bool dry, const OutputOptions& output,
              Session& session);

} // namespace redress

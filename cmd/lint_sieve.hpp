// What becomes of a finding: reported, suppressed by a comment or a baseline, or left out since its lines did not change.
#pragma once

#include "lint_baseline.hpp"
#include "lint_changes.hpp"
#include "lint_suppress.hpp"
#include "render/findings.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace CLI {
class App;
}

namespace redress {

struct SieveOptions {
    std::optional<std::string> changed_since;
    std::string baseline;
    bool update = false;
};
void add_sieve(CLI::App& app, SieveOptions& options); // --changed-since --baseline --update

class LintSieve {
public:
    LintSieve(const SieveOptions& options, const render::FindingsHead& head, Session& session);

    void begin(std::string_view file); // as the user named it
    // The file as its repository names it: the same from wherever the command runs.
    const std::string& place() const { return place_; }
    // A line of it that may be a comment to the checker; before what stands below it.
    void comment(std::uint64_t line, std::string_view text) { suppressions_.add(line, text); }
    // false: not to be spoken of. Else the finding says whether it counts.
    bool admit(render::Finding& finding);
    // The file is read to its end: says what is wrong with its comments.
    void end(render::FindingsTotals& totals, render::FindingsWriter& output);
    // All files are.
    void finish();

private:
    bool changed(const render::Finding& finding);

    const render::FindingsHead& head_;
    Session& session_;
    std::optional<LintChanges> changes_;
    std::optional<LintBaseline> baseline_;
    LintSuppressions suppressions_;
    std::string file_, place_;
};

} // namespace redress

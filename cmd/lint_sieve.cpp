#include "lint_sieve.hpp"

#include "base/error.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace redress {
namespace {

void check(const SieveOptions& o)
{
    if (o.update && o.baseline.empty()) throw Error(ErrorKind::usage, said("--update needs --baseline FILE"));
    if (o.update && o.changed_since)
        throw Error(ErrorKind::usage, said("--update and --changed-since exclude each other"),
                    said("a baseline made of some lines would forget the others"));
}

} // namespace

void add_sieve(CLI::App& app, SieveOptions& options)
{
    app.add_option("--changed-since", options.changed_since, "Only findings on lines changed since this revision of git");
    app.add_option("--baseline", options.baseline,
                   "Findings known before, not reported again: a baseline or a -f json report");
    app.add_flag("--update", options.update, "Take what is found now into the baseline, and what is gone out of it");
}

LintSieve::LintSieve(const SieveOptions& options, const render::FindingsHead& head, Session& session)
    : head_(head), session_(session)
{
    check(options);
    if (options.changed_since) changes_.emplace(*options.changed_since, session);
    if (!options.baseline.empty())
        baseline_.emplace(options.baseline, options.update, head.root, time::to_rfc3339(session.now()).substr(0, 10));
}

void LintSieve::begin(std::string_view file)
{
    if (changes_ && file == "<stdin>")
        throw Error(ErrorKind::usage, said("--changed-since: standard input has no revisions"), said("name files"));
    file_ = file;
    place_ = render::findings::repository_path(file, head_);
    suppressions_.clear();
}

// What is said of a whole text comes with any change of it, also where a line was only taken out.
bool LintSieve::changed(const render::Finding& finding)
{
    const auto& rule = *finding.rule;
    const bool of_whole = !rule.missing.empty() || rule.length || !rule.after.empty() || rule.times > 1;
    if (!finding.text_line || (!of_whole && finding.where.empty()))
        return changes_->holds(file_, finding.at.line, finding.at.end_line);
    const auto last = std::max(finding.text_end_line, finding.at.end_line);
    return of_whole ? changes_->changed(file_, finding.text_line, last) : changes_->holds(file_, finding.text_line, last);
}

bool LintSieve::admit(render::Finding& finding)
{
    const auto* reason = suppressions_.reason(*finding.rule, finding.at.line);
    if (changes_ && !changed(finding)) return false;
    if (reason) {
        finding.suppressed = render::Suppressed::in_source;
        finding.justification = *reason;
    } else if (baseline_ && baseline_->hides(finding.fingerprint, finding.rule->id, place_))
        finding.suppressed = render::Suppressed::external;
    return true;
}

void LintSieve::end(render::FindingsTotals& totals, render::FindingsWriter& output)
{
    for (const auto& fault : suppressions_.faults()) {
        if (changes_ && !changes_->holds(file_, fault.line, fault.line)) continue;
        ++totals.bad_comments;
        const Diagnostic remark{Severity::warning,
                                file_,
                                fault.line,
                                1,
                                fault.rule.empty() ? said("a suppression needs a rule and a reason: RULE -- reason")
                                                   : said("'{}' is suppressed but does not occur", fault.rule),
                                fault.rule.empty() ? "bad-suppression" : "unused-suppression"};
        session_.warn(remark);
        output.remark(remark);
    }
    if (baseline_) baseline_->looked_at(place_);
}

void LintSieve::finish()
{
    if (baseline_) baseline_->finish(session_);
}

} // namespace redress

// What LintRun read, reported in the order of the input.
#include "base/hash.hpp"
#include "lint_check.hpp"
#include "lint_finding.hpp"
#include "lint_steps.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace redress {
namespace {

// What two findings of one file share that say the same; a long one as its digest, since all of a file are kept.
std::string wording_of(const render::Finding& f)
{
    constexpr std::size_t short_enough = 200;
    auto out = fmt::format("{} {} {}{}", f.rule->id, f.record.size(), f.record, f.match);
    return out.size() <= short_enough ? out : hash::sha256_fields({f.rule->id, f.record, f.match});
}

} // namespace

void LintRun::report(LintGroup& group)
{
    auto found = group.found.begin();
    std::size_t text = 0;
    for (const auto& step : group.steps) {
        if (step.what == LintStep::What::begin) begin(*step.input);
        if (step.what == LintStep::What::end) end(step);
        if (step.what != LintStep::What::texts) continue;
        const auto first = found;
        for (; found != group.found.end() && found->text < text + step.batch.texts.size(); ++found) found->text -= text;
        report(step, {first, found});
        text += step.batch.texts.size();
    }
}

void LintRun::begin(const LintInput& input)
{
    ++totals_.files;
    output_.file(input.name);
    sieve_.begin(input.name);
    seen_.clear();
}

void LintRun::end(const LintStep& step)
{
    const auto& [name, again, are_records] = *step.input;
    if (again) return;
    const auto& report = step.report;
    totals_.malformed += report.malformed;
    for (const auto& remark : report.remarks) session_.warn(remark);
    if (report.faults)
        session_.warn(
            {Severity::warning, name, 0, 1, said("{} characters could not be read", report.faults), "bad-encoding"});
    if (report.skipped && session_.options().verbose)
        session_.note(said("{}: {} cells, values or blocks of code hold no wording", name, report.skipped));
    sieve_.end(totals_, output_);
}

void LintRun::report(const LintStep& step, std::span<const analyze::LintFinding> found)
{
    const auto& batch = step.batch;
    columns_ = {}; // another line may lie where one of the last batch did
    for (const auto& comment : batch.comments) sieve_.comment(comment.line, comment.text);
    totals_.checked += batch.texts.size();
    std::vector<render::Finding> remarks;
    for (const auto& remark : batch.remarks) {
        remarks.push_back(finding_of(batch, remark, columns_));
        remarks.back().severity = analyze::severity_of(*remarks.back().rule, *step.uses[remark.says].scope);
    }
    const auto before = [](const render::Finding& a, const render::Finding& b) {
        return std::pair(a.at.line, a.at.column) < std::pair(b.at.line, b.at.column);
    };
    std::stable_sort(remarks.begin(), remarks.end(), before);
    auto remark = remarks.begin();
    for (const auto& one : found) {
        auto f = finding_of(batch, one, step.input->records, columns_);
        for (; remark != remarks.end() && before(*remark, f); ++remark) report(*step.input, std::move(*remark));
        report(*step.input, std::move(f));
    }
    for (; remark != remarks.end(); ++remark) report(*step.input, std::move(*remark));
}

void LintRun::report(const LintInput& input, render::Finding f)
{
    f.file = input.name;
    const auto nth = std::to_string(++seen_[wording_of(f)]);
    f.fingerprint = hash::sha256_fields({f.rule->id, sieve_.place(), f.record, f.match, nth}).substr(0, 32);
    if (!sieve_.admit(f)) return;
    totals_.count(f);
    output_.finding(f);
}

void LintRun::unreadable(const std::string& path, const std::string& why)
{
    ++totals_.unreadable;
    output_.unreadable(path == "-" ? "<stdin>" : path, why);
}

} // namespace redress

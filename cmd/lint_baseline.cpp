#include "lint_baseline.hpp"

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/json.hpp"
#include "base/time.hpp"

#include <algorithm>
#include <chrono>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

namespace fs = std::filesystem;

namespace redress {
namespace {

constexpr const char* schema = "redress/baseline/1";

Error broken(const std::string& path, const Said& what)
{
    return {ErrorKind::input, said("{}: {}", path, what),
            said("make a baseline with: redress lint --baseline {} --update FILES", path)};
}

std::optional<long> days_between(const std::string& from, const std::string& to)
{
    const auto a = time::parse_local(from), b = time::parse_local(to);
    if (!a || !b) return std::nullopt;
    return std::chrono::duration_cast<std::chrono::hours>(time::from_utc_fields(*b) - time::from_utc_fields(*a)).count() /
           24;
}

} // namespace

LintBaseline::LintBaseline(std::string path, bool update, fs::path root, std::string today)
    : path_(std::move(path)), today_(std::move(today)), root_(std::move(root)), update_(update)
{
    std::error_code code;
    if (fs::exists(path_, code))
        read();
    else if (!update_)
        throw broken(path_, said("there is no such baseline"));
}

void LintBaseline::read()
{
    const auto old = json::parse(read_file(path_));
    if (!old) throw broken(path_, said("the baseline is no JSON"));
    const auto named = (*old)["schema"].string_or("");
    if ((named != schema && named != "redress/lint/1") || !(*old)["findings"].is_array())
        throw broken(path_, said("neither a baseline nor a report of lint -f json"));
    for (const auto& item : (*old)["findings"].items()) {
        const auto fingerprint = item["fingerprint"].string_or("");
        const auto seen = item["first_seen"].string_or("");
        if (fingerprint.empty()) throw broken(path_, said("a finding of the baseline has no fingerprint"));
        if (!seen.empty() && !time::parse_local(seen)) throw broken(path_, said("'{}' is no date", seen));
        rows_[fingerprint] = {.rule = item["rule"].string_or(""), .file = item["file"].string_or(""), .first_seen = seen};
    }
}

bool LintBaseline::hides(const std::string& fingerprint, const std::string& rule, std::string_view file)
{
    const auto at = rows_.find(fingerprint);
    if (at != rows_.end()) {
        at->second.met = true;
        return true;
    }
    if (update_)
        rows_[fingerprint] = {.rule = rule, .file = std::string(file), .first_seen = today_, .met = true, .fresh = true};
    return update_;
}

void LintBaseline::looked_at(std::string_view file)
{
    looked_at_.emplace(file);
}

// Of a file that nobody looked at nothing is known, unless it is no more. "<stdin>" never was one.
bool LintBaseline::is_gone(const Row& row) const
{
    if (row.met) return false;
    if (looked_at_.contains(row.file)) return true;
    std::error_code code;
    return !row.file.empty() && row.file.front() != '<' && !fs::exists(root_ / row.file, code) && !code;
}

std::string LintBaseline::written() const
{
    std::vector<const Rows::value_type*> rows;
    for (const auto& row : rows_)
        if (!is_gone(row.second)) rows.push_back(&row);
    const auto place = [](const Rows::value_type* row) { return std::tie(row->second.file, row->second.rule, row->first); };
    std::sort(rows.begin(), rows.end(), [&](const auto* a, const auto* b) { return place(a) < place(b); });
    std::string out;
    json::Writer(out).begin_object().member("schema", schema).key("findings").begin_array();
    // A line a finding, so that a diff of two baselines can be read.
    for (const auto* row : rows) {
        out += row == rows.front() ? "\n" : ",\n";
        json::Writer(out)
            .begin_object()
            .member("fingerprint", row->first)
            .member("rule", row->second.rule)
            .member("file", row->second.file)
            .member("first_seen", row->second.first_seen.empty() ? today_ : row->second.first_seen)
            .end_object();
    }
    return out + "\n]}\n";
}

void LintBaseline::finish(Session& session) const
{
    std::vector<long> ages;
    std::uint64_t hidden = 0, fresh = 0, gone = 0;
    for (const auto& [fingerprint, row] : rows_) {
        gone += is_gone(row);
        fresh += row.fresh;
        if (!row.met) continue;
        ++hidden;
        if (const auto days = days_between(row.first_seen, today_)) ages.push_back(*days);
    }
    std::sort(ages.begin(), ages.end());
    if (hidden && ages.empty()) session.note(said("findings hidden by {}: {}", path_, hidden));
    if (hidden && !ages.empty())
        session.note(said("findings hidden by {}: {}; days since first seen: {} the oldest, {} the median", path_, hidden,
                          ages.back(), ages[(ages.size() - 1) / 2]));
    if (gone && !update_)
        session.note(said("findings of {} that no longer occur: {}; --update takes them out", path_, gone));
    if (!update_) return;
    session.note(said("{}: {} new findings taken in, {} that no longer occur taken out", path_, fresh, gone));
    std::error_code code;
    const auto bytes = written();
    if (!fs::exists(path_, code) || read_file(path_) != bytes) write_file(path_, bytes);
}

} // namespace redress

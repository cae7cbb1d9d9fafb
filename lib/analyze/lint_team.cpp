#include "analyze/lint_team.hpp"

#include <algorithm>
#include <future>
#include <thread>
#include <utility>

namespace redress::analyze {
namespace {

// Less text than this is checked sooner than a thread is started.
constexpr std::size_t worth_a_thread = 4U << 10;

// Where to cut the texts so that each part has about as many bytes.
std::vector<std::size_t> cuts(std::span<const LintText> texts, std::size_t bytes, std::size_t parts)
{
    std::vector<std::size_t> out{0};
    std::size_t seen = 0;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        if (seen >= bytes * out.size() / parts && out.size() < parts && i > out.back()) out.push_back(i);
        seen += texts[i].text.size();
    }
    out.push_back(texts.size());
    return out;
}

} // namespace

LintTeam::LintTeam(std::shared_ptr<const Rulebook> book, unsigned threads)
    : book_(std::move(book)), threads_(threads ? threads : std::clamp(std::thread::hardware_concurrency(), 1U, 8U))
{
    linters_.emplace_back(book_);
}

void LintTeam::check_all(std::span<const LintText> texts, std::vector<LintFinding>& out)
{
    std::size_t bytes = 0;
    for (const auto& text : texts) bytes += text.text.size();
    const auto parts = std::clamp<std::size_t>(bytes / worth_a_thread, 1, threads_);
    if (parts == 1) return linters_.front().check_all(texts, out);
    while (linters_.size() < parts) linters_.emplace_back(book_);
    found_.resize(parts);
    const auto at = cuts(texts, bytes, parts);
    std::vector<std::future<void>> others;
    const auto part = [&](std::size_t i) {
        found_[i].clear();
        linters_[i].check_all(texts.subspan(at[i], at[i + 1] - at[i]), found_[i]);
    };
    for (std::size_t i = 1; i + 1 < at.size(); ++i) others.push_back(std::async(std::launch::async, part, i));
    part(0);
    for (auto& other : others) other.get();
    for (std::size_t i = 0; i + 1 < at.size(); ++i)
        for (auto& finding : found_[i]) {
            finding.text += at[i];
            out.push_back(std::move(finding));
        }
}

} // namespace redress::analyze

#include "analyze/lint_team.hpp"

#include "base/parallel.hpp"

#include <algorithm>
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
    memory_.forget_some();
    known_.clear();
    fresh_.clear();
    places_.clear();
    for (std::size_t i = 0; i < texts.size(); ++i) {
        auto* known = memory_.recall(texts[i]);
        known_.push_back(known);
        if (known && std::exchange(known->met, true)) continue;
        fresh_.push_back(texts[i]);
        places_.push_back(i);
    }
    check_fresh();
    auto finding = found_.begin();
    for (std::size_t i = 0, fresh = 0; i < texts.size(); ++i) {
        if (fresh == places_.size() || places_[fresh] != i) {
            for (const auto& again : known_[i]->findings) out.push_back(again), out.back().text = i;
            continue;
        }
        const auto end = std::find_if(finding, found_.end(), [&](const LintFinding& f) { return f.text != fresh; });
        if (known_[i]) memory_.add(*known_[i], {finding, end});
        for (; finding != end; ++finding) {
            finding->text = i;
            out.push_back(std::move(*finding));
        }
        ++fresh;
    }
}

void LintTeam::check_fresh()
{
    found_.clear();
    std::size_t bytes = 0;
    for (const auto& text : fresh_) bytes += text.text.size();
    const auto parts = std::clamp<std::size_t>(bytes / worth_a_thread, 1, threads_);
    while (linters_.size() < parts) linters_.emplace_back(book_);
    const auto at = cuts(fresh_, bytes, parts);
    std::vector<std::vector<LintFinding>> found(at.size() - 1);
    for_each_index(found.size(), [&](std::size_t i) {
        linters_[i].check_all(std::span(fresh_).subspan(at[i], at[i + 1] - at[i]), found[i]);
    });
    for (std::size_t i = 0; i < found.size(); ++i)
        for (auto& finding : found[i]) {
            finding.text += at[i];
            found_.push_back(std::move(finding));
        }
}

} // namespace redress::analyze

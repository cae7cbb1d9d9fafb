#include "lint_suppress.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>

namespace redress {
namespace {

constexpr std::string_view mark = "redress-disable-";

bool ends(std::string_view text, std::string_view with)
{
    return text.size() >= with.size() && text.substr(text.size() - with.size()) == with;
}

} // namespace

std::optional<Suppression> suppression_in(std::string_view line)
{
    const auto at = line.find(mark);
    if (at == std::string_view::npos) return std::nullopt;
    static constexpr std::array<std::string_view, 7> openings{"<!--", "#", "//", "{{!", "{{!--", "%", ";"};
    if (std::find(openings.begin(), openings.end(), text::trim(line.substr(0, at))) == openings.end()) return std::nullopt;
    auto rest = line.substr(at + mark.size());
    Suppression out;
    const auto takes = [&](std::string_view word) {
        // A word that goes on is another: "next-lines".
        if (rest.substr(0, word.size()) != word) return false;
        const auto behind = rest.substr(word.size());
        if (!behind.empty() && behind.front() != ' ' && behind.front() != '\t') return false;
        rest = behind;
        return true;
    };
    out.whole_file = takes("file");
    if (!out.whole_file && !takes("next-line")) return Suppression{}; // meant as one, and must not pass unseen
    rest = text::trim(rest);
    for (const std::string_view end : {"-->", "--}}", "}}"})
        if (ends(rest, end)) rest = text::trim(rest.substr(0, rest.size() - end.size()));
    if (const auto dashes = rest.find("--"); dashes != std::string_view::npos) {
        out.reason = text::trim(rest.substr(dashes + 2));
        rest = text::trim(rest.substr(0, dashes));
    }
    for (const auto part : text::split(rest, ','))
        if (const auto name = text::trim(part); !name.empty()) out.rules.emplace_back(name);
    return out;
}

void LintSuppressions::add(std::uint64_t line, std::string_view text)
{
    auto found = suppression_in(text);
    if (!found) return;
    // Comments that stand below each other cover the same line.
    for (auto& earlier : comments_)
        if (earlier.covers == line) ++earlier.covers;
    const auto words = found->rules.size();
    const auto covers = found->whole_file ? 0 : line + 1;
    comments_.push_back({std::move(*found), line, covers, std::vector<bool>(words, false)});
}

const std::string* LintSuppressions::reason(const profile::Rule& rule, std::uint64_t line)
{
    const std::string* out = nullptr;
    for (auto& comment : comments_) {
        if (!comment.said.is_complete() || line <= comment.line || (comment.covers && comment.covers != line)) continue;
        for (std::size_t i = 0; i < comment.said.rules.size(); ++i)
            if (comment.said.rules[i] == rule.id || comment.said.rules[i] == rule.category) {
                comment.used[i] = true;
                if (!out) out = &comment.said.reason;
            }
    }
    return out;
}

std::vector<LintSuppressions::Fault> LintSuppressions::faults() const
{
    std::vector<Fault> out;
    for (const auto& comment : comments_) {
        if (!comment.said.is_complete()) out.push_back({comment.line, ""});
        if (!comment.said.is_complete()) continue;
        for (std::size_t i = 0; i < comment.used.size(); ++i)
            if (!comment.used[i]) out.push_back({comment.line, comment.said.rules[i]});
    }
    return out;
}

} // namespace redress

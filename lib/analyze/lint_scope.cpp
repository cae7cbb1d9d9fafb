// Where rules apply and how gravely (analyze/lint.hpp).
#include "analyze/lint.hpp"

#include <algorithm>

namespace redress::analyze {
namespace {

bool fits(const std::vector<std::string>& platforms, const std::vector<std::string>& jurisdictions, const LintScope& scope)
{
    const auto has = [](const std::vector<std::string>& list, const std::string& word) {
        return std::find(list.begin(), list.end(), word) != list.end();
    };
    return has(platforms, scope.platform) ||
           std::any_of(scope.jurisdictions.begin(), scope.jurisdictions.end(),
                       [&](const std::string& place) { return has(jurisdictions, place); });
}

} // namespace

bool applies(const profile::Rule& rule, const LintScope& scope)
{
    return (rule.platforms.empty() && rule.jurisdictions.empty()) || fits(rule.platforms, rule.jurisdictions, scope);
}

Severity severity_of(const profile::Rule& rule, const LintScope& scope)
{
    for (const auto& name : {rule.id, rule.category})
        if (const auto own = scope.severities.find(name); own != scope.severities.end()) return own->second;
    auto severity = rule.severity;
    std::optional<Severity> overlaid;
    for (const auto& overlay : rule.overlays)
        if (fits(overlay.platforms, overlay.jurisdictions, scope))
            overlaid = std::max(overlaid.value_or(overlay.severity), overlay.severity);
    return overlaid.value_or(severity);
}

} // namespace redress::analyze

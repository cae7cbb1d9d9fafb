// One profile's facts over another's: those who decide cases of shops that have no arbiter of their own.
#include "profile/profile.hpp"
#include "profile/reader.hpp"

#include <algorithm>

namespace redress::profile {
namespace {

// The upper list, then what the lower one has besides.
template <typename Items, typename Key> void lay_over(Items& lower, const Items& upper, Key key)
{
    auto out = upper;
    for (auto& item : lower)
        if (std::none_of(upper.begin(), upper.end(), [&](const auto& other) { return other.*key == item.*key; }))
            out.push_back(std::move(item));
    lower = std::move(out);
}

// A letter goes into the decider's field, if there is one for its kind; the shop's own field is then out of play.
void lay_texts(std::vector<TextRule>& lower, const std::vector<TextRule>& upper)
{
    auto out = upper;
    for (auto& rule : lower) {
        std::erase_if(rule.letters, [&](const std::string& kind) {
            return std::any_of(upper.begin(), upper.end(), [&](const TextRule& other) {
                return std::find(other.letters.begin(), other.letters.end(), kind) != other.letters.end();
            });
        });
        const auto same = [&](const TextRule& other) { return other.field == rule.field; };
        if (std::none_of(upper.begin(), upper.end(), same)) out.push_back(std::move(rule));
    }
    lower = std::move(out);
}

// A step is what is done and where it can be done.
void lay_steps(std::vector<Transition>& lower, const std::vector<Transition>& upper)
{
    auto out = upper;
    for (auto& step : lower) {
        const auto same = [&](const Transition& other) {
            return other.on == step.on && other.stage == step.stage && other.status == step.status;
        };
        if (std::none_of(upper.begin(), upper.end(), same)) out.push_back(std::move(step));
    }
    lower = std::move(out);
}

} // namespace

void take_reasons(Profile& profile, const Profile& base)
{
    auto reasons = base.reasons;
    auto types = base.evidence_types;
    lay_over(reasons, profile.reasons, &Reason::code);
    lay_over(types, profile.evidence_types, &EvidenceType::code);
    profile.reasons = std::move(reasons);
    profile.evidence_types = std::move(types);
}

Profile under_decider(Profile platform, const Profile& decider)
{
    platform.decided_by = decider.id;
    platform.citation = decider.citation;
    if (!decider.files.from.source.empty()) platform.files = decider.files;
    if (!decider.files.from.source.empty() || !decider.submission.from.source.empty())
        platform.submission = decider.submission;
    lay_texts(platform.texts, decider.texts);
    lay_steps(platform.transitions, decider.transitions);
    // The decider's stages first: a case that names who decides has left the shop, unless it says otherwise.
    lay_over(platform.stages, decider.stages, &Stage::code);
    lay_over(platform.statuses, decider.statuses, &Status::code);
    lay_over(platform.deadlines, decider.deadlines, &Deadline::event);
    lay_over(platform.rules, decider.rules, &PlatformRule::id);
    lay_over(platform.metrics, decider.metrics, &Metric::name);
    lay_over(platform.uploads, decider.uploads, &Upload::field);
    lay_over(platform.prohibitions, decider.prohibitions, &Prohibition::code);
    auto enumerations = decider.enumerations;
    // What a case may be closed with is a word of the shop, where it has one.
    std::erase_if(enumerations, [&](const Enumeration& e) { return platform.enumeration(e.name) && e.name == "outcome"; });
    lay_over(platform.enumerations, enumerations, &Enumeration::name);
    return platform;
}

Profile load_case_profile(const std::filesystem::path& share, const std::filesystem::path& config,
                          const std::string& platform, const std::string& via)
{
    auto own = load_profile(share, config, platform);
    // A platform with one decider is its own judge.
    if (via.empty() || own.deciders.size() == 1) return own;
    if (std::find(own.decides.begin(), own.decides.end(), via) != own.decides.end()) return own;
    for (const auto& name : list_profiles(share, config)) {
        if (name == platform) continue;
        const auto other = load_profile(share, config, name);
        if (std::find(other.decides.begin(), other.decides.end(), via) == other.decides.end()) continue;
        own = under_decider(std::move(own), other);
        break;
    }
    return own;
}

} // namespace redress::profile

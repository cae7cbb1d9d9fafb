// Platform profiles: what a platform calls things, allows, demands and by when. Data only (share/platforms/*.toml, overlays
// in the user's folder); every fact says where it was read and when, and whether anybody confirmed it.
#pragma once

#include "base/json.hpp"
#include "profile/facts.hpp"
#include "profile/platform_words.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace redress::profile {

struct Profile {
    std::string id, path; // path: the file it was read from
    Text display;
    std::string currency, zone;
    std::vector<std::string> deciders, imports; // who decides ("via"); formats of ingest this platform's sellers have
    std::vector<std::string> decides;           // as whom this profile decides cases of others: "alipay"
    std::string decided_by;                     // id of the decider's profile laid over this one
    std::string reasons_of;                     // the profile whose reasons and evidence types stand before its own
    std::vector<Stage> stages;
    std::vector<Status> statuses;
    std::vector<Transition> transitions;
    std::vector<Reason> reasons;
    std::vector<Deadline> deadlines;
    std::vector<EvidenceType> evidence_types;
    FileRules files; // of evidence
    std::vector<Upload> uploads;
    Submission submission;
    std::vector<TextRule> texts;
    std::vector<PlatformRule> rules; // seller protection and the like
    std::vector<Metric> metrics;
    std::optional<ReviewRules> reviews;
    std::vector<Prohibition> prohibitions;
    std::vector<Enumeration> enumerations;
    std::vector<Carrier> carriers; // names for words of the enumeration "tracking_info.carrier_name"
    Text citation;                 // "Exhibit {label}" (letters), "图{number}" (figures): how a letter names an exhibit

    const Reason* reason(const std::string& code) const;
    const EvidenceType* evidence_type(const std::string& code) const;
    const PlatformRule* rule(const std::string& word) const;
    const Stage* stage(const std::string& code) const;
    const Status* status(const std::string& code) const;
    const Enumeration* enumeration(const std::string& name) const;
    // Of a file that is uploaded as evidence: `files`, and of one file what the places named in submission.within allow.
    FileRules upload_rules() const;
};

// What a length of time can be counted from, with the words for people.
const std::vector<std::pair<std::string, Text>>& starting_points();

Json to_json(const Profile& profile); // schema redress/platform/1

// Loads share/platforms/NAME.toml under the user's overlay (config/platforms/NAME.toml, merged key by key).
// parse_profile: the same from text; name stands in errors for the file. Both throw Error{input}.
Profile load_profile(const std::filesystem::path& share, const std::filesystem::path& config, const std::string& name);
Profile parse_profile(std::string_view text, const std::string& name);
// The profile a case is judged by: the platform's own, or, where the case names somebody else who decides (via), what that
// one's profile says on top: statuses, limits, deadlines, rules, citation. Reasons and evidence stay the platform's.
Profile load_case_profile(const std::filesystem::path& share, const std::filesystem::path& config,
                          const std::string& platform, const std::string& via);
Profile under_decider(Profile platform, const Profile& decider);
std::vector<std::string> list_profiles(const std::filesystem::path& share, const std::filesystem::path& config);

} // namespace redress::profile

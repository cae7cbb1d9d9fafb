// Platform profiles: what a platform calls things, allows, demands and by when. Data only (share/platforms/*.toml, overlays
// in the user's folder); every fact says where it was read and when, and whether anybody confirmed it.
#pragma once

#include "base/json.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace redress::profile {

struct Provenance {
    std::string source;    // URL, repository@commit, or "memory"
    std::string seen;      // date read, YYYY-MM-DD or YYYY-MM
    bool verified = false; // false: shown as such, and no draft asserts it
};

struct Text { // English and Chinese; Spanish where letters go out in it
    std::string en, zh, es;
    const std::string& in(const std::string& lang) const;
};

struct Status {
    std::string code, owner; // owner: whose move it is: seller, buyer, platform, nobody
    Text label;
    Provenance from;
};
struct Stage {
    std::string code;
    Text label;
    Provenance from;
};
struct Transition {
    std::string on, stage, status, to_stage, to_status; // empty stage or status: any
    Text label;
    Provenance from;
};

struct Reason {
    std::string code, cause; // cause: communication, process, mismatch, force_majeure, malicious
    Text label;
    std::vector<std::string> evidence; // evidence type codes, strongest first
    // Without one of each group an answer is not worth sending; empty: nothing is indispensable.
    std::vector<std::vector<std::string>> required;
    Provenance from, evidence_from; // of the code; of what it wants
};

struct Deadline {
    std::string event; // what must happen
    double hours = 0;  // default length; 0: only the imported field says
    bool business_days = false;
    std::string starts_from; // opened, escalated, delivered, …
    std::string field;       // the field of imported data that overrides it
    Text label;
    Provenance from;
};

struct EvidenceType {
    std::string code, needs;          // needs: file, tracking, refund_id, text
    std::vector<std::string> kinds;   // of records that satisfy it: transcript, order, event:shipped, document, …
    std::vector<std::string> reasons; // codes it serves
    Text proves, where;               // where: how the seller comes by it
    Provenance from;
};

struct FileRules {
    std::vector<std::string> extensions;
    std::uint64_t max_file_bytes = 0, max_total_bytes = 0; // 0: no known limit
    int max_files = 0, max_pages = 0;
    std::string name_pattern; // regular expression a file name must match; empty: any
    bool ascii_names = false;
    Provenance from;
};

struct TextRule {
    std::string field, unit, encoding; // unit: char, byte, utf16
    std::uint64_t max = 0;
    std::vector<std::string> letters; // kinds of draft that go into this field
    Provenance from;
};

struct PlatformRule { // a platform rule a draft may assert if verified: "seller_protection.tracking"
    std::string id;
    Text text;
    Provenance from;
};

struct Metric {
    std::string name, formula, window, unit; // unit: percent, stars (a mean of ratings 1 to 5), or the platform's own word
    std::string better;                      // higher, lower: the seller's side of the threshold; empty: not known
    bool amounts = false;                    // a share of sums of money: no count of orders says how sure it is
    Text label;
    std::optional<double> threshold;
    Provenance from;
};

struct ReviewRules {
    int window_days = 0, reply_max = 0;
    bool one_shot_reply = false;
    std::string scale, editable_by;
    Text note;
    Provenance from;
};

struct Enumeration {         // words of a field that is neither stage, status, reason nor evidence type: "dispute_channel"
    std::string name, field; // field: what the platform calls it, where the name is ours ("outcome")
    std::vector<std::string> values;
    Provenance from;
};

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
    FileRules files;
    std::vector<TextRule> texts;
    std::vector<PlatformRule> rules; // seller protection and the like
    std::vector<Metric> metrics;
    std::optional<ReviewRules> reviews;
    std::vector<Enumeration> enumerations;
    Text citation; // "Exhibit {label}" (letters), "图{number}" (figures): how a letter names an exhibit

    const Reason* reason(const std::string& code) const;
    const EvidenceType* evidence_type(const std::string& code) const;
    const PlatformRule* rule(const std::string& word) const;
    const Stage* stage(const std::string& code) const;
    const Status* status(const std::string& code) const;
    const Enumeration* enumeration(const std::string& name) const;
};

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

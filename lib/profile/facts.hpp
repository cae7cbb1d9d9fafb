// The facts a platform profile consists of. Each says where it was read and when, and whether anybody confirmed it.
#pragma once

#include "profile/provenance.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace redress::profile {

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
    std::string event, by; // what must happen; by: whose clock it is: seller, buyer, either, platform, supplier
    double hours = 0;      // default length; 0: only the imported field says
    bool business_days = false;
    std::string starts_from; // one of starting_points()
    std::string stage;       // it runs in this stage; empty: in the first
    std::string field;       // the field of imported data that overrides it
    Text label, missed;      // missed: what then happens
    Provenance from;
};

struct EvidenceType {
    std::string code, needs;          // needs: file, tracking, refund_id, text
    std::vector<std::string> kinds;   // of records that satisfy it: transcript, order, event:shipped, document, …
    std::vector<std::string> reasons; // codes it serves
    Text proves, where;               // where: how the seller comes by it
    bool page = false;                // what the buyer must have seen to be bound by it: a policy, a listing
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

struct Upload { // another place files go to, with limits of its own
    std::string field;
    Text label;
    FileRules files;
    Provenance from;
};

struct Submission {                  // how evidence and answer go to the platform together
    Text names;                      // of the files, without suffix: "{label}-{what}"
    Text citation;                   // how the answer then names an exhibit: "{name} ({file})"
    Text once;                       // why what was sent cannot be mended; empty: nothing says so
    std::vector<std::string> within; // other places (field of uploads) whose limits for one file hold too
    Provenance from;
};

struct TextRule {
    std::string field, unit, encoding; // unit: char, byte, utf16
    Text label;
    std::uint64_t max = 0;
    std::vector<std::string> letters; // kinds of draft that go into this field
    Provenance from;
};

struct PlatformRule { // a platform rule a draft may assert if verified: "seller_protection.tracking"
    std::string id;
    Text text;
    std::optional<double> threshold; // from which amount or number on
    std::string unit;
    Provenance from;
};

struct Threshold {
    std::string name;
    double value = 0; // in the metric's unit
    Text label;       // what it decides
    Provenance from;
};
struct Metric {
    std::string name, unit; // unit: percent, stars (a mean of ratings 1 to 5), or the platform's own word
    std::string better;     // higher, lower: the seller's side of the thresholds; empty: not known
    bool amounts = false;   // a share of sums of money: no count of orders says how sure it is
    Text label, formula, window;
    std::vector<Threshold> thresholds;
    std::optional<double> threshold; // the first of them, which a figure is held against
    Provenance from;
};

struct ReviewStep {                 // what may be done about a rating, by whom, how long
    std::string code, by;           // code: give, edit, append, reply, complain
    double hours = 0;               // 0: no known limit
    std::string starts_from, field; // field: of texts, that what is written goes into
    bool once = false;
    Text label;
    Provenance from;
};
using RemovalGround = Stage; // a code and its meaning
struct ReviewRules {
    Text scale;
    std::vector<ReviewStep> steps;
    std::vector<RemovalGround> removal; // for what a platform takes a rating down
    bool one_shot_reply = false;        // the reply cannot be given twice
    Provenance from;
};

struct Prohibition {
    std::string code;
    Text label;
    std::vector<std::string> rules; // of redress-rules(5), which find it in a text
    Provenance from;
};

} // namespace redress::profile

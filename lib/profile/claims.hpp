// What people say happened, and which records speak against it: data only (share/claims.toml).
#pragma once

#include "profile/facts.hpp"
#include "profile/rules.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace redress::profile {

struct Claim {
    std::string id, by; // by: whose words count: buyer, seller
    Text label;
    std::vector<std::string> reasons; // codes of cases that make the claim by being opened
    // Facts: "event:delivered", "claim:received", "order:cancelled", "seller:answered".
    std::vector<std::string> firm, soft; // firm: both cannot be true; soft: it speaks against the claim
    std::vector<std::string> later;      // they speak against it if they came later than this after it
    std::int64_t later_minutes = 0;
    std::vector<std::string> amounts;   // an amount said beside the claim must be theirs
    std::vector<std::string> backed_by; // records that would prove it
};

struct Sequence { // of two records of one order
    std::string first;
    std::vector<std::string> then; // none of them can have come before
};

struct PromiseWording {       // what was promised by when, as a rule of ClaimBook::rules
    std::string rule;         // its id
    std::int64_t minutes = 0; // of one unit
    bool fixed = false;       // that long, whatever number stands there
    bool clock = false;       // a time of day
};

struct ResultWording {              // what a record's result says against the shop
    std::string id;                 // also the id of its rule
    std::vector<std::string> kinds; // of events
    Text label;
};

struct ClaimBook {
    std::vector<Claim> claims;
    std::vector<Sequence> sequences;
    std::vector<std::vector<std::string>> exclusive; // kinds of event, of which an order can end in one
    std::vector<std::vector<std::string>> same;      // kinds of event that tell of one thing
    std::vector<ResultWording> results;
    std::vector<PromiseWording> promises;
    RuleSet rules; // the wordings: kind "claim", category the claim's id; bad holds what makes the claim, good what does not
    const Claim* claim(std::string_view id) const;
};

// Both throw Error{input} naming file, table and key.
ClaimBook parse_claims(std::string_view text, const std::string& name);
// The user's own file (config/claims.toml) instead of the shipped one, where there is one.
std::shared_ptr<const ClaimBook> load_claims(const std::filesystem::path& share, const std::filesystem::path& config);

} // namespace redress::profile

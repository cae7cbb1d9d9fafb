// Why a review complains: cues found in its text, added up per cause. The cues are data (share/models/causes.toml); what
// each code means is said there and in redress-score(1).
#pragma once

#include "analyze/features.hpp"
#include "base/json.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace redress::analyze {

enum class CauseCode { communication, process, mismatch, force_majeure, malicious, unclear };
inline constexpr std::size_t cause_count = 6;
std::string_view to_string(CauseCode code);

struct Cause {
    CauseCode code = CauseCode::unclear;
    double p = 0;
};
using Causes = std::array<Cause, cause_count>; // most likely first

// One cue: what must be found, and after at most some characters what else.
struct Cue {
    std::u16string first, second; // second empty: first alone
    bool word_start = false, word_end = false;
    std::uint16_t group = 0;
};

struct CauseModel {
    std::vector<std::string> groups;
    std::vector<std::array<double, cause_count>> weights; // per group
    std::array<double, cause_count> prior{};
    double unclear_per_ten = 0;
    std::vector<Cue> cues;
    std::unordered_map<std::uint32_t, std::vector<std::uint16_t>> starts; // first two characters -> cues
};

// lexicon: causes.toml. Throws Error{input} naming what does not fit.
CauseModel load_causes(const Json& lexicon, const FoldTable& table);

// How much each group was found in a folded text: 1 for one hit, 1.5 for two, 1.83 for three.
std::vector<double> cause_hits(const CauseModel& model, const Folded& folded);
// Tens of characters of a text, from 0 to 8: the longer, the less likely it names no cause.
double text_tens(const Folded& folded);

Causes causes(const CauseModel& model, const FoldTable& table, std::string_view utf8);

} // namespace redress::analyze

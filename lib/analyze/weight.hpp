// How telling an exhibit is, for where a platform takes only a few of them.
#pragma once

#include "analyze/timeline.hpp"
#include "profile/profile.hpp"

#include <map>
#include <string>
#include <vector>

namespace redress::analyze {

// What a record weighs by itself: 1 for one side of a contradiction, more for what settles the case. Others weigh nothing.
using RecordWeights = std::map<std::string, double>;

struct Weight {
    double value = 0;
    bool demanded = false;      // the best there is of what the reason cannot do without
    std::vector<Said> why = {}; // "wanted for this reason: logistics", "third-party record"
};

// Both sides of what speaks against the buyer: a firm contradiction weighs twice. What shakes the seller's word adds
// nothing.
RecordWeights weigh_contradictions(const std::vector<Contradiction>& contradictions);

// By the case's reason, then by grade and by the weight of the records in it; one for each exhibit, in their order.
std::vector<Weight> weigh_exhibits(const std::vector<Exhibit>& exhibits, const Material& material,
                                   const profile::Profile& profile, const RecordWeights& records);
// What one of the pieces of an exhibit weighs, counted from 1; its records weigh `records`. The first meets a demand, and
// each further page of one thing tells less than a page of another.
double weigh_piece(const Weight& exhibit, double records, int number);
// Of some of an exhibit's records: how much they add to what the exhibit weighs.
double weigh_records(const std::vector<std::string>& ids, const RecordWeights& records);

} // namespace redress::analyze

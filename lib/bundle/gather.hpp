// Everything a package needs out of the store, as values.
#pragma once

#include "bundle/leak.hpp"
#include "bundle/package.hpp"
#include "profile/profile.hpp"
#include "store/cases.hpp"

#include <optional>
#include <string>

namespace redress::bundle {

struct GatherOptions {
    std::string zone, lang, agent;               // zone and lang: as the user said, else empty
    profile::Text citation;                      // how letters name an exhibit; empty: Exhibit A
    std::map<std::string, profile::Text> proves; // what each kind of evidence shows, by the code documents are linked as
    std::optional<std::int64_t> date;            // Unix seconds; nullopt: the latest time in the case
    bool allocate = true;                        // false: labels and pages as they would be, and the store stays as it is
};

// material: the case with everything linked to it. Throws Error{input} where a time rests on a guessed zone, or nothing is
// linked.
Contents gather(store::Store& store, analyze::Material material, const GatherOptions& options);

// The zone a case's times are shown in: the user's word, else the shop's, else the one most of its records were written in,
// else UTC. Never the machine's: the same case must give the same bytes elsewhere.
time::Zone case_zone(const analyze::Material& material, const std::string& told, const std::string& shop_zone);

// What belongs to customers who have no part in the case.
LeakGate gate_against_strangers(store::Store& store, const analyze::Material& material);

} // namespace redress::bundle

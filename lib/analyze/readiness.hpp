// What a case's reason wants, what is linked, and what is missing.
#pragma once

#include "analyze/exhibits.hpp"
#include "profile/profile.hpp"

#include <string>
#include <vector>

namespace redress::analyze {

struct Want {
    std::string code;                 // evidence type
    int group = 0;                    // from 1: one of each group is indispensable; 0: useful
    std::vector<std::string> records; // what satisfies it
};

// A conversation whose export begins after the order was placed: what was said before may be missing.
struct LateStart {
    std::string thread;
    Instant first, placed;
};

struct Readiness {
    std::vector<Want> wants;                // in the order of the profile, strongest first
    std::vector<int> open_groups;           // nothing there for these
    bool transcript = false, order = false; // without them hardly any case can be told
    std::vector<std::string> undecided;     // documents nobody said the meaning of
    std::vector<std::string> guessed;       // records whose time rests on a guessed zone
    std::vector<std::string> unfit;         // documents the platform takes neither by type nor by size
    std::vector<LateStart> late;
    bool complete() const { return open_groups.empty(); } // what the reason demands is there
    bool clean() const { return complete() && transcript && order && guessed.empty(); }
};

// Why a document was linked, if the seller said what it is: "as PROOF_OF_REFUND".
inline constexpr const char* linked_as = "as ";

Readiness assess(const Material& material, const profile::Profile& profile);
// Does this record satisfy a kind of redress-platform(5)? code: the evidence type asked for; by: why it was linked.
bool satisfies(const model::Record& record, const std::string& kind, const std::string& code, const std::string& by);

} // namespace redress::analyze

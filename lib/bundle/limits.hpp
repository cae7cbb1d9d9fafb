// What a package still lacks and what a platform's upload form would refuse, before anybody tries.
#pragma once

#include "base/said.hpp"
#include "bundle/package.hpp"
#include "profile/profile.hpp"

#include <string>
#include <vector>

namespace redress::bundle {

struct Gap {
    std::string code;      // "no-transcript", "file-too-large"
    Said what, cure;       // cure: may be empty
    bool to_act_on = true; // false: worth knowing
};

std::vector<Gap> find_gaps(const analyze::Material& material);
// What was seen in documents when they went in.
std::vector<Gap> document_gaps(const Built& built);
// Pages and documents are what is uploaded; the records and the index are for those who verify.
std::vector<Gap> check_limits(const profile::FileRules& rules, const std::vector<IndexRow>& index);

} // namespace redress::bundle

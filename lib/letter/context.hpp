// What a template can say about a case: slots with values, every fact beside the citation of the exhibit that shows it.
#pragma once

#include "analyze/exhibits.hpp"
#include "base/json.hpp"
#include "base/said.hpp"
#include "base/time.hpp"
#include "letter/kinds.hpp"
#include "profile/profile.hpp"

#include <map>
#include <string>
#include <vector>

namespace redress::letter {

struct Inputs {
    const analyze::Material& material;
    const std::vector<analyze::Exhibit>& exhibits; // with labels
    const profile::Profile& profile;
    const time::Zone& zone; // the one the exhibits are printed in
    std::string lang;
    Kind kind;
    std::map<std::string, std::string> set = {}; // what the seller said for a slot: wins over everything
    std::vector<std::string> offers = {};        // what the seller offers; several are a choice
};

// An object with every slot of redress-templates(5); false for what the case does not say.
Json build_context(const Inputs& inputs);
// "rule_" and the rule's id, dots as underscores.
std::string slot_of(const profile::PlatformRule& rule);
// How the user supplies a value for this slot, in words.
Said how_to_supply(const std::string& slot, const std::string& case_id);

} // namespace redress::letter

// Rules of redress lint that no rule file has, since it is the program that sees them.
#pragma once

#include "profile/rules.hpp"

#include <string_view>
#include <vector>

namespace redress {

const std::vector<profile::Rule>& own_rules();
const profile::Rule& own_rule(std::string_view id); // one there is
// The rules of the files and, behind them, these.
profile::RuleSet with_own_rules(profile::RuleSet rules);

} // namespace redress

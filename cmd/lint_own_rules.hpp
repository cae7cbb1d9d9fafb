// Rules of redress lint that no rule file has, since it is the program that sees them.
#pragma once

#include "profile/rules.hpp"

#include <vector>

namespace redress {

const std::vector<profile::Rule>& own_rules();
// The rules of the files and, behind them, these.
profile::RuleSet with_own_rules(profile::RuleSet rules);

} // namespace redress

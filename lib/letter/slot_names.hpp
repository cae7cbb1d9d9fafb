// The names templates may use, as redress-templates(5) lists them: for checking a template without a case.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace redress::letter {

// By slot: the names known inside its section.
const std::map<std::string, std::vector<std::string>, std::less<>>& slot_names();
// What every profile adds of its own: reason_CODE, rule_ID.
const std::vector<std::string>& slot_prefixes();
// Kinds of letter, as the names of template files begin with.
const std::vector<std::string>& letter_kinds();

} // namespace redress::letter

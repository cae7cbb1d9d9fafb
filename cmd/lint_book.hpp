// The rules a run of lint goes by, compiled, or taken from the pack the build made of the shipped ones.
#pragma once

#include "analyze/rulebook.hpp"
#include "lint_input.hpp"
#include "session.hpp"

#include <memory>
#include <string>
#include <vector>

namespace redress {

// Given rule files and folders replace the shipped rules and the user's own; the shipped word lists are always at hand.
// A null pointer if there is no rule at all. Throws Error{input} naming the rule that is wrong.
std::shared_ptr<const analyze::Rulebook> lint_book(const std::vector<std::string>& given, const LintSettings& settings,
                                                   const Session& session);
// The shipped rules as `rules.pack` beside the folder of rules, or beside the program: what lint_book() then need not
// compile.
std::string pack_rules(const Session& session);

} // namespace redress

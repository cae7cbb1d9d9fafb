// What `redress lint` says of its rules: the list, one in full, and whether their examples hold.
#pragma once

#include "analyze/rulebook.hpp"
#include "command.hpp"
#include "options.hpp"
#include "profile/rules.hpp"

#include <memory>

namespace redress {

Exit lint_self_test(const std::shared_ptr<const analyze::Rulebook>& book, Session& session);
Exit lint_list(const profile::RuleSet& set, const OutputOptions& output, Session& session);
// The rule of that id, or all of a category. Throws Error{usage} if there is none.
Exit lint_explain(const profile::RuleSet& set, const std::string& word, const OutputOptions& output, Session& session);

} // namespace redress

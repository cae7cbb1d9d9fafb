// A set of rules as bytes, read a hundred times as fast as TOML: for packs of compiled rules.
#pragma once

#include "profile/rules.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace redress::profile {

std::string to_bytes(const RuleSet& set);
std::optional<RuleSet> from_bytes(std::string_view bytes); // nothing if they are damaged

} // namespace redress::profile

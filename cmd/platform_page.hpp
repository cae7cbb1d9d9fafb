// A platform profile as a page a seller would print: every fact with its source, its date and whether anybody confirmed it.
#pragma once

#include "base/said.hpp"
#include "profile/profile.hpp"
#include "render/document.hpp"

#include <string>
#include <utility>
#include <vector>

namespace redress {

render::Document profile_page(const profile::Profile& profile, const std::string& lang);
// Every fact by the name the page gives it ("reasons UNAUTHORISED"), with where it comes from.
std::vector<std::pair<std::string, profile::Provenance>> facts_of(const profile::Profile& profile);

} // namespace redress

// A wording rule as a page for people and as JSON.
#pragma once

#include "base/json.hpp"
#include "profile/rules.hpp"
#include "render/document.hpp"

#include <string>

namespace redress {

// With `patterns` what it looks for word by word, else in short.
render::Document rule_page(const profile::Rule& rule, const std::string& lang, bool patterns);
Json rule_json(const profile::Rule& rule);

} // namespace redress

// TOML files as Json values (dates as strings), so that only one file of the program compiles toml++.
#pragma once

#include "base/json.hpp"

#include <filesystem>
#include <string_view>

namespace redress::toml {

// Throws Error{input} naming file, line and what is wrong.
Json parse(std::string_view text, const std::string& name);
Json load(const std::filesystem::path& path);

} // namespace redress::toml

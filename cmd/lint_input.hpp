// What `redress lint` reads: rules, the repository's own settings, files and record streams.
#pragma once

#include "lint_settings.hpp"
#include "profile/rules.hpp"
#include "session.hpp"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace redress {

// Files to look at: those named, and what is below folders named and can be read.
struct LintFound {
    std::vector<std::string> files, others; // others: of kinds that are not read
    std::vector<std::pair<std::string, Said>> unreadable;
};
LintFound lint_files(const std::vector<std::string>& named, const LintSettings& settings);

} // namespace redress

// What `redress lint` reads: rules, the repository's own settings, files and record streams.
#pragma once

#include "profile/rules.hpp"
#include "session.hpp"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace redress {

// .redress.toml at the root of the git repository the command runs in: the keys lint may take from there.
struct LintSettings {
    std::filesystem::path root; // empty: no repository, or no file
    std::vector<std::string> rules, exclude;
    std::string kind, fail_on;
    bool excludes(const std::string& path) const;
};
LintSettings lint_settings();
// Root of the git repository the command runs in, absolute; empty outside of any.
std::filesystem::path repository_root();

// Files named, folders walked for text and Markdown; excluded ones left out.
std::vector<std::string> lint_files(const std::vector<std::string>& named, const LintSettings& settings);
// "reply-zh.md" says what it is; empty if a name says nothing.
std::string kind_in_name(const std::string& path);

} // namespace redress

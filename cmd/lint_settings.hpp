// .redress.toml at the root of the git repository `redress lint` runs in: what it may say of the files there.
#pragma once

#include "base/diagnostic.hpp"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace redress {

// What is said of texts: in general, of some files, by options. Empty: nothing.
struct LintSaid {
    std::string kind, lang, platform, unit;
    std::vector<std::string> jurisdictions;
    std::optional<bool> is_template;
    std::vector<std::string> slots;
};

struct LintSettings {
    std::filesystem::path root; // empty: no repository, or no file
    std::vector<std::string> rules, exclude, channels;
    std::string fail_on;
    LintSaid all;
    std::map<std::string, Severity, std::less<>> severities; // by rule or category
    struct Files {
        std::vector<std::string> globs;
        LintSaid said;
    };
    std::vector<Files> files; // of several that fit, each key is the last one's
    bool excludes(const std::string& path) const;
    // What is said of this file by name; of all files is not in it.
    LintSaid of_file(const std::string& path) const;
};
// Throws Error{input} naming the key that is wrong.
LintSettings lint_settings();
// Root of the git repository the command runs in, absolute; empty outside of any.
std::filesystem::path repository_root();

// "CN", "us": as rules name a country or union; nothing if it cannot be one.
std::optional<std::string> jurisdiction_named(const std::string& word);
const std::vector<std::string>& lint_units(); // line, paragraph, section, file

} // namespace redress

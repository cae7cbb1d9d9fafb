// Which lines changed since a revision of git: `redress lint --changed-since`.
#pragma once

#include "base/patch.hpp"
#include "session.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <set>
#include <string>

namespace redress {

class LintChanges {
public:
    // Compares the working tree with the point where this branch left `revision`. Throws Error{input} where there is no
    // git, no repository or no such revision.
    LintChanges(const std::string& revision, Session& session);
    // Is one of these lines of the file new? All lines are of a file git does not know.
    bool holds(const std::string& file, std::uint64_t first, std::uint64_t last);
    // Or was something taken out of that stretch?
    bool changed(const std::string& file, std::uint64_t first, std::uint64_t last);

private:
    const patch::Fresh& look_up(const std::string& file);

    std::filesystem::path root_;
    const patch::Fresh& of(const std::string& file);

    std::map<std::string, patch::Fresh> fresh_; // by path from the root
    std::set<std::string, std::less<>> tracked_;
    std::string file_; // asked last
    const patch::Fresh* answer_ = nullptr;
};

} // namespace redress

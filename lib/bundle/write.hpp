// A package onto the disk, as a folder or a zip: the same bytes for the same files, whole or absent.
#pragma once

#include "bundle/file.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace redress::bundle {

struct Target {
    std::filesystem::path path;
    bool zip = false;
    std::string top;       // the one folder inside a zip; empty: none
    std::int64_t time = 0; // of zip entries, Unix seconds
    bool replace = false;  // something is there and may go
};
// Writes beside the target, syncs, and renames: there is never half a package under its name. Originals are hashed as they
// are copied: one that is not what it was throws Error{store}, and nothing is written.
void write_package(const std::vector<File>& files, const Target& target);

} // namespace redress::bundle

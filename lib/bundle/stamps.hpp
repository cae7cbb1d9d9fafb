// Timestamps in a package: timestamps/NAME.tsq, .tsr and .chain.pem, tag files that no manifest lists.
#pragma once

#include "bundle/tree.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace redress::bundle {

inline constexpr const char* stamp_folder = "timestamps/";

// Names of the timestamps there are: of timestamps/digicert.tsr it is digicert.
std::vector<std::string> stamp_names(const Tree& tree);

// Is there one in the package at this place? Looks at names alone.
bool has_stamps(const std::filesystem::path& package);

struct NewStamp {
    std::string name; // of the authority; a number is put behind it where that name is taken
    std::string request, reply, chain;
};

// Adds them to the package at `path`, whose files `tree` has, and has VERIFY.txt speak of them where the package is ours.
// Nothing that is there is overwritten. A zip is written anew, whole or not at all; its other entries keep their bytes.
// Returns the names given. Throws Error{render} if it cannot be written.
std::vector<std::string> add_stamps(const std::string& path, const Tree& tree, const std::vector<NewStamp>& stamps);

} // namespace redress::bundle

// A package as a BagIt 1.0 bag (RFC 8493): payload, tag files and manifests.
#pragma once

#include "bundle/file.hpp"
#include "bundle/tree.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace redress::bundle {

using BagInfo = std::vector<std::pair<std::string, std::string>>;

// Payload names are [A-Za-z0-9._-] alone, so that no percent-encoding stands between the manifest and sha256sum -c.
std::string payload_name(std::string_view wanted);

// All files of the bag, sorted bytewise: the payload ("data/…"), bagit.txt, bag-info.txt (info, with Payload-Oxum put in),
// both manifests, and `loose` tag files that no manifest lists. Throws Error{render} on a payload name that is not plain.
std::vector<File> make_bag(std::vector<File> payload, BagInfo info, std::vector<File> loose);

// What bag-info.txt says of the case; facts ("paypal/1001") are in none but our packages.
struct CaseLabels {
    std::string identifier, facts; // External-Identifier, Redress-Case
};
CaseLabels case_labels(const Tree& tree);

// Which case the package at this place is for (its External-Identifier and Redress-Case); empty if it is no package of ours.
std::string case_of_package(const std::filesystem::path& target);

} // namespace redress::bundle

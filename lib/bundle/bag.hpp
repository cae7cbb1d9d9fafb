// A package on disk: a BagIt 1.0 bag (RFC 8493) as a folder or a zip, the same bytes for the same content, whole or absent.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace redress::bundle {

struct File {
    std::string path; // "data/0001_exhibit-A_transcript.txt"
    std::string bytes;
    std::string text; // what a reader sees where the bytes do not show it (PDF, UTF-16): the leak gate reads it too
};

using BagInfo = std::vector<std::pair<std::string, std::string>>;

// Payload names are [A-Za-z0-9._-] alone, so that no percent-encoding stands between the manifest and sha256sum -c.
std::string payload_name(std::string_view wanted);

// All files of the bag, sorted bytewise: the payload ("data/…"), bagit.txt, bag-info.txt (info, with Payload-Oxum put in),
// both manifests, and `loose` tag files that no manifest lists. Throws Error{render} on a payload name that is not plain.
std::vector<File> make_bag(std::vector<File> payload, BagInfo info, std::vector<File> loose);

// Which case the package at this place is for (its External-Identifier and Redress-Case); empty if it is no package of ours.
std::string case_of_package(const std::filesystem::path& target);

struct Target {
    std::filesystem::path path;
    bool zip = false;
    std::string top;       // the one folder inside a zip
    std::int64_t time = 0; // of zip entries, Unix seconds
    bool replace = false;  // something is there and may go
};
// Writes beside the target, syncs, and renames: there is never half a package under its name.
void write_package(const std::vector<File>& files, const Target& target);

} // namespace redress::bundle

// The files of a package to be read, be it a folder or a zip: names are labels, contents stay where they are.
#pragma once

#include "base/said.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace redress::bundle {

struct Entry {
    std::uint64_t bytes = 0;
    std::size_t number = 0; // of a zip: how many stand before it
};

// What is wanted of a file, and what came of it.
struct Digests {
    std::string path;
    std::vector<std::string> algorithms, found; // found: in the order of algorithms
    std::optional<Said> damage;                 // why it could not be read whole
};

struct Tree {
    std::string place; // the folder or zip
    bool zip = false;
    std::map<std::string, Entry> files;                // by path within the package, '/' between folders
    std::vector<std::pair<std::string, Said>> refused; // path and why it can be no part of a package ("is a symbolic link")
    std::vector<std::pair<std::string, Said>> astray;  // of a zip: names that lead elsewhere, and how ("leaves the bag")
    std::vector<std::pair<std::string, Said>> split;   // of a zip: path (or none) and what two readers see differently
    bool has_data_folder = false;
    std::size_t beside = 0; // of a zip: what macOS puts beside the top folder, "__MACOSX/…"
    std::string top;        // of a zip: the one folder all stands in, "C-0001/"; empty: none

    bool has(const std::string& path) const { return files.count(path) > 0; }
    // A small file's bytes. Throws Error{input}: it cannot be read, or is too large for a tag file.
    std::string read(const std::string& path) const;
    // Reads each file once, on all processors.
    void digest(std::vector<Digests>& wanted) const;
    // A zip's files in a folder, named by number: no name of an archive ever becomes a path. Where each of them went.
    std::map<std::string, std::filesystem::path> unpack(const std::filesystem::path& folder) const;
};

// Throws Error{input} if the folder or zip cannot be read. Links are never followed.
Tree read_tree(const std::string& path);

} // namespace redress::bundle

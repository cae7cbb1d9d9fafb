// The files of a package to be read, be it a folder or a zip: names are labels, contents are on disk.
#pragma once

#include "base/file.hpp"
#include "base/said.hpp"

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace redress::bundle {

struct Tree {
    std::map<std::string, std::filesystem::path> files; // by path within the package, '/' between folders
    std::vector<Said> refused;                          // "data/x: is a symbolic link": what can be no part of a package
    bool has_data_folder = false;
    std::unique_ptr<TempDir> unpacked; // holds a zip's content as long as the tree lives
    std::string top;                   // of a zip: the one folder all stands in, "C-0001/"; empty: none
};

// Throws Error{input} if the folder or zip cannot be read. Links are never followed.
Tree read_tree(const std::string& path);

} // namespace redress::bundle

// What a folder given to a command holds.
#pragma once

#include "base/said.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace redress {

struct Folder {
    std::vector<std::string> files;   // bytewise in order, however the disk lists them
    std::size_t hidden = 0;           // names that begin with '.', and all below such folders
    std::size_t litter = 0;           // by is_litter_name
    std::vector<std::string> special; // what is no file: FIFOs, sockets, devices, links to folders, which may lead back
    std::vector<std::pair<std::string, Said>> unreadable; // and why
};
// path must be a folder. Links to files count as files, links to folders are not followed. Throws Error{input} if the folder
// itself cannot be listed.
Folder list_folder(const std::string& path);

// Names of what nobody means to give: copies and locks of editors, downloads under way, what systems add, the styles and
// scripts of a saved page.
bool is_litter_name(std::string_view name);

} // namespace redress

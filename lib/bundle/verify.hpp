// Is a package whole and unaltered? Reads bags of version 0.93 to 1.0, ours and others'; says so in words.
#pragma once

#include "bundle/tag_file.hpp"
#include "bundle/tree.hpp"

#include <string>

namespace redress::bundle {

// Throws Error{input} only if the folder or zip cannot be read at all.
Verdict verify_package(const std::string& path);
Verdict verify_tree(const Tree& tree);

} // namespace redress::bundle

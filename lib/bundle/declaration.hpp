// bagit.txt: which version of BagIt a bag is of, and in what encoding its tag files are.
#pragma once

#include "bundle/tag_file.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace redress::bundle {

struct Declaration {
    Version version;
    std::string encoding; // canonical
};

// What is wrong with it goes to the verdict, and the version as declared; nullopt: the rest of the bag cannot be read by it.
std::optional<Declaration> read_declaration(std::string_view bytes, Verdict& verdict);

} // namespace redress::bundle

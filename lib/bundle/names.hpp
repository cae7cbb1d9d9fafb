// Names in a bag that are lawful and yet make trouble where it goes.
#pragma once

#include "bundle/tag_file.hpp"

#include <set>
#include <string>
#include <string_view>

namespace redress::bundle {

bool is_payload(std::string_view path);

// Two names that become one file on many systems: they differ only in case or Unicode normalization.
void warn_of_collisions(const std::set<std::string>& names, Verdict& verdict);
// Payload that an operating system put there for itself, and changes or drops at will: .DS_Store, Thumbs.db.
void warn_of_system_files(const std::set<std::string>& names, Verdict& verdict);

} // namespace redress::bundle

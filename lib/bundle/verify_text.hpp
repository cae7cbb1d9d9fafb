// VERIFY.txt: how anybody checks the package with standard tools, and what that proves.
#pragma once

#include <string>
#include <vector>

namespace redress::bundle {

inline constexpr const char* verify_file = "VERIFY.txt";

// What vouches for tagmanifest-sha256.txt.
struct Seals {
    bool signature = false, ssh_signature = false;
    std::vector<std::string> stamps; // names of the files in timestamps/, without .tsr
};

// Plain ASCII. The commands are those that fit the seals.
std::string verify_text(const std::string& case_id, const Seals& seals);

} // namespace redress::bundle

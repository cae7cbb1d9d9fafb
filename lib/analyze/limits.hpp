// Arithmetic on sizes and lengths: what a form would refuse, before anybody tries.
#pragma once

#include "base/said.hpp"
#include "profile/profile.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace redress::analyze {

// Length of a text in the rule's unit: characters, UTF-16 units or bytes of its encoding.
std::uint64_t length_in_units(std::string_view text, const profile::TextRule& rule);

struct FormFile {
    std::string name;
    std::uint64_t bytes = 0;
    int pages = 0; // 0: not known
};
struct FormText {
    std::string field, text;
};
struct OverLimit {
    std::string code; // file-type, file-name, file-too-large, total-too-large, too-many-files, too-many-pages, text-too-long
    Said what, cure;
};
std::vector<OverLimit> check_files(const profile::FileRules& rules, const std::vector<FormFile>& files);
// A field nobody described is held against nothing.
std::vector<OverLimit> check_texts(const std::vector<profile::TextRule>& rules, const std::vector<FormText>& texts);

} // namespace redress::analyze

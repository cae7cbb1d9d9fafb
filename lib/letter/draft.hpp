// Templates: which one applies, and filling it. A slot without a value is never a blank: at the top it is an error, in a
// section its sentence is not there. Data is data: "{{" in a message stays text.
#pragma once

#include "base/json.hpp"
#include "profile/profile.hpp"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace redress::letter {

struct Wanted {
    std::vector<std::string> folders; // who decides, then the platform; common/ comes last by itself
    std::string kind, reason, stage, lang;
};
// <folder>/<kind>[.<reason>][.<stage>].<lang>.md, the most specific of the first folder that has one; the user's before
// ours. Throws Error{input} if there is none, with the kinds or the languages there are.
std::filesystem::path find_template(const std::filesystem::path& share, const std::filesystem::path& config,
                                    const Wanted& wanted);

struct Slots {
    std::vector<std::string> required; // used outside of any section
    std::vector<std::string> sections; // at the top, in order: what can be dropped
};
// Throws Error{input} naming the template if it does not parse.
Slots slots_of(const std::string& text, const std::string& name);

// Fills the template. Throws Error{input} naming the slot: unknown ones (a typo in the template) and required ones without a
// value; case_id goes into the hint.
std::string fill(const std::string& text, const std::string& name, const Json& context, const std::string& case_id);

struct Length {
    std::uint64_t used = 0;
    std::optional<profile::TextRule> rule; // the field this kind of letter goes into; none: no known limit
    bool fits() const { return !rule || used <= rule->max; }
};
Length measure(std::string_view letter, const profile::Profile& profile, const std::string& kind);
// From a letter with its citations to the letter as it goes out.
using Printed = std::function<std::string(const std::string& cited)>;
// What leaving out each section of the template would save, most first.
std::vector<std::pair<std::string, std::uint64_t>> savings(const std::string& text, const std::string& name,
                                                           const Json& context, const std::string& case_id,
                                                           const profile::TextRule& rule, const Printed& printed);

} // namespace redress::letter

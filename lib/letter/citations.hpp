// How a letter names an exhibit, and whether what it names exists: "[Exhibit A, line 3]", "[证据A 第3行]",
// "[Prueba A, línea 3]".
#pragma once

#include "analyze/exhibits.hpp"
#include "base/said.hpp"
#include "base/time.hpp"
#include "profile/profile.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace redress::letter {

// "Exhibit A" in the profile's style.
std::string exhibit_name(const profile::Profile& profile, const std::string& lang, const std::string& label);
// With brackets, and the line where the place has one. Empty if the record is shown nowhere.
std::string cite(const profile::Profile& profile, const std::string& lang, const analyze::Place& place);

struct Citation {
    std::string label;
    int line = 0;                       // 0: the exhibit as a whole
    std::size_t offset = 0, length = 0; // of its brackets in the text
};
// In the profile's style of any language.
std::vector<Citation> find_citations(std::string_view text, const profile::Profile& profile);

// For a message to somebody who has no exhibits.
std::string without_citations(std::string_view text, const profile::Profile& profile);

struct Fault {
    std::size_t line = 0; // of the text, from 1
    Said message;
    std::string code;
};
// Citations of exhibits or lines that do not exist, times that the cited place does not hold, words quoted that the cited
// line does not say, and past times with no citation at all. now: what comes later is a promise, not a fact.
std::vector<Fault> check_citations(std::string_view text, const analyze::Material& material,
                                   const std::vector<analyze::Exhibit>& exhibits, const profile::Profile& profile,
                                   const time::Zone& zone, Instant now);

} // namespace redress::letter

// What an exhibit shows and how much that is worth, in words: for the index, whose reader has seen nothing yet.
#pragma once

#include "bundle/transcript.hpp"

#include <string>

namespace redress::bundle {

// "What buyer and seller wrote: 12 messages, 2024-03-05 09:00 to 2024-03-06 10:12": what is in it, never what follows from
// it.
std::string shown_words(const analyze::Exhibit& exhibit, const Records& records, const View& view);
// "2: record of a system"; empty for 0.
std::string grade_words(int grade, const std::string& lang);

} // namespace redress::bundle

// Reads bytes as a file of one format, through everything a real file goes through, and holds what must be true of any
// input: the receipt adds up, records are valid UTF-8 and survive their own codec, their bytes lie in the content, and a
// second reading gives the same. Breaking one is a crash, so that a fuzzer and a test see the same.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace redress::fuzz {

struct Choice {
    std::string format;     // "any": what the content shows
    std::string zone;       // --tz
    std::string date_order; // --date-order
};

// The formats of a family, in the order of tests/fuzz/families; empty: there is no such family.
std::vector<std::string> family(std::string_view name);
// Every format of every family.
std::vector<std::string> all_formats();

void read_and_hold(std::string_view bytes, const Choice& choice);

} // namespace redress::fuzz

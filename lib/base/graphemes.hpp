// Text cut into what a reader calls characters: a letter with its marks, an emoji with its parts (UAX #29 through ICU).
#pragma once

#include <memory>
#include <string_view>
#include <vector>

namespace redress::text {

// Holds ICU's rules, which take long to open: keep one for many texts.
class Graphemes {
public:
    Graphemes();
    ~Graphemes();
    Graphemes(const Graphemes&) = delete;
    Graphemes& operator=(const Graphemes&) = delete;
    // The pieces of valid UTF-8, one behind the other.
    std::vector<std::string_view> split(std::string_view utf8);

private:
    struct Rules;
    std::unique_ptr<Rules> rules_; // opened when a text needs them
};

} // namespace redress::text

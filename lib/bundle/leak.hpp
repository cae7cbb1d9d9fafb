// The last look before a package gets its name: is anything in it known to belong to another customer?
#pragma once

#include "base/said.hpp"
#include "bundle/file.hpp"

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace redress::bundle {

struct Leak {
    std::string kind, file; // "e-mail address", "data/0001_…"; never the value
    bool operator==(const Leak&) const = default;
};

// Values of other people, and where they stop being a value: "1001" is not found in "21001".
class LeakGate {
public:
    LeakGate() : heads_(65536, false) {}
    // Too short to be told from any other text: not looked for.
    void forbid(const std::string& kind, std::string_view value);
    void allow(std::string_view value); // it belongs to the case as well
    std::optional<Leak> search(const std::vector<File>& files) const;

private:
    bool holds(std::string_view bytes, std::string& kind, std::size_t begin = 0,
               std::size_t stop = std::string_view::npos) const; // a value that begins in [begin, stop)
    bool holds(const Original& original, std::string& kind) const;
    std::vector<bool> heads_;
    std::vector<std::vector<std::pair<std::string, std::string>>> values_ =
        std::vector<std::vector<std::pair<std::string, std::string>>>(65536); // by head: folded value, kind
    std::set<std::string> allowed_;
};

// Leak::kind for who reads Chinese.
Said kind_words(const Leak& leak);

} // namespace redress::bundle

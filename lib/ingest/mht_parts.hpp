// The pictures in a page saved as one file (.mht), found by the address the page calls them by.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace redress::ingest {

// A larger part is named, not read.
inline constexpr std::size_t max_mht_part = 64u << 20;

struct MhtPart {
    std::size_t offset = 0, length = 0; // of its text in the file, still encoded
    std::uint64_t number = 0;           // from 1, in the order of the file
    bool base64 = false;
};

class MhtParts {
public:
    explicit MhtParts(std::string_view file);
    const MhtPart* find(const std::string& location) const;
    const std::map<std::string, MhtPart>& all() const { return parts_; }
    // Its bytes, decoded; nullopt: too large, or in an encoding other than base64 or none.
    std::optional<std::string> bytes(const MhtPart& part) const;
    bool whole() const { return whole_; } // the file is no mht, or its last boundary is there

private:
    std::string_view file_;
    std::map<std::string, MhtPart> parts_;
    bool whole_ = true;
};

} // namespace redress::ingest

// What every record says about itself: whose words, when, and where its bytes are.
#pragma once

#include "base/time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace redress::model {

enum class Role { unknown, buyer, seller, platform, system };
enum class ZoneFrom { none, data, option, shop, guess };

std::string_view to_string(Role role); // "" for unknown
Role role_from(std::string_view text);
std::string_view to_string(ZoneFrom from);
ZoneFrom zone_from(std::string_view text);

// When: `at` is UTC, `local` as written, `zone` what joins them.
struct Stamp {
    std::optional<Instant> at;
    std::string local; // ISO form of what was written, or the writing itself if unreadable
    std::string zone;  // IANA name, offset or empty
    ZoneFrom from = ZoneFrom::none;
    bool operator==(const Stamp&) const = default;
};

// Where a record's bytes are: unit is line, row, element or part; position counts units from 1.
struct Source {
    std::string sha256, name, unit;
    std::uint64_t position = 0, offset = 0, length = 0; // bytes of the original file
    std::string format;
    int parser = 1; // version of the parser
    bool operator==(const Source&) const = default;
};

} // namespace redress::model

// Carriers as people write them, and as a platform calls them.
#pragma once

#include "profile/profile.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace redress::profile {

inline constexpr const char* carrier_field = "tracking_info.carrier_name"; // the enumeration of a profile

struct CarrierMatch {
    std::string code;              // empty: none, or several
    std::vector<std::string> near; // of which one may be meant
};
// By the names of the profile's carriers, whole or at the beginning of what is written ("DHL Express Worldwide"), then by
// the words of the enumeration, also without the country they begin with.
CarrierMatch carrier_named(const Profile& profile, std::string_view written);

} // namespace redress::profile

// Pictures of the case as a form takes them: as they are wherever that will do, else in another type or smaller.
#pragma once

#include "profile/profile.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace redress::bundle {

// "png", "jpg", "gif", "webp", "bmp", "tif" or "pdf", by the first bytes, whatever the file is called; empty: none of them.
std::string picture_type(std::string_view bytes);

struct FittedPicture {
    std::string bytes, type;
};
// In a type the form takes, within its bytes if that leaves it legible; the caller looks. No metadata stays. Throws
// Error{input}, naming `name`, if it is no picture that can be read.
FittedPicture fit_picture(std::string_view bytes, const profile::FileRules& rules, const std::string& name);

// Each page as a PNG.
std::vector<std::string> pictures_of_pdf(std::string_view bytes, const std::string& name);

} // namespace redress::bundle

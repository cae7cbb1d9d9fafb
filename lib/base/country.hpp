// Countries by the names people write them with.
#pragma once

#include <string>
#include <string_view>

namespace redress::text {

// ISO 3166 code of a country named alone, in English, Chinese, Spanish or one of the large European languages, or by its
// code ("DE", "USA"); empty: it is none.
std::string country_code(std::string_view name);

} // namespace redress::text

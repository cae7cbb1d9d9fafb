// The few words renderers add themselves, in the language of the document.
#pragma once

#include "base/said.hpp"

#include <string>
#include <string_view>

namespace redress::render {

inline bool is_chinese(std::string_view lang)
{
    return lang.substr(0, 2) == "zh";
}

// "buyer" as people read it: 买家 in a Chinese document. A role we do not know stays as it is.
inline std::string role_word(std::string_view role, std::string_view lang)
{
    if (role == "buyer") return said("buyer").in(lang);
    if (role == "seller") return said("seller").in(lang);
    if (role == "platform") return said("platform").in(lang);
    if (role == "system") return said("system").in(lang);
    if (role == "shop") return said("the shop's software").in(lang); // a delivery no person made
    return std::string(role);
}

} // namespace redress::render

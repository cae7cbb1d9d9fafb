// The few words renderers add themselves, in the language of the document.
#pragma once

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
    if (is_chinese(lang)) {
        if (role == "buyer") return "买家";
        if (role == "seller") return "卖家";
        if (role == "platform") return "平台";
        if (role == "system") return "系统";
    }
    return std::string(role);
}

} // namespace redress::render

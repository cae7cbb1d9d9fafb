// What both XML shapes need.
#include "base/text.hpp"
#include "render/findings.hpp"

#include <fmt/format.h>

namespace redress::render::findings {

std::string xml_escaped(std::string_view text)
{
    std::string out;
    for (const auto c : text::to_u32(text)) {
        if (c == U'&')
            out += "&amp;";
        else if (c == U'<')
            out += "&lt;";
        else if (c == U'>')
            out += "&gt;";
        else if (c == U'"')
            out += "&quot;";
        else if (c == U'\n' || c == U'\t')
            out += fmt::format("&#{};", static_cast<unsigned>(c));
        else if (c < 0x20 || c == 0xFFFE || c == 0xFFFF)
            out += "\xEF\xBF\xBD"; // XML 1.0 has no way to write it
        else
            text::append_utf8(out, c);
    }
    return out;
}

} // namespace redress::render::findings

#include "render/clean.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace redress::render {
namespace {

bool acts_on_a_terminal(char32_t c)
{
    return (c >= 0x7F && c < 0xA0) || c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x2028 && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069);
}

} // namespace

std::string shown(std::string_view text)
{
    const auto visible = text::visible(text);
    const bool plain = std::none_of(visible.begin(), visible.end(),
                                    [](char c) { return c == '\t' || static_cast<unsigned char>(c) >= 0x80; });
    if (plain) return visible;
    std::string out;
    out.reserve(visible.size());
    for (const auto c : text::to_u32(visible)) {
        if (c == U'\t')
            out += "    ";
        else if (c == 0x2028 || c == 0x2029)
            out += '\n';
        else if (c == 0x061C)
            out += "\xE2\x9F\xA6U+061C\xE2\x9F\xA7"; // Arabic letter mark: the bidi control visible() leaves
        else
            text::append_utf8(out, c);
    }
    return out;
}

std::string shown_line(std::string_view text)
{
    auto out = shown(text);
    std::replace(out.begin(), out.end(), '\n', ' ');
    return out;
}

std::string json_for_terminal(std::string_view json)
{
    std::string out;
    out.reserve(json.size());
    for (const auto c : text::to_u32(json)) {
        if (acts_on_a_terminal(c))
            fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<unsigned>(c));
        else
            text::append_utf8(out, c);
    }
    return out;
}

} // namespace redress::render

// Shapes of typesetting: what stands there twice by a slip of the hand.
#include "analyze/shape_list.hpp"

#include <algorithm>

namespace redress::analyze::shape {
namespace {

bool ends_word(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ',' ||
           c == ';';
}

bool begins_word(char c)
{
    return ends_word(c) && c != ',' && c != ';';
}

} // namespace

// Two spaces, no more, between words of a line that has no other run of spaces: columns of a table have several, or longer
// ones, a hard line break of Markdown has its two at the end, and after a full stop some put two on purpose.
void double_space(std::string_view text, std::vector<ShapeSpan>& out)
{
    for (std::size_t at = text.find("  "); at != std::string_view::npos; at = text.find("  ", at)) {
        const auto before = text.rfind('\n', at);
        const auto start = text.find_first_not_of(' ', before == std::string_view::npos ? 0 : before + 1);
        const auto end = std::min(text.find('\n', at), text.size());
        if (start > at) { // the line's indent
            at = start;
            continue;
        }
        const auto line = text.substr(start, end - start);
        const auto run = at - start, behind = run + 2;
        if (run > 0 && behind < line.size() && ends_word(line[run - 1]) && begins_word(line[behind]) &&
            line.find("  ", behind) == std::string_view::npos && line.find('\t') == std::string_view::npos)
            out.push_back({at, at + 2});
        at = end; // more of them in it: not ours
    }
}

} // namespace redress::analyze::shape

#include "render/excerpt.hpp"

#include "base/text.hpp"
#include "render/clean.hpp"

#include <algorithm>
#include <vector>

namespace redress::render {
namespace {

constexpr std::string_view ellipsis = "…";

struct Cell { // one character as shown
    std::string text;
    std::size_t width = 0;
};

std::vector<Cell> cells_of(std::string_view utf8, text::Graphemes& graphemes)
{
    std::vector<Cell> out;
    for (const auto piece : graphemes.split(utf8)) {
        if (piece.size() == 1 && piece[0] >= ' ' && piece[0] < 0x7F) {
            out.push_back({std::string(piece), 1});
            continue;
        }
        auto shown = shown_line(piece);
        const auto width = text::display_width(shown);
        out.push_back({std::move(shown), width});
    }
    return out;
}

std::size_t width_of(const std::vector<Cell>& cells)
{
    std::size_t out = 0;
    for (const auto& cell : cells) out += cell.width;
    return out;
}

// As many as fit, from the front.
std::string front(const std::vector<Cell>& cells, std::size_t width)
{
    std::string out;
    for (const auto& cell : cells) {
        if (cell.width > width) break;
        width -= cell.width;
        out += cell.text;
    }
    return out;
}

std::string back(std::vector<Cell> cells, std::size_t width)
{
    std::size_t from = cells.size();
    for (; from > 0 && cells[from - 1].width <= width; --from) width -= cells[from - 1].width;
    cells.erase(cells.begin(), cells.begin() + static_cast<std::ptrdiff_t>(from));
    return front(cells, width_of(cells));
}

bool is_continuation(char c)
{
    return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

} // namespace

Excerpt excerpt(std::string_view line, std::size_t offset, std::size_t length, std::size_t width, text::Graphemes& graphemes)
{
    offset = std::min(offset, line.size());
    length = std::min(length, line.size() - offset);
    // Of a line of megabytes only what can be shown is looked at: no character here is longer than a hundred bytes.
    const auto window = width * 100;
    auto from = offset > window ? offset - window : 0;
    while (from < offset && is_continuation(line[from])) ++from;
    auto to = std::min(line.size(), offset + length + window);
    while (to < line.size() && is_continuation(line[to])) ++to;
    auto shown_length = std::min(length, window);
    while (shown_length < length && is_continuation(line[offset + shown_length])) ++shown_length;

    const auto before = cells_of(line.substr(from, offset - from), graphemes);
    const auto match = cells_of(line.substr(offset, shown_length), graphemes);
    const auto after = cells_of(line.substr(offset + length, to - offset - length), graphemes);
    const auto before_width = width_of(before), match_width = width_of(match), after_width = width_of(after);
    Excerpt out;
    if (match_width > width - 2) {
        out.before = before.empty() ? "" : ellipsis;
        out.match = front(match, width - 2);
        out.after = ellipsis;
    } else {
        const auto room = width - match_width;
        // Half of it each, and more where the other side needs less; a side that is cut gives one column to the ellipsis.
        const auto left = std::min(before_width, std::max(room / 2, room - std::min(room, after_width)));
        const auto right = std::min(after_width, room - left);
        out.before = left < before_width || from > 0
                         ? std::string(ellipsis) + back(before, left - std::min<std::size_t>(left, 1))
                         : front(before, left);
        out.match = front(match, match_width);
        out.after = right < after_width || to < line.size()
                        ? front(after, right - std::min<std::size_t>(right, 1)) + std::string(ellipsis)
                        : front(after, right);
    }
    out.indent = text::display_width(out.before);
    out.mark = "^" + std::string(std::max<std::size_t>(text::display_width(out.match), 1) - 1, '~');
    return out;
}

} // namespace redress::render

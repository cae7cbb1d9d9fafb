#include "render/excerpt.hpp"

#include "base/text.hpp"
#include "render/clean.hpp"

#include <algorithm>
#include <deque>
#include <span>
#include <vector>

namespace redress::render {
namespace {

constexpr std::string_view ellipsis = "…";

// Nothing in it is shown as anything else (render/clean): no control, no break of line, nothing that turns the direction.
bool is_plain(std::string_view utf8)
{
    for (std::size_t i = 0; i < utf8.size(); ++i) {
        const auto c = static_cast<unsigned char>(utf8[i]);
        if (c < 0x20 || c == 0x7F) return false;
        if (c != 0xC2 && c != 0xE2) continue;
        const auto next = i + 1 < utf8.size() ? static_cast<unsigned char>(utf8[i + 1]) : 0u;
        const auto last = i + 2 < utf8.size() ? static_cast<unsigned char>(utf8[i + 2]) : 0u;
        if (c == 0xC2 && next < 0xA0) return false; // C1
        if (c == 0xE2 && next == 0x80 && (last == 0x8E || last == 0x8F || (last >= 0xA8 && last <= 0xAE))) return false;
        if (c == 0xE2 && next == 0x81 && last >= 0xA6 && last <= 0xA9) return false;
    }
    return true;
}

struct Cell { // one character as shown
    std::string_view text;
    std::size_t width = 0;
};

// Characters as shown; what has to be made for it is kept in `made`. Stops behind `enough` columns.
std::vector<Cell> cells_of(std::string_view utf8, std::size_t enough, text::Graphemes& graphemes,
                           std::deque<std::string>& made)
{
    std::vector<Cell> out;
    std::size_t width = 0;
    const bool plain = is_plain(utf8);
    for (const auto piece : graphemes.split(utf8)) {
        if (width > enough) break;
        const auto shown = plain ? piece : std::string_view(made.emplace_back(shown_line(piece)));
        out.push_back({shown, shown.size() == 1 ? 1 : text::display_width(shown)});
        width += out.back().width;
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
std::string front(std::span<const Cell> cells, std::size_t width)
{
    std::string out;
    for (const auto& cell : cells) {
        if (cell.width > width) break;
        width -= cell.width;
        out += cell.text;
    }
    return out;
}

std::string back(std::span<const Cell> cells, std::size_t width)
{
    std::size_t from = cells.size(), used = 0;
    for (; from > 0 && used + cells[from - 1].width <= width; --from) used += cells[from - 1].width;
    return front(cells.subspan(from), used);
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
    Excerpt out;
    const auto marked = [&] {
        out.indent = text::display_width(out.before);
        out.mark = "^" + std::string(std::max<std::size_t>(text::display_width(out.match), 1) - 1, '~');
        return out;
    };
    // No plain character is wider than it has bytes.
    if (line.size() <= width && is_plain(line)) {
        out.before = line.substr(0, offset);
        out.match = line.substr(offset, length);
        out.after = line.substr(offset + length);
        return marked();
    }
    // Of a line of megabytes only what can be shown is looked at: a column seldom takes more than two bytes, never many
    // more.
    const auto window = width * 8;
    auto from = offset > window ? offset - window : 0;
    while (from < offset && is_continuation(line[from])) ++from;
    auto to = std::min(line.size(), offset + length + window);
    while (to < line.size() && is_continuation(line[to])) ++to;
    auto shown_length = std::min(length, window);
    while (shown_length < length && is_continuation(line[offset + shown_length])) ++shown_length;

    std::deque<std::string> made;
    const auto before = cells_of(line.substr(from, offset - from), window, graphemes, made);
    const auto match = cells_of(line.substr(offset, shown_length), width, graphemes, made);
    const auto after = cells_of(line.substr(offset + length, to - offset - length), width, graphemes, made);
    const auto before_width = width_of(before), match_width = width_of(match), after_width = width_of(after);
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
    return marked();
}

} // namespace redress::render

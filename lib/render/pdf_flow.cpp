#include "render/pdf_flow.hpp"

#include <algorithm>
#include <iterator>

namespace redress::render::pdf {

Strip strip_of(const SetLine& line, double x, double size)
{
    // Noto CJK needs 1.45 em, Noto Sans 1.36: one pitch for both keeps mixed lines even. A taller script gets its height.
    Strip strip;
    const double baseline = std::max(1.17 * size, line.ascent);
    strip.height = std::max(1.5 * size, baseline + line.descent);
    strip.lines.push_back({line, x, baseline});
    return strip;
}

std::vector<Strip> strips_of(const std::vector<SetLine>& lines, double x, double size)
{
    std::vector<Strip> strips;
    strips.reserve(lines.size());
    for (const auto& line : lines) strips.push_back(strip_of(line, x, size));
    if (strips.size() > 1) {
        strips.front().keep_with_next = true;
        strips[strips.size() - 2].keep_with_next = true;
    }
    return strips;
}

void keep_together(std::vector<Strip>& strips)
{
    for (std::size_t i = 0; i + 1 < strips.size(); ++i) strips[i].keep_with_next = true;
}

void append(std::vector<Strip>& to, std::vector<Strip>&& more)
{
    to.insert(to.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

} // namespace redress::render::pdf

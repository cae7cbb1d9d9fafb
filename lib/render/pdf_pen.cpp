#include "render/pdf_pen.hpp"

#include "base/said.hpp"

namespace redress::render::pdf {
namespace {

constexpr double edge_size = 7.5;
constexpr Style edge_style{edge_size, false, false, grey};
constexpr Style number_style{edge_size, true, false, black};

} // namespace

void Pen::line(const SetLine& line, double x, double baseline)
{
    colour(line.colour);
    glyphs_.show(line, x + line.x, baseline);
}

void Pen::bar(const Bar& bar, double y)
{
    colour(bar.colour);
    cairo_rectangle(cr_, bar.x, y + bar.y, bar.width, bar.height);
    // On a picture strips end within pixels: bars that go on from one to the next must not show where.
    if (!embedded_) cairo_set_antialias(cr_, CAIRO_ANTIALIAS_NONE);
    cairo_fill(cr_);
    if (!embedded_) cairo_set_antialias(cr_, CAIRO_ANTIALIAS_DEFAULT);
}

void Pen::strip(const Strip& strip, double y)
{
    for (const auto& one : strip.bars) bar(one, y);
    for (const auto& placed : strip.lines) line(placed.line, placed.x, y + placed.baseline);
}

void Pen::colour(const Colour& c)
{
    cairo_set_source_rgb(cr_, c.red, c.green, c.blue);
}

void draw_edges(Pen& pen, const Edges& edges, const Sheet& sheet, Typesetter& type)
{
    const double right = margin_side + text_width;
    const double header_y = margin_top - 24, footer_y = sheet.bottom + 26;
    const auto at_right = [&](const std::string& text, const Style& style, double end, double baseline) {
        const auto set = type.set_single(text, style, text_width);
        pen.line(set, end - set.width - set.x, baseline);
        return end - set.width - 12;
    };
    if (!edges.header.empty()) pen.line(type.set_single(edges.header, edge_style, text_width * 0.6), margin_side, header_y);
    if (sheet.page > 1 && !edges.title.empty()) {
        const auto set = type.set_single(edges.title, edge_style, text_width * (edges.header.empty() ? 1 : 0.37));
        pen.line(set, edges.header.empty() ? margin_side : right - set.width - set.x, header_y);
    }
    if (!edges.header.empty() || sheet.page > 1) pen.bar({margin_side, 0, text_width, 0.5, hairline}, header_y + 6);
    pen.bar({margin_side, 0, text_width, 0.5, hairline}, footer_y - 13);
    double room = right;
    if (!sheet.number.empty()) room = at_right(sheet.number, number_style, room, footer_y);
    const auto count = said("page {} of {}", sheet.page, sheet.pages).in(edges.lang);
    room = at_right(count, edge_style, room, footer_y);
    if (!edges.footer.empty())
        pen.line(type.set_single(edges.footer, edge_style, room - margin_side), margin_side, footer_y);
}

} // namespace redress::render::pdf

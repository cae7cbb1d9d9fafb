#include "render/png.hpp"

#include "base/error.hpp"
#include "render/pdf_compose.hpp"
#include "render/pdf_fonts.hpp"
#include "render/pdf_pages.hpp"
#include "render/pdf_pen.hpp"

#include <cmath>

namespace redress::render {
namespace {

// The paper's white margins are wide for a picture: the part that is shown, in points.
constexpr double trim_side = 25, trim_top = 22, below_footer = 16;

cairo_status_t collect(void* out, const unsigned char* bytes, unsigned int count)
{
    static_cast<std::string*>(out)->append(reinterpret_cast<const char*>(bytes), count);
    return CAIRO_STATUS_SUCCESS;
}

void require(cairo_status_t status)
{
    if (status != CAIRO_STATUS_SUCCESS)
        throw Error(ErrorKind::render, said("cannot draw the picture: {}", cairo_status_to_string(status)));
}

struct Shot { // what the pages of one document share
    const pdf::Edges& edges;
    pdf::Typesetter& type;
    double scale;
};

PngPage draw_page(const pdf::Page& page, const Shot& shot, std::size_t number, std::size_t of)
{
    const pdf::Sheet sheet{number, of, {}, pdf::bottom_of(page)};
    const double width = pdf::page_width - 2 * trim_side, height = sheet.bottom + 26 + below_footer - trim_top;
    PngPage out;
    out.width = static_cast<int>(std::lround(width * shot.scale));
    out.height = static_cast<int>(std::lround(height * shot.scale));
    const pdf::Surface surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, out.width, out.height));
    require(cairo_surface_status(surface.get()));
    const pdf::Context cr(cairo_create(surface.get()));
    cairo_set_source_rgb(cr.get(), 1, 1, 1);
    cairo_paint(cr.get());
    cairo_scale(cr.get(), shot.scale, shot.scale);
    cairo_translate(cr.get(), -trim_side, -trim_top);
    pdf::Pen pen(cr.get(), false);
    for (const auto& [strip, y] : page) pen.strip(*strip, y);
    pdf::draw_edges(pen, shot.edges, sheet, shot.type);
    require(cairo_status(cr.get()));
    cairo_surface_flush(surface.get());
    require(cairo_surface_write_to_png_stream(surface.get(), collect, &out.bytes));
    return out;
}

} // namespace

PngResult render_png(const Document& document, const PngOptions& options)
{
    pdf::require_fonts(document, pdf::any_font_covers);
    pdf::Typesetter type(pdf::font_families(document.lang));
    const auto flow = pdf::Composer{type, document.lang}.compose(document);
    const auto pages = pdf::paginate(flow, pdf::text_height * options.part_of_a4);
    pdf::Edges edges{document.header, document.title, document.footer, {}, document.lang};
    const Shot shot{edges, type, options.scale};
    auto messages = pdf::messages_on(pages);
    PngResult result;
    for (std::size_t i = 0; i < pages.size(); ++i) {
        if (options.header && pages.size() > 1) edges.header = options.header(static_cast<int>(i) + 1);
        result.pages.push_back(draw_page(pages[i], shot, i + 1, pages.size()));
        result.pages.back().messages = std::move(messages[i]);
    }
    result.missing = type.missing();
    return result;
}

} // namespace redress::render

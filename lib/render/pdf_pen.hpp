// What is drawn on a page, be it of a PDF or a picture.
#pragma once

#include "render/pdf_glyphs.hpp"
#include "render/pdf_pages.hpp"

#include <cairo.h>

#include <cstddef>
#include <memory>
#include <string>

namespace redress::render::pdf {

struct Destroy {
    void operator()(cairo_t* cr) const { cairo_destroy(cr); }
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
using Surface = std::unique_ptr<cairo_surface_t, Destroy>;
using Context = std::unique_ptr<cairo_t, Destroy>;

class Pen {
public:
    Pen(cairo_t* cr, bool embedded) : cr_(cr), embedded_(embedded), glyphs_(cr, embedded) {}
    void line(const SetLine& line, double x, double baseline);
    void bar(const Bar& bar, double y);
    void strip(const Strip& strip, double y);

private:
    void colour(const Colour& c);
    cairo_t* cr_;
    bool embedded_;
    GlyphPainter glyphs_;
};

struct Sheet { // one page among the others
    std::size_t page = 1, pages = 1;
    std::string number; // running number; empty: none
    double bottom = 0;  // where what stands on it ends, at the latest
};
// Header and footer, the latter below the sheet's bottom.
void draw_edges(Pen& pen, const Edges& edges, const Sheet& sheet, Typesetter& type);

} // namespace redress::render::pdf

// Glyphs of a set line onto the page, past a fault of cairo 1.16.
//
// Its CFF subsetter reads the hint masks of some glyphs wrongly when they follow path operators, and then leaves out
// subroutines those glyphs call: 如 of Noto Sans CJK comes out blank while its text layer is whole, others may lose
// strokes. A font marked as synthesised is embedded from its outlines instead, which has no such fault, so CFF fonts are
// drawn through a face of our own that carries a mark with no effect.
#pragma once

#include "render/pdf_text.hpp"

#include <cairo.h>

#include <map>
#include <memory>

namespace redress::render::pdf {

class GlyphPainter {
public:
    // embedded: into a PDF; on a picture nothing is embedded, and Pango's own way is right.
    explicit GlyphPainter(cairo_t* cr, bool embedded = true) : cr_(cr), embedded_(embedded) {}
    void show(const SetLine& line, double x, double baseline);

private:
    struct Destroy {
        void operator()(cairo_scaled_font_t* font) const { cairo_scaled_font_destroy(font); }
    };
    using ScaledFont = std::unique_ptr<cairo_scaled_font_t, Destroy>;

    void show_outlines(const char* text, const PangoGlyphItem& run, cairo_scaled_font_t* font, double x, double baseline);
    cairo_scaled_font_t* outline_font(PangoFont* font); // nullptr where Pango's own way will do

    cairo_t* cr_;
    bool embedded_;
    std::map<PangoFont*, ScaledFont> fonts_; // of the layouts being drawn, which outlive the painter
};

} // namespace redress::render::pdf

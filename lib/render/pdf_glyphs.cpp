#include "render/pdf_glyphs.hpp"

#include <cairo-ft.h>
#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-font.h>

#include <cstdlib>
#include <string_view>
#include <vector>

namespace redress::render::pdf {
namespace {

// Neither CAIRO_FT_SYNTHESIZE_BOLD (1) nor _OBLIQUE (2): a mark that changes no glyph.
constexpr unsigned int no_synthesis = 1U << 7;

bool is_cff(const FcPattern* pattern)
{
    FcChar8* format = nullptr;
    return FcPatternGetString(pattern, FC_FONTFORMAT, 0, &format) == FcResultMatch &&
           std::string_view(reinterpret_cast<const char*>(format)) == "CFF";
}

// One cluster is the text and glyphs that belong together: it is how the text layer knows what a glyph means.
struct Clusters {
    std::vector<cairo_glyph_t> glyphs;
    std::vector<cairo_text_cluster_t> clusters;
    cairo_text_cluster_flags_t flags{};
};

Clusters clusters_of(const char* text, const PangoGlyphItem& run, double x, double baseline)
{
    Clusters out;
    const auto* string = run.glyphs;
    double pen = x;
    for (int i = 0; i < string->num_glyphs; ++i) {
        const auto& info = string->glyphs[i];
        if (info.glyph != PANGO_GLYPH_EMPTY)
            out.glyphs.push_back({info.glyph, pen + pango_units_to_double(info.geometry.x_offset),
                                  baseline + pango_units_to_double(info.geometry.y_offset)});
        pen += pango_units_to_double(info.geometry.width);
    }
    const bool backward = (run.item->analysis.level & 1) != 0;
    if (backward) out.flags = CAIRO_TEXT_CLUSTER_FLAG_BACKWARD;
    PangoGlyphItemIter iter;
    auto* item = const_cast<PangoGlyphItem*>(&run); // Pango's iterator does not change it
    for (auto more = pango_glyph_item_iter_init_start(&iter, item, text); more;
         more = pango_glyph_item_iter_next_cluster(&iter)) {
        int glyphs = 0;
        const int from = backward ? iter.end_glyph + 1 : iter.start_glyph;
        const int to = backward ? iter.start_glyph + 1 : iter.end_glyph;
        for (int i = from; i < to; ++i) glyphs += string->glyphs[i].glyph != PANGO_GLYPH_EMPTY;
        out.clusters.push_back({iter.end_index - iter.start_index, glyphs});
    }
    return out;
}

} // namespace

void GlyphPainter::show(const SetLine& line, double x, double baseline)
{
    const char* text = pango_layout_get_text(line.layout.get());
    for (const GSList* at = line.line->runs; at; at = at->next) {
        auto* run = static_cast<PangoGlyphItem*>(at->data);
        if (auto* font = embedded_ ? outline_font(run->item->analysis.font) : nullptr) {
            show_outlines(text, *run, font, x, baseline);
        } else {
            cairo_move_to(cr_, x, baseline);
            pango_cairo_show_glyph_item(cr_, text, run);
        }
        x += pango_units_to_double(pango_glyph_string_get_width(run->glyphs));
    }
}

void GlyphPainter::show_outlines(const char* text, const PangoGlyphItem& run, cairo_scaled_font_t* font, double x,
                                 double baseline)
{
    const auto c = clusters_of(text, run, x, baseline);
    cairo_set_scaled_font(cr_, font);
    cairo_show_text_glyphs(cr_, text + run.item->offset, run.item->length, c.glyphs.data(),
                           static_cast<int>(c.glyphs.size()), c.clusters.data(), static_cast<int>(c.clusters.size()),
                           c.flags);
}

cairo_scaled_font_t* GlyphPainter::outline_font(PangoFont* font)
{
    if (const auto found = fonts_.find(font); found != fonts_.end()) return found->second.get();
    auto& made = fonts_[font];
    if (!PANGO_IS_FC_FONT(font)) return nullptr;
    FcPattern* pattern = pango_fc_font_get_pattern(PANGO_FC_FONT(font));
    auto* original = pango_cairo_font_get_scaled_font(PANGO_CAIRO_FONT(font));
    if (!pattern || !original || !is_cff(pattern)) return nullptr;
    cairo_font_face_t* face = cairo_ft_font_face_create_for_pattern(pattern);
    cairo_ft_font_face_set_synthesize(face, no_synthesis);
    cairo_matrix_t size, page;
    cairo_scaled_font_get_font_matrix(original, &size);
    cairo_scaled_font_get_ctm(original, &page);
    cairo_font_options_t* options = cairo_font_options_create();
    cairo_scaled_font_get_font_options(original, options);
    made.reset(cairo_scaled_font_create(face, &size, &page, options));
    cairo_font_options_destroy(options);
    cairo_font_face_destroy(face);
    return made.get();
}

} // namespace redress::render::pdf

#include "render/pdf_text.hpp"

#include "base/text.hpp"
#include "render/clean.hpp"

#include <fmt/format.h>
#include <pango/pangocairo.h>

namespace redress::render::pdf {
namespace {

double points(int pango_units)
{
    return static_cast<double>(pango_units) / PANGO_SCALE;
}

struct FreeIter {
    void operator()(PangoLayoutIter* iter) const { pango_layout_iter_free(iter); }
};
using Iter = std::unique_ptr<PangoLayoutIter, FreeIter>;

// The characters Pango would draw as boxes.
std::set<char32_t> unknown_characters(PangoLayout* layout)
{
    std::set<char32_t> unknown;
    const Iter iter(pango_layout_get_iter(layout));
    do {
        const auto* run = pango_layout_iter_get_run_readonly(iter.get());
        if (!run) continue;
        for (int i = 0; i < run->glyphs->num_glyphs; ++i) {
            const auto glyph = run->glyphs->glyphs[i].glyph;
            if (glyph != PANGO_GLYPH_EMPTY && (glyph & PANGO_GLYPH_UNKNOWN_FLAG))
                unknown.insert(glyph & ~PANGO_GLYPH_UNKNOWN_FLAG);
        }
    } while (pango_layout_iter_next_run(iter.get()));
    return unknown;
}

std::string code_point(char32_t c)
{
    return fmt::format("U+{:04X}", static_cast<unsigned>(c));
}

std::string spell_out(std::string_view text, const std::set<char32_t>& unknown)
{
    std::string out;
    for (const auto c : text::to_u32(text)) {
        if (unknown.count(c))
            out += "[" + code_point(c) + "]";
        else
            text::append_utf8(out, c);
    }
    return out;
}

} // namespace

void Typesetter::Unref::operator()(void* object) const
{
    g_object_unref(object);
}

Typesetter::Typesetter(std::string families)
    : families_(std::move(families)), map_(pango_cairo_font_map_new()), context_(pango_font_map_create_context(map_.get()))
{
    pango_cairo_context_set_resolution(context_.get(), 72); // a PDF surface counts in points
    // Chinese forms of Han characters whatever the locale says (Han unification).
    pango_context_set_language(context_.get(), pango_language_from_string("zh-CN"));
    pango_context_set_base_dir(context_.get(), PANGO_DIRECTION_WEAK_LTR);
    pango_context_set_round_glyph_positions(context_.get(), FALSE);
    cairo_font_options_t* options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    pango_cairo_context_set_font_options(context_.get(), options);
    cairo_font_options_destroy(options);
}

std::shared_ptr<PangoLayout> Typesetter::layout(std::string text, const Style& style)
{
    std::shared_ptr<PangoLayout> layout(pango_layout_new(context_.get()), Unref{});
    PangoFontDescription* font = pango_font_description_new();
    pango_font_description_set_family(font, families_.c_str());
    pango_font_description_set_absolute_size(font, style.size * PANGO_SCALE);
    pango_font_description_set_weight(font, style.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_font_description_set_style(font, style.italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
    pango_layout_set_font_description(layout.get(), font);
    pango_font_description_free(font);
    // A hyphen that the writer did not write has no place in evidence.
    PangoAttrList* attributes = pango_attr_list_new();
    pango_attr_list_insert(attributes, pango_attr_insert_hyphens_new(FALSE));
    pango_layout_set_attributes(layout.get(), attributes);
    pango_attr_list_unref(attributes);
    pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
    for (int tries = 0; tries < 3 && pango_layout_get_unknown_glyphs_count(layout.get()) > 0; ++tries) {
        auto unknown = unknown_characters(layout.get());
        for (const auto c : unknown) missing_.insert(code_point(c));
        text = spell_out(text, unknown);
        pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
    }
    return layout;
}

std::vector<SetLine> Typesetter::set(std::string_view text, const Style& style, double width, Align align)
{
    const auto set = layout(shown(text), style);
    if (width > 0) {
        pango_layout_set_width(set.get(), static_cast<int>(width * PANGO_SCALE));
        pango_layout_set_wrap(set.get(), PANGO_WRAP_WORD_CHAR);
    }
    if (align == Align::right) pango_layout_set_alignment(set.get(), PANGO_ALIGN_RIGHT);
    std::vector<SetLine> lines;
    const Iter iter(pango_layout_get_iter(set.get()));
    do {
        PangoRectangle box;
        pango_layout_iter_get_line_extents(iter.get(), nullptr, &box);
        const int baseline = pango_layout_iter_get_baseline(iter.get());
        lines.push_back({set, pango_layout_iter_get_line_readonly(iter.get()), points(box.x), points(box.width),
                         points(baseline - box.y), points(box.y + box.height - baseline), style.colour});
    } while (pango_layout_iter_next_line(iter.get()));
    return lines;
}

SetLine Typesetter::set_single(std::string_view text, const Style& style, double width)
{
    const auto set = layout(shown_line(text), style);
    pango_layout_set_single_paragraph_mode(set.get(), TRUE);
    pango_layout_set_width(set.get(), static_cast<int>(width * PANGO_SCALE));
    pango_layout_set_ellipsize(set.get(), PANGO_ELLIPSIZE_MIDDLE);
    PangoRectangle box;
    pango_layout_get_extents(set.get(), nullptr, &box);
    const int baseline = pango_layout_get_baseline(set.get());
    return {set,
            pango_layout_get_line_readonly(set.get(), 0),
            points(box.x),
            points(box.width),
            points(baseline - box.y),
            points(box.y + box.height - baseline),
            style.colour};
}

double Typesetter::width_of(std::string_view text, const Style& style)
{
    PangoRectangle box;
    pango_layout_get_extents(layout(shown(text), style).get(), nullptr, &box);
    return points(box.width);
}

} // namespace redress::render::pdf

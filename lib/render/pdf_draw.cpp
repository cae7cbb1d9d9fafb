#include "base/error.hpp"
#include "base/time.hpp"
#include "render/clean.hpp"
#include "render/pdf_glyphs.hpp"
#include "render/pdf_pages.hpp"
#include "render/pdf_repair.hpp"

#include <cairo-pdf.h>
#include <fmt/format.h>

namespace redress::render::pdf {
namespace {

constexpr double edge_size = 7.5;
constexpr Style edge_style{edge_size, false, false, grey};
constexpr Style number_style{edge_size, true, false, black};

struct Destroy {
    void operator()(cairo_t* cr) const { cairo_destroy(cr); }
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};

cairo_status_t collect(void* out, const unsigned char* bytes, unsigned int count)
{
    static_cast<std::string*>(out)->append(reinterpret_cast<const char*>(bytes), count);
    return CAIRO_STATUS_SUCCESS;
}

class Pen {
public:
    Pen(std::string& out, std::int64_t date, const std::string& title)
        : surface_(cairo_pdf_surface_create_for_stream(collect, &out, page_width, page_height)),
          cr_(cairo_create(surface_.get())), glyphs_(cr_.get())
    {
        // Both dates explicitly: cairo would take the clock, and knows no SOURCE_DATE_EPOCH.
        auto stamp = time::to_string(time::utc_fields(time::from_epoch_ms(date * 1000))) + "+00:00"; // see mark_dates()
        for (const auto key : {CAIRO_PDF_METADATA_CREATE_DATE, CAIRO_PDF_METADATA_MOD_DATE})
            cairo_pdf_surface_set_metadata(surface_.get(), key, stamp.c_str());
        cairo_pdf_surface_set_metadata(surface_.get(), CAIRO_PDF_METADATA_TITLE, title.c_str());
        cairo_pdf_surface_set_metadata(surface_.get(), CAIRO_PDF_METADATA_CREATOR, "redress");
    }

    void line(const SetLine& line, double x, double baseline)
    {
        colour(line.colour);
        glyphs_.show(line, x + line.x, baseline);
    }
    void bar(const Bar& bar, double y)
    {
        colour(bar.colour);
        cairo_rectangle(cr_.get(), bar.x, y + bar.y, bar.width, bar.height);
        cairo_fill(cr_.get());
    }
    void outline(const OutlineEntry& entry, std::size_t page, double y)
    {
        while (!open_.empty() && open_.back().first >= entry.level) open_.pop_back();
        const int parent = open_.empty() ? CAIRO_PDF_OUTLINE_ROOT : open_.back().second;
        const auto target = fmt::format("page={} pos=[{:.0f} {:.0f}]", page, margin_side, y);
        const int id = cairo_pdf_surface_add_outline(surface_.get(), parent, entry.text.c_str(), target.c_str(),
                                                     CAIRO_PDF_OUTLINE_FLAG_OPEN);
        open_.emplace_back(entry.level, id);
    }
    void label(const std::string& text) { cairo_pdf_surface_set_page_label(surface_.get(), text.c_str()); }
    void end_page() { cairo_show_page(cr_.get()); }
    void finish()
    {
        const auto drawing = cairo_status(cr_.get());
        cr_.reset();
        cairo_surface_finish(surface_.get());
        const auto writing = cairo_surface_status(surface_.get());
        const auto status = drawing != CAIRO_STATUS_SUCCESS ? drawing : writing;
        if (status != CAIRO_STATUS_SUCCESS)
            throw Error(ErrorKind::render, said("cannot draw the PDF: {}", cairo_status_to_string(status)));
    }

private:
    void colour(const Colour& c) { cairo_set_source_rgb(cr_.get(), c.red, c.green, c.blue); }

    std::unique_ptr<cairo_surface_t, Destroy> surface_;
    std::unique_ptr<cairo_t, Destroy> cr_;
    GlyphPainter glyphs_;
    std::vector<std::pair<int, int>> open_; // level and outline id of the entries above the next
};

void draw_edges(Pen& pen, const Edges& edges, std::size_t page, std::size_t pages, Typesetter& type)
{
    const double right = margin_side + text_width;
    const double header_y = margin_top - 24, footer_y = page_height - margin_bottom + 26;
    const auto at_right = [&](const std::string& text, const Style& style, double end, double baseline) {
        const auto set = type.set_single(text, style, text_width);
        pen.line(set, end - set.width - set.x, baseline);
        return end - set.width - 12;
    };
    if (!edges.header.empty()) pen.line(type.set_single(edges.header, edge_style, text_width * 0.6), margin_side, header_y);
    if (page > 1 && !edges.title.empty()) {
        const auto set = type.set_single(edges.title, edge_style, text_width * (edges.header.empty() ? 1 : 0.37));
        pen.line(set, edges.header.empty() ? margin_side : right - set.width - set.x, header_y);
    }
    if (!edges.header.empty() || page > 1) pen.bar({margin_side, 0, text_width, 0.5, hairline}, header_y + 6);
    pen.bar({margin_side, 0, text_width, 0.5, hairline}, footer_y - 13);
    double room = right;
    const auto number = running_number(edges.first_number, static_cast<std::int64_t>(page) - 1);
    if (!number.empty()) room = at_right(number, number_style, room, footer_y);
    const auto count = said("page {} of {}", page, pages).in(edges.lang);
    room = at_right(count, edge_style, room, footer_y);
    if (!edges.footer.empty())
        pen.line(type.set_single(edges.footer, edge_style, room - margin_side), margin_side, footer_y);
    if (!number.empty()) pen.label(number);
}

} // namespace

std::string draw(const std::vector<Page>& pages, const Edges& edges, std::int64_t date, Typesetter& type)
{
    std::string out;
    Pen pen(out, date, shown_line(edges.title));
    for (std::size_t p = 0; p < pages.size(); ++p) {
        for (const auto& [strip, y] : pages[p]) {
            for (const auto& bar : strip->bars) pen.bar(bar, y);
            for (const auto& placed : strip->lines) pen.line(placed.line, placed.x, y + placed.baseline);
            if (strip->outline) pen.outline(*strip->outline, p + 1, y);
        }
        draw_edges(pen, edges, p + 1, pages.size(), type);
        pen.end_page();
    }
    pen.finish();
    blank_repeated_resources(out);
    mark_dates(out);
    return out;
}

} // namespace redress::render::pdf

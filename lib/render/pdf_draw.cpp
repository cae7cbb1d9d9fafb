#include "base/error.hpp"
#include "base/time.hpp"
#include "render/clean.hpp"
#include "render/pdf_pages.hpp"
#include "render/pdf_pen.hpp"
#include "render/pdf_repair.hpp"

#include <cairo-pdf.h>
#include <fmt/format.h>

namespace redress::render::pdf {
namespace {

cairo_status_t collect(void* out, const unsigned char* bytes, unsigned int count)
{
    static_cast<std::string*>(out)->append(reinterpret_cast<const char*>(bytes), count);
    return CAIRO_STATUS_SUCCESS;
}

class PdfPen {
public:
    PdfPen(std::string& out, std::int64_t date, const std::string& title)
        : surface_(cairo_pdf_surface_create_for_stream(collect, &out, page_width, page_height)),
          cr_(cairo_create(surface_.get())), pen_(cr_.get(), true)
    {
        // Both dates explicitly: cairo would take the clock, and knows no SOURCE_DATE_EPOCH.
        auto stamp = time::to_string(time::utc_fields(time::from_epoch_ms(date * 1000))) + "+00:00"; // see mark_dates()
        for (const auto key : {CAIRO_PDF_METADATA_CREATE_DATE, CAIRO_PDF_METADATA_MOD_DATE})
            cairo_pdf_surface_set_metadata(surface_.get(), key, stamp.c_str());
        cairo_pdf_surface_set_metadata(surface_.get(), CAIRO_PDF_METADATA_TITLE, title.c_str());
        cairo_pdf_surface_set_metadata(surface_.get(), CAIRO_PDF_METADATA_CREATOR, "redress");
    }

    Pen& pen() { return pen_; }
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
    Surface surface_;
    Context cr_;
    Pen pen_;
    std::vector<std::pair<int, int>> open_; // level and outline id of the entries above the next
};

} // namespace

std::string draw(const std::vector<Page>& pages, const Edges& edges, std::int64_t date, Typesetter& type)
{
    std::string out;
    PdfPen pen(out, date, shown_line(edges.title));
    for (std::size_t p = 0; p < pages.size(); ++p) {
        for (const auto& [strip, y] : pages[p]) {
            pen.pen().strip(*strip, y);
            if (strip->outline) pen.outline(*strip->outline, p + 1, y);
        }
        const auto number = running_number(edges.first_number, static_cast<std::int64_t>(p));
        draw_edges(pen.pen(), edges, {p + 1, pages.size(), number, page_height - margin_bottom}, type);
        if (!number.empty()) pen.label(number);
        pen.end_page();
    }
    pen.finish();
    blank_repeated_resources(out);
    mark_dates(out);
    return out;
}

} // namespace redress::render::pdf

#include "render/pdf.hpp"

#include "render/pdf_compose.hpp"
#include "render/pdf_fonts.hpp"
#include "render/pdf_pages.hpp"
#include "render/renderer.hpp"
#include "render/words.hpp"

#include <charconv>

namespace redress::render {

// First all is laid out and counted, then drawn: a page says of how many it is.
PdfResult render_pdf(const Document& document)
{
    pdf::require_fonts(document, pdf::any_font_covers);
    pdf::Typesetter type(pdf::font_families(document.lang));
    const auto flow = pdf::Composer{type, document.lang}.compose(document);
    const auto pages = pdf::paginate(flow);
    PdfResult result;
    result.pages = static_cast<int>(pages.size());
    result.messages = pdf::messages_on(pages);
    result.bytes = pdf::draw(pages, {document.header, document.title, document.footer, document.first_number, document.lang},
                             document.date, type);
    result.missing = type.missing();
    return result;
}

std::string running_number(std::string_view first, std::int64_t pages_later)
{
    constexpr std::size_t most_digits = 18; // of a 64-bit number
    auto digits = first.size();
    while (digits > 0 && first.size() - digits < most_digits && first[digits - 1] >= '0' && first[digits - 1] <= '9')
        --digits;
    std::int64_t number = 0;
    std::from_chars(first.data() + digits, first.data() + first.size(), number);
    if (digits == first.size()) // no number to count on: "A", "A-2", "A-3"
        return std::string(first) + (first.empty() || pages_later == 0 ? "" : '-' + std::to_string(pages_later + 1));
    auto counted = std::to_string(number + pages_later);
    const auto width = first.size() - digits;
    if (counted.size() < width) counted.insert(0, width - counted.size(), '0');
    return std::string(first.substr(0, digits)) + counted;
}

namespace {

std::string render(const Document& document)
{
    return render_pdf(document).bytes;
}

} // namespace

extern const Renderer renderer_pdf;
const Renderer renderer_pdf{"pdf", ".pdf", render};

} // namespace redress::render

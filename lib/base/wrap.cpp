#include "base/wrap.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <unicode/ubrk.h>
#include <unicode/utext.h>

#include <memory>

namespace redress::text {
namespace {

struct CloseBreaks {
    void operator()(UBreakIterator* b) const { ubrk_close(b); }
};
using Breaks = std::unique_ptr<UBreakIterator, CloseBreaks>;

// One fixed locale: the lines must not depend on where the program runs.
Breaks open_breaks()
{
    UErrorCode status = U_ZERO_ERROR;
    Breaks breaks(ubrk_open(UBRK_LINE, "en", nullptr, 0, &status));
    if (U_FAILURE(status)) throw Error(ErrorKind::render, said("ICU has no line breaking rules"), said("reinstall libicu"));
    return breaks;
}

std::string_view without_trailing_blanks(std::string_view line)
{
    const auto last = line.find_last_not_of(" \t\r\n");
    return last == std::string_view::npos ? line.substr(0, 0) : line.substr(0, last + 1);
}

// UAX #14 breaks after hyphens and slashes; between two ASCII characters only a blank counts here.
bool may_break(std::string_view text, std::size_t at)
{
    const auto before = static_cast<unsigned char>(text[at - 1]);
    const auto after = static_cast<unsigned char>(text[at]);
    return before == ' ' || before == '\t' || before >= 0x80 || after >= 0x80;
}

class Filler {
public:
    Filler(std::size_t width, std::size_t used) : width_(width), used_(used) {}
    void add(std::string_view piece)
    {
        const auto needed = display_width(without_trailing_blanks(piece));
        if (used_ + pending_blanks_ + needed > width_ && !line_.empty()) end_line();
        line_ += piece;
        const auto solid = without_trailing_blanks(piece);
        used_ += pending_blanks_ + needed;
        pending_blanks_ = display_width(piece) - display_width(solid);
    }
    void end_line()
    {
        lines_.emplace_back(without_trailing_blanks(line_));
        line_.clear();
        used_ = pending_blanks_ = 0;
    }
    std::vector<std::string> take()
    {
        end_line();
        return std::move(lines_);
    }

private:
    std::size_t width_, used_, pending_blanks_ = 0;
    std::string line_;
    std::vector<std::string> lines_;
};

void fill_long_line(UBreakIterator* breaks, std::string_view text, Filler& filler)
{
    UErrorCode status = U_ZERO_ERROR;
    UText* source = utext_openUTF8(nullptr, text.data(), static_cast<std::int64_t>(text.size()), &status);
    ubrk_setUText(breaks, source, &status);
    std::size_t from = 0;
    for (auto at = ubrk_next(breaks); U_SUCCESS(status) && at != UBRK_DONE; at = ubrk_next(breaks)) {
        const auto here = static_cast<std::size_t>(at);
        if (here < text.size() && !may_break(text, here)) continue;
        filler.add(text.substr(from, here - from));
        from = here;
    }
    if (from < text.size()) filler.add(text.substr(from));
    utext_close(source);
}

} // namespace

std::vector<std::string> wrap(std::string_view utf8, std::size_t width, std::size_t used)
{
    Filler filler(width, used);
    Breaks breaks; // opened only for a line that does not fit: most do
    const auto lines = split(utf8, '\n');
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (i > 0) filler.end_line();
        if ((i == 0 ? used : 0) + display_width(lines[i]) <= width) {
            filler.add(lines[i]);
            continue;
        }
        if (!breaks) breaks = open_breaks();
        fill_long_line(breaks.get(), lines[i], filler);
    }
    return filler.take();
}

} // namespace redress::text

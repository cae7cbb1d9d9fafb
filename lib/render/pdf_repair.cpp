#include "render/pdf_repair.hpp"

#include <algorithm>
#include <set>
#include <string_view>

namespace redress::render::pdf {
namespace {

constexpr std::string_view opening = "/XObject << ", closing = ">>";

// "/x24 24 0 R " repeated within [from, to) becomes blanks.
void blank_repetitions(std::string& pdf, std::size_t from, std::size_t to)
{
    constexpr std::string_view end_of_entry = " R ";
    std::set<std::string> seen;
    while (from < to) {
        const auto end = pdf.find(end_of_entry, from);
        if (end == std::string::npos || end >= to || pdf[from] != '/') return;
        const auto size = end + end_of_entry.size() - from;
        if (!seen.insert(pdf.substr(from, size)).second)
            std::fill_n(pdf.begin() + static_cast<std::ptrdiff_t>(from), size, ' ');
        from += size;
    }
}

// At the last place of the key: the document's own dictionary stands at the end, behind everything drawn.
void mark_date(std::string& pdf, std::string_view key)
{
    constexpr std::size_t digits = 14;
    constexpr std::string_view offset = "+00'00)";
    const auto found = pdf.rfind(key);
    if (found == std::string::npos) return;
    const auto from = found + key.size();
    const auto size = digits + offset.size();
    if (from + size > pdf.size() || pdf.compare(from + digits, offset.size(), offset) != 0) return;
    auto marked = "D:" + pdf.substr(from, digits) + "Z)";
    marked.resize(size, ' ');
    pdf.replace(from, size, marked);
}

} // namespace

void mark_dates(std::string& pdf)
{
    mark_date(pdf, "/CreationDate (");
    mark_date(pdf, "/ModDate (");
}

void blank_repeated_resources(std::string& pdf)
{
    for (auto at = pdf.find(opening); at != std::string::npos; at = pdf.find(opening, at + 1)) {
        const auto from = at + opening.size();
        const auto to = pdf.find(closing, from);
        if (to == std::string::npos) return;
        blank_repetitions(pdf, from, to);
    }
}

} // namespace redress::render::pdf

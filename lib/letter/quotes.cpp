#include "letter/quotes.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace redress::letter {
namespace {

constexpr std::pair<std::string_view, std::string_view> marks[]{{"“", "”"}, {"\"", "\""}, {"«", "»"}, {"「", "」"}};
constexpr std::string_view gaps[]{"……", "…", "..."};

std::u32string comparable(std::string_view text)
{
    auto out = text::to_u32(text::fold_for_search(text));
    std::erase_if(out, [](char32_t c) { return text::is_space(c); });
    return out;
}

} // namespace

std::vector<Quote> quotes_in(std::string_view line)
{
    std::vector<Quote> out;
    for (const auto& [open, close] : marks)
        for (auto p = line.find(open); p != std::string_view::npos;) {
            const auto begin = p + open.size(), end = line.find(close, begin);
            if (end == std::string_view::npos) break;
            if (end > begin) out.push_back({line.substr(begin, end - begin), end + close.size()});
            p = line.find(open, end + close.size());
        }
    return out;
}

bool is_quoted_from(std::string_view quote, std::string_view written)
{
    const auto whole = comparable(written);
    std::size_t from = 0;
    while (!quote.empty()) {
        auto at = quote.size(), next = quote.size();
        for (const auto gap : gaps)
            if (const auto p = quote.find(gap); p < at) {
                at = p;
                next = p + gap.size();
            }
        const auto part = comparable(quote.substr(0, at));
        const auto found = whole.find(part, from);
        if (found == std::u32string::npos) return false;
        from = found + part.size();
        quote.remove_prefix(next);
    }
    return true;
}

} // namespace redress::letter

#include "analyze/features.hpp"

#include "base/text.hpp"

namespace redress::analyze {

namespace {

// The next character of well-formed or ill-formed UTF-8; a byte that fits nothing counts as U+FFFD.
char32_t next(std::string_view s, std::size_t& i)
{
    const auto byte = [&](std::size_t k) { return static_cast<unsigned char>(s[k]); };
    const unsigned char first = byte(i++);
    if (first < 0x80) return first;
    const int more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : first >= 0xC0 ? 1 : 0;
    if (more == 0) return 0xFFFD;
    char32_t c = first & (0x3F >> more);
    for (int k = 0; k < more; ++k) {
        if (i >= s.size() || (byte(i) & 0xC0) != 0x80) return 0xFFFD;
        c = (c << 6) | (byte(i++) & 0x3F);
    }
    return c;
}

char16_t small(char32_t c, const FoldTable& table)
{
    if (c < 0x10000) return table[c];
    if (c >= 0x1F3FB && c <= 0x1F3FF) return 0; // skin tones
    return static_cast<char16_t>(0xE000 + (c & 0x0FFF));
}

} // namespace

FoldTable make_fold_table()
{
    FoldTable table{};
    for (std::uint32_t c = 0; c < table.size(); ++c) {
        const auto same = static_cast<char16_t>(c);
        table[c] = same;
        if (c >= 0xD800 && c < 0xF900) continue; // surrogates and the private area
        if (text::is_space(c) || c < 0x20) {
            table[c] = u' ';
            continue;
        }
        // Marks that only join or colour what stands before them.
        if ((c >= 0x0300 && c < 0x0370) || (c >= 0x200B && c < 0x2010) || c == 0xFE0E || c == 0xFE0F || c == 0xFEFF) {
            table[c] = 0;
            continue;
        }
        const std::u32string folded = text::to_u32(text::fold_for_search(text::to_utf8(std::u32string(1, c))));
        if (folded.size() == 1 && folded[0] < 0x10000) table[c] = static_cast<char16_t>(folded[0]);
    }
    // Spanish, French and German reviews are often typed without accents.
    constexpr std::u16string_view accented = u"àáâãäåèéêëìíîïòóôõöùúûüñçý", plain = u"aaaaaaeeeeiiiiooooouuuuncy";
    for (char16_t& to : table)
        if (const auto at = accented.find(to); at != std::u16string_view::npos) to = plain[at];
    table[0x2019] = u'\'';
    return table;
}

std::vector<std::pair<char16_t, char16_t>> fold_pairs(const FoldTable& table)
{
    std::vector<std::pair<char16_t, char16_t>> pairs;
    for (std::uint32_t c = 0; c < table.size(); ++c)
        if (table[c] != c) pairs.emplace_back(static_cast<char16_t>(c), table[c]);
    return pairs;
}

FoldTable fold_table_from(std::span<const std::pair<char16_t, char16_t>> pairs)
{
    FoldTable table{};
    for (std::uint32_t c = 0; c < table.size(); ++c) table[c] = static_cast<char16_t>(c);
    for (const auto& [from, to] : pairs) table[from] = to;
    return table;
}

void fold(std::string_view utf8, const FoldTable& table, Folded& out)
{
    out.size = out.wide = out.letters = 0;
    std::size_t same = 0; // how often the last character stands in a row
    for (std::size_t i = 0; i < utf8.size() && out.size < max_characters;) {
        const char16_t c = small(next(utf8, i), table);
        if (c == 0) continue;
        same = out.size > 0 && out.text[out.size - 1] == c ? same + 1 : 1;
        // "好好好好好好" and "!!!!!!!!" say no more than three of them; spaces run together.
        if (same > (c == u' ' ? 1U : 3U)) continue;
        out.text[out.size++] = c;
        if (is_wide(c))
            ++out.wide;
        else if (is_letter(c))
            ++out.letters;
    }
}

} // namespace redress::analyze

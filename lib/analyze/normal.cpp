#include "analyze/normal.hpp"

#include "base/text.hpp"

#include <unordered_map>

namespace redress::analyze {
namespace {

// NFKC leaves é one character; people leave the accent out as often as not, and ASCII-only words make boundaries exact.
char32_t without_accent(char32_t c)
{
    static constexpr std::u32string_view accented = U"àáâãäåçèéêëìíîïñòóôõöøùúûüýÿ";
    static constexpr std::u32string_view plain = U"aaaaaaceeeeiiiinoooooouuuuyy";
    const auto at = accented.find(c);
    return at == std::u32string_view::npos ? c : plain[at];
}

char32_t plain_quote(char32_t c)
{
    switch (c) {
    case U'\u2018':
    case U'\u2019':
    case U'\u02BC':
    case U'\u00B4':
    case U'`': return U'\'';
    case U'「':
    case U'『':
    case U'«': return U'“';
    case U'」':
    case U'』':
    case U'»': return U'”';
    default: return c;
    }
}

bool is_unseen(char32_t c)
{
    return c == 0xAD || c == 0x34F || c == 0x61C || c == 0x180E || (c >= 0x200B && c <= 0x200F) ||
           (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || (c >= 0xFE00 && c <= 0xFE0F) ||
           (c >= 0x300 && c <= 0x36F) || (c >= 0xE0000 && c <= 0xE0FFF);
}

std::string compute_form(char32_t c)
{
    if (is_unseen(c)) return {};
    if (text::is_space(c)) return c == U'\n' || c == 0x2028 || c == 0x2029 ? "\n" : " ";
    std::string out;
    for (const auto folded : text::to_u32(text::fold_for_search(text::to_utf8(std::u32string_view(&c, 1)))))
        if (!is_unseen(folded)) text::append_utf8(out, without_accent(plain_quote(folded)));
    return out;
}

// Forms are asked of ICU once a character and kept: the transliterator behind them is far too slow to ask each time.
const std::string& cached_form(char32_t c)
{
    static thread_local std::unordered_map<char32_t, std::string> forms;
    const auto found = forms.find(c);
    if (found != forms.end()) return found->second;
    return forms.emplace(c, compute_form(c)).first->second;
}

// Ideographs that are their own form, found out one by one: nearly all of a Chinese text, for a look in a table.
bool known_plain(char32_t c)
{
    constexpr char32_t first = 0x4E00, last = 0x9FFF;
    if (c < first || c > last) return false;
    static thread_local std::vector<signed char> plain(last - first + 1, 0); // 0 not asked, 1 yes, -1 no
    auto& known = plain[c - first];
    if (known == 0) known = cached_form(c) == text::to_utf8(std::u32string_view(&c, 1)) ? 1 : -1;
    return known > 0;
}

struct Decoded {
    char32_t c = 0;
    std::size_t length = 1;
};

Decoded decode(std::string_view s, std::size_t at)
{
    const auto byte = static_cast<unsigned char>(s[at]);
    if (byte < 0x80) return {byte, 1};
    const std::size_t n = byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
    if (at + n > s.size()) return {0xFFFD, s.size() - at};
    char32_t c = byte & (0xFFU >> (n + 1));
    for (std::size_t i = 1; i < n; ++i) c = (c << 6) | (static_cast<unsigned char>(s[at + i]) & 0x3F);
    return {c, n};
}

// Three-byte lead bytes of the ideographs U+4000..U+9FFF, U+3400 and later fall just below and count as well.
bool ends_in_cjk(std::string_view s)
{
    if (s.size() < 3) return false;
    const auto lead = static_cast<unsigned char>(s[s.size() - 3]);
    return lead >= 0xE3 && lead <= 0xE9;
}

class Builder {
public:
    explicit Builder(NormalText& out) : out_(out)
    {
        out_.text.clear();
        out_.from.clear();
    }

    void add(char c, std::size_t from)
    {
        if (c == ' ' || c == '\n') {
            if (!pending_ || c == '\n') pending_ = c;
            pending_from_ = from;
            return;
        }
        put_space(static_cast<unsigned char>(c) >= 0xE3 && static_cast<unsigned char>(c) <= 0xE9);
        put(c, from);
    }

    void add(std::string_view form, std::size_t from)
    {
        if (form.size() == 1) return add(form.front(), from);
        if (form.empty()) return;
        const auto lead = static_cast<unsigned char>(form.front());
        put_space(lead >= 0xE3 && lead <= 0xE9);
        for (const char c : form) put(c, from);
    }

    void finish(std::size_t size) { out_.from.push_back(static_cast<std::uint32_t>(size)); }

private:
    void put(char c, std::size_t from)
    {
        out_.text += c;
        out_.from.push_back(static_cast<std::uint32_t>(from));
    }

    void put_space(bool before_cjk)
    {
        if (!pending_) return;
        const bool between = pending_ == ' ' && before_cjk && ends_in_cjk(out_.text);
        if (!out_.text.empty() && !between) put(pending_, pending_from_);
        pending_ = '\0';
    }

    NormalText& out_;
    char pending_ = '\0'; // white space not yet written: it may be at the end, or between ideographs
    std::size_t pending_from_ = 0;
};

} // namespace

std::string normal_form(char32_t c)
{
    if (c == U' ') return " ";
    return cached_form(c);
}

void normalise(std::string_view original, NormalText& out)
{
    Builder builder(out);
    out.text.reserve(original.size());
    out.from.reserve(original.size() + 1);
    for (std::size_t at = 0; at < original.size();) {
        const char byte = original[at];
        if (static_cast<unsigned char>(byte) < 0x80) {
            if (byte >= 'A' && byte <= 'Z')
                builder.add(static_cast<char>(byte - 'A' + 'a'), at);
            else if (byte == '\t' || byte == '\r' || byte == '\v' || byte == '\f')
                builder.add(' ', at);
            else if (byte == '`')
                builder.add('\'', at);
            else
                builder.add(byte, at);
            ++at;
            continue;
        }
        const auto [c, length] = decode(original, at);
        if (known_plain(c))
            builder.add(original.substr(at, length), at);
        else
            builder.add(cached_form(c), at);
        at += length;
    }
    builder.finish(original.size());
}

} // namespace redress::analyze

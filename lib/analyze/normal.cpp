#include "analyze/normal.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <memory>
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
    constexpr std::size_t plane = 0x10000;
    static thread_local std::unordered_map<char32_t, std::string> others;
    if (c < plane) {
        static thread_local std::vector<std::unique_ptr<const std::string>> basic(plane);
        auto& form = basic[c];
        if (!form) form = std::make_unique<const std::string>(compute_form(c));
        return *form;
    }
    const auto found = others.find(c);
    return found != others.end() ? found->second : others.emplace(c, compute_form(c)).first->second;
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

// What an ASCII character is to the writer below and to the finders of shapes.
enum : std::uint8_t { copied = 1, upper = 2, digit = 4, slot = 8, bang = 16, at_sign = 32, cross = 64 };

struct Ascii {
    std::array<std::uint8_t, 128> bits{};
    std::array<char, 128> lower{};
};

constexpr Ascii ascii_table()
{
    Ascii t;
    for (std::size_t i = 0; i < 128; ++i) {
        const char c = static_cast<char>(i);
        t.lower[i] = c == '`' ? '\'' : c;
        const bool space = c == ' ' || c == '\t' || c == '\r' || c == '\v' || c == '\f' || c == '\n';
        t.bits[i] = space ? 0 : copied;
        if (c >= 'A' && c <= 'Z') {
            t.bits[i] |= upper;
            t.lower[i] = static_cast<char>(c - 'A' + 'a');
        }
        if (c >= '0' && c <= '9') t.bits[i] |= digit;
        for (const char open : {'{', '$', '<', '[', '(', '_', '%', '#'})
            if (c == open) t.bits[i] |= slot;
        if (c == '!' || c == '?') t.bits[i] |= bang;
        if (c == '@') t.bits[i] |= at_sign;
        if (c == 'x' || c == 'X') t.bits[i] |= cross;
    }
    return t;
}
constexpr Ascii ascii = ascii_table();

// Lead bytes of U+3000..U+9FFF; letters and marks of Chinese and Japanese.
bool is_cjk_lead(char byte)
{
    return static_cast<unsigned char>(byte) >= 0xE3 && static_cast<unsigned char>(byte) <= 0xE9;
}

// Writes normal texts one behind the other into one buffer.
class Writer {
public:
    explicit Writer(NormalText& out, const NormalForms& forms = {}) : out_(out), forms_(forms) {}

    std::size_t size() const { return size_; }

    void add(std::string_view original, Marks& marks)
    {
        begin_ = size_;
        pending_ = '\0';
        make_room(original.size() + 1);
        for (std::size_t at = 0; at < original.size();) at = step(original, at, marks);
        put('\n', original.size());
    }

    // The line end behind the last text stays in `from` alone: the end of the text has a place too.
    void finish()
    {
        out_.text.resize(size_);
        out_.from.resize(size_);
    }

private:
    std::size_t step(std::string_view original, std::size_t at, Marks& marks)
    {
        auto byte = static_cast<unsigned char>(original[at]);
        if (byte >= 0x80) return step_wide(original, at, marks);
        auto bits = ascii.bits[byte];
        if (!(bits & copied)) {
            if (!pending_ || byte == '\n') pending_ = byte == '\n' ? '\n' : ' ';
            pending_from_ = at;
            return at + 1;
        }
        put_space(false);
        // Runs of plain characters are most of an English text.
        auto* text = out_.text.data();
        auto* from = out_.from.data();
        do {
            const char c = ascii.lower[byte];
            if ((bits & cross) && (byte == 'X' || (size_ > begin_ && text[size_ - 1] == 'x'))) marks.slot = true;
            text[size_] = c;
            from[size_++] = static_cast<std::uint32_t>(at);
            count(bits, marks);
            if (++at == original.size()) break;
            byte = static_cast<unsigned char>(original[at]);
            if (byte >= 0x80) break;
            bits = ascii.bits[byte];
        } while (bits & copied);
        return at;
    }

    std::size_t step_wide(std::string_view original, std::size_t at, Marks& marks)
    {
        const auto [c, length] = decode(original, at);
        const auto form = form_of(c);
        // Ideographs that are their own form are nearly all of a Chinese text.
        if (c >= 0x4E00 && c <= 0x9FFF && form == original.substr(at, length)) {
            marks.han = true;
            put_space(true);
            for (const char byte : form) put(byte, at);
            return at + length;
        }
        if (c < 0x100) marks.spanish = marks.spanish || is_spanish_mark(c, original, at);
        marks.slot = marks.slot || c == U'【' || c == U'×' || c == U'〇' || c == U'○' || c == U'〈';
        if (form.size() == 1 && (form.front() == ' ' || form.front() == '\n')) {
            if (!pending_ || form.front() == '\n') pending_ = form.front();
            pending_from_ = at;
            return at + length;
        }
        if (form.empty()) return at + length;
        if (form.size() > length) make_room(original.size() - at + form.size() + 1);
        put_space(is_cjk_lead(form.front()));
        for (const char byte : form) {
            put(byte, at);
            if (static_cast<unsigned char>(byte) < 0x80) count(ascii.bits[static_cast<unsigned char>(byte)], marks);
        }
        marks.han = marks.han || (c >= 0x3400 && c <= 0x9FFF);
        return at + length;
    }

    std::string_view form_of(char32_t c) const
    {
        if (c + 1 >= forms_.at.size()) return cached_form(c);
        const auto* at = forms_.at.data() + c;
        return forms_.letters.substr(at[0], at[1] - at[0]);
    }

    // ¿ ¡ ñ, and the ó of -ción.
    static bool is_spanish_mark(char32_t c, std::string_view original, std::size_t at)
    {
        return c == U'¿' || c == U'¡' || c == U'ñ' || (c == U'ó' && at >= 2 && original.compare(at - 2, 5, "ción") == 0);
    }

    static void count(std::uint8_t bits, Marks& marks)
    {
        marks.digits += (bits & digit) != 0;
        marks.upper += (bits & upper) != 0;
        marks.bangs += (bits & bang) != 0;
        marks.slot = marks.slot || (bits & slot) != 0;
        marks.at_sign = marks.at_sign || (bits & at_sign) != 0;
    }

    void make_room(std::size_t bytes)
    {
        // A space owed is written as well.
        if (size_ + bytes + 1 <= out_.text.size()) return;
        const auto wanted = std::max(size_ + bytes + 1, out_.text.size() * 2);
        out_.text.resize(wanted);
        out_.from.resize(wanted);
    }

    void put(char c, std::size_t from)
    {
        out_.text[size_] = c;
        out_.from[size_++] = static_cast<std::uint32_t>(from);
    }

    void put_space(bool before_cjk)
    {
        if (!pending_) return;
        const bool between = pending_ == ' ' && before_cjk && size_ >= begin_ + 3 && is_cjk_lead(out_.text[size_ - 3]);
        if (size_ > begin_ && !between) put(pending_, pending_from_);
        pending_ = '\0';
    }

    NormalText& out_;
    const NormalForms forms_;
    std::size_t size_ = 0, begin_ = 0; // written so far; where this text began
    char pending_ = '\0';              // white space not yet written: it may be at the end, or between ideographs
    std::size_t pending_from_ = 0;
};

} // namespace

std::string normal_form(char32_t c)
{
    if (c == U' ') return " ";
    return cached_form(c);
}

void normalise(std::string_view original, NormalText& out, const NormalForms& forms)
{
    out.text.clear();
    out.from.clear();
    Marks marks;
    Writer writer(out, forms);
    writer.add(original, marks);
    writer.finish();
    out.text.pop_back();
}

NormalFormsMade make_normal_forms()
{
    NormalFormsMade out;
    for (char32_t c = 0; c < 0x10000; ++c) {
        out.at.push_back(static_cast<std::uint32_t>(out.letters.size()));
        if (c < 0xD800 || c > 0xDFFF) out.letters += compute_form(c);
    }
    out.at.push_back(static_cast<std::uint32_t>(out.letters.size()));
    return out;
}

void normalise_all(std::span<const std::string_view> originals, NormalText& out, std::vector<NormalPiece>& pieces,
                   const NormalForms& forms)
{
    out.text.clear();
    out.from.clear();
    pieces.clear();
    std::size_t bytes = 0;
    for (const auto original : originals) bytes += original.size() + 2;
    out.text.resize(bytes);
    out.from.resize(bytes);
    Writer writer(out, forms);
    for (const auto original : originals) {
        NormalPiece piece;
        piece.begin = writer.size();
        writer.add(original, piece.marks);
        piece.end = writer.size() - 1;
        pieces.push_back(piece);
    }
    writer.finish();
}

} // namespace redress::analyze

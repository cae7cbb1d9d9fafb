#include "bundle/disguise.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace redress::bundle {
namespace {

constexpr std::size_t window_bytes = 64u << 10, overlap = 4u << 10;
constexpr std::size_t shortest = 6; // what a decoded text must have in one piece to hold a value
constexpr std::size_t shortest_run = 8, shortest_hex = 12, shortest_line = 60;
constexpr std::uint8_t none = 0xFF;

constexpr auto base64_value = [] {
    std::array<std::uint8_t, 256> out{};
    for (auto& value : out) value = none;
    for (unsigned i = 0; i < 26; ++i) {
        out['A' + i] = static_cast<std::uint8_t>(i);
        out['a' + i] = static_cast<std::uint8_t>(26 + i);
    }
    for (unsigned i = 0; i < 10; ++i) out['0' + i] = static_cast<std::uint8_t>(52 + i);
    out['+'] = out['-'] = 62;
    out['/'] = out['_'] = 63;
    return out;
}();

constexpr auto hex_value = [] {
    std::array<std::uint8_t, 256> out{};
    for (auto& value : out) value = none;
    for (unsigned i = 0; i < 10; ++i) out['0' + i] = static_cast<std::uint8_t>(i);
    for (unsigned i = 0; i < 6; ++i) out['a' + i] = out['A' + i] = static_cast<std::uint8_t>(10 + i);
    return out;
}();

std::uint8_t digit64(char c)
{
    return base64_value[static_cast<std::uint8_t>(c)];
}
std::uint8_t digit16(char c)
{
    return hex_value[static_cast<std::uint8_t>(c)];
}

// Of decoded bytes only what can be text: nearly all of what is decoded by mistake falls away here.
class Readable {
public:
    Readable(std::string& out, bool beyond_ascii) : out_(out)
    {
        out_.clear();
        for (unsigned c = 0; c < 256; ++c)
            text_[c] = (c >= 0x20 && c < 0x7F) || c == 0 || c == '\n' || c == '\r' || c == '\t' ||
                       (beyond_ascii && c >= 0x80) || c == 0xEF || c == 0xBC || c == 0xBD; // the last: of full-width letters
    }
    bool is_text(std::uint8_t c) const { return text_[c]; }
    // Takes the longest readable stretch around bytes [at, at + 3), of which each byte_at(i) is given for i < count; returns
    // where it ends.
    template <typename ByteAt> std::size_t take_around(std::size_t at, std::size_t count, const ByteAt& byte_at)
    {
        auto begin = at, end = at;
        while (begin > 0 && is_text(byte_at(begin - 1))) --begin;
        while (end < count && is_text(byte_at(end))) ++end;
        if (end - begin >= shortest) {
            for (auto i = begin; i < end; ++i) out_ += static_cast<char>(byte_at(i));
            out_ += ',';
        }
        return end;
    }

private:
    std::string& out_;
    std::array<bool, 256> text_{};
};

// Where a run of base64 that begins at `at` ends; line ends within it belong to it if the lines are long.
std::size_t end_of_run(std::string_view bytes, std::size_t at)
{
    auto line = at;
    while (true) {
        while (at < bytes.size() && digit64(bytes[at]) != none) ++at;
        auto next = at;
        if (next < bytes.size() && bytes[next] == '\r') ++next;
        if (at - line < shortest_line || next >= bytes.size() || bytes[next] != '\n') return at;
        if (++next >= bytes.size() || digit64(bytes[next]) == none) return at;
        line = at = next;
    }
}

// One run of letters and digits, decoded from each place where a group of four may begin. Six readable bytes in a row always
// hold three that come from one group: only those are looked at closer.
void decode_run(std::string_view all, Readable& out)
{
    for (std::size_t phase = 0; phase < 4 && phase < all.size(); ++phase) {
        const auto run = all.substr(phase);
        const auto count = run.size() / 4 * 3 + (run.size() % 4 > 0 ? run.size() % 4 - 1 : 0);
        const auto byte_at = [run](std::size_t i) {
            const auto at = i / 3 * 4 + i % 3;
            const auto left = digit64(run[at]), right = digit64(run[at + 1]);
            const auto shift = 2 * (i % 3 + 1);
            return static_cast<std::uint8_t>(left << shift | right >> (6 - shift));
        };
        for (std::size_t i = 0; i + 3 <= count; i += 3) {
            const auto* group = run.data() + i / 3 * 4;
            const unsigned a = digit64(group[0]), b = digit64(group[1]), c = digit64(group[2]), d = digit64(group[3]);
            // Not &&: three branches nobody can foresee took most of the time.
            const unsigned readable = unsigned(out.is_text(static_cast<std::uint8_t>(a << 2 | b >> 4))) &
                                      unsigned(out.is_text(static_cast<std::uint8_t>(b << 4 | c >> 2))) &
                                      unsigned(out.is_text(static_cast<std::uint8_t>(c << 6 | d)));
            if (readable != 0) i = out.take_around(i, count, byte_at) / 3 * 3;
        }
    }
}

void decode_hex(std::string_view all, Readable& out)
{
    for (std::size_t phase = 0; phase < 2; ++phase) {
        const auto run = all.substr(phase);
        const auto byte_at = [run](std::size_t i) {
            return static_cast<std::uint8_t>(digit16(run[2 * i]) << 4 | digit16(run[2 * i + 1]));
        };
        const auto count = run.size() / 2;
        for (std::size_t i = 0; i < count; ++i)
            if (out.is_text(byte_at(i))) i = out.take_around(i, count, byte_at);
    }
}

void decode_hex_runs(std::string_view run, Readable& out)
{
    for (std::size_t i = 0; i + shortest_hex <= run.size();) {
        auto stop = i;
        while (stop < run.size() && digit16(run[stop]) != none) ++stop;
        if (stop - i >= shortest_hex) decode_hex(run.substr(i, stop - i), out);
        i = stop + 1;
    }
}

void decode_runs(std::string_view bytes, Readable& out)
{
    std::string joined;
    for (std::size_t at = 0; at + shortest_run <= bytes.size();) {
        const auto probe = at + shortest_run - 1; // a run of that length from here on reaches it
        auto begin = probe + 1;
        while (begin > at && digit64(bytes[begin - 1]) != none) --begin;
        if (begin > at) {
            at = begin;
            continue;
        }
        const auto end = end_of_run(bytes, begin);
        auto run = bytes.substr(begin, end - begin);
        if (run.find('\n') != std::string_view::npos) {
            joined = run;
            joined.erase(std::remove_if(joined.begin(), joined.end(), [](char c) { return digit64(c) == none; }),
                         joined.end());
            run = joined;
        }
        decode_run(run, out);
        decode_hex_runs(run, out);
        at = end + 1;
    }
}

// Where the base64 begins in which `at` stands: of this line, or of long lines of nothing else before it.
std::size_t start_of_run(std::string_view text, std::size_t at)
{
    while (true) {
        while (at > 0 && digit64(text[at - 1]) != none) --at;
        auto line_end = at;
        if (line_end > 0 && text[line_end - 1] == '\n') --line_end;
        if (line_end > 0 && text[line_end - 1] == '\r') --line_end;
        auto before = line_end;
        while (before > 0 && digit64(text[before - 1]) != none) --before;
        if (line_end == at || line_end - before < shortest_line) return at;
        at = before;
    }
}

std::string decode_whole(std::string_view run)
{
    std::string bytes;
    bytes.reserve(run.size() / 4 * 3);
    std::uint32_t bits = 0;
    unsigned count = 0;
    for (const char c : run) {
        if (digit64(c) == none) continue;
        bits = bits << 6 | digit64(c);
        count += 6;
        if (count < 8) continue;
        count -= 8;
        bytes += static_cast<char>(bits >> count);
    }
    return bytes;
}

struct Unescaped {
    std::uint32_t value = 0;
    std::size_t length = 0; // of the escape; 0: none
};

Unescaped hex_escape(std::string_view text, std::size_t skip, std::size_t digits)
{
    Unescaped out;
    if (text.size() < skip + digits) return out;
    for (std::size_t i = 0; i < digits; ++i) {
        const auto digit = digit16(text[skip + i]);
        if (digit == none) return out;
        out.value = out.value << 4 | digit;
    }
    out.length = skip + digits;
    return out;
}

// "&#64;", "&#x40;"
Unescaped entity(std::string_view text)
{
    if (!text.starts_with("&#")) return {};
    const bool hex = text.size() > 2 && (text[2] == 'x' || text[2] == 'X');
    Unescaped out;
    std::size_t at = hex ? 3 : 2;
    for (; at < text.size() && at < 10; ++at) {
        const auto digit = digit16(text[at]);
        if (digit == none || (!hex && digit > 9)) break;
        out.value = out.value * (hex ? 16 : 10) + digit;
    }
    if (at >= text.size() || text[at] != ';') return {};
    out.length = at + 1;
    return out;
}

Unescaped escape_at(std::string_view text)
{
    if (text.front() == '%') return hex_escape(text, 1, 2);
    if (text.front() == '&') return entity(text);
    if (text.starts_with("\\u")) return hex_escape(text, 2, 4);
    if (text.starts_with("\\x")) return hex_escape(text, 2, 2);
    if (text.starts_with("\\/")) return {'/', 2};
    return {};
}

void put_unit(std::string& out, const Unescaped& escape, bool byte)
{
    if (byte || escape.value < 0x80) {
        out += static_cast<char>(escape.value);
    } else if (escape.value < 0x800) {
        out += static_cast<char>(0xC0 | escape.value >> 6);
        out += static_cast<char>(0x80 | (escape.value & 0x3F));
    } else {
        out += static_cast<char>(0xE0 | (escape.value >> 12 & 0xF));
        out += static_cast<char>(0x80 | (escape.value >> 6 & 0x3F));
        out += static_cast<char>(0x80 | (escape.value & 0x3F));
    }
}

// Percent signs and the escapes of JSON and HTML; false: there are none.
bool unescape(std::string_view text, std::string& out)
{
    out.clear();
    const auto has = [text](char c) { return text.find(c) != std::string_view::npos; };
    if (!has('%') && !has('&') && !has('\\')) return false;
    bool any = false;
    for (std::size_t at = 0; at < text.size();) {
        auto next = at;
        while (next < text.size() && text[next] != '%' && text[next] != '&' && text[next] != '\\') ++next;
        if (next == text.size()) next = std::string_view::npos;
        out += text.substr(at, next == std::string_view::npos ? next : next - at);
        if (next == std::string_view::npos) break;
        const auto escape = escape_at(text.substr(next));
        if (escape.length == 0) {
            out += text[next];
            at = next + 1;
            continue;
        }
        any = true;
        put_unit(out, escape, text[next] == '%' || text.substr(next, 2) == "\\x");
        at = next + escape.length;
    }
    return any;
}

// "=40", "=\r\n"; false: there are none.
bool unquote(std::string_view text, std::string& out)
{
    out.clear();
    if (text.find('=') == std::string_view::npos) return false;
    bool any = false;
    for (std::size_t at = 0; at < text.size();) {
        const auto next = text.find('=', at);
        out += text.substr(at, next == std::string_view::npos ? next : next - at);
        if (next == std::string_view::npos) break;
        const auto rest = text.substr(next);
        const auto escape = hex_escape(rest, 1, 2);
        const std::size_t line_end = rest.starts_with("=\r\n") ? 3 : rest.starts_with("=\n") ? 2 : 0;
        any = any || escape.length > 0 || line_end > 0;
        if (escape.length > 0)
            out += static_cast<char>(escape.value);
        else if (line_end == 0)
            out += '=';
        at = next + (escape.length > 0 ? escape.length : std::max<std::size_t>(1, line_end));
    }
    return any;
}

bool drop_tags(std::string_view text, std::string& out)
{
    out.clear();
    if (text.find("</") == std::string_view::npos && text.find("/>") == std::string_view::npos) return false;
    for (std::size_t at = 0; at < text.size();) {
        const auto open = text.find('<', at);
        out += text.substr(at, open == std::string_view::npos ? open : open - at);
        if (open == std::string_view::npos) break;
        const auto close = text.find('>', open);
        at = close == std::string_view::npos ? text.size() : close + 1;
    }
    return true;
}

// "[(jo) -20 (hn)] TJ" -> "[(john)] TJ": letters set apart by kerning come together.
void join_shown(std::string_view text, std::string& out)
{
    out.clear();
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] != ')') {
            out += text[at];
            continue;
        }
        const auto next = text.find_first_not_of(" \r\n\t-.0123456789", at + 1);
        if (next != std::string_view::npos && text[next] == '(')
            at = next;
        else
            out += ')';
    }
}

} // namespace

Nature nature_of(std::string_view bytes)
{
    const auto head = bytes.substr(0, 4096);
    const auto controls = std::count_if(head.begin(), head.end(), [](unsigned char c) {
        return c == 0 || (c < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f');
    });
    return head.starts_with("%PDF") || static_cast<std::size_t>(controls) * 100 > head.size() ? Nature::binary
                                                                                              : Nature::text;
}

bool each_disguise(std::string_view bytes, Nature nature, bool beyond_ascii,
                   const std::function<bool(std::string_view decoded, Nature nature)>& take)
{
    std::string out;
    for (std::size_t from = 0; from < bytes.size(); from += window_bytes) {
        const auto window = bytes.substr(from, window_bytes + overlap);
        Readable readable(out, beyond_ascii);
        decode_runs(window, readable);
        if (!out.empty() && take(out, Nature::text)) return true;
        if (nature == Nature::binary) continue;
        if (nature == Nature::drawing) {
            join_shown(window, out);
            if (take(out, Nature::drawing)) return true; // still commands, with numbers between the words
            continue;
        }
        if (unescape(window, out) && take(out, Nature::text)) return true;
        if (unquote(window, out) && take(out, Nature::text)) return true;
        if (drop_tags(window, out) && take(out, Nature::text)) return true;
    }
    return false;
}

void each_enclosed(std::string_view text, const std::function<void(std::string&& bytes)>& take)
{
    constexpr std::size_t least = 512;
    for (std::size_t at = least / 2; at < text.size(); at += least / 2) {
        if (digit64(text[at]) == none && text[at] != '\r' && text[at] != '\n') continue;
        const auto begin = start_of_run(text, at), end = end_of_run(text, begin);
        if (end <= at || end - begin < least) continue;
        take(decode_whole(text.substr(begin, end - begin)));
        at = end;
    }
}

} // namespace redress::bundle

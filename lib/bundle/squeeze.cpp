#include "bundle/squeeze.hpp"

#include <array>
#include <cstdint>

namespace redress::bundle {
namespace {

constexpr std::uint8_t dropped = 0, lead = 1; // lead: of UTF-8 sequences that may be more than their bytes
constexpr auto plain = [] {
    std::array<std::uint8_t, 256> out{};
    for (unsigned c = 0x21; c < 256; ++c) out[c] = static_cast<std::uint8_t>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    for (const char c : {'-', '_', '.', '/', '(', ')', '+', '\x7F'}) out[static_cast<std::uint8_t>(c)] = dropped;
    for (const unsigned c : {0xC2u, 0xE2u, 0xE3u, 0xEFu}) out[c] = lead;
    return out;
}();

constexpr auto readable = [] {
    std::array<bool, 256> out{};
    for (unsigned c = 0x20; c < 0x7F; ++c) out[c] = true;
    for (const char c : {'\0', '\t', '\n', '\r'}) out[static_cast<std::uint8_t>(c)] = true;
    return out;
}();

std::uint8_t at(std::string_view bytes, std::size_t place)
{
    return place < bytes.size() ? static_cast<std::uint8_t>(bytes[place]) : 0;
}

struct Wide {
    std::size_t length = 1;  // of the sequence
    char plain = 0;          // what it stands for in ASCII; 0: nothing
    bool is_special = false; // else the bytes are what they are
};

// bytes[place] is a lead.
Wide look(std::string_view bytes, std::size_t place)
{
    const auto first = at(bytes, place), second = at(bytes, place + 1), third = at(bytes, place + 2);
    if (first == 0xC2 && second == 0xA0) return {2, ' ', true}; // no-break space
    if (first == 0xC2 && second == 0xAD) return {2, 0, true};   // soft hyphen
    if (first == 0xE3 && second == 0x80 && third == 0x80) return {3, ' ', true};
    if (first == 0xEF && second == 0xBB && third == 0xBF) return {3, 0, true}; // U+FEFF
    if (first == 0xEF && second == 0xBC && third >= 0x81 && third <= 0xBF)
        return {3, static_cast<char>(third - 0x60), true}; // U+FF01..U+FF3F: '!'..'_'
    if (first == 0xEF && second == 0xBD && third >= 0x80 && third <= 0x9E)
        return {3, static_cast<char>(third - 0x20), true}; // U+FF40..U+FF5E: '`'..'~'
    if (first == 0xE2 && second == 0x80) {
        if (third >= 0x80 && third <= 0x8A) return {3, ' ', true};
        if ((third >= 0x8B && third <= 0x8F) || (third >= 0xAA && third <= 0xAE)) return {3, 0, true};
        if (third >= 0x90 && third <= 0x95) return {3, '-', true};
        if (third == 0xAF) return {3, ' ', true};
    }
    if (first == 0xE2 && second == 0x81 && third == 0xA0) return {3, 0, true};   // word joiner
    if (first == 0xE2 && second == 0x88 && third == 0x92) return {3, '-', true}; // minus
    return {};
}

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

// What one step gives: a character (0: none), and how many bytes it took.
struct Step {
    char c = 0;
    std::size_t length = 1;
};
Step step(std::string_view bytes, std::size_t place)
{
    const auto mapped = plain[static_cast<std::uint8_t>(bytes[place])];
    if (mapped != lead) return {static_cast<char>(mapped), 1};
    const auto wide = look(bytes, place);
    if (!wide.is_special) return {bytes[place], 1};
    return {wide.plain ? static_cast<char>(plain[static_cast<std::uint8_t>(wide.plain)]) : '\0', wide.length};
}

} // namespace

bool is_dropped(char c)
{
    return plain[static_cast<std::uint8_t>(c)] == dropped;
}

void squeeze_into(std::string_view bytes, std::string& out)
{
    out.resize(bytes.size());
    std::size_t count = 0;
    for (std::size_t place = 0; place < bytes.size();) {
        const auto mapped = plain[static_cast<std::uint8_t>(bytes[place])];
        if (mapped == lead) {
            const auto one = step(bytes, place);
            out[count] = one.c;
            count += one.c != 0;
            place += one.length;
            continue;
        }
        out[count] = static_cast<char>(mapped);
        count += mapped != dropped;
        ++place;
    }
    out.resize(count);
}

std::string squeeze(std::string_view bytes)
{
    std::string out;
    squeeze_into(bytes, out);
    return out;
}

Stretch place_in(std::string_view bytes, std::size_t at, std::size_t count)
{
    Stretch out;
    std::size_t seen = 0;
    for (std::size_t place = 0; place < bytes.size() && seen < at + count;) {
        const auto one = step(bytes, place);
        if (one.c != 0) {
            if (seen == at) out.begin = place;
            ++seen;
        }
        place += one.length;
        out.end = place;
    }
    return out;
}

// Two full-width letters beside each other.
bool is_wide(std::string_view bytes, std::size_t place)
{
    return look(bytes, place).is_special && at(bytes, place + 3) == 0xEF && look(bytes, place + 3).is_special;
}

void each_readable(std::string_view bytes, std::size_t from, std::size_t least,
                   const std::function<bool(std::size_t, std::size_t)>& take)
{
    const auto is_readable = [bytes](std::size_t i) { return readable[static_cast<std::uint8_t>(bytes[i])]; };
    auto wide = from;
    while (from + least <= bytes.size()) {
        const auto probe = from + least - 1; // a stretch of that length from here on reaches it
        auto begin = probe + 1;
        while (begin > from && is_readable(begin - 1)) --begin;
        if (begin > from) {
            from = begin;
            continue;
        }
        auto end = probe + 1;
        while (end < bytes.size() && is_readable(end)) ++end;
        if (take(begin, end)) return;
        from = end + 1;
    }
    for (wide = bytes.find('\xEF', wide); wide != std::string_view::npos; wide = bytes.find('\xEF', wide + 1)) {
        if (!is_wide(bytes, wide)) continue;
        auto end = wide;
        while (end < bytes.size() && (look(bytes, end).is_special || is_readable(end))) end += look(bytes, end).length;
        if (take(wide, std::min(end, bytes.size()))) return;
        wide = end - 1;
    }
}

std::string narrow(std::string_view bytes)
{
    std::string out;
    for (std::size_t place = 0; place < bytes.size();) {
        const auto wide = plain[static_cast<std::uint8_t>(bytes[place])] == lead ? look(bytes, place) : Wide{};
        if (!wide.is_special)
            out += lower(bytes[place]);
        else if (wide.plain)
            out += lower(wide.plain);
        place += wide.length;
    }
    return out;
}

} // namespace redress::bundle

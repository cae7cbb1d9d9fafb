#include "bundle/picture.hpp"

#include "base/gzip.hpp"

#include <array>
#include <cstdint>

namespace redress::bundle {
namespace {

constexpr std::size_t most_text = 4u << 20; // of one packed text

std::uint32_t big(std::string_view bytes, std::size_t at, unsigned count)
{
    std::uint32_t value = 0;
    for (unsigned i = 0; i < count; ++i) value = value << 8 | static_cast<std::uint8_t>(bytes[at + i]);
    return value;
}

std::uint32_t little(std::string_view bytes, std::size_t at)
{
    std::uint32_t value = 0;
    for (unsigned i = 4; i-- > 0;) value = value << 8 | static_cast<std::uint8_t>(bytes[at + i]);
    return value;
}

struct Block {
    std::string_view type, data; // of PNG and WebP: four letters
};

// False: the blocks end otherwise than they should, or bytes stand behind the last.
bool each_png_block(std::string_view bytes, const std::function<void(const Block&)>& take)
{
    for (std::size_t at = 8; at + 12 <= bytes.size();) {
        const std::size_t length = big(bytes, at, 4);
        if (length > bytes.size() - at - 12) return false;
        const Block block{bytes.substr(at + 4, 4), bytes.substr(at + 8, length)};
        take(block);
        at += length + 12;
        if (block.type == "IEND") return at == bytes.size();
    }
    return false;
}

bool each_webp_block(std::string_view bytes, const std::function<void(const Block&)>& take)
{
    std::size_t at = 12;
    while (at + 8 <= bytes.size()) {
        const std::size_t length = little(bytes, at + 4);
        if (length > bytes.size() - at - 8) return false;
        take({bytes.substr(at, 4), bytes.substr(at + 8, length)});
        at += 8 + length + length % 2;
    }
    return at >= bytes.size() && std::size_t(little(bytes, 4)) + 8 <= bytes.size() + 1;
}

// Segments before the pixels. JFIF, colour profile and Adobe's note on colours are what it takes to show them.
bool has_more_jpeg(std::string_view bytes)
{
    for (std::size_t at = 2; at + 4 <= bytes.size();) {
        if (bytes[at] != '\xFF') return true;
        const auto marker = static_cast<std::uint8_t>(bytes[at + 1]);
        if (marker == 0xFF) {
            ++at;
            continue;
        }
        const std::size_t length = big(bytes, at + 2, 2);
        if (length < 2 || length > bytes.size() - at - 2) return true;
        const auto data = bytes.substr(at + 4, length - 2);
        const bool application = marker >= 0xE0 && marker <= 0xEF;
        const bool needed = (marker == 0xE0 && data.starts_with("JFIF")) ||
                            (marker == 0xE2 && data.starts_with("ICC_PROFILE")) ||
                            (marker == 0xEE && data.starts_with("Adobe"));
        if (marker == 0xFE || (application && !needed)) return true;
        at += 2 + length;
        if (marker == 0xDA) return has_bytes_behind(bytes); // pixels up to the end
    }
    return true;
}

bool has_more_png(std::string_view bytes)
{
    constexpr std::array<std::string_view, 15> needed{"IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB",
                                                      "iCCP", "sBIT", "bKGD", "pHYs", "acTL", "fcTL", "fdAT"};
    bool more = false;
    const bool whole = each_png_block(bytes, [&](const Block& block) {
        bool known = false;
        for (const auto type : needed) known = known || block.type == type;
        more = more || !known;
    });
    return more || !whole;
}

bool has_more_webp(std::string_view bytes)
{
    bool more = false;
    const bool whole = each_webp_block(bytes, [&](const Block& block) {
        constexpr std::array<std::string_view, 7> needed{"VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF", "ICCP"};
        bool known = false;
        for (const auto type : needed) known = known || block.type == type;
        more = more || !known;
    });
    return more || !whole;
}

bool has_more_gif(std::string_view bytes)
{
    return bytes.find("\x21\xFE") != std::string_view::npos || bytes.find("XMP DataXMP") != std::string_view::npos ||
           !bytes.ends_with('\x3B');
}

} // namespace

Picture kind_of_picture(std::string_view bytes)
{
    if (bytes.starts_with("\xFF\xD8\xFF")) return Picture::jpeg;
    if (bytes.starts_with("\x89PNG\r\n\x1A\n")) return Picture::png;
    if (bytes.starts_with("RIFF") && bytes.size() > 12 && bytes.substr(8, 4) == "WEBP") return Picture::webp;
    if (bytes.starts_with("GIF87a") || bytes.starts_with("GIF89a")) return Picture::gif;
    if (bytes.size() > 12 && bytes.substr(4, 4) == "ftyp")
        for (const auto* brand : {"heic", "heix", "heim", "heis", "hevc", "mif1", "msf1", "avif"})
            if (bytes.substr(8, 4) == brand) return Picture::heif;
    return Picture::none;
}

bool has_metadata(std::string_view bytes)
{
    switch (kind_of_picture(bytes)) {
    case Picture::none: return false;
    case Picture::jpeg: return has_more_jpeg(bytes);
    case Picture::png: return has_more_png(bytes);
    case Picture::webp: return has_more_webp(bytes);
    case Picture::gif: return has_more_gif(bytes);
    case Picture::heif: return true; // cameras write no others
    }
    return true;
}

bool has_bytes_behind(std::string_view bytes)
{
    switch (kind_of_picture(bytes)) {
    case Picture::jpeg: return !bytes.ends_with("\xFF\xD9");
    case Picture::png: return !each_png_block(bytes, [](const Block&) {});
    case Picture::webp: return !each_webp_block(bytes, [](const Block&) {});
    case Picture::gif: return !bytes.ends_with('\x3B');
    case Picture::none:
    case Picture::heif: return false;
    }
    return false;
}

bool is_cut_short(std::string_view bytes)
{
    constexpr std::size_t head = 8; // of a block: its length and its type
    if (kind_of_picture(bytes) != Picture::png) return false;
    for (std::size_t at = 8; at + head <= bytes.size();) {
        const std::size_t length = big(bytes, at, 4);
        if (length > bytes.size() - at - head) return true;
        at += head + length + 4;
    }
    return false;
}

void each_packed_text(std::string_view bytes, const std::function<void(const std::string& text)>& take)
{
    if (kind_of_picture(bytes) != Picture::png) return;
    each_png_block(bytes, [&](const Block& block) {
        if (block.type != "zTXt" && block.type != "iTXt" && block.type != "iCCP") return;
        // Behind a keyword: zTXt and iCCP have one byte for the method, iTXt two flags, a language and the keyword again.
        auto packed = block.data.find('\0');
        if (packed == std::string_view::npos) return;
        packed += 2;
        if (block.type == "iTXt") {
            if (packed >= block.data.size() || block.data[packed - 1] == 0) return; // not packed: read as it is
            for (int i = 0; i < 2 && packed != std::string_view::npos; ++i) packed = block.data.find('\0', packed + 1);
            if (packed == std::string_view::npos) return;
            ++packed;
        }
        if (packed < block.data.size()) take(gzip::inflate_some(block.data.substr(packed), most_text));
    });
}

} // namespace redress::bundle

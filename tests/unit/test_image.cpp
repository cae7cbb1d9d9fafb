#include "base/error.hpp"
#include "bundle/image.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cstdint>
#include <initializer_list>

using namespace redress;
using bundle::Picture;
using namespace std::string_literals;

namespace {

std::string big(std::uint32_t value, unsigned count = 4)
{
    std::string out;
    for (unsigned i = count; i-- > 0;) out += static_cast<char>(value >> (8 * i));
    return out;
}

std::uint32_t crc(std::string_view bytes)
{
    std::uint32_t out = ~0U;
    for (const unsigned char c : bytes) {
        out ^= c;
        for (int i = 0; i < 8; ++i) out = out >> 1 ^ (out & 1 ? 0xEDB88320U : 0);
    }
    return ~out;
}

std::string block(const std::string& type, const std::string& data)
{
    return big(static_cast<std::uint32_t>(data.size())) + type + data + big(crc(type + data));
}

// Deflate without compression.
std::string stored(std::string_view bytes)
{
    std::uint32_t a = 1, b = 0;
    for (const unsigned char c : bytes) {
        a = (a + c) % 65521;
        b = (b + a) % 65521;
    }
    std::string out = "\x78\x01";
    for (std::size_t at = 0; at < bytes.size() || at == 0; at += 60000) {
        const auto piece = bytes.substr(at, 60000);
        out += at + piece.size() == bytes.size() ? '\1' : '\0';
        for (const auto n : {piece.size(), ~piece.size()}) (out += static_cast<char>(n)) += static_cast<char>(n >> 8);
        out += piece;
    }
    return out + big(b << 16 | a);
}

// Red on the left half, white on the right.
std::string png(unsigned width, unsigned height, const std::string& more = {})
{
    std::string rows;
    for (unsigned y = 0; y < height; ++y) {
        rows += '\0';
        for (unsigned x = 0; x < width; ++x) rows += x < width / 2 ? "\xFF\x00\x00"s : "\xFF\xFF\xFF"s;
    }
    return "\x89PNG\r\n\x1A\n" + block("IHDR", big(width) + big(height) + "\x08\x02\x00\x00\x00"s) + more +
           block("IDAT", stored(rows)) + block("IEND", "");
}

std::string jpeg(unsigned width, unsigned height)
{
    return bundle::within_limits(png(width, height), {0, 0, false, true}, "made here").bytes;
}

std::string entry(std::uint32_t tag, std::uint32_t type, std::uint32_t count, const std::string& value)
{
    return big(tag, 2) + big(type, 2) + big(count) + value;
}

// EXIF with an orientation, a camera's maker and, if wanted, a place.
std::string with_exif(const std::string& jpeg, std::uint32_t orientation, bool with_place)
{
    std::string tiff = "MM\0*\0\0\0\x08"s;
    const std::uint32_t count = with_place ? 3 : 2, gps_at = 8 + 2 + count * 12 + 4;
    tiff += big(count, 2) + entry(0x010F, 2, 4, "Acme") + entry(0x0112, 3, 1, big(orientation, 2) + "\0\0"s);
    if (with_place) tiff += entry(0x8825, 4, 1, big(gps_at));
    tiff += big(0);
    if (with_place) {
        tiff += big(2, 2) + entry(1, 2, 2, "N\0\0\0"s) + entry(2, 5, 3, big(gps_at + 2 + 24 + 4)) + big(0);
        for (const std::uint32_t n : {30U, 1U, 15U, 1U, 59U, 1U}) tiff += big(n);
    }
    const auto data = "Exif\0\0"s + tiff;
    return jpeg.substr(0, 2) + "\xFF\xE1" + big(static_cast<std::uint32_t>(data.size()) + 2, 2) + data + jpeg.substr(2);
}

} // namespace

TEST_CASE("which pictures have more in them than pixels")
{
    const auto plain = png(8, 8), photo = jpeg(16, 16);
    CHECK(bundle::kind_of_picture(plain) == Picture::png);
    CHECK(bundle::kind_of_picture(photo) == Picture::jpeg);
    CHECK(bundle::kind_of_picture("%PDF-1.7 and more") == Picture::none);
    CHECK_FALSE(bundle::has_metadata(plain));
    CHECK_FALSE(bundle::has_metadata(photo));
    CHECK(bundle::has_metadata(png(8, 8, block("tEXt", "Comment\0by me"s))));
    CHECK(bundle::has_metadata(png(8, 8, block("eXIf", "MM"))));
    CHECK(bundle::has_metadata(plain + "x"));
    CHECK(bundle::has_metadata(photo + "x"));
    CHECK(bundle::has_metadata(with_exif(photo, 1, false)));
    for (std::size_t cut = 0; cut < photo.size(); cut += 7) bundle::has_metadata(photo.substr(0, cut));
    for (std::size_t cut = 0; cut < plain.size(); ++cut) bundle::has_metadata(plain.substr(0, cut));
}

TEST_CASE("texts packed in a PNG are read")
{
    const auto packed = stored("john@example.com");
    for (const auto& text :
         {block("zTXt", "Comment\0\0"s + packed), block("iTXt", "Comment\0\1\0en\0Kommentar\0"s + packed)}) {
        std::string got;
        bundle::each_packed_text(png(8, 8, text), [&](const std::string& words) { got += words; });
        CHECK(got == "john@example.com");
    }
    bundle::each_packed_text(png(8, 8, block("zTXt", "Comment")), [](const std::string&) { CHECK(false); });
    bundle::each_packed_text(png(8, 8, block("iTXt", "Comment\0\1"s)), [](const std::string&) { CHECK(false); });
}

TEST_CASE("what metadata tell")
{
    using Words = std::vector<std::string>;
    const auto photo = jpeg(16, 16);
    CHECK(bundle::telling_metadata(photo, "x").empty());
    CHECK(bundle::telling_metadata(with_exif(photo, 6, false), "x").empty());
    CHECK(bundle::telling_metadata(with_exif(photo, 1, true), "x") == Words{"where it was taken"});
    CHECK(bundle::telling_metadata(png(8, 8, block("tEXt", "Software\0shot"s)), "x").empty());
    CHECK(bundle::telling_metadata(png(8, 8, block("tEXt", "Comment\0by me"s)), "x") == Words{"notes written into it"});
    CHECK(bundle::telling_metadata(photo + std::string(100, 'x'), "x") == Words{"more than the picture that is shown"});
}

TEST_CASE("a picture made anew holds nothing but its pixels, upright, the same every time")
{
    const auto photo = with_exif(jpeg(64, 32), 6, true); // 6: turned a quarter
    const auto made = bundle::without_metadata(photo + "trailing secret", "x");
    CHECK(made.suffix == "jpg");
    CHECK(made.width == 32);
    CHECK(made.height == 64);
    CHECK_FALSE(bundle::has_metadata(made.bytes));
    for (const auto* word : {"Exif", "Acme", "trailing secret", "GPS"}) CHECK(made.bytes.find(word) == std::string::npos);
    CHECK(bundle::without_metadata(photo + "trailing secret", "x").bytes == made.bytes);
    const auto drawn =
        bundle::without_metadata(png(8, 8, block("tEXt", "Comment\0by me"s) + block("iCCP", "p\0\0"s + stored("?"))), "x");
    CHECK(drawn.suffix == "png");
    CHECK_FALSE(bundle::has_metadata(drawn.bytes));
    CHECK(drawn.bytes.find("iCCP") == std::string::npos);
    CHECK(drawn.bytes.find("by me") == std::string::npos);
}

TEST_CASE("boxes are painted over")
{
    // All red painted over: what is left is black and white, and a picture of other colours made the same way is the same.
    const auto source = png(64, 32);
    const auto painted = bundle::painted_over(source, {{-5, -5, 37, 1000}}, "x");
    CHECK(painted.width == 64);
    CHECK(bundle::painted_over(source, {{0, 0, 16, 32}, {16, 0, 16, 32}}, "x").bytes == painted.bytes);
    CHECK(bundle::painted_over(painted.bytes, {{0, 0, 32, 32}}, "x").bytes == painted.bytes);
    CHECK(bundle::painted_over(source, {}, "x").bytes != painted.bytes);
    for (const auto& box :
         std::initializer_list<bundle::Box>{{64, 0, 5, 5}, {0, 32, 5, 5}, {-5, 0, 5, 5}, {0, 0, 0, 5}, {0, 0, 5, -1}})
        CHECK_THROWS_AS(bundle::painted_over(source, {box}, "x"), Error);
    CHECK_FALSE(bundle::has_metadata(bundle::painted_over(with_exif(jpeg(64, 32), 1, true), {{0, 0, 4, 4}}, "x").bytes));
}

TEST_CASE("pictures are made to fit")
{
    const auto source = png(2000, 1000);
    const auto fewer = bundle::within_limits(source, {0, 500'000, true, false}, "x");
    CHECK(fewer.suffix == "png");
    CHECK(fewer.width * fewer.height <= 501'000);
    CHECK(fewer.width == 2 * fewer.height);
    const auto smaller = bundle::within_limits(source, {20'000, 0, false, true}, "x");
    CHECK(smaller.suffix == "jpg");
    CHECK(smaller.bytes.size() <= 20'000);
    CHECK(bundle::within_limits(source, {20'000, 0, false, true}, "x").bytes == smaller.bytes);
    CHECK_THROWS_AS(bundle::within_limits(source, {100, 0, true, true}, "x"), Error);
}

TEST_CASE("what is damaged, too large or no picture is refused by name")
{
    const auto plain = png(64, 64), photo = jpeg(64, 64);
    const auto bomb = "\x89PNG\r\n\x1A\n" + block("IHDR", big(60000) + big(60000) + "\x08\x02\x00\x00\x00"s) +
                      block("IDAT", stored("")) + block("IEND", "");
    // A block that says it is 1.7 GB: libpng made room for it.
    const auto claim = plain.substr(0, 33) + big(1701117977) + "iTXt";
    CHECK(bundle::is_cut_short(claim));
    CHECK_FALSE(bundle::is_cut_short(plain));
    CHECK_FALSE(bundle::is_cut_short(plain + "behind"));
    CHECK_THROWS_WITH_AS(bundle::telling_metadata(claim, "shot.png"),
                         "'shot.png' is no picture that can be read: it is cut short", Error);
    const std::array<std::string, 7> bad{
        "",      "no picture at all", plain.substr(0, plain.size() / 2), claim, bomb, photo.substr(0, photo.size() / 2),
        "GIF89a"};
    for (const auto& bytes : bad) {
        INFO(bytes.size());
        try {
            bundle::without_metadata(bytes, "shot.png");
            CHECK(false);
        } catch (const Error& error) {
            CHECK(error.kind() == ErrorKind::input);
            CHECK(error.message().en().find("'shot.png'") != std::string::npos);
            CHECK_FALSE(error.hint().empty());
        }
    }
}

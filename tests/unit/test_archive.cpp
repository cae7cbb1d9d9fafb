#include "base/archive.hpp"
#include "base/error.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <ctime>

using namespace redress;

namespace {

struct Made {
    std::string name = "a", packed = "x";
    std::uint32_t crc = 0x8CDC1683; // of "x", from zlib
    std::uint16_t flags = 0, method = 0;
    std::uint32_t mode = 0100644, size = 1; // size: what the headers claim
};

// A zip by hand (APPNOTE 4.3): one local header, its bytes, one central record, the end.
std::string hand_made(const Made& m)
{
    const auto two = [](std::uint32_t v) {
        return std::string{static_cast<char>(v & 255), static_cast<char>(v >> 8 & 255)};
    };
    const auto four = [&](std::uint32_t v) { return two(v) + two(v >> 16); };
    const auto length = [](const std::string& s) { return static_cast<std::uint32_t>(s.size()); };
    const auto common = two(20) + two(m.flags) + two(m.method) + two(0) + two(0x21) + four(m.crc) + four(length(m.packed)) +
                        four(m.size) + two(length(m.name)) + two(0);
    const auto local = "PK\x03\x04" + common + m.name + m.packed;
    const auto central =
        "PK\x01\x02" + two(0x031E) + common + two(0) + two(0) + two(0) + four(m.mode << 16) + four(0) + m.name;
    return local + central + std::string("PK\x05\x06\0\0\0\0", 8) + two(1) + two(1) + four(length(central)) +
           four(length(local)) + two(0);
}

// Deflate (RFC 1951) with fixed codes: one zero, then runs of 258 of it in 13 bits each, the densest there is.
std::string zeros_deflated(std::size_t runs)
{
    std::string out;
    unsigned filled = 0;
    const auto bits = [&](const char* text) {
        for (; *text; ++text, ++filled) {
            if (filled % 8 == 0) out += '\0';
            if (*text == '1') out.back() = static_cast<char>(out.back() | 1 << filled % 8);
        }
    };
    bits("110");      // the last block, fixed codes
    bits("00110000"); // the byte 0
    for (std::size_t i = 0; i < runs; ++i) bits("1100010100000");
    bits("0000000"); // end of block
    return out;
}

std::vector<archive::Entry> read_all(const std::string& zip)
{
    std::vector<archive::Entry> out;
    archive::read_zip(zip, "x.zip", [&](archive::Entry&& entry) { out.push_back(std::move(entry)); });
    return out;
}

struct Zone {
    explicit Zone(const char* name)
    {
        ::setenv("TZ", name, 1);
        ::tzset();
    }
    ~Zone()
    {
        ::unsetenv("TZ");
        ::tzset();
    }
};

} // namespace

TEST_CASE("archive: the same bytes in every zone, and TZ is as it was")
{
    const std::vector<archive::Entry> entries{{"b/2.txt", "two"}, {"a.txt", ""}, {"b/1.bin", std::string("\0\xFF", 2)}};
    std::string first;
    for (const char* name : {"UTC", "Asia/Shanghai", "America/New_York"}) {
        CAPTURE(name);
        const Zone zone(name);
        const auto zip = archive::write_zip(entries, 1'700'000'001);
        if (first.empty()) first = zip;
        CHECK(zip == first);
        CHECK(std::string(std::getenv("TZ")) == name);
    }
    CHECK(archive::is_zip(first));
    CHECK(archive::list_zip(first, "x") == std::vector<std::string>{"a.txt", "b/1.bin", "b/2.txt"});
    const auto back = read_all(first);
    REQUIRE(back.size() == 3);
    CHECK(back[0].bytes.empty());
    CHECK(back[1].bytes == std::string("\0\xFF", 2));
    CHECK(back[2].bytes == "two");
    CHECK(archive::write_zip({}, 0).size() == 22); // an empty archive is its end record
}

TEST_CASE("archive: names are labels, wherever they point")
{
    struct Case {
        std::string stored, label;
    };
    // libarchive takes the backslashes of old Windows programs for slashes; that is all that changes.
    for (const auto& c : {Case{"../../etc/passwd", "../../etc/passwd"}, Case{"/etc/passwd", "/etc/passwd"},
                          Case{"a\\..\\b", "a/../b"}, Case{"C:\\x", "C:/x"}, Case{"a\xFF", "a\xEF\xBF\xBD"}}) {
        CAPTURE(c.stored);
        const auto entries = read_all(hand_made({.name = c.stored}));
        REQUIRE(entries.size() == 1);
        CHECK(entries[0].name == c.label);
        CHECK(entries[0].bytes == "x");
    }
}

TEST_CASE("archive: what is refused")
{
    const auto good = hand_made({});
    REQUIRE(read_all(good).size() == 1);
    CHECK_THROWS_WITH_AS(read_all(hand_made({.flags = 1})), doctest::Contains("encrypted"), Error);
    CHECK_THROWS_WITH_AS(read_all(hand_made({.mode = 0120777})), doctest::Contains("link"), Error);
    CHECK_THROWS_AS(read_all(hand_made({.crc = 0})), Error);
    CHECK_THROWS_AS(read_all(good.substr(0, good.size() - 30)), Error); // cut
    CHECK_THROWS_AS(read_all("PK\x03\x04 but nothing else"), Error);
    CHECK_THROWS_AS(read_all(""), Error);
    CHECK(!archive::is_zip("PK"));
}

TEST_CASE("archive: too many entries")
{
    std::vector<archive::Entry> many;
    for (std::size_t i = 0; i <= archive::max_entries; ++i) many.push_back({std::to_string(i), ""});
    const auto zip = archive::write_zip(many, 0);
    CHECK_THROWS_WITH_AS(archive::list_zip(zip, "x.zip"), doctest::Contains("more than 100000 entries"), Error);
    many.pop_back();
    CHECK(archive::list_zip(archive::write_zip(many, 0), "x.zip").size() == archive::max_entries);
}

TEST_CASE("archive: a bomb is stopped by what comes out, whatever its headers claim")
{
    // 45000 runs are 11.6 MB out of 73 kB, over the floor and over the ratio; the headers claim one byte or the truth.
    const auto packed = zeros_deflated(45'000);
    for (const std::uint32_t claimed : {11'610'001u, 0xFFFFFFF0u}) {
        const auto zip = hand_made({.packed = packed, .crc = 0, .method = 8, .size = claimed});
        CHECK_THROWS_WITH_AS(read_all(zip), doctest::Contains("times its size"), Error);
    }
    // Below the floor the same density is an ordinary file of zeros. CRC-32 of 2580001 zeros, from zlib.
    const auto small =
        read_all(hand_made({.packed = zeros_deflated(10'000), .crc = 0x825489E3, .method = 8, .size = 2'580'001}));
    REQUIRE(small.size() == 1);
    CHECK(small[0].bytes == std::string(2'580'001, '\0'));
}

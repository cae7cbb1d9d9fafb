#include "base/error.hpp"
#include "ingest/lines.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace redress;
using namespace redress::ingest;
using namespace std::string_literals;

namespace {

struct Got {
    std::string text;
    std::uint64_t offset, length;
    bool operator==(const Got&) const = default;
};

std::vector<Got> lines(std::string_view bytes, const std::string& encoding)
{
    std::vector<Got> all;
    LineReader reader(bytes, encoding);
    Line line;
    while (reader.next(line)) {
        CHECK(line.number == all.size() + 1);
        all.push_back({std::string(line.text), line.offset, line.length});
    }
    return all;
}

} // namespace

TEST_CASE("line ends of every kind, with exact places")
{
    CHECK(lines("", "UTF-8").empty());
    CHECK(lines("\n", "UTF-8") == std::vector<Got>{{"", 0, 1}});
    CHECK(lines("a", "UTF-8") == std::vector<Got>{{"a", 0, 1}});
    CHECK(lines("a\nb\r\nc\rd", "UTF-8") == std::vector<Got>{{"a", 0, 2}, {"b", 2, 3}, {"c", 5, 2}, {"d", 7, 1}});
    CHECK(lines("a\r\r\nb\r", "UTF-8") == std::vector<Got>{{"a", 0, 2}, {"", 2, 2}, {"b", 4, 2}});
    CHECK(lines("one\rtwo\rthree", "UTF-8") == std::vector<Got>{{"one", 0, 4}, {"two", 4, 4}, {"three", 8, 5}});
    CHECK(lines("\n\na\n\n", "UTF-8") == std::vector<Got>{{"", 0, 1}, {"", 1, 1}, {"a", 2, 2}, {"", 4, 1}});
    // U+2028 and a NUL are text
    CHECK(lines("a\xE2\x80\xA8"
                "b\n"s +
                    "c\0d"s,
                "UTF-8") == std::vector<Got>{{"a\xE2\x80\xA8"
                                              "b",
                                              0, 6},
                                             {"c\0d"s, 6, 3}});
}

TEST_CASE("a byte order mark belongs to no line")
{
    CHECK(lines("\xEF\xBB\xBFhi\nyou", "UTF-8") == std::vector<Got>{{"hi", 3, 3}, {"you", 6, 3}});
    CHECK(lines("\xEF\xBB\xBF", "UTF-8").empty());
    CHECK(lines("\xFF\xFEh\0\n\0\x2D\x4E"s, "UTF-16LE") == std::vector<Got>{{"h", 2, 4}, {"中", 6, 2}});
    CHECK(lines("\xFE\xFF\0h\0\r\0\n\x4E\x2D"s, "UTF-16BE") == std::vector<Got>{{"h", 2, 6}, {"中", 8, 2}});
}

TEST_CASE("double bytes never hide a line end")
{
    // U+0A0D and U+0D0A hold the bytes of line ends, but are none
    CHECK(lines("\x0D\x0A\x0A\x0D\n\0"s, "UTF-16LE") == std::vector<Got>{{"\xE0\xA8\x8D\xE0\xB4\x8A", 0, 6}});
    CHECK(lines("a\0\n\0b"s, "UTF-16LE").size() == 2); // half a unit at the end
    CHECK(lines("\xC4\xE3\xBA\xC3\n\x81\x30\x81\x30\n", "GB18030") == std::vector<Got>{{"你好", 0, 5}, {"\xC2\x80", 5, 5}});
    CHECK(lines("\xA7\x41\xA6\x6E\r\n\xA5\x5C", "Big5") == std::vector<Got>{{"你好", 0, 6}, {"功", 6, 2}});
    CHECK(lines("caf\xE9\r\nol\xE9", "windows-1252") == std::vector<Got>{{"café", 0, 6}, {"olé", 6, 3}});
    CHECK(lines("h\0\0\0\n\0\0\0i\0\0\0"s, "UTF-32LE") == std::vector<Got>{{"h", 0, 8}, {"i", 8, 4}});
    CHECK(lines("~{VPND~}\nx", "HZ-GB-2312") == std::vector<Got>{{"中文", 0, 9}, {"x", 9, 1}});
}

TEST_CASE("broken bytes are replaced line by line and counted")
{
    LineReader reader("good \xE4\xBD\xA0\nbad \xFF\xFE!\nend\xE4\xBD", "UTF-8");
    Line line;
    REQUIRE(reader.next(line));
    CHECK(line.faults == 0);
    REQUIRE(reader.next(line));
    CHECK(line.text == "bad \xEF\xBF\xBD\xEF\xBF\xBD!");
    CHECK(line.faults == 2);
    REQUIRE(reader.next(line));
    CHECK(line.text == "end\xEF\xBF\xBD");
    CHECK(reader.faults() == 3);
    CHECK_FALSE(reader.next(line));
}

TEST_CASE("the encoding of a whole file")
{
    CHECK(encoding_of("plain", "") == "UTF-8");
    CHECK(encoding_of("", "") == "UTF-8");
    CHECK(encoding_of("\xFF\xFEh\0"s, "") == "UTF-16LE");
    CHECK(encoding_of("anything", "gbk") == "GB18030");
    CHECK(encoding_of("\0h\0i"s, "utf-16") == "UTF-16BE");
    CHECK(encoding_of("h\0i\0"s, "UTF-16") == "UTF-16LE");
    CHECK_THROWS_AS(encoding_of("x", "klingon"), Error);
    // what tells comes long after the head
    std::string late;
    while (late.size() < 200'000) late += "a line of plain text\n";
    CHECK(encoding_of(late + "caf\xC3\xA9\n", "") == "UTF-8");
    CHECK(encoding_of(late + "\xB6\xA9\xB5\xA5\xBA\xC5\xD2\xD1\xBE\xAD\xB7\xA2\xBB\xF5\xC1\xCB\n", "") ==
          "GB18030"); // 订单号已经发货了
}

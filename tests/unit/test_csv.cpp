#include "ingest/csv.hpp"

#include <doctest/doctest.h>

#include <cstdio>
#include <fstream>
#include <string>
#include <vector>

using namespace redress;
using namespace redress::ingest;

namespace {

struct Read {
    std::vector<CsvRow> rows;
    std::string slices; // of all rows, laid end to end
};

Read read(const std::string& bytes, char delimiter = ',', const std::string& encoding = "UTF-8")
{
    TempDir folder;
    const auto path = (folder.path() / "t.csv").string();
    write_file(path, bytes);
    const auto file = MappedFile::open(path);
    CsvReader reader(file, encoding, delimiter);
    Read out;
    for (CsvRow row; reader.next(row);) {
        out.slices += file.bytes().substr(row.offset, row.length);
        out.rows.push_back(row);
    }
    return out;
}

std::string shape(const Read& read)
{
    std::string out;
    for (const auto& row : read.rows) {
        out += '[';
        for (std::size_t i = 0; i < row.cells.size(); ++i) out += (i ? "|" : "") + row.cells[i];
        out += row.unclosed ? "]!" : "]";
    }
    return out;
}

} // namespace

TEST_CASE("csv: rows of ugly files")
{
    struct Case {
        const char *bytes, *want;
    };
    const Case cases[] = {
        {"a,b\n1,2\n", "[a|b][1|2]"},
        {"a,b\r\n1,2", "[a|b][1|2]"},
        {"a,b\r1,2\r", "[a|b][1|2]"},
        {"a,b,\n1,2,\n", "[a|b|][1|2|]"},
        {"a, b , \"c\"\n", "[a|b|c]"},
        {"\"x, y\",\"say \"\"hi\"\"\"\n", "[x, y|say \"hi\"]"},
        {"\"two\nlines\",2\n3,4\n", "[two\nlines|2][3|4]"},
        {"\"two\r\nlines\",2\r\n", "[two\nlines|2]"},
        {"a\n\n  \nb\n", "[a][][][b]"},
        {",,\n", "[||]"},
        {"\"\"\n", "[]"},
        {"\"=\"\"123\"\"\",=\"456\"\n", "[=\"123\"|=\"456\"]"},
        {"a,b\n\"never closed,2\n3,4\n", "[a|b][\"never closed|2]![3|4]"},
        {"5\" disk,1\nx,2\n", "[5\" disk|1][x|2]"},
        {"", ""},
    };
    for (const auto& c : cases) {
        CAPTURE(c.bytes);
        const auto got = read(c.bytes);
        // A lone "" gives one empty cell, a blank line none: both print as [].
        CHECK(shape(got) == c.want);
        CHECK(got.slices == c.bytes);
    }
}

TEST_CASE("csv: place of a row in the bytes, BOM and UTF-16 included")
{
    const auto bom = read("\xEF\xBB\xBF"
                          "a,b\r\n\"x\r\ny\",2\r\nlast,3");
    REQUIRE(bom.rows.size() == 3);
    CHECK(bom.rows[0].cells[0] == "a");
    CHECK(bom.rows[1].offset == 8);
    CHECK(bom.rows[1].length == 10);
    CHECK(bom.rows[1].line == 2);
    CHECK(bom.rows[1].number == 2);
    CHECK(bom.rows[2].line == 4);
    CHECK(bom.rows[2].number == 3);
    const auto wide = read(std::string("\xFF\xFE"
                                       "a\0;\0b\0\n\0"
                                       "1\0;\0"
                                       "2\0",
                                       18 - 2),
                           ';', "UTF-16LE");
    REQUIRE(wide.rows.size() == 2);
    CHECK(wide.rows[1].cells == std::vector<std::string>{"1", "2"});
    CHECK(wide.rows[1].offset == 10);
}

TEST_CASE("csv: many stray quotes cost no row")
{
    std::string bytes = "a,b\n";
    for (int i = 0; i < 1500; ++i) bytes += "\"stray" + std::to_string(i) + ",x\n";
    const auto got = read(bytes);
    CHECK(got.rows.size() == 1501);
    CHECK(got.rows.back().cells == std::vector<std::string>{"\"stray1499", "x"});
    CHECK(got.slices == bytes);
}

TEST_CASE("csv: delimiter")
{
    struct Case {
        const char* text;
        char want;
    };
    const Case cases[] = {
        {"a,b,c\n1,2,3\n", ','},
        {"a;b;c\n1,5;2,5;3,5\n1,0;2,0;3,0\n", ';'},
        {"a\tb\n1,2\t3\n", '\t'},
        {"a|b\n1|2\n", '|'},
        {"\"a;x\",\"b;y\"\n\"1;2;3\",\"4;5;6\"\n", ','},
        {"5\" disk;1,5\n6\" disk;2,5\n\"x\";1\n", ';'},
        {"title line\nanother\nx,y,z\n1,2,3\n4,5,6\n", ','},
        {"no table here\nat all\n", 0},
        {"", 0},
    };
    for (const auto& c : cases) {
        CAPTURE(c.text);
        CHECK(sniff_delimiter(c.text) == c.want);
    }
}

TEST_CASE("csv: guards of spreadsheets")
{
    const std::pair<const char*, const char*> cases[] = {
        {"=\"123\"", "123"},
        {"'1380013", "1380013"},
        {"\t123\t", "123"},
        {"  x  ", "x"},
        {"'tis", "'tis"},
        {"'+31", "+31"},
        {"=\"\"", ""},
        {"=1+2", "=1+2"},
        {"", ""},
        {"\xC2\xA0"
         "5\t",
         "5"},
        {"'", "'"},
        {"=\"", "=\""},
    };
    for (const auto& c : cases) {
        const auto *cell = c.first, *want = c.second;
        CAPTURE(cell);
        CHECK(unguard(cell) == want);
    }
}

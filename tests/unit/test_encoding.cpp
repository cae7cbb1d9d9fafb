// Bytes were encoded with Python's codecs, so that the table does not lean on the library under test.
#include "base/error.hpp"
#include "base/file.hpp"
#include "base/text.hpp"

#include <doctest/doctest.h>

#include <filesystem>

using namespace redress;

TEST_CASE("encoding: found by the bytes")
{
    struct Case {
        std::string bytes, encoding, text;
    };
    const std::vector<Case> cases{
        {"", "UTF-8", ""},
        {"plain", "UTF-8", "plain"},
        {"\xEF\xBB\xBFx", "UTF-8", "x"},
        {std::string("\xFF\xFEh\0i\0", 6), "UTF-16LE", "hi"},
        {std::string("\xFE\xFF\0h\0i", 6), "UTF-16BE", "hi"},
        {std::string("h\0i\0!\0", 6), "UTF-16LE", "hi!"},
        {std::string("\0h\0i\0!", 6), "UTF-16BE", "hi!"},
        {"\xB6\xA9\xB5\xA5\xD2\xD1\xB8\xB6\xBF\xEE\xA3\xAC\xC7\xEB\xB7\xA2\xBB\xF5", "GB18030", "订单已付款，请发货"},
        {"\xAD\x71\xB3\xE6\xA4\x77\xA5\x49\xB4\xDA\xA1\x41\xBD\xD0\xB0\xDD\xA4\xB0\xBB\xF2\xAE\xC9\xAD\xD4\xA5\x58\xB3\x66",
         "Big5", "訂單已付款，請問什麼時候出貨"},
    };
    for (const auto& c : cases) {
        CAPTURE(c.text);
        const auto encoding = text::detect_encoding(c.bytes, true);
        CHECK(encoding == c.encoding);
        const auto decoded = text::decode(c.bytes, encoding);
        CHECK(decoded.text == c.text);
        CHECK(decoded.faults == 0);
    }
    // A head that was cut in the middle of a character is still UTF-8.
    CHECK(text::detect_encoding("ok 退\xE6\xAC", false) == "UTF-8");
    // One broken byte in a text that is otherwise UTF-8 changes nothing.
    CHECK(text::detect_encoding("订单已付款，请发货，谢谢\xFF", true) == "UTF-8");
}

TEST_CASE("encoding: names as files and mails write them")
{
    for (const char* name : {"gb2312", "GBK", " x-gbk ", "cp936", "GB18030"})
        CHECK(text::canonical_encoding(name) == "GB18030");
    CHECK(text::canonical_encoding("latin1") == "windows-1252");
    CHECK(text::canonical_encoding("US-ASCII//IGNORE") == "windows-1252");
    CHECK(text::canonical_encoding("utf-8-sig") == "UTF-8");
    CHECK(text::canonical_encoding("big5"));
    CHECK(!text::canonical_encoding("klingon"));
    CHECK(!text::canonical_encoding(""));
    CHECK_THROWS_AS(text::decode("x", "klingon"), Error);
}

TEST_CASE("encoding: ill-formed and impossible")
{
    const auto broken = text::decode("\xB6\xA9\xFF\xFFz", "GB18030");
    CHECK(text::is_valid_utf8(broken.text));
    CHECK(broken.faults > 0);
    CHECK(text::decode("a\x94\x39\xFC\x36", "GB18030").text == "a😀");
    CHECK(text::encode("订单", "GB18030") == "\xB6\xA9\xB5\xA5");
    CHECK(!text::encode("订单", "windows-1252"));
    CHECK(text::encode("\xC3\xB1", "windows-1252") == "\xF1");
    // Longer than one buffer of the converter: nothing is lost at the seams.
    std::string gb, utf8;
    for (int i = 0; i < 5000; ++i) {
        gb += "\xB6\xA9z";
        utf8 += "订z";
    }
    CHECK(text::decode(gb, "GB18030").text == utf8);
}

TEST_CASE("encoding: real files of other people's test sets")
{
    const std::filesystem::path folder = TEST_SHARED_DIR "/fixtures/encoding";
    if (!std::filesystem::is_directory(folder)) {
        MESSAGE("skipped 7 files: no shared fixtures here");
        return;
    }
    struct Case {
        const char *file, *encoding;
    };
    // Encodings as the index of the fixtures gives them.
    for (const auto& c : {Case{"sample-english.bom.txt", "UTF-8"}, Case{"sample-polish.txt", "UTF-8"},
                          Case{"sample-french-1.txt", "windows-1252"}, Case{"sample-greek.txt", "windows-1253"},
                          Case{"sample-korean.txt", "windows-949"}, Case{"sample-turkish.txt", "windows-1254"}}) {
        CAPTURE(c.file);
        const auto bytes = read_file(folder / c.file);
        const auto right = text::decode(bytes, *text::canonical_encoding(c.encoding));
        CHECK(right.faults == 0);
        CHECK(text::decode(bytes, text::detect_encoding(bytes, true)).text == right.text);
    }
    // Nothing tells mac_cyrillic from windows-1251 but a few letters: the user says it, and then every letter is right.
    const auto russian = text::decode(read_file(folder / "sample-russian.txt"), *text::canonical_encoding("x-mac-cyrillic"));
    CHECK(russian.faults == 0);
    CHECK(russian.text.rfind("В гимназии он не был", 0) == 0);
}

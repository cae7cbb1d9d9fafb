// Bytes were encoded with Python's codecs, so that the table does not lean on the library under test.
#include "base/encoding.hpp"
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
        text::Sure sure;
    };
    using text::Sure;
    // Encodings as the index of the fixtures gives them.
    const Case cases[] = {
        {"sample-english.bom.txt", "UTF-8", Sure::mark},      {"sample-polish.txt", "UTF-8", Sure::valid},
        {"sample-french-1.txt", "windows-1252", Sure::guess}, {"sample-greek.txt", "windows-1253", Sure::guess},
        {"sample-korean.txt", "windows-949", Sure::likely},   {"sample-turkish.txt", "windows-1254", Sure::guess},
        {"sample-russian.txt", "x-mac-cyrillic", Sure::guess}};
    std::size_t agree = 0;
    for (const auto& c : cases) {
        CAPTURE(c.file);
        const auto bytes = read_file(folder / c.file);
        CHECK(text::canonical_encoding(c.encoding) == c.encoding);
        const auto right = text::decode(bytes, c.encoding);
        CHECK(right.faults == 0);
        const auto found = text::detect_encoding_sure(bytes, true);
        CHECK(found.name == c.encoding);
        CHECK(found.sure == c.sure);
        agree += text::decode(bytes, found.name).text == right.text;
        MESSAGE((std::string(c.file) + ": " + found.name));
    }
    MESSAGE(agree << " of " << std::size(cases) << " files of the fixtures decode to what their index says");
    CHECK(agree == std::size(cases));
    const auto russian = text::decode(read_file(folder / "sample-russian.txt"), "x-mac-cyrillic");
    CHECK(russian.text.rfind("В гимназии он не был", 0) == 0);
}

TEST_CASE("encoding: names people type, and what they may have meant")
{
    struct Case {
        const char *typed, *name;
    };
    for (const auto& c :
         {Case{"cp1251", "windows-1251"}, Case{"Windows-1252", "windows-1252"}, Case{"iso-8859-9", "windows-1254"},
          Case{"latin1", "windows-1252"}, Case{"mac_cyrillic", "x-mac-cyrillic"}, Case{"cp949", "windows-949"},
          Case{"euc-kr", "windows-949"}, Case{"gb2312", "GB18030"}, Case{"cp936", "GB18030"}, Case{"big5", "Big5"},
          Case{"utf8", "UTF-8"}, Case{"utf-16le", "UTF-16LE"}, Case{"shift_jis", "Shift_JIS"}, Case{"sjis", "Shift_JIS"},
          Case{"euc-jp", "EUC-JP"}, Case{"koi8-r", "KOI8-R"}, Case{"tis-620", "windows-874"}, Case{"cp1253", "windows-1253"},
          Case{"cp1254", "windows-1254"}}) {
        CAPTURE(c.typed);
        CHECK(text::canonical_encoding(c.typed) == std::optional<std::string>(c.name));
    }
    CHECK(text::nearest_encoding("gb18003") == "GB18030");
    CHECK(text::nearest_encoding("windos-1251") == "windows-1251");
    CHECK(text::nearest_encoding("klingon-of-mars") == "");
}

// Russian of a Windows, a Mac, an old Unix and DOS: encoded with Python's codecs.
TEST_CASE("encoding: relatives are told apart by what their text would look like")
{
    struct Case {
        const char* encoding;
        std::string bytes;
    };
    const std::string mac =
        "\x8F\xF0\xE8\xE2\xE5\xF2, \xE7\xE0\xEA\xE0\xE7 \xEF\xF0\xE8\xF8\xE5\xEB, \xED\xEE \xEA\xEE\xE4 \xED\xE5 "
        "\xF0\xE0\xE1\xEE\xF2\xE0\xE5\xF2. \x82\xE5\xF0\xED\xE8\xF2\xE5 \xE4\xE5\xED\xFC\xE3\xE8, "
        "\xEF\xEE\xE6\xE0\xEB\xF3\xE9\xF1\xF2\xE0. \x9F \xE6\xE4\xF3 \xE2\xE0\xF8\xE5\xE3\xEE \xEE\xF2\xE2\xE5\xF2\xE0. "
        "\x84\xEE \xF1\xE2\xE8\xE4\xE0\xED\xE8\xDF.";
    const std::string windows =
        "\xCF\xF0\xE8\xE2\xE5\xF2, \xE7\xE0\xEA\xE0\xE7 \xEF\xF0\xE8\xF8\xE5\xEB, \xED\xEE \xEA\xEE\xE4 "
        "\xED\xE5 \xF0\xE0\xE1\xEE\xF2\xE0\xE5\xF2. \xC2\xE5\xF0\xED\xE8\xF2\xE5 \xE4\xE5\xED\xFC\xE3\xE8, "
        "\xEF\xEE\xE6\xE0\xEB\xF3\xE9\xF1\xF2\xE0. \xDF \xE6\xE4\xF3 \xE2\xE0\xF8\xE5\xE3\xEE \xEE\xF2\xE2\xE5\xF2\xE0. "
        "\xC4\xEE \xF1\xE2\xE8\xE4\xE0\xED\xE8\xFF.";
    for (const auto& c : {Case{"x-mac-cyrillic", mac}, Case{"windows-1251", windows}}) {
        CAPTURE(c.encoding);
        CHECK(text::detect_encoding(c.bytes, true) == c.encoding);
        CHECK(text::decode(c.bytes, c.encoding).text.rfind("Привет, заказ пришел, но код не работает. Верните деньги", 0) ==
              0);
    }
}

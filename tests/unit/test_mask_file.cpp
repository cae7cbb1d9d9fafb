#include "base/file.hpp"
#include "bundle/mask.hpp"

#include <doctest/doctest.h>

using namespace redress;

TEST_CASE("a file's keys are masked if it is text, and only then is it held")
{
    const TempDir folder;
    const auto place = folder.path() / "x";
    const auto mask = [&](const std::string& bytes) {
        write_file(place, bytes);
        return bundle::mask_file(place);
    };
    const std::string key = "ABCD-EFGH-1234-7K2Q", hidden = "****-****-****-7K2Q";
    const std::string long_line((1U << 20) - 3U, 'a'); // cut at the key, if cut anywhere
    const std::string wide = "\xE6\x88\x91";           // three bytes
    const std::string unbroken = [&] {                 // no line and no word ends in it
        std::string all;
        while (all.size() <= (3U << 20)) all += wide;
        return all;
    }();
    CHECK_FALSE(mask(""));
    CHECK_FALSE(mask("no key here\n"));
    CHECK_FALSE(mask(std::string("\0", 1) + key));
    CHECK_FALSE(mask(std::string(8192, ' ') + std::string("\0", 1) + key));
    CHECK_FALSE(mask(key + std::string(2U << 20, '\n') + "\xFF"));
    CHECK_FALSE(mask(unbroken));
    CHECK(mask("key " + key)->text == "key " + hidden);
    CHECK(mask(long_line + " " + key + "\n")->text == long_line + " " + hidden + "\n");
    const auto many = mask(key + "\n" + unbroken + "\n" + long_line + "\n" + key);
    REQUIRE(many);
    CHECK(many->count == 2);
    CHECK(many->text == hidden + "\n" + unbroken + "\n" + long_line + "\n" + hidden);
}

TEST_CASE("secrets go whole, whoever reads")
{
    const auto masked = [](const std::string& text) { return bundle::mask_keys(text).text; };
    CHECK(masked("use sk_live_abcdefgh12345678, not ABCD-EFGH-1234-7K2Q") == "use [SECRET], not ****-****-****-7K2Q");
    CHECK(masked("a\nclient_secret=EAbcdefgh123456789\nb") == "a\nclient_secret=[SECRET]\nb");
    CHECK(masked("x\n-----BEGIN PRIVATE KEY-----\nMIIE\nabc\n-----END PRIVATE KEY-----\ny") == "x\n[SECRET]\ny");
    CHECK(masked("x -----BEGIN PRIVATE KEY-----\nMIIE cut off") == "x [SECRET]");
    CHECK(masked("Authorization: Bearer abcdefghijkl1234") == "Authorization: Bearer [SECRET]");
    CHECK(masked("password: sk_live_abcdefgh12345678") == "password: [SECRET]");
    for (const auto* text : {"no secret in it", "the token is lost",
                             "-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----", "task_list", ""})
        CHECK(masked(text) == text);
}

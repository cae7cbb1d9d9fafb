#include "base/graphemes.hpp"
#include "base/text.hpp"

#include <doctest/doctest.h>

using namespace redress;

TEST_CASE("text: ill-formed UTF-8 becomes U+FFFD, one each, and is counted")
{
    struct Case {
        std::string bytes, repaired;
        std::size_t faults;
    };
    const std::vector<Case> cases{
        {"plain", "plain", 0},
        {"退款 👍🏽", "退款 👍🏽", 0},
        {"a\xFFz", "a\xEF\xBF\xBDz", 1},
        {"\xC3", "\xEF\xBF\xBD", 1},
        {"\xE9\x80", "\xEF\xBF\xBD", 1},                                             // cut in the middle of 退
        {"\xF0\x9F\x91z", "\xEF\xBF\xBDz", 1},                                       // cut in an emoji
        {"\xC0\xAF", "\xEF\xBF\xBD\xEF\xBF\xBD", 2},                                 // overlong
        {"\xED\xA0\x80", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD", 3},                 // a surrogate
        {"\xF4\x90\x80\x80", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD", 4}, // beyond U+10FFFF
        {std::string("a\0b", 3), std::string("a\0b", 3), 0},
    };
    for (const auto& c : cases) {
        CAPTURE(c.bytes);
        const auto repaired = text::repair_utf8(c.bytes);
        CHECK(repaired.text == c.repaired);
        CHECK(repaired.faults == c.faults);
        CHECK(text::is_valid_utf8(c.bytes) == (c.faults == 0));
        CHECK(text::is_valid_utf8(repaired.text));
    }
}

TEST_CASE("text: counting")
{
    CHECK(text::count_code_points("a退👍") == 3);
    CHECK(text::count_utf16_units("a退👍") == 4);
    CHECK(text::display_width("a退👍") == 5);
    CHECK(text::display_width("e\xCC\x81") == 1);    // e and a combining acute
    CHECK(text::display_width("\xEF\xBC\xA1") == 2); // fullwidth A
    CHECK(text::to_utf8(text::to_u32("a退👍")) == "a退👍");
    CHECK(text::to_utf8(std::u32string{0xD800, 0x110000}) == "\xEF\xBF\xBD\xEF\xBF\xBD");
}

TEST_CASE("graphemes: what is cut without asking ICU is cut as ICU would")
{
    text::Graphemes graphemes;
    const std::string accented = "e\xCC\x81"; // with it the whole text goes to ICU; a control keeps it apart
    CHECK(graphemes.split("a" + accented + "好") == std::vector<std::string_view>{"a", accented, "好"});
    std::size_t different = 0;
    for (char32_t c = 1; c < 0x10000; ++c) {
        if (c >= 0xD800 && c < 0xE000) continue;
        const auto one = text::to_utf8(std::u32string{c});
        const auto alone = one + one + "a" + one + "好" + one, with = alone + "\x01" + accented;
        auto icu = graphemes.split(with);
        icu.resize(icu.size() - 2);
        different += graphemes.split(alone) != icu;
    }
    CHECK(different == 0);
}

TEST_CASE("text: forms in which words are compared")
{
    CHECK(text::nfkc("ﬁ①Ａ") == "fi1A");
    CHECK(text::fold_case("STRASSE ÀÉ") == "strasse àé");
    CHECK(text::fold_for_search("退貨 退貨 ＡＢ Straße") == "退货 退货 ab strasse");
    CHECK(text::header_key("\xEF\xBB\xBF Order ID (UTC) ") == "orderidutc");
    CHECK(text::header_key("商品 名称（元）") == "商品名称元");
    CHECK(text::clean_header("\xE2\x80\x8E"
                             "3/1/26,\xE2\x80\xAF"
                             "8:30") == "3/1/26, 8:30");
}

TEST_CASE("text: what a terminal may see")
{
    CHECK(text::visible("a\x1B[31mb\n\tc") == "a␛[31mb\n\tc");
    CHECK(text::visible("x\xE2\x80\xAEy") == "x⟦U+202E⟧y");
    CHECK(text::visible("\xC2\x9B") == "⟦U+009B⟧"); // CSI in one character
    CHECK(text::visible("\x7F") == "␡");
    CHECK(text::visible("退款 ok") == "退款 ok");
}

TEST_CASE("text: classes of characters")
{
    CHECK(text::is_han(U'退'));
    CHECK(!text::is_han(U'あ'));
    CHECK(text::is_cjk(U'あ'));
    CHECK(text::is_cjk(U'한'));
    CHECK(!text::is_cjk(U'a'));
    CHECK(text::is_word(U'é'));
    CHECK(!text::is_word(U'，'));
    CHECK(text::is_space(0x3000));
    CHECK(text::is_emoji(U'👍'));
    CHECK(!text::is_emoji(U'退'));
}

TEST_CASE("text: small helpers")
{
    CHECK(text::trim(" \t\r\na b\f\v ") == "a b");
    CHECK(text::trim(" ").empty());
    CHECK(text::split("a,,b,", ',') == std::vector<std::string_view>{"a", "", "b", ""});
    CHECK(text::split("", ',') == std::vector<std::string_view>{""});
    CHECK(text::starts_with_icase("Content-Type", "content-"));
    CHECK(!text::starts_with_icase("Con", "content-"));
    const std::vector<std::string> names{"lint", "ingest", "show"};
    CHECK(text::nearest("lnt", names) == "lint");
    CHECK(text::nearest("ingets", names) == "ingest");
    CHECK(text::nearest("x", names).empty());
    CHECK(text::nearest("", names).empty());
    CHECK(text::nearest("telephone", names).empty());
}

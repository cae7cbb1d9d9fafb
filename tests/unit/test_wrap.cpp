#include "base/text.hpp"
#include "base/wrap.hpp"

#include <doctest/doctest.h>

using namespace redress;
using Lines = std::vector<std::string>;

TEST_CASE("wrap: lines by display width")
{
    struct Case {
        std::string text;
        std::size_t width, used;
        Lines lines;
    };
    const std::vector<Case> cases{
        {"", 10, 0, {""}},
        {"one two three", 7, 0, {"one two", "three"}},
        {"one two three", 7, 4, {"one", "two", "three"}},
        {"a\n\nb", 10, 0, {"a", "", "b"}},
        {"  kept", 10, 0, {"  kept"}},
        {"see https://example.com/a/b-c/d now", 10, 0, {"see", "https://example.com/a/b-c/d", "now"}},
        {"order PP-D-1234-5678 x", 12, 0, {"order", "PP-D-1234-5678", "x"}},
        {"退款已经处理", 6, 0, {"退款已", "经处理"}},
        {"退款已。经处理", 6, 0, {"退款", "已。经", "处理"}}, // 。 never begins a line
        {"他说「好」了", 6, 0, {"他说", "「好」", "了"}},     // 「 never ends one
        {"已付款 ok", 6, 0, {"已付款", "ok"}},
    };
    for (const auto& c : cases) {
        CAPTURE(c.text);
        CHECK(text::wrap(c.text, c.width, c.used) == c.lines);
    }
}

TEST_CASE("wrap: nothing but blanks is lost, and no line is wider than asked unless it is one word")
{
    std::string paragraph;
    for (int i = 0; i < 60; ++i) paragraph += "订单 SN-20260301-" + std::to_string(i) + "，已发货（顺丰）。Thanks! ";
    for (const std::size_t width : {1U, 9U, 24U, 80U}) {
        CAPTURE(width);
        std::string joined, expected;
        for (const auto& line : text::wrap(paragraph, width)) {
            if (text::display_width(line) > width) CHECK(line.find(' ') == std::string::npos);
            joined += line;
        }
        for (const char c : joined + "|" + paragraph)
            if (c != ' ') expected += c;
        const auto bar = expected.find('|');
        CHECK(expected.substr(0, bar) == expected.substr(bar + 1));
    }
}

TEST_CASE("wrap: a joined emoji and a combining mark are never cut")
{
    const std::string family = "\U0001F468\u200D\U0001F469\u200D\U0001F467";
    for (const auto& line : text::wrap("e\u0301 " + family + family + family, 4)) {
        CHECK(line.rfind("\u200D", 0) != 0);
        CHECK((line.empty() || line.rfind("\u0301", 0) != 0));
    }
}

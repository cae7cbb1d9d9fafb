#include "base/error.hpp"
#include "base/toml.hpp"

#include <doctest/doctest.h>

using namespace redress;

TEST_CASE("toml: values as JSON, dates as text")
{
    const auto json = toml::parse("a = 1\nb = 1.5\nc = true\nd = 2026-03-01\ne = 2026-03-01T12:30:00Z\nf = 'x\\n'\n"
                                  "[[l]]\nk = \"退款\"\n[[l]]\n[t.u]\nv = [1, 'two']\n",
                                  "x.toml");
    CHECK(json["a"].integer() == 1);
    CHECK(json["b"].number() == 1.5);
    CHECK(json["c"].boolean() == true);
    CHECK(json["d"].string() == "2026-03-01");
    CHECK(json["e"].string() == "2026-03-01T12:30:00Z");
    CHECK(json["f"].string() == "x\\n");
    CHECK(json["l"].items().size() == 2);
    CHECK(json["l"].items()[0]["k"].string() == "退款");
    CHECK(json["t"]["u"]["v"].dump() == R"([1,"two"])");
}

TEST_CASE("toml: mistakes name file and line")
{
    struct Case {
        const char *text, *place;
    };
    for (const auto& c : {Case{"a = 1\na = 2\n", "x.toml:2"}, Case{"a = \n", "x.toml:1"}, Case{"\n\n[t\n", "x.toml:3"},
                          Case{"a = \"\xFF\"\n", "x.toml:1"}, Case{"a = 2026-02-30\n", "x.toml:1"}}) {
        CAPTURE(c.text);
        CHECK_THROWS_WITH_AS(toml::parse(c.text, "x.toml"), doctest::Contains(c.place), Error);
    }
    CHECK_THROWS_AS(toml::load("/nonexistent/x.toml"), Error);
}

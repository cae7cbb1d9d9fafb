#include "base/json.hpp"
#include "base/json_reader.hpp"
#include "base/text.hpp"

#include <doctest/doctest.h>

using namespace redress;

TEST_CASE("json: what is kept and what is refused")
{
    struct Case {
        std::string text;
        std::string printed; // empty: refused
    };
    const std::vector<Case> cases{
        {"{}", "{}"},
        {" [ 1 , 2 ] ", "[1,2]"},
        {R"({"a":1,"b":2,"a":3})", R"({"a":3,"b":2})"}, // a repeated key: the last one wins
        {"1.50", "1.50"},
        {"1e2", "1e2"},
        {"-0.0", "-0.0"},
        {"9223372036854775807", "9223372036854775807"},
        {"-9223372036854775808", "-9223372036854775808"},
        {"9223372036854775808", "9223372036854775808"},
        {"18446744073709551615", "18446744073709551615"},
        {"123456789012345678901234567890", "123456789012345678901234567890"},
        {"1e400", "1e400"},
        {"-1e400", "-1e400"},
        {"1e5000", ""}, // nobody measures that
        {R"("\ud83d\ude00\u0000")", "\"😀\\u0000\""},
        {R"("\u007f\u2028")", "\"\x7F\xE2\x80\xA8\""},
        {R"("\ud83d")", ""}, // half of a pair
        {R"("\ude00")", ""},
        {R"("\ud83d\u0041")", ""},
        {R"([1,"a",true,null,{"b":[-0,2.50]}])", R"([1,"a",true,null,{"b":[0,2.50]}])"},
        {"\"\xFF\"", ""},
        {"\"\xC0\x80\"", ""},
        {"\"\xED\xA0\x80\"", ""},
        {"\"a\nb\"", ""},
        {"", ""},
        {"{", ""},
        {"[1,]", ""},
        {"{\"a\":1,}", ""},
        {"{a:1}", ""},
        {"01", ""},
        {"+1", ""},
        {".5", ""},
        {"NaN", ""},
        {"1 2", ""},
        {"// x\n1", ""},
        {"'a'", ""},
    };
    for (const auto& c : cases) {
        CAPTURE(c.text);
        json::ParseError error;
        const auto json = json::parse(c.text, &error);
        CHECK((json ? json->dump() : "") == c.printed);
        if (!json) {
            CHECK(!error.message.empty());
            CHECK(error.offset <= c.text.size());
        }
    }
    CHECK(json::parse("\xEF\xBB\xBF{}").has_value()); // a byte order mark
}

TEST_CASE("json: depth is bounded, both ways")
{
    const auto nested = [](int depth) {
        return std::string(static_cast<std::size_t>(depth), '[') + std::string(static_cast<std::size_t>(depth), ']');
    };
    CHECK(json::parse(nested(json::max_depth))->dump() == nested(json::max_depth));
    json::ParseError error;
    CHECK(!json::parse(nested(json::max_depth + 1), &error));
    CHECK(error.message == "nested too deep");
    CHECK(!json::parse(std::string(1'000'000, '[')));
}

TEST_CASE("json: readers never throw")
{
    const auto json = *json::parse(R"({"s":"12","n":12,"f":1.5,"big":1e400,"b":true,"z":null,"l":[1]})");
    CHECK(!json["s"].integer());
    CHECK(json["n"].integer() == 12);
    CHECK(!json["f"].integer());
    CHECK(json["f"].number() == 1.5);
    CHECK(!json["big"].number());
    CHECK(json["big"].is_number());
    CHECK(!json["n"].boolean());
    CHECK(json["z"].is_null());
    CHECK(json["absent"]["deeper"].is_null());
    CHECK(json["l"].items().size() == 1);
    CHECK(json["l"].members().empty());
    CHECK(json["n"].items().empty());
}

TEST_CASE("json: values keep their order and compare by it")
{
    auto json = Json::object();
    json.set("b", 1).set("a", Json::array().push("x").push(nullptr)).set("b", 2);
    CHECK(json.dump() == R"({"b":2,"a":["x",null]})");
    CHECK(json.dump(2) == "{\n  \"b\": 2,\n  \"a\": [\n    \"x\",\n    null\n  ]\n}");
    auto copy = json;
    CHECK(copy == json);
    CHECK(copy.erase("b"));
    CHECK(!copy.erase("b"));
    CHECK(copy != json);
    const auto moved = std::move(copy);
    CHECK(moved.dump() == R"({"a":["x",null]})");
    CHECK(Json(UINT64_MAX).dump() == "18446744073709551615");
    CHECK(Json(0.1).dump() == "0.1");
    CHECK(Json(1.0 / 0.0).is_null());
}

TEST_CASE("json: the writer puts commas and escapes where they belong")
{
    std::string out;
    json::Writer w(out);
    w.begin_object()
        .member("a", 1)
        .key("l")
        .begin_array()
        .value("x\"\\\n\x01")
        .null()
        .begin_object()
        .end_object()
        .end_array();
    w.member("d", 0.5).member("o", std::optional<int>()).member("t", true).end_object();
    CHECK(out == "{\"a\":1,\"l\":[\"x\\\"\\\\\\n\\u0001\",null,{}],\"d\":0.5,\"o\":null,\"t\":true}");
    CHECK(json::parse(out)->dump() == out);
}

TEST_CASE("json: what is wrong with a text never quotes the text")
{
    for (const auto* text : {"{\"a\": -secret}", "-\x92", "[\"secret; \x01\"]", "{\"a\": tsecret; 'x'}"}) {
        json::ParseError problem;
        CHECK(!json::parse(text, &problem));
        INFO(problem.message);
        CHECK(problem.message.find("secret") == std::string::npos);
        CHECK(problem.message.find('\x92') == std::string::npos);
    }
}

TEST_CASE("json: a few members of an object, the rest only checked")
{
    const std::vector<std::string_view> names{"a", "b"};
    std::vector<std::string_view> got(2, "left over");
    json::Reader reader;
    CHECK(reader.strings(R"({"a":"1\n","c":[{"a":2.5}],"b":"退款"})", names, got));
    CHECK(got[0] == "1\n");
    CHECK(got[1] == "退款");
    CHECK(reader.strings(R"({"a":"x","a":"y"})", names, got));
    CHECK(got[0] == "y"); // a repeated key: the last one wins
    CHECK(got[1].data() == nullptr);
    for (const std::string text : {R"({"a":1})", R"({"a":null,"b":"x"})", R"({"a":"x","c":01})", R"({"a":"x")",
                                   R"(["a","b"])", "", R"({"a":"\ud83d"})", R"({"c":"\x41","a":"x"})", "{\"a\":\"\xFF\"}"}) {
        CAPTURE(text);
        CHECK(!reader.strings(text, names, got));
    }
}

TEST_CASE("json: escaped as the standard says, wherever the character stands")
{
    for (std::size_t before = 0; before < 18; ++before)
        for (int c = 0; c < 128; ++c) {
            const auto text = std::string(before, 'x') + static_cast<char>(c) + "é tail of the text";
            std::string out;
            json::append_escaped(out, text);
            const bool must = c < 0x20 || c == '"' || c == '\\';
            CAPTURE(before);
            CAPTURE(c);
            CHECK((out == '"' + text + '"') == !must);
            CHECK(json::parse(out)->string_or("") == text);
        }
}

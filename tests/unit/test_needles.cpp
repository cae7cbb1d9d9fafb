#include "base/text.hpp"
#include "bundle/disguise.hpp"
#include "bundle/leak.hpp"
#include "bundle/needles.hpp"
#include "bundle/squeeze.hpp"

#include <doctest/doctest.h>

using namespace redress;
using bundle::LeakGate;

namespace {

std::string base64(std::string_view bytes)
{
    constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    for (std::size_t at = 0; at < bytes.size(); at += 3) {
        std::uint32_t bits = 0;
        for (std::size_t i = 0; i < 3; ++i)
            bits = bits << 8 | (at + i < bytes.size() ? static_cast<std::uint8_t>(bytes[at + i]) : 0U);
        for (unsigned i = 0; i < 4; ++i) out += at + i > bytes.size() ? '=' : digits[bits >> (18 - 6 * i) & 63];
    }
    return out;
}

std::string hex(std::string_view bytes)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    for (const unsigned char c : bytes) (out += digits[c >> 4]) += digits[c & 15];
    return out;
}

std::string percent(std::string_view bytes)
{
    std::string out;
    for (const unsigned char c : bytes) out += "%" + hex(std::string(1, static_cast<char>(c)));
    return out;
}

std::string wide(std::string_view bytes, bool big)
{
    std::string out;
    for (const char c : bytes) {
        if (big) out += '\0';
        out += c;
        if (!big) out += '\0';
    }
    return out;
}

std::string full_width(std::string_view text)
{
    std::string out;
    for (const char c : text) text::append_utf8(out, c > ' ' ? static_cast<char32_t>(c) + 0xFEE0U : U'\u3000');
    return out;
}

bool finds(const LeakGate& gate, const std::string& bytes)
{
    return gate.search({{"data/x", bytes, {}}}).leak.has_value();
}

} // namespace

TEST_CASE("a value is found in whatever encoding it stands")
{
    LeakGate gate;
    gate.forbid("e-mail address", "John.Roe@example.com");
    gate.forbid("phone number", "+86 138-1234-5678");
    gate.forbid("phone number", "+33612345678");
    gate.forbid("phone number", "13900001111");
    gate.forbid("card key", "PLNT-UNSD-7Q7Q-9X9X");
    gate.forbid("postal address", "浙江省杭州市西湖区文三路 100 号");
    const std::string mail = "john.roe@example.com", upper = "JOHN.ROE@EXAMPLE.COM", key = "PLNT-UNSD-7Q7Q-9X9X";
    const std::string street = "浙江省杭州市西湖区文三路 100 号";
    const std::string junk("\x00\x01\xFF\xFE\x8F\x03", 6);
    const std::string table[] = {
        mail,
        "<" + upper + ">",
        "john . roe @ example . com",
        full_width(mail),
        wide(mail, false),
        wide("x " + mail + " y", true),
        junk + mail + junk,
        junk + wide(mail, false) + junk,
        junk + full_width(mail) + junk,
        base64(mail),
        base64("a" + mail.substr(0, 0) + " " + mail),
        base64("ab " + mail + " and more of it"),
        base64("abc " + mail),
        "x" + base64(mail),
        "data=" + base64(mail) + "&x=1",
        base64(wide(mail, false)),
        base64(full_width(mail)),
        hex(mail),
        "f" + hex(mail),
        hex(wide(mail, true)),
        percent(mail),
        "https://shop.example/?mail=john.roe%40example.com",
        percent(percent(mail)),
        "john.roe=40example.com",
        "john.roe@exam=\r\nple.com",
        "john.roe&#64;example.com",
        "john.roe&#x40;example.com",
        "{\"mail\":\"john.roe\\u0040example.com\"}",
        "<p>john.roe<b>@</b>example.<i>com</i></p>",
        "13812345678",
        "+8613812345678",
        "138 1234 5678",
        "(138) 1234-5678",
        "138.1234.5678",
        "\xE6\x89\x8B\xE6\x9C\xBA：１３８－１２３４－５６７８谢谢",
        "138\xE2\x80\x8B"
        "1234\xE2\x80\x8B"
        "5678",
        base64("138 1234 5678"),
        "+8613900001111",
        "+33 6 12 34 56 78",
        "06 12 34 56 78",
        key,
        "plntunsd7q7q9x9x",
        "PLNT UNSD 7Q7Q 9X9X",
        "PLNT-UNSD-\n7Q7Q-9X9X",
        street,
        *text::encode(street, "GB18030"),
        *text::encode("x" + street, "UTF-16LE"),
        junk + *text::encode(street, "UTF-16BE"),
        base64(street),
        percent(street),
    };
    for (const auto& bytes : table) {
        INFO(bytes);
        CHECK(finds(gate, bytes));
        // Wherever it stands in something long, also across the borders of what is looked at in one go.
        for (const std::size_t before : {65525U, 65536U, 131070U})
            CHECK(finds(gate, std::string(before, ' ') + bytes + " "));
    }
    const std::string clean[] = {
        "",
        "xjohn.roe@example.com",
        "jane@example.com",
        base64("jane.doe@example.com and nothing else"),
        "913812345678",
        "138123456789",
        base64("x13812345678"),
        "38 1234 5678",
        "1 3 8 1 2 3 4 5 6 7 8",
        "138\n1234\n5678",
        "138,1234,5678",
        "PLNT-UNSD-7Q7Q-9X9",
        "xPLNT-UNSD-7Q7Q-9X9X",
    };
    for (const auto& bytes : clean) {
        INFO(bytes);
        CHECK_FALSE(finds(gate, bytes));
    }
}

TEST_CASE("numbers that are written as they are, are found only so")
{
    LeakGate gate;
    gate.forbid("order number", "202403051300");
    gate.forbid("account", "happybuyer");
    CHECK(finds(gate, "order 202403051300 of"));
    CHECK(finds(gate, "１２３ ２０２４０３０５１３００"));
    CHECK_FALSE(finds(gate, "2024-03-05 1300"));
    CHECK(finds(gate, "HappyBuyer"));
    CHECK_FALSE(finds(gate, "a happy buyer"));
}

TEST_CASE("drawing commands and packed data are no text: separators there make up no number")
{
    LeakGate gate;
    gate.forbid("phone number", "13812345678");
    const std::string junk("\x00\x01\x02\x03\x04\x05\x06\x07", 8);
    CHECK_FALSE(finds(gate, junk + "138 1234 5678 re f"));
    CHECK(finds(gate, junk + "13812345678"));
}

TEST_CASE("what belongs to the case hides nothing that does not")
{
    LeakGate gate;
    gate.allow("jane.roe@example.com");
    gate.allow("both@example.com");
    gate.forbid("e-mail address", "roe@example.com");
    gate.forbid("e-mail address", "both@example.com");
    CHECK_FALSE(finds(gate, "write to jane.roe@example.com."));
    CHECK_FALSE(finds(gate, "both@example.com"));
    CHECK(finds(gate, "jane.roe@example.com, roe@example.com"));
    CHECK(finds(gate, "john.roe@example.com"));
}

TEST_CASE("many values are found, each by its own tag")
{
    bundle::Needles needles;
    const auto value = [](unsigned i) { return "buyer" + std::to_string(i * 7919) + "@example.com"; };
    for (unsigned i = 0; i < 20000; ++i) needles.add(value(i), i, bundle::Needles::Form::loose);
    needles.prepare();
    for (unsigned i = 0; i < 20000; i += 37) CHECK(needles.find("to " + value(i) + ", please", true) == i);
    CHECK_FALSE(needles.find("to " + value(20001) + ", please", true));
}

TEST_CASE("places of squeezed characters")
{
    const std::string text = "ａb-\xE2\x80\x8B"
                             "c  d";
    CHECK(bundle::squeeze(text) == "abcd");
    CHECK(text.substr(bundle::place_in(text, 0, 1).begin, bundle::place_in(text, 0, 1).end) == "ａ");
    const auto middle = bundle::place_in(text, 1, 2);
    CHECK(text.substr(middle.begin, middle.end - middle.begin) == "b-\xE2\x80\x8B"
                                                                  "c");
}

TEST_CASE("a file enclosed in a mail is taken out whole")
{
    std::string inner(5000, '\0');
    for (std::size_t i = 0; i < inner.size(); ++i) inner[i] = static_cast<char>(i * 131 >> 3);
    const auto encoded = base64(inner);
    std::string lines;
    for (std::size_t at = 0; at < encoded.size(); at += 76) lines += encoded.substr(at, 76) + "\r\n";
    for (const auto& block : {lines, encoded})
        for (const std::size_t before : {0U, 100U, 300U, 1000U}) {
            const std::string head(before, 'x');
            std::string got;
            bundle::each_enclosed("Subject: " + head + "\r\nContent-Transfer-Encoding: base64\r\n\r\n" + block +
                                      "\r\n--end\r\n",
                                  [&](std::string&& bytes) { got = bytes; });
            CHECK(got == inner);
        }
}

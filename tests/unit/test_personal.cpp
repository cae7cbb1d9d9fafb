#include "analyze/personal.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace redress::analyze;

namespace {

// "mobile:13800138000 bank_card?:…": kinds and values, with a ? where a person should look
std::string found(std::string_view text)
{
    std::string out;
    for (const auto& span : find_personal(text)) {
        CHECK(span.offset + span.length <= text.size());
        out += (out.empty() ? "" : " ") + std::string(span.kind->name) + (span.strength == Strength::review ? "?" : "") +
               ":" + span.value;
    }
    return out;
}

struct Row {
    const char *text, *expected;
};

} // namespace

TEST_CASE("personal data next to Chinese, in other digits and broken up")
{
    const std::vector<Row> rows{
        {"电话13800138000谢谢", "mobile:13800138000"},
        {"１３８—００１３—８０００", "mobile:13800138000"},
        {"1\u200b3\u200b800138000", "mobile:13800138000"},
        {"幺三八零零幺三八零零零", "mobile:13800138000"},
        {"1️⃣3️⃣8️⃣0️⃣0️⃣1️⃣3️⃣8️⃣0️⃣0️⃣0️⃣", "mobile:13800138000"},
        {"13800138000/13900139000", "mobile:13800138000 mobile:13900139000"},
        {"2026-11-26 13800138000 2件", "mobile:13800138000"},
        {"+86 138 0013 8000", "mobile:13800138000"},
        {"138****8000", ""},
        {"138001380001", ""},
        {"订单13800138000", ""},
        {"订单联系电话13800138000", "mobile:13800138000"},
        {"￥13800138000", ""},
        {"SN13800138000", ""},
        {"010-88886666转801", "mobile:01088886666"},
        {"+34 612 345 678 por favor", "phone:+34612345678"},
        {"+44 (0)20 7946 0958", "phone:+442079460958"},
        {"(212) 555-0123", "phone:+12125550123"},
        {"113-1234567-7654321", ""},
        {"2026.11.26", ""},
    };
    for (const auto& row : rows) {
        CAPTURE(row.text);
        CHECK(found(row.text) == row.expected);
    }
}

TEST_CASE("disguised addresses, and sentences that are none")
{
    const std::vector<Row> rows{
        {"邮箱jane@example.com谢谢", "email:jane@example.com"},
        {"ｊａｎｅ＠ｅｘａｍｐｌｅ．ｃｏｍ", "email:jane@example.com"},
        {"jane at example dot com", "email:jane@example.com"},
        {"jane dot roe at example dot co dot uk", "email:jane.roe@example.co.uk"},
        {"jane艾特qq点com", "email:jane@qq.com"},
        {"jane (arroba) example (punto) es", "email:jane@example.es"},
        {"发到jane#example.com，#换@", "email:jane@example.com"},
        {"jane@example.com. Then", "email:jane@example.com"},
        {"jane@bücher.example", "email:jane@bücher.example"},
        {"look at example.com", ""},
        {"see you at 5.30 dot", ""},
        {"@jane", ""},
        {"a@b", ""},
        {"jane@", ""},
    };
    for (const auto& row : rows) {
        CAPTURE(row.text);
        CHECK(found(row.text) == row.expected);
    }
}

TEST_CASE("numbers that only look like a person's")
{
    for (const auto* text :
         {"订单号4111111111111111", "流水号 6222021234567890128",
          "tx 0x5c504ed432cb51138bcf09aa5e8a410dd4a1e204ef84bfed1be16dfba1b22060", "版本1.2.3.4", "v1.2.3.4",
          "Chrome/119.0.6045.105", "4111111111111112", "110105194912310021", "12:30:45", "127.0.0.1", "$1,380,013,800.00",
          "1700000000000", "ISBN 978-3-16-148410-0", "card ending in 4242", "微信支付", "QQ飞车", "123-45-6789-1"})
        CHECK_MESSAGE(found(text).empty(), text);
    CHECK(found("4111111111111111") == "bank_card:4111111111111111");
    CHECK(found("5019717010103742") == "bank_card?:5019717010103742"); // an issuer of few: only with a word beside it
    CHECK(found("卡号5019717010103742") == "bank_card:5019717010103742");
    CHECK(found("IP：203.0.113.9") == "ip:203.0.113.9");
    CHECK(found("[2001:db8::1]:443") == "ip:2001:db8::1");
}

TEST_CASE("spans are places of the original, whole characters, in order")
{
    const std::string text = "我的手机１３８００１３８０００，jane＠example.com";
    const auto spans = find_personal(text);
    REQUIRE(spans.size() == 2);
    CHECK(text.substr(spans[0].offset, spans[0].length) == "１３８００１３８０００");
    CHECK(text.substr(spans[1].offset, spans[1].length) == "jane＠example.com");
}

TEST_CASE("what touches goes as one")
{
    const std::string text = "jane@example.com----hunter2pass----13800138000";
    const auto spans = find_personal(text);
    REQUIRE(spans.size() == 1);
    CHECK(spans[0].offset == 0);
    CHECK(spans[0].length == text.size());
}

TEST_CASE("any bytes are read, cut anywhere")
{
    std::string text = "电话１３８ 0013-8000，jane艾特qq点com 一三八零零一三八零零零 -----BEGIN PRIVATE KEY----- "
                       "sk_live_abcdefgh1 浙江省杭州市西湖区文三路90号 "
                       "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t DE89 3704 0044 0532 0130 00 [2001:db8::1] 00:11:22:33:44:55 "
                       "李先生 wxid_abcdef123456 (555) 010-0123 ①②③ ㏇ ﷺ "
                       "QQ： 加微信： 护照 CVV 助记词";
    text += "\xFF\xC3(\xE4\xB8\xF0\x9F\x98";
    for (std::size_t end = 0; end <= text.size(); ++end)
        for (const auto& span : find_personal(std::string_view(text).substr(0, end)))
            CHECK(span.offset + span.length <= end);
    for (std::size_t begin = 0; begin <= text.size(); ++begin) find_personal(std::string_view(text).substr(begin));
}

TEST_CASE("every kind is known by its name, and nothing secret is shown to anybody")
{
    for (const auto& kind : personal_kinds()) {
        CHECK(personal_kind(kind.name) == &kind);
        CHECK(kind.everybody == Shown::token);
    }
    CHECK(personal_kind("secret")->platform == Shown::token);
    CHECK(personal_kind("secret")->buyer == Shown::token);
    CHECK(personal_kind("nothing") == nullptr);
}

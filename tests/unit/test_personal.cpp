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
    std::string text, expected;
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

TEST_CASE("phone numbers taken apart, read out and spelt with letters")
{
    const std::vector<Row> rows{
        {"手机l38 OOl3 8OOO", "mobile:13800138000"},
        {"tel 138 oo13 8ooo", "mobile:13800138000"},
        {"phone: 212-555-O147", "phone:+12125550147"},
        {"(2l2) 555-Ol47", "phone:+12125550147"},
        {"10l and 2l bottles, 5O each", ""},
        {"电话壹叁捌零零壹參捌零零零", "mobile:13800138000"},
        {"打洞幺三八洞洞幺三八洞洞", ""}, // 0138…: not a mobile's
        {"手机幺三八洞洞幺三八洞洞洞", "mobile:13800138000"},
        {"幺三八，零零幺三，八零零零", "mobile:13800138000"},
        {"加我138空格0013空格8000", "mobile:13800138000"},
        {"号码：138加0013加8000", "mobile:13800138000"},
        {"电话138\n0013\n8000", "mobile:13800138000"},
        {"数量\n138\n0013\n8000", ""},
        {"电话\n130\n138\n0013\n8000\n", ""}, // a column of numbers
        {"前三位138中间0013后四位8000", "mobile:13800138000 mobile:13800138000 mobile:13800138000"},
        {"call four one five, five five five, oh one two three", "phone:+14155550123"},
        {"mi número es seis uno dos tres cuatro cinco seis siete ocho", "phone:+34612345678"},
        {"phone two one two double five five oh one four seven", "phone:+12125550147"},
        {"one two three four five six", ""},
        {"uno dos tres cuatro cinco seis siete", ""},
        {"llame al 55 5123 4567", "phone:+525551234567"},
        {"Phone: 212-555-0147 ext. 243", "phone:+12125550147"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.text);
        CHECK(found(row.text) == row.expected);
    }
    const std::string text = "Phone: 212-555-0147 ext. 243.";
    const auto spans = find_personal(text);
    REQUIRE(spans.size() == 1);
    CHECK(text.substr(spans[0].offset, spans[0].length) == "212-555-0147 ext. 243");
    const std::string spoken = "call seis uno dos tres cuatro cinco seis siete ocho now";
    const auto read = find_personal(spoken);
    REQUIRE(read.size() == 1);
    CHECK(spoken.substr(read[0].offset, read[0].length) == "seis uno dos tres cuatro cinco seis siete ocho");
}

TEST_CASE("numbers of states and banks, by their check digits")
{
    const std::vector<Row> rows{
        {"身分證字號A123456789", "taiwan_id:A123456789"},
        {"身分證字號A123456788", ""},
        {"批號A123456789", ""},
        {"National Insurance number AB123456C", "british_id:AB123456C"},
        {"AB 12 34 56 C", "british_id:AB123456C"},
        {"AB123456C", ""},
        {"CURP: GOML800101HDFMNS02", "mexican_id:GOML800101HDFMNS02"},
        {"GOML800101HDFMNS09", "card_key?:GOML800101HDFMNS09"},
        {"RFC VECJ880326XXX", "mexican_id:VECJ880326XXX"}, // said to be one, whatever its check digit
        {"modelo VECJ880326XXX", ""},
        {"CLABE 032180000118359719", "clabe:032180000118359719"},
        {"CLABE 032180000118359718", ""},
        {"pasaporte AAA123456", "travel_document:AAA123456"},
        {"artículo AAA123456", ""},
        {"出生日期：1990-05-12", "birth_date:1990-05-12"},
        {"生日1990年5月12日", "birth_date:1990年5月12日"},
        {"生日5月12日", "birth_date:5月12日"},
        {"生日蛋糕2026-05-12送到", ""},
        {"DOB 04/12/1957", "birth_date:04/12/1957"},
        {"born on March 3rd, 1980", "birth_date:march 3rd, 1980"},
        {"nací el 3 de octubre de 1955", "birth_date:3 de octubre de 1955"},
        {"born in a barn", ""},
        {"车牌京A12345", "plate:京A12345"},
        {"粤B·1234挂", "plate:粤B·1234挂"},
        {"沪AD12345来取", "plate:沪AD12345"},
        {"川A级2023", ""},
        {"matrícula 1234 BCD", "plate:1234 BCD"},
        {"license plate 7ABC123", "plate:7ABC123"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.text);
        CHECK(found(row.text) == row.expected);
    }
}

TEST_CASE("names, where the text says that they are")
{
    const std::vector<Row> rows{
        {"收件人张伟，明天到", "name:张伟"},
        {"收件人方便时来取", ""},
        {"收货人安排，请稍等", ""},
        {"姓名萧霞", "name:萧霞"},
        {"【驿站】戚丽华，您的包裹到了", "name:戚丽华"},
        {"【通知】方便，您的包裹到了", ""},
        {"张伟，13800138000", "name:张伟 mobile:13800138000"},
        {"13800138000 欧阳娜娜 明天", "mobile:13800138000 name:欧阳娜娜"},
        {"包邮，13800138000", "mobile:13800138000"},
        {"温州，13800138000", "mobile:13800138000"},
        {"浙江省杭州市西湖区文三路90号，张伟收", "address:浙江省杭州市西湖区文三路90号 name:张伟"},
        {"收款人Jane Roe", "name:Jane Roe"},
        {"From: Jane Roe <jane@example.com>", "name:Jane Roe email:jane@example.com"},
        {"Attn: Customer Service", ""},
        {"Signed by: Jane Roe", "name:Jane Roe"},
        {"Delivered to Austin Hills, TX", ""},
        {"Delivered to Front Door", ""},
        {"a nombre de María del Río", "name:María del Río"},
        {"Doña Ana Pérez", "name:Ana Pérez"},
        {R"({"buyer":"Jane Roe"})", "name:Jane Roe"},
        {R"({"name":"Blue Case","price":3})", ""},
        {R"({"name":"Jane Roe","email":"jane@example.com"})", "name:Jane Roe email:jane@example.com"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.text);
        CHECK(found(row.text) == row.expected);
    }
}

TEST_CASE("keys, passwords and seeds, and what is none")
{
    const std::vector<Row> rows{
        {"my password is Hunter22", "card_key:Hunter22"},
        {"contraseña: Luna2024#", "card_key:Luna2024#"},
        {"la clave es 12345", "card_key:12345"},
        {"password must be 8 characters", ""},
        {"密码123456", "card_key:123456"},
        {"密码错误3次", ""},
        {"序列号12345678", ""},
        {"卡号1234567890密码123456", "card_key:1234567890 card_key:123456"},
        {"bot 1234567890:AAabcdefghijklmnopqrstuvwxyz1234567", "secret:1234567890:AAabcdefghijklmnopqrstuvwxyz1234567"},
        {"密钥 0123456789abcdef01234567", "secret:0123456789abcdef01234567"},
        {"token 12345", ""},
        {"5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ",
         "secret:5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ"},
        {"recovery words: legal winner thank year wave sausage worth useful legal winner thank yellow",
         "secret:legal winner thank year wave sausage worth useful legal winner thank yellow"},
        {"request id 3ccfdc31-7ee7-8035-b632-e69fb7271ee3", ""},
        {"key 3ccfdc31-7ee7-8035-b632-e69fb7271ee3", "card_key:3ccfdc31-7ee7-8035-b632-e69fb7271ee3"},
        {"card xxxx-xxxx-xxxx-4821", ""},
    };
    for (const auto& row : rows) {
        CAPTURE(row.text);
        CHECK(found(row.text) == row.expected);
    }
}

TEST_CASE("addresses of places and machines as they are written elsewhere")
{
    const std::vector<Row> rows{
        {"寄到台北市大安區忠孝東路四段123號5樓之2", "address:台北市大安區忠孝東路四段123號5樓之2"},
        {"地址：九龍旺角彌敦道600號金輝大廈8樓B室", "address:九龍旺角彌敦道600號金輝大廈8樓B室"},
        {"Calle Mayor 12, 3 izq., 28013 Madrid", "street:Calle Mayor 12, 3 izq., 28013 Madrid"},
        {"Calle Mayor 12, de lunes a viernes", "street:Calle Mayor 12"},
        {"Flat 3, 12 Baker Street, London NW1 6XE", "street:Flat 3, 12 Baker Street, London NW1 6XE"},
        {"MAC地址：00:11:22:AA:BB:CC", "mac:00:11:22:aa:bb:cc"},
        {"10:45:33:21:09:11", ""},
        {"AA:00:11:22:33:44:55", ""},
        {"IP203.0.113.9端口80", "ip:203.0.113.9"},
        {"IPv6：2001:db8:1:2:3:4:5:6", "ip:2001:db8:1:2:3:4:5:6"},
        {"Skype: live:janeroe60", "account:janeroe60"},
        {"Q 12345678加我", "qq:12345678"},
        {"Q 12345678", ""},
        {"j a n e @ e x a m p l e . c o m", "email:jane@example.com"},
        {"jane【at】example【dot】com", "email:jane@example.com"},
        {"jane（圈A）example.com", "email:jane@example.com"},
        {"jane-at-example-dot-com", "email:jane@example.com"},
        {"jane☆example.com（把星换成@）", "email:jane@example.com"},
        {"jane*example.com，*号换成@", "email:jane@example.com"},
        {"123456789at qq.com", "email:123456789@qq.com"},
        {"format qq.com", ""},
        {"look at example dot com prices", ""},
        {"我的QQ邮箱前面数字123456789", "qq:123456789"},
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

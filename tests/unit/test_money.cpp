#include "base/money.hpp"

#include <doctest/doctest.h>

using namespace redress;

TEST_CASE("money: amounts as shops write them")
{
    struct Case {
        std::string text;
        std::string printed; // empty: no amount
    };
    const std::vector<Case> cases{
        {"131.77", "131.77"},
        {"1.234,56", "1234.56"},
        {"1,234.56", "1234.56"},
        {"1 234,56 EUR", "1234.56 EUR"},
        {"1\xE2\x80\xAF"
         "234,56 EUR",
         "1234.56 EUR"}, // U+202F, as French exports have it
        {"1'234.50 CHF", "1234.50 CHF"},
        {"1.234.567,8", "1234567.80"},
        {"(12.00)", "-12.00"},
        {"12-", "-12.00"},
        {"-12.00 USD", "-12.00 USD"},
        {"\xE2\x88\x92"
         "0,50",
         "-0.50"}, // U+2212
        {"+7", "7.00"},
        {"¥28.16", "28.16 CNY"},
        {"28.16元", "28.16 CNY"},
        {"￥0.01", "0.01 CNY"},
        {"US$5", "5.00 USD"},
        {"JPY 500", "500 JPY"},
        {"1.234 KWD", "1.234 KWD"},
        {"0.00012345 BTC", "0.00012345 BTC"},
        {".5", "0.50"},
        {"", ""},
        {"-", ""},
        {"USD", ""},
        {"..", ""},
        {"1,2.3,4", ""},
        {"12 pcs of it", ""},
        {"2026-03-01", ""}, // a date is no amount
        {"1-2", ""},
        {"12:30", ""},
        {"5%", ""},
    };
    for (const auto& c : cases) {
        CAPTURE(c.text);
        const auto money = money::parse(c.text);
        CHECK((money ? money::to_string(*money) : "") == c.printed);
    }
}

TEST_CASE("money: 64 bits and not one more")
{
    const auto most = money::parse("92233720368547758.07");
    REQUIRE(most);
    CHECK(most->minor == INT64_MAX);
    CHECK(money::to_string(*most) == "92233720368547758.07");
    CHECK(!money::parse("92233720368547758.08"));
    CHECK(!money::parse("92233720368547759"));
    CHECK(!money::parse(std::string(400, '9')));
    CHECK(money::to_string({INT64_MIN, 2, ""}) == "-92233720368547758.08");
    CHECK(money::to_string({5, 0, "JPY"}) == "5 JPY");
    CHECK(money::to_string({-5, 3, ""}) == "-0.005");
}

TEST_CASE("money: a column decides what a single cell cannot")
{
    CHECK(money::decimal_sign({"1.500", "2.250,10", "3"}) == money::Decimal::comma);
    CHECK(money::decimal_sign({"1,500", "2,250.10"}) == money::Decimal::point);
    CHECK(money::decimal_sign({"1.234.567", "12"}) == money::Decimal::comma);
    CHECK(money::decimal_sign({"", "n/a", "-"}) == money::Decimal::point);
    const auto thousand = money::parse("1.500", money::Decimal::comma, "EUR");
    REQUIRE(thousand);
    CHECK(*thousand == Money{150000, 2, "EUR"});
}

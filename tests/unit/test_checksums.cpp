#include "analyze/checksums.hpp"

#include <doctest/doctest.h>

using namespace redress::analyze;

// Published examples of the standards, and each with one place changed.
TEST_CASE("check digits")
{
    CHECK(is_luhn("79927398713"));
    CHECK(!is_luhn("79927398710"));
    CHECK(is_luhn("4111111111111111"));
    CHECK(!is_luhn("0000000000000000"));
    CHECK(!is_luhn(""));
    CHECK(is_resident_id("11010519491231002X")); // GB 11643-1999, annex
    CHECK(is_resident_id("11010519491231002x"));
    CHECK(!is_resident_id("110105194912310021"));
    CHECK(!is_resident_id("11010519490231002X")); // 31 February
    CHECK(!is_resident_id("99010519491231002X"));
    CHECK(is_resident_id_old("110105491231002"));
    CHECK(!is_resident_id_old("110105491331002"));
    CHECK(is_credit_code("91350100M000100Y43")); // GB 32100-2015, annex
    CHECK(!is_credit_code("91350100M000100Y44"));
    CHECK(is_hkid("A1234563"));
    CHECK(!is_hkid("A1234564"));
    CHECK(is_hkid("AB9876543"));
    CHECK(is_dni("12345678Z"));
    CHECK(!is_dni("12345678A"));
    CHECK(is_dni("X1234567L"));
    CHECK(is_taiwan_id("A123456789")); // the ministry's example
    CHECK(!is_taiwan_id("A123456788"));
    CHECK(!is_taiwan_id("A323456789"));
    CHECK(is_nino("AB123456C"));
    CHECK(!is_nino("BG123456C")); // never given out
    CHECK(!is_nino("QQ123456C"));
    CHECK(!is_nino("AB123456E"));
    CHECK(is_curp("HEGG560427MVZRRL04")); // RENAPO's example
    CHECK(!is_curp("HEGG560427MVZRRL05"));
    CHECK(!is_curp("HEGG561327MVZRRL04"));
    CHECK(is_rfc("GODE561231GR8")); // SAT's example
    CHECK(is_rfc("SAT970701NN3"));  // SAT itself
    CHECK(!is_rfc("GODE561231GR7"));
    CHECK(!is_rfc("GOD3561231GR8"));
    CHECK(is_clabe("032180000118359719"));
    CHECK(!is_clabe("032180000118359710"));
    CHECK(is_ssn("219099999"));
    CHECK(!is_ssn("078051120"));
    CHECK(!is_ssn("666123456"));
    CHECK(!is_ssn("900123456"));
    CHECK(!is_ssn("123450000"));
    CHECK(is_itin("900700000"));
    CHECK(!is_itin("900660000"));
    CHECK(is_iban("DE89370400440532013000"));
    CHECK(is_iban("GB82WEST12345698765432"));
    CHECK(!is_iban("GB82WEST12345698765431"));
    CHECK(!is_iban("DE8937040044053201300"));
    CHECK(!is_iban("ZZ89370400440532013000"));
}

TEST_CASE("addresses of wallets")
{
    CHECK(is_base58check("TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", 0x41));
    CHECK(!is_base58check("TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6u", 0x41));
    CHECK(!is_base58check("TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", 0));
    CHECK(is_base58check("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", 0));
    CHECK(is_base58check("5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ", 0x80, 37));
    CHECK(!is_base58check("5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTK", 0x80, 37));
    CHECK(is_base58check("3P14159f73E4gFr7JterCCQh9QjiTjiZrG", 5));  // BIP 13
    CHECK(!is_base58check("1A1zP1eP5QGefi2DMPTfTL5SLmv7Divf0a", 0)); // no 0 in it
    CHECK(is_bech32("bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq", "bc"));
    CHECK(!is_bech32("bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdz", "bc"));
    CHECK(is_bech32("bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0", "bc")); // BIP 350
}

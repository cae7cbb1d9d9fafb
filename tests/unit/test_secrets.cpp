#include "analyze/card_keys.hpp"
#include "ingest/secrets.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace redress::analyze;
using namespace redress::ingest;

namespace {

std::string found(const std::string& text)
{
    std::string out;
    for (const auto& span : find_keys(text)) out += "[" + text.substr(span.offset, span.length) + "]";
    return out;
}

} // namespace

TEST_CASE("secrets: key-shaped tokens in free text")
{
    const std::pair<const char*, const char*> cases[] = {
        {"your key is ABCD-EFGH-1234-5678 thanks", "[ABCD-EFGH-1234-5678]"},
        {"卡密是ABCDE-12345-FGHIJ-67890-KLMNO谢谢", "[ABCDE-12345-FGHIJ-67890-KLMNO]"},
        {"1234-5678-9012-3456", "[1234-5678-9012-3456]"},
        {"123e4567-e89b-12d3-a456-426614174000.", "[123e4567-e89b-12d3-a456-426614174000]"},
        {"shopuser1----Passw0rd----JBSWY3DP", "[shopuser1----Passw0rd----JBSWY3DP]"},
        {"卡号：60012345 密码：998877", "[60012345][998877]"},
        {"Password: hunter22.", "[hunter22]"},
        {"https://example.com/redeem?c=A1b2C3d4E5f6G7h8I9j0", "[https://example.com/redeem?c=A1b2C3d4E5f6G7h8I9j0]"},
        {"two: AAAA-BBBB-CCC1 and AAAA-BBBB-CCC2", "[AAAA-BBBB-CCC1][AAAA-BBBB-CCC2]"},
        // what is none
        {"a WELL-KNOWN-FACT", ""},
        {"call 555-0100 or 1380-1380-1380", ""},
        {"on 2024-01-02 at 10:00", ""},
        {"order 4GJ83729SD918273K", ""},
        {"see https://example.com/help", ""},
        {"wait----what", ""},
        {"密码不对", ""},
        {"the password is wrong", ""},
        {"state-of-the-art", ""},
        {"", ""},
        {"\xFF\xFE", ""},
    };
    for (const auto& c : cases) {
        const auto *text = c.first, *want = c.second;
        CAPTURE(text);
        CHECK(found(text) == want);
    }
}

TEST_CASE("secrets: fingerprints meet whatever way a key is typed")
{
    const auto fp = fingerprint("ABCD-EFGH-1234", "k");
    // python3: hmac.new(b"k", b"ABCD-EFGH-1234", "sha256").hexdigest()[:24]
    CHECK(fp == "fad1f3fe55dc88a3c79c7ac8");
    CHECK(fingerprint(" abcd-efgh-1234\r", "k") == fp);
    CHECK(fingerprint("ＡＢＣＤ-EFGH-1234", "k") == fp);
    CHECK(fingerprint("ABCD-EFGH-1234", "other") != fp);
    CHECK(fingerprint("ABCD-EFGH-1235", "k") != fp);
}

TEST_CASE("secrets: what is shown of one")
{
    CHECK(last_four("ABCD-EFGH-1234") == "1234");
    CHECK(last_four("hunter2") == "");
    CHECK(last_four("卡密一二三四五六") == "三四五六");
    CHECK(secret_json("hunter2", "k")["last4"].is_null());
    CHECK(mask_secret("ABCD-EFGH-1234") == "****-****-1234");
    CHECK(mask_secret("hunter2") == "*******");
    CHECK(mask_bytes("key\\'=密x-1") == "***\\'=****-*");
}

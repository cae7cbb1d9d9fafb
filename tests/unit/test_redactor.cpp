#include "analyze/redact_record.hpp"
#include "analyze/redactor.hpp"
#include "base/hash.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace redress;
using namespace redress::analyze;

namespace {

Redactor public_redactor()
{
    return Redactor(Redactor::Options{});
}

} // namespace

TEST_CASE("one value has one token, however it is written, and known values come first")
{
    auto redactor = public_redactor();
    redactor.know("name", "Jane Roe", Owner::buyer);
    redactor.know("phone", "+1 (555) 010-0123", Owner::buyer);
    CHECK(redactor.apply("Jane here, JANE ROE, call 5550100123 or (555) 010-0123", "a") ==
          "[NAME-1] here, [NAME-1], call [PHONE-1] or [PHONE-1]");
    CHECK(redactor.apply("janet and Roeland and 15550100123", "a") == "janet and Roeland and [PHONE-1]");
    CHECK(redactor.apply("we met in jane street", "a") == "we met in jane street"); // a part of a name has its capital
    CHECK(redactor.apply("", "a").empty());
}

TEST_CASE("what the case is about stays, but nothing hides behind it")
{
    auto redactor = public_redactor();
    redactor.keep("4111111111111111");
    redactor.keep("1001");
    CHECK(redactor.apply("card? 4111-1111-1111-1111", "a") == "card? 4111-1111-1111-1111");
    CHECK(redactor.apply("1001@example.com", "a") == "[EMAIL-1]");
    CHECK(redactor.apply("5500005555555559", "a") == "[CARD-1]");
}

TEST_CASE("each reader sees what they need")
{
    const std::string text =
        "张伟 13800138000 other@example.com 4111 1111 1111 1111 sk_live_abcdefgh12345 ABCD-EFGH-1234-7K2Q";
    const auto as = [&](Reader reader) {
        Redactor redactor({.reader = reader});
        redactor.know("name", "张伟", Owner::buyer);
        redactor.know("mobile", "13800138000", Owner::buyer);
        redactor.know("email", "other@example.com", Owner::stranger);
        return redactor.apply(text, "a");
    };
    CHECK(as(Reader::platform) == "张伟 13800138000 [EMAIL-1] **** **** **** 1111 [SECRET-1] ****-****-****-7K2Q");
    CHECK(as(Reader::buyer) == "张伟 13800138000 [EMAIL-1] [CARD-1] [SECRET-1] ****-****-****-7K2Q");
    CHECK(as(Reader::everybody) == "[NAME-1] [PHONE-1] [EMAIL-1] [CARD-1] [SECRET-1] [KEY-1]");
}

TEST_CASE("a token is a token: twice is once")
{
    auto redactor = public_redactor();
    const auto once = redactor.apply("13800138000, jane@example.com", "a");
    CHECK(redactor.apply(once, "a") == once);
    CHECK(redactor.field("name", "[NAME-7]", "a") == "[NAME-7]");
    CHECK(redactor.field("name", "[NAME-7] <[EMAIL-1]>", "a") == "[NAME-7] <[EMAIL-1]>");
    CHECK(redactor.field("name", "buyer", "a") == "buyer");
    CHECK(redactor.field("phone", "138****8000", "a") == "138****8000");
}

TEST_CASE("a token is nobody's data, and nothing hides in the form of one")
{
    auto redactor = public_redactor();
    for (const char* text : {"加微信 [PHONE-1] 私下", "WhatsApp [PHONE-2].", "QQ [ACCOUNT-12345]", "password: [SECRET-1]"})
        CHECK(redactor.apply(text, "a") == text);
    CHECK(public_redactor().apply("(+79)[PHONE-1] (212) 555", "a").starts_with("(+79)[PHONE-1]"));
    CHECK(redactor.apply("WhatsApp [VIP-12]", "a") == "WhatsApp [[ACCOUNT-1]]"); // of somebody else
    CHECK(redactor.field("name", "[VIP-1] Jane Roe", "a") == "[NAME-1]");
    CHECK(redactor.field("name", "[NAME-7] Jane Roe", "a") == "[NAME-2]");
    CHECK(redactor.field("phone", "[PHONE-13800138000]", "a") == "[PHONE-1]");
    CHECK(redactor.field("name", "** jane@example.com **", "a") == "** [EMAIL-1] **");
}

TEST_CASE("a number that goes on in the next message")
{
    auto redactor = public_redactor();
    const auto out = redactor.apply_all({"my number 138", "0013 ", "8000 ok"}, "a");
    CHECK(out == std::vector<std::string>{"my number [PHONE-1]", "[PHONE-1] ", "[PHONE-1] ok"});
    // A message of blanks, or of nothing, between them.
    CHECK(redactor.apply_all({"my number 138", " ", "", "0013 8000 ok"}, "a") ==
          std::vector<std::string>{"my number [PHONE-1]", " ", "", "[PHONE-1] ok"});
    CHECK(redactor.apply_all({"qty 2", "13800138000"}, "a") == std::vector<std::string>{"qty 2", "[PHONE-1]"});
}

TEST_CASE("the log commits to a value and does not tell it")
{
    auto redactor = public_redactor();
    redactor.apply("13800138000", "data/a.txt");
    redactor.apply("138-0013-8000", "data/b.txt");
    const auto log = redaction_log(redactor.redactions(), "key", "C-0001");
    REQUIRE(log.items().size() == 1);
    const auto& row = log.items()[0];
    CHECK(row["token"].string_or("") == "PHONE-1");
    CHECK(row["count"].integer() == 2);
    CHECK(row["places"].items().size() == 2);
    const auto salt = redaction_salt(redactor.redactions()[0], "key", "C-0001");
    CHECK(salt.size() == 32);
    CHECK(row["commitment"].string_or("") == hash::sha256(salt + "13800138000"));
    CHECK(log.dump().find("13800138000") == std::string::npos);
    CHECK(redaction_salt(redactor.redactions()[0], "key", "C-0002") != salt);
    CHECK(redaction_salt(redactor.redactions()[0], "other", "C-0001") != salt);
}

TEST_CASE("records keep what ties them together")
{
    auto redactor = public_redactor();
    auto record = *json::parse(
        R"({"type":"message","id":"m_13800138000aa","thread":"t","sender":"Jane Roe <jane@example.com>","role":"buyer",)"
        R"("text":"hi","extra":{"sender_id":10012345,"fp":"13800138000"},"x":1.50})");
    learn_people(record, Owner::anyone, redactor);
    CHECK(redact_record(record, "a", redactor));
    CHECK(record.dump() ==
          R"({"type":"message","id":"m_13800138000aa","thread":"t","sender":"[NAME-1] <[EMAIL-1]>","role":"buyer",)"
          R"("text":"hi","extra":{"sender_id":"[ACCOUNT-1]","fp":"13800138000"},"x":1.50})");
    CHECK(!redact_record(record, "a", redactor));
}

TEST_CASE("a table's own columns are known for what they hold")
{
    const auto order = *json::parse(R"({"type":"order","number":"1","buyer":{"name":"tb_river09","phone":"13800000009"},
        "extra":{"收货人姓名":"何示例","Shipping Address":"19 Mill Lane, Leeds","店铺名称":"木棉手作","城市":"杭州"}})");
    auto redactor = public_redactor();
    learn_people(order, Owner::buyer, redactor);
    auto copy = order;
    CHECK(redact_record(copy, "a", redactor));
    const auto text = copy.dump();
    for (const auto* gone : {"何示例", "19 Mill Lane", "tb_river09", "13800000009"})
        CHECK_MESSAGE(text.find(gone) == std::string::npos, gone);
    CHECK(copy["extra"]["店铺名称"].string_or("") == "木棉手作"); // the shop's, and a city is nobody's address
    CHECK(copy["extra"]["城市"].string_or("") == "杭州");
    CHECK(redactor.apply("何示例您好", "a").find("何示例") == std::string::npos); // known in conversations from then on
}

TEST_CASE("a buyer's own address stays, in quotation marks of a CSV too")
{
    Redactor redactor({.reader = Reader::buyer});
    redactor.know("address", "19 Mill Lane, Leeds, LS1 4AB, United Kingdom", Owner::buyer);
    const std::string row = "\"Dana Fox, 19 Mill Lane, Leeds, LS1 4AB, United Kingdom\",\"Confirmed\"";
    CHECK(redactor.apply(row, "a") == row);
}

TEST_CASE("what somebody else masked is left as it is")
{
    auto redactor = public_redactor();
    CHECK(redactor.apply("r***9@example.com ***7@example.com", "a") == "r***9@example.com ***7@example.com");
    CHECK(redactor.apply("*jane@example.com*", "a") == "*[EMAIL-1]*"); // in bold
}

#include "analyze/claims.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

using namespace redress;

namespace {

const std::filesystem::path share = TEST_SOURCE_DIR "/share";

std::shared_ptr<const profile::ClaimBook> book()
{
    static const auto shipped = profile::load_claims(share, "/nowhere");
    return shipped;
}

analyze::ClaimReader& reader()
{
    static analyze::ClaimReader made(book());
    return made;
}

bool makes(const std::string& text, const std::string& claim)
{
    const auto found = reader().in_text(text);
    return std::find(found.begin(), found.end(), claim) != found.end();
}

model::Stamp at(const char* utc, const char* zone = "Asia/Shanghai")
{
    model::Stamp stamp;
    stamp.at = time::parse_rfc3339(utc);
    stamp.zone = zone;
    stamp.from = model::ZoneFrom::data;
    return stamp;
}

analyze::Material said(const char* text, model::Role role, const char* utc = "2026-03-05T08:00:00Z",
                       const char* zone = "Asia/Shanghai")
{
    model::Message message;
    message.thread = "t";
    message.role = role;
    message.text = text;
    message.when = at(utc, zone);
    model::Record record;
    record.id = "m_1";
    record.body = message;
    analyze::Material material;
    material.case_id = "C-0001";
    material.records.push_back(record);
    return material;
}

} // namespace

TEST_CASE("each wording finds its own examples and none of the others")
{
    std::size_t examples = 0;
    for (const auto& rule : book()->rules.rules) {
        CAPTURE(rule.id);
        for (const auto& text : rule.bad) {
            CAPTURE(text);
            CHECK(makes(text, rule.category));
            ++examples;
        }
        for (const auto& text : rule.good) {
            CAPTURE(text);
            CHECK_FALSE(makes(text, rule.category));
            ++examples;
        }
    }
    CHECK(examples > 200);
}

TEST_CASE("every claim is worded in three languages and its facts are of known kinds")
{
    for (const auto& claim : book()->claims) {
        CAPTURE(claim.id);
        CHECK_FALSE(claim.label.zh.empty());
        for (const auto* lang : {"zh", "en", "es"})
            CHECK(std::any_of(book()->rules.rules.begin(), book()->rules.rules.end(),
                              [&](const profile::Rule& rule) { return rule.category == claim.id && rule.lang == lang; }));
        for (const auto* list : {&claim.firm, &claim.soft, &claim.later, &claim.amounts, &claim.backed_by})
            for (const auto& fact : *list) {
                CAPTURE(fact);
                const auto colon = fact.find(':');
                REQUIRE(colon != std::string::npos);
                const auto group = fact.substr(0, colon), rest = fact.substr(colon + 1);
                if (group == "claim") CHECK(book()->claim(rest));
                if (group == "result")
                    CHECK(std::any_of(book()->results.begin(), book()->results.end(),
                                      [&](const profile::ResultWording& one) { return one.id == rest; }));
                CHECK((group == "event" || group == "claim" || group == "order" || group == "result" || group == "seller"));
            }
    }
    CHECK_THROWS(profile::parse_claims("schema='x'\n[[claims]]\nid='a'\nby='both'\nlabel={en='a',zh='b'}\n", "x.toml"));
    CHECK_THROWS(profile::parse_claims("schema='x'\n[[claims]]\nid='a'\nby='buyer'\nlabels=1\n", "x.toml"));
    CHECK_THROWS(profile::parse_claims("schema='x'\n[[promises]]\npatterns=['a']\n", "x.toml"));
}

TEST_CASE("a claim counts from the lips of whose it is")
{
    CHECK(reader().claims(said("我没收到卡密", model::Role::buyer)).size() == 1);
    CHECK(reader().claims(said("我没收到卡密", model::Role::seller)).empty());
    CHECK(reader().claims(said("我没收到卡密", model::Role::unknown)).empty());
    CHECK(reader().claims(said("Your order was shipped today", model::Role::seller)).front().claim->id == "seller_sent");
    CHECK(reader().claims(said("You wrote \"I never received it\"", model::Role::buyer)).empty());
    // Twice in one message is once; the sentence is quoted, not the message.
    const auto made = reader().claims(said("你好。没收到货！真的没收到货！", model::Role::buyer));
    REQUIRE(made.size() == 1);
    CHECK(made.front().words == "没收到货");
    auto material = said("ok", model::Role::buyer);
    material.facts.reason = "not_received";
    const auto by_reason = reader().claims(material);
    REQUIRE(by_reason.size() == 1);
    CHECK(by_reason.front().kind == "case");
    CHECK(by_reason.front().record == "C-0001");
}

TEST_CASE("promises have a time")
{
    struct Row {
        const char* text;
        const char* due; // nullptr: none
    };
    // Written at 16:00 in Shanghai.
    for (const auto& row :
         {Row{"我马上核对，10分钟内回复您", "2026-03-05T08:10:00Z"}, Row{"2小时内给您答复", "2026-03-05T10:00:00Z"},
          Row{"今天18点前给您结果", "2026-03-05T10:00:00Z"}, Row{"18:30前答复您", "2026-03-05T10:30:00Z"},
          Row{"I will write again before 18:00.", "2026-03-05T10:00:00Z"},
          Row{"You will hear from us within 24 hours", "2026-03-06T08:00:00Z"},
          Row{"Le respondo en 30 minutos", "2026-03-05T08:30:00Z"}, Row{"半小时内回复您", "2026-03-05T08:30:00Z"},
          Row{"今天12点前给您结果", nullptr}, Row{"请您在15分钟内付款", nullptr}, Row{"我尽快回复您", nullptr},
          Row{"已经等了2小时", nullptr}, Row{"before 25:99", nullptr}}) {
        CAPTURE(row.text);
        const auto made = reader().promises(said(row.text, model::Role::seller));
        if (!row.due) {
            CHECK(made.empty());
            continue;
        }
        REQUIRE(made.size() == 1);
        CHECK(time::to_rfc3339(made.front().due) == row.due);
    }
    CHECK(reader().promises(said("10分钟内回复您", model::Role::buyer)).empty());
}

TEST_CASE("sums are read with their currency")
{
    const auto sums = [](const char* text) {
        std::string out;
        for (const auto& money : analyze::amounts_in(text)) out += money::to_string(money) + ";";
        return out;
    };
    CHECK(sums("3610 元已退回") == "3610.00 CNY;");
    CHECK(sums("paid 50.00 EUR and $7.5") == "50.00 EUR;7.50 USD;");
    CHECK(sums("订单 260515101233840 付款 15 分钟了") == "");
    CHECK(sums("300 USDT 已放币") == "300.00 USDT;");
    CHECK(sums("¥28.16。") == "28.16 CNY;");
}

#include "base/confusable.hpp"
#include "ingest/mail_notice.hpp"
#include "profile/profile.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace redress;
using namespace redress::ingest::mail;

namespace {

const std::filesystem::path share = TEST_SOURCE_DIR "/share";

const profile::NoticeBook& book()
{
    static const auto shipped = profile::load_notices(share, "/nowhere");
    return *shipped;
}

Judged judge(const std::string& from, const std::string& subject, const std::string& more = "")
{
    return judge_notice(parse("From: " + from + "\nSubject: " + subject + "\n" + more + "\nCase ID: PP-1-2-345\n"), book());
}

Stated stated(const std::string& text, const std::string& sender = "paypal")
{
    return stated_in(text, sender, book(), parse_date("Mon, 02 Mar 2026 10:00:00 +0000"));
}

} // namespace

TEST_CASE("the shipped notices agree with the profiles")
{
    REQUIRE(book().senders.size() >= 5);
    for (const auto& sender : book().senders) {
        CAPTURE(sender.id);
        CHECK_FALSE(sender.domains.empty());
        if (sender.platform.empty()) continue;
        const auto profile = profile::load_case_profile(share, "/nowhere", sender.platform, sender.via);
        for (const auto& reason : book().reasons)
            if (reason.sender == sender.id) CHECK(profile.reason(reason.code));
    }
    for (const auto& kind : book().kinds) {
        CAPTURE(kind.sender);
        CHECK_FALSE(kind.subject.empty());
        CHECK_FALSE(kind.from.source.empty());
        bool known = false;
        for (const auto& sender : book().senders) known = known || sender.id == kind.sender;
        CHECK(known);
    }
    CHECK_THROWS(
        profile::parse_notices("[[notices]]\nsender='x'\nkind='nonsense'\nsubject=['a']\nsource='memory'\n", "x.toml"));
    CHECK_THROWS(
        profile::parse_notices("[[notices]]\nsender='x'\nkind='dispute'\nsubjects=['a']\nsource='memory'\n", "x.toml"));
}

TEST_CASE("a notice needs the sender's domain and words of the subject")
{
    const struct {
        const char *from, *subject, *kind; // kind empty: no notice
    } table[] = {
        {"PayPal <service@paypal.com>", "A buyer opened a dispute", "dispute"},
        {"service@intl.paypal.com", "Your buyer has opened a case", "dispute"},
        {"service@paypal.com", "Case PP-1 has been closed", "decision"},
        {"service@paypal.com", "We need more information about your case", "information"},
        {"service@paypal.com", "You've got money", "payment"},
        {"service@paypal.com", "New ways to pay", ""},
        {"service@paypal.com", "买家提出了争议", "dispute"},
        {"Stripe <notifications@stripe.com>", "A customer disputed a payment of $12.00", "chargeback"},
        {"Stripe <notifications@stripe.com>", "You won the dispute", "decision"},
        {"transaction@notice.aliexpress.com", "Order 8012345678901234: dispute opened", "dispute"},
        {"transaction@notice.aliexpress.com", "订单纠纷通知", "dispute"},
        {"service@mc.mail.taobao.com", "買家申請退款", "refund_request"}, // traditional as simplified
        {"service@mail.alipay.com", "您有一笔交易被投诉", "dispute"},
        {"ebay@ebay.de", "The buyer opened a case", "dispute"},
        {"Ana <ana@example.com>", "I opened a dispute", ""},
        {"a@paypal.com, b@example.com", "A buyer opened a dispute", ""}, // two senders: nobody's
        {"", "A buyer opened a dispute", ""},
    };
    for (const auto& row : table) {
        CAPTURE(row.from);
        CAPTURE(row.subject);
        const auto judged = judge(row.from, row.subject);
        CHECK(judged.impostor == Impostor::none);
        CHECK((judged.notice ? judged.notice->kind->kind : "") == row.kind);
    }
}

TEST_CASE("look-alikes are no notices")
{
    const struct {
        const char *from, *more;
        Impostor impostor;
    } table[] = {
        {"service@paypa1.com", "", Impostor::domain},
        {"service@pаypal.com", "", Impostor::domain}, // Cyrillic а
        {"service@xn--pypal-4ve.com", "", Impostor::domain},
        {"service@paypal-support.com", "", Impostor::domain},
        {"service@paypal.com.example.org", "", Impostor::domain},
        {"service@notpaypal.example", "", Impostor::none},
        {"PayPal <help@example.org>", "", Impostor::name},
        {"\"service@paypal.com\" <help@example.org>", "", Impostor::name},
        {"支付宝 <help@example.org>", "", Impostor::name},
        {"Ana Paypalova <ana@example.org>", "", Impostor::none},
        {"service@paypal.com", "Authentication-Results: mx.example.com; dmarc=fail\n", Impostor::rejected},
        {"service@paypal.com", "Authentication-Results: mx.example.com; spf=fail; dkim=fail\n", Impostor::rejected},
        {"service@paypal.com", "Authentication-Results: mx.example.com; spf=fail; dkim=pass; dmarc=pass\n", Impostor::none},
        // only the first line is the receiving server's
        {"service@paypal.com", "Authentication-Results: mx.example.com; dmarc=fail\nAuthentication-Results: x; dmarc=pass\n",
         Impostor::rejected},
    };
    for (const auto& row : table) {
        CAPTURE(row.from);
        CAPTURE(row.more);
        const auto judged = judge(row.from, "A buyer opened a dispute", row.more);
        CHECK(judged.impostor == row.impostor);
        if (row.impostor != Impostor::none) CHECK_FALSE(judged.notice);
    }
    CHECK(judge("PayPal <help@example.org>", "A buyer opened a dispute").speaks_of_case);
    CHECK_FALSE(judge("PayPal fans <help@example.org>", "Our meeting").speaks_of_case);
    CHECK(text::skeleton("paypa1") == text::skeleton("PayPal"));
    CHECK(text::skeleton("paypal") != text::skeleton("paypa"));
    CHECK(text::domain_as_unicode("example.com") == "example.com");
}

TEST_CASE("a date to answer by is taken where it is stated, and nowhere else")
{
    const struct {
        const char *text, *due;
    } table[] = {
        {"Please respond by March 10, 2026.", "2026-03-10"},
        {"Please respond by Tuesday, March 10, 2026 or the case is closed", "2026-03-10"},
        {"Respond by: 10 March 2026", "2026-03-10"},
        {"respond by 2026-03-10", "2026-03-10"},
        {"respond by 2026-03-10 23:59 UTC", "2026-03-10T23:59:00Z"},
        {"Respond by March 10, 2026 11:59 PM", "2026-03-10T23:59:00"},
        {"Respond by March 10, 2026 at 11:59 PM PST", "2026-03-10T23:59:00-08:00"},
        {"no later than the end of 10 March 2026", "2026-03-10"},
        {"请于2026年3月10日18:00前处理", "2026-03-10T18:00:00"},
        {"请在 2026年3月10日 前回应", "2026-03-10"},
        {"响应截止时间：2026-03-10 18:00:00", "2026-03-10T18:00:00"},
        {"截止日期: 2026/3/9", "2026-03-09"},
        {"You have 7 days to respond", ""},
        {"Respond by 03/10/2026", ""}, // March or October
        {"Respond by March 10", ""},   // of which year?
        {"Respond by mail. Opened on March 10, 2026", ""},
        {"We opened the case on March 1, 2026", ""},
        {"Respond by February 10, 2026", ""}, // before the mail was written
        {"Respond by March 32, 2026", ""},
        {"deadline", ""},
        {"", ""},
    };
    for (const auto& row : table) {
        CAPTURE(std::string(row.text));
        CHECK(stated(row.text).due == row.due);
    }
}

TEST_CASE("numbers, amounts and reasons as the mail states them")
{
    const auto all =
        stated("Case ID: PP-R-ABC-123\nTransaction ID: 1AB23456CD789012E\nInvoice ID #WEB-10017\nDisputed amount: "
               "$12.00 USD\nReason: Item not received");
    CHECK(all.number == "PP-R-ABC-123");
    CHECK(all.transaction == "1AB23456CD789012E");
    CHECK(all.order == "WEB-10017");
    REQUIRE(all.amount);
    CHECK(money::to_string(*all.amount) == "12.00 USD");
    CHECK(all.reason == "MERCHANDISE_OR_SERVICE_NOT_RECEIVED");
    CHECK(stated("订单编号：1234567890123456789，金额：￥28.50", "taobao").order == "1234567890123456789");
    CHECK(money::to_string(*stated("退款金额：￥28.50", "taobao").amount) == "28.50 CNY");
    CHECK(money::to_string(*stated("Amount: €1.234,56").amount) == "1234.56 EUR");
    CHECK_FALSE(stated("Amount: $12.00").amount); // of which country?
    CHECK_FALSE(stated("Amount: ¥1200").amount);
    CHECK_FALSE(stated("Amount: twelve USD").amount);
    CHECK(stated("Case ID: pending").number.empty());
    CHECK(stated("showcase id 12345 is nice").number.empty());
    CHECK(stated("not received, and unauthorized too").reason.empty()); // two are named
}

TEST_CASE("a command says what is stated and no more")
{
    const auto command = [](const std::string& from, const std::string& body) {
        const auto mail =
            parse("From: " + from +
                  "\nSubject: chargeback, dispute opened: 纠纷\nDate: Mon, 02 Mar 2026 10:00:00 +0000\n\n" + body);
        const auto judged = judge_notice(mail, book());
        REQUIRE(judged.notice);
        return command_for(*judged.notice);
    };
    CHECK(command("service@paypal.com", "Case ID: PP-R-1234") == "redress case open --platform paypal --number PP-R-1234");
    CHECK(command("service@paypal.com", "Case ID: PP-R-1234; rm -rf /") ==
          "redress case open --platform paypal --number PP-R-1234");
    CHECK(command("service@paypal.com", "Transaction ID: 1AB23456CD789012E").empty());
    CHECK(command("a@shopify.com", "Order #1001").empty());
    CHECK(command("service@notice.aliexpress.com", "Order ID: 8012345678901234. Respond by 10 March 2026.") ==
          "redress case open --platform aliexpress --order 8012345678901234 --due 2026-03-10");
}

#include "ingest/acg_faka_tables.hpp"
#include "read_format.hpp"

#include <doctest/doctest.h>

using namespace redress;
using namespace redress::ingest;

namespace redress::ingest {
extern const Format format_acg_faka, format_dujiaoka;
} // namespace redress::ingest

namespace {

const std::string tables = "CREATE TABLE `acg_commodity` (`id` i, `name` v, `delivery_way` t);\nINSERT INTO `acg_commodity` "
                           "VALUES (1,'card',0),(2,'by hand',1);\n"
                           "CREATE TABLE `acg_order` (`id` i, `trade_no` c, `amount` d, `commodity_id` i, `card_num` i, "
                           "`create_time` t, `create_ip` v, "
                           "`pay_time` t, `status` t, `secret` t, `password` v, `contact` v, `delivery_status` t);\n";

std::string order(const char* goods, const char* secret, const char* status, const char* delivered)
{
    return "INSERT INTO `acg_order` VALUES (9,'N1',9.90," + std::string(goods) +
           ",1,'2026-03-05 09:00:00','203.0.113.1','2026-03-05 09:00:30'," + status + ",'" + secret +
           "','secretpwd','b@example.com'," + delivered + ");\n";
}

std::vector<std::string> kinds(const test::Got& got)
{
    std::vector<std::string> out;
    for (const auto& event : got.all<model::Event>()) out.push_back(event.kind);
    return out;
}

} // namespace

TEST_CASE("acg_faka: what happened to an order")
{
    struct Case {
        const char *goods, *secret, *status, *delivered;
        std::vector<std::string> kinds;
        const char* order;
    };
    const Case cases[] = {
        {"1", "", "0", "0", {"placed"}, "wait_pay"},
        {"1", "ONEKEY-1", "1", "1", {"placed", "paid", "code_sent"}, "completed"},
        {"1", "ONEKEY-1\\r\\nTWOKEY-2\\nONEKEY-1", "1", "1", {"placed", "paid", "code_sent", "code_sent"}, "completed"},
        {"1", "not yet", "1", "0", {"placed", "paid"}, "pending"},
        {"2", "we will call you", "1", "0", {"placed", "paid"}, "pending"},
        {"2", "done, thanks", "1", "1", {"placed", "paid", "delivered"}, "completed"},
        {"2", "yours: ABCD-EFGH-1234-5678", "1", "1", {"placed", "paid", "code_sent"}, "completed"},
    };
    for (const auto& c : cases) {
        CAPTURE(std::string(c.secret));
        const auto got = test::read_bytes(format_acg_faka, tables + order(c.goods, c.secret, c.status, c.delivered));
        CHECK(got.adds_up());
        CHECK(kinds(got) == c.kinds);
        REQUIRE(got.all<model::Order>().size() == 1);
        CHECK(got.all<model::Order>()[0].status == c.order);
        for (const auto* secret : {"ONEKEY", "TWOKEY", "secretpwd", "ABCD-EFGH"})
            CHECK(got.lines.find(secret) == std::string::npos);
    }
}

TEST_CASE("acg_faka: a card names its order, and stock is hidden")
{
    // A row before its table's definition cannot be read: it is passed over, and hidden.
    const auto dump =
        order("1", "EARLYKEY-1", "1", "1") + tables +
        "INSERT INTO `acg_card` VALUES (1,0,1,NULL,'SOLDKEY-1','2026-03-01 08:00:00','2026-03-05 09:00:31',9,1,NULL,NULL),"
        "(2,0,1,NULL,'FREE\\'KEY','2026-03-01 08:00:00',NULL,NULL,0,NULL,NULL),(3,0,1,NULL,'SHORTROW');\n" +
        order("1", "SOLDKEY-1", "1", "1");
    const auto got = test::read_bytes(format_acg_faka, dump);
    CHECK(got.adds_up());
    const auto events = got.all<model::Event>();
    const auto sent = std::find_if(events.begin(), events.end(), [](const auto& e) { return e.kind == "code_sent"; });
    REQUIRE(sent != events.end());
    CHECK(sent->when.local == "2026-03-05T09:00:31"); // the card's own moment
    CHECK(sent->batch == "2026-03-01 08:00:00");
    CHECK_FALSE(sent->when.at.has_value()); // a DATETIME has no zone, whatever the dump sets
    REQUIRE(got.findings.kept_copy);
    CHECK(got.findings.kept_copy->size() == dump.size());
    for (const auto* secret : {"FREE\\'KEY", "SHORTROW"}) CHECK(got.findings.kept_copy->find(secret) == std::string::npos);
    CHECK(got.findings.kept_copy->find("EARLYKEY") == std::string::npos);
    CHECK(got.all<model::Order>().size() == 1);
    CHECK(got.lines.find("SOLDKEY") == std::string::npos);
}

TEST_CASE("acg_faka: tickets")
{
    const std::string dump =
        "INSERT INTO `acg_ticket_message` VALUES (2,7,1,1,'Ann',0,'a < b','','2026-03-05 09:45:00');\n"
        "CREATE TABLE `acg_ticket` (`id` i, `ticket_no` c, `title` v, `order_trade_no` c);\nINSERT INTO `acg_ticket` VALUES "
        "(7,'T1','help','N1');\n"
        "INSERT INTO `acg_ticket_message` VALUES (1,7,0,5,'Bo',0,'<p>x</p><p>y</p>','','2026-03-05 09:30:00'),"
        "(3,8,2,NULL,'sys',2,NULL,'','2026-03-05 10:00:00'),(4,7);\n";
    const auto got = test::read_bytes(format_acg_faka, dump);
    CHECK(got.adds_up());
    CHECK(got.findings.tally.rejected == 1);
    const auto messages = got.all<model::Message>();
    REQUIRE(messages.size() == 3);
    CHECK(messages[0].thread == "T1");
    CHECK(messages[0].role == model::Role::seller);
    CHECK(messages[0].text == "a < b");
    CHECK(messages[1].role == model::Role::buyer);
    CHECK(messages[1].text == "x\n\ny");
    CHECK(messages[1].native_id == "1");
    CHECK(messages[2].thread == "ticket 8");
    CHECK(messages[2].role == model::Role::system);
}

TEST_CASE("acg_faka: cut at any byte, and not to be taken for dujiaoka")
{
    const auto whole = tables + order("1", "ONEKEY-1", "1", "1");
    for (std::size_t n = 0; n <= whole.size(); n += 3)
        CHECK(test::read_bytes(format_acg_faka, whole.substr(0, n)).adds_up());
    CHECK(format_acg_faka.sniff(test::probe_of(whole)) > 0);
    CHECK(format_dujiaoka.sniff(test::probe_of(whole)) == 0);
    CHECK(format_acg_faka.sniff(
              test::probe_of("CREATE TABLE `carmis` (`carmi` t); INSERT INTO `orders` (`order_sn`) VALUES ('1');")) == 0);
}

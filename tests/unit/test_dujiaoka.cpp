#include "ingest/dujiaoka_tables.hpp"
#include "ingest/secrets.hpp"
#include "read_format.hpp"

#include <doctest/doctest.h>

#include <filesystem>

using namespace redress;
using namespace redress::ingest;

namespace redress::ingest {
extern const Format format_dujiaoka;
}

namespace {

const std::string create =
    "CREATE TABLE `orders` (`order_sn` v, `goods_id` i, `title` v, `type` i, `actual_price` d, `search_pwd` v, `email` v, "
    "`info` t, "
    "`buy_ip` v, `trade_no` v, `status` i, `created_at` t, `updated_at` t);\n"
    "CREATE TABLE `carmis` (`id` i, `goods_id` i, `status` i, `is_loop` i, `carmi` t, `created_at` t, `updated_at` t);\n";

std::string order(const char* number, const char* type, const char* info, const char* status)
{
    return std::string("INSERT INTO `orders` VALUES ('") + number + "',1,'x'," + type +
           ",9.90,'secretpwd','b@example.com','" + info + "','203.0.113.1','T1'," + status +
           ",'2024-03-01 10:00:00','2024-03-01 10:05:00');\n";
}

} // namespace

TEST_CASE("a dump whose words of SQL are small, names bare")
{
    const std::string dump = "insert into orders (id, order_sn, status, actual_price, created_at) values "
                             "(1, 'SN1', 4, 10.00, '2026-03-01 20:00:00');\n";
    CHECK(format_dujiaoka.sniff(test::probe_of(dump)) > 50);
    CHECK(test::read_bytes(format_dujiaoka, dump).all<model::Order>().size() == 1);
    CHECK(format_dujiaoka.sniff(test::probe_of("insert into users values (1);\n")) == 0);
}

TEST_CASE("dujiaoka: no secret in clear anywhere")
{
    const auto dump =
        order("A1", "1", "SOLDKEY-1\\r\\nstray key 77", "4") + create +
        "INSERT INTO `carmis` VALUES (1,1,2,0,'SOLDKEY-1','2024-02-01 00:00:00','2024-03-01 "
        "10:04:59'),(2,1,1,0,'FREE\\'KEY-2',NULL,NULL),"
        "(3,1,1,0,_binary 'FREEKEY-3',NULL,NULL),(4,1,1,0,0x465245454B45592D34,NULL,NULL),(5,1,1,'FREEKEY-5');\n"
        "INSERT INTO `orders` VALUES "
        "('A2',1,'x',1,9.90,'secretpwd','b@example.com','OTHERKEY-9','203.0.113.1','T1',4,'FREEKEY-6','SOLDKEY-7');\n"
        "INSERT INTO `carmis` VALUES (6,1,1,0,'FREEKEY-7";
    // Statements before the tables are known are read by the installer's columns: 13 values are not 23.
    ReadOptions options;
    options.secret_key = "k";
    const auto got = test::read_bytes(format_dujiaoka, dump, options);
    std::string said;
    for (const auto& d : got.findings.diagnostics) said += to_string(d) + "\n";
    REQUIRE(got.findings.kept_copy);
    for (const auto* secret : {"FREE\\'KEY-2", "FREEKEY", "465245454B45592D34"}) {
        CAPTURE(secret);
        CHECK(got.lines.find(secret) == std::string::npos);
        CHECK(said.find(secret) == std::string::npos);
        if (std::string(secret) != "FREEKEY") CHECK(got.findings.kept_copy->find(secret) == std::string::npos);
    }
    for (const auto* secret : {"SOLDKEY", "OTHERKEY", "stray key", "secretpwd"}) {
        CAPTURE(secret);
        CHECK(got.lines.find(secret) == std::string::npos);
        CHECK(said.find(secret) == std::string::npos);
    }
    CHECK(got.findings.kept_copy->size() == dump.size());
    CHECK(got.findings.kept_copy->find("FREEKEY-3") == std::string::npos);
    CHECK(got.findings.kept_copy->find("FREEKEY-5") == std::string::npos);
    CHECK(got.findings.kept_copy->find("FREEKEY-7") == std::string::npos);
    CHECK(got.adds_up());
    options.keep_secrets = true;
    const auto kept = test::read_bytes(format_dujiaoka, dump, options);
    CHECK_FALSE(kept.findings.kept_copy);
    CHECK(kept.lines == got.lines);
}

TEST_CASE("dujiaoka: a key meets its order within one product")
{
    ReadOptions options;
    options.secret_key = "k";
    const auto got = test::read_bytes(
        format_dujiaoka,
        create +
            "INSERT INTO `carmis` VALUES (1,1,2,0,'KEY-AAAA-1','2024-02-01 00:00:00','2024-03-01 10:04:59'),"
            "(2,2,2,0,'KEY-AAAA-1','2023-02-01 00:00:00','2023-03-01 10:04:59');\n" +
            order("A1", "1", "key-aaaa-1\\nKEY-AAAA-1\\nKEY-AAAA-1", "4") + order("A2", "1", "", "1") +
            order("A3", "2", "account: 10001", "4") + order("A4", "1", "label:value", "3"),
        options);
    const auto orders = got.all<model::Order>();
    REQUIRE(orders.size() == 4);
    CHECK(orders[0].buyer.ip == "203.0.113.1");
    CHECK(orders[0].amount == Money{990, 2, "CNY"});
    CHECK(orders[1].status == "wait_pay");
    std::string kinds;
    for (const auto& e : got.all<model::Event>()) kinds += e.order + ":" + e.kind + " ";
    CHECK(kinds ==
          "A1:placed A1:paid A1:code_sent A1:code_sent A2:placed A3:placed A3:paid A3:delivered A4:placed A4:paid ");
    const auto sent = got.all<model::Event>()[3];
    CHECK(sent.ref == fingerprint("KEY-AAAA-1", "k"));
    CHECK(sent.batch == "2024-02-01 00:00:00");
    CHECK(sent.when.local == "2024-03-01T10:04:59");
    CHECK(sent.when.zone.empty()); // nothing in this dump sets one
}

TEST_CASE("dujiaoka: what a statement sets or hides")
{
    using namespace shop_dump;
    CHECK(zone_set_by("/*!40103 SET TIME_ZONE='+00:00' */") == "UTC");
    CHECK(zone_set_by("SET time_zone = \"+08:00\"") == "+08:00");
    CHECK(zone_set_by("/*!40103 SET @OLD_TIME_ZONE=@@TIME_ZONE */") == "");
    CHECK(zone_set_by("SET TIME_ZONE='SYSTEM'") == "");
    CHECK_FALSE(may_hold_secrets("DROP TABLE x"));
    CHECK_FALSE(may_hold_secrets("CREATE TABLE x (a int COMMENT 'b')"));
    CHECK(may_hold_secrets("SET PASSWORD = 'x'"));
    CHECK(may_hold_secrets("CREATE USER a IDENTIFIED BY 'x'"));
    CHECK(may_hold_secrets("UPDATE pays SET merchant_key='x'"));
    KeptCopy copy("UPDATE p SET k='a\\'b''c-1', n=\"x\";");
    copy.hide_strings(0, 100);
    CHECK(copy.take() == "UPDATE p SET k='*\\**''*-*', n=\"*\";");
}

TEST_CASE("dujiaoka: the installer's own dump")
{
    const std::string path = TEST_SHARED_DIR "/fixtures/dujiaoka_sql/install.sql";
    if (!std::filesystem::exists(path)) {
        MESSAGE("skipped: 1 dujiaoka dump is not here");
        return;
    }
    const auto bytes = read_file(path);
    CHECK(format_dujiaoka.sniff(test::probe_of(bytes.substr(0, probe_bytes))) > 50);
    const auto got = test::read_bytes(format_dujiaoka, bytes);
    CHECK(got.records.empty());
    CHECK(got.adds_up());
    CHECK(got.findings.tally.rejected == 0);
    // 65 INSERTs, 19 CREATEs, as counted with grep
    CHECK(got.findings.tally.total >= 65 + 19);
    REQUIRE(got.findings.kept_copy);
    CHECK(got.findings.kept_copy->find("$2y$10$") == std::string::npos);
}

#include "ingest/sql_dump.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace redress::ingest::sql;

namespace {

std::string shape(const std::string& bytes, const std::string& encoding = "UTF-8")
{
    Reader reader(bytes, encoding);
    std::string out;
    for (Item item; reader.next(item);) {
        switch (item.kind) {
        case Item::Kind::table:
        case Item::Kind::row: out += (item.kind == Item::Kind::row ? "row " : "table ") + item.table; break;
        case Item::Kind::other: out += "other"; break;
        case Item::Kind::bad: out += "bad " + item.table; break;
        }
        for (const auto& column : item.columns) out += " " + column;
        for (const auto& value : item.values) {
            out += value.kind == Value::Kind::null         ? "|NULL"
                   : value.kind == Value::Kind::number     ? "|#" + value.text
                   : value.kind == Value::Kind::expression ? "|~" + value.text
                                                           : "|" + value.text;
            CHECK(value.offset + value.length <= bytes.size());
        }
        out += ";";
    }
    return out;
}

} // namespace

TEST_CASE("sql: statements of ugly dumps")
{
    const std::pair<std::string, const char*> cases[] = {
        {"INSERT INTO `t` VALUES (1,'a',NULL);", "row t|#1|a|NULL;"},
        {"insert into t (`id`, `b`) values (1, 'x'), (2,'y')\n;", "row t id b|#1|x;row t id b|#2|y;"},
        {"INSERT IGNORE INTO `db`.`t` VALUES (-1.50);", "row t|#-1.50;"},
        {"REPLACE INTO t VALUES (1);", "row t|#1;"},
        {R"(INSERT INTO t VALUES ('it\'s','it''s','a\\b','1\r\n2',"q""q");)", "row t|it's|it's|a\\b|1\r\n2|q\"q;"},
        {"INSERT INTO t VALUES ('a);b','(,)');", "row t|a);b|(,);"},
        {"INSERT INTO t VALUES (_binary 'xy',0x414243,x'4142',N'z',0xFF);", "row t|xy|ABC|AB|z|~0xFF;"},
        {"INSERT INTO t VALUES (NOW(),CONCAT('a','b'));", "row t|~NOW()|~ab;"},
        {"INSERT INTO t VALUES ('x') ON DUPLICATE KEY UPDATE a='(1)';\nINSERT INTO u VALUES (2);", "row t|x;row u|#2;"},
        {"-- note; 'x\n# more\n/* c;'d */ DROP TABLE IF EXISTS `t`;", "other;"},
        {"/*!40103 SET TIME_ZONE='+00:00' */;\nLOCK TABLES `t` WRITE;", "other;other;"},
        {"CREATE TABLE `t` (\n `id` int(11) NOT NULL COMMENT 'a,b; (c)',\n `key` enum('x','y'),\n PRIMARY KEY (`id`),\n KEY "
         "`k` (`key`)\n) ENGINE=InnoDB;",
         "table t id key;"},
        {"CREATE TABLE IF NOT EXISTS t (id int, name text, UNIQUE (id));", "table t id name;"},
        {"INSERT INTO t VALUES (1,'open\nINSERT INTO t VALUES (2);", "bad t;row t|#2;"},
        {"INSERT INTO t VALUES (1,'cut off", "bad t;"},
        {"INSERT INTO t SELECT 1;\nINSERT INTO t VALUES (3);", "bad t;row t|#3;"},
        {"INSERT INTO t VALUES (,);", "bad t;"},
        {"\xEF\xBB\xBF"
         "BEGIN;COMMIT;",
         "other;other;"},
        {"", ""},
        {"\n;;\n", ""},
    };
    for (const auto& c : cases) {
        const auto& bytes = c.first;
        const auto* want = c.second;
        CAPTURE(bytes);
        CHECK(shape(bytes) == want);
    }
    // In GBK the second byte of 誠 (D5 5C) is a backslash: it escapes nothing.
    CHECK(shape("INSERT INTO t VALUES ('\xD5\\',2);", "GB18030") == "row t|誠|#2;");
}

TEST_CASE("sql: places of values")
{
    const std::string bytes = "-- x\nINSERT INTO t VALUES (1, 'ab'),\n(2,'cd');";
    Reader reader(bytes, "UTF-8");
    Item item;
    REQUIRE(reader.next(item));
    CHECK(item.line == 2);
    CHECK(bytes.substr(item.offset, item.length) == "(1, 'ab')");
    CHECK(bytes.substr(item.values[1].offset, item.values[1].length) == "'ab'");
    REQUIRE(reader.next(item));
    CHECK(item.line == 3);
    CHECK(bytes.substr(item.offset, item.length) == "(2,'cd')");
    CHECK_FALSE(reader.next(item));
}

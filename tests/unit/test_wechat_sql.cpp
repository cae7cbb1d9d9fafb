#include "read_format.hpp"

#include <doctest/doctest.h>

using namespace redress;
using namespace redress::ingest;

namespace redress::ingest {
extern const Format format_wechat_sql, format_dujiaoka;
}

namespace {

const std::string head =
    "BEGIN;\nCREATE TABLE IF NOT EXISTS weflow_messages (\n  session_id TEXT NOT NULL,\n  content TEXT\n);\n"
    "CREATE INDEX IF NOT EXISTS i ON weflow_messages (session_id, create_time);\n";
const std::string insert =
    "INSERT INTO weflow_messages (session_id, local_id, message_id, create_time, sender, is_send, local_type, "
    "media_type, content, media_path) VALUES (";

std::string row(const std::string& values)
{
    return insert + values + ");\n";
}

test::Got read(const std::string& bytes)
{
    auto got = test::read_bytes(format_wechat_sql, bytes, {}, "chat.sql");
    CHECK(got.adds_up());
    return got;
}

std::string told(const test::Got& got)
{
    std::string out;
    for (const auto& m : got.all<model::Message>()) {
        out += m.thread + "|" + m.sender + (m.role == model::Role::system ? "(system)" : "") +
               (m.deleted ? "(recalled)" : "") + "|" + m.text;
        for (const auto& a : m.attachments) out += "|" + a.name + ":" + a.media_type;
        out += "\n";
    }
    return out;
}

} // namespace

TEST_CASE("WeFlow's SQL")
{
    const auto got = read(
        head + row("'wxid_red', '1', '7437267147299592543', 1772676000, 'wxid_red', FALSE, 1, NULL, 'it''s \\n; ok', NULL") +
        row("'wxid_red', '2', '2', 1772676060, 'wxid_s', TRUE, 3, 'image', 'C:\\', 'media/a.jpg'") +
        row("'wxid_red', '3', NULL, 1772676120, NULL, FALSE, 10000, NULL, '你撤回了一条消息', NULL") + "COMMIT;\n");
    CHECK(told(got) == "wxid_red|wxid_red|it's \\n; ok\nwxid_red|wxid_s|C:\\|a.jpg:image/*\n"
                       "wxid_red|wxid_red(system)(recalled)|你撤回了一条消息\n");
    CHECK(got.all<model::Message>()[0].native_id == "7437267147299592543");
    CHECK(got.all<model::Message>()[1].native_id.empty());
    CHECK(time::to_rfc3339(*got.all<model::Message>()[0].when.at) == "2026-03-05T02:00:00Z");
    CHECK(got.records[1].extra["self"] == Json(true));
}

TEST_CASE("which SQL is WeFlow's")
{
    CHECK(format_wechat_sql.sniff(test::probe_of(head)) > 90);
    CHECK(format_dujiaoka.sniff(test::probe_of(head)) == 0);
    for (const char* other : {"", "weflow_messages", "CREATE TABLE `orders` (`order_sn` int);"})
        CHECK(format_wechat_sql.sniff(test::probe_of(other)) == 0);
}

TEST_CASE("ugly SQL adds up")
{
    CHECK_THROWS(read(""));
    CHECK_THROWS(read("SELECT 1;"));
    const auto ugly = read(head + row("'a', 'b'") + row("'a','1','x',nonsense,'b',maybe,'?',NULL,NULL,NULL") +
                           "DROP TABLE x;\n" + insert + "'never ends");
    CHECK(ugly.records.size() == 1);
    CHECK(ugly.findings.tally.rejected == 2);
    CHECK(ugly.remarked("bad-date"));
    const auto whole =
        head + row("'wxid_red', '1', '7437267147299592543', 1772676000, 'wxid_red', FALSE, 1, NULL, 'it''s', NULL");
    for (std::size_t at = 0; at < whole.size(); ++at) try {
            read(whole.substr(0, at));
        } catch (const std::exception&) {
            CHECK(at < head.size());
        }
}

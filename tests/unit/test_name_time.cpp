#include "ingest/chat_lines.hpp"
#include "ingest/name_time_head.hpp"
#include "ingest/wangwang_words.hpp"
#include "read_format.hpp"

#include <doctest/doctest.h>

using namespace redress;
using namespace redress::ingest;

namespace redress::ingest {
extern const Format format_name_time;
}

namespace {

test::Got read(const std::string& bytes)
{
    auto got = test::read_bytes(format_name_time, bytes, {}, "chat.txt");
    CHECK(got.adds_up());
    return got;
}

std::string told(const test::Got& got)
{
    std::string out;
    for (const auto& m : got.all<model::Message>()) {
        std::string text = m.text;
        for (std::size_t at = 0; (at = text.find('\n', at)) != std::string::npos;) text.replace(at, 1, "/");
        out += m.sender + (m.role == model::Role::system ? "(system)" : "") + "|" + text + "\n";
    }
    return out;
}

int sniff(const std::string& text)
{
    return format_name_time.sniff(test::probe_of(text));
}

} // namespace

TEST_CASE("heads with the time behind the name")
{
    const struct {
        const char *line, *name, *local, *rest;
    } table[] = {
        {"tb5550100 2026-1-5 9:03:07", "tb5550100", "2026-01-05T09:03:07", ""},
        {"tb55501002026-01-05 09:03:07", "tb5550100", "2026-01-05T09:03:07", ""}, // glued
        {"小蓝2026-01-05 09:03:07", "小蓝", "2026-01-05T09:03:07", ""},
        {"小蓝(2026-01-05 09:03:07):", "小蓝", "2026-01-05T09:03:07", ""},
        {"小蓝(2026-01-05 09:03:07): 你好", "小蓝", "2026-01-05T09:03:07", "你好"},
        {"小蓝（2026-01-05 09:03:07）：你好", "小蓝", "2026-01-05T09:03:07", "你好"},
        {"(2026-01-05 09:03:07)  小蓝:", "小蓝", "2026-01-05T09:03:07", ""},
        {"(2026-01-05 09:03:07)  店铺:客服A:", "店铺:客服A", "2026-01-05T09:03:07", ""},
        {"(2026-01-05 09:03:07)  店铺:客服A: 您好", "店铺:客服A", "2026-01-05T09:03:07", "您好"},
        {"(2026-01-05 09:03:07)  小蓝:您好", "小蓝", "2026-01-05T09:03:07", "您好"},
        {"(2026-01-05 09:03:07)  小蓝:https://example.com", "小蓝", "2026-01-05T09:03:07", "https://example.com"},
        {"小蓝 2013年6月1日 12:00:05", "小蓝", "2013-06-01T12:00:05", ""},
        {"小蓝 2013年6月1日 星期六 下午1:00:05", "小蓝", "2013-06-01T13:00:05", ""},
        {"Ana Buyer 2026-01-05 09:03", "Ana Buyer", "2026-01-05T09:03:00", ""},
        {"Ana Jan 02, 2026, 10:11", "Ana", "2026-01-02T10:11:00", ""},
        {"Ana January 2, 2026 10:11:12 PM", "Ana", "2026-01-02T22:11:12", ""},
        {"Ana 2 Sept 2026 10:11", "Ana", "2026-09-02T10:11:00", ""},
        {"Room 12:30 2026-01-05 09:03:07", "Room 12:30", "2026-01-05T09:03:07", ""}, // a time in the name
        {"\xE2\x80\x8E小蓝\xE3\x80\x80"
         "2026-01-05\xC2\xA0"
         "09:03:07 ",
         "小蓝", "2026-01-05T09:03:07", ""},
        {"小蓝 2026/01/05 09:03:07:", "小蓝", "2026-01-05T09:03:07", ""},
    };
    for (const auto& row : table) {
        CAPTURE(row.line);
        NamedHead head;
        REQUIRE(scan_named_head(row.line, head));
        CHECK(head.name == row.name);
        CHECK(head.time.day == TimeMark::Day::known);
        CHECK(time::to_string(head.time.local) == row.local);
        CHECK(head.rest == row.rest);
    }
    NamedHead head;
    REQUIRE(scan_named_head("店铺:客服A --> 小蓝 2026-01-05 09:03:07", head));
    CHECK(head.name == "店铺:客服A");
    CHECK(head.to == "小蓝");
    REQUIRE(scan_named_head("A 2/14/2026 9:16:13 PM", head));
    CHECK(head.time.day == TimeMark::Day::open);
    CHECK(head.time.local.hour == 21);
    REQUIRE(scan_named_head("小蓝  20:13", head));
    CHECK(head.time.day == TimeMark::Day::none);
    CHECK(head.wide);
    CHECK_FALSE(head.time.seconds);
}

TEST_CASE("lines that are no head")
{
    for (const char* line : {"", "小蓝", "2026-01-05 09:03:07", "小蓝 2026-01-05", "小蓝 2026-01-05 09:03:07 你好",
                             "小蓝 2026-01-05 09:03:07: 你好", "[2026-01-05 09:03:07] 小蓝: 你好",
                             "[2026-01-05, 09:03] Ana: m", "12/7/17, 22:35 - A: m", "May 17, 2022  5:29:42 PM",
                             "小蓝(2026-01-05 09:03:07", "(2026-01-05 09:03) 12:30 https://example.com", "1.2.3 10:00x",
                             "ratio 1:2", "http://example.com:8080/a", "a:b", "::::", "小蓝 2026-01-05T"}) {
        CAPTURE(line);
        NamedHead head;
        CHECK_FALSE(scan_named_head(line, head));
    }
    for (const char* line : {"2026-01-05 09:03:07", " 2026-1-5 9:03 ", "Jan 02, 2026, 10:11", "(2026"}) {
        TimeMark mark;
        CHECK(scan_bare_time(line, mark) == (line[0] != '('));
    }
    for (const char* line : {"2026-01-05", "20:13:00", "2026-01-05 09:03:07 x", "x 2026-01-05 09:03:07", ""}) {
        CAPTURE(line);
        TimeMark mark;
        CHECK_FALSE(scan_bare_time(line, mark));
    }
}

TEST_CASE("lines with a day")
{
    for (const char* line :
         {"—————  2021-10-24  —————", "— —  2021-10-24  — —", "--- 2021年10月24日 星期日 ---", "=== 2021/10/24 ==="}) {
        CAPTURE(line);
        TimeMark mark;
        REQUIRE(scan_day_line(line, mark));
        CHECK(mark.local.year == 2021);
        CHECK(mark.local.day == 24);
    }
    for (const char* line :
         {"2021-10-24", "— 2021-10-24", "2021-10-24 —————", "————————————", "-- 2021-10-24 20:13 --", "- x -"}) {
        CAPTURE(line);
        TimeMark mark;
        CHECK_FALSE(scan_day_line(line, mark));
    }
}

TEST_CASE("who could be called what")
{
    for (const char* name :
         {"tb5550100", "小蓝", "店铺:客服A", "Ana Buyer", "浪费时间", "👩‍👧", "O'Brien", "Northwind Co., Ltd."})
        CHECK_MESSAGE(doubt_name(name) == NameDoubt::none, name);
    for (const char* name : {"。", "吃了吗？", "...", "~", "小王|代购",
                             "Northwind International Trading and Printing Co., Ltd.", "我昨天买的，今天 收到"})
        CHECK_MESSAGE(doubt_name(name) == NameDoubt::once, name);
    for (const char* name :
         {"", "下单时间", "付款时间：", "时间", "订单创建时间", "Order time", "date", "cell,", "a\tb", "https://example.com",
          "a sentence that goes on for much longer than anybody or any firm is called in earnest, and on"})
        CHECK_MESSAGE(doubt_name(name) == NameDoubt::always, name);
}

TEST_CASE("Wangwang names: sites and sub-accounts")
{
    const struct {
        const char *written, *site, *sender, *account, *sub;
    } table[] = {
        {"cntaobao小蓝", "cntaobao", "小蓝", "", ""},
        {"enaliintfr5550100", "enaliint", "fr5550100", "", ""},
        {"cnalichn店铺:客服A", "cnalichn", "店铺:客服A", "店铺", "客服A"},
        {"店铺：客服A", "", "店铺：客服A", "店铺", "客服A"},
        {"[小蓝]", "", "小蓝", "", ""},
        {"cntaobao", "", "cntaobao", "", ""},
        {":x", "", ":x", "", ""},
        {"x:", "", "x:", "", ""},
        {"", "", "", "", ""},
    };
    for (const auto& row : table) {
        CAPTURE(row.written);
        const auto name = wangwang::read_name(row.written);
        CHECK(name.site == row.site);
        CHECK(name.sender == row.sender);
        CHECK(name.account == row.account);
        CHECK(name.sub_account == row.sub);
    }
}

TEST_CASE("chats with the time behind the name")
{
    const struct {
        const char *text, *told;
        std::uint64_t rejected;
    } table[] = {
        {"A 2026-01-05 09:03:07\nx\ny\nB 2026-01-05 09:03:08\nz\n", "A|x/y\nB|z\n", 0},
        {"A 2026-01-05 09:03:07\n\nx\n\n\ny\n\nB 2026-01-05 09:03:08\n", "A|x///y\nB|\n", 0},
        {"A\n2026-01-05 09:03:07\nx\nB\n2026-01-05 09:03:08\ny\nz\n", "A|x\nB|y/z\n", 0},
        {"A 2026-01-05 09:03:07\nx\n2026-01-05 09:03:07\ny\n", "A|x/2026-01-05 09:03:07/y\n", 0}, // a time is words here
        {"A 2026-01-05 09:03:07\n下单时间 2026-01-05 09:00:00\n付款时间：2026-01-05 09:00:00\n",
         "A|下单时间 2026-01-05 09:00:00/付款时间：2026-01-05 09:00:00\n", 0},
        {"A 2026-01-05 09:03:07\n我是昨天下单的，时间 2026-01-04 09:00:00\n", "A|我是昨天下单的，时间 2026-01-04 09:00:00\n",
         0},
        {"A 2026-01-05 09:03:07\n明天 9:30\n", "A|明天 9:30\n", 0},
        {"—— 2026-01-05 ——\nA  9:03\nx\nmeet 9:30\n", "A|x/meet 9:30\n", 0},
        {"A 2026-01-05 09:03:07\nx\n已读\n未读\nB 2026-01-05 09:03:08\n已读\n", "A|x\nB|已读\n", 0},
        {"A 2026-01-05 09:03:07\nx\n由 服务助手 转交给 店:客服B\ny\n", "A|x/y\n(system)|由 服务助手 转交给 店:客服B\n", 0},
        {"A 2026-01-05 09:03:07\n机器人\n", "A|机器人\n", 0},
        {"A 2026-01-05 09:03:07\n当前用户来自 商品详情页\n", "A(system)|当前用户来自 商品详情页\n", 0},
        {"A 2026-01-05 09:03:07\nx\nA 撤回了一条消息\nB 2026-01-05 09:03:08\ny", "A|x\nA(system)|A 撤回了一条消息\nB|y\n",
         0},
        {"。 2026-01-05 09:03:07\nx\n。 2026-01-05 09:03:08\ny", "。|x\n。|y\n", 0},
        {"one\ntwo\n\nA 2026-01-05 09:03:07\nx\n", "A|x\n", 2},
        {"A 2026-02-30 09:03:07\nx\n", "A|x\n", 0},
        {"A(wxid_a) 01-02 15:04:05\nx\nB 1月2日 20:13\ny\n", "A(wxid_a)|x\nB|y\n",
         0}, // no year, no time, but the right name
        {"no chat\nat all\n", "", 2},
        {"\n\n", "", 0},
        {"", "", 0},
        {"A(2026-01-05 09:03:07): x\ny\n\nB(2026-01-05 09:03:08):\nz", "A|x/y\nB|z\n", 0},
        {"A 2026-01-05 09:03:07\rx\rB 2026-01-05 09:03:08\ry", "A|x\nB|y\n", 0},
    };
    for (const auto& row : table) {
        CAPTURE(row.text);
        const auto got = read(row.text);
        CHECK(told(got) == row.told);
        CHECK(got.findings.tally.rejected == row.rejected);
    }
}

TEST_CASE("a read receipt is no part of what identifies a message, a recall keeps its place")
{
    const auto got = read("A 2026-01-05 09:03:07\nx\n已读\nA撤回了一条消息\n");
    const auto m = got.all<model::Message>();
    REQUIRE(m.size() == 2);
    CHECK(m[0].text == "x");
    CHECK(got.records[0].extra["status"].string_or("") == "已读");
    CHECK(m[1].deleted);
    CHECK(m[1].when.local.empty());
}

TEST_CASE("words that could have been a head are named")
{
    const auto got = read("A 2026-01-05 09:03:07\nx\n我也是！ 2026-01-04 09:00:00\n下单时间 2026-01-04 09:00:00\n");
    CHECK(got.all<model::Message>().size() == 1);
    REQUIRE(got.findings.diagnostics.size() == 1);
    CHECK(got.findings.diagnostics[0].code == "not-a-head");
    CHECK(got.findings.diagnostics[0].line == 3);
    CHECK(got.findings.diagnostics[0].severity == Severity::note);
}

TEST_CASE("a day needs a year, and a clock a day")
{
    const struct {
        const char *text, *written;
        bool remarked;
    } table[] = {
        {"—— 2026-01-02 ——\nA  15:04\nx\n", "", false},
        {"—— 2026-01-02 ——\nA 01-03 15:04:05\nx\n", "01-03 15:04:05", true},
        {"A 1月3日 下午3:04\nx\n", "1月3日 下午3:04", true},
        {"A  15:04\nx\n", "15:04", true},
    };
    for (const auto& row : table) {
        CAPTURE(row.text);
        const auto got = read(row.text);
        const auto m = got.all<model::Message>();
        REQUIRE(m.size() == 1);
        CHECK(m[0].sender == "A");
        CHECK(m[0].when.local == row.written);
        CHECK(got.remarked("no-date") == row.remarked);
    }
}

TEST_CASE("GBK as Wangwang writes it, with the places of the original bytes")
{
    const std::string text = "\xD0\xA1\xC0\xB6 2026-01-05 09:03:07\r\n\xD4\xDA\xC2\xF0\r\n\xB5\xEA\xC6\xCC 2026-01-05 "
                             "09:04:07\r\n\xD4\xDA\xB5\xC4\r\n";
    const auto got = read(text); // 小蓝: 在吗, 店铺: 在的
    CHECK(told(got) == "小蓝|在吗\n店铺|在的\n");
    CHECK(got.findings.encoding == "GB18030");
    const auto& source = got.records.at(1).sources.back();
    CHECK(text.substr(source.offset, source.length) == "\xB5\xEA\xC6\xCC 2026-01-05 09:04:07\r\n\xD4\xDA\xB5\xC4\r\n");
}

TEST_CASE("bytes that are no text of the encoding are replaced and counted")
{
    ReadOptions options;
    options.encoding = "UTF-8";
    const auto got = test::read_bytes(format_name_time, "A 2026-01-05 09:03:07\nx\xFF\n", options, "chat.txt");
    CHECK(told(got) == "A|x\xEF\xBF\xBD\n");
    CHECK(got.remarked("bad-encoding"));
}

TEST_CASE("what looks like such a chat, and what does not")
{
    const std::string body = "\nx\n";
    CHECK(sniff("A 2026-01-05 09:03:07" + body + "B 2026-01-05 09:03:07" + body) > 60);
    CHECK(sniff("A\n2026-01-05 09:03:07" + body + "B\n2026-01-05 09:03:07" + body) > 60);
    CHECK(sniff("—— 2026-01-05 ——\nA  9:03\n\nx\n\nB  9:04\n\ny\n") > 60);
    for (const auto* other :
         {"", "A 2026-01-05 09:03:07\nx\n", "12/7/17, 22:35 - A: m\n12/7/17, 22:36 - B: m\n",
          "[2026-01-05, 09:03] Ana: m\n[2026-01-05, 09:04] Ben: m\n",
          "May 17, 2022  5:29:42 PM\nMe\nHello\n\nMay 17, 2022  5:30:42 PM\nBen\nHello\n",
          "task one 2026-01-05 09:03:07\ntask two 2026-01-05 09:03:08\n", // a log: nothing is said
          "one 2026-01-05 09:03\na\ntwo 2026-01-06 09:03\nb\nthree 2026-01-07 09:03\nc\nfour 2026-01-08 09:03\nd\n",
          "a,2026-01-05 09:03:07\nb,2026-01-05 09:03:08\n",
          "Order time 2026-01-05 09:03:07\nx\nPayment time 2026-01-05 09:03:09\ny\n",
          "long\nago\nin\na\nbook\nA 2026-01-05 09:03:07\nx\nB 2026-01-05 09:03:07\ny\n"}) {
        CAPTURE(other);
        CHECK(sniff(other) == 0);
    }
}

TEST_CASE("lines with the ones around them")
{
    PeekLines lines("a\r\nb\n\nc");
    std::string seen;
    while (lines.next())
        seen += std::string(lines.before()) + "<" + lines.now().text + ">" + std::string(lines.ahead()) +
                std::to_string(lines.now().number) + ";";
    CHECK(seen == "<a>b1;a<b>2;b<>c3;<c>4;");
    CHECK(trim_line(" \xEF\xBB\xBF\xE3\x80\x80x y\xC2\xA0 \xE2\x80\x8E") == "x y");
    CHECK(trim_line(" \xE2\x80\x8E ").empty());
    CHECK(is_blank_line("\xE3\x80\x80\t"));
    CHECK_FALSE(is_blank_line("."));
}

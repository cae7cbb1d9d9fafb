#include "ingest/chat_words.hpp"
#include "ingest/qq_words.hpp"
#include "read_format.hpp"

#include <doctest/doctest.h>

using namespace redress;
using namespace redress::ingest;

namespace redress::ingest {
extern const Format format_qq_txt;
}

namespace {

const std::string rule(64, '=');

test::Got read(const std::string& bytes)
{
    auto got = test::read_bytes(format_qq_txt, bytes, {}, "qq.txt");
    CHECK(got.adds_up());
    return got;
}

// sender|local time as far as the reader knows it|text, one message a line
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
    return format_qq_txt.sniff(test::probe_of(text));
}

} // namespace

TEST_CASE("QQ names: title, nick, number")
{
    const struct {
        const char *written, *title, *nick, *id;
    } table[] = {
        {"小明(123456)", "", "小明", "123456"},
        {"【管理员】小明(123456)", "管理员", "小明", "123456"},
        {"【群主】【活跃】小明", "群主 活跃", "小明", ""},
        {"(A)(123123)", "", "(A)", "123123"},
        {"(B(123123)", "", "(B", "123123"},
        {"A<a@example.com>", "", "A", "a@example.com"},
        {"【管理员】(123456)", "管理员", "", "123456"},
        {"【VIP】", "", "【VIP】", ""},
        {"【未完", "", "【未完", ""},
        {"小明(123)", "", "小明(123)", ""},                     // too short for a number
        {"小明(1234567890123)", "", "小明(1234567890123)", ""}, // too long
        {"小明(abc)", "", "小明(abc)", ""},
        {"A<b>", "", "A<b>", ""},
        {"  小明  ", "", "小明", ""},
        {")", "", ")", ""},
        {"", "", "", ""},
    };
    for (const auto& row : table) {
        CAPTURE(row.written);
        const auto name = qq::read_name(row.written);
        CHECK(name.title == row.title);
        CHECK(name.nick == row.nick);
        CHECK(name.id == row.id);
    }
}

TEST_CASE("message manager: heads and what only looks like one")
{
    const struct {
        const char *text, *told;
    } table[] = {
        {"2026-03-01 20:43:38 A(123456)\nx\n\n2026-03-01 20:43:39 B(123457)\ny\n", "A|x\nB|y\n"},
        {"2026-3-1 8:43:38 A(123456)\nx", "A|x\n"},
        {"2026-03-01 20:43:38 A(123456)\r\nx\r\n\r\ny\r\n\r\n", "A|x//y\n"},
        {"2026-03-01 20:43:38 A(123456)\n\n2026-03-01 20:43:39 A(123456)\n", "A|\nA|\n"}, // nothing said
        {"2026-03-01 20:43:38 A\n2026-03-01 20:43:38\n\n2006-01-02 15:04:05 \n",
         "A|2026-03-01 20:43:38//2006-01-02 15:04:05 \n"},
        {"2026-03-01 20:43:38 A\nx 2026-03-01 20:43:38 B\n", "A|x 2026-03-01 20:43:38 B\n"},
        {"2026-03-01 20:43 A\nx", ""}, // no seconds
        {"2026-03-01 20:43:38 系统消息(10000)\nA撤回了一条消息", "系统消息(system)|A撤回了一条消息\n"},
        {"2026-03-01 20:43:38 (1000000)\nx", "1000000(system)|x\n"},
        {"2026-03-01 20:43:38 A(123456)\nA加入本群。", "A(system)|A加入本群。\n"},
        {"2026-03-01 20:43:38 A(123456)\n他说A加入本群。\n真的", "A|他说A加入本群。/真的\n"},
        {"2026-03-01 20:43:38 A --> B\nx", "A --> B|x\n"},
    };
    for (const auto& row : table) {
        CAPTURE(row.text);
        CHECK(told(read(row.text)) == row.told);
    }
}

TEST_CASE("message manager: times of both clocks")
{
    const struct {
        const char *head, *local, *sender;
    } table[] = {
        {"2026-03-01 8:43:38 PM A(123456)", "2026-03-01T20:43:38", "A"},
        {"2026-03-01 12:00:01 AM A(123456)", "2026-03-01T00:00:01", "A"},
        {"2026-03-01 12:00:01 PM A(123456)", "2026-03-01T12:00:01", "A"},
        {"2026-03-01 下午 8:43:38 A(123456)", "2026-03-01T20:43:38", "A"},
        {"2026/3/1 20:43:38 PMA(123456)", "2026-03-01T20:43:38", "PMA"},
        {"2026-03-01 8:43:38 PM", "2026-03-01T08:43:38", "PM"}, // somebody called PM
        {"1883-03-07 11:22:33 A(123123)", "1883-03-07T11:22:33", "A"},
    };
    TempDir folder;
    for (const auto& row : table) {
        CAPTURE(row.head);
        const auto path = (folder.path() / "x").string();
        write_file(path, std::string(row.head) + "\nx\n");
        const auto file = MappedFile::open(path);
        Findings findings;
        const ReadOptions options;
        std::vector<Draft> drafts;
        Reading reading{file, "x", options, findings, [&](Draft&& d) { drafts.push_back(std::move(d)); }};
        format_qq_txt.read(reading);
        REQUIRE(drafts.size() == 1);
        REQUIRE(drafts[0].local.has_value());
        CHECK(time::to_string(*drafts[0].local) == row.local);
        CHECK(std::get<model::Message>(drafts[0].record.body).sender == row.sender);
    }
}

TEST_CASE("message manager: several conversations in one file, rules in a message")
{
    const auto got =
        read("\xEF\xBB\xBF消息记录（此消息记录为文本格式，不支持重新导入）\r\n\r\n" + rule + "\r\n消息分组:我的群聊\r\n" +
             rule + "\r\n消息对象:一群\r\n" + rule + "\r\n\r\n2026-03-01 20:43:38 A(123456)\r\n" + rule +
             "\r\n消息对象:不是\r\n\r\n" + rule + "\r\n消息分组:我的好友\r\n" + rule + "\r\n消息对象:B\r\n" + rule +
             "\r\n\r\n2026-03-01 20:43:38 B\r\n消息对象:也不是\r\n");
    const auto m = got.all<model::Message>();
    REQUIRE(m.size() == 2);
    CHECK(m[0].thread == "一群");
    CHECK(got.records[0].extra["group"].string_or("") == "我的群聊");
    CHECK(m[1].thread == "B");
    CHECK(m[1].text == "消息对象:也不是");
    CHECK(got.findings.tally.rejected == 0);
}

TEST_CASE("a head pasted into a message is not one where blank lines keep messages apart")
{
    std::string text;
    for (int i = 10; i < 20; ++i) text += "2026-03-01 20:43:" + std::to_string(i) + " A\nwords\n\n";
    text += "2026-03-01 20:44:00 B\nlook:\n2026-02-01 10:00:00 订单已发货\nsee\n";
    const auto got = read(text);
    const auto m = got.all<model::Message>();
    REQUIRE(m.size() == 11);
    CHECK(got.remarked("not-a-head"));
    CHECK(m[10].text == "look:\n2026-02-01 10:00:00 订单已发货\nsee");
}

TEST_CASE("pictures a text cannot hold are attachments")
{
    const auto m = read("2026-03-01 20:43:38 A(123456)\n[图片]看[语音][表情][文件][红包\n").all<model::Message>();
    REQUIRE(m.size() == 1);
    CHECK(m[0].attachments == std::vector<model::Attachment>{{"", "image/*", ""}, {"", "audio/*", ""}, {"", "", ""}});
    CHECK(m[0].text == "[图片]看[语音][表情][文件][红包");
}

TEST_CASE("what is copied out of a QQ window")
{
    const struct {
        const char *text, *told;
        const char* remark; // empty: none
    } table[] = {
        {"【冒泡】A 2/14/2026 9:16:13 PM\nx\n", "A|x\n", "date-order"},
        {"A(123456) 2026/2/14 21:16:13\nx\nA撤回了一条消息\n", "A|x\nA(system)|A撤回了一条消息\n", ""},
        {"【冒泡】A 2/14/2026 9:16:13 PM\n2026-02-14 20:43:38 发货了\nB 2/14/2026 9:17:13 PM\nx\n",
         "A|2026-02-14 20:43:38 发货了\nB|x\n", "date-order"},
        {"A 9:59:54 PM\nx\n", "A|x\n", "no-date"},
        {"— —  2026-2-21  — —\nA  23:50:12 \nx\nB  23:51:00 \ny\n", "A|x\nB|y\n", ""},
        {"words\nA 2026/2/14 21:16:13\nx\n", "A|x\n", "no-header"},
        {"nothing of the kind\n", "", "no-header"},
        {"", "", ""},
    };
    for (const auto& row : table) {
        CAPTURE(row.text);
        const auto got = read(row.text);
        CHECK(told(got) == row.told);
        if (*row.remark == '\0')
            CHECK(got.findings.diagnostics.empty());
        else
            CHECK(got.remarked(row.remark));
    }
}

TEST_CASE("who recalled a message")
{
    CHECK(recalled_by("小明撤回了一条消息") == "小明");
    CHECK(recalled_by("小明 撤回了一条消息") == "小明");
    for (const char* other :
         {"撤回了一条消息", "", "我说，他撤回了一条消息", "小明撤回了一条消息吗", "a\nb撤回了一条消息"}) {
        CAPTURE(other);
        CHECK(recalled_by(other).empty());
    }
}

TEST_CASE("what looks like QQ, and what does not")
{
    CHECK(sniff("消息记录（此消息记录为文本格式，不支持重新导入）\n") == 95);
    CHECK(sniff(rule + "\n消息对象:x\n" + rule + "\n") == 95);
    CHECK(sniff("2026-03-01 20:43:38 A(123456)\nx\n") > 70);
    CHECK(sniff("2026-03-01 20:43:38 A\nx\n\n2026-03-01 20:43:39 B\ny\n") > 60);
    CHECK(sniff("【冒泡】A 2/14/2026 9:16:13 PM\nx\n") > 70);
    CHECK(sniff("— —  2026-2-21  — —\nA  23:50:12 \nx\n") > 70);
    for (const auto* other :
         {"", "消息对象:x\n", "12/7/17, 22:35 - A: m\n", "[2026-03-01, 12:23] A: m\n",
          "2026-03-01 20:43:38 INFO started\n2026-03-01 20:43:39 WARN slow\n2026-03-01 20:43:40 INFO done\n",
          "2026-03-01 20:43:38 | AB100200 | key\n2026-03-01 20:43:39 | AB100201 | key\n",
          "2026-03-01 20:43:38 job one\ntrace\n2026-03-01 20:43:39 job two\ntrace\n2026-03-01 20:43:40 job "
          "three\ntrace\n2026-03-01 "
          "20:43:41 job four\ntrace\n",
          "A 2026-03-01 12:00:00\nx\nB 2026-03-01 12:00:01\ny\n"}) {
        CAPTURE(other);
        CHECK(sniff(other) == 0);
    }
    CHECK(sniff("From: a@example.com\nTo: b@example.com\nSubject: x\nDate: x\n\n" + rule + "\n消息对象:x\n" + rule +
                "\n2026-03-01 20:43:38 A(123456)\nx\n") == 0);
    CHECK(sniff("one\ntwo\nthree\nfour\n2026-03-01 20:43:38 A(123456)\nx\n") == 0);
}

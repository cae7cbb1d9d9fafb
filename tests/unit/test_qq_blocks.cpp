#include "read_format.hpp"

#include <doctest/doctest.h>

using namespace redress;
using namespace redress::ingest;

namespace redress::ingest {
extern const Format format_qq_blocks, format_qq_txt, format_name_time;
}

namespace {

test::Got read(const std::string& bytes)
{
    auto got = test::read_bytes(format_qq_blocks, bytes, {}, "chat.txt");
    CHECK(got.adds_up());
    return got;
}

// sender|text|attachments, one message a line
std::string told(const test::Got& got)
{
    std::string out;
    for (const auto& m : got.all<model::Message>()) {
        std::string text = m.text;
        for (std::size_t at = 0; (at = text.find('\n', at)) != std::string::npos;) text.replace(at, 1, "/");
        out += m.sender + (m.role == model::Role::system ? "(system)" : "") + (m.deleted ? "(recalled)" : "") + "|" + text;
        for (const auto& a : m.attachments) out += "|" + a.name + ":" + a.media_type;
        out += "\n";
    }
    return out;
}

const std::string rule(47, '=');
const std::string heading = "[QQChatExporter V5 / https://example.com]\n[…]\n\n" + rule +
                            "\n           QQ聊天记录导出文件\n" + rule +
                            "\n\n聊天名称: 货源群\n聊天类型: 群聊\n导出时间: 2026-04-01 17:31:41\n消息总数: 3\n"
                            "时间范围: 2026-03-05 10:00:00 - 2026-03-05 10:02:00\n\n\n";
const std::string talk =
    "[1]\n[群主] 小红:\n时间: 2026-03-05 10:00:00\n内容: 在吗\n第二行\n\n第三行: x\n\n\n"
    "[2]\n小店:\n时间: 2026-03-05 10:01:00\n类型: image\n内容: [图片: a.jpg]\n资源: 2 个文件\n  - image: a.jpg\n"
    "  - file: b.pdf\n\n\n系统消息:\n时间: 2026-03-05 10:02:00\n内容: 阿明加入了群聊\n\n\n";
const std::string ending = rule + "\n              导出完成\n" + rule + "\n总计导出 3 条消息\n";

} // namespace

TEST_CASE("qq-chat-exporter's text")
{
    const auto got = read(heading + talk + ending);
    CHECK(told(got) ==
          "小红|在吗/第二行//第三行: x\n小店|[图片: a.jpg]|a.jpg:image/*|b.pdf:\n系统消息(system)|阿明加入了群聊\n");
    CHECK(got.all<model::Message>()[0].thread == "货源群");
    CHECK(got.records[0].extra["sender_title"].string_or("") == "群主");
    CHECK(got.findings.declared == 3);
    CHECK_FALSE(got.remarked("declared-count"));
    CHECK(read(heading + talk.substr(0, talk.find("系统消息"))).remarked("declared-count"));
    // words that look like parts of a block
    CHECK(told(read(heading + "甲:\n时间: 2026-03-05 10:00:00\n内容: 内容: 时间: 1\n类型: x\n资源: 很多\n- image: y\n")) ==
          "甲|内容: 时间: 1/类型: x/资源: 很多/- image: y\n");
    CHECK(
        told(read(heading + "甲:\n时间: 2026-03-05 10:00:00\n内容: \n[2]\n乙:\n时间: 2026-03-05 10:00:01\n内容:\n两行\n")) ==
        "甲|[2]\n乙|两行\n"); // without a blank line above it a number is words
}

TEST_CASE("whose texts these are")
{
    const auto sniff = [](const std::string& text) { return format_qq_blocks.sniff(test::probe_of(text)); };
    CHECK(sniff(heading + talk) == 95);
    CHECK(sniff(heading) == 90);
    CHECK(format_qq_txt.sniff(test::probe_of(heading + talk)) < 90);
    for (const char* other :
         {"", "甲:\n时间: 2026-03-05 10:00:00\n内容: x\n", "聊天名称: x\n", "2026-03-05 10:00:00 甲\nx\n"})
        CHECK(sniff(other) == 0);
}

TEST_CASE("ugly blocks add up")
{
    CHECK_THROWS(read(""));
    CHECK_THROWS(read(heading));
    CHECK(read(heading + "甲:\n时间: 2026-02-31 10:00:00\n内容: x\n").remarked("bad-date"));
    const auto whole = heading + talk + ending;
    for (std::size_t at = heading.size(); at < whole.size(); ++at) try {
            read(whole.substr(0, at));
        } catch (const std::exception&) {
            CHECK(at < heading.size() + talk.find("内容"));
        }
}

#include "read_format.hpp"

#include <doctest/doctest.h>

using namespace redress;
using namespace redress::ingest;

namespace redress::ingest {
extern const Format format_qq_json;
}

namespace {

test::Got read(const std::string& bytes, const ReadOptions& options = {})
{
    auto got = test::read_bytes(format_qq_json, bytes, options, "chat.json");
    CHECK(got.adds_up());
    return got;
}

// thread|sender|text|attachments, one message a line
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

int sniff(const std::string& text)
{
    return format_qq_json.sniff(test::probe_of(text));
}

const std::string v4 =
    R"({"metadata":{"name":"QQChatExporter V4 / https://example.com","version":"4.0.0"},"chatInfo":{"name":"货源群","type":"group"},)"
    R"("statistics":{"totalMessages":3},"messages":[)"
    R"({"messageId":"7437267147299592543","timestamp":"2026-03-05T02:00:00.000Z","sender":{"uid":"u_a","uin":"87200175","name":"A"},)"
    R"("messageType":2,"isSystemMessage":false,"isRecalled":false,"content":{"text":"在吗","html":"","resources":[]},)"
    R"("rawMessage":{"sendNickName":"阿强","sendMemberName":"阿强[发货]"}},)"
    R"({"messageId":"7437267147299592544","timestamp":1772676060000,"sender":{"uid":"u_b","uin":"87200176","name":"小店"},)"
    R"("content":{"text":"[图片: a.jpg]","resources":[{"type":"image","filename":"a.jpg","size":9,"localPath":"images/a.jpg"}],)"
    R"("reply":{"messageId":"7437267147299592543","senderName":"阿强","content":"在吗"}},"isRecalled":true},)"
    R"({"messageId":"7437267147299592545","timestamp":"2026-03-05T02:02:00Z","sender":{"uid":"u_c","name":"系统"},)"
    R"("isSystemMessage":true,"content":{"text":"阿明加入了群聊"}}],"exportOptions":{}})";

const std::string line =
    R"({"id":"7437267147299592546","seq":"9","timestamp":1772676000000,"time":"2026-03-05 10:00:00","sender":{"uid":"u_a",)"
    R"("uin":"87200175","name":"老板","nickname":"阿强","groupCard":"阿强[发货]","remark":"老板","title":"管理员"},"type":"text",)"
    R"("content":{"text":"好","elements":[{"type":"reply","data":{"referencedMessageId":"1","senderName":"店","content":"发了"}}]},)"
    R"("recalled":false,"system":false})";

} // namespace

TEST_CASE("qq-chat-exporter, one file")
{
    const auto got = read(v4);
    CHECK(told(got) ==
          "货源群|阿强[发货]|在吗\n货源群|小店(recalled)|[图片: a.jpg]|a.jpg:image/*\n货源群|系统(system)|阿明加入了群聊\n");
    const auto messages = got.all<model::Message>();
    CHECK(messages[0].native_id == "7437267147299592543");
    CHECK(time::to_rfc3339(*messages[0].when.at) == "2026-03-05T02:00:00Z");
    CHECK(time::to_rfc3339(*messages[1].when.at) == "2026-03-05T02:01:00Z");
    CHECK(got.records[0].extra["sender_id"].string_or("") == "87200175");
    CHECK(got.records[2].extra["sender_id"].string_or("") == "u_c");
    CHECK(got.records[1].extra["reply_to"]["text"].string_or("") == "在吗");
    CHECK(got.records[1].extra["resources"].items().size() == 1);
    CHECK(got.findings.declared == 3);
    CHECK_FALSE(got.remarked("declared-count"));
    auto fewer = v4;
    fewer.replace(fewer.find("\"totalMessages\":3"), 17, "\"totalMessages\":8");
    CHECK(read(fewer).remarked("declared-count"));
}

TEST_CASE("version 5, chunks and parts")
{
    const auto part = read(line + "\n" + line + "\n");
    CHECK(told(part) == "|阿强[发货]|好\n|阿强[发货]|好\n");
    CHECK(part.records[0].extra["sender_title"].string_or("") == "管理员");
    CHECK(part.records[0].extra["reply_to"]["text"].string_or("") == "发了");
    CHECK(part.remarked("no-thread"));
    ReadOptions named;
    named.thread = "货源群";
    CHECK_FALSE(read(line, named).remarked("no-thread"));
    const auto chunk =
        "{\"metadata\":{\"name\":\"QQChatExporter 1\"},\"chatInfo\":{\"name\":\"群\"},\"messages\":[" + line + "]}";
    const auto chunked =
        read("{\"metadata\":{\"name\":\"QQChatExporter V4\"},\"chunkInfo\":{\"totalMessages\":2},\"chunks\":[" + chunk +
             "," + chunk + "]}");
    CHECK(told(chunked) == "群|阿强[发货]|好\n群|阿强[发货]|好\n");
    CHECK(chunked.findings.declared == 2);
    const auto manifest =
        read(R"({"metadata":{"name":"QQChatExporter V5"},"chatInfo":{"name":"群"},"statistics":{"totalMessages":2},)"
             R"("chunked":{"format":"jsonl","chunks":[{"file":"chunks/c000001.jsonl"}]}})");
    CHECK(manifest.records.empty());
    CHECK(manifest.remarked("parts"));
}

TEST_CASE("the number of the chat, where a message has it, is the conversation")
{
    auto raw = line;
    raw.insert(raw.size() - 1, R"(,"rawMessage":{"peerUin":"5550001","sendNickName":"阿强"})");
    const auto got = read(raw);
    CHECK(told(got) == "5550001|阿强|好\n");
    CHECK_FALSE(got.remarked("no-thread"));
}

TEST_CASE("the heading says whose account and whose chat it is")
{
    const auto got =
        read(R"({"metadata":{"name":"QQChatExporter V5"},"chatInfo":{"name":"小红","type":"private","selfUid":"u_a",)"
             R"("peerUid":"u_red"},"messages":[)" +
             line + "]}");
    CHECK(told(got) == "u_red|阿强[发货]|好\n");
    CHECK(got.records[0].extra["self"] == Json(true));
    CHECK(got.records[0].extra["thread_name"].string_or("") == "小红");
}

TEST_CASE("which JSON is qq-chat-exporter's")
{
    CHECK(sniff(v4) == 97);
    CHECK(sniff(line + "\n" + line) == 90);
    CHECK(sniff("\xEF\xBB\xBF[" + line + "]") == 85);
    CHECK(sniff(R"({"metadata":{},"chatInfo":{"name":"a"},"statistics":{"senders":[)") == 88);
    for (const char* other :
         {"", "{", "{}", "[]", "[{}]", R"({"metadata":{"name":"x"}})", R"({"id":"1","timestamp":1,"content":{"text":"a"}})",
          R"({"guild":{},"channel":{},"messages":[{"id":"1","timestamp":"","author":{},"content":""}]})",
          R"({"schema":"redress/1","type":"message","id":"m_1"})"}) {
        CAPTURE(other);
        CHECK(sniff(other) == 0);
    }
}

TEST_CASE("ugly exports add up")
{
    CHECK_THROWS(read(""));
    CHECK_THROWS(read("{}"));
    const auto ugly = read(
        R"({"metadata":{},"chatInfo":7,"messages":[1,null,{},{"sender":"x","content":"nur Text","timestamp":"x"},)"
        R"({"id":5,"timestamp":0,"time":"","rawMessage":{"msgTime":"1772676000"},"content":{"elements":[{"type":"text",)"
        R"("data":{"text":"a"}}]}},{"content":"x" 1}]})");
    CHECK(ugly.findings.tally.total == 6);
    CHECK(ugly.findings.tally.rejected == 3);
    CHECK(ugly.remarked("bad-date"));
    CHECK(told(ugly) == "||\n||nur Text\n||a\n");
    CHECK(ugly.all<model::Message>()[2].when.at.has_value());
    for (std::size_t at = v4.find("\"messages\""); at < v4.size(); ++at) try {
            const auto got = read(v4.substr(0, at));
            CHECK(got.remarked("truncated"));
        } catch (const std::exception&) {
            CHECK(at < v4.find("\"messages\"") + 12);
        }
    for (std::size_t at = 1; at < line.size(); ++at) try {
            read(line.substr(0, at));
        } catch (const std::exception&) {
            CHECK(sniff(line.substr(0, at)) < 90);
        }
}

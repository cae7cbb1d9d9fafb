#include "read_format.hpp"

#include <doctest/doctest.h>

using namespace redress;
using namespace redress::ingest;

namespace redress::ingest {
extern const Format format_wechat_json;
}

namespace {

test::Got read(const std::string& bytes)
{
    auto got = test::read_bytes(format_wechat_json, bytes, {}, "chat.json");
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
    return format_wechat_json.sniff(test::probe_of(text));
}

const std::string session =
    R"("session":{"wxid":"wxid_red","nickname":"红红","remark":"","displayName":"小红","type":"私聊",)"
    R"("lastTimestamp":1772676120,"messageCount":3,"avatar":"data:image/jpeg;base64,AAAA"})";
const std::string messages =
    R"("messages":[{"localId":1,"createTime":1772676000,"formattedTime":"2026-03-05 10:00:00","type":"文本消息","localType":1,)"
    R"("content":"在吗","isSend":0,"senderUsername":"wxid_red","senderDisplayName":"小红","platformMessageId":"7437267147299592543"},)"
    R"({"localId":2,"createTime":1772676060,"formattedTime":"2026-03-05 10:01:00","type":"图片消息","content":"media/images/a.jpg",)"
    R"("isSend":1,"senderUsername":"wxid_shop","senderDisplayName":"小店"},)"
    R"({"localId":3,"createTime":1772676120,"formattedTime":"2026-03-05 10:02:00","type":"系统消息","content":"你撤回了一条消息",)"
    R"("isSend":null,"senderUsername":"","senderDisplayName":""}])";

} // namespace

TEST_CASE("WeFlow and echotrace")
{
    const auto got = read("{\"weflow\":{\"version\":\"1.0.3\"}," + session + "," + messages + "}");
    CHECK(told(got) == "wxid_red|小红|在吗\nwxid_red|小店|media/images/a.jpg|a.jpg:image/*\n"
                       "wxid_red|(system)(recalled)|你撤回了一条消息\n");
    const auto first = got.all<model::Message>()[0];
    CHECK(time::to_rfc3339(*first.when.at) == "2026-03-05T02:00:00Z");
    CHECK(first.when.local == "2026-03-05T10:00:00");
    CHECK(first.when.zone == "+08:00");
    CHECK(first.native_id == "7437267147299592543");
    CHECK(got.all<model::Message>()[1].native_id.empty()); // localId counts the file's messages
    CHECK(got.records[0].extra["thread_name"].string_or("") == "小红");
    CHECK(got.records[0].extra["sender_id"].string_or("") == "wxid_red");
    CHECK(got.records[1].extra["self"] == Json(true));
    CHECK(got.findings.declared == 3);
    CHECK_FALSE(got.remarked("declared-count"));
    CHECK(told(read("{" + session + "," + messages + ",\"avatars\":{}}")) == told(got)); // echotrace
    // senders in a table of their own
    CHECK(
        told(read(
            R"({"weflow":{},"session":{"wxid":"1@chatroom"},"senders":[{"senderID":1,"wxid":"wxid_q","displayName":"阿强"}],)"
            R"("messages":[{"createTime":1772676000,"type":"文本消息","content":"好","isSend":0,"senderID":1}]})")) ==
        "1@chatroom|阿强|好\n");
    const auto quote = read(
        R"({"session":{"wxid":"a","nickname":"b"},"messages":[{"createTime":1772676000,"formattedTime":"2013-01-01 00:00:00",)"
        R"("type":"引用消息","content":"好","senderUsername":"u","quotedSender":"店","quotedContent":"发了","replyToMessageId":"42"}]})");
    CHECK(quote.records[0].extra["reply_to"]["text"].string_or("") == "发了");
    CHECK(quote.remarked("dates-differ"));
}

TEST_CASE("a picture before the messages hides nothing")
{
    const std::string picture(100000, 'A');
    const auto whole = "{\"weflow\":{},\"session\":{\"wxid\":\"wxid_red\",\"nickname\":\"n\",\"avatar\":\"" + picture +
                       "\"}," + messages + "}";
    CHECK(sniff(whole.substr(0, 65536)) > 90);
    CHECK(sniff(whole.substr(12).insert(0, "{").substr(0, 65536)) > 90); // echotrace's
    CHECK(read(whole).records.size() == 3);
}

TEST_CASE("chatlog")
{
    const auto got = read(
        R"([{"seq":1772676000001,"time":"2026-03-05T10:00:00+08:00","talker":"1@chatroom","talkerName":"货源","isChatRoom":true,)"
        R"("sender":"wxid_q","senderName":"阿强","isSelf":false,"type":1,"subType":0,"content":"在吗"},)"
        R"({"seq":1772676060001,"time":"2026-03-05T10:01:00+08:00","talker":"1@chatroom","talkerName":"","isChatRoom":true,)"
        R"("sender":"wxid_s","senderName":"","isSelf":true,"type":49,"subType":6,"content":"","contents":{"title":"a.pdf","md5":"9a"}},)"
        R"({"seq":3,"time":"2026-03-05T10:02:00+08:00","talker":"1@chatroom","sender":"wxid_q","senderName":"阿强","isSelf":false,)"
        R"("type":49,"subType":57,"content":"好","contents":{"refer":{"senderName":"店","content":"发了"}}},)"
        R"({"seq":4,"time":"2026-03-05T10:03:00+08:00","talker":"1@chatroom","sender":"系统消息","senderName":"","isSelf":false,)"
        R"("type":10000,"subType":0,"content":"阿强撤回了一条消息"}])");
    CHECK(told(got) == "1@chatroom|阿强|在吗\n1@chatroom|wxid_s|[文件] a.pdf|a.pdf:\n1@chatroom|阿强|好\n"
                       "1@chatroom|系统消息(system)(recalled)|阿强撤回了一条消息\n");
    CHECK(time::to_rfc3339(*got.all<model::Message>()[0].when.at) == "2026-03-05T02:00:00Z");
    CHECK(got.records[2].extra["reply_to"]["text"].string_or("") == "发了");
}

TEST_CASE("PyWxDump and the short lists")
{
    CHECK(
        told(read(
            R"([{"id":1,"MsgSvrID":"7437267147299592543","type_name":"文本","is_sender":0,"talker":"wxid_a","room_name":"r",)"
            R"("msg":"在吗","src":"","CreateTime":"2026-03-05 10:00:00"}])")) == "r|wxid_a|在吗\n");
    const auto brief =
        read(R"([{"nickname":"小红","message":"在吗","time":"2026/3/5 10:00"},{"nickname":"我","message":"在","time":""}])");
    CHECK(told(brief) == "|小红|在吗\n|我|在\n");
    CHECK(brief.remarked("bad-date"));
    const auto epoch = read(R"([{"sender":"小红","content":"在吗","timestamp":1772676000}])");
    CHECK(told(epoch) == "|小红|在吗\n");
    CHECK(time::to_rfc3339(*epoch.all<model::Message>()[0].when.at) == "2026-03-05T02:00:00Z");
}

TEST_CASE("which JSON is WeChat's")
{
    CHECK(sniff("{\"weflow\":{},\"session\":{}}") > 90);
    CHECK(sniff("{" + session + "," + messages + "}") > 90);
    CHECK(sniff("\xEF\xBB\xBF[ {\"seq\":1,\"time\":\"\",\"talker\":\"a\",\"sender\":\"b\",\"isSelf\":true} ]") > 90);
    for (const char* other :
         {"", "[", "{}", "[]", "[1]", "{\"messages\":[]}", "[{\"ts\":\"1\",\"user\":\"U\"}]",
          "{\"participants\":[],\"messages\":[{\"sender_name\":\"a\",\"timestamp_ms\":1}]}",
          "{\"name\":\"a\",\"type\":\"personal_chat\",\"id\":1,\"messages\":[{\"id\":1,\"from\":\"a\"}]}",
          "{\"session\":{\"id\":1}}", "[{\"sender\":\"a\"}]"}) {
        CAPTURE(other);
        CHECK(sniff(other) == 0);
    }
}

TEST_CASE("ugly JSON adds up")
{
    CHECK_THROWS(read("{}"));
    CHECK_THROWS(read(""));
    CHECK(read("[]").records.empty());
    const auto ugly =
        read(R"({"session":{"wxid":1},"messages":[1,"x",null,[],{},{"createTime":-5,"content":null},{"createTime":"x")"
             R"(,"content":7,"type":{},"isSend":"?"},{"content":"a" "b"},{"content":"\ud800","createTime":1772676000}]})");
    CHECK(ugly.findings.tally.total == 9);
    CHECK(ugly.findings.tally.rejected == 5);
    CHECK(ugly.records.size() == 4);
    const auto whole = "{\"weflow\":{}," + session + "," + messages + "}";
    for (std::size_t at = whole.find("\"messages\":["); at < whole.size(); ++at) try {
            const auto got = read(whole.substr(0, at));
            CHECK(got.remarked("truncated"));
        } catch (const std::exception&) {
            CHECK(at < whole.find("\"messages\":[") + 13);
        }
}

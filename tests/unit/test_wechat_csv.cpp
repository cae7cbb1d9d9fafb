#include "ingest/epoch_stamp.hpp"
#include "ingest/wechat_xml.hpp"
#include "read_format.hpp"

#include <doctest/doctest.h>

using namespace redress;
using namespace redress::ingest;
using wechat::Kind;

namespace redress::ingest {
extern const Format format_wechat_csv;
}

namespace {

const std::string memotrace = "消息ID,类型,发送人,时间,内容,备注,昵称,更多信息\n";
const std::string numbered =
    "localId,TalkerId,Type,SubType,IsSender,CreateTime,Status,StrContent,StrTime,Remark,NickName,Sender\n";
const std::string wxdump = "id,MsgSvrID,type_name,is_sender,talker,room_name,msg,src,CreateTime\n";
const std::string chatlog = "Time,SenderName,Sender,TalkerName,Talker,Content\n";

test::Got read(const std::string& bytes, const std::string& name = "chat.csv")
{
    auto got = test::read_bytes(format_wechat_csv, bytes, {}, name);
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

} // namespace

TEST_CASE("WeChat kinds by number and by word")
{
    const struct {
        std::int64_t type, subtype;
        Kind kind;
    } numbers[] = {{1, 0, Kind::text},
                   {3, 0, Kind::image},
                   {49, 57, Kind::quote},
                   {49, 2000, Kind::transfer},
                   {49, 6, Kind::file},
                   {49, 62, Kind::system},
                   {10000, 0, Kind::system},
                   {10002, 4, Kind::system},
                   {244813135921, 0, Kind::quote}, // 57 in the upper half, 49 in the lower
                   {12345, 0, Kind::other}};
    for (const auto& n : numbers) CHECK(wechat::kind_of(n.type, n.subtype) == n.kind);
    const struct {
        const char* word;
        Kind kind;
    } words[] = {{"文本", Kind::text},
                 {"文本消息", Kind::text},
                 {"语音通话", Kind::call},
                 {"音视频通话", Kind::call},
                 {"语音消息", Kind::voice},
                 {"(分享)视频号视频", Kind::link},
                 {"动画表情", Kind::sticker},
                 {"系统通知", Kind::system},
                 {"消息撤回57", Kind::system},
                 {"拍一拍", Kind::system},
                 {"红包卡片", Kind::red_packet},
                 {"转账卡片", Kind::transfer},
                 {"卡片式链接", Kind::link},
                 {"引用回复", Kind::quote},
                 {"带有引用的文本消息", Kind::quote},
                 {"聊天记录合并转发", Kind::forward},
                 {"(分享)小程序", Kind::applet},
                 {"文件(猜)", Kind::file},
                 {"image", Kind::image},
                 {"Shared link", Kind::link},
                 {"", Kind::other},
                 {"未知", Kind::other}};
    for (const auto& w : words) {
        CAPTURE(w.word);
        CHECK(wechat::kind_of(std::string_view(w.word)) == w.kind);
    }
}

TEST_CASE("placeholders and what only looks like one")
{
    const struct {
        const char* body;
        Kind kind;
        const char* name;
    } table[] = {{"[图片]", Kind::image, ""},
                 {"![图片](http://127.0.0.1:5030/image/9a)", Kind::image, ""},
                 {"[文件|发货单.pdf](http://h/file/1)", Kind::file, "发货单.pdf"},
                 {"[破涕为笑]", Kind::other, ""},
                 {"[图片] 看这个", Kind::other, ""},
                 {"[图片", Kind::other, ""},
                 {"[]", Kind::other, ""},
                 {"", Kind::other, ""}};
    for (const auto& t : table) {
        CAPTURE(t.body);
        std::string name;
        CHECK(wechat::kind_of_placeholder(t.body, name) == t.kind);
        CHECK(name == t.name);
    }
}

TEST_CASE("WeChat XML becomes words")
{
    const struct {
        const char* xml;
        Kind kind;
        const char* text;
    } table[] = {
        {"<msg><appmsg><title>好的</title><type>57</type></appmsg></msg>", Kind::quote, "好的"},
        {"<?xml version=\"1.0\"?>\n<msg><appmsg><title>a.pdf</title><type>6</type></appmsg></msg>", Kind::file,
         "[文件] a.pdf"},
        {"<msg><appmsg><title>页</title><des>说明</des><type>5</type><url>https://example.com/?a=1&amp;b=2</url></appmsg></"
         "msg>",
         Kind::link, "[链接] 页\n说明\nhttps://example.com/?a=1&b=2"},
        {"<msg><appmsg><type>2000</type><wcpayinfo><feedesc><![CDATA[￥12.00]]></feedesc><pay_memo>12</pay_memo>"
         "</wcpayinfo></appmsg></msg>",
         Kind::transfer, "[转账] ￥12.00\n12"},
        {"<msg><appmsg><type>2001</type><wcpayinfo><sendertitle>恭喜发财</sendertitle></wcpayinfo></appmsg></msg>",
         Kind::red_packet, "[红包] 恭喜发财"},
        {"<msg><img md5=\"9a\"/></msg>", Kind::image, "[图片]"},
        {"wxid_abc:\n<msg><emoji md5=\"9a\"/></msg>", Kind::sticker, "[动画表情]"},
        {"<msg username=\"u\" nickname=\"阿强\"/>", Kind::card, "[名片] 阿强"},
        {"<sysmsg type=\"revokemsg\"><revokemsg><replacemsg><![CDATA[你撤回了一条消息]]></replacemsg></revokemsg></sysmsg>",
         Kind::system, "你撤回了一条消息"},
        {"<revokemsg>你撤回了一条消息</revokemsg>", Kind::system, "你撤回了一条消息"},
        {"<img src=\"x.png\"/> 你领取了小红的<_wc_custom_link_ href=\"weixin://x\">红包</_wc_custom_link_>", Kind::system,
         "你领取了小红的红包"},
        {"<sysmsg><sysmsgtemplate><content_template><template>\"$names$\"加入了群聊</template><link_list><link "
         "name=\"names\">"
         "<memberlist><member><nickname>甲</nickname></member><member><nickname>乙</nickname></member></memberlist>"
         "</link></link_list></content_template></sysmsgtemplate></sysmsg>",
         Kind::system, "\"甲、乙\"加入了群聊"},
        {"<msg><appmsg><title>没有结束", Kind::other, "没有结束"}, // cut short: what is there
    };
    for (const auto& t : table) {
        CAPTURE(t.xml);
        const auto body = wechat::read_xml(t.xml);
        REQUIRE(body);
        if (t.kind != Kind::other) CHECK(body->kind == t.kind);
        CHECK(body->text.find(t.text) != std::string::npos);
    }
    for (const char* words : {"<3", "a < b", "<b>fett</b>", "", "wxid_a: hallo", "<msg", "1 <msg/>",
                              "<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><msg>&e;</msg>",
                              "<msg><!DOCTYPE a [<!ENTITY e \"x\">]><appmsg><title>&e;</title></appmsg></msg>"}) {
        CAPTURE(words);
        const auto body = wechat::read_xml(words);
        if (body) CHECK(body->text.empty());
    }
}

TEST_CASE("a quote says what it answers")
{
    const auto body = wechat::read_xml("<msg><appmsg><title>没收到</title><type>57</type><refermsg><type>49</"
                                       "type><svrid>42</svrid><displayname>店</displayname>"
                                       "<content>&lt;msg&gt;&lt;appmsg&gt;&lt;title&gt;a.pdf&lt;/title&gt;&lt;type&gt;6&lt;/"
                                       "type&gt;&lt;/appmsg&gt;&lt;/msg&gt;"
                                       "</content></refermsg></appmsg></msg>");
    REQUIRE(body);
    CHECK(body->extra["reply_to"]["id"].string_or("") == "42");
    CHECK(body->extra["reply_to"]["sender"].string_or("") == "店");
    CHECK(body->extra["reply_to"]["text"].string_or("") == "[文件] a.pdf");
}

TEST_CASE("MemoTrace's tables")
{
    CHECK(told(read("\xEF\xBB\xBF" + memotrace +
                    "1,文本,小红,2024-02-01 10:00:00,\"在吗\n在\",小红,小红,more\n"
                    "2,系统消息,,2024-02-01 10:01:00,你撤回了一条消息,,,more\n")) ==
          "|小红|在吗\n在\n|(system)(recalled)|你撤回了一条消息\n");
    // one private chat: rows are shorter than the head, and the other side has no name but the file's
    CHECK(
        told(read(numbered + "1,3,1,0,0,1528935478,,你好,2018-06-14 08:17:58\n2,3,3,0,1,1528935479,,,2018-06-14 08:17:59\n",
                  "小红_utf8.csv")) == "|小红|你好\n|我|[图片]|:image/*\n");
    // a group: remark, nick and id are the sender's
    CHECK(told(read(numbered + "1,3,1,0,0,1528935478,,你好,2018-06-14 08:17:58,,阿强,wxid_q\n")) == "|阿强|你好\n");
    // all chats: the server's number pushes names on, a group's row has one more
    const auto all = read(numbered + "1,3,1,0,0,1528935478,,甲,2018-06-14 08:17:58,7437267147299592543,备注,昵称\n"
                                     "2,4,1,0,0,1528935479,,乙,2018-06-14 08:17:59,637529293739295664,,群,成员\n");
    CHECK(told(all) == "3|备注|甲\n4|成员|乙\n");
    CHECK(all.all<model::Message>()[0].native_id == "7437267147299592543");
    CHECK(all.all<model::Message>()[0].when.zone == "+08:00");
    CHECK(time::to_rfc3339(*all.all<model::Message>()[0].when.at) == "2018-06-14T00:17:58Z");
}

TEST_CASE("MemoTrace's file of all chats with the account behind the last named column")
{
    const std::string unnamed = "localId,TalkerId,Type,SubType,IsSender,CreateTime,Status,StrContent,StrTime\n";
    CHECK(told(read(unnamed +
                    "1,3,1,0,0,1528935478,,甲,2018-06-14 08:17:58,wxid_a\n2,3,1,0,1,1528935479,,乙,2018-06-14 08:17:59,"
                    "wxid_a\n")) == "wxid_a|wxid_a|甲\nwxid_a|我|乙\n");
    CHECK(told(read(unnamed + "1,3,1,0,0,1528935478,,甲,2018-06-14 08:17:58,1234567890987654\n")) == "3|3|甲\n");
    CHECK(told(read(unnamed + "1,3,1,0,0,1528935478,,甲,2018-06-14 08:17:58\n", "小红.csv")) == "|小红|甲\n");
}

TEST_CASE("PyWxDump, WeClone and WeFlow")
{
    CHECK(told(read(wxdump +
                    "1,7437267147299592543,图片,0,wxid_a,wxid_b,图片,File\\Image\\a.dat,2024/10/4 11:42\r\n"
                    "2,637529293739295664,系统通知,1,wxid_a,wxid_b,<revokemsg>你撤回了一条消息</revokemsg>,,2024-10-04 "
                    "11:42:09\r\n")) ==
          "wxid_b|wxid_a|图片|a.dat:image/*\nwxid_b|wxid_a(system)(recalled)|你撤回了一条消息\n");
    // no room_name, words in English, times with a zone
    const auto flow = read("\xEF\xBB\xBFid,MsgSvrID,type_name,is_sender,talker,msg,src,CreateTime\r\n"
                           "1,9001,file,0,小红,[文件],a.pdf,2023-11-15T06:15:23.000Z\r\n");
    CHECK(told(flow) == "|小红|[文件]|a.pdf:\n");
    CHECK(time::to_rfc3339(*flow.all<model::Message>()[0].when.at) == "2023-11-15T06:15:23Z");
    CHECK(told(read("id,MsgSvrID,type_name,is_sender,talker,room_name,content,CreateTime\n"
                    "1,100,文本,0,wxid_a,r,\"{\"\"src\"\": \"\"\"\", \"\"msg\"\": \"\"在吗\"\"}\",1726010000\n")) ==
          "r|wxid_a|在吗\n");
    CHECK(told(read("会话信息,,,,\n微信ID,wxid_a,,昵称,小红\n导出工具,WeFlow,,,\n序号,时间,发送者身份,消息类型,内容\n"
                    "1,2026-03-05 10:00:00,小红,文本消息,在吗\n")) == "|小红|在吗\n");
}

TEST_CASE("chatlog's table")
{
    CHECK(told(read(chatlog + "2024-05-01 10:00:00,小红,wxid_a,群,1@chatroom,在吗\n"
                              "2024-05-01 10:00:01,,系统消息,群,1@chatroom,小红撤回了一条消息\n"
                              "2024-05-01 10:00:02,,wxid_b,群,1@chatroom,[文件|a.pdf](http://h/file/1)\n")) ==
          "1@chatroom|小红|在吗\n1@chatroom|系统消息(system)(recalled)|小红撤回了一条消息\n"
          "1@chatroom|wxid_b|[文件|a.pdf](http://h/file/1)|a.pdf:\n");
}

TEST_CASE("what a spreadsheet did is kept and said once")
{
    const auto got =
        read(wxdump + "1,7.43727E+18,文本,0,a,b,FALSE,,2024/10/4 11:42\n2,7437267147299590000,文本,0,a,b,4.53E+15,,"
                      "2024/10/4 11:42\n");
    CHECK(told(got) == "b|a|FALSE\nb|a|4.53E+15\n");
    for (const auto& m : got.all<model::Message>()) CHECK(m.native_id.empty()); // they would be one message
    CHECK(std::count_if(got.findings.diagnostics.begin(), got.findings.diagnostics.end(),
                        [](const auto& d) { return d.code == "spreadsheet"; }) == 1);
    const auto rounded = read(numbered + "1,3,1,0,0,1.52894E+09,,甲,2018-06-14 08:17:58\n");
    CHECK(rounded.records.size() == 1);
    CHECK(rounded.remarked("spreadsheet"));
    CHECK_FALSE(rounded.remarked("bad-date")); // StrTime is there
    const auto order = read(wxdump + "1,1,文本,0,a,b,x,,10/13/2024 11:42\n2,1,文本,0,a,b,y,,10/4/2024 11:42\n");
    CHECK(order.findings.date_order == "MDY");
}

TEST_CASE("ugly rows lose nothing and add up")
{
    const struct {
        std::string rows;
        std::size_t messages;
        const char* remark;
    } table[] = {
        {"", 0, ""},
        {"\n\n", 0, ""},
        {",,,,,,,\n", 0, ""},
        {memotrace, 0, ""},                           // the head again
        {"1,,小红,2024-02-01 10:00:00,,,,\n", 1, ""}, // sent, whatever it was
        {"合计,,,,,,,\n", 0, "bad-row"},
        {"1,,,2024-02-01 10:00:00,,,,\n", 0, "bad-row"},         // neither words nor a type
        {"1,文本,小红\n", 1, "bad-date"},                        // cut
        {"1,文本,小红,2024-02-31 10:00:00,在\n", 1, "bad-date"}, // no such day
        {"1,文本,小红,2024-02-01 10:00:00,在,,,more,zu,viel\n", 1, "long-row"},
        {"1,文本,\"小红,2024-02-01 10:00:00,在\n", 1, "stray-quote"},
        {"1,别的,小红,2024-02-01 10:00:00,在\n", 1, ""}, // a kind nobody knows
        {std::string("1,文本,小红,2024-02-01 10:00:00,a\0b\n", 39), 1, ""},
        {"1,文本,小红,2024-02-01 10:00:00,\xFF\xFE\n", 1, ""},
    };
    for (const auto& t : table) {
        CAPTURE(t.rows);
        const auto got = read(memotrace + t.rows);
        CHECK(got.records.size() == t.messages);
        if (*t.remark) CHECK(got.remarked(t.remark));
    }
    CHECK_THROWS(read("a,b,c\n1,2,3\n"));
    CHECK_THROWS(read(""));
    const auto whole = memotrace +
                       "1,文本,小红,2024-02-01 10:00:00,\"在\n吗\",小红,小红,more\r\n2,转账,我,1706752860,\"<msg><appmsg>"
                       "<type>2000</type></appmsg></msg>\",,,\n";
    for (std::size_t at = memotrace.size() - 1; at < whole.size(); ++at) read(whole.substr(0, at));
}

TEST_CASE("an epoch with a date beside it")
{
    const struct {
        std::int64_t epoch;
        const char *written, *local, *zone;
        bool differ;
    } table[] = {{1528935478, "2018-06-14 08:17:58", "2018-06-14T08:17:58", "+08:00", false},
                 {1528935478000, "2018-06-14 00:17", "2018-06-14T00:17:00", "UTC", false},
                 {1528935478, "2018-06-13 17:17:58", "2018-06-13T17:17:58", "-07:00", false},
                 {1528935478, "2013-11-04 21:51:18", "2018-06-14T00:17:58", "UTC", true},
                 {1528935478, "2018-06-14 08:19:58", "2018-06-14T00:17:58", "UTC", true},
                 {1528935478, "", "2018-06-14T00:17:58", "UTC", false}};
    for (const auto& t : table) {
        CAPTURE(t.written);
        const auto joined = stamp_of_epoch(t.epoch, time::parse_local(t.written));
        CHECK(joined.stamp.local == t.local);
        CHECK(joined.stamp.zone == t.zone);
        CHECK(joined.differ == t.differ);
        CHECK(time::to_rfc3339(*joined.stamp.at) == "2018-06-14T00:17:58Z");
    }
    CHECK(epoch_in(" 1528935478.0 ") == 1528935478);
    for (const char* none :
         {"", "1", "20240201", "20240201100000", "1.52894E+09", "1528935478x", "2024-02-01", "-1528935478"})
        CHECK_FALSE(epoch_in(none));
}

TEST_CASE("which tables are WeChat's")
{
    const auto sniff = [](const std::string& text) { return format_wechat_csv.sniff(test::probe_of(text)); };
    for (const auto& head : {memotrace, numbered, wxdump, chatlog}) CHECK(sniff(head) > 90);
    CHECK(sniff("消息ID;类型;发送人;时间;内容\n1;文本;a;2024-02-01 10:00:00;x\n") > 90);
    CHECK(sniff("MessageID,Time,SenderName,Sender,TalkerName,Talker,Content\n") > 90);
    for (const char* other :
         {"", "时间,类型,金额\n", "id,type_name,CreateTime\n", "订单编号,买家会员名,订单状态,订单创建时间\n"})
        CHECK(sniff(other) == 0);
}

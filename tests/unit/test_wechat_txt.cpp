#include "ingest/wechat_quote.hpp"
#include "ingest/wechat_txt_head.hpp"
#include "read_format.hpp"

#include <doctest/doctest.h>

using namespace redress;
using namespace redress::ingest;
using wechat::Grammar;

namespace redress::ingest {
extern const Format format_wechat_txt, format_qq_txt, format_name_time;
}

namespace {

test::Got read(const std::string& bytes, const std::string& name = "chat.txt")
{
    auto got = test::read_bytes(format_wechat_txt, bytes, {}, name);
    CHECK(got.adds_up());
    return got;
}

// sender|text, one message a line
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

int sniff(const std::string& text)
{
    return format_wechat_txt.sniff(test::probe_of(text));
}

const std::string weflow = "2026-03-05 10:00:00 '小红'\n在吗\n\n2026-03-05 10:01:00 '我'\n[图片]\n\n";
const std::string memotrace =
    "2026-03-05 10:00:00 小红\n在吗\n\n2026-03-05 10:00:30 以上是打招呼的内容\n\n2026-03-05 10:01:00 我\n"
    "[表情包]\n\n2026-03-05 10:02:00 小红\n\n\n2026-03-05 10:03:00 \"小红\" 撤回了一条消息\n\n";
const std::string chatlog =
    "小红(wxid_red) 03-05 10:00:00\n在吗\n\n我 03-05 10:01:00\n> 小红(wxid_red) 03-05 10:00:00\n> 在吗\n在的\n\n";
const std::string dumped = "小红:2026-03-05 10:00:00:在吗\n我:2026-03-05 10:01:00:好:的\n两行\n";

} // namespace

TEST_CASE("heads of WeChat texts")
{
    const struct {
        Grammar grammar;
        const char *line, *name, *id, *words;
    } table[] = {{Grammar::quoted, "2026-03-05 10:00:00 'O'Neil'", "O'Neil", "", ""},
                 {Grammar::quoted, "2026-03-05 10:00:00 ''", "", "", ""},
                 {Grammar::plain, "2026-03-05 10:00:00 小红", "小红", "", ""},
                 {Grammar::chatlog, "小红(wxid_red) 03-05 10:00:00", "小红", "wxid_red", ""},
                 {Grammar::chatlog, "小(红)(wxid_red) 2026-03-05 10:00:00", "小(红)", "wxid_red", ""},
                 {Grammar::chatlog, "wxid_red 10:00:00", "wxid_red", "", ""},
                 {Grammar::chatlog, "小红(wxid_red) [货源(1@chatroom)] 03-05 10:00:00", "小红", "wxid_red", ""},
                 {Grammar::dumped, "小红:2026-03-05 10:00:00:a: b", "小红", "", "a: b"},
                 {Grammar::dumped, "3|小:红:2026-03-05 10:00:00:IMAGE", "小:红", "", "IMAGE"}};
    for (const auto& t : table) {
        CAPTURE(t.line);
        wechat::TextHead head;
        REQUIRE(wechat::scan_text_head(t.grammar, t.line, head));
        CHECK(head.name == t.name);
        CHECK(head.id == t.id);
        CHECK(head.words == t.words);
    }
    const struct {
        Grammar grammar;
        const char* line;
    } none[] = {{Grammar::quoted, "2026-03-05 10:00:00 小红"}, {Grammar::quoted, "2026-03-05 10:00:00 '"},
                {Grammar::plain, "2026-03-05 10:00:00"},       {Grammar::plain, "2026-03-05 10:00 小红"},
                {Grammar::chatlog, "小红 03-05 10:00:00"},     {Grammar::chatlog, "> 小红(wxid_red) 03-05 10:00:00"},
                {Grammar::chatlog, "我 明天 10:00:00 到"},     {Grammar::dumped, "小红:2026-03-05 10:00:00"},
                {Grammar::dumped, ":2026-03-05 10:00:00:x"},   {Grammar::dumped, ""}};
    for (const auto& t : none) {
        CAPTURE(t.line);
        wechat::TextHead head;
        CHECK_FALSE(wechat::scan_text_head(t.grammar, t.line, head));
    }
}

TEST_CASE("quotes are taken out of the words")
{
    const struct {
        const char *words, *left, *sender, *text;
    } table[] = {{"好的\n引用:小红:在吗", "好的", "小红", "在吗"},
                 {"好的\n引用：小红：在吗\n两行", "好的", "小红", "在吗\n两行"},
                 {"好的\n引用:未知", "好的", "", "未知"},
                 {"（两个人）\n\n[引用](2024-10-04 21:25:04)小虫:租了", "（两个人）", "小虫", "租了"},
                 {"> 小红(wxid_a) 03-05 10:00:00\n> 在吗\n在的", "在的", "小红(wxid_a)", "在吗"},
                 {"> [引用]\n在的", "在的", "", ""}};
    for (const auto& t : table) {
        CAPTURE(t.words);
        std::string words = t.words;
        auto extra = Json::object();
        CHECK(wechat::take_quote(words, extra));
        CHECK(words == t.left);
        CHECK(extra["reply_to"]["sender"].string_or("") == t.sender);
        CHECK(extra["reply_to"]["text"].string_or("") == t.text);
    }
    for (const char* none : {"", "引用", "我引用:小红:在吗", "> 箭头", "好的\n引用:", "[引用](没有结束"}) {
        CAPTURE(none);
        std::string words = none;
        auto extra = Json::object();
        CHECK_FALSE(wechat::take_quote(words, extra));
        CHECK(words == none);
    }
}

TEST_CASE("each program's text")
{
    CHECK(told(read(weflow + "2026-03-05 10:02:00 '系统消息'\n小红 撤回了一条消息\n\n")) ==
          "小红|在吗\n我|[图片]|:image/*\n系统消息(system)(recalled)|小红 撤回了一条消息\n");
    CHECK(told(read(memotrace)) == "小红|在吗\n(system)|以上是打招呼的内容\n我|[表情包]|:image/*\n小红|\n"
                                   "(system)(recalled)|\"小红\" 撤回了一条消息\n");
    const auto link =
        read(memotrace + "2026-03-05 10:04:00 我\n            [链接]:title:发货\n            description:说明\n"
                         "            url:https://example.com/\n            name:应用\n            \n\n\n");
    CHECK(told(link).ends_with("我|[链接] 发货/说明/https://example.com/\n"));
    CHECK(link.records.back().extra["app"].string_or("") == "应用");
    const auto log = read(chatlog);
    CHECK(told(log) == "小红|在吗\n我|在的\n");
    CHECK(log.remarked("no-date"));
    CHECK_FALSE(log.all<model::Message>()[0].when.at);
    CHECK(log.all<model::Message>()[0].when.local == "03-05 10:00:00");
    CHECK_FALSE(read("小红(wxid_red) 2026-03-05 10:00:00\n在吗\n\n").remarked("no-date"));
    CHECK(read("小红(wxid_red) [货源(1@chatroom)] 03-05 10:00:00\n在吗\n\n").all<model::Message>()[0].thread ==
          "1@chatroom");
    CHECK(told(read(dumped)) == "小红|在吗\n我|好:的/两行\n");
    CHECK(told(read("3|小红:2026-03-05 10:00:00:<msg><img md5=\"9a\"/></msg>\n")) == "小红|[图片]|:image/*\n");
}

TEST_CASE("what is pasted into a message stays in it")
{
    std::string many;
    for (int n = 0; n < 12; ++n) many += "2026-03-05 10:0" + std::to_string(n % 10) + ":00 '小红'\n话\n\n";
    const auto got = read(many + "2026-03-05 11:00:00 '我'\n你写的：\n2026-03-05 10:00:00 '小红'\n话\n");
    CHECK(got.records.size() == 13);
    CHECK(got.remarked("not-a-head"));
}

TEST_CASE("which texts are WeChat's, and whose the others are")
{
    for (const auto& text : {weflow, memotrace, chatlog, dumped}) CHECK(sniff(text) > 76);
    CHECK(sniff(weflow) > format_qq_txt.sniff(test::probe_of(weflow)));
    CHECK(sniff(memotrace) > format_qq_txt.sniff(test::probe_of(memotrace)));
    const std::string others[] = {
        "",
        "2026-03-05 10:00:00 小红\n在吗\n\n2026-03-05 10:01:00 小店\n在的\n", // QQ's private chat looks the same
        "消息记录（此消息记录为文本格式，不支持重新导入）\n\n2026-03-05 10:00:00 小红(87200175)\n[表情包]\n",
        "2026-03-05 10:00:00 小红(87200175)\n引用:一\n\n2026-03-05 10:01:00 小店(87200176)\n二\n",
        "小红 2026-03-05 10:00:00\n在吗\n\n小店 2026-03-05 10:01:00\n在的\n", // WeChat's own window
        "【冒泡】小红 2/14/2020 9:16:13 PM\n在吗\n\n小店 2/14/2020 9:17:13 PM\n在的\n",
        "小红(87200175) 9:16:13\n在吗\n\n小店(87200176) 9:17:13\n在的\n",
        "2026-03-05 10:00:00 INFO started\n2026-03-05 10:00:01 INFO stopped\n",
    };
    for (const auto& text : others) {
        CAPTURE(text);
        CHECK(sniff(text) == 0);
    }
}

TEST_CASE("ugly texts add up")
{
    CHECK_THROWS(read(""));
    CHECK_THROWS(read("nichts\n"));
    const struct {
        std::string text;
        std::size_t messages;
        const char* remark;
    } table[] = {{"2026-02-31 10:00:00 '小红'\n在\n", 1, "bad-date"},
                 {"vorher\n" + weflow, 2, "no-header"},
                 {"\xEF\xBB\xBF" + weflow, 2, ""},
                 {"\r\n" + weflow + "\xFF\xFE\n", 2, ""},
                 {weflow + std::string("a\0b\n", 4), 2, ""},
                 {"2026-03-05 10:00:00 '小红'", 1, ""}};
    for (const auto& t : table) {
        CAPTURE(t.text);
        const auto got = read(t.text);
        CHECK(got.records.size() == t.messages);
        if (*t.remark) CHECK(got.remarked(t.remark));
    }
    for (const auto& whole : {weflow, memotrace, chatlog, dumped})
        for (std::size_t at = 0; at < whole.size(); ++at) try {
                read(whole.substr(0, at));
            } catch (const std::exception&) {
                CHECK(sniff(whole.substr(0, at)) == 0); // no head is whole yet
            }
}

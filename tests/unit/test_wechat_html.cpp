#include "ingest/js_object.hpp"
#include "read_cut.hpp"

#include <doctest/doctest.h>

using namespace redress;
using namespace redress::ingest;

namespace redress::ingest {
extern const Format format_wechat_html;
}

namespace {

std::string memotrace(const std::string& objects, const std::string& end = "];</script></body></html>")
{
    return "<html><head><title>小明</title></head><body><div id=\"chat-container\"></div><script>\nconst chatMessages = "
           "[\n" +
           objects + end;
}

std::string say(const std::string& text, const std::string& name = "小明", const std::string& more = "timestamp:1772366400")
{
    return "{ type:1, text: '" + text + "',is_send:0,avatar_path:''," + more + ",is_chatroom:0,displayname:'" + name + "'},";
}

test::Got read(const std::string& bytes, const std::string& name = "chat.html")
{
    auto got = test::read_bytes(format_wechat_html, bytes, {}, name);
    CHECK(got.adds_up());
    return got;
}

// "none": the text ends before the object does.
std::string read_object(const std::string& text)
{
    std::size_t end = 0;
    const auto object = js::object(text, 0, end);
    return object ? object->dump() + text.substr(end) : "none";
}

} // namespace

TEST_CASE("object literals as programs write them")
{
    const struct {
        const char *js, *json;
    } table[] = {
        {"{}", "{}"},
        {"{ a:1, 'b': \"x\", c:`y`, }", R"({"a":1,"b":"x","c":"y"})"},
        {R"({a:'it\'s \"q\"\n\\'})", R"({"a":"it's \"q\"\n\\"})"},
        {"{a:'O'Brien',b:'C'}", R"({"a":"O'Brien","b":"C"})"},
        {R"({a:"\u00e9\x41\ud83d\ude00"})", R"({"a":"éA😀"})"},
        {R"({a:"\ud83d"})", "{\"a\":\"\xEF\xBF\xBD\"}"},
        {"{a:true,b:null,c:undefined,d:-5,e:1.5}", R"({"a":true,"b":null,"c":null,"d":-5,"e":"1.5"})"},
        {"{a:[1,{b:'}'}],c:2}", R"({"a":null,"c":2})"},
        {"{a:{b:{c:']'}}} tail", R"({"a":null} tail)"},
        {"{/* no */a:1}", R"({"a":1})"},
        {"{a:1", "none"},
        {"{a:'x", "none"},
        {"{a:'x\\", "none"},
        {"{a", "none"},
        {"{a:", "none"},
        {"{", "none"},
        {"{a:[", "none"},
        {"{a b:1}", R"({"a b":1})"},
        {"{'a' 'b':1}", R"({"a' 'b":1})"}, // one key: only the last quote stands where a string can end
    };
    for (const auto& row : table) {
        CAPTURE(row.js);
        CHECK(read_object(row.js) == row.json);
    }
    CHECK(read_object("{a:" + std::string(200'000, '[')) == "none");
}

TEST_CASE("MemoTrace's pages")
{
    const auto page = memotrace("{ type:0, text: '2026-03-01 20:00:00',is_send:0,avatar_path:'',timestamp:1772366400}," +
                                say(R"(a\nb &lt;c&gt;)") +
                                "{ type:0, text: 'x撤回了一条消息',is_send:0,timestamp:1772366401,displayname:''}," +
                                "{ type:1, text: 'd',is_send:1,timestamp:1772366402,displayname:''}," + say("e", "") +
                                "{ type:43, text:'./video/v.mp4',is_send:0,timestamp:1772366403,displayname:'小明'},");
    const auto got = read(page);
    const auto m = got.all<model::Message>();
    REQUIRE(m.size() == 5);
    CHECK(got.findings.diagnostics.empty());
    CHECK(got.findings.tally.blank == 1);
    CHECK(got.findings.tally.system == 1);
    CHECK(m[0].text == "a\nb <c>");
    CHECK(m[0].thread == "小明");
    CHECK(time::to_rfc3339(*m[0].when.at) == "2026-03-01T12:00:00Z");
    CHECK(m[1].role == model::Role::system);
    CHECK(m[2].sender == "我");
    CHECK(m[3].sender == "小明");
    CHECK(m[4].attachments == std::vector<model::Attachment>{{"v.mp4", "video/*", ""}});
    CHECK(test::check_every_cut(format_wechat_html, page, "chat.html") > 500);
}

TEST_CASE("ugly pages of WeChat")
{
    const struct {
        std::string bytes;
        std::size_t messages;
        std::uint64_t rejected;
        const char* remark;
    } table[] = {
        {memotrace(say("a") + say("b")), 2, 0, ""},
        {memotrace(""), 0, 0, ""},
        {memotrace(say("a"), ""), 1, 0, "truncated"},
        {memotrace(say("a") + "junk, " + say("b")), 2, 1, "bad-element"},
        {memotrace(say("a", "x", "timestamp:'soon'")), 1, 0, "bad-date"},
        {memotrace(say("订单付款退款订单付款退款\xFF")), 1, 0, "bad-encoding"},
        {"<script>window.WEFLOW_DATA = [\n{\"i\":1,\"t\":1772366400,\"s\":0,\"b\":\"\\u003cdiv "
         "class=\\\"message-text\\\">x\\u003c/div>\"}\n];",
         1, 0, ""},
    };
    for (const auto& row : table) {
        CAPTURE(row.bytes);
        const auto got = read(row.bytes);
        CHECK(got.all<model::Message>().size() == row.messages);
        CHECK(got.findings.tally.rejected == row.rejected);
        CHECK(got.findings.diagnostics.empty() == (*row.remark == '\0'));
        if (*row.remark != '\0') CHECK(got.remarked(row.remark));
    }
    CHECK_THROWS_AS(read("<html></html>"), Error);
    CHECK_THROWS_AS(read("window.WEFLOW_DATA = null;"), Error);
    std::string broken = "const chatMessages = [";
    for (int i = 0; i < 20'000; ++i) broken += "{ type:1, text:'";
    CHECK(read(broken).remarked("truncated"));
    const auto sniff = [](const std::string& text) { return format_wechat_html.sniff(test::probe_of(text)); };
    CHECK(sniff(memotrace(say("a"))) > 90);
    CHECK(sniff("window.__WEFLOW_CHUNK_LOADED__(0,[{\"i\":1}]);") > 90);
    CHECK(sniff("export const chatMessages = [ { id: 1, from: 'Ana', text: 'hi' } ];") == 0);
    CHECK(sniff("<html>chatMessages</html>") == 0);
}

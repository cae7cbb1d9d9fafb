#include "read_format.hpp"

#include <doctest/doctest.h>

using namespace redress;
using namespace redress::ingest;

namespace redress::ingest {
extern const Format format_meta_json;
}

namespace {

test::Got read(const std::string& bytes, const std::string& name = "message_1.json")
{
    auto got = test::read_bytes(format_meta_json, bytes, {}, name);
    CHECK(got.adds_up());
    return got;
}

std::string chat(const std::string& messages, const std::string& tail = R"(],"title":"Ana","thread_path":"inbox/ana_1"})")
{
    return R"({"participants":[{"name":"Ana"},{"name":"Ben"}],"messages":[)" + messages + tail;
}

std::string say(const std::string& content)
{
    return R"({"sender_name":"Ana","timestamp_ms":1772366400000,"content":)" + content + "}";
}

} // namespace

TEST_CASE("Messenger's bytes in disguise become text, and nothing else is touched")
{
    const struct {
        const char *json, *text;
    } table[] = {
        {R"("plain")", "plain"},
        {R"("caf\u00c3\u00a9")", "café"},
        {R"("\u00e2\u009d\u00a4")", "❤"},
        {R"("\u00f0\u009f\u0099\u008f\u00e4\u00bd\u00a0")", "🙏你"},
        {R"("caf\u00e9")", "café"},                // no UTF-8 so read: it was mended by somebody
        {R"("\u00c3\u00a9 \u4f60")", "Ã© 你"},     // as one text it cannot have been bytes
        {R"("\u00e2\u009d")", "\xC3\xA2\xC2\x9D"}, // cut inside a character: as it is
        {R"("\u00c0\u0080")", "\xC3\x80\xC2\x80"}, // overlong, no UTF-8
        {R"("\u00c3\u00a9\n\u0022")", "é\n\""},
    };
    for (const auto& row : table) {
        CAPTURE(row.json);
        const auto messages = read(chat(say(row.json))).all<model::Message>();
        REQUIRE(messages.size() == 1);
        CHECK(messages[0].text == row.text);
        CHECK(messages[0].thread == "inbox/ana_1");
    }
    const auto got = read(
        R"({"messages":[{"sender_name":"Zo\u00c3\u00ab","timestamp_ms":1,"reactions":[{"reaction":"\u00e2\u009d\u00a4","actor":"Zo\u00c3\u00ab"}]}],"title":"Zo\u00c3\u00ab"})");
    REQUIRE(got.records.size() == 1);
    CHECK(got.all<model::Message>()[0].sender == "Zoë");
    CHECK(got.records[0].extra["reactions"].items()[0]["actor"] == Json("Zoë"));
    CHECK(got.records[0].extra["reactions"].items()[0]["reaction"] == Json("❤"));
    CHECK(got.records[0].extra["thread_name"] == Json("Zoë"));
}

TEST_CASE("an encrypted chat's download has other names and plain strings")
{
    const auto got = read(R"({"participants":["Zoë","Ben"],"threadName":"Zoë_7","messages":[
        {"isUnsent":false,"media":[{"uri":"./media/a.jpeg"}],"senderName":"Zoë","text":"Ã©","timestamp":1772366400000,"type":"media"},
        {"isUnsent":true,"media":[],"senderName":"Ben","text":"Ben unsent a message","timestamp":1772366460000,"type":"placeholder"}]})");
    const auto m = got.all<model::Message>();
    REQUIRE(m.size() == 2);
    CHECK(m[0].text == "Ã©");
    CHECK(m[0].sender == "Zoë");
    CHECK(m[0].thread == "Zoë_7");
    CHECK(m[0].attachments == std::vector<model::Attachment>{{"a.jpeg", "", ""}});
    CHECK(time::to_rfc3339(*m[0].when.at) == "2026-03-01T12:00:00Z");
    CHECK_FALSE(m[0].deleted);
    CHECK(m[1].deleted);
    CHECK(got.records[0].extra["participants"].items().size() == 2);
}

TEST_CASE("Instagram's downloads up to 2020: all conversations in one list")
{
    const std::string whole = R"([{"participants":["ben","ana"],"conversation":[
        {"sender":"ana","created_at":"2019-03-01T12:02:00.123456+00:00","heart":"❤️"},
        {"sender":"ben","created_at":"2019-03-01T12:01:00+00:00","media_owner":"shop","media_share_caption":"new","media_share_url":"https://example.com/p/1.jpg"},
        {"sender":"ana","created_at":"2019-03-01T12:00:30+00:00","voice_media":"https://example.com/v.mp4?x=1","likes":[{"username":"ben"}]},
        {"sender":"ana","created_at":"2019-03-01T12:00:00+00:00","text":"Ã©"}]},
        {"conversation":[{"sender":"cy","created_at":"2019-03-01T12:00:00+00:00","action":"named the group x"},7],"participants":["cy","ana","ben"]}])";
    const auto got = read(whole, "messages.json");
    const auto m = got.all<model::Message>();
    REQUIRE(m.size() == 5);
    CHECK(got.findings.tally.rejected == 1);
    CHECK(m[0].text == "❤️");
    CHECK(m[0].thread == "ana, ben");
    CHECK(time::to_rfc3339(*m[0].when.at) == "2019-03-01T12:02:00.123Z");
    CHECK(m[1].text == "new\nhttps://example.com/p/1.jpg");
    CHECK(m[2].attachments == std::vector<model::Attachment>{{"v.mp4", "audio/*", ""}});
    CHECK(m[3].text == "Ã©");
    CHECK(m[4].role == model::Role::system);
    CHECK(m[4].text == "named the group x");
    CHECK(m[4].thread == "ana, ben, cy");
    CHECK(format_meta_json.sniff(test::probe_of(whole)) >= 90);
    for (auto size = whole.find(":[\n") + 2; size < whole.size(); ++size) {
        CAPTURE(size);
        CHECK(read(whole.substr(0, size), "messages.json").remarked("truncated"));
    }
}

TEST_CASE("what Messenger sends instead of words")
{
    const struct {
        const char *members, *text, *file;
        bool system;
    } table[] = {
        {R"("photos":[{"uri":"a/b/1.jpg"}])", "", "1.jpg", false},
        {R"("files":[{"uri":"a\\2.pdf"}])", "", "2.pdf", false},
        {R"("audio_files":[{"uri":"3.mp4"}])", "", "3.mp4", false},
        {R"("gifs":[{"uri":"https://example.com/4.gif?x=1#y"}])", "", "4.gif", false},
        {R"("sticker":{"uri":"s/5.png","ai_stickers":[]})", "", "5.png", false},
        {R"("videos":[{"uri":""}],"content":"x")", "x", nullptr, false},
        {R"("share":{"link":"https://example.com"})", "https://example.com", nullptr, false},
        {R"("share":{"link":"https://example.com","share_text":"see"})", "see\nhttps://example.com", nullptr, false},
        {R"("share":{"link":"https://example.com"},"content":"own words")", "own words", nullptr, false},
        {R"("type":"Call","call_duration":0,"content":"Ana missed your call.")", "Ana missed your call.", nullptr, false},
        {R"("type":"Subscribe","content":"Ana joined.","users":[{"name":"Ana"}])", "Ana joined.", nullptr, true},
        {R"("type":"Unsubscribe","content":"Ana left.")", "Ana left.", nullptr, true},
    };
    for (const auto& row : table) {
        CAPTURE(row.members);
        const auto got =
            read(chat(std::string(R"({"sender_name":"Ana","timestamp_ms":1772366400000,)") + row.members + "}"));
        const auto m = got.all<model::Message>();
        REQUIRE(m.size() == 1);
        CHECK(m[0].text == row.text);
        CHECK(m[0].attachments.size() == (row.file ? 1 : 0));
        if (row.file) CHECK(m[0].attachments.at(0).name == row.file);
        CHECK((m[0].role == model::Role::system) == row.system);
        CHECK(got.findings.tally.system == (row.system ? 1 : 0));
    }
}

TEST_CASE("ugly downloads of Messenger: what is whole is read, the rest is accounted for")
{
    const auto a = say("\"a\""), b = say("\"b\"");
    const struct {
        std::string bytes;
        std::size_t messages;
        std::uint64_t rejected;
        const char* remark; // empty: none
    } table[] = {
        {chat(""), 0, 0, ""},
        {"\xEF\xBB\xBF" + chat(a + "," + b), 2, 0, ""},
        {"[" + a + "," + b + "]", 2, 0, ""},
        {chat(a + "," + b, ""), 2, 0, "truncated"},
        {chat(a + "," + b, "],\"title\":\"A"), 2, 0, "truncated"},
        {chat(a + "," + b.substr(0, 30), ""), 1, 1, "truncated"},
        {chat(a + ",{\"sender_name\":\"A\",\"timestamp_ms\":1,\"content\":\"open}," + b), 2, 1, "bad-element"},
        {chat("7,null," + a), 1, 2, "bad-element"},
        {chat("{}"), 1, 0, "bad-date"},
        {chat(R"({"sender_name":"A","timestamp_ms":"soon","content":"a"})"), 1, 0, "bad-date"},
        {chat(R"({"sender_name":"A","timestamp_ms":-5,"content":"a"})"), 1, 0, "bad-date"},
        {chat(R"({"sender_name":"A","timestamp_ms":99999999999999999999,"content":"a"})"), 1, 0, "bad-date"},
        {chat(R"({"sender_name":7,"timestamp_ms":"1772366400000","content":["a"]})"), 1, 0, ""},
    };
    for (const auto& row : table) {
        CAPTURE(row.bytes);
        const auto got = read(row.bytes);
        CHECK(got.all<model::Message>().size() == row.messages);
        CHECK(got.findings.tally.rejected == row.rejected);
        if (*row.remark == '\0')
            CHECK(got.findings.diagnostics.empty());
        else
            CHECK(got.remarked(row.remark));
    }
    for (const auto* bytes : {"", "{}", "7", "{\"participants\":[]}", "not json"}) {
        CAPTURE(bytes);
        CHECK_THROWS(read(bytes));
    }
}

TEST_CASE("a download of Messenger cut at any byte: nothing is lost in silence")
{
    const auto whole = chat(say("\"a \\u00c3\\u00a9\"") + ",\n" + say("\"b\""));
    const auto open = whole.find("\"messages\":") + 12;
    for (auto size = open; size < whole.size(); ++size) {
        CAPTURE(size);
        const auto got = read(whole.substr(0, size));
        CHECK(got.remarked("truncated"));
        CHECK(got.findings.tally.rejected <= 1);
    }
}

TEST_CASE("what looks like a download of Messenger, and what does not")
{
    const auto sniff = [](const std::string& text) { return format_meta_json.sniff(test::probe_of(text)); };
    CHECK(sniff(chat(say("\"a\""))) > 90);
    CHECK(sniff(chat(say("\"a\""), "")) > 90);
    CHECK(sniff(chat("")) >= 90);
    CHECK(sniff(R"({"participants":["A"],"threadName":"A_1","messages":[{"senderName":"A","text":"x","timestamp":1)") > 90);
    CHECK(sniff(R"({"participants":["A"],"threadName":"A_1","messages":[{"senderName":"A","text":"x","timestamp":1}]})") >
          90);
    for (const auto* other :
         {"", "{", "[]", R"({"guild":{},"channel":{},"messages":[{"id":"1","type":"Default","timestamp":"x"}]})",
          R"({"name":"A","type":"personal_chat","id":1,"messages":[{"id":1,"type":"message","date":"x"}]})",
          R"({"messages":[{"id":1,"text":"a","timestamp":1}]})"}) {
        CAPTURE(other);
        CHECK(sniff(other) == 0);
    }
}

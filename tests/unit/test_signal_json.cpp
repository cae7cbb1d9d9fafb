#include "read_format.hpp"

#include <doctest/doctest.h>

using namespace redress;
using namespace redress::ingest;

namespace redress::ingest {
extern const Format format_signal_json;
}

namespace {

test::Got read(const std::string& bytes)
{
    auto got = test::read_bytes(format_signal_json, bytes, {}, "data.json");
    CHECK(got.adds_up());
    return got;
}

std::string say(const std::string& members)
{
    return R"({"date": "2026-03-01T20:00:00", "sender": "Ana", "quote": "", "sticker": "", "reactions": [], )" + members +
           "}\n";
}

} // namespace

TEST_CASE("a line of signal-export: words, what they answer, stickers, files")
{
    const struct {
        const char *members, *text, *quote, *file;
    } table[] = {
        {R"("body": "a  ", "attachments": [])", "a", "", nullptr},
        {R"("body": " a\n b  ")", " a\n b", "", nullptr},
        {R"("body": "a  ", "quote": "\n\n> first\n> second\n\n")", "a", "first\nsecond", nullptr},
        {R"("body": "a", "quote": {"text": "> q"})", "a", "q", nullptr},
        {R"("body": "  ", "sticker": "🎉")", "🎉", "", "🎉"},
        {R"("body": "  ", "sticker": {"emoji": "", "packId": "p"})", "sticker", "", "sticker"},
        {R"("body": "  ", "attachments": [{"name": "a.png", "path": "media/b.png"}])", "", "", "a.png"},
        {R"("body": "  ", "attachments": [{"name": "", "path": "media/b.png"}])", "", "", "b.png"},
        {R"("body": null)", "", "", nullptr},
    };
    for (const auto& row : table) {
        CAPTURE(row.members);
        const auto got = read(say(row.members));
        const auto m = got.all<model::Message>();
        REQUIRE(m.size() == 1);
        CHECK(m[0].text == row.text);
        CHECK(m[0].sender == "Ana");
        CHECK(got.records[0].extra["quote"].string_or("") == row.quote);
        CHECK(m[0].attachments.size() == (row.file ? 1 : 0));
        if (row.file) CHECK(m[0].attachments.at(0).name == row.file);
    }
    CHECK(read(say(R"("body": "x", "deleted": true)")).all<model::Message>()[0].deleted);
}

TEST_CASE("rows of Signal Desktop's database: who said it, and what only happened")
{
    const struct {
        const char *type, *sender;
        bool system;
    } table[] = {{"incoming", "+15550100", false},          {"outgoing", "+15550100", false},
                 {"call-history", "+15550100", true},       {"group-v2-change", "+15550100", true},
                 {"timer-notification", "+15550100", true}, {"keychange", "+15550100", true}};
    for (const auto& row : table) {
        CAPTURE(row.type);
        const auto got =
            read(std::string(
                     R"([{"id":"1","conversationId":"c","source":"+15550100","sent_at":1772366400000,"body":"a","type":")") +
                 row.type + "\"}]");
        const auto m = got.all<model::Message>();
        REQUIRE(m.size() == 1);
        CHECK(m[0].sender == row.sender);
        CHECK((m[0].role == model::Role::system) == row.system);
        CHECK(m[0].thread == "c");
        CHECK(m[0].native_id == "1");
        CHECK(time::to_rfc3339(*m[0].when.at) == "2026-03-01T12:00:00Z");
    }
    const auto own =
        read(R"({"id":"1","conversationId":"c","type":"outgoing","sent_at":1772366400000,"body":"a","isErased":1})");
    CHECK(own.all<model::Message>()[0].sender == "Me");
    CHECK(own.all<model::Message>()[0].deleted);
}

TEST_CASE("ugly files of Signal: what is whole is read, the rest is accounted for")
{
    const auto a = say(R"("body": "a")"), b = say(R"("body": "b")");
    const struct {
        std::string bytes;
        std::size_t messages;
        std::uint64_t rejected;
        const char* remark; // empty: none
    } table[] = {
        {a + b, 2, 0, ""},
        {"[" + a + "," + b + "]", 2, 0, ""},
        {"[" + a, 1, 0, "truncated"},
        {a + b.substr(0, 40), 1, 1, "truncated"},
        {a + "{\"date\": \"2026\", \"body\": \"open}\n" + b, 2, 1, "bad-element"},
        {a + "no JSON\n" + b, 2, 1, "bad-element"},
        {"{}", 1, 0, "bad-date"},
        {R"({"date": "2026-02-30T00:00:00", "sender": "A", "body": "a"})", 1, 0, "bad-date"},
        {R"({"date": 1772366400000, "sender": "A", "body": "a"})", 1, 0, ""},
        {R"({"date": "2026-03-01T12:00:00+00:00", "sender": "A", "body": "a"})", 1, 0, ""},
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
    for (const auto* bytes : {"", "7", "text"}) CHECK_THROWS(read(bytes));
    const auto whole = a + b.substr(0, b.size() - 1);
    for (std::size_t size = 1; size < whole.size(); ++size) {
        CAPTURE(size);
        const auto got = read(whole.substr(0, size));
        const bool between = size == a.size() || size == a.size() - 1; // a whole line is a whole file
        CHECK(got.findings.tally.rejected == (between ? 0 : 1));
        CHECK(got.remarked("truncated") == !between);
    }
}

TEST_CASE("what looks like Signal, and what does not")
{
    const auto sniff = [](const std::string& text) { return format_signal_json.sniff(test::probe_of(text)); };
    CHECK(sniff(say(R"("body": "a", "attachments": [])")) > 90);
    CHECK(sniff("[" + say(R"("body": "a")") + "]") > 90);
    CHECK(sniff(R"({"id":"1","conversationId":"c","type":"incoming","sent_at":1,"body":"a"})") >= 90);
    for (const auto* other :
         {"", "{", "[]", R"({"date":"2026-01-01","rating":5,"body":"good"})", R"({"sender":"A","body":"x","date":"d"})",
          R"({"schema":"redress/1","type":"message","text":"a"})"}) {
        CAPTURE(other);
        CHECK(sniff(other) == 0);
    }
}

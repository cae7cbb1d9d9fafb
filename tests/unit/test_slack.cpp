#include "base/archive.hpp"
#include "ingest/slack_message.hpp"
#include "read_format.hpp"

#include <doctest/doctest.h>

using namespace redress;
using namespace redress::ingest;

namespace redress::ingest {
extern const Format format_slack;
}

namespace {

test::Got read(const std::string& bytes, const std::string& name = "day.json")
{
    auto got = test::read_bytes(format_slack, bytes, {}, name);
    CHECK(got.adds_up());
    return got;
}

std::string say(const std::string& members)
{
    return R"({"type":"message","user":"U1","ts":"1772366400.000100",)" + members + "}";
}

std::string zip(std::vector<archive::Entry> entries)
{
    return archive::write_zip(std::move(entries), 1772366400);
}

} // namespace

TEST_CASE("marks of Slack as Slack shows them")
{
    slack::Names names;
    names.people["U1"] = "jane <3";
    names.channels["C1"] = "orders";
    const struct {
        const char *raw, *shown;
    } table[] = {
        {"plain", "plain"},
        {"a &lt;b&gt; &amp;amp; &quot;", "a <b> &amp; &quot;"},
        {"<@U1>: hi <@U1|old>", "@jane <3: hi @jane <3"},
        {"<@U9> <@U9|nine>", "@U9 @nine"},
        {"<#C1|was> <#C9|nine> <#C9>", "#orders #nine #C9"},
        {"<!here> <!channel> <!subteam^S1|@team> <!date^1^{date}|noon>", "@here @channel @team noon"},
        {"<https://example.com/a?b=1&amp;c=2>", "https://example.com/a?b=1&c=2"},
        {"<https://example.com/o/1|the order>", "the order (https://example.com/o/1)"},
        {"<https://example.com/there|here>", "here (https://example.com/there)"},
        {"<http://example.com|example.com>", "http://example.com"},
        {"<mailto:a@example.com|a@example.com> <tel:5550100|555-0100>", "a@example.com 555-0100 (5550100)"},
        {"open < and > alone", "open < and > alone"},
        {"cut <@U1", "cut <@U1"},
        {"<>", "<>"},
    };
    for (const auto& row : table) {
        CAPTURE(row.raw);
        CHECK(slack::shown(row.raw, names) == row.shown);
    }
}

TEST_CASE("a message of Slack: who, what, and whether anybody said it")
{
    const struct {
        const char *json, *sender, *text;
        bool system;
    } table[] = {
        {R"({"ts":"1.0","user":"U1","text":"a"})", "U1", "a", false},
        {R"({"ts":"1.0","user":"USLACKBOT","text":"a"})", "Slackbot", "a", false},
        {R"({"ts":"1.0","user":"U1","user_profile":{"display_name":"","real_name":"Jane Doe"},"text":"a"})", "Jane Doe", "a",
         false},
        {R"({"ts":"1.0","subtype":"bot_message","bot_id":"B1","username":"tracker","text":"a"})", "tracker", "a", false},
        {R"({"ts":"1.0","subtype":"bot_message","bot_id":"B1","text":"","attachments":[{"fallback":"f"}]})", "B1", "f",
         false},
        {R"({"ts":"1.0","user":"U7","bot_id":"B1","bot_profile":{"name":"helper"},"text":"a"})", "helper", "a", false},
        {R"({"ts":"1.0","subtype":"file_comment","comment":{"user":"U2"},"text":"a"})", "U2", "a", false},
        {R"({"ts":"1.0","subtype":"me_message","user":"U1","text":"a"})", "U1", "a", false},
        {R"({"ts":"1.0","subtype":"thread_broadcast","user":"U1","text":"a"})", "U1", "a", false},
        {R"({"ts":"1.0","subtype":"channel_topic","user":"U1","text":"a"})", "U1", "a", true},
        {R"({"ts":"1.0","subtype":"group_leave","user":"U1","text":"a"})", "U1", "a", true},
        {R"({"ts":"1.0","subtype":"bot_add","user":"U1","text":"a"})", "U1", "a", true},
        {R"({"ts":"1.0","subtype":"pinned_item","user":"U1","text":"a"})", "U1", "a", true},
    };
    for (const auto& row : table) {
        CAPTURE(row.json);
        const auto got = read("[" + std::string(row.json) + "]");
        const auto m = got.all<model::Message>();
        REQUIRE(m.size() == 1);
        CHECK(m[0].sender == row.sender);
        CHECK(m[0].text == row.text);
        CHECK((m[0].role == model::Role::system) == row.system);
        CHECK(m[0].native_id == "1.0");
    }
    const auto got =
        read("[" + say(R"("text":"a","thread_ts":"1772366300.000001","edited":{"user":"U1","ts":"1772366460.000000"},
        "files":[{"name":"a.png","mimetype":"image/png","url_private":"https://files.example.com/a.png?t=token"}])") +
             "]");
    REQUIRE(got.records.size() == 1);
    const auto m = got.all<model::Message>()[0];
    CHECK(m.edited);
    CHECK(got.records[0].as_of == "2026-03-01T12:01:00Z");
    CHECK(got.records[0].extra["reply_to"] == Json("1772366300.000001"));
    CHECK(m.attachments == std::vector<model::Attachment>{{"a.png", "image/png", ""}});
    CHECK(got.lines.find("token") == std::string::npos);
    CHECK(read("[" + say(R"("subtype":"tombstone","text":"This message was deleted.")") + "]")
              .all<model::Message>()[0]
              .deleted);
}

TEST_CASE("an export of Slack: names come from its lists, wherever they stand")
{
    const auto bytes =
        zip({{"orders/2026-03-01.json", "[" + say("\"text\":\"<@U1> in <#C1>\"") + "]"},
             {"D1/2026-03-02.json", "[" + say("\"text\":\"b\"") + "]"},
             {"old/2026-03-02.json", "[" + say("\"text\":\"c\"") + "]"},
             {"channels.json", R"([{"id":"C1","name":"orders"}])"},
             {"dms.json", R"([{"id":"D1","members":["U1","U2"]}])"},
             {"users.json", R"([{"id":"U1","name":"j","profile":{"display_name":"jane"}},{"id":"U2","real_name":"Ben"}])"},
             {"integration_logs.json", "[]"},
             {"orders/2026-13-01.json", "[]"}});
    const auto got = read(bytes, "export.zip");
    CHECK(got.findings.not_stored.size() == 1);
    REQUIRE(got.records.size() == 3);
    std::map<std::string, std::string> name_of;
    for (const auto& record : got.records) {
        const auto& m = std::get<model::Message>(record.body);
        CHECK(m.sender == "jane");
        name_of[m.thread] = record.extra["thread_name"].string_or("");
        if (m.thread == "C1") CHECK(m.text == "@jane in #orders");
    }
    CHECK(name_of == std::map<std::string, std::string>{{"C1", "orders"}, {"D1", "jane, Ben"}, {"old", "old"}});
}

TEST_CASE("ugly exports of Slack: what is whole is read, the rest is accounted for")
{
    const auto a = say("\"text\":\"a\""), b = say("\"text\":\"b\"");
    const struct {
        std::string day;
        std::size_t messages;
        std::uint64_t rejected;
        const char* remark; // empty: none
    } table[] = {
        {"[]", 0, 0, ""},
        {"[" + a + "," + b + "]", 2, 0, ""},
        {"[" + a + "," + b, 2, 0, "truncated"},
        {"[" + a + "," + b.substr(0, 40), 1, 1, "truncated"},
        {"[" + a + ",{\"type\":\"message\",\"user\":\"open}," + b + "]", 2, 1, "bad-element"},
        {"[7," + a + "]", 1, 1, "bad-element"},
        {"{}", 0, 1, "bad-element"},
        {"", 0, 1, "bad-element"},
        {R"([{"user":"U1","text":"a"}])", 1, 0, "bad-date"},
        {R"([{"user":"U1","text":"a","ts":"soon"}])", 1, 0, "bad-date"},
        {R"([{"user":"U1","text":"a","ts":"1772366400.x"}])", 1, 0, "bad-date"},
    };
    for (const auto& row : table) {
        CAPTURE(row.day);
        const auto got = read(zip({{"c/2026-03-01.json", row.day}, {"users.json", "[]"}}));
        CHECK(got.all<model::Message>().size() == row.messages);
        CHECK(got.findings.tally.rejected == row.rejected);
        if (*row.remark == '\0')
            CHECK(got.findings.diagnostics.empty());
        else
            CHECK(got.remarked(row.remark));
    }
    CHECK(read(zip({{"c/2026-03-01.json", "[" + a + "]"}, {"users.json", "[{"}})).remarked("bad-list"));
    CHECK_THROWS(read(zip({{"users.json", "[]"}})));
    for (const auto* bytes : {"", "{}", "7"}) CHECK_THROWS(read(bytes));
    const auto whole = "[" + a + ",\n" + b + "]";
    for (std::size_t size = 1; size < whole.size(); ++size) {
        CAPTURE(size);
        CHECK(read(whole.substr(0, size)).remarked("truncated"));
    }
}

TEST_CASE("what looks like Slack, and what does not")
{
    const auto sniff = [](const std::string& text) { return format_slack.sniff(test::probe_of(text)); };
    CHECK(sniff("[" + say("\"text\":\"a\"") + "]") > 90);
    for (const auto* other : {"", "[", "[]", "[1]", R"([{"id":1,"type":"message","text":"a","date":"x"}])",
                              R"({"ts":"1","user":"U1","text":"a"})", R"([{"number":"1","rating":5,"text":"good"}])"}) {
        CAPTURE(other);
        CHECK(sniff(other) == 0);
    }
    ingest::Probe probe;
    probe.members = {"export/users.json", "export/general/2026-03-01.json"};
    CHECK(format_slack.sniff(probe) > 95);
    probe.members = {"users.json", "2026-03-01.json"};
    CHECK(format_slack.sniff(probe) == 0);
    probe.members = {"a/2026-03-01.json", "result.json"};
    CHECK(format_slack.sniff(probe) == 0);
}

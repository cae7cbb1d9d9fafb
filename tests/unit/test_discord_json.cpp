#include "read_format.hpp"

#include <doctest/doctest.h>

using namespace redress;
using namespace redress::ingest;

namespace redress::ingest {
extern const Format format_discord_json;
}

namespace {

test::Got read(const std::string& bytes)
{
    auto got = test::read_bytes(format_discord_json, bytes);
    CHECK(got.adds_up());
    return got;
}

std::string channel(const std::string& messages, const std::string& tail = "]}")
{
    return R"({"guild":{"id":"0","name":"G"},"channel":{"id":"42","type":"DirectTextChat","name":"ana"},"messages":[)" +
           messages + tail;
}

std::string say(const std::string& members)
{
    return R"({"id":"7","type":"Default","timestamp":"2026-03-01T12:00:00+00:00","author":{"id":"1","name":"ana"},)" +
           members + "}";
}

} // namespace

TEST_CASE("types of Discord that somebody said, and those that happened")
{
    const struct {
        const char* type;
        bool system;
    } table[] = {{"\"Default\"", false},
                 {"\"Reply\"", false},
                 {"\"ChatInputCommand\"", false},
                 {"\"ContextMenuCommand\"", false},
                 {"0", false},
                 {"\"19\"", false},
                 {"20", false},
                 {"\"23\"", false},
                 {"null", false},
                 {"\"Call\"", true},
                 {"\"RecipientAdd\"", true},
                 {"\"ChannelPinnedMessage\"", true},
                 {"\"GuildMemberJoin\"", true},
                 {"\"ThreadCreated\"", true},
                 {"8", true},
                 {"\"24\"", true}};
    for (const auto& row : table) {
        CAPTURE(row.type);
        const auto got = read(
            channel(std::string(R"({"id":"1","timestamp":"2026-03-01T12:00:00Z","content":"x","type":)") + row.type + "}"));
        const auto m = got.all<model::Message>();
        REQUIRE(m.size() == 1);
        CHECK((m[0].role == model::Role::system) == row.system);
        CHECK(got.findings.tally.system == (row.system ? 1 : 0));
    }
}

TEST_CASE("what a message of Discord says")
{
    const struct {
        const char *members, *text, *file;
    } table[] = {
        {R"("content":"a")", "a", nullptr},
        {R"("content":null,"attachments":[{"url":"https://example.com/a/b.png?ex=1","fileName":"b.png"}])", "", "b.png"},
        {R"("content":"","attachments":[{"url":"out_Files/c-12.png"}])", "", "c-12.png"},
        {R"("content":"","stickers":[{"id":"1","name":"wave"}])", "", "wave"},
        {R"("content":"","embeds":[{"title":"T","description":"D","fields":[{"name":"N","value":"V"}]}])", "T\nD\nN: V",
         nullptr},
        {R"("content":"own","embeds":[{"title":"preview"}])", "own", nullptr},
        {R"("content":"","forwardedMessage":{"content":"passed on","attachments":[{"fileName":"f.txt"}]})", "passed on",
         "f.txt"},
    };
    for (const auto& row : table) {
        CAPTURE(row.members);
        const auto m = read(channel(say(row.members))).all<model::Message>();
        REQUIRE(m.size() == 1);
        CHECK(m[0].text == row.text);
        CHECK(m[0].sender == "ana");
        CHECK(m[0].native_id == "7");
        CHECK(m[0].thread == "42");
        CHECK(m[0].attachments.size() == (row.file ? 1 : 0));
        if (row.file) CHECK(m[0].attachments.at(0).name == row.file);
    }
}

TEST_CASE("times of Discord keep the zone they were written in")
{
    const struct {
        const char *written, *at, *local, *zone, *remark;
    } table[] = {
        {"2026-03-01T12:00:00.123+00:00", "2026-03-01T12:00:00.123Z", "2026-03-01T12:00:00.123", "UTC", ""},
        {"2026-03-01T20:00:00.1234567+08:00", "2026-03-01T12:00:00.123Z", "2026-03-01T20:00:00.123", "+08:00", ""},
        {"2026-03-01T06:30:00-05:30", "2026-03-01T12:00:00Z", "2026-03-01T06:30:00", "-05:30", ""},
        {"2026-03-01T12:00:00Z", "2026-03-01T12:00:00Z", "2026-03-01T12:00:00", "UTC", ""},
        {"2026-02-30T12:00:00Z", "", "2026-02-30T12:00:00Z", "", "bad-date"},
        {"", "", "", "", "bad-date"},
    };
    for (const auto& row : table) {
        CAPTURE(row.written);
        const auto got = read(channel(std::string(R"({"id":"1","content":"x","timestamp":")") + row.written + "\"}"));
        const auto when = got.all<model::Message>().at(0).when;
        CHECK((when.at ? time::to_rfc3339(*when.at) : "") == row.at);
        CHECK(when.local == row.local);
        CHECK(when.zone == row.zone);
        CHECK(got.remarked("bad-date") == (*row.remark != '\0'));
    }
    const auto edited = read(channel(say(R"("content":"x","timestampEdited":"2026-03-01T20:01:00+08:00")")));
    CHECK(edited.all<model::Message>()[0].edited);
    CHECK(edited.records[0].as_of == "2026-03-01T12:01:00Z");
}

TEST_CASE("ugly exports of Discord: what is whole is read, the rest is accounted for")
{
    const auto a = say(R"("content":"a")"), b = say(R"("content":"b")");
    const struct {
        std::string bytes;
        std::size_t messages;
        std::uint64_t rejected;
        const char* remark; // empty: none
    } table[] = {
        {channel(""), 0, 0, ""},
        {channel(a + "," + b, "],\"messageCount\":2}"), 2, 0, ""},
        {channel(a + "," + b, "],\"messageCount\":5}"), 2, 0, "declared-count"},
        {channel(a + ",7", "],\"messageCount\":2}"), 1, 1, "bad-element"},
        {"\xEF\xBB\xBF" + channel(a, ""), 1, 0, "truncated"},
        {channel(a + "," + b.substr(0, 60), ""), 1, 1, "truncated"},
        {channel(a + ",{\"id\":\"8\",\"type\":\"Default\",\"content\":\"open}," + b), 2, 1, "bad-element"},
        {channel(a + ",{\"id\":\"8\",\"type\":\"Default\",\"author\":{\"id\":\"1\",\"name\":[," + b), 2, 1, "bad-element"},
        {channel("{}"), 1, 0, "bad-date"},
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
    for (const auto* bytes : {"", "{}", "[]", "{\"guild\":{},\"channel\":{}}"}) CHECK_THROWS(read(bytes));
    const auto whole = channel(a + ",\n" + b);
    for (auto size = whole.find("[") + 1; size < whole.size(); ++size) {
        CAPTURE(size);
        CHECK(read(whole.substr(0, size)).remarked("truncated"));
    }
}

TEST_CASE("an export of Discord is told from a table and from other chats")
{
    const auto sniff = [](const std::string& text) { return format_discord_json.sniff(test::probe_of(text)); };
    CHECK(sniff(channel("")) > 90);
    CHECK(sniff(channel(say(R"("content":"a")"), "")) > 90);
    CHECK(detect(test::probe_of(channel(say(R"("content":"good","rating":5)"))))->name == std::string("discord_json"));
    for (const auto* other :
         {"", "{", "[]", R"({"name":"A","type":"personal_chat","id":1,"messages":[{"id":1,"type":"message","date":"x"}]})",
          R"({"participants":[],"messages":[{"sender_name":"A","timestamp_ms":1}]})"}) {
        CAPTURE(other);
        CHECK(sniff(other) == 0);
    }
}

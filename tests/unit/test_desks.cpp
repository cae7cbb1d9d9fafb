#include "analyze/private_notes.hpp"
#include "base/error.hpp"
#include "read_format.hpp"

#include <doctest/doctest.h>

using namespace redress;
using namespace redress::ingest;

namespace redress::ingest {
extern const Format format_zendesk, format_intercom, format_chatwoot, format_crisp;
} // namespace redress::ingest

namespace {

const std::string zendesk =
    R"({"ticket":{"id":1,"subject":"S","status":"open","description":"a  b","requester_id":5,"created_at":"2026-03-05T01:00:00Z"},)"
    R"("comments":[{"id":11,"author_id":5,"body":"a b","public":true,"created_at":"2026-03-05T01:00:30Z"},)"
    R"({"id":12,"author_id":6,"body":"n","public":false,"created_at":"2026-03-05T01:01:00Z"}],"users":[{"id":5,"name":"Jane"}]})";
const std::string intercom =
    R"([{"type":"conversation","id":"7","created_at":1772672470,"source":{"id":"s","body":"<p>a &lt; b</p>","author":{"type":"lead","name":"Jane"}},)"
    R"("conversation_parts":{"conversation_parts":[{"id":"p","part_type":"note","body":"n","created_at":1772672471,"author":{"type":"admin","name":"Ann"}}]}}])";
const std::string chatwoot =
    R"({"payload":[{"id":1,"content":"a","message_type":0,"conversation_id":9,"created_at":1772672470,"private":false,"sender":{"name":"Jane"}},)"
    R"({"id":2,"content":"n","message_type":1,"conversation_id":9,"created_at":1772672471,"private":true,"sender":{"name":"Ann"}}]})";
const std::string crisp =
    R"({"data":[{"session_id":"s1","type":"text","from":"user","content":"a","fingerprint":1,"timestamp":1772672470000,"user":{"nickname":"Jane"}},)"
    R"({"session_id":"s1","type":"note","from":"operator","content":"n","fingerprint":2,"timestamp":1772672471000,"user":{"nickname":"Ann"}}]})";

struct Desk {
    const Format* format;
    const std::string* sample;
};
const Desk desks[] = {
    {&format_zendesk, &zendesk}, {&format_intercom, &intercom}, {&format_chatwoot, &chatwoot}, {&format_crisp, &crisp}};

} // namespace

TEST_CASE("desks: each sample is known to its own reader only, has a buyer and a private note")
{
    for (const auto& desk : desks) {
        CAPTURE(std::string(desk.format->name));
        for (const auto& other : desks)
            CHECK((other.format->sniff(test::probe_of(*desk.sample)) > 0) == (other.format == desk.format));
        const auto got = test::read_bytes(*desk.format, *desk.sample);
        CHECK(got.adds_up());
        REQUIRE(got.records.size() == 2);
        const auto messages = got.all<model::Message>();
        CHECK(messages[0].sender == "Jane");
        CHECK(messages[0].role == model::Role::buyer);
        CHECK(messages[0].when.at.has_value());
        CHECK_FALSE(analyze::is_private(got.records[0]));
        CHECK(messages[1].text == "n");
        CHECK(messages[1].role == model::Role::seller);
        CHECK(analyze::is_private(got.records[1]));
        for (const auto& record : got.records) { // its place holds its words and nobody else's
            const auto& place = record.sources.back();
            const auto piece = desk.sample->substr(place.offset, place.length);
            CHECK(piece.find('"' + std::get<model::Message>(record.body).native_id + '"') +
                      piece.find(':' + std::get<model::Message>(record.body).native_id + ',') !=
                  2 * std::string::npos);
            CHECK((piece.find(R"("n")") != std::string::npos) == analyze::is_private(record));
        }
    }
}

TEST_CASE("desks: cut at any byte, what is whole is read and the sum holds")
{
    for (const auto& desk : desks)
        for (std::size_t n = 0; n < desk.sample->size(); ++n) {
            CAPTURE(std::string(desk.format->name));
            CAPTURE(n);
            try {
                const auto got = test::read_bytes(*desk.format, desk.sample->substr(0, n));
                CHECK(got.adds_up());
                CHECK(got.records.size() <= 2);
            } catch (const Error& e) {
                CHECK(e.kind() == ErrorKind::input);
            }
        }
}

TEST_CASE("desks: one a line, damaged lines between")
{
    const auto twice = zendesk + "\nrubbish\n{\"ticket\": {\"id\": 2, \"comments\": [{\"id\"\n" + zendesk + "\n";
    const auto got = test::read_bytes(format_zendesk, twice);
    CHECK(got.adds_up());
    CHECK(got.findings.tally.rejected == 2);
    CHECK(got.records.size() == 4);
    for (const auto& d : got.findings.diagnostics) CHECK(d.message.en().find("rubbish") == std::string::npos);
}

TEST_CASE("zendesk: the description counts once")
{
    struct Case {
        const char* comments;
        std::size_t messages;
    };
    const Case cases[] = {
        {"", 1},
        {R"({"id":1,"author_id":5,"body":"line one\n\nline two","public":true,"created_at":"2026-03-05T01:00:09Z"})", 1},
        {R"({"id":1,"author_id":5,"html_body":"<p>line one</p><p>line two</p>","public":true,"created_at":"2026-03-05T01:00:09Z"})",
         1},
        {R"({"id":1,"author_id":5,"body":"![](pic) line one","public":true,"created_at":"2026-03-05T01:00:00Z"})",
         1}, // same moment
        // a later part of the ticket: its first comment is in another file, and must not be there twice
        {R"({"id":2,"author_id":6,"body":"an answer","public":true,"created_at":"2026-03-05T02:00:00Z"})", 1},
    };
    for (const auto& c : cases) {
        CAPTURE(std::string(c.comments));
        const auto got = test::read_bytes(
            format_zendesk,
            R"({"id":1,"subject":"S","status":"open","description":"line one\nline two","requester_id":5,"created_at":"2026-03-05T01:00:00Z","comments":[)" +
                std::string(c.comments) + "]}");
        CHECK(got.all<model::Message>().size() == c.messages);
        CHECK(got.adds_up());
    }
}

TEST_CASE("zendesk: who is who without users")
{
    const auto got = test::read_bytes(
        format_zendesk,
        R"([{"id":1,"subject":"S","status":"open","requester":{"id":5,"name":"Jane"},"assignee_id":6,"created_at":"2026-03-05T01:00:00Z","comments":[
            {"id":1,"author_id":5,"body":"a","public":true,"created_at":"2026-03-05T01:00:00Z"},
            {"id":2,"author_id":6,"body":"b","public":true,"created_at":"2026-03-05T01:00:00Z"},
            {"id":3,"author_id":7,"body":"c","public":true,"created_at":"2026-03-05T01:00:00Z"},
            {"id":4,"author_id":7,"body":"d","public":false,"created_at":"2026-03-05T01:00:00Z"},
            {"id":5,"author_id":-1,"body":"e","public":true,"created_at":"2026-03-05T01:00:00Z"}]}])");
    std::string roles;
    for (const auto& message : got.all<model::Message>()) roles += std::string(model::to_string(message.role)) + ",";
    CHECK(roles == "buyer,seller,,seller,system,");
    CHECK(got.findings.tally.system == 1);
}

TEST_CASE("intercom: what a part is")
{
    struct Case {
        const char *part, *role, *text;
        bool hidden;
    };
    const Case cases[] = {
        {R"("part_type":"comment","body":"<p>a</p>")", "seller", "a", false},
        {R"("part_type":"note","body":"a")", "seller", "a", true},
        {R"("part_type":"note_and_reopen","body":"a")", "seller", "a", true},
        {R"("part_type":"close","body":"<p>bye</p>")", "seller", "bye", false},
        {R"("part_type":"open","body":null)", "system", "open", false},
        {R"("part_type":"assignment","body":null)", "system", "assignment", false},
        {R"("part_type":"assignment","body":"for you")", "system", "assignment\nfor you", true},
        {R"("part_type":"conversation_attribute_updated_by_admin","body":null)", "system",
         "conversation_attribute_updated_by_admin", false},
        {R"("part_type":"comment","body":null,"redacted":true)", "seller", "", false},
    };
    for (const auto& c : cases) {
        CAPTURE(std::string(c.part));
        const auto got = test::read_bytes(
            format_intercom,
            R"({"type":"conversation","id":"7","created_at":1,"conversation_parts":{"conversation_parts":[{"id":"p",)" +
                std::string(c.part) + R"(,"created_at":1772672471,"author":{"type":"admin","name":"Ann"}}]}})");
        REQUIRE(got.records.size() == 1);
        const auto& message = std::get<model::Message>(got.records[0].body);
        CHECK(model::to_string(message.role) == c.role);
        CHECK(message.text == c.text);
        CHECK(analyze::is_private(got.records[0]) == c.hidden);
    }
}

TEST_CASE("chatwoot: numbers and words of message_type, times in seconds and ISO")
{
    struct Case {
        const char *type, *role;
    };
    const Case cases[] = {{"0", "buyer"},
                          {"1", "seller"},
                          {"2", "system"},
                          {"3", "platform"},
                          {"\"incoming\"", "buyer"},
                          {"\"outgoing\"", "seller"},
                          {"\"activity\"", "system"},
                          {"\"template\"", "platform"},
                          {"9", ""}};
    for (const auto& c : cases) {
        const auto got = test::read_bytes(
            format_chatwoot,
            R"([{"id":1,"content":"a","conversation_id":9,"created_at":"2026-03-05T01:01:10.5Z","message_type":)" +
                std::string(c.type) + "}]");
        REQUIRE(got.records.size() == 1);
        const auto& message = std::get<model::Message>(got.records[0].body);
        CHECK(model::to_string(message.role) == c.role);
        CHECK(time::to_epoch_ms(*message.when.at) == 1772672470500);
    }
}

TEST_CASE("desks: other JSON is none of theirs")
{
    for (const char* other :
         {"{}", "[]", "[1,2]", "null", R"({"messages":[{"id":1,"type":"message","date":"x","from":"y","text":"z"}]})",
          R"([{"id":1,"total":"5","status":"paid"}])", R"({"data":[{"orderNumber":"1"}]})",
          R"([{"sender":"a","time":1,"message":"b"}])"})
        for (const auto& desk : desks) {
            CHECK(desk.format->sniff(test::probe_of(other)) == 0);
            CHECK_THROWS_AS(test::read_bytes(*desk.format, other), Error);
        }
}

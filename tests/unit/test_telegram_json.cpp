#include "ingest/json_scan.hpp"
#include "ingest/telegram_message.hpp"
#include "read_format.hpp"

#include <doctest/doctest.h>

using namespace redress;
using namespace redress::ingest;

namespace redress::ingest {
extern const Format format_telegram_json;
}

namespace {

test::Got read(const std::string& bytes, const ReadOptions& options = {})
{
    auto got = test::read_bytes(format_telegram_json, bytes, options, "result.json");
    CHECK(got.adds_up());
    return got;
}

// A chat with these messages.
std::string chat(const std::string& messages, const std::string& tail = "]}")
{
    return R"({"name":"Ana","type":"personal_chat","id":42,"messages":[)" + messages + tail;
}

std::string say(const std::string& text)
{
    return R"({"id":7,"type":"message","date_unixtime":"1772366400","from":"Ana","text":)" + text + "}";
}

int sniff(const std::string& text)
{
    return format_telegram_json.sniff(test::probe_of(text));
}

} // namespace

TEST_CASE("Telegram texts of every kind come out as words")
{
    const struct {
        const char *json, *text;
    } table[] = {
        {R"("plain")", "plain"},
        {R"("")", ""},
        {R"([])", ""},
        {R"(["a",{"type":"bold","text":"b"},"c"])", "abc"},
        {R"([{"type":"custom_emoji","text":"x","document_id":"1"},{"type":"pre","text":"y","language":"c"}])", "xy"},
        {R"([1,null,{"text":null},{"type":"link"},"z"])", "z"},
        {R"("esc\x1B[0m")", "esc\x1B[0m"},
        {R"("a backslash \\x41 stays")", "a backslash \\x41 stays"},
        {R"("\\\x07")", "\\\x07"},
        {R"("half \ud83d and \ude00 whole \ud83d\ude00")", "half \xEF\xBF\xBD and \xEF\xBF\xBD whole \xF0\x9F\x98\x80"},
        {"\"raw\nline\x01\"", "raw\nline\x01"},
        {"\"bad \xFF\"", "bad \xEF\xBF\xBD"},
        {R"("{\"id\": 1, [ ] }")", "{\"id\": 1, [ ] }"},
        {R"("订单👩‍👧")", "订单👩‍👧"},
    };
    for (const auto& row : table) {
        CAPTURE(row.json);
        const auto messages = read(chat(say(row.json))).all<model::Message>();
        REQUIRE(messages.size() == 1);
        CHECK(messages[0].text == row.text);
        CHECK(messages[0].native_id == "7");
        CHECK(messages[0].thread == "42");
    }
    CHECK(read(chat(say("\"bad \xFF\""))).remarked("bad-encoding"));
}

TEST_CASE("date_unixtime wins, and the date beside it shows the zone")
{
    const struct {
        const char *dates, *at, *local, *zone;
    } table[] = {
        {R"("date":"2026-03-01T20:00:00","date_unixtime":"1772366400")", "2026-03-01T12:00:00Z", "2026-03-01T20:00:00",
         "+08:00"},
        {R"("date":"2026-03-01T06:30:00","date_unixtime":"1772366400")", "2026-03-01T12:00:00Z", "2026-03-01T06:30:00",
         "-05:30"},
        {R"("date":"2026-03-01T12:00:00","date_unixtime":1772366400)", "2026-03-01T12:00:00Z", "2026-03-01T12:00:00", "UTC"},
        {R"("date_unixtime":"1772366400")", "2026-03-01T12:00:00Z", "2026-03-01T12:00:00", "UTC"},
        {R"("date":"2020-01-01T20:00:00","date_unixtime":"1772366400")", "2026-03-01T12:00:00Z", "2020-01-01T20:00:00", ""},
    };
    for (const auto& row : table) {
        CAPTURE(row.dates);
        const auto messages = read(chat(std::string(R"({"id":1,"type":"message",)") + row.dates + R"(,"text":"a"})"));
        const auto when = messages.all<model::Message>().at(0).when;
        REQUIRE(when.at.has_value());
        CHECK(time::to_rfc3339(*when.at) == row.at);
        CHECK(when.local == row.local);
        CHECK(when.zone == row.zone);
        CHECK(messages.remarked("dates-differ") == (*row.zone == '\0'));
    }
}

TEST_CASE("what is no text: people, services, files")
{
    const auto got = read(chat(
        R"({"id":1,"type":"message","date_unixtime":"1772366400","edited_unixtime":"1772366460","from":null,"from_id":"user5550100","photo":"a/b.jpg","text":"x"},)"
        R"j({"id":2,"type":"message","date_unixtime":"1772366400","edited":"1970-01-01T02:00:00","from":"Ana","file":"(File unavailable, please try again later)","media_type":"voice_message","text":""},)j"
        R"({"id":3,"type":"service","date_unixtime":"1772366400","actor":"Ana","action":"remove_members","members":["Ben",null,"Cy"],"text":""},)"
        R"({"id":4,"type":"service","date_unixtime":"1772366400","actor":"Ana","information_text":"custom","text":""},)"
        R"({"id":5,"type":"unsupported"},)"
        R"({"id":6,"type":"message","date_unixtime":"1772366400","from":"Ana","location_information":{"latitude":1.50,"longitude":-2.25},"text":""},)"
        R"({"id":7,"type":"message","date_unixtime":"1772366400","from":"Ana","contact_information":{"first_name":"Jo","phone_number":"555 0100"},"text":""})"));
    const auto m = got.all<model::Message>();
    REQUIRE(m.size() == 7);
    CHECK(m[0].sender == "user5550100");
    CHECK(m[0].edited);
    CHECK(got.records[0].as_of == "2026-03-01T12:01:00Z");
    CHECK(m[0].attachments == std::vector<model::Attachment>{{"b.jpg", "image/*", ""}});
    CHECK_FALSE(m[1].edited);
    CHECK(m[1].attachments == std::vector<model::Attachment>{{"", "audio/*", ""}});
    CHECK(m[2].text == "remove_members: members Ben, Cy");
    CHECK(m[2].role == model::Role::system);
    CHECK(m[3].text == "custom");
    CHECK(m[4].text == "unsupported");
    CHECK(m[4].role == model::Role::system);
    CHECK(m[5].text == "1.50, -2.25");
    CHECK(m[6].text == "Jo 555 0100");
    CHECK(got.findings.tally.parsed == 4);
    CHECK(got.findings.tally.system == 3);
    CHECK(got.records[0].extra["thread_name"].string_or("") == "Ana");
}

TEST_CASE("what Telegram sends instead of words is read as far as it is words")
{
    const struct {
        const char *members, *text;
    } table[] = {
        {R"("poll":{"question":"which?","closed":false,"total_voters":2,"answers":[{"text":"a","voters":2},{"text":[{"type":"bold","text":"b"}]}]})",
         "which?\n- a\n- b"},
        {R"("todo_list":{"title":"to do","answers":[{"text":"send","id":1}]})", "to do\n- send"},
        {R"("location_information":{"latitude":1.50,"longitude":-2.25})", "1.50, -2.25"},
        {R"("location_information":null)", ""},
        {R"("place_name":"Shop","address":"1 Example Road","location_information":{"latitude":1,"longitude":2})",
         "Shop, 1 Example Road\n1, 2"},
        {R"("place_name":"Shop","address":"1 Example Road")", "Shop, 1 Example Road"},
        {R"("contact_information":{"first_name":"Jo","last_name":"","phone_number":"555 0100"})", "Jo 555 0100"},
        {R"("invoice_information":{"title":"Code","description":"one key","amount":1234,"currency":"USD"})",
         "Code\none key"},
        {R"("invoice_information":"{\n \"title\": \"Code\",\n \"description\": \"one key\",\n \"amount\": 1234\n}")",
         "Code\none key"},
        {R"("game_title":"G","game_description":"D","game_link":"https://example.com/g")", "G\nD\nhttps://example.com/g"},
        {R"("media_type":"sticker","sticker_emoji":"🎉")", "🎉"},
        {R"("poll":{"question":"which?","answers":[]},"text":"own words")", "own words"},
    };
    for (const auto& row : table) {
        CAPTURE(row.members);
        const auto got = read(
            chat(std::string(R"({"id":1,"type":"message","date_unixtime":"1772366400","from":"Ana",)") + row.members + "}"));
        const auto m = got.all<model::Message>();
        REQUIRE(m.size() == 1);
        CHECK(m[0].text == row.text);
        CHECK(m[0].role != model::Role::system);
    }
}

TEST_CASE("what happened in a chat of Telegram, in the program's own words")
{
    const struct {
        const char *members, *sender, *text;
    } table[] = {
        {R"("actor":"Ana","actor_id":"user1","action":"invite_members","members":["Ben",null])", "Ana",
         "invite_members: members Ben"},
        {R"("actor":null,"actor_id":"user1","action":"join_group_by_link","inviter":"Cy")", "",
         "join_group_by_link: inviter Cy"},
        {R"("actor":"Ana","actor_id":1,"information_text":"shown as it is")", "Ana", "shown as it is"},
        {R"("action":"send_payment","amount":1234,"currency":"USD")", "", "send_payment: amount 1234, currency USD"},
        {R"("actor":"Ana","action":"pin_message","message_id":9007199254740993)", "Ana",
         "pin_message: message_id 9007199254740993"},
        {R"("actor":"Ana","action":"phone_call","discard_reason":"missed")", "Ana", "phone_call: discard_reason missed"},
    };
    for (const auto& row : table) {
        CAPTURE(row.members);
        const auto m = read(chat(std::string(R"({"id":1,"type":"service","date_unixtime":"1772366400","text":"",)") +
                                 row.members + "}"))
                           .all<model::Message>();
        REQUIRE(m.size() == 1);
        CHECK(m[0].role == model::Role::system);
        CHECK(m[0].sender == row.sender);
        CHECK(m[0].text == row.text);
    }
    const auto old = read(chat(
        R"({"id":1,"type":"message","date":"2018-12-05T10:39:10","from":null,"from_id":4511286131,"saved_from":"Cy","reply_to_message_id":3,"forwarded_from":"Dee","via_bot":"@helper","text":"a"})"));
    REQUIRE(old.records.size() == 1);
    CHECK(old.all<model::Message>()[0].sender == "4511286131");
    for (const auto* key : {"saved_from", "reply_to_message_id", "forwarded_from", "via_bot", "from_id"}) {
        CAPTURE(key);
        CHECK_FALSE(old.records[0].extra[key].is_null());
    }
    const auto saved = read(R"({"type":"saved_messages","id":42,"messages":[)" + say("\"note\"") + "]}");
    REQUIRE(saved.all<model::Message>().size() == 1);
    CHECK(saved.all<model::Message>()[0].thread == "42");
}

TEST_CASE("ugly Telegram exports: what is whole is read, the rest is accounted for")
{
    const auto a = say(R"("a")"), b = say(R"("b")");
    const struct {
        std::string bytes;
        std::size_t messages;
        std::uint64_t rejected;
        const char* remark; // empty: none
    } table[] = {
        {chat(""), 0, 0, ""},
        {"\xEF\xBB\xBF \n" + chat(a), 1, 0, ""},
        {chat(a + "," + b), 2, 0, ""},
        {chat(a + "," + b, ""), 2, 0, "truncated"},
        {chat(a + "," + b, "]"), 2, 0, "truncated"},
        {chat(a + ",", ""), 1, 0, "truncated"},
        {chat(a + "," + b.substr(0, b.size() - 1), ""), 1, 1, "truncated"},
        {chat(a + "," + b.substr(0, 20), ""), 1, 1, "truncated"},
        {chat(a + ",{\"id\":8,\"type\":\"message\",\"text\":\"open}," + b), 2, 1, "bad-element"},
        {chat(a + ",{\"id\":8,\"type\":\"message\",\"x\":[," + b), 2, 1, "bad-element"},
        {chat(a + ",{\"id\":8," + b), 2, 1, "bad-element"},
        {chat(a + ",}," + b), 2, 1, "bad-element"},
        {chat("7,null,\"x\",[1]," + a), 1, 4, "bad-element"},
        {chat("{}"), 1, 0, "bad-date"},
        {R"({"messages":{"a":1},"id":1})", 0, 0, ""},
        {R"({"chats":{"list":[{"name":"x","id":1,"messages":[)" + a +
             R"(]},7,"{",{"id":2}]},"left_chats":{"list":[{"id":3,"messages":[)" + b + "]}]}}",
         2, 0, ""},
        {R"({"chats":{"list":[{"id":1,"messages":[)" + a, 1, 0, "truncated"},
        {R"({"messages":[)" + a + R"(],"id":9,"type":"personal_chat"})", 1, 0, ""},
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
}

TEST_CASE("each record leads to the bytes of its element")
{
    const auto a = say(R"("a")"), b = say(R"("b\x01")");
    const auto bytes = chat(a + " ,\n" + b);
    const auto got = read(bytes);
    REQUIRE(got.records.size() == 2);
    const auto piece = [&](std::size_t i) {
        const auto& s = got.records[i].sources.back();
        return bytes.substr(s.offset, s.length);
    };
    CHECK(piece(0) == a);
    CHECK(piece(1) == b);
    CHECK(got.records[1].sources.back().position == 2);
}

TEST_CASE("a name for one chat is not given to many; a file without chats is refused")
{
    ReadOptions named;
    named.thread = "Ana";
    const auto one = R"({"chats":{"list":[{"id":1,"messages":[]}]}})";
    const auto two = R"({"chats":{"list":[{"id":1,"messages":[]},{"id":2,"messages":[]}]}})";
    CHECK_NOTHROW(read(one, named));
    CHECK_THROWS(read(two, named));
    for (const auto* bytes : {"", "{}", "[]", "[1]", "{\"chats\":[]}", "{\"chats\":{\"list\":", "\xFF\xFE{", "not json"}) {
        CAPTURE(bytes);
        CHECK_THROWS(read(bytes));
    }
}

TEST_CASE("what looks like a Telegram export, and what does not")
{
    const auto m = say(R"("a")");
    CHECK(sniff(chat(m)) > 90);
    CHECK(sniff(chat(m, "")) > 90);
    CHECK(sniff(R"({"messages":[)" + m + "]}") >= 90);
    CHECK(sniff(R"({"about":"x","chats":{"about":"y","list":[{"name)") >= 90);
    CHECK(sniff(R"({"about":"x","personal_information":{"a":1},"contacts":{"list":[{"x)") >= 80);
    for (
        const auto* other :
        {"", "{", "[]", R"([{"timestamp":"2018-12-05T10:39:10","author":"A","message":"m"}])",
         R"({"guild":{},"channel":{},"messages":[{"id":"1","type":"Default","timestamp":"x","content":"c"}]})",
         R"({"participants":[{"name":"A"}],"messages":[{"sender_name":"A","timestamp_ms":1,"content":"c","type":"Generic"}]})",
         R"({"messages":[{"id":1,"text":"a","date":"2026-01-01"}]})",
         R"({"schema":"redress/1","type":"message","text":"a"})", R"({"type":"charge","data":[]})"}) {
        CAPTURE(other);
        CHECK(sniff(other) == 0);
    }
}

TEST_CASE("JSON is walked member by member")
{
    using json_scan::Members;
    const std::string_view text = R"({ "a" : {"x":"}"} , "b":[1,"]"],"c":-1.5 ,"d":""} tail)";
    std::string seen;
    Members members(text, 0);
    while (members.next()) {
        seen += members.key();
        seen += '=';
        seen += text.substr(members.value(), json_scan::value_end(text, members.value()) - members.value());
        seen += ';';
    }
    CHECK(seen == R"(a={"x":"}"};b=[1,"]"];c=-1.5;d="";)");
    CHECK(text.substr(members.end()) == " tail");
    CHECK_FALSE(members.cut());
    for (const std::string_view cut :
         {"", "[", "{", "{\"a", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":\"x", "{\"a\":{\"b\":1}", "{a:1}"}) {
        CAPTURE(cut);
        Members broken(cut, 0);
        while (broken.next()) {}
        CHECK(broken.cut());
    }
}

// A message of words alone is read without a tree of values; a null `actor`, which no message has a use for, makes the tree.
TEST_CASE("Telegram messages come out the same by either way")
{
    const std::string rows[] = {
        R"("id":7,"type":"message","date":"2026-03-01T20:00:00","date_unixtime":"1772366400","from":"Ana","text":"hi")",
        R"("id":"7","type":"message","date_unixtime":"1772366400","from":"Ana","from_id":"user1","text":"hi")",
        R"("id":99999999999999999999,"type":"message","date_unixtime":"1772366400","from":"Ana","text":"hi")",
        R"("id":null,"type":"message","date":"2026-03-01T20:00:00","from":"Ana","text":"hi")",
        R"("type":"message","date":"2026-02-30T20:00:00","from":"Ana","text":"hi","reply_to_message_id":3)",
        R"("id":7,"type":"message","from":"Ana","text":"hi","reactions":[{"type":"emoji","count":1,"emoji":"x"}])",
        R"("id":7,"type":"message","date_unixtime":1772366400,"from":"Ana","text":"hi","ratio":1.50)",
        R"("id":7,"type":"message","date_unixtime":"1772366400","from":"Ana","text":"hi","edited":"2026-03-01T21:00:00")",
        R"("id":7,"type":"message","from":"Ana","text":"hi","edited":"1970-01-01T03:00:00","edited_unixtime":"0")",
        R"("id":7,"type":"message","from":"Ana","text":"hi","edited_unixtime":"1772370000","forwarded_from":null)",
        R"("id":7,"type":"message","from":"Ana","text":"one","text":"two","via_bot":"@a","via_bot":"@b")",
        R"("id":7,"type":"message","from":null,"from_id":"user1","text":"hi")",
        R"("id":7,"type":"message","from":"","from_id":"user1","text":"hi","keys":[1],"thread_name":"x","chat_type":"y")",
        R"("id":7,"type":"message","from":"Ana","text":"","sticker_emoji":"x")",
        R"("id":7,"type":"message","from":"Ana","text":"hi","photo":"photos/1.jpg","width":3)",
        R"("id":7,"type":"service","from":"Ana","text":"hi","action":"phone_call")",
        R"("id":7,"from":"Ana","text":"\u0041\n\"b\" \\ \/","text_entities":[{"type":"link","text":"a","href":"b"}])",
        R"("id":7,"type":"message","from":"Ana","text":"a","text_entities":[{"type":"link","text":"a","\u0068ref":"b"}])",
        R"("id":7,"type":"message","from":"Ana","text":"a","text_entities":[{"type":"plain","text":"a"}])",
        R"("id":7,"type":"message","from":"Ana","text":["a",{"type":"bold","text":"b"}])",
        R"("id":7,"type":"message","from":"Ana","text":[1.5,{"type":"bold","text":"b"}])",
        R"("id":7,"type":"message","from":"Ana","text":null,"text_entities":[{"type":"bold","text":"b"}])",
        R"("id":7,"type":"message","from":"Ana","text":["a",{"type":"text_link","text":"b","href":"c"}])",
    };
    for (const auto& row : rows) {
        CAPTURE(row);
        json::Reader reader;
        for (const telegram::Chat& where : {telegram::Chat{"42", "Bo", "personal_chat"}, telegram::Chat{"", "Bo", ""}}) {
            const auto quick = telegram::read_element(reader, "{" + row + "}", where);
            const auto slow = telegram::read_element(reader, "{" + row + R"(,"actor":null})", where);
            CHECK(model::to_json(quick.draft.record) == model::to_json(slow.draft.record));
            CHECK(quick.draft.raw_body == slow.draft.raw_body);
            CHECK(quick.draft.local == slow.draft.local);
            CHECK(quick.taken.outcome == slow.taken.outcome);
            CHECK(quick.taken.problem == std::string_view(slow.taken.problem));
        }
    }
}

#include "ingest/format.hpp"
#include "ingest/whatsapp_chat.hpp"
#include "ingest/whatsapp_header.hpp"
#include "ingest/whatsapp_words.hpp"

#include <doctest/doctest.h>

#include <map>
#include <string>
#include <vector>

using namespace redress;
using namespace redress::ingest;

namespace {

struct Result {
    std::vector<Draft> drafts;
    Findings findings;
    const model::Message& message(std::size_t i) const { return std::get<model::Message>(drafts.at(i).record.body); }
    std::string local(std::size_t i) const { return drafts.at(i).local ? time::to_string(*drafts.at(i).local) : "none"; }
    std::uint64_t accounted() const
    {
        const auto& t = findings.tally;
        return t.parsed + t.continued + t.system + t.blank + t.rejected;
    }
    bool warned(const std::string& code) const
    {
        for (const auto& d : findings.diagnostics)
            if (d.code == code) return true;
        return false;
    }
};

Result read(std::string_view text, const std::string& path = "x.txt",
            const std::map<std::string, std::string>* documents = nullptr)
{
    Result out;
    const auto file = MappedFile::open(TEST_SOURCE_DIR "/CMakeLists.txt");
    const ReadOptions options;
    Reading reading{file, "x.txt", options, out.findings, [&](Draft&& d) { out.drafts.push_back(std::move(d)); }};
    whatsapp::ChatText chat;
    chat.bytes = text;
    chat.name = "x.txt";
    chat.path = path;
    chat.documents = documents;
    whatsapp::read_chat(chat, reading);
    CHECK(out.findings.tally.total == out.accounted());
    return out;
}

} // namespace

TEST_CASE("headers of every phone")
{
    const struct {
        const char *line, *local;
    } table[] = {
        {"12/7/17, 22:35 - A: m", "2017-07-12T22:35:00"},
        {"[29.01.18, 12:24:03] A: m", "2018-01-29T12:24:03"},
        {"[\xEF\xBB\xBF"
         "29.01.18, 12:24:03] A: m",
         "2018-01-29T12:24:03"},
        {"\xE2\x80\x8E[29.01.18, 12:24:03] A: m", "2018-01-29T12:24:03"},
        {"29/01/2018, 12:05\xE2\x80\xAF"
         "AM - A: m",
         "2018-01-29T00:05:00"},
        {"29/01/2018, 12:05\xE2\x80\xAFp.\xC2\xA0m. - A: m", "2018-01-29T12:05:00"},
        {"29/01/2018, 00:11 AM - A: m", "2018-01-29T00:11:00"},
        {"29/01/2018, 23:59 PM - A: m", "2018-01-29T23:59:00"},
        {"29.1.2018 klo 21.25 - A: m", "2018-01-29T21:25:00"},
        {"29/01/2018 às 21:25 - A: m", "2018-01-29T21:25:00"},
        {"[2018/1/29 下午9:25:15] A: m", "2018-01-29T21:25:15"},
        {"2018/1/29 上午9:25 - A: m", "2018-01-29T09:25:00"},
        {"2018/1/29 中午12:25 - A: m", "2018-01-29T12:25:00"},
        {"2018/1/29 中午1:25 - A: m", "2018-01-29T13:25:00"},
        {"2018. 1. 29. 오후 9:25 - A: m", "2018-01-29T21:25:00"},
        {"\xE2\x80\x8F٢٩\xE2\x80\x8F/١\xE2\x80\x8F/٢٠١٨، ٩:٢٥ م - A: m", "2018-01-29T21:25:00"},
        {"29.01.18 21.25.15: A: m", "2018-01-29T21:25:15"},
        {"29. 1. 2018. 21:25:15 A: m", "2018-01-29T21:25:15"},
        {"29. 1. 2018., 21:25 - A: m", "2018-01-29T21:25:00"},
        {"[2018. 01. 29., 21:25:15] A: m", "2018-01-29T21:25:15"},
        {"29/01/18 21:25 SAMIR A: m", "2018-01-29T21:25:00"}, // not the Vietnamese morning
        {"[06/2018/29, 21:25:15] A: m", "2018-06-29T21:25:15"},
    };
    for (const auto& row : table) {
        CAPTURE(row.line);
        const auto r = read(row.line);
        REQUIRE(r.drafts.size() == 1);
        CHECK(r.local(0) == row.local);
        CHECK(r.message(0).text == "m");
        CHECK(r.message(0).sender.ends_with("A"));
    }
}

TEST_CASE("lines that are no header")
{
    WhatsAppHeader h;
    for (const char* line :
         {"", "2016-04-29 10:30:00", "12/7, 22:35 - A: m", "[22:35, 12/7/2017] A: m", "1/2/3", "12/7/17 22 - A: m",
          "[29.01.18, 12:24:03 A: m", "12345/1/1, 10:00 - A: m", "[29.01.18, 12:24:03]", "12/7/17, 22:3 - A: m",
          "\xE2\x80\x8E\xE2\x80\x8E\xE2\x80\x8E\xE2\x80\x8E",
          "29/01/2018 a long way from here to the clock at 21:25 - A: m"}) {
        CAPTURE(line);
        CHECK_FALSE(scan_whatsapp_header(line, h));
    }
}

TEST_CASE("day or month first is decided by the whole file")
{
    const struct {
        const char *text, *order;
        bool ambiguous;
        std::uint64_t line; // that decided
    } table[] = {
        {"3/4/26, 10:00 - A: m\n13/4/26, 10:00 - A: m", "DMY", false, 2},
        {"3/4/26, 10:00 - A: m\n3/14/26, 10:00 - A: m", "MDY", false, 2},
        {"3/4/26, 10:00 - A: m\n", "DMY", true, 0},
        {"5/5/26, 10:00 - A: m\n", "DMY", false, 0},                     // means the same either way
        {"9/4/26, 10:00 - A: m\n1/5/26, 10:00 - A: m", "DMY", false, 2}, // the first field falls: it is the day
        {"4/9/26, 10:00 - A: m\n5/1/26, 10:00 - A: m", "MDY", false, 2},
        {"3/4/26, 10:00 - A: m\n4/4/26, 10:00 - A: m\n5/4/26, 10:00 - A: m", "DMY", false, 2},
        {"3/4/26, 10:00 - A: m\n3/5/26, 10:00 - A: m\n3/6/26, 10:00 - A: m", "MDY", false, 2},
        {"26/3/4, 10:00 - A: m\n26/3/5, 10:00 - A: m\n26/4/1, 10:00 - A: m", "YMD", false, 3},
        {"2026/3/4, 10:00 - A: m", "YMD", false, 0},
        // one impossible date does not turn the rest around
        {"3/14/26, 10:00 - A: m\n3/15/26, 10:00 - A: m\n31/2/26, 10:00 - A: m", "MDY", false, 1},
    };
    for (const auto& row : table) {
        CAPTURE(row.text);
        const auto r = read(row.text);
        CHECK(r.findings.date_order == row.order);
        CHECK(r.findings.date_order_ambiguous == row.ambiguous);
        CHECK(r.warned("date-order") == (row.ambiguous || row.line > 0));
        for (const auto& d : r.findings.diagnostics) {
            if (d.code != "date-order") continue;
            CHECK(d.line == row.line);
            CHECK((d.severity == Severity::warning) == row.ambiguous);
        }
    }
}

TEST_CASE("authors, notices and what only looks like them")
{
    const struct {
        const char *rest, *sender, *text;
        bool system;
    } table[] = {
        {"John-John Doe: a : b", "John-John Doe", "a : b", false},
        {"John Doe:.", "John Doe", ".", false},
        {"John Doe:", "John Doe", "", false},
        {"🤓: hi", "🤓", "hi", false},
        {"~\xE2\x80\xAF"
         "Ben: hi",
         "~ Ben", "hi", false},
        {"\xE2\x80\xAA+1 555 0100\xE2\x80\xAC: hi", "+1 555 0100", "hi", false},
        {"http://a.example: hi", "http://a.example", "hi", false},
        {"John \"Johnny\" Doe: hi", "John \"Johnny\" Doe", "hi", false},
        {"Ana changed the subject from \"a: b\" to \"c\"", "", "Ana changed the subject from \"a: b\" to \"c\"", true},
        {"You changed the group description to: rules", "", "You changed the group description to: rules", true},
        {"You were added", "", "You were added", true},
        {"您的安全码已更改", "", "您的安全码已更改", true},
        {"Loja: As mensagens e as ligações são protegidas com a criptografia", "Loja",
         "As mensagens e as ligações são protegidas com a criptografia", true},
        {"Winkel: Berichten en oproepen zijn end-to-end versleuteld.", "Winkel",
         "Berichten en oproepen zijn end-to-end versleuteld.", true},
        {"Pokes: Messages and calls are end-to-end encrypted. No one", "Pokes",
         "Messages and calls are end-to-end encrypted. No one", true},
        {"Ana: \xE2\x80\x8EMissed voice call", "Ana", "Missed voice call", true},
        {"Ana: you changed the group I think", "Ana", "you changed the group I think", false}, // no mark: a person's words
        {"Ana: \xE2\x80\x8F"
         "Bob left",
         "Ana", "Bob left", false}, // a right-to-left mark is typed by people
        {"Messages to this number fail: why", "Messages to this number fail", "why", false},
    };
    for (const auto& row : table) {
        CAPTURE(row.rest);
        const auto r = read(std::string("13/4/26, 10:00 - ") + row.rest);
        REQUIRE(r.drafts.size() == 1);
        CHECK(r.message(0).sender == row.sender);
        CHECK(r.message(0).text == row.text);
        CHECK((r.message(0).role == model::Role::system) == row.system);
    }
    const std::string long_author(101, 'a');
    CHECK(read("13/4/26, 10:00 - " + long_author + ": x").message(0).sender.empty());
}

TEST_CASE("files, edits and deletions")
{
    const struct {
        const char *body, *text, *file, *type;
        bool edited, deleted;
    } table[] = {
        {"plain", "plain", nullptr, nullptr, false, false},
        {"<Media omitted>", "<Media omitted>", "", "", false, false},
        {"<省略影音内容>", "<省略影音内容>", "", "", false, false},
        {"\xE2\x80\x8Eimage omitted", "image omitted", "", "image/*", false, false},
        {"\xE2\x80\x8E"
         "a.b.pdf • \xE2\x80\x8E"
         "3 pages \xE2\x80\x8E"
         "document omitted",
         nullptr, "a.b.pdf", "application/*", false, false},
        {"the image omitted the label", "the image omitted the label", nullptr, nullptr, false, false},
        {"\xE2\x80\x8E<adjunto: 1-PHOTO.jpg>", "", "1-PHOTO.jpg", "", false, false},
        {"see this \xE2\x80\x8E<attached: 1-PHOTO.jpg>", "see this", "1-PHOTO.jpg", "", false, false},
        {"<price: 1.00>", "<price: 1.00>", nullptr, nullptr, false, false}, // somebody's own words
        {"IMG-1.jpg (file attached)\nlook", "look", "IMG-1.jpg", "", false, false},
        {"\xE2\x80\x8E"
         "a b.pdf (Tệp đính kèm)",
         "", "a b.pdf", "", false, false}, // a language we do not know
        {"see invoice.pdf (page 3)", "see invoice.pdf (page 3)", nullptr, nullptr, false, false},
        {"late <This message was edited>", "late", nullptr, nullptr, true, false},
        {"晚了 \xE2\x80\x8E<此消息已编辑>", "晚了", nullptr, nullptr, true, false},
        {"late \xE2\x80\x8E<ez az üzenet szerkesztve>", "late", nullptr, nullptr, true, false},
        {"a < b and c > d", "a < b and c > d", nullptr, nullptr, false, false},
        {"This message was deleted", "This message was deleted", nullptr, nullptr, false, true},
        {"\xE2\x80\x8E"
         "Se eliminó este mensaje.",
         "Se eliminó este mensaje.", nullptr, nullptr, false, true},
        {"这条消息已删除", "这条消息已删除", nullptr, nullptr, false, true},
        {"This message was deleted, she said", "This message was deleted, she said", nullptr, nullptr, false, false},
    };
    for (const auto& row : table) {
        CAPTURE(row.body);
        const auto r = read(std::string("[13/4/26, 10:00:00] Ana: ") + row.body);
        REQUIRE(r.drafts.size() == 1);
        const auto& m = r.message(0);
        if (row.text) CHECK(m.text == row.text);
        CHECK(m.attachments.size() == (row.file ? 1u : 0u));
        if (row.file && !m.attachments.empty()) {
            CHECK(m.attachments[0].name == row.file);
            CHECK(m.attachments[0].media_type == row.type);
        }
        CHECK(m.edited == row.edited);
        CHECK(m.deleted == row.deleted);
        CHECK(m.role == model::Role::unknown);
        CHECK(r.drafts[0].raw_body == row.body);
    }
}

TEST_CASE("every line is accounted for, and every message has its exact bytes")
{
    const std::string text = "before\n\n13/4/26, 10:00 - Ana: one\r\ntwo\r\n\r\nthree\r\n\r\n13/4/26, 10:01 - Ana: "
                             "next\n31/2/26, 10:00 - Ana: bad\n\n";
    const auto r = read(text);
    REQUIRE(r.drafts.size() == 3);
    const auto slice = [&](std::size_t i) {
        const auto& s = r.drafts[i].record.sources.back();
        return text.substr(s.offset, s.length);
    };
    CHECK(slice(0) == "13/4/26, 10:00 - Ana: one\r\ntwo\r\n\r\nthree\r\n");
    CHECK(r.message(0).text == "one\ntwo\n\nthree");
    CHECK(r.drafts[0].record.sources.back().position == 3);
    CHECK(slice(1) == "13/4/26, 10:01 - Ana: next\n");
    const auto& t = r.findings.tally;
    CHECK(t.total == 10);
    CHECK(t.parsed == 3);
    CHECK(t.continued == 3);
    CHECK(t.blank == 3);
    CHECK(t.rejected == 1);
    CHECK(r.warned("no-header"));
    CHECK(r.warned("bad-date"));
    CHECK(r.local(2) == "none");
    CHECK(r.message(2).when.local == "31/2/26, 10:00");
    CHECK(read("").drafts.empty());
    CHECK(read("\xFF\xFE").drafts.empty());
}

TEST_CASE("old shapes are headers only where no newer shape is in the file")
{
    CHECK(read("13/4/26, 10:00 - Ana: see\n13.04.26 10:00 Ben: no header\n").drafts.size() == 1);
    CHECK(read("13.04.26 10:00:00 Ana: see\n13.04.26 10:01:00 Ben: yes\n").drafts.size() == 2);
}

TEST_CASE("the name of the chat")
{
    const struct {
        const char *path, *name;
    } table[] = {
        {"WhatsApp Chat with Ana (1).txt", "Ana"},
        {"/x/WhatsApp Chat - Ana & Co.zip", "Ana & Co"},
        {"Chat_de_WhatsApp_con_Ana.txt", "Ana"},
        {"与小明的 WhatsApp 聊天.txt", "小明"},
        {"與小明的WhatsApp對話 (2).txt", "小明"},
        {"WhatsApp Chat mit Ana - Kopie.txt", "Ana"},
        {"WhatsApp Chat with Ana (work).txt", "Ana (work)"},
        {"dir/WhatsApp Chat - Ana/_chat.txt", "Ana"},
        {"_chat.txt", "chat"},
        {"buyers.txt", "buyers"},
        {"Чат WhatsApp с Аней.txt", "Аней"},
    };
    for (const auto& row : table) {
        CAPTURE(row.path);
        CHECK(whatsapp::chat_name(row.path).name == row.name);
    }
    // in the file, where its name says nothing
    CHECK(read("[13/4/26, 10:00:00] Ana: \xE2\x80\x8EMessages and calls are end-to-end encrypted.\n", "_chat.txt")
              .findings.thread == "Ana");
    CHECK(read("13/4/26, 10:00 - You created group \"Tes\"\n", "x.txt").findings.thread == "Tes");
    CHECK(read("13/4/26, 10:00 - Ana: hi\n", "x.txt").findings.thread == "x");
}

TEST_CASE("documents beside the text are linked")
{
    const std::map<std::string, std::string> documents = {{"1.jpg", "d_1"}};
    const auto r = read("13/4/26, 10:00 - Ana: 1.jpg (file attached)\n13/4/26, 10:00 - Ana: 2.jpg (file attached)\n",
                        "x.txt", &documents);
    CHECK(r.message(0).attachments.at(0).document == "d_1");
    CHECK(r.message(1).attachments.at(0).document.empty());
    CHECK(r.warned("missing-file"));
}

TEST_CASE("what is no such chat")
{
    CHECK(whatsapp::likeness("Dear shop,\n\nplease refund.\n") == 0);
    CHECK(whatsapp::likeness("time,order\n2026-03-01 10:00:00,1001\n") == 0);
    CHECK(whatsapp::likeness("2016-04-29 10:30:00 nick\nbody\n\n2016-04-29 10:31:00 nick\nbody\n") == 0);
    CHECK(whatsapp::likeness("[2019-12-24, 12:23] Ana: hi\n") < whatsapp::likeness("[24/12/2019, 12:23:00] Ana: hi\n"));
}

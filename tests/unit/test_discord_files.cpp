#include "ingest/discord_files.hpp"
#include "read_format.hpp"

#include <doctest/doctest.h>

using namespace redress;
using namespace redress::ingest;

namespace redress::ingest {
extern const Format format_discord_csv, format_discord_txt;
}

namespace {

const std::string rule(62, '=');

std::string text_file(const std::string& messages, const std::string& foot)
{
    return rule + "\nGuild: G\nChannel: C / ana\n" + rule + "\n\n" + messages + foot;
}

std::string foot(int count)
{
    return rule + "\nExported " + std::to_string(count) + " message(s)\n" + rule + "\n";
}

test::Got read_txt(const std::string& bytes, const std::string& name = "x.txt")
{
    auto got = test::read_bytes(format_discord_txt, bytes, {}, name);
    CHECK(got.adds_up());
    return got;
}

test::Got read_csv(const std::string& rows)
{
    auto got =
        test::read_bytes(format_discord_csv, "AuthorID,Author,Date,Content,Attachments,Reactions\n" + rows, {}, "x.csv");
    CHECK(got.adds_up());
    return got;
}

} // namespace

TEST_CASE("the number of a channel stands in the file's name")
{
    CHECK(discord::channel_id("G - C - ana [555010000000000001].csv") == "555010000000000001");
    CHECK(discord::channel_id("G - C - [2026] [555010000000000001] (after 2026-01-01).txt") == "555010000000000001");
    for (const auto* name :
         {"", "ana.csv", "ana [2026].csv", "ana [55501000000000000x].csv", "ana [555010000000000001", "] ["}) {
        CAPTURE(name);
        CHECK(discord::channel_id(name).empty());
    }
}

TEST_CASE("plain text of Discord: words, blocks, and what only looks like them")
{
    const struct {
        const char *body, *text, *file;
    } table[] = {
        {"a\n", "a", nullptr},
        {"a\n\nb\n", "a\n\nb", nullptr},
        {"a\n[3/1/2026 8:00 PM] not below a blank line\n", "a\n[3/1/2026 8:00 PM] not below a blank line", nullptr},
        {"a\n\n[soon] b\n", "a\n\n[soon] b", nullptr},
        {"a\n{Embed}\nb\n", "a\n{Embed}\nb", nullptr},
        {"a\n\n{Attachments}\nhttps://example.com/1/b.png?x=1\n", "a", "b.png"},
        {"\n\n{Stickers}\nhttps://example.com/s.png\n", "", "s.png"},
        {"\n\n{Embed}\nT\n\nD\n", "T\nD", nullptr},
        {"own\n\n{Embed}\nT\n", "own", nullptr},
        {"\n\n{Forwarded Message}\nf\nOriginally sent: 3/1/2026 8:00 PM\n\n{Attachments}\nx_Files/c.pdf\n", "f", "c.pdf"},
        {"a\n\n{Reactions}\n👍 (2)\n", "a", nullptr},
        {"==============================================================\nb\n",
         "==============================================================\nb", nullptr},
    };
    for (const auto& row : table) {
        CAPTURE(row.body);
        const auto got = read_txt(text_file(std::string("[2026-03-01 20:00:00] ana#0001\n") + row.body +
                                                "\n\n[2026-03-01 20:01:00] ben (pinned)\nz\n\n\n",
                                            foot(2)));
        const auto m = got.all<model::Message>();
        REQUIRE(m.size() == 2);
        CHECK(m[0].sender == "ana#0001");
        CHECK(m[0].text == row.text);
        CHECK(m[0].attachments.size() == (row.file ? 1 : 0));
        if (row.file) CHECK(m[0].attachments.at(0).name == row.file);
        CHECK(m[1].sender == "ben");
        CHECK(m[1].text == "z");
        CHECK(m[1].thread == "C / ana");
        CHECK(got.records[1].extra["isPinned"] == Json(true));
        CHECK(got.findings.diagnostics.empty());
    }
}

TEST_CASE("ugly plain texts of Discord")
{
    const std::string a = "[2026-03-01 20:00:00] ana\na\n\n\n";
    const struct {
        std::string bytes;
        std::size_t messages;
        const char* remark; // empty: none
    } table[] = {
        {text_file("", foot(0)), 0, ""},
        {text_file(a, foot(1)), 1, ""},
        {text_file(a, foot(2)), 1, "declared-count"},
        {text_file(a, rule + "\nExported 1,000 message(s)\n" + rule + "\n"), 1, "declared-count"},
        {text_file(a, ""), 1, "truncated"},
        {text_file("x\n\n" + a, foot(1)), 1, "no-header"},
        {text_file("[2026-02-30 20:00:00] ana\na\n\n\n", foot(1)), 0, "no-header"},
        {rule + "\nGuild: G", 0, "truncated"},
        {"", 0, "truncated"},
    };
    for (const auto& row : table) {
        CAPTURE(row.bytes);
        const auto got = read_txt(row.bytes);
        CHECK(got.all<model::Message>().size() == row.messages);
        if (*row.remark == '\0')
            CHECK(got.findings.diagnostics.empty());
        else
            CHECK(got.remarked(row.remark));
    }
    const auto whole = text_file(a + "[2026-03-01 20:01:00] ben\n\n\n{Attachments}\nu/a.png\n\n\n", foot(2));
    for (std::size_t size = 0; size < whole.size() - rule.size(); ++size) {
        CAPTURE(size);
        CHECK(read_txt(whole.substr(0, size)).remarked("truncated"));
    }
}

TEST_CASE("rows of Discord's CSV")
{
    const struct {
        const char *row, *sender, *text, *at, *remark;
    } table[] = {
        {R"("1","ana#0001","2026-03-01T20:00:00.1234567+08:00","a","","")", "ana#0001", "a", "2026-03-01T12:00:00.123Z", ""},
        {R"("1","ana","2026-03-01T12:00:00Z","-","","")", "ana", "-", "2026-03-01T12:00:00Z", ""},
        {R"x("1","ana","2026-03-01T12:00:00Z","=SUM(1)","","")x", "ana", "=SUM(1)", "2026-03-01T12:00:00Z", ""},
        {"\"1\",\"ana\",\"2026-03-01T12:00:00Z\",\"two\nlines \"\"so\"\"\",\"\",\"\"", "ana", "two\nlines \"so\"",
         "2026-03-01T12:00:00Z", ""},
        {R"("1","ana","30-Feb-26 08:00 PM","a","","")", "ana", "a", "", "bad-date"},
        {R"("1","ana","","a","","")", "ana", "a", "", "bad-date"},
        {R"("","","","a","","")", nullptr, "", "", "bad-row"},
    };
    for (const auto& row : table) {
        CAPTURE(row.row);
        const auto got = read_csv(std::string(row.row) + "\n");
        const auto m = got.all<model::Message>();
        CHECK(m.size() == (row.sender ? 1 : 0));
        if (*row.remark == '\0')
            CHECK(got.findings.diagnostics.empty());
        else
            CHECK(got.remarked(row.remark));
        if (m.empty()) continue;
        CHECK(m[0].sender == row.sender);
        CHECK(m[0].text == row.text);
        CHECK((m[0].when.at ? time::to_rfc3339(*m[0].when.at) : "") == row.at);
    }
    const auto old = read_csv(
        "\"1\",\"ana#0001\",\"05-Jan-20 01:33 AM\",\"a\",\"https://example.com/a,b.png,https://example.com/c.png\",\"\",\n");
    REQUIRE(old.all<model::Message>().size() == 1);
    CHECK(old.all<model::Message>()[0].when.local == "2020-01-05T01:33:00");
    CHECK(old.all<model::Message>()[0].attachments ==
          std::vector<model::Attachment>{{"a,b.png", "", ""}, {"c.png", "", ""}});
    CHECK(read_csv("").all<model::Message>().empty());
    CHECK(test::read_bytes(format_discord_csv, "AuthorID,Author,Date,Content\n1,ana,2026-03-01,\"open\n", {}, "x.csv")
              .adds_up());
}

TEST_CASE("which of Discord's files is which")
{
    const auto name_of = [](const std::string& text, const char* name) {
        const auto* format = detect(test::probe_of(text, name));
        return std::string(format ? format->name : "");
    };
    CHECK(name_of("\xEF\xBB\xBF"
                  "AuthorID,Author,Date,Content,Attachments,Reactions\n\"1\",\"a\",\"2026-03-01\",\"x\",\"\",\"\"\n",
                  "a.csv") == "discord_csv");
    CHECK(name_of(text_file("[3/1/2026 8:00 PM] ana\na\n\n", ""), "a.txt") == "discord_txt");
    CHECK(name_of("Author,Date,Content\na,2026-03-01,x\n", "a.csv") != "discord_csv");
    CHECK(name_of(rule + "\nabout my guild\n", "a.txt") != "discord_txt");
}

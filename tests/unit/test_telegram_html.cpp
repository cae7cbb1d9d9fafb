#include "read_cut.hpp"

#include <doctest/doctest.h>

using namespace redress;
using namespace redress::ingest;

namespace redress::ingest {
extern const Format format_telegram_html;
}

namespace {

std::string page(const std::string& body, const std::string& end = "</div></div></div></body></html>")
{
    return "<!DOCTYPE html><html><body><div class=\"page_wrap\"><div class=\"page_header\"><div class=\"text bold\">\nShop "
           "&amp; Co \n"
           "</div></div><div class=\"page_body chat_page\"><div class=\"history\">" +
           body + end;
}

std::string say(const std::string& id, const std::string& when, const std::string& inside, const std::string& name = {})
{
    return "<div class=\"message default clearfix" + std::string(name.empty() ? " joined" : "") + "\" id=\"" + id +
           "\"><div class=\"body\"><div class=\"pull_right date details\" title=\"" + when + "\">14:16</div>" +
           (name.empty() ? "" : "<div class=\"from_name\">\n" + name + "\n</div>") + inside + "</div></div>\n";
}

std::string words(const std::string& text)
{
    return "<div class=\"text\">\n" + text + "\n</div>";
}

test::Got read(const std::string& bytes, const ReadOptions& options = {})
{
    auto got = test::read_bytes(format_telegram_html, bytes, options, "messages.html");
    CHECK(got.adds_up());
    return got;
}

constexpr const char* noon = "01.03.2026 12:00:00";

} // namespace

TEST_CASE("a page of Telegram: names, times, replies, forwards")
{
    const auto got = read(page(
        R"(<div class="message service" id="message-1"><div class="body details">1 March 2026</div></div>)"
        R"(<div class="message service" id="message9"><div class="body details">Ana pinned <a href="#go_to_message8">this message</a></div></div>)" +
        say("message10", "01.03.2026 12:00:00 UTC+06:00", words("a<br>b &lt;c&gt;"), "Ana") +
        say("message11", noon,
            words("<a href=\"https://example.com/\">here</a> <a href=\"https://example.com/\">https://example.com/</a>")) +
        say("message12", noon,
            R"(<div class="pull_left forwarded userpic_wrap"></div><div class="forwarded body"><div class="from_name">Ben <span class="date details" title="28.02.2026 09:00:00"> 28.02.2026</span></div>)" +
                words("f") + "</div>",
            "Ana via @gif") +
        say("message13", noon, "<div class=\"forwarded body\">" + words("g") + "</div>") +
        say("message14", noon,
            R"(<div class="reply_to details">In reply to <a href="messages4.html#go_to_message123">this message</a></div>)" +
                words("r"),
            "Shop")));
    const auto m = got.all<model::Message>();
    REQUIRE(m.size() == 6);
    CHECK(got.findings.thread == "Shop & Co");
    CHECK(got.findings.tally.total == 7);
    CHECK(got.findings.tally.blank == 1);
    CHECK(got.findings.tally.system == 1);
    CHECK(m[0].role == model::Role::system);
    CHECK(m[0].text == "Ana pinned this message");
    CHECK(m[0].when.local == "1 March 2026");
    CHECK_FALSE(m[0].when.at.has_value());
    CHECK(m[1].text == "a\nb <c>");
    REQUIRE(m[1].when.at.has_value());
    CHECK(time::to_rfc3339(*m[1].when.at) == "2026-03-01T06:00:00Z");
    CHECK(m[1].when.zone == "+06:00");
    CHECK(m[1].when.from == model::ZoneFrom::data);
    for (const auto i : {1u, 2u, 3u, 4u}) CHECK(m[i].sender == "Ana");
    CHECK(m[5].sender == "Shop");
    CHECK(got.records[2].extra["links"].items().size() == 1);
    for (const auto i : {3u, 4u}) {
        CHECK(got.records[i].extra["forwarded_from"].string_or("") == "Ben");
        CHECK(got.records[i].extra["via_bot"].string_or("") == "gif");
    }
    CHECK(got.records[5].extra["reply_to_message_id"].string_or("") == "123");
    CHECK(got.records[5].extra["forwarded_from"].is_null());
}

TEST_CASE("a message's number is its id with its moment, or alone where the chat is named")
{
    const auto bytes =
        page(say("message10", "01.03.2026 12:00:00 UTC+06:00", words("a"), "Ana") + say("message11", noon, words("b")));
    const auto m = read(bytes).all<model::Message>();
    CHECK(m[0].native_id == "10@2026-03-01T06:00:00Z");
    CHECK(m[1].native_id == "11@2026-03-01T12:00:00");
    ReadOptions named;
    named.thread = "4123";
    CHECK(read(bytes, named).all<model::Message>()[0].native_id == "10");
}

TEST_CASE("ugly pages of Telegram")
{
    const auto a = say("message1", noon, words("a"), "Ana"), b = say("message2", noon, words("b"));
    const struct {
        std::string bytes;
        std::size_t messages;
        std::uint64_t rejected;
        const char* remark;
    } table[] = {
        {page(a + b), 2, 0, ""},
        {"\xEF\xBB\xBF" + page(a + b), 2, 0, ""},
        {page(a + b, ""), 2, 0, "truncated"},
        {page(a + b.substr(0, b.size() - 9), ""), 1, 1, "truncated"},
        {page(a + "<div class=\"message default\"><div class=\"body\">" + b), 3, 0, "bad-date"},
        {page(say("message3", "31.02.2026 10:00:00", words("x"), "Ana")), 1, 0, "bad-date"},
        {page(say("message3", "soon", words("x"), "Ana")), 1, 0, "bad-date"},
        {page(say("message3", noon, words("订单号码付款退款订单号码付款 \xFF"), "Ana")), 1, 0, "bad-encoding"},
        {page(a + "<!-- " + b + " -->" + b), 2, 0, ""},
    };
    for (const auto& row : table) {
        CAPTURE(row.bytes);
        const auto got = read(row.bytes);
        CHECK(got.all<model::Message>().size() == row.messages);
        CHECK(got.findings.tally.rejected == row.rejected);
        CHECK(got.findings.diagnostics.empty() == (*row.remark == '\0'));
        if (*row.remark != '\0') CHECK(got.remarked(row.remark));
    }
    CHECK_THROWS_AS(read(page("")), Error);
    CHECK_THROWS_AS(read(""), Error);
    CHECK_THROWS_AS(read(std::string("\xFF\xFE<\0h\0", 6)), Error);
    CHECK(test::check_every_cut(format_telegram_html, page(a + b), "messages.html") > 200);
}

TEST_CASE("which pages are Telegram's")
{
    const auto sniff = [](const std::string& text) {
        return format_telegram_html.sniff(test::probe_of(text, "messages.html"));
    };
    const auto a = say("message1", noon, words("a"), "Ana");
    CHECK(sniff(page(a)) > 90);
    CHECK(sniff(page("")) == 0);
    CHECK(sniff("<html><div class=\"message default\" id=\"message1\"></div></html>") == 0);
    CHECK(sniff("page_wrap history") == 0);
}

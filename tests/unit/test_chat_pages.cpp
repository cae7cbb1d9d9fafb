// Discord, iMessage and Facebook as pages; what they share is in test_html_pages.cpp.
#include "read_cut.hpp"

#include <doctest/doctest.h>

using namespace redress;
using namespace redress::ingest;

namespace redress::ingest {
extern const Format format_discord_html, format_imessage_html, format_facebook_html, format_telegram_html;
}

namespace {

test::Got read(const Format& format, const std::string& bytes, const std::string& name = "page.html")
{
    auto got = test::read_bytes(format, bytes, {}, name);
    CHECK(got.adds_up());
    return got;
}

// (milliseconds since 2015) << 22: 2026-03-01T12:00:00.250Z is 352296000250.
constexpr const char* first_id = "1477636523032576007";

std::string discord(const std::string& id, const std::string& inside)
{
    return "<div id=chatlog__message-container-" + id + " class=chatlog__message-container data-message-id=" + id +
           "><div class=chatlog__message>" + inside + "</div></div>";
}

const std::string ana =
    "<div class=chatlog__header><span class=chatlog__author title=ana.roe data-user-id=1>Ana</span></div>";

std::string said_in_discord(const std::string& text)
{
    return "<div class=\"chatlog__content chatlog__markdown\"><span class=chatlog__markdown-preserve>" + text +
           "</span></div>";
}

std::string channel(const std::string& body, const std::string& count = "2")
{
    return "<!DOCTYPE html><html><head><title>Shop - orders</title></head><body><div class=chatlog><div "
           "class=chatlog__message-group>" +
           body + "</div></div><div class=postamble><div class=postamble__entry>Exported " + count +
           " message(s)</div></div>";
}

std::string imessage(const std::string& when, const std::string& text, const std::string& more = {})
{
    return "<div class=\"message\"><div class=\"received\"><p><span class=\"timestamp\">" + when +
           "</span><span class=\"sender\">Ana</span></p><hr><div class=\"message_part\"><span class=\"bubble\">" + text +
           "</span></div>" + more + "</div></div>";
}

std::string box(const std::string& who, const std::string& when, const std::string& text)
{
    return "<div class=\"_3-95 _a6-g\"><div class=\"_2ph_ _a6-h _a6-i\">" + who +
           "</div><div class=\"_2ph_ _a6-p\"><div><div></div><div>" + text +
           "</div></div></div><div class=\"_3-94 _a6-o\"><div class=\"_a72d\">" + when + "</div></div></div>";
}

std::string download(const std::string& body)
{
    return "<html><head><title>Ana</title></head><body><div role=\"main\">" + body + "</div></body></html>";
}

} // namespace

TEST_CASE("Discord's numbers are moments, and a group has one author")
{
    const auto page =
        channel(discord(first_id, ana + said_in_discord("a\nb")) + discord("1477636689756160007", said_in_discord("c")));
    const auto got = read(format_discord_html, page);
    const auto m = got.all<model::Message>();
    REQUIRE(m.size() == 2);
    CHECK(got.findings.diagnostics.empty());
    CHECK(got.findings.declared == 2u);
    CHECK(got.findings.thread == "Shop - orders");
    CHECK(m[0].text == "a\nb");
    CHECK(time::to_rfc3339(*m[0].when.at) == "2026-03-01T12:00:00.250Z");
    CHECK(time::to_rfc3339(*m[1].when.at) == "2026-03-01T12:00:40Z");
    CHECK(m[1].sender == "Ana");
    CHECK(m[1].native_id == "1477636689756160007");
    CHECK(test::check_every_cut(format_discord_html, page, "page.html") > 300);
    CHECK(read(format_discord_html, channel(discord(first_id, ana), "3")).remarked("declared-count"));
    for (const auto* id : {"12", "x", "99999999999999999999999"})
        CHECK(read(format_discord_html, channel(discord(id, ana), "1")).remarked("bad-date"));
    // Numbers that are no moments of the page: the date counts.
    const auto dated = [](const std::string& id, const std::string& shown) {
        return channel(discord(id, ana + "<span class=chatlog__timestamp>" + shown + "</span>" + said_in_discord("a")), "1");
    };
    const auto by_hand = read(format_discord_html, dated("1001", "13/2/2026 8:00 PM"));
    CHECK(by_hand.findings.diagnostics.empty());
    CHECK(by_hand.findings.date_order == "DMY");
    CHECK(read(format_discord_html, dated("100000000000000001", "01-Mar-26 08:00 PM")).remarked("dates-differ"));
    CHECK(read(format_discord_html, dated(first_id, "3/1/2026 8:00 PM"))
              .findings.diagnostics.empty()); // fits, whatever the order
    CHECK(read(format_discord_html, dated(first_id, "dim. 1 mars 2026")).findings.diagnostics.empty());
    // The next group has an author of its own, or none.
    const auto two = read(format_discord_html, channel(discord(first_id, ana) + "</div><div class=chatlog__message-group>" +
                                                       discord("1477636689756160007", said_in_discord("c"))));
    CHECK(two.all<model::Message>().at(1).sender.empty());
    CHECK(format_discord_html.sniff(test::probe_of(page)) > 90);
    CHECK(format_discord_html.sniff(test::probe_of("<html>chatlog__message</html>")) == 0);
    CHECK_THROWS_AS(read(format_discord_html, channel("", "0")), Error);
}

TEST_CASE("a reply of iMessage stands twice and is one message")
{
    const std::string noon = "Mar 01, 2026 12:00:00 PM", later = "Mar 01, 2026  1:05:00 PM";
    const auto reply = imessage(later, "yes"),
               context = std::string("<span class=\"reply_context\">This message responded to …</span>");
    const auto page =
        "<html><body>" + imessage(noon, "a<br>b", "<div class=\"replies\"><div class=\"reply\">" + reply + "</div></div>") +
        imessage(later, "yes", context) + imessage(later, "yes") + imessage(later, "other", context) + "</body></html>";
    const auto got = read(format_imessage_html, page);
    const auto m = got.all<model::Message>();
    REQUIRE(m.size() == 4); // said once more without being a reply, and a reply whose thread is not there
    CHECK(got.findings.tally.continued == 1);
    CHECK(m[0].text == "a\nb");
    CHECK(m[1].text == "yes");
    CHECK(m[3].text == "other");
    CHECK(got.findings.diagnostics.empty());
    CHECK(test::check_every_cut(format_imessage_html, page, "a.html") > 500);
    CHECK(read(format_imessage_html, "<html>" + imessage("Feb 31, 2026 1:00:00 PM", "x") + "</html>").remarked("bad-date"));
    CHECK(format_imessage_html.sniff(test::probe_of(page)) > 90);
    CHECK(format_imessage_html.sniff(test::probe_of("<div class=\"message\"><div class=\"sent\">x</div></div>")) == 0);
}

TEST_CASE("boxes of an account's download: chats, and what is none")
{
    const auto page =
        download(R"(<div class="_a6-g"><div class="_2ph_ _a6-h">Participants: Ana and Shop</div></div>)" +
                 box("Ana", "Jul 12, 2024 4:55:32pm", "a") + box("Shop", "Jul 12, 2024 4:50:00pm", "b &amp; c") +
                 box("Ana", "Jul 12, 2024 4:49:00pm", "d"));
    const auto got = read(format_facebook_html, page, "message_1.html");
    const auto m = got.all<model::Message>();
    REQUIRE(m.size() == 3);
    CHECK(got.findings.tally.blank == 1);
    CHECK(m[1].text == "b & c");
    CHECK(m[1].sender == "Shop");
    CHECK(got.findings.thread == "Ana");
    CHECK(test::check_every_cut(format_facebook_html, page, "message_1.html") > 500);
    const auto sniff = [](const std::string& bytes, const std::string& name) {
        return format_facebook_html.sniff(test::probe_of(bytes, name));
    };
    CHECK(sniff(page, "message_1.html") > 90);
    CHECK(sniff(page, "renamed.html") > 90);
    CHECK(sniff(download(box("Ana", "Jul 12, 2024 4:55:32pm", "a")), "message_2.html") > 90);
    CHECK(sniff(download(box("Ana", "Jul 12, 2024 4:55:32pm", "a")), "likes.html") == 0);
    // Followers: everybody once. Posts: the date is a link.
    CHECK(sniff(download(box("a", "Jul 12, 2024 4:55pm", "") + box("b", "Jul 12, 2024 4:55pm", "") +
                         box("c", "Jul 12, 2024 4:55pm", "") + box("d", "Jul 12, 2024 4:55pm", "")),
                "followers_1.html") == 0);
    CHECK(sniff(download(box("Ana", "<a href=\"https://example.com/\">Jul 12, 2024 4:55pm</a>", "a")), "message_1.html") ==
          0);
    CHECK_THROWS_AS(read(format_facebook_html, "<html></html>"), Error);
}

TEST_CASE("messages.htm of before 2018: a message's words follow its head")
{
    const auto head = [](const std::string& who, const std::string& when) {
        return "<div class=\"message\"><div class=\"message_header\"><span class=\"user\">" + who +
               "</span><span class=\"meta\">" + when + "</span></div></div>";
    };
    const std::string when = "Friday, October 4, 2013 at 10:05pm PDT";
    const auto page = "<html><body><div class=\"thread\">Ana, Shop" + head("Ana", when) + "<p>a</p>" + head("Shop", when) +
                      "<p></p>" + head("Shop", when) + "<p>b</p><p>c</p></div><div class=\"thread\">Ben" +
                      head("Ben", "never") + "</div></body></html>";
    const auto got = read(format_facebook_html, page, "messages.htm");
    const auto m = got.all<model::Message>();
    REQUIRE(m.size() == 4);
    CHECK(m[0].thread == "Ana, Shop");
    CHECK(m[0].text == "a");
    CHECK(m[1].text.empty());
    CHECK(m[2].text == "b\nc");
    CHECK(m[3].thread == "Ben");
    CHECK(m[3].when.local == "never");
    CHECK(time::to_rfc3339(*m[0].when.at) == "2013-10-05T05:05:00Z");
    CHECK(format_facebook_html.sniff(test::probe_of(page)) > 90);
}

TEST_CASE("no page is another program's")
{
    const std::string pages[] = {channel(discord(first_id, ana)),
                                 "<html>" + imessage("Mar 01, 2026 12:00:00 PM", "x") + "</html>",
                                 download(box("Ana", "Jul 12, 2024 4:55pm", "a"))};
    const Format* formats[] = {&format_discord_html, &format_imessage_html, &format_facebook_html};
    for (std::size_t p = 0; p < 3; ++p)
        for (std::size_t f = 0; f < 3; ++f)
            CHECK((formats[f]->sniff(test::probe_of(pages[p], "message_1.html")) > 0) == (p == f));
    for (const auto& page : pages) CHECK(format_telegram_html.sniff(test::probe_of(page)) == 0);
}

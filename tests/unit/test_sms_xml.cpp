#include "base/error.hpp"
#include "ingest/sms_piece.hpp"
#include "read_format.hpp"

#include <doctest/doctest.h>

using namespace redress;
using namespace redress::ingest;

namespace redress::ingest {
extern const Format format_sms_xml;
}

namespace {

std::string text_of(const std::string& body)
{
    const auto node = sms::parse("<sms body=\"" + body + "\"/>");
    return node ? node->get("body") : "(no XML)";
}

} // namespace

TEST_CASE("sms_xml: what an attribute says")
{
    struct Case {
        const char *written, *text;
    };
    const Case cases[] = {
        {"plain", "plain"},
        {"", ""},
        {"null", ""},
        {"nullable", "nullable"},
        {"a &amp; b &lt;c&gt; &quot;d&quot; &apos;", "a & b <c> \"d\" '"},
        {"&#55357;&#56832;", "\xF0\x9F\x98\x80"},         // halves of an emoji
        {"&#xD83D;&#xDE00;!", "\xF0\x9F\x98\x80!"},       // in hexadecimal
        {"&#128512;", "\xF0\x9F\x98\x80"},                // whole
        {"&#55357;", "\xEF\xBF\xBD"},                     // half an emoji
        {"&#56832;&#55357;", "\xEF\xBF\xBD\xEF\xBF\xBD"}, // the wrong way round
        {"&#0;&#8;", "\xEF\xBF\xBD\xEF\xBF\xBD"},
        {"&#99999999;", "\xEF\xBF\xBD"}, // beyond any character
        {"&#;&#x;&", "&#;&#x;&"},
        {"one&#10;two", "one\ntwo"},
        {"one\r\ntwo\tthree", "one\ntwo\tthree"},
        {"a < b > c", "a < b > c"},
        {"&nbsp;&xxe;", "&nbsp;&xxe;"}, // nothing defines them, and nothing may
        {"it's", "it's"},
    };
    for (const auto& c : cases) {
        CAPTURE(std::string(c.written));
        CHECK(text_of(c.written) == c.text);
    }
    CHECK(text_of("a\x01z") == "a\xEF\xBF\xBDz");
    CHECK(text_of("bad \xFF byte") == "bad \xEF\xBF\xBD byte");
}

TEST_CASE("sms_xml: pieces are found whatever is in them")
{
    struct Case {
        const char* bytes;
        std::vector<std::pair<std::string, bool>> pieces; // text, whole
    };
    const Case cases[] = {
        {"<smses><sms a='1'/><sms a=\"2>\" /></smses>", {{"<sms a='1'/>", true}, {"<sms a=\"2>\" />", true}}},
        {"<sms a='/>'></sms>x", {{"<sms a='/>'></sms>", true}}},
        {"<mms><parts><part text=\"</mms>\"/></parts></mms>", {{"<mms><parts><part text=\"</mms>\"/></parts></mms>", true}}},
        {"<sms a='it <sms b='2'/>", {{"<sms a='it ", false}, {"<sms b='2'/>", true}}},
        {"<mms><parts><sms b='2'/></smses>", {{"<mms><parts>", false}, {"<sms b='2'/>", true}}},
        {"<sms a='1'", {{"<sms a='1'", false}}},
        {"<smses count='2'><smsx/><call n='1'/></smses>", {{"<call n='1'/>", true}}},
        {"no markup at all < > <", {}},
    };
    for (const auto& c : cases) {
        CAPTURE(std::string(c.bytes));
        const std::string_view bytes = c.bytes;
        std::vector<std::pair<std::string, bool>> got;
        for (std::size_t at = 0; const auto piece = sms::next_piece(bytes, at);)
            got.emplace_back(bytes.substr(piece->offset, piece->length), piece->whole);
        CHECK(got == c.pieces);
    }
}

TEST_CASE("sms_xml: cut at any byte")
{
    const std::string whole =
        "<smses count=\"2\">\n<sms address=\"1\" date=\"1772672470000\" type=\"1\" body=\"a &#55357;&#56832;\"/>\n"
        "<mms address=\"1\" date=\"1772672470\" msg_box=\"2\"><parts><part ct=\"text/plain\" text=\"b\"/><part "
        "ct=\"image/png\" "
        "cl=\"c.png\" data=\"QUJD\"/></parts></mms>\n</smses>\n";
    for (std::size_t n = 0; n <= whole.size(); ++n) {
        CAPTURE(n);
        try {
            const auto got = test::read_bytes(format_sms_xml, whole.substr(0, n));
            CHECK(got.adds_up());
            CHECK(got.records.size() <= 2);
            if (n >= 20 && n + 10 < whole.size()) CHECK(got.remarked("truncated"));
        } catch (const Error& e) {
            CHECK(e.kind() == ErrorKind::input);
            CHECK(n < 7); // until "<smses" stands there
        }
    }
    const auto got = test::read_bytes(format_sms_xml, whole);
    CHECK(got.findings.diagnostics.empty());
    CHECK(got.findings.declared == 2u);
    const auto messages = got.all<model::Message>();
    REQUIRE(messages.size() == 2);
    CHECK(messages[0].when.at == messages[1].when.at); // milliseconds and seconds
    CHECK(messages[1].attachments.size() == 1);
    CHECK(got.lines.find("QUJD") == std::string::npos);
}

TEST_CASE("sms_xml: a document type is no way in")
{
    const auto got =
        test::read_bytes(format_sms_xml, "<?xml version='1.0'?><!DOCTYPE smses [<!ENTITY x SYSTEM \"file:///etc/passwd\">"
                                         "<!ENTITY y \"boom\">]><smses count='1'><sms address='1' "
                                         "date='1772672470000' type='1' body='&x;&y;'/></smses>");
    REQUIRE(got.records.size() == 1);
    CHECK(std::get<model::Message>(got.records[0].body).text == "&x;&y;");
}

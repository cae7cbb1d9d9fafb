#include "ingest/mail_mime.hpp"
#include "ingest/mail_record.hpp"
#include "ingest/mail_text.hpp"
#include "ingest/mbox_split.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace redress;
using namespace redress::ingest;
using namespace redress::ingest::mail;

TEST_CASE("header values as mail programs write them")
{
    const struct {
        const char *raw, *text;
    } table[] = {
        {" plain", "plain"},
        {" folded\r\n\tover lines", "folded\tover lines"},
        {"=?utf-8?Q?a_b=3F?=", "a b?"},
        {"=?UTF-8?B?5Lu25rI=?= =?utf-8?b?oQ==?=", "件没"}, // a character split between two words
        {"=?gb2312?B?6UY=?=", "镕"},                       // GBK that calls itself GB2312
        {"=?iso-8859-1?Q?Fr\xF6sche?=", "Frösche"},        // raw byte inside a word
        {"=?iso-8859-1?Q?Fr\xC3\xB6sche?=", "Frösche"},    // UTF-8 that calls itself Latin-1
        {"Fr\xF6sche und Gr\xFC\xDF"
         "e",
         "Frösche und Grüße"}, // raw bytes, no word at all
        {"=?utf-8?Q?with spaces inside?=", "with spaces inside"},
        {"=?utf-8?Q?no_end", "no end"},
        {"\"=?utf-8?Q?quoted?=\" tail", "\"quoted\" tail"},
        {"=?x-nothing?B?aGk=?=", "hi"},
        {"=?utf-8*en?Q?language?=", "language"},
        {"a =?utf-8?Q?b?= c =?utf-8?Q?d?=", "a b c d"},
        {"=?utf-8?B?nnDus?=", "=?utf-8?B?nnDus?="}, // cut inside a byte: as written
        {"=?utf-8?B?gICA?=", "=?utf-8?B?gICA?="},   // no UTF-8: as written
        {"=?utf-8?X?what?=", "=?utf-8?X?what?="},
        {"=?", "=?"},
        {"=?utf-8?Q?"
         "?=",
         ""},
        {"", ""},
    };
    for (const auto& row : table) {
        CAPTURE(row.raw);
        CHECK(decode_header(row.raw) == row.text);
    }
}

TEST_CASE("senders are written as the standard writes them")
{
    const auto from = [](const std::string& value) { return to_string(parse("From: " + value + "\n\nx").from); };
    CHECK(from("Ana Roe <ana@example.com>") == "Ana Roe <ana@example.com>");
    CHECK(from("ana@example.com") == "ana@example.com");
    CHECK(from("\"Roe, Ana\" <ana@example.com>") == "\"Roe, Ana\" <ana@example.com>");
    CHECK(from("=?utf-8?Q?Roe=2C_Ana?= <ana@example.com>") == "\"Roe, Ana\" <ana@example.com>");
    CHECK(from("=?gb2312?B?wM+w5Q==?= <shop@example.com>") == "老板 <shop@example.com>");
    CHECK(from("ana@example.com, ben@example.com") == "ana@example.com, ben@example.com");
    CHECK(from("J\xF6rg <j@example.com>") == "Jörg <j@example.com>");
    CHECK(from("").empty());
    CHECK(parse("Sender: s@example.com\n\nx").from.at(0).address == "s@example.com");
    CHECK(parse("To: friends: a@example.com, b@example.com;\n\nx").to.size() == 2);
}

TEST_CASE("dates and their zones")
{
    const struct {
        const char *text, *local;
        int offset; // 9999: none
    } table[] = {
        {"Wed, 02 May 2012 10:06:51 +0200 (CEST)", "2012-05-02T10:06:51", 120},
        {"2 May 2012 10:06 GMT", "2012-05-02T10:06:00", 0},
        {"Wed, 02 May 12 10:06:51 EST", "2012-05-02T10:06:51", -300},
        {"Wed, 02 May 2012 10:06:51 -0330", "2012-05-02T10:06:51", -210},
        {"Wed, 02 May 2012 10:06:51 Z", "2012-05-02T10:06:51", 0},
        {"2024-01-02 03:04:05", "2024-01-02T03:04:05", 9999},
        {"2012-05-02T10:06:51+02:00", "2012-05-02T10:06:51", 120},
        {"2012-05-02 10:06:51 +0200", "2012-05-02T10:06:51", 120},
        {"Wed, 02 May 2012 10:06:51 CEST", "2012-05-02T10:06:51", 120},
        {"Wed, 02 May 2012 10:06:51 JST", "2012-05-02T10:06:51", 540},
        {"Wed, 02 May 2012 10:06:51 +02:00", "2012-05-02T10:06:51", 120},
        {"Wed, 02 May 2012 10:06:51 +2", "2012-05-02T10:06:51", 120},
        {"Wed, 02 May 2012 10:06:51 GMT+0200", "2012-05-02T10:06:51", 120},
        {"Wed, 02 May 2012 10:06:51 GMT +0200", "2012-05-02T10:06:51", 120},
        {"Wed, 02 May 2012 10:06:51+0200", "2012-05-02T10:06:51", 120},
        {"Wed,02 May 2012 10:06:51 (EDT)", "2012-05-02T10:06:51", -240},
        {"Wed, 02 May 2012 10:06:51 -0700 (GMT-07:00)", "2012-05-02T10:06:51", -420},
        {"Wed, 02 May 2012 10:06:51 A", "2012-05-02T10:06:51", 0}, // RFC 5322: letters but Z mean nothing
        {"Wed May 02 10:06:51 CST 2012", "2012-05-02T10:06:51", -360},
        {"Wed May  2 10:06:51 2012", "2012-05-02T10:06:51", 9999},
        {"Wed, 02 May 112 10:06:51 +0000", "2012-05-02T10:06:51", 0},
        {"02-May-2012 10:06:51 GMT", "2012-05-02T10:06:51", 0},
        {"2 May 2012 10.06.51 GMT", "2012-05-02T10:06:51", 0},
        {"May 2, 2012 10:06:51 PM", "2012-05-02T22:06:51", 9999},
        {"2 May 2012 12:06 am +0000", "2012-05-02T00:06:00", 0},
        {"Mi, 02 Mai 2012 10:06:51 +0200", "2012-05-02T10:06:51", 120},
        {"mar, 02 mag 2012 10:06:51 +0200", "2012-05-02T10:06:51", 120}, // martedì, not March
        {"Ср, 02 мая 2012 10:06:51 +0400", "2012-05-02T10:06:51", 240},
        {"周三, 02 5月 2012 10:06:51 +0800", "2012-05-02T10:06:51", 480},
        {"2012年5月2日 10:06", "2012-05-02T10:06:00", 9999},
        {"2 May 1970 10:06:60 Z", "1970-05-02T10:06:60", 0},
        {"Wed, 02 May 2012 10:06:51", "2012-05-02T10:06:51", 9999},
    };
    for (const auto& row : table) {
        CAPTURE(row.text);
        const auto date = parse_date(row.text);
        REQUIRE(date);
        CHECK(time::to_string(date->local) == row.local);
        CHECK(date->offset.value_or(9999) == row.offset);
    }
    for (const char* bad :
         {"", "yesterday", "Pn, 29 paX 2007 21:13:00 +0100", "32 May 2012 10:00:00 +0000", "2 May 2012", "05/02/2012 10:00",
          "2 May 10:00", "2 May 2012 25:00", "2 3 May 2012 10:00", "2 May 2012 1x:00"}) {
        CAPTURE(bad);
        CHECK_FALSE(parse_date(bad));
    }
    const auto received =
        parse("Received: by a; Tue, 3 Mar 2026 08:00:00 +0000\nReceived: by b; Tue, 3 Mar 2026 07:00:00 +0000\n"
              "Date: none\nFrom: a@example.com\n\nx");
    REQUIRE(received.date);
    CHECK(received.date_of_receipt);
    CHECK(received.date->local.hour == 8);
}

TEST_CASE("names of months, and words that begin like one")
{
    const struct {
        const char* word;
        unsigned month;
    } table[] = {{"Jan", 1},   {"MAR", 3}, {"März", 3}, {"févr.", 2},    {"juil.", 7},
                 {"Sept", 9},  {"мая", 5}, {"dic", 12}, {"Oktober", 10}, {"mail", 0},
                 {"mardi", 0}, {"Mon", 0}, {"ma", 0},   {"august1", 0},  {"february february", 0},
                 {"", 0}};
    for (const auto& row : table) {
        CAPTURE(std::string(row.word));
        CHECK(month_of_word(row.word) == row.month);
    }
}

TEST_CASE("message ids")
{
    CHECK(message_ids("<a@b> <c@d>") == std::vector<std::string>{"a@b", "c@d"});
    CHECK(message_ids("a@b") == std::vector<std::string>{"a@b"});
    CHECK(message_ids("your mail of Monday").empty());
    CHECK(message_ids("<broken").empty());
    CHECK(message_ids("<> < x@y >") == std::vector<std::string>{"x@y"});
}

TEST_CASE("bodies in every wrapping")
{
    const struct {
        const char *name, *bytes, *text;
        std::size_t files;
    } table[] = {
        {"plain", "From: a@b\n\nhello", "hello", 0},
        {"no body", "From: a@b\n", "", 0},
        {"gbk", "From: a@b\nContent-Type: text/plain; charset=gb2312\n\n\xC4\xE3\xBA\xC3", "你好", 0},
        {"wrong charset", "From: a@b\nContent-Type: text/plain; charset=utf-8\n\ncaf\xE9 ol\xE9", "café olé", 0},
        {"unknown charset", "From: a@b\nContent-Type: text/plain; charset=x-unknown\n\n\xE4\xBD\xA0", "你", 0},
        {"base64 with junk", "From: a@b\nContent-Transfer-Encoding: base64\n\naGVs*bG8=\n", "hello", 0},
        {"base64 that is none", "From: a@b\nContent-Transfer-Encoding: base64\n\nthis is plain, no base64 at all",
         "this is plain, no base64 at all", 0},
        {"a label misspelt",
         "From: a@b\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted/printable\n\nol=C3=A9",
         "olé", 0},
        {"another", "From: a@b\nContent-Transfer-Encoding: Base-64\n\naGVsbG8=\n", "hello", 0},
        {"7-bit with high bytes",
         "From: a@b\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 7-bit\n\n\xE4\xBD\xA0", "你", 0},
        {"no label", "From: a@b\nContent-Transfer-Encoding: \n\nhello", "hello", 0},
        {"UTF-8 that calls itself Latin-1",
         "From: a@b\nContent-Type: text/plain; charset=iso-8859-1\n\n\xE4\xBD\xA0\xE5\xA5\xBD", "你好", 0},
        {"Latin-1 that is Latin-1", "From: a@b\nContent-Type: text/plain; charset=iso-8859-1\n\nFr\xF6sche", "Frösche", 0},
        {"GBK that could be UTF-8", "From: a@b\nContent-Type: text/plain; charset=gbk\n\n\xC4\xA3", "模", 0},
        {"ASCII that calls itself UTF-16", "From: a@b\nContent-Type: text/plain; charset=utf-16\n\nplain", "plain", 0},
        {"NUL bytes go", "From: a@b\n\n\xE4\xBD\xA0 x", "你 x", 0},
        {"uuencoded inside", "From: a@b\n\nsee\nbegin 644 cat.txt\n#0V%T\n`\nend\nafter\n", "see\nafter\n", 1},
        {"begin, but no end", "From: a@b\n\nbegin 644 times\nagain", "begin 644 times\nagain", 0},
        {"a sentence that begins", "From: a@b\n\nbegin 5 things\nend\n", "begin 5 things\nend\n", 0},
        {"nothing between boundaries", "From: a@b\nContent-Type: multipart/mixed; boundary=x\n\n--x\n--x\n\n--x--\n", "", 0},
        {"quoted-printable",
         "From: a@b\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\nol=C3=A9=\n!",
         "olé!", 0},
        {"alternative",
         "From: a@b\nContent-Type: multipart/alternative; boundary=x\n\n--x\n\nplain\n--x\nContent-Type: "
         "text/html\n\n<p>html\n--x--\n",
         "plain", 0},
        {"html alone", "From: a@b\nContent-Type: text/html\n\n<p>one<p>two", "one\n\ntwo\n", 0},
        {"empty plain, then html",
         "From: a@b\nContent-Type: multipart/alternative; boundary=x\n\n--x\n\n \n--x\nContent-Type: "
         "text/html\n\n<b>html</b>\n--x--\n",
         "html\n", 0},
        {"no end boundary",
         "From: a@b\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\none\n--x\nContent-Type: image/png; "
         "name=a.png\n\nxx",
         "one", 1},
        {"attached text",
         "From: a@b\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\none\n--x\nContent-Disposition: attachment; "
         "filename=\"n.txt\"\n\nlog\n--x--",
         "one", 1},
        {"no boundary declared",
         "From: a@b\nContent-Type: multipart/mixed\n\npreamble\n--x\nContent-Type: text/plain\n\none\n--x\nContent-Type: "
         "image/png; name=p.png\n\nPNG\n--x--\n",
         "one", 1},
        {"another boundary than declared",
         "From: a@b\nContent-Type: multipart/alternative; boundary=y\n\n--x\n\none -- two\n--x--\n", "one -- two", 0},
        {"a line that is no boundary", "From: a@b\nContent-Type: multipart/mixed\n\none\n--Ann\n\ntwo\n",
         "one\n--Ann\n\ntwo\n", 0},
        {"no boundary at all", "From: a@b\nContent-Type: multipart/mixed\n\n-- \none\n--\n", "-- \none\n--\n", 0},
        {"boundary of another's beginning",
         "From: a@b\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: multipart/mixed; "
         "boundary=\"x-\"\n\n--x-\n\nin\n--x---\n--x--\n",
         "in", 0},
        {"enclosed mail",
         "From: a@b\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\none\n--x\nContent-Type: message/rfc822\n\nSubject: "
         "in\n\ninner\n--x--",
         "one", 1},
    };
    for (const auto& row : table) {
        CAPTURE(row.name);
        const auto mail = parse(row.bytes);
        CHECK(mail.text == row.text);
        CHECK(mail.files.size() == row.files);
    }
    const auto named = parse("From: a@b\nContent-Type: application/pdf\nContent-Disposition: attachment;\n "
                             "filename*0*=utf-8''%E6%94%B6;\n filename*1*=%E6%8D%AE.pdf\n\nx");
    CHECK(named.files.at(0).name == "收据.pdf");
}

TEST_CASE("files in mails, and what cannot be opened")
{
    const auto sealed = parse("From: a@b\nContent-Type: application/pkcs7-mime; name=smime.p7m\nContent-Transfer-Encoding: "
                              "base64\n\nMIAGCSqGSIb3DQEHA6CA\n");
    CHECK(sealed.encrypted);
    CHECK(sealed.files.at(0).name == "smime.p7m");
    CHECK(
        parse("From: a@b\nContent-Type: multipart/encrypted; boundary=x\n\n--x\nContent-Type: application/pgp-encrypted\n\n"
              "Version: 1\n--x\nContent-Type: application/octet-stream\n\nyyy\n--x--\n")
            .encrypted);
    const auto outlook = parse("From: a@b\nContent-Type: application/ms-tnef; name=winmail.dat\n\nx");
    CHECK(outlook.tnef);
    CHECK(outlook.files.size() == 1);
    const auto uu = parse("From: a@b\nContent-Type: text/plain\n\nbegin 644 cat.txt\n#0V%T\n`\nend\n");
    CHECK(uu.files.at(0).name == "cat.txt");
    CHECK(uu.files.at(0).bytes == "Cat");
    const auto labelled = parse("From: a@b\nContent-Type: image/gif; name=c.gif\nContent-Transfer-Encoding: x-uuencode\n\n"
                                "begin 644 c.gif\n#0V%T\n`\nend\n");
    CHECK(labelled.files.at(0).bytes == "Cat");
    const auto inline_image =
        parse("From: a@b\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: text/html\n\n<img "
              "src='cid:1'>see\n--x\nContent-Type: image/png\nContent-ID: <1>\n\nxx\n--x\nContent-Type: "
              "text/calendar\n\nBEGIN:VCALENDAR\n--x--\n");
    CHECK(inline_image.text == "see\n");
    CHECK(inline_image.files.size() == 2);
}

TEST_CASE("bombs stay within the caps")
{
    std::string deep = "From: a@b\n";
    for (int i = 0; i < 400; ++i)
        deep += "Content-Type: multipart/mixed; boundary=b" + std::to_string(i) + "\n\n--b" + std::to_string(i) + "\n";
    const auto nested = parse(deep + "\nhello");
    CHECK(nested.too_deep);
    std::string wide = "From: a@b\nSubject: wide\nContent-Type: multipart/mixed; boundary=x\n\n";
    for (std::size_t i = 0; i <= max_parts; ++i) wide += "--x\n\n";
    const auto many = parse(wide);
    CHECK(many.too_wide);
    CHECK(many.subject == "wide");
    CHECK(many.files.empty());
    std::string chain;
    for (int i = 0; i < 2000; ++i) chain += "Content-Type: message/rfc822\n\n";
    CHECK(parse(chain).files.size() <= 1);
    CHECK(parse("").text.empty());
    const auto flat = parse("From: a@b\nSubject: s\n\n" + std::string(max_text_bytes + 5, 'x'));
    CHECK(flat.text_cut);
    CHECK(flat.text.size() == max_text_bytes);
    const auto proud = parse("From: a@b\nX-Long: " + std::string(max_header_bytes, 'y') + "\nX-After: 1\n\nbody");
    CHECK(proud.long_headers);
    CHECK(proud.text == "body");
    CHECK(proud.from.at(0).address == "a@b");
    const auto heavy =
        parse("From: a@b\nContent-Type: application/pdf; name=a.pdf\n\n" + std::string(max_file_bytes + 1, 'z'));
    REQUIRE(heavy.files.size() == 1);
    CHECK(heavy.files[0].too_big);
    CHECK(heavy.files[0].bytes.empty());
    const std::string nul("From: a\0@b\nSubject: s\0t\n\nhel\0lo", 31);
    CHECK(parse(nul).text == "hello");
    CHECK(parse(nul).subject.find('\0') == std::string::npos);
    CHECK(parse(std::string(100'000, '\0')).files.empty());
}

TEST_CASE("html as text")
{
    CHECK(html_to_text("<p>a&nbsp; b</p><script>x()</script><style>p{}</style>c") == "a b\nc\n");
    CHECK(html_to_text("a<br>b<br><br><br>c") == "a\nb\n\nc\n");
    CHECK(html_to_text("<div>own</div><blockquote>his<blockquote>mine</blockquote></blockquote>") ==
          "own\n> his\n>> mine\n");
    CHECK(html_to_text("<table><tr><td>Amount</td><td>12.00</td></tr><tr><td>x</td></tr></table>") == "Amount 12.00\nx\n");
    CHECK(html_to_text("&lt;b&gt; &#20320;&#x597D;") == "<b> 你好\n");
    CHECK(html_to_text("").empty());
    std::string nested;
    for (int i = 0; i < 100'000; ++i) nested += "<div>";
    CHECK_NOTHROW(html_to_text(nested + "x"));
}

TEST_CASE("flowed text")
{
    CHECK(unflow("one \ntwo\nthree", false) == "one two\nthree");
    CHECK(unflow(" From stuffed", false) == "From stuffed");
    CHECK(unflow("> a \n> b\nc", false) == "> a b\nc");
    CHECK(unflow("x\n-- \nAna", false) == "x\n-- \nAna");
    CHECK(unflow("你 \n好", true) == "你好");
}

TEST_CASE("lines that separate mails, and lines that do not")
{
    const struct {
        const char* bytes;
        bool separates;
    } table[] = {
        {"From ana@example.com Mon Jan 01 00:00:00 2024\nSubject: x", true},
        {"From 123@xxx Mon Jan 01 00:00:00 +0000 2024\nX-GM-THRID: 1", true},
        {"From - Mon Jan 01 00:00:00 2024\r\nX-Mozilla-Status: 0001", true},
        {"From - \nFrom: a@b", true},
        {"From \r\nX-Mozilla-Status: 0001", true},
        {"From \nand no header", false},
        {"From ana@example.com\nSubject: x", true},
        {"From ana@example.com Mon Jan 01 00:00:00 2024\n>From other Mon\nSubject: x", true},
        {"From Russia with love\nYear: 1963", false},
        {"From ana@example.com Mon Jan 01 00:00:00 2024\nno header here", false},
        {"From the 12:00 train of 2024\nall the best", false},
        {"From: ana@example.com\nSubject: x", false},
        {"From ", false},
    };
    for (const auto& row : table) {
        CAPTURE(row.bytes);
        CHECK(is_separator(row.bytes, 0) == row.separates);
    }
    CHECK(unquote_from("a\n>From x\n>>From y\n> From z\n>from") == "a\nFrom x\n>From y\n> From z\n>from");
}

TEST_CASE("quoted From lines are seen where they stand alone")
{
    CHECK(has_quoted_from("x\n>From y"));
    CHECK(has_quoted_from(">>From y"));
    CHECK_FALSE(has_quoted_from("x\n> From y"));
    CHECK_FALSE(has_quoted_from("x >From y\nFrom z"));
}

TEST_CASE("slices cover a mailbox without gap or overlap")
{
    const std::string head = "From a@b Mon Jan 01 00:00:00 2024\n";
    const std::string one = head + "Subject: 1\n\nbody\n\n", inner = "x\n\nFrom - \nY: z\n";
    const std::string two = head + "Content-Length: " + std::to_string(inner.size()) + "\n\n" + inner + "\n";
    const std::string wrong = head + "Content-Length: 9\n\nlonger than nine\n";
    for (const std::string& prefix : {std::string(), std::string("\xEF\xBB\xBF"), std::string("junk\n\n")}) {
        const std::string box = prefix + one + two + wrong;
        MboxSplitter splitter(box);
        CHECK(splitter.start() == prefix.size());
        std::vector<std::string> got;
        while (const auto slice = splitter.next()) got.push_back(box.substr(slice->begin, slice->end - slice->begin));
        REQUIRE(got.size() == 3);
        CHECK(got[0] == one);
        CHECK(got[1] == two);
        CHECK(got[2] == wrong);
    }
    CHECK_FALSE(MboxSplitter("no mail at all").next());
    CHECK_FALSE(MboxSplitter("").next());
}

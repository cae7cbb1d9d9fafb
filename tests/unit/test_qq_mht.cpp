#include "ingest/mht_parts.hpp"
#include "read_cut.hpp"

#include <doctest/doctest.h>

using namespace redress;
using namespace redress::ingest;

namespace redress::ingest {
extern const Format format_qq_mht, format_eml;
}

namespace {

std::string day(const std::string& date)
{
    return "<tr><td style=padding-left:10px;>日期: " + date + "</td></tr>";
}

std::string row(const std::string& who, const std::string& clock, const std::string& body,
                const std::string& colour = "006EFE")
{
    return "<tr><td><div style=color:#" + colour + ";padding-left:10px;><div style=float:left;margin-right:6px;>" + who +
           "</div>" + clock + "</div><div style=padding-left:20px;>" + body + "</div></td></tr>";
}

std::string page(const std::string& rows, const std::string& end = "</table></body></html>")
{
    return "<html><head><title>QQ Message</title></head><body><table width=100% cellspacing=0><tr><td><div "
           "style=padding-left:10px;>消息记录</div></td></tr><tr><td><div "
           "style=padding-left:10px;>消息对象:小明</div></td></tr>" +
           rows + end;
}

// Parts: address and text in base64.
std::string mht(const std::string& html, const std::vector<std::pair<std::string, std::string>>& parts,
                const std::string& end = "--B1--\n")
{
    std::string out =
        "From: <Save by Tencent MsgMgr>\nSubject: Tencent IM Message\nMIME-Version: 1.0\nContent-Type:multipart/related;\n"
        "\tcharset=\"utf-8\"\n\ttype=\"text/html\";\n\tboundary=\"B1\"\n\n--B1\nContent-Type: text/html\n"
        "Content-Transfer-Encoding:7bit\n\n" +
        html + "\n\n";
    for (const auto& [address, text] : parts)
        out += "--B1\nContent-Type:image/jpeg\nContent-Transfer-Encoding:base64\nContent-Location:" + address + "\n\n" +
               text + "\n\n";
    return out + end;
}

test::Got read(const std::string& bytes, const std::string& order = {})
{
    ReadOptions options;
    options.date_order = order;
    auto got = test::read_bytes(format_qq_mht, bytes, options, "chat.mht");
    CHECK(got.adds_up());
    return got;
}

const std::string picture = "<IMG src=\"{AB}.dat\">";

} // namespace

TEST_CASE("QQ's table: days, clocks, names, colours")
{
    const auto got =
        read(page(day("2018-10-11") + row("小明(555010001)", "12:25:31", "<font color='000000'>a&nbsp;&nbsp;b<br>c</font>") +
                  row("小店", "9:05:07", "d", "42B475") + row("", "9:06:00", "e") + day("2018-10-12") +
                  row("Ana&lt;ana@example.com&gt;", "下午 1:00:00", "f") + row("系统消息(10000)", "0:00:00", "g")));
    const auto m = got.all<model::Message>();
    REQUIRE(m.size() == 5);
    CHECK(got.findings.diagnostics.empty());
    CHECK(got.findings.tally.system == 2);
    CHECK(got.findings.tally.blank == 4);
    CHECK(m[0].thread == "小明");
    CHECK(m[0].sender == "小明");
    CHECK(m[0].text == "a  b\nc");
    CHECK(got.records[0].extra["sender_id"].string_or("") == "555010001");
    CHECK(m[1].role == model::Role::unknown);
    CHECK(got.records[1].extra["sent"] == Json(true));
    CHECK(m[2].role == model::Role::system);
    CHECK(m[3].sender == "Ana");
    CHECK(m[4].role == model::Role::system);
}

TEST_CASE("a picture is a document once, a missing one is named")
{
    const auto got =
        read(mht(page(day("2018-10-11") + row("A(55501)", "1:00:00", picture) + row("A(55501)", "1:00:01", picture) +
                      row("A(55501)", "1:00:02", "<IMG src=\"{NO}.dat\">")),
                 {{"{AB}.dat", "aGVs\nbG8="}, {"{UNUSED}.dat", "d29ybGQ="}}));
    const auto m = got.all<model::Message>();
    REQUIRE(m.size() == 3);
    CHECK(got.findings.diagnostics.empty());
    CHECK(got.all<model::Document>().size() == 2);
    CHECK(got.all<model::Document>()[0].bytes == 5);
    REQUIRE(m[0].attachments.size() == 1);
    CHECK_FALSE(m[0].attachments[0].document.empty());
    CHECK(m[0].attachments == m[1].attachments);
    CHECK(m[2].attachments == std::vector<model::Attachment>{{"{NO}.dat", "image/*", ""}});
}

TEST_CASE("parts of a page in one file")
{
    const auto bytes = mht("<html></html>", {{"a", "aGVsbG8="}, {"images/b", "d29ybGQ="}});
    const MhtParts parts(bytes);
    CHECK(parts.whole());
    REQUIRE(parts.find("a"));
    CHECK(parts.bytes(*parts.find("a")) == "hello");
    REQUIRE(parts.find("images/b"));
    CHECK(parts.bytes(*parts.find("images/b")) == "world");
    CHECK_FALSE(parts.find("c"));
    CHECK_FALSE(MhtParts(mht("<html></html>", {{"a", "aGVsbG8="}}, "")).whole());
    CHECK(MhtParts("<html>boundary=\"x\"</html>").whole());
    CHECK(MhtParts("").all().empty());
    std::string crlf;
    for (const char c : bytes) crlf += c == '\n' ? "\r\n" : std::string(1, c);
    const MhtParts windows(crlf);
    REQUIRE(windows.find("a"));
    CHECK(windows.bytes(*windows.find("a")) == "hello");
}

TEST_CASE("dates of QQ's pages, whatever the computer printed")
{
    const struct {
        const char *day, *clock, *order, *local;
    } table[] = {
        {"2012/4/11", "12:28:18", "", "2012-04-11T12:28:18"},
        {"2012-04-11", "12:28:18", "", "2012-04-11T12:28:18"},
        {"2012年4月11日", "上午 12:28:18", "", "2012-04-11T00:28:18"},
        {"4/21/2012", "1:02:03 PM", "", "2012-04-21T13:02:03"},
        {"21/4/2012", "1:02:03", "", "2012-04-21T01:02:03"},
        {"4/5/2012", "1:02:03", "MDY", "2012-04-05T01:02:03"},
    };
    for (const auto& line : table) {
        CAPTURE(line.day);
        const auto bytes = page(day(line.day) + row("A(55501)", line.clock, "x"));
        TempDir folder;
        const auto path = (folder.path() / "chat.html").string();
        write_file(path, bytes);
        const auto file = MappedFile::open(path);
        ReadOptions options;
        options.date_order = line.order;
        Findings findings;
        std::optional<LocalTime> local;
        Reading reading{file, "chat.html", options, findings, [&](Draft&& draft) { local = draft.local; }};
        format_qq_mht.read(reading);
        REQUIRE(local.has_value());
        CHECK(time::to_string(*local) == line.local);
    }
    CHECK(read(page(day("2012-13-32") + row("A(55501)", "1:02:03", "x"))).remarked("bad-date"));
    CHECK(read(page(row("A(55501)", "1:02:03", "x"))).remarked("bad-date")); // no day before it
    CHECK(read(page(day("4/5/2012") + row("A(55501)", "1:02:03", "x"))).findings.date_order_ambiguous);
}

TEST_CASE("ugly pages of QQ")
{
    const auto one = day("2018-10-11") + row("A(55501)", "1:00:00", "x");
    CHECK(read(page(one, "")).remarked("truncated"));
    CHECK(read(mht(page(one), {}, "")).remarked("truncated"));
    CHECK(read(mht(page(one), {{"a", "!!!!"}})).remarked("bad-part"));
    const auto odd = read(page(one + "<tr><td>words<br>of nobody</td></tr>"));
    CHECK(odd.findings.tally.rejected == 1);
    CHECK(odd.remarked("bad-element"));
    CHECK_THROWS_AS(read("<html></html>"), Error);
    const auto whole = mht(page(one + row("B(55502)", "1:00:01", picture)), {{"{AB}.dat", "aGVsbG8="}});
    CHECK(test::check_every_cut(format_qq_mht, whole, "chat.mht") > 500);
    CHECK(format_qq_mht.sniff(test::probe_of(whole)) > 90);
    CHECK(format_qq_mht.sniff(test::probe_of("\xEF\xBB\xBF" + whole)) > 90);
    CHECK(format_qq_mht.sniff(test::probe_of(page(one))) > 90);
    CHECK(format_qq_mht.sniff(test::probe_of("<html><table><tr><td>日期</td></tr></table></html>")) == 0);
    CHECK(format_eml.sniff(test::probe_of(whole)) == 0);
}

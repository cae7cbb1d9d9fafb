#include "base/text.hpp"
#include "render/renderer.hpp"
#include "sample_document.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace redress;
using namespace redress::render;

namespace {

bool contains(const std::string& text, std::string_view part)
{
    return text.find(part) != std::string::npos;
}

std::string render_as(const char* name, const Document& document)
{
    const auto* renderer = find_renderer(name);
    REQUIRE(renderer != nullptr);
    return renderer->render(document);
}

Document only(Block block)
{
    Document d;
    d.blocks.push_back(std::move(block));
    return d;
}

} // namespace

TEST_CASE("render: every renderer takes the sample and lets nothing act on a terminal")
{
    CHECK(renderers().size() >= 3);
    for (const auto* renderer : renderers()) {
        CAPTURE(std::string(renderer->name));
        CHECK(renderer->suffix[0] == '.');
        const auto out = renderer->render(sample::document());
        CHECK_FALSE(out.empty());
        CHECK(renderer->render(sample::document()) == out);
        renderer->render(Document{}); // nothing to say is no reason to fail
        if (out.rfind("%PDF", 0) == 0) continue;
        CHECK(text::is_valid_utf8(out));
        CHECK(out.back() == '\n');
        for (const char* hidden : {"\x1b", "\x07", "\u202E", "\u202C", "\u009b", "\r"}) CHECK_FALSE(contains(out, hidden));
        CHECK_FALSE(contains(out, std::string_view("\0", 1)));
    }
    CHECK(find_renderer("postscript") == nullptr);
}

TEST_CASE("render: json is the data, and its values survive the escapes")
{
    const auto document = sample::document();
    const auto out = render_as("json", document);
    const auto parsed = json::parse(out);
    REQUIRE(parsed);
    CHECK(*parsed == document.data);
    CHECK(contains(out, "\\u202e"));
    CHECK(contains(out, "\n  \"schema\": \"redress/sample/1\""));
}

TEST_CASE("render: ndjson prints records, members or the whole")
{
    CHECK(render_as("ndjson", sample::document()) == "{\"id\":1}\n{\"id\":2}\n");
    Document d;
    d.data = Json::array().push(1).push("a\nb");
    CHECK(render_as("ndjson", d) == "1\n\"a\\nb\"\n");
    d.data = Json::object().set("records", Json::array());
    CHECK(render_as("ndjson", d).empty());
    d.data = Json::object().set("a", nullptr);
    CHECK(render_as("ndjson", d) == "{\"a\":null}\n");
}

TEST_CASE("text: a transcript line cannot be forged from inside a message")
{
    const auto out = render_as("text", sample::document());
    CHECK(contains(out, "\n[A-1] 2026-03-01 20:30:00 +08:00  Jane Doe (buyer): 你好 " + sample::family + " hi\n"));
    CHECK(contains(
        out,
        "\n    [A-3] 2026-03-01 20:32:00 +08:00  Jane Doe (buyer): forged\n    (attachment: IMG_1.jpg)\n    (edited)\n"));
    CHECK_FALSE(contains(out, "\n[A-3] 2026-03-01 20:32"));
    CHECK(contains(out, "\n[A-4] (system): pay ⟦U+202E⟧001⟦U+202C⟧ now\n"));
    CHECK(contains(
        out, "\n[m_000000000000000000000005] 2026-03-01 20:35:00 +08:00  <b>x</b>: nul␀esc␛[31m bell␇ c1⟦U+009B⟧2J\n"));
    CHECK(contains(out, sample::long_word));
    auto hidden = only(Transcript{{{"", "A-1", "", "J\nD", "buyer", "one\u2028two\u2029three\n\nfour", {"a\nb"}}}});
    CHECK(render_as("text", hidden) == "[A-1] J D (buyer): one\n    two\n    three\n\n    four\n    (a b)\n");
}

TEST_CASE("text: tables are aligned by what a terminal shows")
{
    const auto out = render_as("text", only(Table{"t", {"名称", "n"}, {{"退款", "5"}, {"a", "-12"}, {"é"}}, {false, true}}));
    CHECK(out == "名称    n\n"
                 "----  ---\n"
                 "退款    5\n"
                 "a     -12\n"
                 "é\n");
    const auto wide = render_as("text", only(Table{"t", {"id", "text"}, {{"1", sample::chinese_paragraph()}}, {}}));
    for (const auto line : text::split(wide, '\n')) CHECK(text::display_width(line) <= 100);
}

TEST_CASE("text: titles, facts and prose")
{
    Document d;
    d.title = "Title";
    d.header = "C-1";
    d.footer = "end";
    d.blocks.push_back(Heading{"标题", 2});
    d.blocks.push_back(Facts{{{"a", "1"}, {"long label", "2\n3"}}});
    d.blocks.push_back(Prose{"p\nq"});
    CHECK(render_as("text", d) ==
          "Title\n=====\nC-1\n\n标题\n----\n\na:           1\nlong label:  2\n             3\n\np\nq\n\nend\n");
    const auto prose = render_as("text", only(Prose{sample::chinese_paragraph()}));
    for (const auto line : text::split(prose, '\n')) CHECK(text::display_width(line) <= 80);
}

TEST_CASE("csv: quoting and the formula guard")
{
    struct Case {
        std::string cell, printed;
    };
    const std::vector<Case> cases{
        {"plain", "plain"},
        {"退款", "退款"},
        {"a,b", "\"a,b\""},
        {"a;b", "\"a;b\""},
        {"a\"b", "\"a\"\"b\""},
        {"a\nb", "\"a\nb\""},
        {"12", "12"},
        {"-12.50", "-12.50"},
        {"+3", "+3"},
        {"-", "'-"},
        {"-1.", "'-1."},
        {"-1+1", "'-1+1"},
        {"+1 555 0100", "'+1 555 0100"},
        {"=1+1", "'=1+1"},
        {"@SUM(A1)", "'@SUM(A1)"},
        {"＝1", "'＝1"},
        {"＋1", "'＋1"},
        {"－1", "'－1"},
        {"＠a", "'＠a"},
        {"\t=1", "'    =1"},
        {"\tx", "'    x"},
        {"\r=1", "'␍=1"},
        {std::string("\0=1", 3), "'␀=1"},
        {"\"=1", "\"'\"\"=1\""},
        {";=1", "\"';=1\""},
        {" =1", "' =1"},
        {"a=b", "a=b"},
        {"a-b@example.com", "a-b@example.com"},
    };
    for (const auto& c : cases) {
        CAPTURE(c.cell);
        CHECK(render_as("csv", only(Table{"t", {"h"}, {{c.cell}}, {}})) == "h\n" + c.printed + "\n");
    }
}

TEST_CASE("csv: several tables, transcripts, facts, short rows")
{
    Document d = only(Table{"one", {"a", "b"}, {{"1"}}, {}});
    d.blocks.push_back(Facts{{{"k", "v"}}});
    CHECK(render_as("csv", d) == "a,b\n1,\n");
    d.blocks.push_back(Transcript{{{"m_1", "A-1", "t", "J", "buyer", "x\ny", {"edited", "deleted"}}}});
    CHECK(render_as("csv", d) == "# one\na,b\n1,\n\n# transcript\nid,number,time,sender,role,text,notes\n"
                                 "m_1,A-1,t,J,buyer,\"x\ny\",\"edited; deleted\"\n");
    CHECK(render_as("csv", only(Facts{{{"k", "v"}}})) == "label,value\nk,v\n");
}

TEST_CASE("markdown: text stays text")
{
    struct Case {
        std::string text, printed;
    };
    const std::vector<Case> cases{
        {"# no heading", "\\# no heading\n"},
        {"- no list", "\\- no list\n"},
        {"12. no list", "12\\. no list\n"},
        {"1) no list", "1\\) no list\n"},
        {"12.5 kg", "12\\.5 kg\n"},
        {"2026-03-01", "2026-03-01\n"},
        {"a *b* _c_ `d` ~e~", "a \\*b\\* \\_c\\_ \\`d\\` \\~e\\~\n"},
        {"[x](javascript:y)", "\\[x\\](javascript:y)\n"},
        {"![x](http://y)", "\\!\\[x\\](http\\://y)\n"},
        {"<b>&amp;", "\\<b\\>\\&amp;\n"},
        {"see https://e.example www.e.example j@e.example", "see https\\://e.example www\\.e.example j\\@e.example\n"},
        {"    no code", "no code\n"},
        {"a\nb", "a\\\nb\n"},
        {"a\n\nb", "a\n\nb\n"},
        {"a\n===", "a\\\n\\===\n"},
        {"c:\\dir", "c:\\\\dir\n"},
    };
    for (const auto& c : cases) {
        CAPTURE(c.text);
        CHECK(render_as("markdown", only(Prose{c.text})) == c.printed);
    }
    CHECK(render_as("markdown", only(Table{"t", {"a|b", "n"}, {{"x\ny", "1"}, {"z"}}, {false, true}})) ==
          "| a\\|b | n |\n| --- | ---: |\n| x<br>y | 1 |\n| z | |\n");
    const auto out = render_as("markdown", sample::document());
    CHECK(contains(out, "# Case C-0001 \\<script\\>alert(1)\\</script\\>\n"));
    CHECK(contains(out, "- **\\[A-1\\]** 2026-03-01 20:30:00 +08:00 **Jane Doe** (buyer) — 你好"));
    CHECK(contains(out, "line one\\\n  \\[A-3\\] 2026"));
}

TEST_CASE("html: only our own elements, quoted attributes, no script, no link")
{
    const auto out = render_as("html", sample::document());
    const std::vector<std::string> allowed{"!DOCTYPE", "html",   "head",  "meta",  "title", "style", "body", "div",
                                           "main",     "h1",     "h2",    "h3",    "h4",    "p",     "dl",   "dt",
                                           "dd",       "table",  "thead", "tbody", "tr",    "th",    "td",   "bdi",
                                           "article",  "header", "span",  "b",     "br",    "footer"};
    std::size_t tags = 0;
    for (auto at = out.find('<'); at != std::string::npos; at = out.find('<', at + 1), ++tags) {
        const auto from = out[at + 1] == '/' ? at + 2 : at + 1;
        const auto name = out.substr(from, out.find_first_of(" >", from) - from);
        CAPTURE(name);
        CHECK(std::find(allowed.begin(), allowed.end(), name) != allowed.end());
        const auto tag = out.substr(at, out.find('>', at) - at);
        for (const char* bad : {" on", "href", "src=", "javascript:"}) CHECK_FALSE(contains(tag, bad));
    }
    CHECK(tags > 100);
    CHECK(contains(out, "<html lang=\"en\">"));
    CHECK(contains(out, "content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\""));
    CHECK(contains(out, "<title>Case C-0001 &lt;script&gt;alert(1)&lt;/script&gt;</title>"));
    CHECK(contains(out, "<bdi>" + sample::arabic + "</bdi>"));
    CHECK(contains(out, "Jane &#39;Doe&#39; &lt;jane@example.com&gt;"));
    CHECK(contains(out, "<article class=\"line buyer\" id=\"A-1\">"));
    CHECK_FALSE(contains(out, "<b>x"));
    Document d = only(Transcript{{{"\" onload=x", "", "", "", "buyer\" onload=\"x", "", {}}}});
    d.lang = "\"><script>";
    const auto hostile = render_as("html", d);
    CHECK(contains(hostile, "<html lang=\"en\">"));
    CHECK(contains(hostile, "<article class=\"line\">"));
}

TEST_CASE("render: roles in the language of the document")
{
    Document d =
        only(Transcript{{{"m_1", "A-1", "t", "J", "buyer", "x", {}}, {"m_2", "A-2", "t", "J", "courier", "x", {}}}});
    for (const char* name : {"text", "markdown", "html"}) {
        CAPTURE(std::string(name));
        d.lang = "en";
        CHECK(contains(render_as(name, d), "buyer"));
        d.lang = "zh";
        CHECK(contains(render_as(name, d), "买家"));
        CHECK(contains(render_as(name, d), "courier"));
    }
    CHECK(contains(render_as("csv", d), ",buyer,")); // data keeps the word of the records
}

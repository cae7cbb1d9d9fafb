#include "base/text.hpp"
#include "render/renderer.hpp"
#include "sample_document.hpp"

#include <doctest/doctest.h>

using namespace redress;
using namespace redress::render;

namespace
{

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

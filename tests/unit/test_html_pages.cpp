#include "ingest/html_piece.hpp"
#include "ingest/html_tags.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace redress::ingest::html;

namespace {

Tag tag_of(const std::string& text, bool* cut = nullptr)
{
    Tag tag;
    next_tag(text, 0, tag, cut);
    return tag;
}

Take div_message(const Tag& tag)
{
    if (tag.is("hr")) return Take::mark;
    if (tag.is("p") && tag.has_class("run")) return Take::run;
    return tag.is("div") && tag.has_class("m") ? Take::element : Take::pass;
}

// What each piece holds itself, "!" behind one that is not whole.
std::vector<std::string> pieces(const std::string& text, bool nests = false, bool* cut = nullptr)
{
    std::vector<std::string> out;
    Pieces all(text, div_message, nests);
    Piece piece;
    while (all.next(piece)) out.push_back(piece.own(text) + (piece.whole ? "" : "!"));
    if (cut) *cut = all.cut();
    return out;
}

std::string words(const std::string& html, bool written = false)
{
    return Fragment(html).root().text({}, written);
}

using List = std::vector<std::string>;

} // namespace

TEST_CASE("attributes as programs write them")
{
    const struct {
        const char *tag, *name, *value;
    } table[] = {
        {R"(<div class="a b" id='c'>)", "class", "a b"},
        {R"(<div class="a b" id='c'>)", "id", "c"},
        {"<div class=a id=b>", "id", "b"},
        {"<DIV CLASS = \"a\">", "class", "a"},
        {"<div data-id=1 hidden>", "data-id", "1"},
        {"<div data-id=1 hidden>", "hidden", ""},
        {R"(<div title="a > b" id="x">)", "id", "x"},
        {R"(<div title="id='no'" id="x">)", "id", "x"},
        {"<div\n\tid=\"x\"\n>", "id", "x"},
        {R"(<a href=http://example.com/a?b=c>)", "href", "http://example.com/a?b=c"},
        {"<div = == id=x>", "id", "x"},
        {"<div id=\"never closed>", "id", ""},
    };
    for (const auto& row : table) {
        CAPTURE(row.tag);
        CHECK(tag_of(row.tag).attribute(row.name) == row.value);
    }
    CHECK(tag_of("<div class='message_header user'>").has_class("user"));
    CHECK_FALSE(tag_of("<div class='message_header'>").has_class("message"));
    CHECK(tag_of("<br/>").empty);
    CHECK(tag_of("<img src='a'/>").empty);
    CHECK_FALSE(tag_of("<a href=http://example.com/>").empty);
    CHECK(tag_of("1 < 2 <3 <!DOCTYPE html><b>").is("b"));
    CHECK(tag_of("<!-- <i> --><b>").is("b"));
    bool cut = false;
    for (const auto* text : {"<", "</", "<div", "<div class=\"a>", "<!-- <b>", "words <b"}) {
        CAPTURE(text);
        cut = false;
        CHECK(tag_of(text, &cut).name.empty());
        CHECK(cut);
    }
}

TEST_CASE("pieces end where their element does")
{
    CHECK(pieces(R"(<p>x</p><div class=m>1<div>2</div>3</div><div>y</div><div class="z m">4</div>)") ==
          List{"<div class=m>1<div>2</div>3</div>", R"(<div class="z m">4</div>)"});
    CHECK(pieces("<script>'<div class=m>'</script><!--<div class=m>--><div class=m><textarea><div></textarea></div>x") ==
          List{"<div class=m><textarea><div></textarea></div>"});
    CHECK(pieces("<div class=m>1<div class=m>2</div>") == List{"<div class=m>1!", "<div class=m>2</div>"});
    CHECK(pieces("<div class=m>1<div class=m>2</div>3</div><div class=m>4</div>", true) ==
          List{"<div class=m>13</div>", "<div class=m>2</div>", "<div class=m>4</div>"});
    CHECK(pieces("<hr><p class=run>1</p>two<p>three</p><p class=run>4</p>five<hr>six") ==
          List{"<hr>", "<p class=run>1</p>two<p>three</p>", "<p class=run>4</p>five", "<hr>"});
    bool cut = false;
    CHECK(pieces("<div class=m>1</div>", false, &cut) == List{"<div class=m>1</div>"});
    CHECK_FALSE(cut);
    CHECK(pieces("<div class=m>1</div><div class=m>2", false, &cut) == List{"<div class=m>1</div>", "<div class=m>2!"});
    CHECK(cut);
    CHECK(pieces("").empty());
}

TEST_CASE("a hostile page takes no more than its length")
{
    std::string deep;
    for (int i = 0; i < 100'000; ++i) deep += "<div class=m>";
    CHECK(pieces(deep, true).size() == 100'000);
    CHECK(pieces(deep).size() == 100'000);
    std::string nested = "<div>";
    for (int i = 0; i < 100'000; ++i) nested += "<b>";
    CHECK(words(nested + "x").size() <= 1);
    CHECK(pieces(std::string(1'000'000, '<')).empty());
    CHECK(words(std::string(max_piece + 1, 'x')).empty());
    // Nothing is fetched, and an entity of the page's own is none.
    CHECK(words("<!DOCTYPE html [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><div>&x;</div>").find("root") ==
          std::string::npos);
}

TEST_CASE("words of a piece")
{
    const struct {
        const char *html, *text;
    } table[] = {
        {"<div>\n a  b<br>c \n</div>", "a  b\nc"},
        {"<div>a</div><div>b</div>", "a\nb"},
        {"<div>a<div><div>b</div></div></div>c", "a\nb\nc"},
        {"a<br><br>b", "a\n\nb"},
        {"<p>a</p><p>b</p>", "a\nb"},
        {"&laquo;a&raquo; &amp;lt; &#x1F600; &nope;", "«a» &lt; 😀 &nope;"},
        {"<script>x</script><style>y</style>z<!-- no -->", "z"},
        {"a<img src='b.png' alt='😀'>c<img src='d.png' alt='Avatar'>", "a😀c"},
        {"<td>a</td>\n<td>b</td>", "a b"},
        {"", ""},
        {"<b>", ""},
    };
    for (const auto& row : table) {
        CAPTURE(row.html);
        CHECK(words(row.html) == row.text);
    }
    CHECK(words("<b>a</b>\n<i>b</i>") == "ab"); // layout
    CHECK(words("<b>a</b>\n<i>b</i>", true) == "a\nb");
    const Fragment page("<div class='a b'>1<span class=c>2<i class=c>3</i></span></div><div class=c>4</div>");
    CHECK(page.root().first("b").text() == "123");
    CHECK(page.root().first("b").text("c") == "1");
    CHECK(page.root().all("c").size() == 3);
    CHECK(page.root().all("c", "b").size() == 1);
    CHECK(page.root().first("nothing").first("c").text().empty());
    CHECK(plain("Tom &amp; Ann &#39;s") == "Tom & Ann 's");
    CHECK(file_of("https://example.com/a/b%20c.jpg?x=1#y") == "b c.jpg");
    CHECK(file_of("a\\b.jpg") == "b.jpg");
    CHECK(title("<html><head><title>A &amp; B</title>") == "A &amp; B");
    CHECK(title("<html><body><title>late</title>").empty());
}

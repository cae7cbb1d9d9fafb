#include "base/error.hpp"
#include "base/text.hpp"
#include "ingest/prose.hpp"
#include "ingest/prose_template.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

using namespace redress;
using namespace redress::ingest;

namespace {

struct Got {
    std::vector<std::string> texts, remarks, places, spots, kinds, comments;
    std::vector<bool> complete;
    ProseReport report;
    bool true_to_file = true; // every character of a text stands where place_in says
};

std::vector<std::u32string> lines_of(const std::string& content)
{
    std::vector<std::u32string> out(1);
    const auto all = text::to_u32(content);
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (all[i] == U'\n' || (all[i] == U'\r' && !(i + 1 < all.size() && all[i + 1] == U'\n')))
            out.emplace_back();
        else
            out.back() += all[i];
    }
    return out;
}

bool stands_there(const ProseBatch& batch, const ProseText& one, const std::vector<std::u32string>& lines)
{
    const auto put_in = [&](std::size_t offset) {
        for (auto i = one.piece; i < one.piece + one.pieces; ++i) {
            const auto& piece = batch.pieces[i];
            const auto end = i + 1 < one.piece + one.pieces ? batch.pieces[i + 1].at : one.text.size();
            if (piece.stands_for != 0 && offset >= piece.at && offset < end) return true;
        }
        return false;
    };
    for (std::size_t at = 0; at < one.text.size();) {
        auto end = at + 1;
        while (end < one.text.size() && (static_cast<unsigned char>(one.text[end]) & 0xC0) == 0x80) ++end;
        const auto c = text::to_u32(one.text.substr(at, end - at));
        if (c != U"\n" && c != U" " && !put_in(at)) {
            const auto place = place_in(batch, one, at);
            if (place.line > lines.size() || place.column > lines[place.line - 1].size()) return false;
            if (lines[place.line - 1][place.column - 1] != c[0]) return false;
        }
        at = end;
    }
    return true;
}

Got read(const std::string& content, ProseOptions options, const std::string& name)
{
    const auto file =
        std::make_shared<const MappedFile>(MappedFile::spooled(name, [&](const auto& write) { write(content); }));
    Got got;
    const auto start = content.substr(0, 3) == "\xEF\xBB\xBF" ? content.substr(3) : content;
    const auto lines = text::is_valid_utf8(start) ? lines_of(start) : std::vector<std::u32string>();
    got.report = read_prose(file, name, options, [&](const ProseBatch& batch) {
        for (const auto& one : batch.texts) {
            got.texts.emplace_back(one.text);
            got.places.push_back(std::to_string(one.line) + ":" + std::to_string(one.column));
            got.spots.push_back(batch.spots[one.spot]);
            got.kinds.push_back(batch.says[one.says].kind);
            got.complete.push_back(one.complete);
            CHECK(text::is_valid_utf8(one.text));
            if (!one.cell && !lines.empty()) got.true_to_file = got.true_to_file && stands_there(batch, one, lines);
        }
        for (const auto& remark : batch.remarks)
            got.remarks.push_back(std::string(remark.rule) + " " + std::to_string(remark.line) + ":" +
                                  std::to_string(remark.column) + " " + remark.match +
                                  (remark.near.empty() ? "" : " (" + remark.near + ")"));
        for (const auto& comment : batch.comments) got.comments.push_back(std::to_string(comment.line));
    });
    return got;
}

ProseOptions shape(ProseShape shape)
{
    ProseOptions options;
    options.shape = shape;
    options.front_matter = shape == ProseShape::markdown;
    return options;
}

using Texts = std::vector<std::string>;

// A run of blanks as one; as a line end if it holds one.
std::string single_spaced(std::string_view text)
{
    std::string out;
    char blank = 0;
    for (const char c : text::trim(text)) {
        if (c == ' ' || c == '\n') {
            if (blank != '\n') blank = c;
            continue;
        }
        if (blank) out += blank;
        blank = 0;
        out += c;
    }
    return out;
}

} // namespace

TEST_CASE("plain text: a line is a text, a file of an appeal is one")
{
    const std::string content = "\xEF\xBB\xBF"
                                "one\r\n\r\n  two 二\rthree";
    auto got = read(content, {}, "a.txt");
    CHECK(got.texts == Texts{"one", "  two 二", "three"});
    CHECK(got.places == Texts{"1:1", "3:1", "4:1"});
    CHECK(got.true_to_file);

    ProseOptions appeal;
    appeal.kind = "appeal";
    got = read("A.\n\nB.\n", appeal, "a.txt");
    CHECK(got.texts == Texts{"A.\n\nB."});
    CHECK(got.complete == std::vector<bool>{true});
    appeal.unit = ProseUnit::paragraph;
    CHECK(read("A.\nC.\n \nB.\n", appeal, "a.txt").texts == Texts{"A.\nC.", "B."});

    CHECK(read("", {}, "a.txt").texts.empty());
    CHECK(read("\n \n", {}, "a.txt").texts.empty());
}

TEST_CASE("a comment to the checker is no text; a line that speaks of one is")
{
    const auto got = read("a\n<!-- redress-disable-next-line x -- y -->\nb\nsay redress-disable-next-line\n", {}, "a.txt");
    CHECK(got.texts == Texts{"a", "b", "say redress-disable-next-line"});
    CHECK(got.comments == Texts{"2", "4"});
}

TEST_CASE("a long line comes in pieces, none of them lost")
{
    std::string line;
    while (line.size() < 3 * 1024 * 1024) line += "好评返现，谢谢光临。 thank you ";
    const auto got = read("first\n" + line + "\nlast", {}, "a.txt");
    REQUIRE(got.texts.size() > 10);
    std::string whole;
    for (std::size_t i = 1; i + 1 < got.texts.size(); ++i) {
        CHECK(got.texts[i].size() <= 256 * 1024);
        CHECK_FALSE(got.complete[i]);
        whole += got.texts[i];
    }
    CHECK(whole == line);
    CHECK(got.texts.back() == "last");
    CHECK(got.places.back() == "3:1");
}

TEST_CASE("Markdown hides no word, and every word stands where it is said to")
{
    struct Row {
        const char* content;
        Texts texts;
    };
    const std::vector<Row> rows{
        {"**好评**返现", {"好评返现"}},
        {"_好评_ __返现__ ***都***", {"好评 返现 都"}},
        {"snake_case_name 2 * 3 * 4", {"snake_case_name 2 * 3 * 4"}},
        {"电话138****5678。", {"电话138****5678。"}},
        {"订单号____，____", {"订单号____，____"}},
        {"~~好评~~返现 亲~", {"好评返现 亲~"}},
        {"`code` of `one", {"code of one"}},
        {"a \\*b\\* \\[c]", {"a *b* [c]"}},
        {"[点这里](https://x.example/好评 \"返现\")谢谢", {"点这里谢谢"}},
        {"![图](a.png) [a](b(c)d) [b]", {"图 a [b]"}},
        {"[ORDER NO] [x]: y", {"[ORDER NO] [x]: y"}},
        {"[1]: https://x.example/返现\n文", {"文"}},
        {"[重要]: 好评返现", {"[重要]: 好评返现"}},
        {"看 https://t.me/shop?a=b, 谢谢", {"看 https://t.me, 谢谢"}},
        {"<https://t.me/abc>", {"https://t.me>"}},
        {"<b>好评</b>返现<br>x<NAME>", {"好评返现\nx<NAME>"}},
        {"&#22909;&#x8BC4;&nbsp;&amp;&lt; &bogus; &#55296;", {"好评 &< &bogus; &#55296;"}},
        {"a<!-- 好评 -->b", {"ab"}},
        {"a <!-- b\nc --> d", {"a  d"}},
        {"a <!-- b\nc", {"a <!-- b c"}},
        {"one\ntwo\n\nthree", {"one two\n\nthree"}},
        {"one  \ntwo", {"one  \ntwo"}},
        {"# H #\ntext\n## I\n", {" H", "text", " I"}},
        {"#话题# 好", {"#话题# 好"}},
        {"a\n\nT\n===\nb\n\nU\n---\nc", {"a\n\n", "T", "b\n\n", "U", "c"}},
        {"a\n\n---\n\nb\n***\nc", {"a\n\n", "b", "c"}},
        {"- a\n- b\n  c\n1. d\n2) e\n- [x] f", {"a\nb c\nd\ne\nf"}},
        {"> 好评\n> 返现\n>> x", {"好评 返现 x"}},
        {"a\n\n```\n好评返现\n```\nb\n~~~~\nx\n~~~\n~~~~", {"a\n\nb"}},
        {"a\n```\n好评返现", {"a ``` 好评返现"}},
        {"a\n\n    code\n\n    more\nb", {"a\n\nb"}},
        {"- a\n\n    still a", {"a\n    still a"}},
        {"| a | b |\n|---|---|\n| 好评 | 返现 |", {"\n a \n b \n\n 好评 \n 返现 \n"}},
        {"---\nkind: appeal\n---\n# H\na\n## I\nb", {" H\na\n I\nb"}},
        {"{{a_b_c}} *x* {{d}}", {"{{a_b_c}} x {{d}}"}},
    };
    for (const auto& row : rows) {
        CAPTURE(std::string(row.content));
        auto got = read(row.content, shape(ProseShape::markdown), "a.md");
        std::string trimmed, wanted;
        for (const auto& one : got.texts) trimmed += "[" + single_spaced(one) + "]";
        for (const auto& one : row.texts) wanted += "[" + single_spaced(one) + "]";
        CHECK(trimmed == wanted);
        CHECK(got.true_to_file);
    }
}

TEST_CASE("front matter says what a text is")
{
    struct Row {
        const char* content;
        const char *kind, *text;
    };
    for (const auto& row :
         {Row{"---\nkind: \"Reminder\" # x\nlang: zh-CN\ntags:\n  - a\n---\nt", "reminder", "t"},
          Row{"+++\nkind = 'shop'\n+++\nt", "shop", "t"}, Row{"---\r\nkind: apology\r\n...\r\nt", "reply", "t"},
          Row{"---\nkind: letter\n---\nt", "", "t"}, Row{"---\nno front matter\n---\n", "", "no front matter"},
          Row{"---\nkind: shop\nt", "", "kind: shop t"}}) {
        CAPTURE(std::string(row.content));
        const auto got = read(row.content, shape(ProseShape::markdown), "a.md");
        REQUIRE(got.texts.size() == 1);
        CHECK(text::trim(got.texts[0]) == row.text);
        CHECK(got.kinds[0] == row.kind);
    }
}

TEST_CASE("slots of a template are known, unknown, or left open")
{
    struct Row {
        const char *content, *text;
        Texts remarks;
    };
    const std::vector<Row> rows{
        {"Dear {{buyer}}, by {{eta}}.", "Dear \u25C6, by 18:00.", {}},
        {"{{{buyer}}} {{& buyer }} {{> part}} {{! note }}x", "\u25C6 \u25C6  x", {}},
        {"{{buyre}}", "\u25C6", {"template-unknown-slot 1:1 {{buyre}} (buyer)"}},
        {"{{#orders}}{{number}}{{/orders}}{{number}}", "100100", {"template-unknown-slot 1:33 {{number}}"}},
        {"{{#orders}}{{buyer}}", "\u25C6", {"template-open-section 1:1 {{#orders}}"}},
        {"{{#orders}}{{#buyer}}x{{/orders}}", "x", {"template-open-section 1:12 {{#buyer}}"}},
        {"x{{/buyer}}", "x", {"template-open-section 1:2 {{/buyer}}"}},
        {"二{{ buyer", "二 buyer", {"template-open-section 1:2 {{"}},
        {"{{^nobody}}x{{/nobody}}", "x", {"template-unknown-slot 1:1 {{^nobody}}"}},
        {"{{=<% %>=}}<%buyer%> {{x}}<%={{ }}=%>{{buyer}}", "\u25C6 {{x}}\u25C6", {}},
        {"a{{! one\ntwo }}b", "a\nb", {}},
        {"{{reason_x}}{{reason_}}", "\u25C6\u25C6", {"template-unknown-slot 1:13 {{reason_}}"}},
        {"好{{buyer}}评", "好\u25C6评", {}},
    };
    ProseOptions options;
    options.slots = ProseSlots{{{"buyer", {}}, {"eta", {}}, {"orders", {"number", "cite"}}}, {"reason_"}};
    for (const auto& row : rows) {
        CAPTURE(std::string(row.content));
        const auto got = read(row.content, options, "a.mustache");
        REQUIRE(got.texts.size() == 1);
        CHECK(got.texts[0] == row.text);
        CHECK(got.remarks == row.remarks);
        CHECK(got.true_to_file);
    }
    // Where code is not checked, its tags still are.
    auto markdown = options;
    markdown.shape = ProseShape::markdown;
    CHECK(read("```\n{{x}}\n```\n[a](b{{y}})\n", markdown, "a.md").remarks.size() == 2);
}

TEST_CASE("each rule of templates passes its own examples")
{
    ProseOptions options;
    options.slots = ProseSlots{{{"buyer", {}}, {"eta", {}}, {"amount", {}}, {"offer", {}}, {"order_number", {}}}, {}};
    for (const auto& rule : template_rules()) {
        CHECK(rule.good.size() >= 2);
        CHECK(rule.bad.size() >= 2);
        for (const auto& example : rule.good) CHECK(read(example, options, "a.mustache").remarks.empty());
        for (const auto& example : rule.bad) {
            const auto got = read(example, options, "a.mustache");
            REQUIRE(got.remarks.size() == 1);
            CHECK(got.remarks[0].substr(0, rule.id.size()) == rule.id);
        }
    }
}

TEST_CASE("tables: every cell that holds words, by row and column")
{
    auto got = read("编号,类型,回复内容\nA1,提醒,\"亲，\n好评\"\n2,reply,ok\n\n3,,\"say \"\"no\"\"\",extra\n",
                    shape(ProseShape::table), "a.csv");
    CHECK(got.texts == Texts{"亲，\n好评", "ok", "say \"no\"", "extra"});
    CHECK(got.places == Texts{"2:3", "4:3", "6:3", "6:4"});
    CHECK(got.spots == Texts{"C2", "C3", "C5", "D5"});
    CHECK(got.kinds == Texts{"reminder", "reply", "", ""});
    CHECK(got.report.skipped == 3);

    got = read("hello;we ship\n12;34\n", shape(ProseShape::table), "a.csv"); // no names we know: the first row is checked
    CHECK(got.texts == Texts{"hello", "we ship"});
    CHECK(got.report.skipped == 2);
    CHECK(read("a\tb c\n", shape(ProseShape::table), "a.tsv").spots == Texts{"A1", "B1"});
    CHECK(read(",,\n", shape(ProseShape::table), "a.csv").texts.empty());
    CHECK(read("text\n\"never closed\nnext\n", shape(ProseShape::table), "a.csv").texts.size() == 2);

    // GB18030: 回复 / 好评返现
    got = read("\xBB\xD8\xB8\xB4\n\xBA\xC3\xC6\xC0\xB7\xB5\xCF\xD6\xA3\xAC\xC7\xD7\n", shape(ProseShape::table), "a.csv");
    CHECK(got.texts == Texts{"好评返现，亲"});
    CHECK(got.report.encoding == "GB18030");
}

TEST_CASE("JSON: every string that holds words, by place and pointer")
{
    auto got =
        read("{\"id\":\"x y\",\n \"a/b~\":[1,\"二\\u597d\\n\\\"q\\\"\",{\"kind\":\"shop\",\"t\":\"z\",\"u\":{\"v\":\"w\"}}],"
             "\"e\":\"\\ud83d\\ude00\\ud83d x\",\"f\":\"12\"}",
             shape(ProseShape::json), "a.json");
    CHECK(got.texts == Texts{"二好\n\"q\"", "z", "w", "\U0001F600\uFFFD x"});
    CHECK(got.spots == Texts{"/a~1b~0/1", "/a~1b~0/2/t", "/a~1b~0/2/u/v", "/e"});
    CHECK(got.kinds == Texts{"", "shop", "shop", ""});
    CHECK(got.places[0] == "2:13");
    CHECK(got.report.skipped == 2);
    CHECK(got.true_to_file);

    // What a kind said behind them says of strings before it.
    CHECK(read("[{\"t\":\"z\",\"kind\":\"shop\"},{\"t\":\"y\"}]", shape(ProseShape::json), "a.json").kinds ==
          Texts{"shop", ""});
    got = read("{\"a\":\"x\"}\n{bad\n\n\"y\"\n", shape(ProseShape::json), "a.jsonl");
    CHECK(got.texts == Texts{"x", "y"});
    CHECK(got.places == Texts{"1:7", "4:2"});
    CHECK(got.report.malformed == 1);
    CHECK(read("\"one\" \"two\"", shape(ProseShape::json), "a.json").texts == Texts{"one", "two"});
    for (const auto* broken :
         {"{\"a\":\"x", "{\"a\":\"x\"", "[1,2", "]", "{\"a\" \"b\"}", "{]", "nonsense", "{\"a\":\"b\"},"}) {
        CAPTURE(broken);
        CHECK_THROWS_AS(read(broken, shape(ProseShape::json), "a.json"), Error);
    }
}

TEST_CASE("what is no text is refused, whatever it is called")
{
    using namespace std::string_literals;
    for (const auto& bytes :
         {"%PDF-1.7\n"s, "\x89PNG\r\n\x1A\n"s, "\xFF\xD8\xFF\xE0"s, "PK\x03\x04xx"s, "{\\rtf1 x}"s,
          "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1W"s, "a\0b c d e f\n"s, "\x1F\x8B\x08"s, "RIFF\x10\0\0\0WEBP"s,
          "\0\0\0\x18"
          "ftypheic"s})
        for (const auto* name : {"a.txt", "a.md", "a.json", "a.csv", "a.docx", "a"}) {
            CAPTURE(name);
            CHECK_THROWS_AS(read(bytes, shape(prose_shape(name).value_or(ProseShape::lines)), name), Error);
        }
    CHECK_FALSE(prose_shape("a.docx"));
    CHECK_FALSE(prose_shape("a.MD.bak"));
    CHECK(prose_shape("A.XLSX") == ProseShape::workbook);
}

TEST_CASE("encodings are decoded")
{
    using namespace std::string_literals;
    CHECK(read("\xFF\xFE\x7D\x59\r\0\n\0b\0"s, {}, "a.txt").texts == Texts{"好", "b"});
    CHECK(read("\xFE\xFF\x59\x7D"s, {}, "a.txt").texts == Texts{"好"});
    ProseOptions big5;
    big5.encoding = "Big5";
    CHECK(read("\xA6\x6E\xB5\xFB", big5, "a.txt").texts == Texts{"好評"});
    const auto got = read("好评返现，谢谢光临，欢迎再来。\nbut \xFF here\n", {}, "a.txt");
    CHECK(got.report.faults == 1);
    CHECK(got.texts == Texts{"好评返现，谢谢光临，欢迎再来。", "but \uFFFD here"});
    ProseOptions wrong;
    wrong.encoding = "UTF-8";
    CHECK_THROWS_AS(read("\xBA\xC3\xC6\xC0\xB7\xB5\xCF\xD6\xA3\xAC\xC7\xD7\n", wrong, "a.txt"), Error);
}

TEST_CASE("cut anywhere, a file is still read, and every word stands where it is said to")
{
    const std::string sample =
        "---\nkind: reply\n---\n# 标题 {{x}}\n\n**好评**返_现_ [a](b {{y}}) <!-- z -->`c`\n"
        "- [x] 一&#22909;\n> | t | u |\n|--|--|\n```\n{{#s}}\n```\n\n    {{/s}}\n{{! a\nb }}\\*c\n===\nhttp://x.example/y\n";
    for (const auto with : {ProseShape::markdown, ProseShape::lines, ProseShape::table})
        for (const bool slots : {false, true})
            for (std::size_t size = 0; size <= sample.size(); ++size) {
                CAPTURE(size);
                auto options = shape(with);
                if (slots) options.slots = ProseSlots{{{"x", {}}}, {}};
                const auto cut = sample.substr(0, size);
                CHECK(read(cut, options, "a.mustache").true_to_file);
            }
    const std::string json = "{\"a\":[\"\\u597d\\n\",{\"kind\":\"shop\",\"b\":\"x {{y}}\"}]}";
    for (std::size_t size = 1; size < json.size(); ++size)
        CHECK_THROWS_AS(read(json.substr(0, size), shape(ProseShape::json), "a.json"), Error);
}

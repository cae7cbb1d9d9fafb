#include "base/json.hpp"
#include "base/text.hpp"
#include "render/excerpt.hpp"
#include "render/findings.hpp"

#include <doctest/doctest.h>

using namespace redress;

namespace {

std::string repeated(const std::string& text, int times)
{
    std::string out;
    for (int i = 0; i < times; ++i) out += text;
    return out;
}

// The three parts, the match between bars, and the mark under it as a terminal has it: width of what is left of it.
std::string shown(const std::string& before, const std::string& match, const std::string& after, std::size_t width = 40)
{
    text::Graphemes graphemes;
    const auto e = render::excerpt(before + match + after, before.size(), match.size(), width, graphemes);
    CHECK(e.indent == text::display_width(e.before));
    CHECK(e.mark.size() == std::max<std::size_t>(1, text::display_width(e.match)));
    CHECK(text::display_width(e.before + e.match + e.after) <= width);
    CHECK(text::is_valid_utf8(e.before + e.match + e.after));
    return e.before + "|" + e.match + "|" + e.after;
}

profile::RuleSet two_rules()
{
    profile::RuleSet set;
    profile::Rule rule;
    rule.id = "a";
    rule.category = "harsh";
    rule.kinds = {"reply"};
    rule.message = {"insults, 100%: \"you\"", "骂人"};
    set.rules.push_back(rule);
    rule.id = "b";
    rule.category = "no-eta";
    rule.message = {"names no time", "没有写时间"};
    set.rules.push_back(rule);
    return set;
}

struct Report {
    profile::RuleSet set = two_rules();
    render::FindingsHead head{.rules = &set, .version = "1"};
    render::FindingsTotals totals;
    std::string out;
    std::unique_ptr<render::FindingsWriter> writer;

    explicit Report(const char* format)
    {
        writer = render::find_findings_format(format)->open(head, [this](std::string_view bytes) { out += bytes; });
    }
    void add(std::size_t rule, Severity severity, const std::string& person, const std::string& line,
             const std::string& match)
    {
        render::Finding f;
        f.rule = &set.rules[rule];
        f.severity = severity;
        f.file = "a,b:c%.md";
        f.person = person;
        f.line_text = line;
        f.offset = line.find(match.substr(0, match.find('\n')));
        f.match = match;
        f.at = render::ColumnCounter().stretch(7, line, f.offset, match);
        totals.count(f);
        writer->finding(f);
    }
};

} // namespace

TEST_CASE("excerpt: the mark stands under the match whatever stands before it")
{
    CHECK(shown("你好", "冷静", "吧") == "你好|冷静|吧");
    CHECK(shown("", "冷静", "") == "|冷静|");
    CHECK(shown("\t", "calm", "\t!") == "    |calm|    !");
    CHECK(shown("e\xCC\x81 ", "calm", "") == "e\xCC\x81 |calm|");
    CHECK(shown("\x1B[31m", "calm", "\x07") == "␛[31m|calm|␇");
    CHECK(shown("a\xE2\x80\xAE", "calm", "") == "a⟦U+202E⟧|calm|"); // would turn the line round
    // An indent counted by hand: two wide, one blank, three narrow.
    text::Graphemes graphemes;
    const auto e = render::excerpt("冷静 abc好", 10, 3, 40, graphemes);
    CHECK(e.indent == 8);
    CHECK(e.mark == "^~");
}

TEST_CASE("excerpt: long lines are cut around the match, never inside a character")
{
    const std::string left = repeated("左", 50), right = repeated("右", 50);
    CHECK(shown(left, "中", right, 20) == "…" + repeated("左", 4) + "|中|" + repeated("右", 4) + "…");
    CHECK(shown("ab", "中", right, 20) == "ab|中|" + repeated("右", 7) + "…");
    CHECK(shown(left, "中", "ab", 20) == "…" + repeated("左", 7) + "|中|ab");
    CHECK(shown("ab", repeated("中", 50), "cd", 20) == "…|" + repeated("中", 9) + "|…");
    CHECK(shown("", repeated("x", 50), "", 20) == "|" + repeated("x", 18) + "|…");
    // A family is one character of several code points joined; it is kept whole or left out.
    const std::string family = "👨‍👩‍👧";
    for (int width = 10; width < 40; ++width) {
        const auto got = shown(repeated(family, 9), "x", "", static_cast<std::size_t>(width));
        const auto bar = got.find('|');
        auto before = got.substr(0, bar);
        if (before.starts_with("…")) before = before.substr(std::string("…").size());
        CHECK(before.size() % family.size() == 0);
    }
}

TEST_CASE("excerpt: a line of megabytes costs no more than a short one")
{
    const auto line = repeated("长", 1 << 20);
    text::Graphemes graphemes;
    for (int i = 0; i < 1000; ++i) {
        const auto e = render::excerpt(line, line.size() / 2 - (line.size() / 2) % 3, 6, 76, graphemes);
        CHECK(e.mark == "^~~~");
    }
}

TEST_CASE("columns: code points and UTF-16, counted on from finding to finding")
{
    const std::string line = "a😀é冷静 b😀";
    render::ColumnCounter columns;
    const auto check = [&](std::size_t offset, const std::string& match, std::uint64_t column, std::uint64_t end,
                           std::uint64_t utf16, std::uint64_t utf16_end) {
        const auto s = columns.stretch(3, line, offset, match);
        CHECK(s.column == column);
        CHECK(s.end_column == end);
        CHECK(s.utf16_column == utf16);
        CHECK(s.utf16_end_column == utf16_end);
        CHECK(s.end_line == 3);
    };
    check(0, "a", 1, 2, 1, 2);
    check(1, "😀", 2, 3, 2, 4);
    check(7, "冷静", 4, 6, 5, 7);
    check(14, "b😀", 7, 9, 8, 11);
    check(1, "😀", 2, 3, 2, 4); // back again
    const auto s = columns.stretch(3, line, 14, "b😀\nzwei\n😀x");
    CHECK(s.line == 3);
    CHECK(s.end_line == 5);
    CHECK(s.end_column == 3);
    CHECK(s.utf16_end_column == 4);
}

TEST_CASE("findings: GitHub's commands are escaped")
{
    Report r("github");
    r.add(0, Severity::note, "", "you 100%", "100%");
    CHECK(r.out == "::notice file=a%2Cb%3Ac%25.md,line=7,endLine=7,col=5,endColumn=9,title=a::insults, 100%25: \"you\"\n");
}

TEST_CASE("findings: paths from the root of the repository")
{
    const render::FindingsHead head{.root = "/r", .here = "/r/shop"};
    using render::findings::repository_path;
    CHECK(repository_path("a.md", head) == "shop/a.md");
    CHECK(repository_path("./x/../a.md", head) == "shop/a.md");
    CHECK(repository_path("../b.md", head) == "b.md");
    CHECK(repository_path("/r/c.md", head) == "c.md");
    CHECK(repository_path("/elsewhere/c.md", head) == "/elsewhere/c.md");
    CHECK(repository_path("../../d.md", head) == "../../d.md");
    CHECK(repository_path("<stdin>", head) == "<stdin>");
    CHECK(repository_path("./a.md", {}) == "a.md");
}

TEST_CASE("findings: the summary for training is by person, the gravest first")
{
    Report r("training-json");
    r.add(1, Severity::warning, "Ann", "we look soon", "soon");
    r.add(1, Severity::warning, "Ann", "we look soon again", "soon");
    r.add(0, Severity::error, "王五", "滚", "滚");
    r.totals.checked = 12;
    r.totals.checked_of = {{"Ann", 5}, {"王五", 1}, {"Ben", 6}};
    r.writer->finish(r.totals);
    const auto json = json::parse(r.out);
    REQUIRE(json);
    const auto& people = (*json)["people"].items();
    REQUIRE(people.size() == 3);
    CHECK(people[0]["person"].string_or("") == "王五");
    CHECK(people[1]["person"].string_or("") == "Ann");
    CHECK(people[1]["checked"].integer() == 5);
    CHECK(people[1]["warnings"].integer() == 2);
    CHECK(people[1]["categories"].items().size() == 1);
    REQUIRE(people[1]["examples"].items().size() == 1);
    CHECK(people[1]["examples"].items()[0]["times"].integer() == 2);
    CHECK(people[1]["examples"].items()[0]["text"].string_or("") == "we look soon");
    CHECK(people[2]["person"].string_or("") == "Ben");
    CHECK(people[2]["checked"].integer() == 6);
}

TEST_CASE("findings: nothing is written before there is something to say")
{
    for (const auto& format : render::findings_formats()) {
        CAPTURE(format.name);
        Report r(format.name);
        r.writer->file("a.md");
        CHECK(r.out.empty());
        r.totals.files = r.totals.checked = 1;
        r.writer->finish(r.totals);
        CHECK((r.out.empty() == (std::string(format.name) == "github")));
    }
}

TEST_CASE("findings: what fails")
{
    render::FindingsTotals totals;
    CHECK(!totals.fails(Severity::note));
    totals.found = {1, 0, 0};
    CHECK(totals.fails(Severity::note));
    CHECK(!totals.fails(Severity::warning));
    totals.found = {0, 0, 1};
    CHECK(totals.fails(Severity::error));
    CHECK(totals.fails(Severity::warning));
    CHECK(!totals.fails(std::nullopt));
}

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "render/pdf.hpp"
#include "render/pdf_fonts.hpp"
#include "render/pdf_pages.hpp"
#include "render/pdf_repair.hpp"
#include "sample_document.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <iostream>

using namespace redress;
using namespace redress::render;

namespace {

std::string output_of(const std::string& command)
{
    std::string out;
    FILE* pipe = popen(command.c_str(), "r"); // NOLINT(cert-env33-c): a tool of the test suite on a file of ours
    if (!pipe) return out;
    char buffer[4096];
    for (std::size_t n = 0; (n = fread(buffer, 1, sizeof buffer, pipe)) > 0;) out.append(buffer, n);
    pclose(pipe);
    return out;
}

bool has_tool(const std::string& name)
{
    const bool found = !output_of("command -v " + name).empty();
    if (!found) std::cout << "skipped: " << name << " is not installed\n";
    return found;
}

std::string without_blanks(std::string_view text)
{
    std::string out;
    for (const char c : text)
        if (c != ' ' && c != '\n' && c != '\f') out += c;
    return out;
}

// The text layer as anyone's tool reads it, blanks and line ends dropped: a paragraph is broken into lines there.
std::string text_layer(const std::string& pdf)
{
    const TempDir folder;
    write_file(folder.path() / "x.pdf", pdf);
    return without_blanks(output_of("pdftotext -layout -enc UTF-8 '" + (folder.path() / "x.pdf").string() + "' -"));
}

bool contains(const std::string& text, std::string_view part)
{
    return text.find(part) != std::string::npos;
}

Document long_transcript(int messages)
{
    Document d;
    d.title = "Long";
    d.first_number = "RDR-000998";
    Transcript t;
    for (int i = 0; i < messages; ++i)
        t.lines.push_back({"m_" + std::to_string(100000 + i),
                           "A-" + std::to_string(i + 1),
                           "2026-03-01 20:30:00 +08:00",
                           i % 2 ? "卖家" : "Jane Doe",
                           i % 2 ? "seller" : "buyer",
                           "Message " + std::to_string(700000 + i) + " 您好，付款后五分钟内自动发货 😊 thank you",
                           {}});
    d.blocks.push_back(std::move(t));
    return d;
}

} // namespace

TEST_CASE("pdf: the same document gives the same bytes in any zone and at any time")
{
    const auto document = sample::document();
    const char* before = std::getenv("TZ");
    const std::string kept = before ? before : "";
    setenv("TZ", "Asia/Shanghai", 1);
    tzset();
    const auto first = render_pdf(document);
    setenv("TZ", "America/New_York", 1);
    tzset();
    const auto second = render_pdf(document);
    if (before)
        setenv("TZ", kept.c_str(), 1);
    else
        unsetenv("TZ");
    tzset();
    CHECK((first.bytes == second.bytes));
    CHECK(contains(first.bytes, "/CreationDate (D:20231114221320Z)   \n"));
    CHECK(contains(first.bytes, "/ModDate (D:20231114221320Z)   \n"));
    CHECK(first.missing.empty());
    auto later = document;
    later.date += 1;
    CHECK((render_pdf(later).bytes != first.bytes));
}

TEST_CASE("pdf: every id, time, number and Chinese run is in the text layer")
{
    const auto document = sample::document();
    const auto result = render_pdf(document);
    if (!has_tool("pdftotext")) return;
    const auto layer = text_layer(result.bytes);
    for (const auto& block : document.blocks)
        if (const auto* transcript = std::get_if<Transcript>(&block))
            for (const auto& line : transcript->lines) {
                CHECK(contains(layer, line.id));
                CHECK(contains(layer, without_blanks(line.time)));
            }
    for (const char* part :
         {"RDR-000123", "RDR-000127", "page1of5", "page5of5", "sha2560123abcd", "C-0001·ExhibitA", "=cmd|'/Ccalc'!A0",
          "-12.50", "PP-D-12345", "pay⟦U+202E⟧001⟦U+202C⟧now", "nul␀esc␛[31m", "你好", "卖家", "100"})
        CHECK_MESSAGE(contains(layer, part), part);
    // Page edges stand between the lines of what runs over a page; this paragraph stands on the first.
    CHECK(contains(layer, without_blanks(sample::chinese_paragraph())));
    CHECK(contains(layer, std::string(60, 'w')));
    CHECK_FALSE(contains(layer, "w-")); // no hyphen that nobody wrote
}

TEST_CASE("pdf: pages are counted and numbered, and many are made in sane time")
{
    Document empty;
    CHECK(render_pdf(empty).pages == 1);
    const auto start = std::chrono::steady_clock::now();
    const auto result = render_pdf(long_transcript(3600));
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    CHECK(result.pages > 150);
    CHECK(result.pages < 250);
    CHECK(took.count() < 60); // 2 s alone; a build machine may be busy
    if (has_tool("pdfinfo")) {
        const TempDir folder;
        write_file(folder.path() / "x.pdf", result.bytes);
        const auto info = output_of("pdfinfo '" + (folder.path() / "x.pdf").string() + "'");
        CHECK(contains(without_blanks(info), "Pages:" + std::to_string(result.pages) + "Encrypted"));
        CHECK(contains(info, "(A4)"));
    }
    if (!has_tool("pdftotext")) return;
    const auto layer = text_layer(result.bytes);
    CHECK(contains(layer, "m_103599"));
    CHECK(contains(layer, "RDR-001000"));
    int lost = 0;
    for (int i = 0; i < 3600; ++i) lost += !contains(layer, "Message" + std::to_string(700000 + i));
    CHECK(lost == 0);
}

TEST_CASE("pdf: a table over pages repeats its header, a long message says whose it is")
{
    Document d;
    Table table{"t", {"unique-header", "n"}, {}, {}};
    for (int i = 0; i < 120; ++i) table.rows.push_back({"row", std::to_string(i)});
    d.blocks.push_back(table);
    std::string text;
    for (int i = 0; i < 300; ++i) text += "sentence number " + std::to_string(i) + " of a very long message. ";
    d.blocks.push_back(Transcript{{{"m_1", "A-7", "t", "Jane", "buyer", text, {}}}});
    const auto result = render_pdf(d);
    CHECK(result.pages >= 4);
    if (!has_tool("pdftotext")) return;
    const auto layer = text_layer(result.bytes);
    std::size_t heads = 0;
    for (auto at = layer.find("unique-header"); at != std::string::npos; at = layer.find("unique-header", at + 1)) ++heads;
    CHECK(heads >= 2);
    CHECK(contains(layer, "A-7(continued)"));
}

// cairo 1.16 leaves 如 of Noto Sans CJK blank if its CFF subsetter is used (see pdf_glyphs.hpp).
TEST_CASE("pdf: the glyphs cairo's subsetter loses are drawn")
{
    if (!has_tool("pdftoppm")) return;
    const auto ink_of = [](const char* text) {
        Document d;
        d.lang = "zh";
        d.blocks.push_back(Heading{text, 3});
        const TempDir folder;
        const auto path = (folder.path() / "x").string();
        write_file(path + ".pdf", render_pdf(d).bytes);
        output_of("pdftoppm -gray -r 72 -x 40 -y 50 -W 200 -H 40 -singlefile '" + path + ".pdf' '" + path + "'");
        std::uint64_t ink = 0;
        for (const char c : read_file(path + ".pgm")) ink += 255U - static_cast<unsigned char>(c);
        return ink;
    };
    const auto nothing = ink_of("　");
    CHECK(ink_of("果") > nothing + 1000);
    CHECK(ink_of("如") > nothing + 1000);
}

TEST_CASE("pdf: characters no font has are spelled out and reported")
{
    Document d;
    d.blocks.push_back(Prose{"private \uE123 and \U000E1234, \uE123 again"});
    const auto result = render_pdf(d);
    CHECK(result.missing == std::vector<std::string>{"U+E123", "U+E1234"});
    if (has_tool("pdftotext")) CHECK(contains(text_layer(result.bytes), "private[U+E123]and[U+E1234],[U+E123]again"));
}

TEST_CASE("pdf: without a font for Chinese or emoji there is an error, never boxes")
{
    const auto none = [](char32_t) { return false; };
    const auto message_of = [&](const Document& d) -> std::string {
        try {
            pdf::require_fonts(d, none);
        } catch (const Error& e) {
            CHECK(e.kind() == ErrorKind::render);
            CHECK(e.hint().en() == "apt-get install fonts-noto-cjk fonts-noto-color-emoji");
            return e.what();
        }
        return "";
    };
    Document d;
    d.title = "plain Latin © ☎ text";
    CHECK(message_of(d).empty());
    d.blocks.push_back(Transcript{{{"", "", "", "", "", "\U0001F600", {}}}});
    CHECK(message_of(d) == "no installed font has emoji");
    d.blocks.push_back(Table{"t", {"a"}, {{"退款"}}, {}});
    CHECK(message_of(d) == "no installed font has Chinese text and emoji");
    CHECK_NOTHROW(pdf::require_fonts(d, [](char32_t) { return true; }));
    CHECK(pdf::any_font_covers(U'a'));
    CHECK_FALSE(contains(pdf::font_families("en") + pdf::font_families("zh"), "moji")); // it would take the digits
}

TEST_CASE("pdf: running numbers")
{
    CHECK(running_number("RDR-000123", 0) == "RDR-000123");
    CHECK(running_number("RDR-000123", 7) == "RDR-000130");
    CHECK(running_number("RDR-999", 1) == "RDR-1000");
    CHECK(running_number("7", 3) == "10");
    CHECK(running_number("A", 0) == "A");
    CHECK(running_number("A", 2) == "A-3");
    CHECK(running_number("", 5).empty());
}

TEST_CASE("pdf: repeated resources are blanked, nothing moves")
{
    std::string pdf = "1 << /XObject << /x5 5 0 R /x6 6 0 R /x5 5 0 R /x5 5 0 R >> >> /XObject << /x5 5 0 R >> stream \xff";
    const auto size = pdf.size();
    pdf::blank_repeated_resources(pdf);
    CHECK(pdf ==
          "1 << /XObject << /x5 5 0 R /x6 6 0 R " + std::string(20, ' ') + ">> >> /XObject << /x5 5 0 R >> stream \xff");
    CHECK(pdf.size() == size);
    std::string cut = "/XObject << /x5 5 0 R /x";
    pdf::blank_repeated_resources(cut);
    CHECK(cut == "/XObject << /x5 5 0 R /x");
}

TEST_CASE("paginate: what keeps together does, heads are repeated, nothing is lost")
{
    using namespace pdf;
    Flow flow;
    const auto add = [&](double height, bool keep, int repeats = -1) {
        Strip strip;
        strip.height = height;
        strip.keep_with_next = keep;
        strip.repeats = repeats;
        flow.strips.push_back(strip);
    };
    add(text_height - 30, false);
    add(20, true); // a heading with room for itself alone
    add(20, false);
    auto pages = paginate(flow);
    REQUIRE(pages.size() == 2);
    CHECK(pages[0].size() == 1);
    CHECK(pages[1].size() == 2);

    flow = Flow{};
    Strip head;
    head.height = 30;
    const int repeats = flow.add_head({head});
    for (int i = 0; i < 100; ++i) add(text_height / 10, false, repeats);
    pages = paginate(flow);
    std::size_t strips = 0;
    for (const auto& page : pages) {
        strips += page.size() - (page.front().strip == flow.heads[0].data() ? 1 : 0);
        CHECK(page.back().y + page.back().strip->height <= page_height - margin_bottom + 0.01);
    }
    CHECK(strips == 100);

    flow = Flow{};
    for (int i = 0; i < 50; ++i) add(text_height / 10, true); // more than a page wants to keep together
    CHECK(paginate(flow).size() == 5);
    flow = Flow{};
    CHECK(paginate(flow).size() == 1);
}

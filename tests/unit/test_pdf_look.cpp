#include "base/text.hpp"
#include "bundle/leak.hpp"
#include "bundle/pdf_look.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>

using namespace redress;

namespace {

std::string stream(const std::string& content, const std::string& more = {})
{
    return fmt::format("<< /Length {}{} >>\nstream\n{}\nendstream", content.size(), more, content);
}

// Objects 1 (catalogue), 2 (pages), 3 (page), 4 (its content), 5 (a font), and those given from 6 on.
std::string pdf(const std::string& content, const std::string& of_catalogue = {}, const std::string& of_page = {},
                const std::vector<std::string>& more = {})
{
    std::vector<std::string> objects = {"<< /Type /Catalog /Pages 2 0 R " + of_catalogue + " >>",
                                        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                                        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << "
                                        "/Font << /F 5 0 R >> /XObject << /I 6 0 R "
                                        "/X 7 0 R >> /ExtGState << /S << /ca 0.4 >> >> >> " +
                                            of_page + " >>",
                                        stream(content), "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"};
    objects.insert(objects.end(), more.begin(), more.end());
    std::string out = "%PDF-1.7\n";
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < objects.size(); ++i) {
        places.push_back(out.size());
        out += fmt::format("{} 0 obj\n{}\nendobj\n", i + 1, objects[i]);
    }
    const auto table = out.size();
    out += fmt::format("xref\n0 {}\n0000000000 65535 f \n", objects.size() + 1);
    for (const auto place : places) out += fmt::format("{:010} 00000 n \n", place);
    return out + fmt::format("trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{}\n%%EOF\n", objects.size() + 1, table);
}

std::vector<std::string> codes(const std::string& bytes)
{
    std::vector<std::string> out;
    for (const auto& remark : bundle::look_at_pdf(bytes)) out.push_back(remark.code);
    return out;
}

const std::string words = "BT /F 12 Tf 100 700 Td (jane@example.com) Tj ET\n";
const std::string image =
    stream("\xFF", " /Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray");
const std::string form = stream("0 g 90 690 200 30 re f", " /Type /XObject /Subtype /Form /BBox [0 0 600 800]");

} // namespace

TEST_CASE("a foreign PDF tells what its pages do not show")
{
    using Codes = std::vector<std::string>;
    struct Page {
        const char* name;
        std::string bytes;
        Codes expected;
    };
    const Page table[] = {
        {"nothing", pdf(words), {}},
        {"a box over words", pdf(words + "0 g 90 690 200 30 re f"), {"pdf-covered-text"}},
        {"of four lines", pdf(words + "0 g 90 690 m 290 690 l 290 730 l 90 730 l h f"), {"pdf-covered-text"}},
        {"white", pdf(words + "1 1 1 rg 90 690 200 30 re f*"), {"pdf-covered-text"}},
        {"moved by a matrix", pdf(words + "q 2 0 0 2 0 0 cm 0 g 45 345 100 15 re f Q"), {"pdf-covered-text"}},
        {"in a form", pdf(words + "/X Do", "", "", {image, form}), {"pdf-covered-text"}},
        {"words placed by Tm and kerned",
         pdf("BT /F 12 Tf 1 0 0 1 100 700 Tm [(ja) -20 (ne)] TJ ET 0 g 90 690 200 30 re f"),
         {"pdf-covered-text"}},
        {"the second of two boxes", pdf(words + "0 g 0 0 50 50 re 90 690 200 30 re f"), {"pdf-covered-text"}},
        {"boxes on both sides", pdf(words + "0 g 0 0 50 50 re 400 750 50 50 re f"), {}},
        {"a box under words", pdf("0.9 g 90 690 200 30 re f " + words), {}},
        {"a box elsewhere", pdf(words + "0 g 90 500 200 30 re f"), {}},
        {"a rule through words", pdf(words + "0 g 90 702 200 1 re f"), {}},
        {"a marker that shows what is beneath", pdf(words + "/S gs 1 1 0 rg 90 690 200 30 re f"), {}},
        {"a frame", pdf(words + "90 690 200 30 re S"), {}},
        {"a box under q Q that is gone", pdf("q 0 g Q " + words), {}},
        {"words under a picture", pdf(words + "q 600 0 0 800 0 0 cm /I Do Q", "", "", {image}), {"pdf-hidden-text"}},
        {"invisible ink", pdf("BT 3 Tr /F 12 Tf 100 700 Td (jane) Tj ET"), {"pdf-hidden-text"}},
        {"white on nothing", pdf("1 g BT /F 12 Tf 100 700 Td (jane) Tj ET"), {"pdf-hidden-text"}},
        {"white on a dark head", pdf("0 g 90 690 200 30 re f 1 g BT /F 12 Tf 100 700 Td (jane) Tj ET"), {}},
        {"a loose box",
         pdf(words, "", "/Annots [<< /Type /Annot /Subtype /Square /Rect [90 690 290 720] >>]"),
         {"pdf-annotations"}},
        {"a link", pdf(words, "", "/Annots [<< /Type /Annot /Subtype /Link /Rect [90 690 290 720] >>]"), {}},
        {"a script",
         pdf(words, "/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>", "",
             {"<< /S /JavaScript /JS (app.alert\\(1\\)) >>"}),
         {"pdf-script"}},
        {"form fields", pdf(words, "/AcroForm << /Fields [<< /FT /Tx /T (n) /V (v) >>] >>"), {"pdf-form"}},
        {"layers", pdf(words, "/OCProperties << /OCGs [] >>"), {"pdf-layers"}},
        {"an attachment",
         pdf(words, "/Names << /EmbeddedFiles << /Names [(a) << /Type /Filespec /F (a) /EF << /F 6 0 R >> >>] >> >>", "",
             {stream("secret", " /Type /EmbeddedFile")}),
         {"pdf-attachments"}},
    };
    for (const auto& page : table) {
        INFO(page.name);
        CHECK(codes(page.bytes) == page.expected);
    }
    // Saved again: the new revision behind the old.
    const auto old = pdf(words);
    const auto again = old + "4 0 obj\n" + stream("BT ET") + "\nendobj\nxref\n4 1\n" + fmt::format("{:010}", old.size()) +
                       " 00000 n \ntrailer\n<< /Size 6 /Root 1 0 R /Prev " + std::to_string(old.rfind("xref\n0")) +
                       " >>\nstartxref\n" + std::to_string(old.size() + 8 + stream("BT ET").size() + 8) + "\n%%EOF\n";
    CHECK(codes(again) == Codes{"pdf-revisions"});
    // What qpdf says quotes bytes of the file.
    for (const auto& remark : bundle::look_at_pdf(pdf("(x) <\xFF> Tj", "/Key <\xFF\x1B>"))) {
        CHECK(text::is_valid_utf8(remark.text.en()));
        CHECK(remark.text.en().find('\x1B') == std::string::npos);
    }
    CHECK(codes(pdf(words, "/Key <\xFF\x1B>")) == Codes{"pdf-broken"});
    // Whatever is cut off: an answer, never a crash.
    for (std::size_t cut = 0; cut + 10 < old.size(); cut += 5) {
        const auto all = codes(old.substr(0, cut));
        CHECK_MESSAGE(std::find(all.begin(), all.end(), "pdf-broken") != all.end(), cut);
    }
}

TEST_CASE("the gate reads what a PDF holds")
{
    bundle::LeakGate gate;
    gate.forbid("e-mail address", "jane@example.com");
    const auto found = [&](const std::string& bytes, const bundle::LeakGate::PdfText& text = {}) {
        return gate.search({{"data/x.pdf", bytes, {}}}, text).leak.has_value();
    };
    CHECK_FALSE(found(pdf("BT /F 12 Tf (nothing) Tj ET")));
    CHECK(found(pdf(words)));
    CHECK(found(pdf("BT /F 12 Tf [(jan) -20.5 (e@exam) 3 (ple.com)] TJ ET")));
    CHECK(found(pdf("BT ET", "/Lang <FEFF006A0061006E00650040006500780061006D0070006C0065002E0063006F006D>")));
    CHECK(found(pdf(stream("6A616E65406578616D706C652E636F6D"))));
    CHECK(
        found(pdf("BT ET", "/Names << /EmbeddedFiles << /Names [(a) << /Type /Filespec /F (a) /EF << /F 6 0 R >> >>] >> >>",
                  "", {stream("6A616E65406578616D706C652E636F6D>", " /Type /EmbeddedFile /Filter /ASCIIHexDecode")})));
    CHECK(found(pdf("BT ET"), [](std::string_view) { return std::string("jane@ex\nample.com"); }));
    CHECK_FALSE(found(pdf("BT ET"), [](std::string_view) { return std::nullopt; }));
    const auto unread = gate.search({{"data/x.pdf", "%PDF-1.7\nnothing of it", {}}}).unread;
    REQUIRE(unread.size() == 1);
    CHECK(unread[0].file == "data/x.pdf");
}

TEST_CASE("a PDF that unpacks to far more than it is is looked at up to a limit, and that is said")
{
    // 200,000 zero bytes, deflated: zlib.compress(b"\0" * 200000, 9).
    const auto zeros = stream("78daedc13101000000c2a0f54f6d067fa0" + std::string(386, '0') + "80d7000d6d0001>",
                              " /Filter [/ASCIIHexDecode /FlateDecode]");
    const auto bytes = pdf(words, "", "", {zeros, zeros, zeros, zeros, zeros, zeros});
    std::size_t seen = 0;
    std::vector<std::string> unread;
    bundle::Inside inside;
    inside.take = [&](std::string_view piece, bundle::Nature) {
        seen += piece.size();
        return false;
    };
    inside.unread = [&](const Said& why) { unread.push_back(why.en()); };
    bundle::look_inside(bytes, inside);
    CHECK(unread.empty());
    CHECK(seen > 1'200'000);
    seen = 0;
    inside.pdf_room = 1000; // then a hundred times its size counts
    bundle::look_inside(bytes, inside);
    CHECK(seen < bytes.size() * 100 + 10'000);
    CHECK(seen > bytes.size() * 50);
    REQUIRE(unread.size() == 1);
    CHECK(unread[0].starts_with("the PDF unpacks to more than"));
}

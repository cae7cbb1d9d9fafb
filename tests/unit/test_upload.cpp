#include "analyze/weight.hpp"
#include "base/error.hpp"
#include "bundle/pdf_file.hpp"
#include "bundle/upload_choice.hpp"
#include "render/pdf.hpp"
#include "sample_document.hpp"

#include <doctest/doctest.h>

using namespace redress;
using namespace redress::bundle;

namespace {

Candidate candidate(const std::string& name, double weight, std::size_t bytes = 10, bool must = false)
{
    Candidate out;
    out.name = name;
    out.weight = weight;
    out.must = must;
    out.piece.parts = {{0, 0, {}}};
    out.piece.suffix = ".png";
    out.piece.bytes = std::string(bytes, 'x');
    return out;
}

std::string names(const std::vector<Candidate>& all)
{
    std::string out;
    for (const auto& one : all) out += one.name;
    return out;
}

profile::FileRules rules(int files, int pages = 0, std::uint64_t total = 0)
{
    profile::FileRules out;
    out.max_files = files;
    out.max_pages = pages;
    out.max_total_bytes = total;
    return out;
}

std::string pdf_of(const std::string& title)
{
    render::Document document;
    document.title = title;
    document.blocks.emplace_back(render::Prose{title + " and nothing else"});
    return render::render_pdf(document).bytes;
}

model::Record message(const std::string& id, const std::string& thread, const std::string& text)
{
    model::Record record;
    record.id = id;
    record.shop = "main";
    model::Message body;
    body.thread = thread;
    body.sender = "Jane";
    body.role = model::Role::buyer;
    body.text = text;
    record.body = body;
    return record;
}

} // namespace

TEST_CASE("choice: the heaviest go in, in their own order; what does not fit makes room for what does")
{
    struct Row {
        const char* what;
        std::vector<Candidate> all;
        profile::FileRules rules;
        const char *in, *out;
    };
    const std::vector<Row> rows{
        {"no limit", {candidate("a", 1), candidate("b", 2)}, rules(0), "ab", ""},
        {"two of three", {candidate("a", 2), candidate("b", 1), candidate("c", 3)}, rules(2), "ac", "b"},
        {"equal weights: the earlier", {candidate("a", 1), candidate("b", 1)}, rules(1), "a", "b"},
        {"must before weight", {candidate("a", 9), candidate("b", 1, 10, true)}, rules(1), "b", "a"},
        {"bytes together",
         {candidate("a", 3, 60), candidate("b", 2, 50), candidate("c", 1, 40)},
         rules(0, 0, 100),
         "ac",
         "b"},
        {"pages together", {candidate("a", 3), candidate("b", 2)}, rules(0, 1), "a", "b"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.what);
        const auto chosen = choose(row.all, row.rules);
        CHECK(names(chosen.in) == row.in);
        CHECK(names(chosen.out) == row.out);
    }
}

TEST_CASE("choice: what must go in and does not fit is refused with the number")
{
    const auto message_of = [](const std::vector<Candidate>& all, const profile::FileRules& limits) {
        try {
            choose(all, limits);
        } catch (const Error& e) {
            return e.message().en() + "; " + e.hint().en();
        }
        return std::string();
    };
    const std::vector<Candidate> two{candidate("A", 1, 60, true), candidate("B", 1, 60, true)};
    CHECK(message_of(two, rules(1)).find("2 files have to go in, the platform takes 1; of A, B take one back") == 0);
    CHECK(message_of(two, rules(0, 1)).find("2 pages have to go in, the platform takes 1") == 0);
    CHECK(message_of(two, rules(0, 0, 100)).find("120 bytes have to go in, the platform takes 100 in all") == 0);
    CHECK(message_of(two, rules(2, 2, 120)).empty());
    auto doubtful = rules(1);
    doubtful.from.source = "memory";
    CHECK(message_of(two, doubtful).find("nobody confirmed this limit") != std::string::npos);
}

TEST_CASE("pdf files: put together and taken apart, page for page, the same bytes each time")
{
    const auto first = pdf_of("First"), second = pdf_of("Second");
    const auto both = merge_pdfs({first, second}, "x.pdf");
    CHECK((both == merge_pdfs({first, second}, "x.pdf")));
    CHECK((both != merge_pdfs({second, first}, "x.pdf")));
    CHECK(count_pdf_pages(both, "x.pdf") == 2);
    const auto whole = split_pdf(both, both.size() * 2, "x.pdf");
    REQUIRE(whole.size() == 1);
    CHECK(whole.front().pages == 2);
    const auto parts = split_pdf(both, 1, "x.pdf"); // a page is never cut
    REQUIRE(parts.size() == 2);
    CHECK(parts[0].first == 0);
    CHECK(parts[1].first == 1);
    for (const auto& part : parts) CHECK(count_pdf_pages(part.bytes, "x.pdf") == 1);
    for (const auto* broken : {"", "%PDF-1.4\n", "no pdf at all"}) {
        CAPTURE(broken);
        CHECK_THROWS_AS(count_pdf_pages(broken, "x.pdf"), Error);
    }
}

TEST_CASE("choice: PDF files are put together, the smallest neighbours first, until there are few enough")
{
    std::vector<Candidate> all;
    for (const auto* title : {"One", "Two", "Three"}) {
        auto one = candidate(title, 1);
        one.piece.suffix = ".pdf";
        one.piece.bytes = pdf_of(title);
        all.push_back(std::move(one));
    }
    all.insert(all.begin() + 1, candidate("picture", 5));
    auto few = all;
    merge_until_few(few, rules(3));
    REQUIRE(few.size() == 3);
    CHECK(few[2].name == "Two, Three");
    CHECK(few[2].piece.pages == 2);
    CHECK(count_pdf_pages(few[2].piece.bytes, "x") == 2);
    merge_until_few(all, rules(1)); // a picture between two is no neighbour of theirs
    CHECK(all.size() == 3);
}

TEST_CASE("weight: what the reason wants, then the grade, then what is contradicted")
{
    const auto profile = profile::parse_profile(R"(
id = "x"
display = { en = "X", zh = "X" }
citation = { en = "Exhibit {label}", zh = "证据{label}" }
[sources]
s = { source = "page", seen = "2026-01", verified = true }
[[reasons]]
code = "late"
cause = "process"
label = { en = "Late", zh = "迟" }
evidence = ["chat", "paper"]
required = [["chat"]]
from = "s"
[[evidence_types]]
code = "chat"
needs = "file"
kinds = ["transcript"]
reasons = ["late"]
proves = { en = "talk", zh = "聊天" }
from = "s"
[[evidence_types]]
code = "paper"
needs = "file"
kinds = ["document:receipt"]
reasons = ["late"]
proves = { en = "paper", zh = "单据" }
from = "s"
)",
                                                "x.toml");
    analyze::Material material;
    material.case_id = "C-0001";
    material.facts.reason = "late";
    material.records = {message("m_1", "a", "one"), message("m_2", "b", "two")};
    model::Record paper;
    paper.id = "d_1";
    model::Document document;
    document.name = "receipt.png";
    document.kind = "receipt";
    paper.body = document;
    material.records.push_back(paper);
    auto exhibits = analyze::plan_exhibits(material);
    REQUIRE(exhibits.size() == 3);
    const auto plain = analyze::weigh_exhibits(exhibits, material, profile, {});
    CHECK(plain[0].demanded); // of two conversations alike the first
    CHECK(!plain[1].demanded);
    CHECK(!plain[2].demanded);
    CHECK(plain[1].value > plain[2].value);
    const auto told = analyze::weigh_exhibits(exhibits, material, profile, {{"m_2", 2.0}});
    CHECK(!told[0].demanded);
    CHECK(told[1].demanded);
    CHECK(told[1].value > told[0].value);
    CHECK(analyze::weigh_records({"m_1", "m_2"}, {{"m_1", 15.0}, {"m_2", 15.0}}) == 20);

    analyze::Contradiction against_buyer, against_seller;
    against_buyer.against = "buyer";
    against_buyer.firm = true;
    against_buyer.said.record = "m_1";
    against_buyer.shown = {{.record = "e_1", .firm = true}, {.record = "e_2"}};
    against_seller.against = "seller";
    against_seller.said.record = "m_9";
    const auto weights = analyze::weigh_contradictions({against_buyer, against_seller});
    CHECK(weights == analyze::RecordWeights{{"m_1", 2.0}, {"e_1", 2.0}, {"e_2", 1.0}});
}

TEST_CASE("thirty pages of one thing do not push out the conversation")
{
    analyze::Weight pages{.value = 144, .demanded = true}, chat{.value = 24};
    CHECK(analyze::weigh_piece(pages, 0, 1) == 144.0);
    for (int page = 2; page <= 30; ++page) CHECK(analyze::weigh_piece(pages, 0, page) < chat.value);
    CHECK(analyze::weigh_piece(pages, 0, 2) > analyze::weigh_piece(pages, 0, 3));
    // What is contradicted in it counts on each of them.
    CHECK(analyze::weigh_piece({.value = 44}, 4, 2) == 24.0);
}

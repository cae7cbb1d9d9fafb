// What the last look before a package gets its name reads in a file, and what is said of a PDF made elsewhere.
#include "bundle/inside.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "bundle/leak.hpp"
#include "bundle/pdf_file.hpp"
#include "bundle/pdf_look.hpp"
#include "target.hpp"

#include <numeric>

namespace redress::fuzz {
namespace {

constexpr std::string_view planted = "other@example.com";
constexpr std::size_t most_pages = 12;

// Pieces until `most` of them; how many there were.
std::size_t pieces_of(std::string_view bytes, std::size_t most)
{
    std::size_t pieces = 0;
    bundle::Inside inside;
    inside.take = [&](std::string_view, bundle::Nature) { return ++pieces >= most; };
    inside.unread = [](const Said& why) { hold_said(why); };
    const bool found = bundle::look_inside(bytes, inside);
    hold(found == (pieces >= most), "it is found where it was found", std::to_string(pieces));
    return pieces;
}

void hold_gate(std::string_view bytes)
{
    bundle::LeakGate gate;
    gate.forbid("e-mail address", planted);
    gate.forbid("phone number", "+15550100123");
    gate.allow("5550100123");
    const auto search = [&](std::string file) { return gate.search({{"data/file", std::move(file), {}}}); };
    const auto found = search(std::string(bytes));
    for (const auto& unread : found.unread) hold_said(unread.why);
    hold(found.leak == search(std::string(bytes)).leak, "a second look finds the same");
    const bool stands = bytes.find(" " + std::string(planted) + " ") != std::string_view::npos;
    hold(!stands || found.leak, "what stands there is found");
    // Whatever the file is, a value behind it is found.
    const auto behind = search(std::string(bytes) + " " + std::string(planted) + " ");
    hold(behind.leak.has_value(), "what stands behind it is found");
}

void hold_pdf(std::string_view bytes)
{
    for (const auto& remark : bundle::look_at_pdf(bytes)) {
        hold_said(remark.text);
        hold(!remark.code.empty(), "a remark has a code");
    }
    try {
        const auto pages = bundle::count_pdf_pages(bytes, "pdf");
        hold(pages >= 0, "there are pages or none", std::to_string(pages));
        if (static_cast<std::size_t>(pages) > most_pages) return;
        int next = 0;
        std::vector<std::string_view> files;
        const auto parts = bundle::split_pdf(bytes, 2000, "pdf");
        for (const auto& part : parts) {
            hold(part.first == next && part.pages > 0, "parts follow one another");
            hold(bundle::count_pdf_pages(part.bytes, "part") == part.pages, "a part has the pages it says");
            next += part.pages;
            files.emplace_back(part.bytes);
        }
        hold(next == pages, "no page is lost", std::to_string(next));
        if (files.empty()) return;
        const auto merged = bundle::merge_pdfs(files, "pdf");
        hold(bundle::count_pdf_pages(merged, "merged") == pages, "put together, they are as many");
        hold(merged == bundle::merge_pdfs(files, "pdf"), "the same files give the same bytes");
    } catch (const Error& error) {
        hold_said(error.message());
        hold_said(error.hint());
    }
}

} // namespace

void fuzz_inside(std::string_view bytes)
{
    const auto pieces = pieces_of(bytes, static_cast<std::size_t>(-1));
    if (pieces > 0) pieces_of(bytes, 1 + pieces / 2);
    hold_gate(bytes);
    hold_pdf(bytes);
}

} // namespace redress::fuzz

#include "bundle/upload_pieces.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "bundle/document.hpp"
#include "bundle/image.hpp"
#include "bundle/pdf_file.hpp"
#include "bundle/upload_choice.hpp"
#include "bundle/upload_pictures.hpp"
#include "render/pdf.hpp"
#include "render/png.hpp"
#include "render/renderer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace redress::bundle {
namespace {

// How a page is drawn smaller, step by step: first fewer pixels a letter, down to what can still be read on a screen, then
// fewer lines a picture.
struct PageSize {
    double scale, part_of_a4;
};
constexpr std::array<PageSize, 7> page_sizes{{{2.2, 1}, {1.8, 1}, {1.5, 1}, {2.2, 0.5}, {1.5, 0.5}, {1.8, 0.3}, {1.5, 0.3}}};

// Pictures, PDF and texts are looked into; what is larger is a film.
constexpr std::uint64_t most_in_memory = 256U << 20;

std::string twin_of(const render::Document& page)
{
    return render::find_renderer("text")->render(unwrapped(page));
}

std::string suffix_of(const std::string& name)
{
    const auto dot = name.rfind('.');
    auto suffix = dot == std::string::npos ? std::string() : text::lower_ascii(name.substr(dot + 1));
    const bool plain = !suffix.empty() && suffix.size() <= 8 &&
                       suffix.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789") == std::string::npos;
    return plain ? suffix : std::string("bin");
}

std::uint64_t largest(const render::PngResult& drawn)
{
    std::uint64_t out = 0;
    for (const auto& page : drawn.pages) out = std::max<std::uint64_t>(out, page.bytes.size());
    return out;
}

// What each of several pieces of one exhibit shows, numbered.
void number_parts(std::vector<Piece>& pieces)
{
    if (pieces.size() < 2) {
        for (auto& piece : pieces) piece.parts.front().messages.clear();
        return;
    }
    int number = 0;
    for (auto& piece : pieces) piece.parts.front().number = ++number;
}

} // namespace

std::string part_label(const std::string& label, int number)
{
    return fmt::format("{}-{}", label, number);
}

PieceMaker::PieceMaker(const Contents& contents, profile::FileRules rules)
    : contents_(contents), rules_(std::move(rules)), records_(index_records(contents.material))
{}

bool PieceMaker::takes(std::string_view suffix) const
{
    const auto& all = rules_.extensions;
    const auto has = [&](std::string_view one) { return std::find(all.begin(), all.end(), one) != all.end(); };
    return all.empty() || has(suffix) || (suffix == "jpg" && has("jpeg")) || (suffix == "jpeg" && has("jpg"));
}

std::string PieceMaker::name_of(std::size_t exhibit) const
{
    return exhibit_name(contents_.exhibits[exhibit], contents_.view);
}

bool PieceMaker::may_share(std::size_t exhibit) const
{
    const auto& kind = contents_.exhibits[exhibit].kind;
    return kind != "document" && kind != "transcript";
}

void PieceMaker::refuse_size(std::size_t exhibit, std::uint64_t bytes, const Said& cure) const
{
    throw Error(
        ErrorKind::input,
        said("{} has {} bytes at the smallest that can be read, the platform takes {} in one file", name_of(exhibit), bytes,
             rules_.max_file_bytes),
        with_doubt(said("{}, or leave it out with --leave-out {}", cure, contents_.exhibits[exhibit].label), rules_));
}

render::Document PieceMaker::page_of(std::size_t exhibit)
{
    return reviewer_page(contents_.exhibits[exhibit], records_, contents_.view, contents_.material.facts, masks_);
}

std::vector<Piece> PieceMaker::pieces_of(std::size_t exhibit, Said& why)
{
    std::vector<Piece> pieces;
    if (contents_.exhibits[exhibit].kind == "document")
        pieces = document(exhibit, why);
    else
        pieces = rendered(exhibit, page_of(exhibit));
    number_parts(pieces);
    return pieces;
}

std::vector<Piece> PieceMaker::rendered(std::size_t exhibit, const render::Document& page)
{
    return takes_pdf() ? rendered_pdf(exhibit, page) : pictures(exhibit, page);
}

std::vector<Piece> PieceMaker::rendered_pdf(std::size_t exhibit, const render::Document& page)
{
    auto pdf = render::render_pdf(page);
    for (auto& glyph : pdf.missing) missing_.push_back(std::move(glyph));
    const auto twin = twin_of(page);
    if (rules_.max_file_bytes == 0 || pdf.bytes.size() <= rules_.max_file_bytes)
        return {{{{exhibit, 0, {}}}, ".pdf", std::move(pdf.bytes), twin, pdf.pages}};
    std::vector<Piece> out;
    for (auto& part : split_pdf(pdf.bytes, rules_.max_file_bytes, name_of(exhibit))) {
        if (part.bytes.size() > rules_.max_file_bytes)
            refuse_size(exhibit, part.bytes.size(), said("cut it down to what matters and link that one instead"));
        std::vector<int> messages;
        for (int p = part.first; p < part.first + part.pages; ++p)
            for (const int one : pdf.messages[static_cast<std::size_t>(p)])
                if (messages.empty() || messages.back() != one) messages.push_back(one);
        out.push_back({{{exhibit, 0, std::move(messages)}}, ".pdf", std::move(part.bytes), twin, part.pages});
    }
    return out;
}

std::vector<Piece> PieceMaker::pictures(std::size_t exhibit, const render::Document& page)
{
    const auto& label = contents_.exhibits[exhibit].label;
    std::uint64_t smallest = 0;
    for (const auto& size : page_sizes) {
        auto drawn =
            render::render_png(page, {size.scale, size.part_of_a4, [&](int number) {
                                          return analyze::name_in_style(contents_.view.citation, part_label(label, number));
                                      }});
        const auto needed = largest(drawn);
        smallest = smallest == 0 ? needed : std::min(smallest, needed);
        if (rules_.max_file_bytes > 0 && needed > rules_.max_file_bytes) continue;
        for (auto& glyph : drawn.missing) missing_.push_back(std::move(glyph));
        const auto twin = twin_of(page);
        std::vector<Piece> out;
        for (auto& one : drawn.pages)
            out.push_back({{{exhibit, 0, std::move(one.messages)}}, ".png", std::move(one.bytes), twin, 1});
        return out;
    }
    refuse_size(exhibit, smallest, said("cut it down to what matters and link that one instead"));
}

std::optional<Piece> PieceMaker::sheet_of(const std::vector<std::size_t>& exhibits)
{
    render::Document sheet;
    Piece piece;
    for (const auto exhibit : exhibits) {
        auto page = page_of(exhibit);
        if (sheet.blocks.empty()) {
            sheet = std::move(page);
        } else {
            sheet.header += ", " + page.header;
            sheet.blocks.emplace_back(render::Heading{page.title, 1});
            // The first block is the heading of each page, and the same.
            std::move(page.blocks.begin() + 2, page.blocks.end(), std::back_inserter(sheet.blocks));
        }
        piece.parts.push_back({exhibit, 0, {}});
    }
    auto drawn = render::render_png(sheet);
    if (drawn.pages.size() != 1 || (rules_.max_file_bytes > 0 && largest(drawn) > rules_.max_file_bytes))
        return std::nullopt;
    piece.suffix = ".png";
    piece.bytes = std::move(drawn.pages.front().bytes);
    piece.text = twin_of(sheet);
    return piece;
}

std::vector<Piece> PieceMaker::document(std::size_t exhibit, Said& why)
{
    const auto& id = contents_.exhibits[exhibit].records.front();
    const auto record = records_.find(id);
    const auto original = contents_.documents.find(id);
    if (record == records_.end() || original == contents_.documents.end()) {
        why = said("the store holds no copy of it");
        return {};
    }
    const auto& name = std::get<model::Document>(record->second->body).name;
    const auto suffix = suffix_of(name);
    if (contents_.redacted) {
        if (const auto text = redact_document(*contents_.redacted, original->second, "." + suffix, name))
            return text_document(exhibit, *text);
        if (contents_.redacted->by->reader() != analyze::Reader::platform) {
            why = said("it cannot be looked through for personal data");
            return {};
        }
    }
    auto entered = enter_document(original->second, "document", "." + suffix, contents_.bare_pictures);
    for (auto& remark : entered.remarks) remarks_.emplace_back(name, std::move(remark));
    if (!entered.withheld.empty()) {
        why = as_is(entered.withheld);
        return {};
    }
    return entered_document(exhibit, std::move(entered.file), suffix, why);
}

std::vector<Piece> PieceMaker::entered_document(std::size_t exhibit, File file, const std::string& suffix, Said& why)
{
    const auto size = size_of(file);
    const bool small = size <= most_in_memory;
    const auto content = small ? bytes_of(file) : std::string();
    const auto type = picture_type(content);
    if (type == "pdf") return pdf_document(exhibit, content);
    if (!type.empty()) return picture_document(exhibit, content, type);
    if (small && text::is_valid_utf8(content) && content.find('\0') == std::string::npos)
        return text_document(exhibit, content);
    if (suffix == "bin" || rules_.extensions.empty() || !takes(suffix)) {
        why = said("the form takes no '{}' files", suffix);
        return {};
    }
    if (rules_.max_file_bytes > 0 && size > rules_.max_file_bytes)
        refuse_size(exhibit, size, said("make it smaller and link that one instead"));
    return {{{{exhibit, 0, {}}}, "." + suffix, std::move(file.bytes), {}, 1, std::move(file.original)}};
}

// A PDF that cannot be read can be left out.
template <typename Read> auto PieceMaker::or_leave_out(std::size_t exhibit, Read read) const
{
    try {
        return read();
    } catch (const Error& e) {
        throw Error(e.kind(), e.message(),
                    said("{}; --leave-out {} goes on without it", e.hint(), contents_.exhibits[exhibit].label));
    }
}

std::vector<Piece> PieceMaker::pdf_document(std::size_t exhibit, const std::string& bytes)
{
    if (!takes_pdf()) {
        std::vector<Piece> out;
        for (const auto& page : or_leave_out(exhibit, [&] { return pictures_of_pdf(bytes, name_of(exhibit)); }))
            for (auto& piece : picture_document(exhibit, page, "png")) out.push_back(std::move(piece));
        return out;
    }
    const auto pages = or_leave_out(exhibit, [&] { return count_pdf_pages(bytes, name_of(exhibit)); });
    if (rules_.max_file_bytes == 0 || bytes.size() <= rules_.max_file_bytes)
        return {{{{exhibit, 0, {}}}, ".pdf", bytes, {}, pages}};
    std::vector<Piece> out;
    for (auto& part : split_pdf(bytes, rules_.max_file_bytes, name_of(exhibit))) {
        if (part.bytes.size() > rules_.max_file_bytes)
            refuse_size(exhibit, part.bytes.size(), said("scan or print it smaller and link that one instead"));
        out.push_back({{{exhibit, 0, {}}}, ".pdf", std::move(part.bytes), {}, part.pages});
    }
    return out;
}

std::vector<Piece> PieceMaker::picture_document(std::size_t exhibit, const std::string& bytes, const std::string& type)
{
    if (takes(type) && (rules_.max_file_bytes == 0 || bytes.size() <= rules_.max_file_bytes))
        return {{{{exhibit, 0, {}}}, "." + type, bytes, {}, 1}};
    try {
        auto made = within_limits(bytes, {rules_.max_file_bytes, 0, takes("png"), takes("jpg")}, name_of(exhibit));
        return {{{{exhibit, 0, {}}}, "." + made.suffix, std::move(made.bytes), {}, 1}};
    } catch (const Error& e) {
        throw Error(
            e.kind(), e.message(),
            with_doubt(said("{}; --leave-out {} goes on without it", e.hint(), contents_.exhibits[exhibit].label), rules_));
    }
}

// A log or a saved text: as pages, for no form takes it as it is.
std::vector<Piece> PieceMaker::text_document(std::size_t exhibit, const std::string& bytes)
{
    auto page = page_of(exhibit);
    page.blocks.at(1) = render::Prose{said("The text of a document, drawn as a page.").in(contents_.view.lang)};
    page.blocks.emplace_back(render::Prose{masks_.apply(bytes, contents_.exhibits[exhibit].label)});
    return rendered(exhibit, page);
}

} // namespace redress::bundle

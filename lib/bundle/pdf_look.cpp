#include "bundle/pdf_look.hpp"

#include "base/text.hpp"
#include "bundle/pdf_page_look.hpp"
#include "bundle/qpdf.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <exception>

namespace redress::bundle {
namespace {

constexpr std::size_t most_pages = 500; // looked at for what lies over words

std::size_t count_of(std::string_view bytes, std::string_view word)
{
    std::size_t count = 0;
    for (auto at = bytes.find(word); at != std::string_view::npos; at = bytes.find(word, at + word.size())) ++count;
    return count;
}

// "2, 5, 9": the first few.
std::string list_of(const std::vector<std::size_t>& pages)
{
    constexpr std::size_t shown = 8;
    std::string out;
    for (std::size_t i = 0; i < std::min(shown, pages.size()); ++i) out += (i ? ", " : "") + std::to_string(pages[i]);
    return pages.size() > shown ? out + ", …" : out;
}

bool is_name(QPDFObjectHandle object, const char* name)
{
    return object.isName() && object.getName() == name;
}

class Looker {
public:
    explicit Looker(std::string_view bytes) : bytes_(bytes) { pdf_.setSuppressWarnings(true); }

    std::vector<Remark> look()
    {
        pdf_.processMemoryFile("pdf", bytes_.data(), bytes_.size());
        if (pdf_.isEncrypted())
            mention("pdf-encrypted",
                    said("it is encrypted, though it opens without a password: some forms refuse such a file"));
        look_at_revisions();
        look_at_objects();
        look_at_pages();
        auto root = pdf_.getRoot();
        auto form = root.getKey("/AcroForm");
        if (form.isDictionary() && form.getKey("/Fields").isArray() && form.getKey("/Fields").getArrayNItems() > 0)
            mention("pdf-form", said("it has form fields: what is typed in them can be changed and read"));
        if (root.hasKey("/OCProperties")) mention("pdf-layers", said("it has layers, of which some may be hidden"));
        const auto warnings = pdf_.getWarnings();
        if (!warnings.empty())
            act("pdf-broken", said("it is damaged, and programs may show less than there is ({})",
                                   text::visible(warnings.front().getMessageDetail())));
        return std::move(remarks_);
    }

private:
    void act(const char* code, Said text) { remarks_.push_back({code, std::move(text), true}); }
    void mention(const char* code, Said text) { remarks_.push_back({code, std::move(text), false}); }

    // Each save without writing it anew adds a revision and keeps the one before.
    void look_at_revisions()
    {
        const std::size_t usual = bytes_.substr(0, 2048).find("/Linearized") != std::string_view::npos ? 2 : 1;
        const auto ends = count_of(bytes_, "startxref");
        if (ends > usual)
            act("pdf-revisions", said("it keeps {} older revisions of itself, which anybody can read", ends - usual));
    }

    void look_at_objects()
    {
        bool script = false, attached = QPDFEmbeddedFileDocumentHelper(pdf_).hasEmbeddedFiles();
        for (auto& object : pdf_.getAllObjects()) {
            auto about = object.isStream() ? object.getDict() : object;
            if (!about.isDictionary()) continue;
            script = script || is_name(about.getKey("/S"), "/JavaScript") || is_name(about.getKey("/S"), "/Launch");
            attached = attached || is_name(about.getKey("/Subtype"), "/FileAttachment") ||
                       is_name(about.getKey("/Type"), "/EmbeddedFile");
        }
        if (attached) act("pdf-attachments", said("other files are attached to it"));
        if (script)
            act("pdf-script", said("it runs a script or a program when it is opened: forms and readers refuse such a file"));
    }

    void look_at_pages()
    {
        std::vector<std::size_t> covered, unseen, overlaid;
        std::size_t number = 0;
        for (auto& page : QPDFPageDocumentHelper(pdf_).getAllPages()) {
            if (++number > most_pages) break;
            const auto look = look_at_page(page.getObjectHandle());
            if (look.covered > 0) covered.push_back(number);
            if (look.unseen > 0) unseen.push_back(number);
            if (has_overlay(page.getObjectHandle())) overlaid.push_back(number);
        }
        if (!covered.empty())
            act("pdf-covered-text", said("a box lies over words that can still be read (page {})", list_of(covered)));
        if (!overlaid.empty())
            act("pdf-annotations",
                said("boxes, notes or stamps lie loose over it and can be taken off (page {})", list_of(overlaid)));
        if (!unseen.empty())
            mention(
                "pdf-hidden-text",
                said("words that cannot be seen lie in it, as under a scan: they can be read (page {})", list_of(unseen)));
    }

    static bool has_overlay(QPDFObjectHandle page)
    {
        auto all = page.getKey("/Annots");
        if (!all.isArray()) return false;
        for (auto& one : all.getArrayAsVector()) {
            if (!one.isDictionary()) continue;
            auto kind = one.getKey("/Subtype");
            for (const auto* loose : {"/Square", "/Redact", "/FreeText", "/Stamp", "/Ink", "/Polygon", "/Text", "/Circle"})
                if (is_name(kind, loose)) return true;
        }
        return false;
    }

    std::string_view bytes_;
    QPDF pdf_;
    std::vector<Remark> remarks_;
};

} // namespace

std::vector<Remark> look_at_pdf(std::string_view bytes)
{
    try {
        return Looker(bytes).look();
    } catch (const QPDFExc& error) {
        if (error.getErrorCode() == qpdf_e_password)
            return {{"pdf-locked", said("it asks for a password: whoever decides cannot read it"), true}};
        return {
            {"pdf-broken", said("it is damaged and cannot be read ({})", text::visible(error.getMessageDetail())), true}};
    } catch (const std::exception&) { // qpdf throws other kinds too, on what no PDF should hold
        return {{"pdf-broken", said("it is damaged and cannot be read"), true}};
    }
}

} // namespace redress::bundle

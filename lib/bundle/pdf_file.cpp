#include "bundle/pdf_file.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "bundle/qpdf.hpp"

#include <memory>

namespace redress::bundle {
namespace {

[[noreturn]] void refuse(const std::string& name, const QPDFExc& e)
{
    if (e.getErrorCode() == qpdf_e_password)
        throw Error(ErrorKind::input, said("'{}' is locked with a password", name),
                    said("save it without a password and link that one instead"));
    throw Error(ErrorKind::input, said("'{}' is no PDF that can be read: {}", name, text::visible(e.getMessageDetail())),
                said("open it, print it into a new PDF, and link that one instead"));
}

class Pdf { // holds the bytes as long as qpdf may read them
public:
    Pdf(std::string_view bytes, const std::string& name)
    {
        file_->setSuppressWarnings(true);
        file_->processMemoryFile(name.c_str(), bytes.data(), bytes.size());
    }
    std::vector<QPDFPageObjectHelper> pages() { return QPDFPageDocumentHelper(*file_).getAllPages(); }

private:
    std::unique_ptr<QPDF> file_ = std::make_unique<QPDF>();
};

std::string written(QPDF& file)
{
    QPDFWriter writer(file);
    writer.setOutputMemory();
    writer.setDeterministicID(true);
    writer.setObjectStreamMode(qpdf_o_generate);
    writer.write();
    const auto buffer = writer.getBufferSharedPointer();
    return {reinterpret_cast<const char*>(buffer->getBuffer()), buffer->getSize()};
}

std::string part_of(std::vector<QPDFPageObjectHelper>& pages, std::size_t from, std::size_t count)
{
    QPDF out;
    out.emptyPDF();
    QPDFPageDocumentHelper target(out);
    for (std::size_t i = 0; i < count; ++i) target.addPage(pages[from + i], false);
    return written(out);
}

template <typename Work> auto guarded(const std::string& name, Work work)
{
    try {
        return work();
    } catch (const QPDFExc& e) {
        refuse(name, e);
    } catch (const Error&) {
        throw;
    } catch (const std::exception& e) { // qpdf's logic errors on files it did not expect
        throw Error(ErrorKind::input, said("'{}' is no PDF that can be read: {}", name, text::visible(e.what())),
                    said("open it, print it into a new PDF, and link that one instead"));
    }
}

} // namespace

int count_pdf_pages(std::string_view bytes, const std::string& name)
{
    return guarded(name, [&] { return static_cast<int>(Pdf(bytes, name).pages().size()); });
}

std::vector<PdfPart> split_pdf(std::string_view bytes, std::uint64_t max_bytes, const std::string& name)
{
    return guarded(name, [&] {
        Pdf file(bytes, name);
        auto pages = file.pages();
        std::vector<PdfPart> parts;
        for (std::size_t from = 0; from < pages.size();) {
            // The most pages that fit, by halving: what pages share makes their sum no measure.
            std::size_t good = 1, bad = pages.size() - from + 1;
            auto best = part_of(pages, from, good);
            while (bad - good > 1) {
                const auto middle = good + (bad - good) / 2;
                auto tried = part_of(pages, from, middle);
                if (tried.size() <= max_bytes) {
                    good = middle;
                    best = std::move(tried);
                } else {
                    bad = middle;
                }
            }
            parts.push_back({std::move(best), static_cast<int>(from), static_cast<int>(good)});
            from += good;
        }
        return parts;
    });
}

std::string merge_pdfs(const std::vector<std::string_view>& files, const std::string& name)
{
    return guarded(name, [&] {
        QPDF out;
        out.emptyPDF();
        QPDFPageDocumentHelper target(out);
        std::vector<Pdf> sources; // must outlive the writing
        sources.reserve(files.size());
        for (const auto bytes : files)
            for (auto& page : sources.emplace_back(bytes, name).pages()) target.addPage(page, false);
        return written(out);
    });
}

} // namespace redress::bundle

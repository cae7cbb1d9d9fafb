#include "gate.hpp"

#include "base/error.hpp"
#include "bundle/redaction.hpp"
#include "process.hpp"

#include <algorithm>
#include <chrono>

namespace redress {
namespace {

constexpr int seconds_a_pdf = 60;

std::optional<std::string> text_of_pdf(std::string_view pdf)
{
    auto done = run_process({"pdftotext", "-q", "-enc", "UTF-8", "-", "-"}, pdf, seconds_a_pdf);
    if (!done.started || done.timed_out || done.status != 0) return std::nullopt;
    return std::move(done.output);
}

bool is_pdf(const bundle::File& file)
{
    return file.path.ends_with(".pdf");
}

} // namespace

Json pass_gate(Session& session, const bundle::LeakGate& gate, const std::vector<bundle::File>& files)
{
    const bool pdfs = gate.has_values() && std::any_of(files.begin(), files.end(), is_pdf);
    const bool has_pdftotext = pdfs && run_process({"pdftotext", "-v"}, {}, seconds_a_pdf).started;
    const auto start = std::chrono::steady_clock::now();
    const auto searched = gate.search(files, has_pdftotext ? text_of_pdf : bundle::LeakGate::PdfText());
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    if (const auto& leak = searched.leak; leak && leak->kind == bundle::removed_kind)
        throw Error(ErrorKind::input, said("no package was made: '{}' still holds what was to be taken out", leak->file),
                    said("take the record or document that holds it out of the case (redress case unlink)"));
    if (const auto& leak = searched.leak)
        throw Error(ErrorKind::input,
                    said("no package was made: '{}' holds another customer's {}", leak->file, bundle::kind_words(*leak)),
                    said("take the record that holds it out of the case (redress case unlink), or have it masked: --redact "
                         "platform"));
    for (const auto& one : searched.unread)
        session.note(said("'{}' was searched as it is, but not what is in it: {}", one.file, one.why));
    if (pdfs && !has_pdftotext)
        session.note(said("pdftotext is not installed: words that a PDF draws letter by letter were not searched "
                          "(Debian: apt install poppler-utils)"));
    if (session.options().verbose)
        session.note(
            said("searched {} bytes for {} values of others in {:.2f} s", searched.bytes, searched.values, took.count()));
    auto unread = Json::array();
    for (const auto& one : searched.unread) unread.push(one.file);
    return Json::object()
        .set("values", static_cast<std::uint64_t>(searched.values))
        .set("bytes", searched.bytes)
        .set("pdftotext", has_pdftotext)
        .set("unread", std::move(unread));
}

} // namespace redress

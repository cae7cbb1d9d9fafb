#include "lint_output.hpp"

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/text.hpp"

#include <filesystem>

namespace redress {
namespace {

constexpr std::size_t enough = 1u << 16; // bytes to write at once

std::vector<std::string> format_names()
{
    std::vector<std::string> out;
    for (const auto& format : render::findings_formats()) out.emplace_back(format.name);
    return out;
}

} // namespace

struct LintOutput::Target {
    std::string path; // empty: standard output
    render::FindingsHead head;
    std::unique_ptr<AtomicFile> file;
    std::string buffer;
    std::unique_ptr<render::FindingsWriter> writer;
};

LintOutput::LintOutput(const OutputOptions& main, const std::vector<std::string>& also, const render::FindingsHead& head,
                       Session& session)
{
    add(main.format, main.path == "-" ? "" : main.path, head, session);
    for (const auto& word : also) {
        const auto equals = word.find('=');
        const auto format = word.substr(0, equals);
        if (equals == std::string::npos || equals + 1 == word.size() || !render::find_findings_format(format)) {
            const auto near = text::nearest(format, format_names());
            throw Error(ErrorKind::usage, said("--also: '{}' is not FORMAT=FILE", word),
                        near.empty() || near == format ? said("write it as sarif=wording.sarif")
                                                       : said("did you mean '{}'?", near + word.substr(format.size())));
        }
        const auto path = word.substr(equals + 1);
        for (const auto& other : targets_)
            if (!other->path.empty() &&
                std::filesystem::path(other->path).lexically_normal() == std::filesystem::path(path).lexically_normal())
                throw Error(ErrorKind::usage, said("two reports would be written to '{}'", path),
                            said("give each a file of its own"));
        add(format, path, head, session);
    }
}

LintOutput::~LintOutput() = default;

void LintOutput::add(const std::string& format, const std::string& path, const render::FindingsHead& head, Session& session)
{
    const auto* row = render::find_findings_format(format);
    auto target = std::make_unique<Target>();
    target->path = path;
    target->head = head;
    if (row->english) target->head.lang = "en";
    target->head.color = path.empty() ? session.out_color() : session.options().color == "always";
    if (path.empty()) {
        target->writer = row->open(target->head, [&session](std::string_view bytes) { session.out(bytes); });
    } else {
        target->file = std::make_unique<AtomicFile>(path);
        target->writer = row->open(target->head, [raw = target.get()](std::string_view bytes) {
            raw->buffer += bytes;
            if (raw->buffer.size() < enough) return;
            raw->file->write(raw->buffer);
            raw->buffer.clear();
        });
    }
    targets_.push_back(std::move(target));
}

void LintOutput::file(std::string_view name)
{
    for (const auto& target : targets_) target->writer->file(name);
}

void LintOutput::unreadable(std::string_view file, const std::string& why)
{
    const auto words = text::repair_utf8(why).text; // it names the file, whose name may be any bytes
    for (const auto& target : targets_) target->writer->unreadable(file, words);
}

void LintOutput::remark(const Diagnostic& remark)
{
    for (const auto& target : targets_) target->writer->remark(remark);
}

void LintOutput::finding(const render::Finding& finding)
{
    for (const auto& target : targets_) target->writer->finding(finding);
}

void LintOutput::finish(const render::FindingsTotals& totals)
{
    for (const auto& target : targets_) {
        target->writer->finish(totals);
        if (!target->file) continue;
        target->file->write(target->buffer);
        target->file->commit();
    }
}

} // namespace redress

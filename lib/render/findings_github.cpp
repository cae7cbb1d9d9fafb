// Workflow commands of GitHub Actions: ::error file=…,line=…,col=…,title=…::message, as docs.github.com has them (workflow
// commands)
#include "render/findings.hpp"

#include <fmt/format.h>

namespace redress::render::findings {
namespace {

std::string escaped(std::string_view text, bool property)
{
    std::string out;
    for (const char c : text) {
        if (c == '%')
            out += "%25";
        else if (c == '\r')
            out += "%0D";
        else if (c == '\n')
            out += "%0A";
        else if (property && c == ':')
            out += "%3A";
        else if (property && c == ',')
            out += "%2C";
        else
            out += c;
    }
    return out;
}

// GitHub shows an annotation at a line of a file; a column that counts elsewhere would mark the wrong words.
class GithubWriter : public FindingsWriter {
public:
    GithubWriter(const FindingsHead& head, Write write) : head_(head), write_(std::move(write)) {}

    void unreadable(std::string_view file, const std::string& why) override
    {
        write_(fmt::format("::error file={},title=redress::{}\n", escaped(shown_name(repository_path(file, head_)), true),
                           escaped(why, false)));
    }

    void remark(const Diagnostic& remark) override
    {
        write_(fmt::format("::{} file={},line={},title={}::{}\n", to_string(remark.severity),
                           escaped(shown_name(repository_path(remark.file, head_)), true), remark.line,
                           escaped(remark.code, true), escaped(remark.message.in(head_.lang), false)));
    }

    void finding(const Finding& f) override
    {
        if (f.suppressed != Suppressed::no) return;
        const auto level = f.severity == Severity::note ? std::string("notice") : to_string(f.severity);
        auto place = fmt::format("file={},line={}", escaped(shown_name(repository_path(f.file, head_)), true), f.at.line);
        if (!f.columns_of_text)
            place += fmt::format(",endLine={},col={},endColumn={}", f.at.end_line, f.at.column, f.at.end_column);
        auto message = f.rule->message.in(head_.lang);
        for (const auto* about : {&f.where, &f.record, &f.person})
            if (!about->empty()) message += " (" + *about + ")";
        if (const auto words = suggestion_of(f, head_.lang); !words.empty()) message += "\n" + words;
        write_(fmt::format("::{} {},title={}::{}\n", level, place, escaped(f.rule->id, true), escaped(message, false)));
    }

    void finish(const FindingsTotals& /*totals*/) override {}

private:
    const FindingsHead& head_;
    Write write_;
};

} // namespace

std::unique_ptr<FindingsWriter> github(const FindingsHead& head, Write write)
{
    return std::make_unique<GithubWriter>(head, std::move(write));
}

} // namespace redress::render::findings

// Checkstyle's XML report: files with errors, as Jenkins, reviewdog and editors read it.
#include "render/findings.hpp"

#include <fmt/format.h>

namespace redress::render::findings {
namespace {

class CheckstyleWriter : public FindingsWriter {
public:
    CheckstyleWriter(const FindingsHead& head, Write write) : head_(head), write_(std::move(write)) {}

    void file(std::string_view name) override
    {
        close_file();
        pending_ += fmt::format("  <file name=\"{}\">\n", xml_escaped(name));
        in_file_ = true;
    }

    void unreadable(std::string_view name, const std::string& why) override
    {
        file(name);
        pending_ += fmt::format("    <error line=\"1\" severity=\"error\" message=\"{}\" source=\"redress.unreadable\"/>\n",
                                xml_escaped(why));
    }

    void remark(const Diagnostic& remark) override
    {
        pending_ +=
            fmt::format("    <error line=\"{}\" severity=\"{}\" message=\"{}\" source=\"redress.{}\"/>\n", remark.line,
                        to_string(remark.severity), xml_escaped(remark.message.in(head_.lang)), xml_escaped(remark.code));
    }

    void finding(const Finding& f) override
    {
        if (f.suppressed != Suppressed::no) return;
        begin();
        const auto column = f.columns_of_text ? std::string() : fmt::format(" column=\"{}\"", f.at.column);
        auto message = f.rule->message.in(head_.lang);
        for (const auto* about : {&f.where, &f.record, &f.person})
            if (!about->empty()) message += " (" + *about + ")";
        if (const auto words = suggestion_of(f, head_.lang); !words.empty()) message += "; " + words;
        write_(fmt::format("    <error line=\"{}\"{} severity=\"{}\" message=\"{}\" source=\"redress.{}\"/>\n", f.at.line,
                           column, f.severity == Severity::note ? "info" : to_string(f.severity), xml_escaped(message),
                           xml_escaped(f.rule->id)));
    }

    void finish(const FindingsTotals& /*totals*/) override
    {
        close_file();
        begin();
        write_("</checkstyle>\n");
    }

private:
    void close_file()
    {
        if (in_file_) pending_ += "  </file>\n";
        in_file_ = false;
    }

    // What is pending is written with the first finding, so that a run that has nothing to look at leaves nothing behind.
    void begin()
    {
        if (!begun_) write_("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">\n");
        begun_ = true;
        write_(pending_);
        pending_.clear();
    }

    const FindingsHead& head_;
    Write write_;
    std::string pending_;
    bool begun_ = false, in_file_ = false;
};

} // namespace

std::unique_ptr<FindingsWriter> checkstyle(const FindingsHead& head, Write write)
{
    return std::make_unique<CheckstyleWriter>(head, std::move(write));
}

} // namespace redress::render::findings

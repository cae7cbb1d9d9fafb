// The two XML shapes CI servers read: Checkstyle and JUnit.
#include "base/text.hpp"
#include "render/findings.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace redress::render::findings {
namespace {

std::vector<const Finding*> of_file(const FindingsReport& report, const std::string& file)
{
    std::vector<const Finding*> out;
    for (const auto& f : report.findings)
        if (f.file == file && f.suppressed.empty()) out.push_back(&f);
    return out;
}

} // namespace

std::string xml_escaped(std::string_view text)
{
    std::string out;
    for (const auto c : text::to_u32(text)) {
        if (c == U'&')
            out += "&amp;";
        else if (c == U'<')
            out += "&lt;";
        else if (c == U'>')
            out += "&gt;";
        else if (c == U'"')
            out += "&quot;";
        else if (c == U'\n' || c == U'\t')
            out += fmt::format("&#{};", static_cast<unsigned>(c));
        else if (c < 0x20 || c == 0xFFFE || c == 0xFFFF)
            out += "\xEF\xBF\xBD"; // XML 1.0 has no way to write it
        else
            text::append_utf8(out, c);
    }
    return out;
}

std::string checkstyle(const FindingsReport& report)
{
    std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">\n";
    for (const auto& file : report.files) {
        out += fmt::format("  <file name=\"{}\">\n", xml_escaped(file));
        for (const auto* f : of_file(report, file))
            out +=
                fmt::format("    <error line=\"{}\" column=\"{}\" severity=\"{}\" message=\"{}\" source=\"redress.{}\"/>\n",
                            f->line, f->column, f->severity == Severity::note ? "info" : to_string(f->severity),
                            xml_escaped(f->message), xml_escaped(f->rule));
        out += "  </file>\n";
    }
    return out + "</checkstyle>\n";
}

std::string junit(const FindingsReport& report)
{
    std::string body;
    std::size_t tests = 0, failures = 0;
    for (const auto& file : report.files) {
        const auto findings = of_file(report, file);
        const auto name = xml_escaped(file);
        const auto cases = std::max<std::size_t>(findings.size(), 1);
        body += fmt::format("  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"0\">\n", name, cases,
                            findings.size());
        if (findings.empty()) body += fmt::format("    <testcase classname=\"redress.lint\" name=\"{}\"/>\n", name);
        for (const auto* f : findings)
            body += fmt::format("    <testcase classname=\"redress.lint\" name=\"{}:{}:{}\">\n      <failure type=\"{}\" "
                                "message=\"{}\">{}</failure>\n    </testcase>\n",
                                name, f->line, f->column, xml_escaped(f->rule), xml_escaped(f->message),
                                xml_escaped(f->suggestion));
        body += "  </testsuite>\n";
        tests += cases;
        failures += findings.size();
    }
    return fmt::format("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"redress lint\" tests=\"{}\" "
                       "failures=\"{}\" errors=\"0\">\n{}</testsuites>\n",
                       tests, failures, body);
}

} // namespace redress::render::findings

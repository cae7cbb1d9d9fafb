// Workflow commands of GitHub Actions: ::error file=…,line=…,col=…,title=…::message
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

} // namespace

std::string github(const FindingsReport& report)
{
    std::string out;
    for (const auto& f : report.findings) {
        if (!f.suppressed.empty()) continue;
        const auto level = f.severity == Severity::note ? std::string("notice") : to_string(f.severity);
        const auto message = f.suggestion.empty() ? f.message : f.message + "\n" + f.suggestion;
        out += fmt::format("::{} file={},line={},col={},title={}::{}\n", level, escaped(f.file, true), f.line, f.column,
                           escaped(f.rule, true), escaped(message, false));
    }
    return out;
}

} // namespace redress::render::findings

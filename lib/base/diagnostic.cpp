#include "base/diagnostic.hpp"

#include <fmt/format.h>

namespace redress {

std::string to_string(Severity severity)
{
    switch (severity) {
    case Severity::note: return "note";
    case Severity::warning: return "warning";
    case Severity::error: return "error";
    }
    return "error";
}

std::string severity_word(Severity severity, std::string_view lang)
{
    switch (severity) {
    case Severity::note: return said("note").in(lang);
    case Severity::warning: return said("warning").in(lang);
    case Severity::error: return said("error").in(lang);
    }
    return said("error").in(lang);
}

std::string to_string(const Diagnostic& d, std::string_view lang)
{
    const auto place = d.line == 0 ? d.file : fmt::format("{}:{}:{}", d.file, d.line, d.column);
    return said("{}: {}: {}{}", place, severity_word(d.severity, lang), d.message,
                d.code.empty() ? "" : fmt::format(" [{}]", d.code))
        .in(lang);
}

} // namespace redress

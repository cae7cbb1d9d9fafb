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

std::string to_string(const Diagnostic& d)
{
    const auto place = d.line == 0 ? d.file : fmt::format("{}:{}:{}", d.file, d.line, d.column);
    return fmt::format("{}: {}: {}{}", place, to_string(d.severity), d.message,
                       d.code.empty() ? "" : fmt::format(" [{}]", d.code));
}

} // namespace redress

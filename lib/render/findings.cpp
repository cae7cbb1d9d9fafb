#include "render/findings.hpp"

#include "base/json.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

#include <array>

namespace redress::render {

std::span<const FindingsFormat> findings_formats()
{
    static constexpr std::array table{
        FindingsFormat{"text", findings::text},
        FindingsFormat{"json", findings::json},
        FindingsFormat{"sarif", findings::sarif},
        FindingsFormat{"github", findings::github},
        FindingsFormat{"checkstyle", findings::checkstyle},
        FindingsFormat{"junit", findings::junit},
    };
    return table;
}

const FindingsFormat* find_findings_format(std::string_view name)
{
    for (const auto& format : findings_formats())
        if (name == format.name) return &format;
    return nullptr;
}

namespace findings {

std::string text(const FindingsReport& report)
{
    std::string out;
    for (const auto& f : report.findings) {
        if (!f.suppressed.empty()) continue;
        const auto where = f.record.empty() ? std::string() : fmt::format(" ({})", f.record);
        out += text::visible(said("{}: {}: {}{}", fmt::format("{}:{}:{}", f.file, f.line, f.column),
                                  severity_word(f.severity, report.lang), f.message, fmt::format(" [{}]{}", f.rule, where))
                                 .in(report.lang)) +
               "\n";
        if (!f.suggestion.empty()) out += "    " + text::visible(f.suggestion) + "\n";
    }
    return out;
}

std::string json(const FindingsReport& report)
{
    std::string out;
    json::Writer w(out);
    std::uint64_t counts[3] = {0, 0, 0}, suppressed = 0;
    w.begin_object().member("schema", "redress/lint/1").key("findings").begin_array();
    for (const auto& f : report.findings) {
        if (!f.suppressed.empty()) {
            ++suppressed;
            continue;
        }
        ++counts[static_cast<int>(f.severity)];
        w.begin_object().member("file", f.file).key("record");
        if (f.record.empty())
            w.null();
        else
            w.value(f.record);
        w.member("line", f.line)
            .member("column", f.column)
            .member("severity", to_string(f.severity))
            .member("category", f.category);
        w.member("rule", f.rule).member("message", f.message).member("match", f.match).member("suggestion", f.suggestion);
        w.member("fingerprint", f.fingerprint).end_object();
    }
    w.end_array().key("summary").begin_object();
    w.member("files", static_cast<std::uint64_t>(report.files.size()))
        .member("checked", report.checked)
        .member("errors", counts[2]);
    w.member("warnings", counts[1])
        .member("notes", counts[0])
        .member("suppressed", suppressed)
        .member("malformed", report.malformed);
    w.end_object().end_object();
    return out + "\n";
}

} // namespace findings
} // namespace redress::render

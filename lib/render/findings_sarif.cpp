// SARIF 2.1.0 (OASIS standard, 2020): runs, tool.driver.rules, results with partialFingerprints and suppressions.
#include "base/json.hpp"
#include "render/findings.hpp"

#include <algorithm>

namespace redress::render::findings {
namespace {

// An artifact location is a URI reference: everything but unreserved characters and '/' is percent-encoded.
std::string as_uri(std::string_view path)
{
    constexpr char hex[] = "0123456789ABCDEF";
    std::string out;
    for (const char c : path) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                           c == '.' || c == '_' || c == '~' || c == '/';
        if (plain) {
            out += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        out += '%';
        out += hex[byte >> 4];
        out += hex[byte & 15];
    }
    return out;
}

void write_rules(json::Writer& w, const FindingsReport& report)
{
    w.key("rules").begin_array();
    for (const auto& rule : report.rules) {
        w.begin_object().member("id", rule.id);
        w.key("shortDescription").begin_object().member("text", rule.message).end_object();
        if (!rule.suggestion.empty()) w.key("help").begin_object().member("text", rule.suggestion).end_object();
        w.key("defaultConfiguration").begin_object().member("level", to_string(rule.severity)).end_object();
        w.key("properties").begin_object().key("tags").begin_array().value(rule.category).end_array();
        if (!rule.source.empty()) w.member("source", rule.source);
        w.end_object().end_object();
    }
    w.end_array();
}

void write_location(json::Writer& w, const Finding& f)
{
    w.key("locations").begin_array().begin_object();
    w.key("physicalLocation").begin_object();
    w.key("artifactLocation")
        .begin_object()
        .member("uri", f.file == "<stdin>" ? std::string("stdin") : as_uri(f.file))
        .end_object();
    w.key("region").begin_object().member("startLine", f.line).member("startColumn", f.column);
    if (f.end_column > f.column) w.member("endColumn", f.end_column);
    w.key("snippet").begin_object().member("text", f.match).end_object();
    w.end_object().end_object();
    if (!f.record.empty())
        w.key("logicalLocations")
            .begin_array()
            .begin_object()
            .member("name", f.record)
            .member("kind", "message")
            .end_object()
            .end_array();
    w.end_object().end_array();
}

void write_result(json::Writer& w, const Finding& f, const FindingsReport& report)
{
    w.begin_object().member("ruleId", f.rule);
    const auto rule =
        std::find_if(report.rules.begin(), report.rules.end(), [&](const RuleRow& r) { return r.id == f.rule; });
    if (rule != report.rules.end()) w.member("ruleIndex", static_cast<std::int64_t>(rule - report.rules.begin()));
    w.member("level", to_string(f.severity));
    w.key("message")
        .begin_object()
        .member("text", f.suggestion.empty() ? f.message : f.message + "; " + f.suggestion)
        .end_object();
    write_location(w, f);
    w.key("partialFingerprints").begin_object().member("redressWording/v1", f.fingerprint).end_object();
    w.key("suppressions").begin_array();
    if (!f.suppressed.empty()) {
        w.begin_object().member("kind", f.suppressed);
        if (!f.justification.empty()) w.member("justification", f.justification);
        w.end_object();
    }
    w.end_array().end_object();
}

} // namespace

std::string sarif(const FindingsReport& report)
{
    std::string out;
    json::Writer w(out);
    w.begin_object().member("$schema", "https://json.schemastore.org/sarif-2.1.0.json").member("version", "2.1.0");
    w.key("runs").begin_array().begin_object();
    w.key("tool").begin_object().key("driver").begin_object();
    w.member("name", "redress").member("semanticVersion", report.version);
    write_rules(w, report);
    w.end_object().end_object();
    w.member("columnKind", "unicodeCodePoints");
    w.key("results").begin_array();
    for (const auto& f : report.findings) write_result(w, f, report);
    w.end_array().end_object().end_array().end_object();
    return out + "\n";
}

} // namespace redress::render::findings

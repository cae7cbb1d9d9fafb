#include "ingest/receipt.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace redress::ingest {
namespace {

struct Words {
    const char *in_all, *parsed, *continued, *system, *blank, *rejected, *fresh, *known, *revised, *from_to, *zone, *guessed,
        *order, *ambiguous, *not_stored, *unchanged, *declared, *unpacked, *sheets;
};

const Words& words(const std::string& lang)
{
    static const Words en{"{} {}s",
                          "{} parsed",
                          "{} continued",
                          "{} system",
                          "{} blank",
                          "{} rejected",
                          "{} new",
                          "{} known",
                          "{} revised",
                          "from {} to {}",
                          "zone {} ({})",
                          "guessed: say --tz",
                          "dates are {}",
                          "ambiguous: say which with --date-order",
                          "not stored: {}",
                          "this very file was read before: nothing to add",
                          "the file declares {}",
                          "offsets count the {} bytes it unpacks to",
                          "rows are of its sheets as text, {} bytes: redress ingest --as-text prints it"};
    static const Words zh{"共 {} {}",
                          "解析 {}",
                          "续行 {}",
                          "系统 {}",
                          "空 {}",
                          "未能解析 {}",
                          "新增 {}",
                          "已有 {}",
                          "修订 {}",
                          "从 {} 到 {}",
                          "时区 {}（{}）",
                          "猜测，请用 --tz 指明",
                          "日期顺序 {}",
                          "日期顺序不确定，请用 --date-order 指明",
                          "未存入：{}",
                          "此文件已读过，无新增",
                          "文件自称 {}",
                          "偏移量按解压后的 {} 字节计算",
                          "各行按工作表转成的文本（{} 字节）定位，可用 redress ingest --as-text 查看"};
    return lang == "zh" ? zh : en;
}

std::string unit_word(const std::string& unit, const std::string& lang)
{
    if (lang != "zh") return unit;
    if (unit == "line") return "行";
    if (unit == "row") return "条记录";
    return "个部分";
}

} // namespace

bool adds_up(const Receipt& r)
{
    const auto& t = r.findings.tally;
    return t.total == t.parsed + t.continued + t.system + t.blank + t.rejected;
}

bool needs_a_look(const Receipt& r)
{
    return r.findings.tally.rejected > 0 || r.findings.date_order_ambiguous || !adds_up(r) ||
           std::any_of(r.findings.diagnostics.begin(), r.findings.diagnostics.end(),
                       [](const Diagnostic& d) { return d.severity != Severity::note; });
}

Json to_json(const Receipt& r)
{
    const auto& t = r.findings.tally;
    auto records = Json::object();
    for (const auto& [type, n] : r.records) records.set(type, n);
    auto senders = Json::array();
    for (const auto& sender : r.senders) senders.push(sender);
    auto diagnostics = Json::array();
    for (const auto& d : r.findings.diagnostics)
        diagnostics.push(Json::object()
                             .set("file", d.file)
                             .set("line", d.line)
                             .set("column", d.column)
                             .set("severity", to_string(d.severity))
                             .set("code", d.code)
                             .set("message", d.message));
    auto not_stored = Json::array();
    for (const auto& what : r.findings.not_stored) not_stored.push(what);
    auto parts = Json::array();
    for (const auto& part : r.parts)
        parts.push(Json::object()
                       .set("name", part.name)
                       .set("offset", part.offset)
                       .set("format", part.format.empty() ? Json() : Json(part.format))
                       .set("parser", part.parser));
    auto headers = Json::array();
    for (const auto& header : r.findings.headers)
        headers.push(Json::object().set("offset", header.offset).set("length", header.length));
    const auto or_null = [](const std::string& s) { return s.empty() ? Json() : Json(s); };
    return Json::object()
        .set("name", r.name)
        .set("sha256", r.sha256)
        .set("bytes", r.bytes)
        .set("content", r.form.empty() ? Json()
                                       : Json::object()
                                             .set("form", r.form)
                                             .set("bytes", r.content_bytes)
                                             .set("sha256", r.content_sha256)
                                             .set("parts", std::move(parts)))
        .set("format", r.format)
        .set("encoding", or_null(r.findings.encoding))
        .set("zone", or_null(r.zone))
        .set("zone_from", or_null(r.zone_from))
        .set("date_order", or_null(r.findings.date_order))
        .set("unit", t.unit)
        .set("total", t.total)
        .set("parsed", t.parsed)
        .set("continued", t.continued)
        .set("system", t.system)
        .set("blank", t.blank)
        .set("rejected", t.rejected)
        .set("declared", r.findings.declared)
        .set("headers", std::move(headers))
        .set("records", std::move(records))
        .set("new", r.fresh)
        .set("known", r.known)
        .set("revised", r.revised)
        .set("first", or_null(r.first))
        .set("last", or_null(r.last))
        .set("senders", std::move(senders))
        .set("not_stored", std::move(not_stored))
        .set("diagnostics", std::move(diagnostics));
}

std::string to_text(const Receipt& r, const std::string& lang)
{
    const auto& w = words(lang);
    if (r.unchanged) return fmt::format("{}: {}\n", r.name, w.unchanged);
    const auto& t = r.findings.tally;
    const auto put = [](const char* pattern, auto&&... values) { return fmt::format(fmt::runtime(pattern), values...); };
    auto unit = unit_word(t.unit, lang);
    std::string out = fmt::format("{}: {}, {}: {}", r.name, r.format, put(w.in_all, t.total, unit), put(w.parsed, t.parsed));
    const std::pair<const char*, std::uint64_t> parts[] = {
        {w.continued, t.continued}, {w.system, t.system}, {w.blank, t.blank}, {w.rejected, t.rejected}};
    for (const auto& [pattern, n] : parts)
        if (n) out += ", " + put(pattern, n);
    out += "\n ";
    bool first = true;
    for (const auto& [type, n] : r.records) {
        out += fmt::format("{} {} {}", first ? "" : ",", n, type);
        first = false;
    }
    out += fmt::format("; {}, {}, {}", put(w.fresh, r.fresh), put(w.known, r.known), put(w.revised, r.revised));
    if (!r.first.empty()) out += "; " + put(w.from_to, r.first, r.last);
    out += '\n';
    if (!r.zone.empty()) out += "  " + put(w.zone, r.zone, r.zone_from == "guess" ? w.guessed : r.zone_from.c_str()) + "\n";
    if (r.findings.date_order_ambiguous) out += fmt::format("  {} ({})\n", w.ambiguous, r.findings.date_order);
    if (r.findings.declared && *r.findings.declared != t.parsed) out += "  " + put(w.declared, *r.findings.declared) + "\n";
    if (!r.form.empty()) out += "  " + put(r.form.ends_with("workbook") ? w.sheets : w.unpacked, r.content_bytes) + "\n";
    if (!r.findings.not_stored.empty())
        out += "  " + put(w.not_stored, fmt::format("{}", fmt::join(r.findings.not_stored, ", "))) + "\n";
    return out;
}

} // namespace redress::ingest

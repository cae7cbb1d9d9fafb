#include "ingest/receipt.hpp"

#include "base/said_again.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace redress::ingest {
namespace {

// "128 lines"
Said total_of(const Tally& tally)
{
    const auto n = tally.total;
    if (tally.unit == "line") return said("{} lines", n);
    if (tally.unit == "row") return said("{} rows", n);
    if (tally.unit == "element") return said("{} elements", n);
    if (tally.unit == "mixed") return said("{} lines, rows and elements", n);
    return said("{} parts", n);
}

// "12 message": a type of records, as the records call it.
Said records_of(const std::string& type, std::uint64_t n)
{
    if (type == "message") return said("{} message", n);
    if (type == "order") return said("{} order", n);
    if (type == "event") return said("{} event", n);
    if (type == "review") return said("{} review", n);
    if (type == "document") return said("{} document", n);
    return as_is(fmt::format("{} {}", n, type));
}

// Where a zone came from: data, option, shop; a guess says what to do.
Said zone_from(const std::string& from)
{
    if (from == "guess") return said("guessed: say --tz");
    return said_again(from, {form("data"), form("option"), form("shop")});
}

// What the name of an encoding rests on; nothing is said of UTF-8 that is.
std::optional<Said> encoding_of(const Receipt& r)
{
    const auto& name = r.findings.encoding;
    if (name.empty()) return std::nullopt;
    if (r.encoding_from == "guess") return said("encoding {} ({})", name, said("guessed: say --encoding"));
    if (name == "UTF-8") return std::nullopt;
    if (r.encoding_from == "option") return said("encoding {} ({})", name, said("as told"));
    if (r.encoding_from == "mark") return said("encoding {} ({})", name, said("by a mark at its start"));
    if (r.encoding_from == "data") return said("encoding {} ({})", name, said("by what the file says"));
    return said("encoding {} ({})", name, said("by its characters, likely"));
}

std::vector<Said> parts_of(const Tally& t)
{
    std::vector<Said> out{said("{} parsed", t.parsed)};
    if (t.continued) out.push_back(said("{} continued", t.continued));
    if (t.system) out.push_back(said("{} system", t.system));
    if (t.blank) out.push_back(said("{} blank", t.blank));
    if (t.rejected) out.push_back(said("{} rejected", t.rejected));
    return out;
}

// What a packed file holds; null for one that is read as it is.
Json content_of(const Receipt& r)
{
    if (r.form.empty()) return {};
    auto parts = Json::array();
    for (const auto& part : r.parts)
        parts.push(Json::object()
                       .set("name", part.name)
                       .set("offset", part.offset)
                       .set("format", part.format.empty() ? Json() : Json(part.format))
                       .set("parser", part.parser)
                       .set("encoding", part.encoding.empty() ? Json() : Json(part.encoding)));
    auto left_out = Json::array();
    for (const auto& member : r.left_out) left_out.push(Json::object().set("name", member.name).set("why", member.why));
    return Json::object()
        .set("form", r.form)
        .set("bytes", r.content_bytes)
        .set("sha256", r.content_sha256)
        .set("parts", std::move(parts))
        .set("left_out", std::move(left_out));
}

Json proposals_of(const Receipt& r)
{
    auto all = Json::array();
    for (const auto& p : r.findings.proposals)
        all.push(Json::object()
                     .set("what", p.what.en())
                     .set("command", p.command.empty() ? Json() : Json(p.command))
                     .set("dated", p.dated));
    return all;
}

// The newest few; the rest stands in the receipt as JSON.
std::vector<Said> proposal_lines(const std::vector<Proposal>& all)
{
    constexpr std::size_t shown = 20;
    std::vector<Said> out;
    if (all.size() > shown) out.push_back(said("{} more notices propose a case: see -f json", all.size() - shown));
    for (auto i = all.size() > shown ? all.size() - shown : 0; i < all.size(); ++i) {
        const auto& p = all[i];
        if (p.command.empty())
            out.push_back(said("{}; it states no number to open a case with, or no profile fits", p.what));
        else if (p.dated)
            out.push_back(said("{}; to open the case: {}", p.what, p.command));
        else
            out.push_back(said("{}; to open the case (the mail states no date for the answer, see the platform's page): {}",
                               p.what, p.command));
    }
    return out;
}

Json diagnostics_of(const Receipt& r)
{
    auto all = Json::array();
    for (const auto& d : r.findings.diagnostics)
        all.push(Json::object()
                     .set("file", d.file)
                     .set("line", d.line)
                     .set("column", d.column)
                     .set("severity", to_string(d.severity))
                     .set("code", d.code)
                     .set("message", d.message.en()));
    return all;
}

} // namespace

const char* to_string(Change change)
{
    constexpr const char* words[] = {"new", "grown", "changed", "unchanged"};
    return words[static_cast<int>(change)];
}

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
    auto not_stored = Json::array();
    for (const auto& what : r.findings.not_stored) not_stored.push(what.en());
    auto headers = Json::array();
    for (const auto& header : r.findings.headers)
        headers.push(Json::object().set("offset", header.offset).set("length", header.length));
    const auto or_null = [](const std::string& s) { return s.empty() ? Json() : Json(s); };
    return Json::object()
        .set("name", r.name)
        .set("sha256", r.sha256)
        .set("bytes", r.bytes)
        .set("state", to_string(r.change))
        .set("content", content_of(r))
        .set("format", r.format)
        .set("encoding", or_null(r.findings.encoding))
        .set("encoding_from", or_null(r.encoding_from))
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
        .set("proposals", proposals_of(r))
        .set("diagnostics", diagnostics_of(r));
}

std::string to_text(const Receipt& r, const std::string& lang)
{
    const Say say(lang);
    if (r.unchanged) return say("{}: this very file was read before: nothing to add", r.name) + "\n";
    const auto& t = r.findings.tally;
    const auto comma = said(", ");
    std::vector<Said> records, facts{said("{} new", r.fresh), said("{} known", r.known), said("{} revised", r.revised)};
    for (const auto& [type, n] : r.records) records.push_back(records_of(type, n));
    auto out = say("{}: {}, {}: {}", r.name, r.format, total_of(t), joined(parts_of(t), comma)) + "\n";
    auto line = joined(facts, comma);
    if (!records.empty()) line = said("{}; {}", joined(records, comma), line);
    if (!r.first.empty()) line = said("{}; from {} to {}", line, r.first, r.last);
    const auto add = [&](const Said& words) { out += "  " + words.in(lang) + "\n"; };
    add(line);
    if (const auto encoding = encoding_of(r)) add(*encoding);
    if (!r.zone.empty()) add(said("zone {} ({})", r.zone, zone_from(r.zone_from)));
    if (r.findings.date_order_ambiguous) add(said("ambiguous: say which with --date-order ({})", r.findings.date_order));
    if (r.findings.declared && *r.findings.declared != t.parsed && *r.findings.declared != t.parsed + t.system)
        add(said("the file declares {}", *r.findings.declared));
    if (const auto members = r.left_out.size(); r.form.ends_with("zip") && r.form != "gzip")
        add(said("{} files in it read, {} not", r.parts.size(), members));
    else if (!r.form.empty())
        add(r.form.ends_with("workbook")
                ? said("rows are of its sheets as text, {} bytes: redress ingest --as-text prints it", r.content_bytes)
                : said("offsets count the {} bytes it unpacks to", r.content_bytes));
    for (const auto& line_of : proposal_lines(r.findings.proposals)) add(line_of);
    if (!r.findings.not_stored.empty()) add(said("not stored: {}", joined(r.findings.not_stored, comma)));
    return out;
}

} // namespace redress::ingest

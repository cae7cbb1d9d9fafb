#include "ingest/driver.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "ingest/csv.hpp"
#include "ingest/passage.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace redress::ingest {
namespace {

// Sheets hold what nobody meant as a table too; below this a guess is none.
constexpr int likely = 20;

const Format* choose_for_sheets(Content& content, const std::string& name, const Format* asked)
{
    const Format* best = nullptr;
    int best_score = 0;
    for (auto& part : content.parts()) {
        const auto probe = make_probe(*part.file, name);
        int score = 0;
        const auto* format = asked ? asked : detect(probe, &score);
        if (asked) score = asked->sniff(probe);
        if (score >= likely) part.format = format;
        if (score <= best_score) continue;
        best_score = score;
        best = format;
    }
    if (asked && best_score < likely) content.parts().front().format = asked; // it knows best why it cannot
    return asked ? asked : best;
}

bool has_table(const Content& content)
{
    return std::any_of(content.parts().begin(), content.parts().end(), [](const Part& part) { return part.format; });
}

// Rows of a sheet that no format reads; words without columns (how to use this file) are worth a note only.
void leave_out(const Part& part, Findings& findings)
{
    std::size_t wide = 0;
    CsvReader rows(*part.file, "UTF-8", ',');
    for (CsvRow row; rows.next(row);)
        wide += std::count_if(row.cells.begin(), row.cells.end(), [](const auto& cell) { return !cell.empty(); }) > 2;
    findings.tally.total += part.lines.size();
    findings.tally.system += part.lines.size();
    findings.diagnostics.push_back({wide > 1 ? Severity::warning : Severity::note, part.name, 0, 1,
                                    said("a sheet without columns that say what it is: {} rows left out", part.lines.size()),
                                    "sheet-left-out"});
}

} // namespace

const Format& choose_format(Content& content, const std::string& name, const std::string& asked)
{
    const auto* format = asked.empty() ? nullptr : find_format(asked);
    if (!asked.empty() && !format) {
        std::vector<std::string> names;
        for (const auto* known : formats()) names.emplace_back(known->name);
        const auto near = text::nearest(asked, names);
        throw Error(ErrorKind::usage, said("--from: no format '{}'", asked),
                    near.empty() ? said("redress ingest --list-formats names them") : said("did you mean '{}'?", near));
    }
    if (content.workbook()) {
        if (content.parts().empty())
            throw Error(ErrorKind::input, said("'{}' has no filled cell", name), said("export it again"));
        const auto* best = choose_for_sheets(content, name, format);
        if (has_table(content)) return *best;
        content.leave_workbook(
            {{Severity::warning, name, 0, 1,
              said("no sheet has columns that say what it is: kept as a document; --from table names them"), "no-table"}});
    }
    auto& part = content.parts().front();
    if (!format) {
        if (part.file->bytes().empty()) throw Error(ErrorKind::input, said("'{}' is empty", name), said("export it again"));
        format = detect(make_probe(*part.file, part.name));
    }
    if (!format && part.file->bytes().substr(0, 512).find("ustar") == 257)
        throw Error(ErrorKind::input, said("'{}' is a packed folder (tar)", name), said("unpack it and give its files"));
    if (!format)
        throw Error(ErrorKind::input, said("cannot tell what '{}' is", name),
                    said("name its format with --from; redress ingest --list-formats lists what can be read"));
    part.format = format;
    return *format;
}

Receipt ingest_file(const Content& content, const std::string& name, const FileHash& sha256, const Format& format,
                    const Context& context, const Sink& sink)
{
    Receipt receipt;
    receipt.name = name;
    receipt.bytes = content.original().bytes().size();
    receipt.format = format.name;
    receipt.parser = format.version;
    receipt.form = content.form();
    if (content.packed()) {
        receipt.content_bytes = content.bytes();
        receipt.content_sha256 = content.sha256();
        for (const auto& part : content.parts())
            receipt.parts.push_back(
                {part.label, part.format ? part.format->name : "", part.format ? part.format->version : 0, part.offset});
    }
    auto options = context.read;
    if (content.workbook()) options.encoding.clear(); // of the sheets' text we know it
    auto& diagnostics = receipt.findings.diagnostics;
    diagnostics = content.remarks();
    Passage passage(sha256, context, sink, receipt);
    for (const auto& part : content.parts()) {
        const auto before = diagnostics.size();
        auto& headers = receipt.findings.headers;
        const auto known_headers = headers.size();
        if (!part.format) {
            leave_out(part, receipt.findings);
            continue;
        }
        passage.enter(part);
        Reading reading{*part.file, part.name, options, receipt.findings,
                        [&](Draft&& draft) { passage.take(std::move(draft)); }};
        part.format->read(reading);
        for (auto i = known_headers; i < headers.size(); ++i) headers[i].offset += part.offset;
        for (auto i = before; i < diagnostics.size(); ++i) {
            if (diagnostics[i].file != part.name) continue;
            diagnostics[i].line = part.row_of(diagnostics[i].line);
            if (!content.workbook()) diagnostics[i].file = name;
        }
    }
    passage.finish();
    receipt.sha256 = passage.sha256();
    return receipt;
}

} // namespace redress::ingest

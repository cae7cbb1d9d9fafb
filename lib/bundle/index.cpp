#include "bundle/index.hpp"

#include "base/money.hpp"
#include "base/said.hpp"
#include "bundle/proof.hpp"
#include "render/renderer.hpp"

#include <fmt/format.h>

namespace redress::bundle {
namespace {

std::string number(std::uint64_t value)
{
    return value == 0 ? std::string() : std::to_string(value);
}

std::string rendered(const char* renderer, const render::Document& document)
{
    return render::find_renderer(renderer)->render(document);
}

// One line an exhibit: what it shows and what that is worth.
void add_exhibits(render::Document& page, const std::vector<IndexRow>& rows, const Say& say)
{
    render::Table table{"exhibits", {say("Exhibit"), say("Title"), say("Shows"), say("Grade"), say("Pages")}, {}, {}};
    for (const auto& row : rows) {
        if (table.rows.empty() || table.rows.back()[0] != row.label)
            table.rows.push_back({row.label, row.title, row.shows, grade_words(row.grade, page.lang), row.pages});
        if (table.rows.back()[4].empty()) table.rows.back()[4] = row.pages;
    }
    page.blocks.emplace_back(render::Heading{say("Exhibits"), 2});
    page.blocks.emplace_back(std::move(table));
    page.blocks.emplace_back(render::Prose{
        say("Grades: a picture or a file (1) is worth less than the record of a system (2), and that less than the "
            "statement of a third party (3).")});
}

} // namespace

std::string index_csv(const std::vector<IndexRow>& rows)
{
    render::Table table{"index",
                        {"exhibit", "title", "kind", "grade", "file", "bytes", "sha256", "pages", "records", "source",
                         "source_sha256", "source_bytes", "form", "shows"},
                        {},
                        {}};
    for (const auto& row : rows)
        table.rows.push_back({row.label, row.title, row.kind, number(static_cast<std::uint64_t>(row.grade)), row.file,
                              row.file.empty() ? "" : std::to_string(row.bytes), row.sha256, row.pages, number(row.records),
                              row.source, row.source_sha256, number(row.source_bytes), row.form, row.shows});
    render::Document document;
    document.blocks.emplace_back(std::move(table));
    return rendered("csv", document);
}

std::string slices_csv(const std::vector<SliceRow>& rows)
{
    render::Table table{
        "slices", {"exhibit", "file", "record", "source_sha256", "source_offset", "length", "file_offset", "form"}, {}, {}};
    for (const auto& row : rows) {
        const auto& entry = row.entry;
        const bool taken = entry.withheld.empty();
        table.rows.push_back({row.label, row.file, entry.record, row.source_sha256, std::to_string(entry.offset),
                              std::to_string(entry.length), taken ? std::to_string(entry.at) : "",
                              !taken         ? "withheld: " + entry.withheld
                              : entry.masked ? "not byte for byte"
                                             : "exact"});
    }
    render::Document document;
    document.blocks.emplace_back(std::move(table));
    return rendered("csv", document);
}

std::string index_html(const std::vector<IndexRow>& rows, const model::Case& facts, const View& view)
{
    const Say say(view.lang);
    render::Document page;
    page.lang = view.lang;
    page.date = view.date;
    page.title = say("Index of evidence, case {}", view.case_id);
    render::Facts about;
    const auto add = [&](const std::string& name, const std::string& value) {
        if (!value.empty()) about.rows.emplace_back(name, value);
    };
    add(say("Case"), view.case_id);
    add(say("Platform"), facts.platform);
    add(say("Platform's number"), facts.number);
    std::string orders;
    for (const auto& order : facts.orders) orders += (orders.empty() ? "" : ", ") + order;
    add(say("Orders"), orders);
    add(say("Reason"), facts.reason);
    add(say("Amount"), facts.amount ? money::to_string(*facts.amount) : "");
    add(say("Opened"), stamp_text(facts.opened, view));
    add(say("Time zone"), view.zone.name());
    page.blocks.emplace_back(std::move(about));
    add_exhibits(page, rows, say);
    render::Table table{"files", {say("Exhibit"), say("File"), say("Pages"), say("Form"), say("Source"), "SHA-256"}, {}, {}};
    for (const auto& row : rows)
        table.rows.push_back({row.label, row.file, row.pages, row.form,
                              row.source.empty() ? "" : say("{} ({} bytes)", row.source, row.source_bytes), row.sha256});
    page.blocks.emplace_back(render::Heading{say("Files"), 2});
    page.blocks.emplace_back(std::move(table));
    page.blocks.emplace_back(render::Prose{
        say("A slice holds those bytes of a source that belong to this case; slices.csv gives their offsets, index.csv the "
            "size and SHA-256 of the whole file. VERIFY.txt says how to check this package.")});
    return rendered("html", page);
}

} // namespace redress::bundle

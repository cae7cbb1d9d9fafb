#include "ingest/choose.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <algorithm>

namespace redress::ingest {
namespace {

// Sheets hold what nobody meant as a table too; below this a guess is none.
constexpr int likely = 20;

bool has_table(std::span<const Part> parts)
{
    return std::any_of(parts.begin(), parts.end(), [](const Part& part) { return part.format; });
}

// The first that is more than a file kept as it is speaks for the whole.
const Format& choose_for_folder(const Content& content)
{
    const auto& parts = content.parts();
    const auto* document = find_format("document");
    const auto read =
        std::find_if(parts.begin(), parts.end(), [&](const Part& p) { return p.format && p.format != document; });
    if (read != parts.end()) return *read->format;
    const auto kept = std::find_if(parts.begin(), parts.end(), [](const Part& p) { return p.format; });
    return *kept->format; // content refuses a zip of which nothing can be read
}

} // namespace

const Format* asked_format(const std::string& asked)
{
    const auto* format = asked.empty() ? nullptr : find_format(asked);
    if (format || asked.empty()) return format;
    std::vector<std::string> names;
    for (const auto* known : formats()) names.emplace_back(known->name);
    const auto near = text::nearest(asked, names);
    throw Error(ErrorKind::usage, said("--from: no format '{}'", asked),
                near.empty() ? said("redress ingest --list-formats names them") : said("did you mean '{}'?", near));
}

const Format* choose_for_sheets(std::span<Part> sheets, const std::string& name, const Format* asked)
{
    const Format* best = nullptr;
    int best_score = 0;
    for (auto& part : sheets) {
        const auto probe = make_probe(*part.file, name);
        int score = 0;
        const auto* format = asked ? asked : detect(probe, &score);
        if (asked) score = asked->sniff(probe);
        if (score >= likely) part.format = format;
        if (score <= best_score) continue;
        best_score = score;
        best = format;
    }
    if (asked && best_score < likely) sheets.front().format = asked; // it knows best why it cannot
    if (!has_table(sheets)) return nullptr;
    return asked ? asked : best;
}

const Format& choose_format(Content& content, const std::string& name, const std::string& asked)
{
    const auto* format = asked_format(asked);
    if (content.folder()) return choose_for_folder(content);
    if (content.workbook()) {
        if (content.parts().empty())
            throw Error(ErrorKind::input, said("'{}' has no filled cell", name), said("export it again"));
        if (const auto* best = choose_for_sheets(content.parts(), name, format)) return *best;
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

} // namespace redress::ingest

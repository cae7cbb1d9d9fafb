#include "render/findings.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <filesystem>

namespace redress::render {
namespace {

struct Counted {
    std::uint64_t points = 0, units = 0;
};

// Every byte but a continuation begins a code point; those of four bytes are two units.
Counted count(std::string_view utf8)
{
    Counted out;
    for (const char c : utf8) {
        const auto byte = static_cast<unsigned char>(c);
        out.points += (byte & 0xC0) != 0x80;
        out.units += static_cast<std::uint64_t>((byte & 0xC0) != 0x80) + (byte >= 0xF0);
    }
    return out;
}

} // namespace

std::string suggestion_of(const Finding& finding, std::string_view lang)
{
    if (!finding.meant.empty()) return said("did you mean '{}'?", finding.meant).in(lang);
    return finding.rule->suggestion.in(lang);
}

Stretch ColumnCounter::stretch(std::uint64_t line, std::string_view line_text, std::size_t offset, std::string_view match)
{
    offset = std::min(offset, line_text.size());
    if (line_ != line_text.data() || offset < upto_) {
        line_ = line_text.data();
        upto_ = points_ = units_ = 0;
    }
    const auto more = count(line_text.substr(upto_, offset - upto_));
    points_ += more.points;
    units_ += more.units;
    upto_ = offset;
    Stretch out{line, line, points_ + 1, 1, units_ + 1, 1};
    const auto last = match.rfind('\n');
    const auto tail = count(last == std::string_view::npos ? match : match.substr(last + 1));
    out.end_line += static_cast<std::uint64_t>(std::count(match.begin(), match.end(), '\n'));
    const bool goes_on = last != std::string_view::npos;
    out.end_column = tail.points + (goes_on ? 1 : out.column);
    out.utf16_end_column = tail.units + (goes_on ? 1 : out.utf16_column);
    return out;
}

void FindingsTotals::count(const Finding& finding)
{
    if (finding.suppressed == Suppressed::no)
        ++found.at(static_cast<std::size_t>(finding.severity));
    else
        ++suppressed;
}

bool FindingsTotals::fails(std::optional<Severity> fail_on) const
{
    if (!fail_on) return false;
    if (bad_comments && *fail_on <= Severity::warning) return true;
    return std::any_of(found.begin() + static_cast<int>(*fail_on), found.end(), [](auto n) { return n > 0; });
}

std::span<const FindingsFormat> findings_formats()
{
    static constexpr std::array table{
        FindingsFormat{"text", false, findings::text},
        FindingsFormat{"json", true, findings::json},
        FindingsFormat{"sarif", false, findings::sarif},
        FindingsFormat{"github", false, findings::github},
        FindingsFormat{"checkstyle", false, findings::checkstyle},
        FindingsFormat{"junit", false, findings::junit},
        FindingsFormat{"training", false, findings::training},
        FindingsFormat{"training-json", true, findings::training_json},
    };
    return table;
}

const FindingsFormat* find_findings_format(std::string_view name)
{
    for (const auto& format : findings_formats())
        if (name == format.name) return &format;
    return nullptr;
}

std::string findings::shown_name(std::string_view file)
{
    return text::is_valid_utf8(file) ? std::string(file) : text::repair_utf8(file).text;
}

std::string findings::repository_path(std::string_view file, const FindingsHead& head)
{
    if (file.starts_with('<')) return std::string(file); // <stdin> stands nowhere
    const std::filesystem::path path(file);
    if (!head.root.empty()) {
        const auto inside = (std::filesystem::path(head.here) / path).lexically_normal().lexically_relative(head.root);
        if (!inside.empty() && *inside.begin() != "..") return inside.string();
    }
    return path.lexically_normal().string();
}

} // namespace redress::render

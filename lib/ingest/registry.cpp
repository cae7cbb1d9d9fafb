#include "base/archive.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "ingest/format.hpp"

#include <array>
#include <filesystem>

namespace redress::ingest {
#define X(name) extern const Format format_##name;
#include "gen/formats.inc"
#undef X

std::span<const Format* const> formats()
{
    static const std::vector<const Format*> table{
#define X(name) &format_##name,
#include "gen/formats.inc"
#undef X
    };
    return table;
}

const Format* find_format(std::string_view name)
{
    for (const auto* format : formats())
        if (name == format->name) return format;
    return nullptr;
}

const Format* detect(const Probe& probe, int* certainty)
{
    const Format* best = nullptr;
    int best_score = 0;
    for (const auto* format : formats())
        if (const int score = format->sniff(probe); score > best_score) {
            best_score = score;
            best = format;
        }
    if (certainty) *certainty = best_score;
    return best;
}

Probe make_probe(const MappedFile& file, const std::string& name)
{
    Probe probe;
    probe.head = file.bytes().substr(0, probe_bytes);
    probe.name = std::filesystem::path(name).filename().string();
    probe.size = file.bytes().size();
    if (archive::is_zip(probe.head)) {
        probe.members = archive::list_zip(file.bytes(), name);
        return probe;
    }
    const auto encoding = text::detect_encoding(probe.head, probe.size <= probe_bytes);
    // A NUL in what is not UTF-16 means a binary file: it has no text to look at.
    if (encoding.rfind("UTF-16", 0) == 0 || probe.head.find('\0') == std::string_view::npos)
        probe.text = text::decode(probe.head, encoding).text;
    return probe;
}

} // namespace redress::ingest

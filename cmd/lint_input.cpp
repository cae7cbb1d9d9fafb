#include "lint_input.hpp"

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/folder.hpp"
#include "base/text.hpp"
#include "ingest/prose.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace fs = std::filesystem;

namespace redress {
namespace {

// A report of ours, or a baseline: it quotes what was found.
bool is_report(const std::string& path)
{
    if (!text::lower_ascii(path).ends_with(".json")) return false;
    const auto head = std::string(MappedFile::open(path).bytes().substr(0, 200));
    return head.find("\"redress/lint/") != std::string::npos || head.find("sarif-schema") != std::string::npos ||
           head.find("\"redress/baseline/") != std::string::npos;
}

} // namespace

LintFound lint_files(const std::vector<std::string>& named, const LintSettings& settings)
{
    LintFound out;
    std::error_code code;
    for (const auto& name : named) {
        if (name == "-" || !fs::is_directory(name, code)) {
            if (name == "-" || !settings.excludes(name)) out.files.push_back(name);
            continue;
        }
        const auto folder = list_folder(name);
        for (const auto& file : folder.files) {
            if (settings.excludes(file)) continue;
            const bool read = ingest::prose_shape(file) && !is_report(file);
            (read ? out.files : out.others).push_back(file);
        }
        for (const auto& path : folder.special)
            if (!settings.excludes(path)) out.others.push_back(path);
        for (const auto& [path, why] : folder.unreadable)
            if (!settings.excludes(path)) out.unreadable.emplace_back(path, why);
    }
    return out;
}

} // namespace redress

#include "lint_input.hpp"

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "base/toml.hpp"

#include <fmt/format.h>
#include <fnmatch.h>

#include <algorithm>

namespace fs = std::filesystem;

namespace redress {
namespace {

std::vector<std::string> strings(const Json& value)
{
    std::vector<std::string> out;
    for (const auto& item : value.items()) out.push_back(item.string_or(""));
    return out;
}

// A repository may be somebody else's: what it names must lie in it.
std::string inside(const fs::path& root, const std::string& path)
{
    std::error_code code;
    const auto full = fs::weakly_canonical(root / path, code);
    const auto base = fs::weakly_canonical(root, code);
    const auto relative = full.lexically_relative(base);
    if (code || relative.empty() || *relative.begin() == "..")
        throw Error(ErrorKind::input, said(".redress.toml: '{}' lies outside the repository", path),
                    said("give it with --rules instead"));
    return full.string();
}

bool is_text_name(const std::string& path)
{
    const auto suffix = text::lower_ascii(fs::path(path).extension().string());
    return suffix == ".md" || suffix == ".markdown" || suffix == ".txt" || suffix == ".text";
}

} // namespace

fs::path repository_root()
{
    std::error_code code;
    for (auto folder = fs::current_path(code); !folder.empty(); folder = folder.parent_path()) {
        if (fs::exists(folder / ".git", code)) return folder;
        if (folder == folder.root_path()) break;
    }
    return {};
}

LintSettings lint_settings()
{
    LintSettings out;
    const auto root = repository_root();
    std::error_code code;
    if (root.empty() || !fs::is_regular_file(root / ".redress.toml", code)) return out;
    const auto file = toml::load(root / ".redress.toml");
    const auto& lint = file["lint"];
    static const std::vector<std::string> known{"rules", "kind", "fail_on", "exclude"};
    for (const auto& member : lint.members())
        if (std::find(known.begin(), known.end(), member.key) == known.end())
            throw Error(ErrorKind::input, said(".redress.toml: no key '{}' in [lint]", member.key),
                        said("the keys are rules, kind, fail_on, exclude"));
    out.root = root;
    for (const auto& path : strings(lint["rules"])) out.rules.push_back(inside(root, path));
    out.exclude = strings(lint["exclude"]);
    out.kind = lint["kind"].string_or("");
    out.fail_on = lint["fail_on"].string_or("");
    const auto& kinds = profile::rule_kinds();
    if (!out.kind.empty() && std::find(kinds.begin(), kinds.end(), out.kind) == kinds.end())
        throw Error(ErrorKind::input, said(".redress.toml: kind '{}' is unknown", out.kind),
                    said("it is reply, appeal, shop or reminder"));
    for (const auto* word : {"", "error", "warning", "note", "never"})
        if (out.fail_on == word) return out;
    throw Error(ErrorKind::input, said(".redress.toml: fail_on '{}' is unknown", out.fail_on),
                said("it is error, warning, note or never"));
}

bool LintSettings::excludes(const std::string& path) const
{
    if (exclude.empty()) return false;
    std::error_code code;
    const auto name = fs::weakly_canonical(path, code).lexically_relative(fs::weakly_canonical(root, code)).string();
    return std::any_of(exclude.begin(), exclude.end(), [&](const std::string& glob) {
        return ::fnmatch(glob.c_str(), name.c_str(), 0) == 0 || name.compare(0, glob.size() + 1, glob + "/") == 0;
    });
}

std::vector<std::string> lint_files(const std::vector<std::string>& named, const LintSettings& settings)
{
    std::vector<std::string> out;
    std::error_code code;
    for (const auto& name : named) {
        if (name == "-" || !fs::is_directory(name, code)) {
            if (name == "-" || !settings.excludes(name)) out.push_back(name);
            continue;
        }
        for (const auto& file : files_below(name))
            if (is_text_name(file) && !settings.excludes(file)) out.push_back(file);
    }
    return out;
}

std::string kind_in_name(const std::string& path)
{
    const auto name = text::lower_ascii(fs::path(path).filename().string());
    for (const auto& kind : profile::rule_kinds())
        for (auto at = name.find(kind); at != std::string::npos; at = name.find(kind, at + 1)) {
            const auto edge = [&](std::size_t i) { return i >= name.size() || !(name[i] >= 'a' && name[i] <= 'z'); };
            if ((at == 0 || edge(at - 1)) && edge(at + kind.size())) return kind;
        }
    return {};
}

} // namespace redress

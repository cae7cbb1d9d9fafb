#include "base/folder.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>

namespace fs = std::filesystem;

namespace redress {
namespace {

void list(const fs::path& path, Folder& out);

void take(const fs::directory_entry& entry, Folder& out)
{
    const auto name = entry.path().filename().string();
    if (name.starts_with('.')) {
        ++out.hidden;
        return;
    }
    if (is_litter_name(name)) {
        ++out.litter;
        return;
    }
    std::error_code code;
    const auto target = entry.status(code); // of what a link leads to
    const auto path = entry.path().string();
    if (code || target.type() == fs::file_type::not_found)
        out.unreadable.emplace_back(path, system_reason(code ? code.value() : ENOENT));
    else if (fs::is_regular_file(target))
        out.files.push_back(path);
    else if (fs::is_directory(target) && !entry.is_symlink(code))
        list(entry.path(), out);
    else
        out.special.push_back(path);
}

void list(const fs::path& path, Folder& out)
{
    std::error_code code;
    fs::directory_iterator it(path, code);
    for (const fs::directory_iterator end; !code && it != end; it.increment(code)) take(*it, out);
    if (code) out.unreadable.emplace_back(path.string(), system_reason(code.value()));
}

} // namespace

Folder list_folder(const std::string& path)
{
    std::error_code code;
    const fs::directory_iterator readable(path, code);
    if (code)
        throw Error(ErrorKind::input, said("cannot read folder '{}': {}", path, system_reason(code.value())),
                    said("check who may read it"));
    Folder out;
    list(path, out);
    std::sort(out.files.begin(), out.files.end());
    std::sort(out.special.begin(), out.special.end());
    std::sort(out.unreadable.begin(), out.unreadable.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    return out;
}

bool is_litter_name(std::string_view name)
{
    if (name.starts_with("~$") || (name.size() > 2 && name.starts_with('#') && name.ends_with('#'))) return true;
    if (name.starts_with("._") || name == ".DS_Store" || name == "Thumbs.db" || name == "desktop.ini" || name == "__MACOSX")
        return true;
    constexpr std::array endings{"~", ".swp", ".tmp", ".bak", ".part", ".crdownload", ".css", ".js", ".woff", ".woff2"};
    const auto lower = text::lower_ascii(name);
    return std::any_of(endings.begin(), endings.end(),
                       [&](std::string_view ending) { return lower.size() > ending.size() && lower.ends_with(ending); });
}

} // namespace redress

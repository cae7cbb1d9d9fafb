#include "bundle/names.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <map>

namespace redress::bundle {
namespace {

// Of macOS, Windows and KDE; a folder of that name holds nothing else.
constexpr std::string_view of_systems[] = {".ds_store", ".spotlight-v100", ".trashes",    ".fseventsd",
                                           "thumbs.db", "ehthumbs.db",     "desktop.ini", ".appledouble",
                                           "__macosx",  ".directory",      "$recycle.bin"};

bool is_of_system(std::string_view path)
{
    for (std::size_t at = 0; at <= path.size();) {
        const auto end = std::min(path.find('/', at), path.size());
        const auto part = text::lower_ascii(path.substr(at, end - at));
        if (part.starts_with("._")) return true; // what macOS keeps apart where the file system cannot
        if (std::find(std::begin(of_systems), std::end(of_systems), part) != std::end(of_systems)) return true;
        at = end + 1;
    }
    return false;
}

} // namespace

bool is_payload(std::string_view path)
{
    return path.starts_with("data/");
}

void warn_of_collisions(const std::set<std::string>& names, Verdict& verdict)
{
    std::map<std::string, std::string> seen;
    for (const auto& name : names) {
        const auto [before, fresh] = seen.emplace(text::fold_case(text::nfkc(name)), name);
        if (!fresh)
            verdict.remark("collision", name,
                           said("'{}' and '{}' differ only in case or normalization", text::visible(before->second),
                                text::visible(name)));
    }
}

void warn_of_system_files(const std::set<std::string>& names, Verdict& verdict)
{
    for (const auto& name : names)
        if (is_payload(name) && is_of_system(name))
            verdict.remark("system-file", name,
                           said("'{}' belongs to an operating system, which may change or remove it", text::visible(name)));
}

} // namespace redress::bundle

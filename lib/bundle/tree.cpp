#include "bundle/tree.hpp"

#include "base/archive.hpp"
#include "base/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <set>

namespace fs = std::filesystem;

namespace redress::bundle {
namespace {

[[noreturn]] void unreadable(const std::string& path, const Said& why)
{
    throw Error(ErrorKind::input, said("cannot read package '{}': {}", path, why),
                said("name the folder or the zip that holds bagit.txt"));
}

Tree read_folder(const std::string& path)
{
    Tree tree;
    std::error_code code;
    fs::recursive_directory_iterator it(path, fs::directory_options::none, code), end;
    if (code) unreadable(path, system_reason(code.value()));
    while (it != end) {
        const auto name = it->path().lexically_relative(path).generic_string();
        const auto status = it->symlink_status(code);
        if (code) unreadable(path, system_reason(code.value()));
        if (fs::is_regular_file(status))
            tree.files.emplace(name, it->path());
        else if (fs::is_directory(status))
            tree.has_data_folder |= name == "data";
        else
            tree.refused.push_back(fs::is_symlink(status) ? said("{}: is a symbolic link", name)
                                                          : said("{}: is not a regular file", name));
        it.increment(code);
        if (code) unreadable(path, system_reason(code.value()));
    }
    std::sort(tree.refused.begin(), tree.refused.end(), [](const Said& a, const Said& b) { return a.en() < b.en(); });
    return tree;
}

// Zipped bags have one folder on top; a bag zipped without it is read as well.
std::string top_folder(const std::vector<std::string>& names)
{
    std::set<std::string> tops;
    for (const auto& name : names) {
        const auto slash = name.find('/');
        if (slash == std::string::npos) return {};
        tops.insert(name.substr(0, slash + 1));
    }
    return tops.size() == 1 && *tops.begin() != "data/" ? *tops.begin() : std::string();
}

Tree read_zip(const std::string& path, const MappedFile& file)
{
    Tree tree;
    tree.unpacked = std::make_unique<TempDir>();
    tree.top = top_folder(archive::list_zip(file.bytes(), path));
    const auto& top = tree.top;
    // Contents go into files named by number: no name of the archive ever becomes a path.
    archive::read_zip(file.bytes(), path, [&](archive::Entry&& entry) {
        const auto name = entry.name.substr(top.size());
        const auto place = tree.unpacked->path() / std::to_string(tree.files.size());
        if (!tree.files.emplace(name, place).second) {
            tree.refused.push_back(said("{}: stands twice in the zip", name));
            return;
        }
        write_file(place, entry.bytes, 0600);
        tree.has_data_folder |= name.rfind("data/", 0) == 0;
    });
    return tree;
}

} // namespace

Tree read_tree(const std::string& path)
{
    std::error_code code;
    const auto status = fs::status(path, code);
    if (fs::is_directory(status)) return read_folder(path);
    if (!fs::exists(status)) unreadable(path, system_reason(code ? code.value() : ENOENT));
    const auto file = MappedFile::open(path);
    if (!archive::is_zip(file.bytes().substr(0, 4))) unreadable(path, said("it is neither a folder nor a zip"));
    return read_zip(path, file);
}

} // namespace redress::bundle

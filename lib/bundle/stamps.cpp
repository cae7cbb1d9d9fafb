#include "bundle/stamps.hpp"

#include "base/archive.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"
#include "bundle/seal.hpp"
#include "bundle/verify_text.hpp"
#include "bundle/write.hpp"

#include <algorithm>

namespace fs = std::filesystem;

namespace redress::bundle {
namespace {

constexpr std::string_view suffix = ".tsr";

std::string place(const std::string& name, const char* ending)
{
    return stamp_folder + name + ending;
}

std::string free_name(const std::string& wanted, const std::vector<std::string>& taken)
{
    auto name = wanted;
    for (int n = 2; std::find(taken.begin(), taken.end(), name) != taken.end(); ++n) name = wanted + "-" + std::to_string(n);
    return name;
}

// The token last: while it is missing, nobody takes the rest for a timestamp.
std::vector<File> files_of(const Tree& tree, const std::vector<NewStamp>& stamps, std::vector<std::string>& names)
{
    auto taken = stamp_names(tree);
    std::vector<File> out;
    for (const auto& stamp : stamps) {
        names.push_back(free_name(stamp.name, taken));
        taken.push_back(names.back());
        out.push_back({place(names.back(), ".tsq"), stamp.request, {}});
        out.push_back({place(names.back(), ".chain.pem"), stamp.chain, {}});
        out.push_back({place(names.back(), ".tsr"), stamp.reply, {}});
    }
    // The VERIFY.txt of somebody else's bag may be anything.
    if (const auto labels = case_labels(tree); !labels.facts.empty()) {
        Seals seals;
        seals.signature = tree.has(signature_file);
        seals.ssh_signature = tree.has(ssh_signature_file);
        std::sort(taken.begin(), taken.end());
        seals.stamps = taken;
        out.push_back({verify_file, verify_text(labels.identifier, seals), {}});
    }
    return out;
}

void add_to_folder(const fs::path& path, const std::vector<File>& files)
{
    const auto folder = path / stamp_folder;
    std::error_code code;
    if (fs::create_directory(folder, code)) fs::permissions(folder, fs::perms::owner_all);
    if (!fs::is_directory(fs::symlink_status(folder)))
        throw Error(ErrorKind::render, said("cannot make folder '{}': {}", folder, system_reason(code.value())),
                    said("check the folder's permissions and free space, then run the same command again"));
    for (const auto& file : files) write_file(path / file.path, file.bytes, 0600);
}

// All entries again, with the time they had. One that was replaced (VERIFY.txt) is in `more`.
void add_to_zip(const fs::path& path, const Tree& tree, std::vector<File> more)
{
    const TempDir unpacked;
    for (const auto& [name, place] : tree.unpack(unpacked.path())) {
        const std::string_view kept = name;
        const bool replaced = std::any_of(more.begin(), more.end(), [&](const File& file) { return file.path == kept; });
        if (replaced) continue;
        more.push_back({name, {}, {}, Original{place, fs::file_size(place), hash::sha256_file(place.string())}});
    }
    Target target;
    target.path = path;
    target.zip = true;
    target.top = tree.top.substr(0, tree.top.size() - std::min<std::size_t>(1, tree.top.size()));
    target.time = archive::zip_time(MappedFile::open(path.string()).bytes(), path.string());
    target.replace = true;
    write_package(more, target);
}

} // namespace

std::vector<std::string> stamp_names(const Tree& tree)
{
    const std::string_view folder = stamp_folder;
    std::vector<std::string> names;
    for (const auto& [path, file] : tree.files) {
        const std::string_view rest = path;
        if (rest.substr(0, folder.size()) != folder || !rest.ends_with(suffix)) continue;
        const auto name = rest.substr(folder.size(), rest.size() - folder.size() - suffix.size());
        if (!name.empty() && name.find('/') == std::string_view::npos) names.emplace_back(name);
    }
    return names;
}

bool has_stamps(const fs::path& package)
{
    const auto is_stamp = [](std::string_view name) {
        return name.find(stamp_folder) != std::string_view::npos && name.ends_with(suffix);
    };
    std::vector<std::string> names;
    std::error_code code;
    if (fs::is_directory(package, code)) {
        for (const auto& entry : fs::directory_iterator(package / stamp_folder, code))
            names.push_back(entry.path().string());
    } else {
        const auto file = MappedFile::open(package.string());
        if (archive::is_zip(file.bytes())) names = archive::list_zip(file.bytes(), package.string());
    }
    return std::any_of(names.begin(), names.end(), is_stamp);
}

std::vector<std::string> add_stamps(const std::string& path, const Tree& tree, const std::vector<NewStamp>& stamps)
{
    std::vector<std::string> names;
    auto files = files_of(tree, stamps, names);
    if (tree.zip)
        add_to_zip(path, tree, std::move(files));
    else
        add_to_folder(path, files);
    return names;
}

} // namespace redress::bundle

// The upload folder on disk.
#include "base/error.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"
#include "bundle/upload.hpp"
#include "bundle/write.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace fs = std::filesystem;

namespace redress::bundle {
namespace {

// What is there now; nothing where it is no flat folder of plain files.
std::optional<std::string> hash_of_folder(const fs::path& folder)
{
    std::error_code code;
    if (!fs::is_directory(fs::symlink_status(folder, code))) return std::nullopt;
    std::vector<UploadFile> files;
    for (fs::directory_iterator it(folder, code), end; !code && it != end; it.increment(code)) {
        if (!fs::is_regular_file(it->symlink_status(code))) return std::nullopt;
        files.push_back({{it->path().filename().string(), read_file(it->path()), {}}, 0});
    }
    if (code) return std::nullopt;
    return upload_hash(std::move(files));
}

} // namespace

std::string upload_hash(std::vector<UploadFile> files)
{
    std::sort(files.begin(), files.end(),
              [](const UploadFile& a, const UploadFile& b) { return a.file.path < b.file.path; });
    std::string lines;
    for (const auto& file : files) lines += fmt::format("{}  {}\n", sha256_of(file.file), file.file.path);
    return hash::sha256(lines);
}

void write_upload(const std::vector<UploadFile>& files, const fs::path& folder, const std::set<std::string>& known,
                  bool force)
{
    std::error_code code;
    Target target;
    target.path = folder;
    if (fs::exists(fs::symlink_status(folder, code))) {
        const auto there = hash_of_folder(folder);
        if (there == upload_hash(files)) return;
        const bool empty = fs::is_directory(folder, code) && fs::is_empty(folder, code);
        if (!force && !empty && (!there || known.count(*there) == 0))
            throw Error(ErrorKind::input,
                        said("'{}' is there already and is not as redress left it, or is none of this case's upload folders",
                             folder.string()),
                        said("name another place with -o, or say --force to replace it"));
        target.replace = true;
    }
    std::vector<File> out;
    out.reserve(files.size());
    for (const auto& file : files) out.push_back(file.file);
    write_package(out, target);
}

} // namespace redress::bundle

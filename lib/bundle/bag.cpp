#include "bundle/bag.hpp"

#include "base/archive.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"
#include "bundle/tag_file.hpp"
#include "bundle/tree.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstring>

namespace fs = std::filesystem;

namespace redress::bundle {
namespace {

bool is_plain(char c)
{
    const auto u = static_cast<unsigned char>(c);
    return u < 0x80 && (std::isalnum(u) || c == '.' || c == '_' || c == '-');
}

bool by_path(const File& a, const File& b)
{
    return a.path < b.path;
}

std::string manifest_of(const std::vector<const File*>& files)
{
    std::string lines;
    for (const auto* file : files) lines += fmt::format("{}  {}\n", hash::sha256(file->bytes), file->path);
    return lines;
}

std::vector<const File*> pointers(const std::vector<File>& files)
{
    std::vector<const File*> all;
    all.reserve(files.size());
    for (const auto& file : files) all.push_back(&file);
    return all;
}

void sync_folder(const fs::path& path)
{
    if (const int fd = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); fd >= 0) {
        ::fsync(fd);
        ::close(fd);
    }
}

[[noreturn]] void fail(const fs::path& target)
{
    throw Error(ErrorKind::render, said("cannot put the package at '{}': {}", target.string(), system_reason(errno)),
                said("check the folder's permissions and free space, then run the same command again"));
}

// A new name is taken only if nobody took it meanwhile; an old package is exchanged in one step and goes with the
// temporary folder.
void move_into_place(const fs::path& from, const fs::path& to, bool replace)
{
    const unsigned flags = replace && fs::exists(fs::symlink_status(to)) ? RENAME_EXCHANGE : RENAME_NOREPLACE;
    if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), flags) == 0) return;
    if (errno != EINVAL && errno != ENOSYS) fail(to);
    // File systems without such renames (some network shares): out of the way, then in.
    const auto aside = from.string() + ".old";
    const bool exchange = flags == RENAME_EXCHANGE;
    if (exchange && ::rename(to.c_str(), aside.c_str()) != 0) fail(to);
    if (::rename(from.c_str(), to.c_str()) == 0) return;
    const int why = errno;
    if (exchange) ::rename(aside.c_str(), to.c_str());
    errno = why;
    fail(to);
}

} // namespace

std::string payload_name(std::string_view wanted)
{
    std::string name;
    for (const char c : wanted) name += is_plain(c) ? c : '-';
    while (!name.empty() && (name.front() == '.' || name.front() == '-')) name.erase(0, 1);
    return name.empty() ? "file" : name;
}

std::vector<File> make_bag(std::vector<File> payload, BagInfo info, std::vector<File> loose)
{
    std::sort(payload.begin(), payload.end(), by_path);
    std::uint64_t octets = 0;
    const File* before = nullptr;
    for (const auto& file : payload) {
        const std::string_view name = std::string_view(file.path).substr(std::min<std::size_t>(5, file.path.size()));
        if (file.path.rfind("data/", 0) != 0 || name.empty() || !std::all_of(name.begin(), name.end(), is_plain) ||
            (before && before->path == file.path))
            throw Error(ErrorKind::render, said("'{}' cannot be a payload name", file.path));
        before = &file;
        octets += file.bytes.size();
    }
    info.emplace_back("Payload-Oxum", fmt::format("{}.{}", octets, payload.size()));
    std::string info_text;
    for (const auto& [label, value] : info) {
        // A line end in a value would begin another label.
        auto flat = value;
        std::replace_if(
            flat.begin(), flat.end(), [](unsigned char c) { return c < 0x20; }, ' ');
        info_text += fmt::format("{}: {}\n", label, flat);
    }
    std::vector<File> tags = {{"bag-info.txt", info_text, {}},
                              {"bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n", {}},
                              {"manifest-sha256.txt", manifest_of(pointers(payload)), {}}};
    tags.push_back({"tagmanifest-sha256.txt", manifest_of(pointers(tags)), {}});
    for (auto* more : {&payload, &loose}) std::move(more->begin(), more->end(), std::back_inserter(tags));
    std::sort(tags.begin(), tags.end(), by_path);
    return tags;
}

std::string case_of_package(const fs::path& target)
{
    try {
        const auto tree = read_tree(target.string());
        const auto found = tree.files.find("bag-info.txt");
        if (found == tree.files.end() || tree.files.count("bagit.txt") == 0) return {};
        Verdict ignored;
        std::string identifier, facts;
        for (const auto& [label, value] : parse_metadata(read_file(found->second), "bag-info.txt", {}, ignored)) {
            if (label == "External-Identifier") identifier = value;
            if (label == "Redress-Case") facts = value;
        }
        return facts.empty() ? std::string() : identifier + "; " + facts;
    } catch (const Error&) {
        return {}; // not to be read: no package of ours
    }
}

void write_package(const std::vector<File>& files, const Target& target)
{
    const auto parent = target.path.has_parent_path() ? target.path.parent_path() : fs::path(".");
    const TempDir work(parent);
    const auto made = work.path() / "package";
    if (target.zip) {
        std::vector<archive::Entry> entries;
        entries.reserve(files.size());
        for (const auto& file : files) entries.push_back({target.top + "/" + file.path, file.bytes});
        write_file(made, archive::write_zip(std::move(entries), target.time), 0600);
    } else {
        // Packages hold buyers' data: private, whatever the umask.
        fs::create_directory(made);
        for (const auto& file : files) {
            const auto path = made / file.path;
            fs::create_directories(path.parent_path());
            write_file(path, file.bytes, 0600);
        }
        for (const auto& entry : fs::recursive_directory_iterator(made))
            if (entry.is_directory()) {
                fs::permissions(entry.path(), fs::perms::owner_all);
                sync_folder(entry.path());
            }
        fs::permissions(made, fs::perms::owner_all);
        sync_folder(made);
    }
    move_into_place(made, target.path, target.replace);
    sync_folder(parent);
}

} // namespace redress::bundle

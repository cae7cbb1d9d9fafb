#include "bundle/tree.hpp"

#include "base/archive.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"
#include "base/parallel.hpp"
#include "base/text.hpp"
#include "base/zip_directory.hpp"
#include "bundle/tag_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <filesystem>
#include <memory>
#include <set>

namespace fs = std::filesystem;

namespace redress::bundle {
namespace {

constexpr std::uint64_t largest_tag_file = 256U << 20;
constexpr std::uint64_t largest_zip = 1ULL << 42; // it is hashed, not kept: the ratio alone tells a bomb

[[noreturn]] void unreadable(const std::string& path, const Said& why)
{
    throw Error(ErrorKind::input, said("cannot read package '{}': {}", path, why),
                said("name the folder or the zip that holds bagit.txt"));
}

Tree read_folder(const std::string& path)
{
    Tree tree;
    tree.place = path;
    std::error_code code;
    fs::recursive_directory_iterator it(path, fs::directory_options::none, code), end;
    if (code) unreadable(path, system_reason(code.value()));
    while (it != end) {
        const auto name = it->path().lexically_relative(path).generic_string();
        const auto status = it->symlink_status(code);
        if (code) unreadable(path, system_reason(code.value()));
        if (fs::is_regular_file(status)) {
            const auto bytes = it->file_size(code);
            if (code) unreadable(path, system_reason(code.value()));
            tree.files.emplace(name, Entry{bytes, 0});
        } else if (fs::is_directory(status)) {
            tree.has_data_folder |= name == "data";
        } else {
            tree.refused.emplace_back(name,
                                      fs::is_symlink(status) ? said("is a symbolic link") : said("is not a regular file"));
        }
        it.increment(code);
        if (code) unreadable(path, system_reason(code.value()));
    }
    std::sort(tree.refused.begin(), tree.refused.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    return tree;
}

bool is_of_macos(const std::string& name)
{
    return name.starts_with("__MACOSX/");
}

// Zipped bags have one folder on top; a bag zipped without it is read as well.
std::string top_folder(const std::vector<archive::Header>& headers)
{
    std::set<std::string> tops;
    for (const auto& header : headers) {
        if (refuse_path(header.name) || is_of_macos(header.name)) continue;
        const auto slash = header.name.find('/');
        if (slash == std::string::npos) return {};
        tops.insert(header.name.substr(0, slash + 1));
    }
    return tops.size() == 1 && *tops.begin() != "data/" ? *tops.begin() : std::string();
}

// libarchive puts names into one normal form; two that differ in that alone are two files all the same.
void take_stored_names(const std::vector<std::string>& stored, std::vector<archive::Header>& headers)
{
    if (stored.size() != headers.size()) return;
    for (std::size_t i = 0; i < stored.size(); ++i)
        if (text::is_valid_utf8(stored[i]) && text::nfkc(stored[i]) == text::nfkc(headers[i].name))
            headers[i].name = stored[i];
}

Tree read_zip(const std::string& path)
{
    Tree tree;
    tree.place = path;
    tree.zip = true;
    archive::ZipStream zip(path);
    std::vector<archive::Header> headers;
    while (auto header = zip.next(true)) headers.push_back(std::move(*header));
    auto directory = archive::read_zip_directory(MappedFile::open(path).bytes());
    take_stored_names(directory.names, headers);
    for (auto& [name, why] : directory.faults) tree.split.emplace_back(text::repair_utf8(name).text, std::move(why));
    tree.top = top_folder(headers);
    for (std::size_t number = 0; number < headers.size(); ++number) {
        const auto& header = headers[number];
        if (const auto why = refuse_path(header.name)) {
            tree.astray.emplace_back(header.name, *why);
            continue;
        }
        if (is_of_macos(header.name)) {
            ++tree.beside;
            continue;
        }
        const auto name = header.name.substr(tree.top.size());
        tree.has_data_folder |= name.rfind("data/", 0) == 0;
        if (header.folder) continue;
        if (header.special)
            tree.refused.emplace_back(name, said("is a link or a device"));
        else if (header.encrypted)
            tree.refused.emplace_back(name, said("is encrypted"));
        else if (!tree.files.emplace(name, Entry{header.bytes, number}).second)
            tree.refused.emplace_back(name, said("stands twice in the zip"));
    }
    return tree;
}

std::vector<hash::NamedDigest> begin(const Digests& wanted)
{
    std::vector<hash::NamedDigest> out;
    out.reserve(wanted.algorithms.size());
    for (const auto& algorithm : wanted.algorithms) out.emplace_back(algorithm);
    return out;
}

void finish(std::vector<hash::NamedDigest>& digests, Digests& wanted)
{
    for (auto& digest : digests) wanted.found.push_back(digest.finish());
}

void digest_file(const std::string& path, Digests& wanted)
{
    constexpr std::size_t piece = 256U << 10; // stays in the processor's cache
    auto digests = begin(wanted);
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    const auto buffer = std::make_unique_for_overwrite<char[]>(piece);
    auto n = static_cast<ssize_t>(fd < 0 ? -1 : 0);
    for (;;) {
        if (fd >= 0) n = ::read(fd, buffer.get(), piece);
        if (n < 0 && errno == EINTR && fd >= 0) continue;
        if (n <= 0) break;
        for (auto& digest : digests) digest.add({buffer.get(), static_cast<std::size_t>(n)});
    }
    if (n < 0) wanted.damage = system_reason(errno);
    if (fd >= 0) ::close(fd);
    finish(digests, wanted);
}

// Each processor goes through the whole directory of the zip and takes the next entry nobody has taken.
void digest_zip(const Tree& tree, std::vector<Digests>& wanted)
{
    std::map<std::size_t, Digests*> by_number;
    for (auto& one : wanted) by_number.emplace(tree.files.at(one.path).number, &one);
    std::vector<std::atomic<bool>> taken(by_number.empty() ? 0 : by_number.rbegin()->first + 1);
    const auto packed = fs::file_size(tree.place);
    for_each_processor([&] {
        archive::ZipStream zip(tree.place);
        archive::Budget budget{packed, largest_zip};
        for (std::size_t number = 0; number < taken.size() && zip.next(true); ++number) {
            const auto found = by_number.find(number);
            if (found == by_number.end() || taken[number].exchange(true)) continue;
            auto digests = begin(*found->second);
            found->second->damage = zip.read(
                [&](std::string_view bytes) {
                    for (auto& digest : digests) digest.add(bytes);
                },
                budget);
            finish(digests, *found->second);
        }
    });
}

} // namespace

std::string Tree::read(const std::string& path) const
{
    const auto& entry = files.at(path);
    if (entry.bytes > largest_tag_file) unreadable(place, said("'{}' is too large", path));
    if (!zip) return read_file(fs::path(place) / path);
    archive::ZipStream stream(place);
    archive::Budget budget{fs::file_size(place), largest_tag_file};
    for (std::size_t number = 0; number < entry.number && stream.next(true); ++number) {}
    std::string bytes;
    if (!stream.next(true)) return bytes;
    if (const auto why = stream.read([&](std::string_view piece) { bytes += piece; }, budget))
        unreadable(place, said("entry '{}': {}", path, *why));
    return bytes;
}

void Tree::digest(std::vector<Digests>& wanted) const
{
    if (zip) return digest_zip(*this, wanted);
    // The largest first, so that no processor is left with one at the end.
    std::vector<Digests*> order;
    order.reserve(wanted.size());
    for (auto& one : wanted) order.push_back(&one);
    std::stable_sort(order.begin(), order.end(),
                     [&](const Digests* a, const Digests* b) { return files.at(a->path).bytes > files.at(b->path).bytes; });
    for_each_index(order.size(),
                   [&](std::size_t i) { digest_file((fs::path(place) / order[i]->path).string(), *order[i]); });
}

std::map<std::string, fs::path> Tree::unpack(const fs::path& folder) const
{
    std::map<std::size_t, std::string> names;
    for (const auto& [name, entry] : files) names.emplace(entry.number, name);
    std::map<std::string, fs::path> places;
    archive::ZipStream stream(place);
    archive::Budget budget{fs::file_size(place), largest_zip};
    for (std::size_t number = 0; stream.next(true); ++number) {
        const auto name = names.find(number);
        if (name == names.end()) continue;
        const auto to = folder / std::to_string(number);
        AtomicFile file(to, 0600);
        if (const auto why = stream.read([&](std::string_view piece) { file.write(piece); }, budget))
            unreadable(place, said("entry '{}': {}", name->second, *why));
        file.commit();
        places.emplace(name->second, to);
    }
    return places;
}

Tree read_tree(const std::string& path)
{
    std::error_code code;
    const auto status = fs::status(path, code);
    if (fs::is_directory(status)) return read_folder(path);
    if (!fs::exists(status)) unreadable(path, system_reason(code ? code.value() : ENOENT));
    if (!archive::is_zip(MappedFile::open(path).bytes().substr(0, 4)))
        unreadable(path, said("it is neither a folder nor a zip"));
    return read_zip(path);
}

} // namespace redress::bundle

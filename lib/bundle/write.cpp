#include "bundle/write.hpp"

#include "base/archive.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"
#include "base/parallel.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <future>
#include <memory>
#include <set>

namespace fs = std::filesystem;

namespace redress::bundle {
namespace {

[[noreturn]] void fail(const fs::path& target, int code = errno)
{
    throw Error(ErrorKind::render, said("cannot put the package at '{}': {}", target.string(), system_reason(code)),
                said("check the folder's permissions and free space, then run the same command again"));
}

[[noreturn]] void unreadable(const Original& original, int code = errno)
{
    throw Error(ErrorKind::store, said("cannot read '{}': {}", original.place.string(), system_reason(code)));
}

void check(const File& file, std::uint64_t bytes, hash::Sha256& sha)
{
    if (bytes == file.original->bytes && hash::to_hex(sha.finish()) == file.original->sha256) return;
    throw Error(ErrorKind::store,
                said("the copy kept of '{}' is damaged: it is not what its SHA-256 says ({})", file.path,
                     file.original->place.string()),
                said("redress store verify names all that is damaged; put the file back from a backup of the store"));
}

class Descriptor {
public:
    explicit Descriptor(int fd) : fd_(fd) {}
    ~Descriptor() { ::close(fd_); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int get() const { return fd_; }

private:
    int fd_;
};

void write_all(int fd, const char* bytes, std::size_t size, const fs::path& path)
{
    while (size > 0) {
        const auto n = ::write(fd, bytes, size);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) fail(path);
        bytes += n;
        size -= static_cast<std::size_t>(n);
    }
}

// Read and written by pieces that stay in the processor's cache: hashing then costs no second look at the memory.
void copy_original(const File& file, int to, const fs::path& path)
{
    constexpr std::uint64_t piece = 256U << 10;
    const auto& original = *file.original;
    const int opened = ::open(original.place.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (opened < 0) unreadable(original);
    const Descriptor from(opened);
    const auto size = static_cast<std::size_t>(std::clamp<std::uint64_t>(original.bytes, 1, piece));
    const auto buffer = std::make_unique_for_overwrite<char[]>(size);
    hash::Sha256 sha;
    std::uint64_t copied = 0;
    for (;;) {
        const auto n = ::read(from.get(), buffer.get(), size);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) unreadable(original);
        if (n == 0) break;
        copied += static_cast<std::uint64_t>(n);
        if (copied > original.bytes) break;
        sha.add({buffer.get(), static_cast<std::size_t>(n)});
        write_all(to, buffer.get(), static_cast<std::size_t>(n), path);
    }
    check(file, copied, sha);
}

void put_file(const File& file, const fs::path& path)
{
    const int opened = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (opened < 0) fail(path);
    const Descriptor to(opened);
    ::fchmod(to.get(), 0600); // packages hold buyers' data: private, whatever the umask
    if (file.original)
        copy_original(file, to.get(), path);
    else
        write_all(to.get(), file.bytes.data(), file.bytes.size(), path);
    // The disk begins now; finish_writing() waits.
    ::sync_file_range(to.get(), 0, 0, SYNC_FILE_RANGE_WRITE);
}

// The contents are on their way to the disk, not yet in its journal: that the folders' fsync does once for all. An fsync for
// each of ten thousand files would take minutes where a disk turns.
void finish_writing(const fs::path& path)
{
    const int opened = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (opened < 0) fail(path);
    const Descriptor file(opened);
    constexpr unsigned all = SYNC_FILE_RANGE_WAIT_BEFORE | SYNC_FILE_RANGE_WRITE | SYNC_FILE_RANGE_WAIT_AFTER;
    if (::sync_file_range(file.get(), 0, 0, all) == 0) return;
    if ((errno != ENOSYS && errno != ESPIPE && errno != EINVAL) || ::fsync(file.get()) != 0) fail(path);
}

void sync_folder(const fs::path& path)
{
    if (const int fd = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); fd >= 0) {
        ::fsync(fd);
        ::close(fd);
    }
}

void write_folder(const std::vector<File>& files, const fs::path& top)
{
    std::set<fs::path> folders{top};
    for (const auto& file : files) folders.insert((top / file.path).parent_path());
    for (const auto& folder : folders) {
        fs::create_directories(folder);
        fs::permissions(folder, fs::perms::owner_all);
    }
    // The largest first, so that no processor is left with one at the end.
    std::vector<const File*> order;
    order.reserve(files.size());
    for (const auto& file : files) order.push_back(&file);
    std::stable_sort(order.begin(), order.end(), [](const File* a, const File* b) { return size_of(*a) > size_of(*b); });
    for_each_index(order.size(), [&](std::size_t i) { put_file(*order[i], top / order[i]->path); });
    for_each_index(order.size(), [&](std::size_t i) { finish_writing(top / order[i]->path); });
    for (const auto& folder : folders) sync_folder(folder);
}

void put_entry(archive::ZipWriter& zip, const File& file)
{
    if (!file.original) {
        zip.write(file.bytes);
        return;
    }
    constexpr std::size_t worth_a_thread = 256U << 10;
    const auto content = MappedFile::open(file.original->place.string());
    if (content.bytes().size() != file.original->bytes) {
        hash::Sha256 none;
        check(file, content.bytes().size(), none);
    }
    hash::Sha256 sha;
    content.each_chunk([&](std::string_view chunk) {
        const auto mode = chunk.size() > worth_a_thread ? std::launch::async : std::launch::deferred;
        auto hashed = std::async(mode, [&] { sha.add(chunk); });
        zip.write(chunk);
        hashed.get();
    });
    check(file, content.bytes().size(), sha);
}

void write_zip(const std::vector<File>& files, const Target& target, const fs::path& path)
{
    AtomicFile out(path, 0600);
    std::vector<const File*> order;
    order.reserve(files.size());
    for (const auto& file : files) order.push_back(&file);
    std::sort(order.begin(), order.end(), [](const File* a, const File* b) { return a->path < b->path; });
    archive::ZipWriter zip([&](std::string_view bytes) { out.write(bytes); }, target.time);
    for (const auto* file : order) {
        zip.begin(target.top.empty() ? file->path : target.top + "/" + file->path, size_of(*file));
        put_entry(zip, *file);
    }
    zip.finish();
    out.commit();
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
    fail(to, why);
}

} // namespace

void write_package(const std::vector<File>& files, const Target& target)
{
    const auto parent = target.path.has_parent_path() ? target.path.parent_path() : fs::path(".");
    const TempDir work(parent);
    const auto made = work.path() / "package";
    target.zip ? write_zip(files, target, made) : write_folder(files, made);
    move_into_place(made, target.path, target.replace);
    sync_folder(parent);
}

} // namespace redress::bundle

#include "base/file.hpp"

#include "base/error.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

namespace fs = std::filesystem;

namespace redress {
namespace {

enum class Doing { open, read, write, create, rename, create_in };

Said failed(Doing doing, const std::string& path, const Said& why)
{
    switch (doing) {
    case Doing::open: return said("cannot open '{}': {}", path, why);
    case Doing::read: return said("cannot read '{}': {}", path, why);
    case Doing::write: return said("cannot write '{}': {}", path, why);
    case Doing::create: return said("cannot create '{}': {}", path, why);
    case Doing::rename: return said("cannot rename to '{}': {}", path, why);
    case Doing::create_in: return said("cannot create a folder in '{}': {}", path, why);
    }
    return why;
}

[[noreturn]] void fail(Doing doing, const std::string& path, int code = errno)
{
    const auto hint = code == EACCES   ? said("check who may read it")
                      : code == ENOSPC ? said("free some disk space and run the same command again")
                                       : Said();
    throw Error(ErrorKind::input, failed(doing, path, system_reason(code)), hint);
}

void write_all(int fd, std::string_view bytes, const std::string& path)
{
    while (!bytes.empty()) {
        const auto n = ::write(fd, bytes.data(), bytes.size());
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) fail(Doing::write, path);
        bytes.remove_prefix(static_cast<std::size_t>(n));
    }
}

[[noreturn]] void refuse_special(const std::string& path)
{
    throw Error(ErrorKind::input, said("cannot read '{}': it is not a regular file", path),
                said("copy its content into a file, or pipe it in as '-'"));
}

MappedFile spool_fd(int fd, const std::string& name)
{
    return MappedFile::spooled(name, [&](const auto& write) {
        std::string buffer(1 << 16, '\0');
        for (;;) {
            const auto n = ::read(fd, buffer.data(), buffer.size());
            if (n < 0 && errno == EINTR) continue;
            if (n < 0) fail(Doing::read, name);
            if (n == 0) return;
            write({buffer.data(), static_cast<std::size_t>(n)});
        }
    });
}

class Descriptor {
public:
    explicit Descriptor(int fd) : fd_(fd) {}
    ~Descriptor() { ::close(fd_); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

private:
    int fd_;
};

// Tells the system that these bytes are not needed now; it counts in whole pages.
void give_back(const char* from, const char* to)
{
    const auto page = static_cast<std::uintptr_t>(::sysconf(_SC_PAGESIZE));
    const auto begin = reinterpret_cast<std::uintptr_t>(from) / page * page;
    const auto end = reinterpret_cast<std::uintptr_t>(to) / page * page;
    if (begin < end)
        ::madvise(const_cast<char*>(from) - (reinterpret_cast<std::uintptr_t>(from) - begin), end - begin, MADV_DONTNEED);
}

} // namespace

MappedFile MappedFile::open(const std::string& path)
{
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0 && errno == ENXIO) refuse_special(path); // a socket
    if (fd < 0) fail(Doing::open, path);
    struct stat info {};
    const bool handed_over = path.starts_with("/dev/fd/") || path.starts_with("/proc/self/fd/") || path == "/dev/stdin";
    if (!handed_over || ::fstat(fd, &info) != 0 || !S_ISFIFO(info.st_mode)) return from_fd(fd, path);
    ::fcntl(fd, F_SETFL, ::fcntl(fd, F_GETFL) & ~O_NONBLOCK);
    const Descriptor closing(fd);
    return spool_fd(fd, path);
}

MappedFile MappedFile::from_fd(int fd, std::string name)
{
    struct stat info {};
    if (::fstat(fd, &info) != 0 || !S_ISREG(info.st_mode)) {
        const bool folder = S_ISDIR(info.st_mode);
        ::close(fd);
        if (folder) throw Error(ErrorKind::input, said("cannot read '{}': it is a folder", name));
        refuse_special(name);
    }
    MappedFile file;
    file.name_ = std::move(name);
    file.size_ = static_cast<std::size_t>(info.st_size);
    if (file.size_ > 0) {
        void* data = ::mmap(nullptr, file.size_, PROT_READ, MAP_PRIVATE, fd, 0);
        const int code = errno;
        ::close(fd);
        if (data == MAP_FAILED) {
            file.size_ = 0;
            fail(Doing::read, file.name_, code);
        }
        ::madvise(data, file.size_, MADV_SEQUENTIAL);
        file.data_ = static_cast<const char*>(data);
    } else {
        ::close(fd);
        file.data_ = "";
    }
    return file;
}

MappedFile MappedFile::from_stdin()
{
    return spool_fd(STDIN_FILENO, "-");
}

MappedFile MappedFile::spooled(const std::string& name,
                               const std::function<void(const std::function<void(std::string_view)>& write)>& fill)
{
    auto pattern = (fs::temp_directory_path() / "redress-spool-XXXXXX").string();
    const int fd = ::mkostemp(pattern.data(), O_CLOEXEC);
    if (fd < 0) fail(Doing::create, pattern);
    ::unlink(pattern.c_str());
    try {
        fill([&](std::string_view bytes) { write_all(fd, bytes, name); });
    } catch (...) {
        ::close(fd);
        throw;
    }
    return from_fd(fd, name);
}

MappedFile MappedFile::part_of(const MappedFile& whole, std::uint64_t offset, std::uint64_t length, std::string name)
{
    MappedFile part;
    part.data_ = whole.data_ + offset;
    part.size_ = length;
    part.borrowed_ = true;
    part.name_ = std::move(name);
    return part;
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)), borrowed_(other.borrowed_),
      released_(other.released_), name_(std::move(other.name_))
{}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept
{
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    std::swap(borrowed_, other.borrowed_);
    std::swap(released_, other.released_);
    std::swap(name_, other.name_);
    return *this;
}

MappedFile::~MappedFile()
{
    if (size_ > 0 && !borrowed_) ::munmap(const_cast<char*>(data_), size_);
}

void MappedFile::release(std::uint64_t offset) const
{
    constexpr std::uint64_t step = 8u << 20;
    if (offset < released_) released_ = 0;                                        // a second pass over the file
    if ((offset < released_ + step && offset != size_) || offset > size_) return; // at the end, whatever is left
    give_back(data_ + released_, data_ + offset);
    released_ = offset;
}

void MappedFile::each_chunk(const std::function<void(std::string_view)>& take) const
{
    constexpr std::size_t step = 4u << 20;
    for (std::size_t at = 0; at < size_; at += step) {
        const auto length = std::min(step, size_ - at);
        take({data_ + at, length});
        give_back(data_ + at, data_ + at + length);
    }
}

AtomicFile::AtomicFile(fs::path target, unsigned mode) : target_(std::move(target))
{
    // A device or a pipe is written to; renaming a file over /dev/null would take it from the whole system.
    struct stat info {};
    if (::stat(target_.c_str(), &info) == 0 && !S_ISREG(info.st_mode)) {
        if (S_ISDIR(info.st_mode)) fail(Doing::write, target_.string(), EISDIR);
        fd_ = ::open(target_.c_str(), O_WRONLY | O_CLOEXEC);
        if (fd_ < 0) fail(Doing::open, target_.string());
        return;
    }
    auto pattern = target_.string() + ".XXXXXX";
    fd_ = ::mkostemp(pattern.data(), O_CLOEXEC);
    if (fd_ < 0) fail(Doing::create, target_.string());
    temporary_ = pattern;
    ::fchmod(fd_, static_cast<mode_t>(mode));
}

AtomicFile::~AtomicFile()
{
    if (fd_ >= 0) ::close(fd_);
    if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

void AtomicFile::write(std::string_view bytes)
{
    write_all(fd_, bytes, target_.string());
}

void AtomicFile::commit()
{
    if (temporary_.empty()) return;
    if (::fsync(fd_) != 0) fail(Doing::write, target_.string());
    const int fd = std::exchange(fd_, -1);
    if (::close(fd) != 0) fail(Doing::write, target_.string());
    if (::rename(temporary_.c_str(), target_.c_str()) != 0) fail(Doing::rename, target_.string());
    temporary_.clear();
    const auto parent = target_.parent_path().empty() ? fs::path(".") : target_.parent_path();
    if (const int folder = ::open(parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); folder >= 0) {
        ::fsync(folder);
        ::close(folder);
    }
}

std::string read_file(const fs::path& path)
{
    return std::string(MappedFile::open(path.string()).bytes());
}

void write_file(const fs::path& path, std::string_view bytes, unsigned mode)
{
    AtomicFile file(path, mode);
    file.write(bytes);
    file.commit();
}

std::vector<std::string> files_below(const std::string& path)
{
    std::error_code code;
    if (!fs::is_directory(path, code)) return {path};
    std::vector<std::string> files;
    for (fs::recursive_directory_iterator it(path, fs::directory_options::none, code), end; it != end; it.increment(code)) {
        if (code) throw Error(ErrorKind::input, said("cannot read folder '{}': {}", path, system_reason(code.value())));
        std::error_code broken; // a link that leads nowhere
        if (it->is_regular_file(broken) && it->path().filename().string().front() != '.')
            files.push_back(it->path().string());
    }
    if (code) throw Error(ErrorKind::input, said("cannot read folder '{}': {}", path, system_reason(code.value())));
    std::sort(files.begin(), files.end());
    return files;
}

TempDir::TempDir(const fs::path& parent)
{
    auto pattern = (parent / ".redress-XXXXXX").string();
    if (!::mkdtemp(pattern.data())) fail(Doing::create_in, parent.string());
    path_ = pattern;
}

TempDir::~TempDir()
{
    std::error_code ignored;
    if (!kept_) fs::remove_all(path_, ignored);
}

} // namespace redress

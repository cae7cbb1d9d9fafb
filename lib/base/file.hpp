// Files: mapped inputs, outputs that are whole or absent, private folders.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace redress {

// A file's bytes as they were when it was opened, mapped read-only. A long reader calls release() behind itself so that
// memory stays bounded. Refuses folders, FIFOs, sockets and devices, and never waits for them; what a shell hands over as
// /dev/fd/N may be a pipe. That and standard input ("-") are spooled into an unlinked temporary file.
class MappedFile {
public:
    static MappedFile open(const std::string& path); // throws Error{input} naming path and reason
    static MappedFile from_stdin();
    static MappedFile from_fd(int fd, std::string name);
    // What fill writes, through an unlinked temporary file: content that stands in no file of its own.
    static MappedFile spooled(const std::string& name,
                              const std::function<void(const std::function<void(std::string_view)>& write)>& fill);
    // A stretch of another, which must outlive it.
    static MappedFile part_of(const MappedFile& whole, std::uint64_t offset, std::uint64_t length, std::string name);
    MappedFile(MappedFile&&) noexcept;
    MappedFile& operator=(MappedFile&&) noexcept;
    ~MappedFile();
    std::string_view bytes() const { return {data_, size_}; }
    const std::string& name() const { return name_; }
    // Pages before this offset are no longer needed now (they come back from disk if touched again).
    void release(std::uint64_t offset) const;
    // The whole content in order, a few megabytes at a time, each dropped from memory after use.
    void each_chunk(const std::function<void(std::string_view)>& take) const;

private:
    MappedFile() = default;
    const char* data_ = nullptr;
    std::size_t size_ = 0;
    bool borrowed_ = false;
    mutable std::uint64_t released_ = 0;
    std::string name_;
};

// Written beside its target and renamed on commit(): readers see the old file or the whole new one.
class AtomicFile {
public:
    explicit AtomicFile(std::filesystem::path target, unsigned mode = 0644);
    ~AtomicFile(); // without commit(): nothing remains
    AtomicFile(const AtomicFile&) = delete;
    AtomicFile& operator=(const AtomicFile&) = delete;
    void write(std::string_view bytes);
    void commit(); // fsync, rename, fsync of the folder

private:
    std::filesystem::path target_, temporary_;
    int fd_ = -1;
};

std::string read_file(const std::filesystem::path& path);                                         // throws Error{input}
void write_file(const std::filesystem::path& path, std::string_view bytes, unsigned mode = 0644); // through AtomicFile
// Regular files below a folder in bytewise order, links not followed; or the path itself if it is a file.
std::vector<std::string> files_below(const std::string& path);

// A fresh folder, removed with all it holds at the end of its life unless kept.
class TempDir {
public:
    explicit TempDir(const std::filesystem::path& parent = std::filesystem::temp_directory_path());
    ~TempDir();
    TempDir(const TempDir&) = delete;
    TempDir& operator=(const TempDir&) = delete;
    const std::filesystem::path& path() const { return path_; }
    void keep() { kept_ = true; }

private:
    std::filesystem::path path_;
    bool kept_ = false;
};

} // namespace redress

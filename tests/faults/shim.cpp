// Preloaded into the binary under test: counts calls that change files below FAULT_PREFIX and, at call number FAULT_AT,
// kills the process, writes half and kills, or fails with EIO or ENOSPC. Without FAULT_AT it writes the count to
// FAULT_COUNT.
#include <dlfcn.h>
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

namespace {

long calls = 0;

bool under_prefix(const char* path)
{
    const char* prefix = std::getenv("FAULT_PREFIX");
    return prefix && path && std::strncmp(path, prefix, std::strlen(prefix)) == 0;
}

bool under_prefix(int fd)
{
    char link[64], path[4096];
    std::snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    const auto n = ::readlink(link, path, sizeof path - 1);
    if (n <= 0) return false;
    path[n] = '\0';
    return under_prefix(path);
}

template <typename Function> Function real(const char* name)
{
    return reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name));
}

// What to do at this call: 0 go on, else an errno to fail with. May not return.
int fault(const std::string* half_to = nullptr, int fd = -1)
{
    ++calls;
    const char* at = std::getenv("FAULT_AT");
    if (!at || std::atol(at) != calls) return 0;
    const std::string action = std::getenv("FAULT_ACTION") ? std::getenv("FAULT_ACTION") : "kill";
    if (action == "eio") return EIO;
    if (action == "enospc") return ENOSPC;
    if (action == "half" && half_to)
        real<ssize_t (*)(int, const void*, size_t)>("write")(fd, half_to->data(), half_to->size() / 2);
    ::kill(::getpid(), SIGKILL);
    return 0;
}

struct Report {
    ~Report()
    {
        const char* out = std::getenv("FAULT_COUNT");
        if (!out) return;
        if (auto* file = std::fopen(out, "w")) {
            std::fprintf(file, "%ld\n", calls);
            std::fclose(file);
        }
    }
} report;

int failing(int code)
{
    errno = code;
    return -1;
}

} // namespace

extern "C" {

ssize_t write(int fd, const void* data, size_t size)
{
    if (under_prefix(fd)) {
        const std::string bytes(static_cast<const char*>(data), size);
        if (const int code = fault(&bytes, fd)) return failing(code);
    }
    return real<ssize_t (*)(int, const void*, size_t)>("write")(fd, data, size);
}

ssize_t pwrite64(int fd, const void* data, size_t size, off64_t offset)
{
    if (under_prefix(fd)) {
        const char* action = std::getenv("FAULT_ACTION");
        const char* at = std::getenv("FAULT_AT");
        if (action && std::strcmp(action, "half") == 0 && at && std::atol(at) == calls + 1)
            real<ssize_t (*)(int, const void*, size_t, off64_t)>("pwrite64")(fd, data, size / 2, offset);
        if (const int code = fault()) return failing(code);
    }
    return real<ssize_t (*)(int, const void*, size_t, off64_t)>("pwrite64")(fd, data, size, offset);
}

ssize_t pwrite(int fd, const void* data, size_t size, off_t offset)
{
    return pwrite64(fd, data, size, offset);
}

int fsync(int fd)
{
    if (under_prefix(fd))
        if (const int code = fault()) return failing(code);
    return real<int (*)(int)>("fsync")(fd);
}

int fdatasync(int fd)
{
    if (under_prefix(fd))
        if (const int code = fault()) return failing(code);
    return real<int (*)(int)>("fdatasync")(fd);
}

int ftruncate64(int fd, off64_t size)
{
    if (under_prefix(fd))
        if (const int code = fault()) return failing(code);
    return real<int (*)(int, off64_t)>("ftruncate64")(fd, size);
}

int ftruncate(int fd, off_t size)
{
    return ftruncate64(fd, size);
}

int rename(const char* from, const char* to)
{
    if (under_prefix(to))
        if (const int code = fault()) return failing(code);
    return real<int (*)(const char*, const char*)>("rename")(from, to);
}

int unlink(const char* path)
{
    if (under_prefix(path))
        if (const int code = fault()) return failing(code);
    return real<int (*)(const char*)>("unlink")(path);
}
}

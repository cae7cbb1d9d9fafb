#include "bundle/vips.hpp"

#include "base/error.hpp"

#include <dlfcn.h>

#include <algorithm>
#include <filesystem>

namespace redress::bundle {
namespace {

[[noreturn]] void refuse()
{
    throw Error(ErrorKind::render, said("pictures cannot be read: libvips is not installed"),
                said("Debian: apt install libvips42"));
}

constexpr const char* soname = "libvips.so.42";

// A program that brings its own libvips brings the plug-ins (HEIC, PDF) too. libvips finds them by the name of the program
// it is told: in the last folder of its own (x86_64-linux-gnu) within what stands above "bin", so lib/bin puts it below lib.
// By any other name it looks where it was installed.
std::string whose_plugins()
{
    std::error_code code;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", code);
    const auto lib = program.parent_path().parent_path() / "lib";
    return !code && std::filesystem::exists(lib / soname, code) ? (lib / "bin" / "redress").string() : "redress";
}

Vips load()
{
    void* library = dlopen(soname, RTLD_NOW | RTLD_LOCAL); // stays for the life of the program
    if (!library) refuse();
    Vips out;
#define REDRESS_VIPS_LOAD(name)                                                                                             \
    out.name = reinterpret_cast<decltype(out.name)>(dlsym(library, "vips_" #name));                                         \
    if (!out.name) refuse();
    REDRESS_VIPS_FUNCTIONS(REDRESS_VIPS_LOAD)
#undef REDRESS_VIPS_LOAD
    if (out.init(whose_plugins().c_str()) != 0) refuse();
    // Warnings go to standard error; what matters comes as an error.
    g_log_set_handler(
        "VIPS", G_LOG_LEVEL_WARNING, [](const char*, GLogLevelFlags, const char*, void*) {}, nullptr);
    out.cache_set_max(0);
    out.concurrency_set(1); // pictures are few and small; the same way every time
    return out;
}

} // namespace

const Vips& vips()
{
    static const Vips loaded = load();
    return loaded;
}

std::string vips_reason()
{
    std::string words = vips().error_buffer();
    vips().error_clear();
    words.erase(std::find(words.begin(), words.end(), '\n'), words.end());
    return words;
}

} // namespace redress::bundle

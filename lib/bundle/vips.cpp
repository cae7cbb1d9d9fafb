#include "bundle/vips.hpp"

#include "base/error.hpp"

#include <dlfcn.h>

#include <algorithm>

namespace redress::bundle {
namespace {

[[noreturn]] void refuse()
{
    throw Error(ErrorKind::render, said("pictures cannot be read: libvips is not installed"),
                said("Debian: apt install libvips42"));
}

Vips load()
{
    void* library = dlopen("libvips.so.42", RTLD_NOW | RTLD_LOCAL); // stays for the life of the program
    if (!library) refuse();
    Vips out;
#define REDRESS_VIPS_LOAD(name)                                                                                             \
    out.name = reinterpret_cast<decltype(out.name)>(dlsym(library, "vips_" #name));                                         \
    if (!out.name) refuse();
    REDRESS_VIPS_FUNCTIONS(REDRESS_VIPS_LOAD)
#undef REDRESS_VIPS_LOAD
    if (out.init("redress") != 0) refuse();
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

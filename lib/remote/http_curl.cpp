#include "remote/http_curl.hpp"

#include "base/error.hpp"

#include <dlfcn.h>

namespace redress::remote {
namespace {

[[noreturn]] void refuse()
{
    throw Error(ErrorKind::network, said("nothing can be asked: libcurl is not installed"),
                said("Debian: apt install libcurl4"));
}

Curl load()
{
    void* library = dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL); // stays for the life of the program
    if (!library) refuse();
    Curl out;
#define REDRESS_CURL_LOAD(name)                                                                                             \
    out.name = reinterpret_cast<decltype(out.name)>(dlsym(library, "curl_" #name));                                         \
    if (!out.name) refuse();
    REDRESS_CURL_FUNCTIONS(REDRESS_CURL_LOAD)
#undef REDRESS_CURL_LOAD
    return out;
}

} // namespace

const Curl& libcurl()
{
    static const Curl loaded = load();
    return loaded;
}

} // namespace redress::remote

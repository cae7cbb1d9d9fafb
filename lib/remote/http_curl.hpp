// libcurl, loaded when the first request is made: it brings thirty libraries, a fifth of the time a command takes to start.
#pragma once

#include <curl/curl.h>

namespace redress::remote {

// Its functions without their prefix: libcurl().easy_init().
struct Curl {
#define REDRESS_CURL_FUNCTIONS(X)                                                                                           \
    X(easy_init)                                                                                                            \
    X(easy_cleanup)                                                                                                         \
    X(easy_setopt)                                                                                                          \
    X(easy_getinfo)                                                                                                         \
    X(easy_perform)                                                                                                         \
    X(easy_strerror)                                                                                                        \
    X(slist_append)                                                                                                         \
    X(slist_free_all)                                                                                                       \
    X(url)                                                                                                                  \
    X(url_cleanup)                                                                                                          \
    X(url_get)                                                                                                              \
    X(url_set)                                                                                                              \
    X(free)
// NOLINTNEXTLINE(bugprone-macro-parentheses): a member's name takes none
#define REDRESS_CURL_MEMBER(name) decltype(&curl_##name) name = nullptr;
    REDRESS_CURL_FUNCTIONS(REDRESS_CURL_MEMBER)
#undef REDRESS_CURL_MEMBER
};

// Throws Error{network} where it is not installed.
const Curl& libcurl();

} // namespace redress::remote

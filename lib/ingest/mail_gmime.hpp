// GMime's objects as values that clean up after themselves. Included only by the mail_*.cpp files.
#pragma once

#include <gmime/gmime.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace redress::ingest::mail {

template <typename T, auto Free> struct Freer {
    void operator()(T* p) const { Free(p); }
};
template <typename T, auto Free> using Handle = std::unique_ptr<T, Freer<T, Free>>;
template <typename T> using Object = Handle<T, g_object_unref>;
using Chars = Handle<char, g_free>;

inline void start_gmime()
{
    static const bool started = [] {
        g_mime_init();
        return true;
    }();
    static_cast<void>(started);
}

// Encoded words decoded, the rest as it is.
// With set_aside a plain atom stands in for each run of them (their commas
// and quotes would mislead a reader of addresses); put_back undoes that.
std::string decode_words(std::string_view s, std::vector<std::string>* set_aside = nullptr);
std::string put_back(std::string text, const std::vector<std::string>& set_aside);
// Unfolded and valid UTF-8; encoded words still stand in it. guessed: the encoding raw bytes were read as, else left alone.
std::string header_text(std::string_view raw, std::string* guessed = nullptr);

} // namespace redress::ingest::mail

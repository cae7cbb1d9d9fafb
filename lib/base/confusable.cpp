#include "base/confusable.hpp"

#include "base/text.hpp"

#include <unicode/uidna.h>
#include <unicode/uspoof.h>

#include <memory>

namespace redress::text {
namespace {

template <typename Call> std::string filled(std::size_t guess, const Call& call)
{
    std::string out(guess, '\0');
    UErrorCode status = U_ZERO_ERROR;
    auto n = call(out.data(), static_cast<std::int32_t>(out.size()), status);
    if (status == U_BUFFER_OVERFLOW_ERROR) {
        out.resize(static_cast<std::size_t>(n));
        status = U_ZERO_ERROR;
        n = call(out.data(), n, status);
    }
    out.resize(U_SUCCESS(status) && n > 0 ? static_cast<std::size_t>(n) : 0);
    return out;
}

} // namespace

std::string skeleton(std::string_view utf8)
{
    UErrorCode status = U_ZERO_ERROR;
    static const std::unique_ptr<USpoofChecker, void (*)(USpoofChecker*)> checker(uspoof_open(&status), uspoof_close);
    if (!checker) return fold_case(utf8);
    const auto skeleton_of = [](const std::string& text) {
        return filled(text.size() * 2 + 8, [&](char* out, std::int32_t size, UErrorCode& error) {
            return uspoof_getSkeletonUTF8(checker.get(), 0, text.data(), static_cast<std::int32_t>(text.size()), out, size,
                                          &error);
        });
    };
    // The form of "1" and of "I" is "l", of "0" it is "O": folded before for what is written, and after for what became of
    // it.
    return fold_case(skeleton_of(fold_case(utf8)));
}

std::string domain_as_unicode(std::string_view domain)
{
    if (domain.find("xn--") == std::string_view::npos) return std::string(domain);
    UErrorCode status = U_ZERO_ERROR;
    static const std::unique_ptr<UIDNA, void (*)(UIDNA*)> idna(uidna_openUTS46(UIDNA_DEFAULT, &status), uidna_close);
    if (!idna) return std::string(domain);
    const std::string name(domain);
    auto out = filled(name.size() * 3 + 8, [&](char* to, std::int32_t size, UErrorCode& error) {
        UIDNAInfo info = UIDNA_INFO_INITIALIZER;
        return uidna_nameToUnicodeUTF8(idna.get(), name.data(), static_cast<std::int32_t>(name.size()), to, size, &info,
                                       &error);
    });
    return out.empty() ? name : out;
}

} // namespace redress::text

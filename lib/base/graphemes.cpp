#include "base/graphemes.hpp"

#include "base/error.hpp"

#include <unicode/ubrk.h>
#include <unicode/utext.h>

namespace redress::text {
namespace {

char32_t three_bytes(const char* c)
{
    const auto bits = [&](int i) { return static_cast<unsigned char>(c[i]) & 0x3FU; };
    return (static_cast<unsigned char>(c[0]) & 0x0FU) << 12 | bits(1) << 6 | bits(2);
}

// How many bytes the character there takes, if it never joins one of its kind: Latin letters, ideographs, their punctuation
// and full-width forms, which are nearly all that is written. 0: ask ICU.
std::size_t lone(std::string_view utf8, std::size_t at)
{
    const auto byte = static_cast<unsigned char>(utf8[at]);
    if (byte < 0x80) return byte == '\r' ? 0 : 1;
    if (byte >= 0xC3 && byte <= 0xC8 && at + 2 <= utf8.size()) return 2; // U+00C0..U+023F
    if (byte < 0xE2 || byte > 0xEF || at + 3 > utf8.size()) return 0;
    const auto c = three_bytes(utf8.data() + at);
    const bool out = (c >= 0x2010 && c <= 0x2027) || (c >= 0x3001 && c <= 0x3029) || (c >= 0x4E00 && c <= 0x9FFF) ||
                     (c >= 0xFF01 && c <= 0xFF9D);
    return out ? 3 : 0;
}

} // namespace

struct Graphemes::Rules {
    Rules()
    {
        UErrorCode status = U_ZERO_ERROR;
        breaks = ubrk_open(UBRK_CHARACTER, "en", nullptr, 0, &status);
        if (U_FAILURE(status))
            throw Error(ErrorKind::render, said("ICU has no line breaking rules"), said("reinstall libicu"));
    }
    ~Rules() { ubrk_close(breaks); }
    Rules(const Rules&) = delete;
    Rules& operator=(const Rules&) = delete;
    UBreakIterator* breaks = nullptr;
};

Graphemes::Graphemes() = default;
Graphemes::~Graphemes() = default;

std::vector<std::string_view> Graphemes::split(std::string_view utf8)
{
    std::vector<std::string_view> out;
    std::size_t alone = 0;
    while (alone < utf8.size()) {
        const auto length = lone(utf8, alone);
        if (length == 0) break;
        out.push_back(utf8.substr(alone, length));
        alone += length;
    }
    if (alone == utf8.size()) return out;
    out.clear();
    if (!rules_) rules_ = std::make_unique<Rules>();
    UErrorCode status = U_ZERO_ERROR;
    UText* source = utext_openUTF8(nullptr, utf8.data(), static_cast<std::int64_t>(utf8.size()), &status);
    ubrk_setUText(rules_->breaks, source, &status);
    std::size_t from = 0;
    for (auto at = ubrk_next(rules_->breaks); U_SUCCESS(status) && at != UBRK_DONE; at = ubrk_next(rules_->breaks)) {
        out.push_back(utf8.substr(from, static_cast<std::size_t>(at) - from));
        from = static_cast<std::size_t>(at);
    }
    if (from < utf8.size()) out.push_back(utf8.substr(from));
    utext_close(source);
    return out;
}

} // namespace redress::text

#include "base/graphemes.hpp"

#include "base/error.hpp"

#include <unicode/ubrk.h>
#include <unicode/utext.h>

#include <algorithm>

namespace redress::text {

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
    if (std::all_of(utf8.begin(), utf8.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80 && c != '\r'; })) {
        for (std::size_t i = 0; i < utf8.size(); ++i) out.push_back(utf8.substr(i, 1));
        return out;
    }
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

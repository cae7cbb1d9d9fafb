#include "base/month_names.hpp"

#include "base/text.hpp"

#include <unicode/dtfmtsym.h>
#include <unicode/locid.h>

#include <algorithm>

namespace redress::text {
namespace {

std::string folded(std::string_view word)
{
    auto out = fold_case(nfkc(word));
    out.erase(std::remove(out.begin(), out.end(), '.'), out.end());
    return out;
}

} // namespace

MonthNames::MonthNames(const std::string& language)
{
    UErrorCode status = U_ZERO_ERROR;
    const icu::DateFormatSymbols symbols(icu::Locale(language.c_str()), status);
    if (U_FAILURE(status)) return;
    for (const auto context : {icu::DateFormatSymbols::FORMAT, icu::DateFormatSymbols::STANDALONE})
        for (const auto width : {icu::DateFormatSymbols::WIDE, icu::DateFormatSymbols::ABBREVIATED}) {
            std::int32_t count = 0;
            const auto* months = symbols.getMonths(count, context, width);
            for (std::int32_t i = 0; i < std::min(count, 12); ++i) {
                std::string name;
                months[i].toUTF8String(name);
                names_.emplace_back(folded(name), static_cast<unsigned>(i + 1));
            }
        }
}

unsigned MonthNames::find(std::string_view word) const
{
    const auto key = folded(word);
    if (key.empty()) return 0;
    for (const auto& [name, month] : names_)
        if (name == key) return month;
    if (count_code_points(key) < 3) return 0;
    unsigned found = 0;
    for (const auto& [name, month] : names_) {
        if (!name.starts_with(key)) continue;
        if (found != 0 && found != month) return 0;
        found = month;
    }
    return found;
}

const std::vector<std::string>& month_languages()
{
    static const std::vector<std::string> languages = {"en", "es", "fr", "de", "pt", "it", "pl", "nl", "ru", "tr",
                                                       "id", "ar", "th", "sv", "nb", "da", "fi", "cs", "hu", "ro",
                                                       "el", "uk", "bg", "hr", "sr", "sk", "sl", "lt", "lv", "et",
                                                       "he", "hi", "fa", "ms", "ca", "bn", "ta", "ka", "sw", "ur"};
    return languages;
}

} // namespace redress::text

#include "base/country.hpp"

#include "base/text.hpp"

#include <unicode/locid.h>

#include <map>

namespace redress::text {
namespace {

using Names = std::map<std::string, std::string, std::less<>>;

Names all_names()
{
    Names names;
    for (const auto* const* code = icu::Locale::getISOCountries(); *code; ++code) {
        const icu::Locale country("", *code);
        for (const auto* language : {"en", "zh", "es", "de", "fr", "it", "pt", "nl", "pl"}) {
            icu::UnicodeString shown;
            std::string name;
            country.getDisplayCountry(icu::Locale(language), shown).toUTF8String(name);
            names.emplace(fold_for_search(name), *code);
        }
        names.emplace(fold_for_search(*code), *code);
        names.emplace(fold_for_search(country.getISO3Country()), *code);
    }
    // What people write and ICU does not call them.
    for (const auto& [name, code] :
         {std::pair("uk", "GB"), std::pair("great britain", "GB"), std::pair("england", "GB"),
          std::pair("united states of america", "US"), std::pair("u.s.a.", "US"), std::pair("czech republic", "CZ"),
          std::pair("korea", "KR"), std::pair("russian federation", "RU"), std::pair("中国大陆", "CN")})
        names.emplace(name, code);
    return names;
}

} // namespace

std::string country_code(std::string_view name)
{
    static const Names names = all_names();
    const auto found = names.find(fold_for_search(trim(name)));
    return found == names.end() ? std::string() : found->second;
}

} // namespace redress::text

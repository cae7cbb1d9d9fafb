// What months are called in the languages of the world, as ICU knows it.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace redress::text {

class MonthNames {
public:
    // language: "en", "pl", "zh"; one that ICU does not know has the names of its root ("M01"), which nobody writes.
    explicit MonthNames(const std::string& language);
    // 1-12, or 0. Whole names and short ones, in any case and grammar ("sierpień", "sierpnia", "sie", "Sie."), also cut to
    // three letters or more where that leaves one month only.
    unsigned find(std::string_view word) const;

private:
    std::vector<std::pair<std::string, unsigned>> names_; // folded, without dots
};

// Languages in the order in which they are worth trying.
const std::vector<std::string>& month_languages();

} // namespace redress::text

#include "analyze/place.hpp"

#include "base/country.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <cctype>
#include <set>

namespace redress::analyze {
namespace {

// Words that say what a part is, not which.
const std::set<std::string, std::less<>>& usual_words()
{
    static const std::set<std::string, std::less<>> words{
        "street", "st",    "road",     "rd",  "avenue", "ave",   "calle",  "delivered", "signed",  "by",   "to",
        "the",    "at",    "in",       "of",  "and",    "door",  "handed", "over",      "front",   "left", "with",
        "city",   "state", "province", "apt", "unit",   "floor", "no",     "de",        "la",      "el",   "on",
        "name",   "mr",    "mrs",      "ms",  "box",    "po",    "house",  "recipient", "resident"};
    return words;
}

// Words of letters and figures in folded text; a run of Chinese characters is one word.
std::vector<std::string> words_of(std::string_view folded)
{
    std::vector<std::string> out(1);
    bool cjk = false;
    for (const char32_t c : text::to_u32(folded)) {
        const bool now = text::is_cjk(c);
        if (!text::is_word(c) || (now != cjk && !out.back().empty())) out.emplace_back();
        if (text::is_word(c)) text::append_utf8(out.back(), c);
        cjk = now;
    }
    std::erase(out, std::string());
    return out;
}

bool has_word(std::string_view folded, std::string_view word)
{
    const auto inside = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; };
    for (auto at = folded.find(word); at != std::string_view::npos; at = folded.find(word, at + 1)) {
        const bool starts = at == 0 || !inside(folded[at - 1]);
        const bool ends = at + word.size() == folded.size() || !inside(folded[at + word.size()]);
        if (static_cast<unsigned char>(word[0]) >= 0x80 || (starts && ends)) return true;
    }
    return false;
}

// The country that stands as a part of its own; a code of two letters counts only as the last ("…, DE"), since "de" is a
// word too.
std::string country_of(std::string_view address)
{
    std::string found;
    const auto parts = text::split(address, ',');
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto part = text::trim(parts[i]);
        if (part.size() > 3 || i + 1 == parts.size())
            if (auto code = text::country_code(part); !code.empty()) found = std::move(code);
    }
    return found;
}

// 04103, LS1 4AB without its space, 153-0063: four figures or more, or figures among letters of a whole part.
std::set<std::string> postcodes(std::string_view folded)
{
    std::set<std::string> out;
    for (const auto& word : words_of(folded)) {
        const auto digits = std::count_if(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
        const bool ascii =
            std::all_of(word.begin(), word.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
        if (ascii && digits >= 4 && word.size() <= 7) out.insert(word);
    }
    return out;
}

} // namespace

PlaceMatch compare_places(std::string_view ordered, std::string_view delivered)
{
    PlaceMatch match;
    const auto here = text::fold_for_search(ordered), there = text::fold_for_search(delivered);
    if (here.empty() || there.empty()) return match;
    const auto want = country_of(ordered), got = country_of(delivered);
    if (!want.empty() && !got.empty()) match.country = want == got ? Agrees::yes : Agrees::no;
    const auto codes = postcodes(here), other_codes = postcodes(there);
    if (!codes.empty() && !other_codes.empty()) {
        const bool shared =
            std::any_of(codes.begin(), codes.end(), [&](const std::string& code) { return other_codes.count(code) != 0; });
        match.postcode = shared ? Agrees::yes : Agrees::no;
    }
    for (const auto& word : words_of(here)) {
        const bool number = std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
        if (number || text::count_code_points(word) < 2 || usual_words().count(word) != 0) continue;
        if (has_word(there, word)) match.shared.push_back(word);
    }
    if (!match.shared.empty()) match.words = Agrees::yes;
    return match;
}

} // namespace redress::analyze

#include "analyze/known_values.hpp"

#include "analyze/personal_finders.hpp"
#include "base/text.hpp"

#include <algorithm>

namespace redress::analyze {
namespace {

constexpr std::size_t head_bytes = 3;

std::size_t head_of(std::string_view text)
{
    std::size_t hash = 0;
    for (std::size_t i = 0; i < head_bytes; ++i) hash = hash * 131 + static_cast<unsigned char>(text[i]);
    return hash & 0xffff;
}

// Letters of scripts that put blanks between words.
bool joins_word(char32_t c)
{
    return c != 0 && text::is_word(c) && !text::is_cjk(c);
}

// Digits with nothing but what people put between them; empty if there is more to it.
std::string bare_digits(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        if (is_digit(c))
            out += c;
        else if (std::string_view(" -.()+").find(c) == std::string_view::npos)
            return {};
    }
    return out;
}

// "Hope" and "HOPE", never "hope".
bool same_capitals(std::string_view text, std::string_view cased)
{
    return text == cased || std::none_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

} // namespace

bool KnownValues::add(std::string_view value, std::size_t what)
{
    constexpr std::size_t least_digits = 7, least_letters = 3;
    const auto form = plain_form(text::trim(value));
    const auto digits = bare_digits(form.text);
    if (!digits.empty()) {
        if (digits.size() < least_digits) return false;
        digits_.emplace(digits, what);
        longest_digits_ = std::max(longest_digits_, digits.size());
        // With a country's code here and without it there.
        if (form.text.starts_with('+') || digits.starts_with("86"))
            for (const std::string_view code : {"86", "1", "34", "44"})
                if (digits.starts_with(code) && digits.size() - code.size() >= 9)
                    digits_.emplace(digits.substr(code.size()), what);
        return true;
    }
    const auto letters = text::count_code_points(form.lower);
    const bool cjk = text::is_cjk(char_at(form.lower, 0));
    if (letters < (cjk ? 2 : least_letters) || form.lower.size() < head_bytes) return false;
    heads_[head_of(form.lower)] = true;
    auto& row = values_[form.lower.substr(0, head_bytes)];
    if (std::none_of(row.begin(), row.end(), [&](const Value& one) { return one.text == form.lower; }))
        row.push_back({form.lower, std::all_of(form.text.begin(), form.text.end(), is_letter) ? form.text : "", what});
    return true;
}

std::vector<KnownValues::Found> KnownValues::find(const PlainForm& form) const
{
    std::vector<Found> found;
    const std::string_view text = form.lower;
    for (std::size_t at = 0; !values_.empty() && at + head_bytes <= text.size(); ++at) {
        if (!heads_[head_of(text.substr(at))]) continue;
        const auto row = values_.find(std::string(text.substr(at, head_bytes)));
        if (row == values_.end()) continue;
        for (const auto& value : row->second) {
            if (text.substr(at, value.text.size()) != value.text) continue;
            const auto end = at + value.text.size();
            if (!value.cased.empty() &&
                !same_capitals(std::string_view(form.text).substr(at, value.cased.size()), value.cased))
                continue;
            if (joins_word(char_before(text, at)) && joins_word(char_at(text, at))) continue;
            if (joins_word(char_at(text, end)) && joins_word(char_before(text, end))) continue;
            found.push_back({at, end, value.what});
        }
    }
    if (!digits_.empty()) find_digits(form, found);
    return found;
}

void KnownValues::find_digits(const PlainForm& form, std::vector<Found>& found) const
{
    for (const auto& chain : digit_chains(form))
        for (std::size_t first = 0; first < chain.size(); ++first) {
            std::string digits;
            for (auto last = first; last < chain.size(); ++last) {
                digits += form.text.substr(chain[last].begin, chain[last].size());
                if (digits.size() > longest_digits_) break;
                if (const auto value = digits_.find(digits); value != digits_.end()) {
                    const bool plus = chain[first].begin > 0 && form.text[chain[first].begin - 1] == '+';
                    found.push_back({chain[first].begin - plus, chain[last].end, value->second});
                }
            }
        }
}

} // namespace redress::analyze

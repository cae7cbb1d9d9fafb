// Chinese names beside other data of a person, as people write them for a parcel: "张伟，13800138000，浙江省杭州市…号",
// "地址…， 张伟收". A name by itself says nothing; between two stops and next to a phone number it is hardly anything else.
#include "analyze/personal_finders.hpp"
#include "base/text.hpp"

#include <algorithm>

namespace redress::analyze {
namespace {

bool parts(char32_t c)
{
    constexpr std::u32string_view marks = U" ,;/|:\"'、\n()[]";
    return c == 0 || marks.find(c) != std::u32string_view::npos;
}

bool is_neighbour(const Finds::One& one)
{
    constexpr std::string_view kinds[]{"mobile", "resident_id", "bank_card", "address"};
    return one.strength != Strength::review &&
           std::find(std::begin(kinds), std::end(kinds), one.kind->name) != std::end(kinds);
}

// "张伟收": without what is no part of the name.
std::size_t without_tail(std::string_view word)
{
    for (const std::string_view tail : {"收", "先生", "女士", "小姐"})
        if (word.ends_with(tail)) return word.size() - tail.size();
    return word.size();
}

void try_word(const Reading& form, std::size_t begin, std::size_t end, Finds& finds)
{
    const std::string_view text = form.text;
    if (end <= begin || !parts(char_before(text, begin)) || !parts(char_at(text, end))) return;
    const auto length = without_tail(text.substr(begin, end - begin));
    // The name must end there by itself: it is looked at without what follows.
    if (name_alone(text.substr(0, begin + length), begin) != length) return;
    finds.add(begin, begin + length, Strength::likely, form.text.substr(begin, length));
}

} // namespace

void find_names_beside(const Reading& form, Finds& finds)
{
    constexpr std::size_t gap = 3, longest = 15; // bytes: marks between, and a name with what is behind it
    const std::string_view text = form.text;
    std::vector<DigitGroup> places;
    for (const auto& one : finds.all())
        if (is_neighbour(one)) places.push_back({one.begin, one.end});
    for (const auto& place : places) {
        auto end = place.begin;
        while (end > 0 && place.begin - end < gap && parts(char_before(text, end)) && text[end - 1] != '\n') --end;
        auto begin = end;
        while (begin >= 3 && end - begin < longest && text::is_han(char_before(text, begin))) begin -= 3;
        if (end < place.begin) try_word(form, begin, end, finds);
        begin = place.end;
        while (begin < text.size() && begin - place.end < gap && parts(char_at(text, begin)) && text[begin] != '\n') ++begin;
        end = begin;
        while (end < text.size() && end - begin < longest && text::is_han(char_at(text, end))) end += char_length(text, end);
        if (begin > place.end) try_word(form, begin, end, finds);
    }
}

} // namespace redress::analyze

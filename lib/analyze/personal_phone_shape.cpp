#include "analyze/personal_phone_shape.hpp"

#include <algorithm>
#include <array>

namespace redress::analyze {
namespace {

// Marks that tie what is before and behind into one number or name.
bool is_tight(std::string_view marks)
{
    constexpr std::array<std::string_view, 9> tight{"-", ".", "_", "·", "–", "—", "*", "~", "•"};
    return std::find(tight.begin(), tight.end(), marks) != tight.end();
}

bool is_phone_word(std::string_view word)
{
    constexpr std::array<std::string_view, 22> words{"tel",  "phone", "mobile", "mob",   "cell", "wx",       "vx",     "v",
                                                     "qq",   "call",  "t",      "m",     "ph",   "whatsapp", "wechat", "me",
                                                     "same", "at",    "telf",   "movil", "tlf",  "to"};
    return std::find(words.begin(), words.end(), word) != words.end();
}

} // namespace

std::string NumberView::sizes(std::size_t dropped) const
{
    std::string out;
    for (auto i = first; i <= last; ++i) {
        const auto less = std::min(dropped, chain[i].size());
        dropped -= less;
        if (chain[i].size() == less) continue;
        if (!out.empty()) out += '-';
        out += std::to_string(chain[i].size() - less);
    }
    return out;
}

bool NumberView::is_even() const
{
    for (auto i = first + 2; i <= last; ++i)
        if (between(form, chain[i - 1], chain[i]) != between(form, chain[i - 2], chain[i - 1])) return false;
    return true;
}

bool NumberView::is_soft() const
{
    constexpr std::string_view soft = " -.()[]";
    for (auto i = first + 1; i <= last; ++i) {
        const auto marks = between(form, chain[i - 1], chain[i]);
        if (marks == "–" || marks == "—" || marks == "·" || marks == "‐" || marks == "‑" || marks == "−" || marks == "•")
            continue;
        if (marks.find_first_not_of(soft) != std::string_view::npos) return false;
    }
    return true;
}

bool NumberView::is_bounded() const
{
    if (first > 0 && is_tight(between(form, chain[first - 1], chain[first]))) return false;
    if (last + 1 < chain.size() && is_tight(between(form, chain[last], chain[last + 1]))) return false;
    return true;
}

// "转801", "-801", "ext. 801"
std::size_t extension(const Reading& form, std::size_t end)
{
    const auto rest = std::string_view(form.lower).substr(end);
    for (const std::string_view mark : {" 转 ", "转", "轉", " 转", "分机", " 分机", "分機", " ext. ", " ext ", " ext.",
                                        "ext", " ext: ", ", ext. ", ", ext ", " extension ", " extensión ", " x", "x"}) {
        if (!rest.starts_with(mark)) continue;
        auto at = mark.size();
        while (at < rest.size() && is_digit(rest[at]) && at - mark.size() < 5) ++at;
        if (at > mark.size()) return end + at;
    }
    return end;
}

bool touches_word(const Reading& form, std::size_t begin, std::size_t end)
{
    const std::string_view text = form.lower;
    auto left = begin;
    while (left > 0 && is_letter(text[left - 1])) --left;
    const bool joined = left < begin ? left > 0 && (text[left - 1] == '_' || is_digit(text[left - 1]))
                                     : begin > 1 && text[begin - 1] == '_' && is_alnum(text[begin - 2]);
    if (joined || (left < begin && !is_phone_word(text.substr(left, begin - left)))) return true;
    auto right = end;
    while (right < text.size() && is_letter(text[right])) ++right;
    return right > end && !is_phone_word(text.substr(end, right - end));
}

} // namespace redress::analyze

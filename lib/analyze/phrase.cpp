#include "analyze/phrase.hpp"

#include <algorithm>
#include <cstring>

namespace redress::analyze {
namespace {

// A phrase that needs more steps than this from one place is given up there: no text can make the scan slow.
constexpr unsigned step_budget = 4000;
constexpr unsigned depth_limit = 200;

bool is_letter(char c)
{
    return c >= 'a' && c <= 'z';
}
bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}
bool is_latin(char c)
{
    return is_letter(c) || is_digit(c);
}

std::size_t length_at(std::string_view text, std::size_t at)
{
    const auto byte = static_cast<unsigned char>(text[at]);
    const std::size_t n = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
    return std::min(n, text.size() - at);
}

char32_t decode_at(std::string_view text, std::size_t at)
{
    const auto n = length_at(text, at);
    const auto byte = static_cast<unsigned char>(text[at]);
    if (n == 1) return byte;
    char32_t c = byte & (0xFFU >> (n + 1));
    for (std::size_t i = 1; i < n; ++i) c = (c << 6) | (static_cast<unsigned char>(text[at + i]) & 0x3F);
    return c;
}

bool holds(const Phrase::Set& set, char32_t c)
{
    const bool in =
        std::any_of(set.ranges.begin(), set.ranges.end(), [c](const auto& r) { return c >= r.first && c <= r.second; });
    return in != set.negated;
}

} // namespace

bool is_boundary(std::string_view text, std::size_t at)
{
    if (at == 0 || at >= text.size()) return true;
    const char a = text[at - 1], b = text[at];
    return !((is_letter(a) && is_letter(b)) || (is_digit(a) && is_digit(b)));
}

bool is_sentence_end(std::string_view text, std::size_t at)
{
    const char c = text[at];
    if (c == '!' || c == '?' || c == ';' || c == '\n') return true;
    if (c == '.') return at + 1 == text.size() || text[at + 1] == ' ' || text[at + 1] == '\n';
    return c == '\xE3' && text.compare(at, 3, "。") == 0;
}

// One try from one place.
struct Phrase::Attempt {
    std::string_view text;
    std::size_t least = 0; // a match must end here or later
    std::size_t end = 0;
    unsigned budget = step_budget;
};

bool Phrase::gap_of_words(Attempt& a, std::size_t step, std::size_t at, unsigned depth) const
{
    const auto far = steps_[step].a;
    const bool stops = steps_[step].b == 0;
    if (!is_boundary(a.text, at)) return false;
    for (std::uint32_t words = 0; words <= far; ++words) {
        const auto from = at;
        while (at < a.text.size() && !is_latin(a.text[at])) {
            // A currency sign or an opening quote may be what comes next.
            if (at > from && a.text[at] != ' ' && run(a, step + 1, at, depth)) return true;
            if (stops && is_sentence_end(a.text, at)) return false;
            at += length_at(a.text, at);
        }
        if (at >= a.text.size() || (at == from && words > 0)) return run(a, step + 1, at, depth);
        if (run(a, step + 1, at, depth)) return true;
        while (at < a.text.size() && is_latin(a.text[at])) ++at;
    }
    return false;
}

bool Phrase::gap(Attempt& a, std::size_t step, std::size_t at, unsigned depth) const
{
    if (latin_) return gap_of_words(a, step, at, depth);
    const auto far = steps_[step].a;
    const bool stops = steps_[step].b == 0;
    for (std::uint32_t n = 0; n <= far; ++n) {
        if (is_boundary(a.text, at) && run(a, step + 1, at, depth)) return true;
        if (at >= a.text.size() || (stops && is_sentence_end(a.text, at))) return false;
        at += length_at(a.text, at);
    }
    return false;
}

bool Phrase::stands(std::string_view text, std::size_t at, const Word& word)
{
    if (at + 4 <= text.size()) {
        std::uint32_t here = 0;
        std::memcpy(&here, text.data() + at, 4);
        if ((here & word.mask) != word.head) return false;
        if (word.text.size() <= 4) return true;
    }
    return text.compare(at, word.text.size(), word.text) == 0;
}

bool Phrase::run(Attempt& a, std::size_t step, std::size_t at, unsigned depth) const
{
    if (depth > depth_limit) return false;
    for (;; ++step) {
        if (a.budget == 0) return false;
        --a.budget;
        const auto& s = steps_[step];
        switch (s.op) {
        case Op::literal: {
            const auto& word = literals_[s.a];
            if (!stands(a.text, at, word)) return false;
            at += word.text.size();
            break;
        }
        case Op::one_of:
            if (at >= a.text.size() || !holds(sets_[s.a], decode_at(a.text, at))) return false;
            at += length_at(a.text, at);
            break;
        case Op::filter:
            if (!filters_[s.a].may_stand(a.text, at)) return false;
            break;
        case Op::split:
            // Most branches begin with what does not stand here: seen without a call.
            if (const auto& branch = steps_[s.a]; (branch.op == Op::literal && !stands(a.text, at, literals_[branch.a])) ||
                                                  (branch.op == Op::filter && !filters_[branch.a].may_stand(a.text, at))) {
                step = std::size_t{s.b} - 1;
                break;
            }
            if (run(a, s.a, at, depth + 1)) return true;
            step = std::size_t{s.b} - 1;
            break;
        case Op::jump: step = std::size_t{s.a} - 1; break;
        case Op::gap: return gap(a, step, at, depth + 1);
        case Op::rest:
            while (at < a.text.size() && is_letter(a.text[at])) ++at;
            break;
        case Op::begin:
            if (at != 0) return false;
            break;
        case Op::end:
            if (at != a.text.size()) return false;
            break;
        case Op::match:
            if (at < a.least || !is_boundary(a.text, at)) return false;
            a.end = at;
            return true;
        }
    }
}

bool Phrase::may_be_in(const Trigrams& text) const
{
    return std::all_of(needs_.begin(), needs_.end(), [&](const std::vector<std::uint16_t>& one_of) {
        return std::any_of(one_of.begin(), one_of.end(), [&](std::uint16_t code) { return text.has(code); });
    });
}

std::optional<std::size_t> Phrase::match_at(std::string_view text, std::size_t at, std::size_t least_end) const
{
    if (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) return std::nullopt; // inside a character
    if (!may_start(text, at) || !is_boundary(text, at)) return std::nullopt;
    Attempt attempt{text, std::max(least_end, at + 1)};
    if (run(attempt, 0, at, 0)) return attempt.end;
    return std::nullopt;
}

std::optional<Phrase::Span> Phrase::find(std::string_view text, std::size_t from, std::size_t to) const
{
    to = std::min(to, starts_text_ ? 1 : text.size());
    for (auto at = from; at < to; ++at) {
        if (!may_start(text, at)) continue;
        if (const auto end = match_at(text, at)) return Span{at, *end};
    }
    return std::nullopt;
}

} // namespace redress::analyze

#include "analyze/phrase.hpp"

#include <algorithm>
#include <array>
#include <bit>
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
bool is_latin(char c)
{
    return is_letter(c) || (c >= '0' && c <= '9');
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

} // namespace

bool is_sentence_end(std::string_view text, std::size_t at)
{
    const char c = text[at];
    if (c == '!' || c == '?' || c == ';' || c == '\n') return true;
    if (c == '.') return at + 1 == text.size() || text[at + 1] == ' ' || text[at + 1] == '\n';
    return c == '\xE3' && text.compare(at, 3, "。") == 0;
}

// Of a word's bytes, those that lie in its head.
constexpr std::array<std::uint64_t, 9> head_masks = [] {
    std::array<std::uint64_t, 9> out{};
    for (std::size_t n = 1; n < out.size(); ++n) out[n] = ~std::uint64_t{0} >> (64 - 8 * n);
    return out;
}();
static_assert(std::endian::native == std::endian::little, "the first byte of a head is its lowest");

// One try from one place.
struct Phrase::Attempt {
    std::string_view text;
    std::size_t least = 0; // a match must end here or later
    std::size_t end = 0;
    unsigned budget = step_budget;
};

bool Phrase::holds(const PhraseCode::Set& set, char32_t c) const
{
    for (const auto& range : code_->ranges.subspan(set.first, set.count))
        if (c >= range.low && c <= range.high) return !set.negated;
    return set.negated;
}

bool Phrase::gap_of_words(Attempt& a, std::size_t step, std::size_t at, unsigned depth) const
{
    const auto far = step_at(step).a;
    const bool stops = step_at(step).b == 0;
    if (!is_boundary(a.text, at)) return false;
    const auto& next = step_at(step + 1);
    const auto goes_on = [&] { return may_branch(a, next, at) && run(a, step + 1, at, depth); };
    for (std::uint32_t words = 0; words <= far; ++words) {
        const auto from = at;
        while (at < a.text.size() && !is_latin(a.text[at])) {
            // A currency sign or an opening quote may be what comes next.
            if (at > from && a.text[at] != ' ' && goes_on()) return true;
            if (stops && is_sentence_end(a.text, at)) return false;
            at += length_at(a.text, at);
        }
        if (at >= a.text.size() || (at == from && words > 0)) return goes_on();
        if (goes_on()) return true;
        while (at < a.text.size() && is_latin(a.text[at])) ++at;
    }
    return false;
}

bool Phrase::gap(Attempt& a, std::size_t step, std::size_t at, unsigned depth) const
{
    if (head_->latin) return gap_of_words(a, step, at, depth);
    const auto far = step_at(step).a;
    const bool stops = step_at(step).b == 0;
    const auto& next = step_at(step + 1);
    for (std::uint32_t n = 0; n <= far; ++n) {
        if (may_branch(a, next, at) && is_boundary(a.text, at) && run(a, step + 1, at, depth)) return true;
        if (at >= a.text.size() || (stops && is_sentence_end(a.text, at))) return false;
        at += length_at(a.text, at);
    }
    return false;
}

inline bool Phrase::stands(std::string_view text, std::size_t at, const PhraseCode::Word& word) const
{
    if (at + 8 <= text.size()) {
        std::uint64_t here = 0;
        std::memcpy(&here, text.data() + at, 8);
        if (word.size <= 8) return ((here ^ word.head) & head_masks[word.size]) == 0;
        if (here != word.head) return false;
    }
    return at + word.size <= text.size() && std::memcmp(text.data() + at, code_->letters.data() + word.at, word.size) == 0;
}

inline std::uint64_t Phrase::may_go_on(std::string_view text, std::size_t at, const PhraseCode::Step& words) const
{
    if (at >= text.size()) return 0;
    const char second = at + 1 < text.size() ? text[at + 1] : '\0';
    return code_->tables.data()[words.b].bits[PhraseCode::Table::slot(text[at], second)];
}

// Most branches begin with what does not stand here: seen without a call.
bool Phrase::may_branch(const Attempt& a, const PhraseCode::Step& branch, std::size_t at) const
{
    switch (branch.op) {
    case PhraseCode::Op::literal: return stands(a.text, at, code_->words.data()[branch.a]);
    case PhraseCode::Op::words:
    case PhraseCode::Op::choice: return may_go_on(a.text, at, branch) != 0;
    case PhraseCode::Op::filter: return filter_at(branch.a).may_stand(a.text, at);
    case PhraseCode::Op::one_of: return at < a.text.size();
    default: return true;
    }
}

bool Phrase::run(Attempt& a, std::size_t step, std::size_t at, unsigned depth) const
{
    using Op = PhraseCode::Op;
    if (depth > depth_limit) return false;
    for (;; ++step) {
        if (a.budget == 0) return false;
        --a.budget;
        const auto& s = step_at(step);
        switch (s.op) {
        case Op::literal: {
            const auto& word = code_->words.data()[s.a];
            if (!stands(a.text, at, word)) return false;
            at += word.size;
            break;
        }
        case Op::words: {
            const auto* word = code_->words.data() + s.a;
            const PhraseCode::Word* only = nullptr;
            for (auto bits = may_go_on(a.text, at, s); bits != 0; bits &= bits - 1) {
                const auto& next = word[std::countr_zero(bits)];
                if (!stands(a.text, at, next)) continue;
                if (only && run(a, step + 1, at + only->size, depth + 1)) return true;
                only = &next;
            }
            // The last of them needs no call.
            if (!only) return false;
            at += only->size;
            break;
        }
        case Op::one_of:
            if (at >= a.text.size() || !holds(code_->sets[s.a], decode_at(a.text, at))) return false;
            at += length_at(a.text, at);
            break;
        case Op::filter:
            if (!filter_at(s.a).may_stand(a.text, at)) return false;
            break;
        case Op::choice: {
            const auto* target = code_->targets.data() + s.a;
            std::uint32_t only = 0;
            for (auto bits = may_go_on(a.text, at, s); bits != 0; bits &= bits - 1) {
                const auto next = target[std::countr_zero(bits)];
                if (!may_branch(a, step_at(next), at)) continue;
                if (only != 0 && run(a, only, at, depth + 1)) return true;
                only = next;
            }
            if (only == 0) return false;
            step = std::size_t{only} - 1;
            break;
        }
        case Op::split:
            if (may_branch(a, step_at(s.a), at) && run(a, s.a, at, depth + 1)) return true;
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
    const auto* code = code_->needs.data() + head_->needs;
    for (auto lists = head_->lists; lists > 0; --lists) {
        const auto* end = code + 1 + *code;
        const bool met = std::any_of(code + 1, end, [&](std::uint16_t one) { return text.has(one); });
        if (!met) return false;
        code = end;
    }
    return true;
}

std::optional<std::size_t> Phrase::match_at(std::string_view text, std::size_t at, std::size_t least_end) const
{
    if (at >= text.size() || !is_start(text, at) || !may_start(text, at)) return std::nullopt;
    return match_started(text, at, least_end);
}

std::optional<std::size_t> Phrase::match_started(std::string_view text, std::size_t at, std::size_t least_end) const
{
    Attempt attempt{text, std::max(least_end, at + 1)};
    if (run(attempt, head_->step, at, 0)) return attempt.end;
    return std::nullopt;
}

std::optional<Phrase::Span> Phrase::find(std::string_view text, const Starts& starts, std::size_t from, std::size_t to,
                                         std::size_t least_end) const
{
    to = std::min(to, starts_text() ? 1 : text.size());
    for (auto at = starts.next(from, to); at < to; at = starts.next(at + 1, to)) {
        if (!may_start(text, at)) continue;
        if (const auto end = match_started(text, at, least_end)) return Span{at, *end};
    }
    return std::nullopt;
}

} // namespace redress::analyze

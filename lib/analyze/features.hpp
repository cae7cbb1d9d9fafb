// What a text is made of for a linear model: hashed n-grams of units. A unit is one character of a script without spaces (or
// a mark, or an emoji), or one whole word of the others. The trainer and the scorer share this file, so they cannot
// disagree.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace redress::analyze {

// One character each way: case, width and accents gone, traditional as simplified; 0 drops the character. Characters above
// U+FFFF (emoji, rare ideographs) share the private area.
using FoldTable = std::array<char16_t, 0x10000>;

// Made with ICU by the trainer; kept in the model as the pairs that differ, so that scoring needs no ICU.
FoldTable make_fold_table();
std::vector<std::pair<char16_t, char16_t>> fold_pairs(const FoldTable& table);
FoldTable fold_table_from(std::span<const std::pair<char16_t, char16_t>> pairs);

// A review is judged by its first characters; what lies behind them changes no verdict and would only cost time.
inline constexpr std::size_t max_characters = 6000;

struct Folded {
    std::array<char16_t, max_characters + 2> text; // left as it is: only [0, size) is ever read
    std::size_t size = 0;
    std::size_t wide = 0;    // characters of scripts without spaces
    std::size_t letters = 0; // letters and digits of the others
};
void fold(std::string_view utf8, const FoldTable& table, Folded& out);

inline bool is_wide(char16_t c)
{
    return (c >= 0x2E80 && c < 0xA4D0) || (c >= 0xAC00 && c < 0xD7B0) || (c >= 0xF900 && c < 0xFB00);
}
inline bool is_letter(char16_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '\'' ||
           (c >= 0xC0 && c < 0x2000 && c != 0xD7 && c != 0xF7);
}

// 32 bits that differ in all places if one place of the input differs (the finalizer of MurmurHash3).
inline std::uint32_t mix(std::uint32_t h)
{
    h ^= h >> 16;
    h *= 0x85EBCA6BU;
    h ^= h >> 13;
    h *= 0xC2B2AE35U;
    return h ^ (h >> 16);
}
inline std::uint32_t join(std::uint32_t a, std::uint32_t b)
{
    return mix(a * 0x9E3779B1U + b);
}

// Of a whole word and its hash: the word itself, and its parts, its edges as marks: 3 to 5 characters, for forms and
// misspellings the training never saw.
template <typename Take> void word_features(std::u16string_view word, std::uint32_t hash, Take&& take)
{
    constexpr std::uint32_t in_word = 0x517CC1B7U;
    const auto at = [&](std::size_t k) {
        return k == 0 || k > word.size() ? std::uint32_t{u' '} : std::uint32_t{word[k - 1]};
    };
    for (std::size_t start = 0; start + 3 <= word.size() + 2; ++start) {
        std::uint32_t g = join(join(in_word, at(start)), at(start + 1));
        for (std::size_t n = 2; n < 5 && start + n < word.size() + 2; ++n) {
            g = join(g, at(start + n));
            take(g);
        }
    }
    take(hash);
}

// Calls take(hash) for every feature of a folded text, as often as it occurs; but for those of a whole word by itself, which
// are word_features(), of_word(word, hash).
template <typename Take, typename OfWord> void each_feature(const Folded& folded, Take&& take, OfWord&& of_word)
{
    constexpr std::uint32_t word_seed = 0x2545F491U;
    std::uint32_t before = 0, before2 = 0; // hashes of the two units before; 0: none
    bool before_word = false, before2_word = false;
    const auto unit = [&](std::uint32_t h, bool word) {
        if (before != 0) take(join(before, h));
        if (before2 != 0 && !word && !before_word && !before2_word) take(join(join(before2, before), h));
        before2 = before;
        before2_word = before_word;
        before = h;
        before_word = word;
    };
    const char16_t* text = folded.text.data();
    for (std::size_t i = 0; i < folded.size;) {
        if (text[i] == u' ') {
            ++i;
            continue;
        }
        if (!is_letter(text[i])) {
            const auto h = mix(text[i++]);
            take(h);
            unit(h, false);
            continue;
        }
        const auto begin = i;
        std::uint32_t h = word_seed;
        while (i < folded.size && is_letter(text[i])) h = join(h, text[i++]);
        of_word(std::u16string_view(text + begin, i - begin), h);
        unit(h, true);
    }
}

template <typename Take> void each_feature(const Folded& folded, Take&& take)
{
    each_feature(folded, take, [&](std::u16string_view word, std::uint32_t hash) { word_features(word, hash, take); });
}

} // namespace redress::analyze

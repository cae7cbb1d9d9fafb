#include "analyze/spoken_digits.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace redress::analyze {
namespace {

constexpr int twice = 10, thrice = 11, none = -1;

struct Word {
    std::string_view text;
    int value;
};
constexpr std::array<Word, 26> words{
    {{"zero", 0},  {"oh", 0},         {"o", 0},         {"one", 1},         {"two", 2},        {"three", 3}, {"four", 4},
     {"five", 5},  {"six", 6},        {"seven", 7},     {"eight", 8},       {"nine", 9},       {"cero", 0},  {"uno", 1},
     {"dos", 2},   {"tres", 3},       {"cuatro", 4},    {"cinco", 5},       {"seis", 6},       {"siete", 7}, {"ocho", 8},
     {"nueve", 9}, {"double", twice}, {"doble", twice}, {"triple", thrice}, {"treble", thrice}}};
constexpr std::size_t longest = 6;

constexpr auto begins_word = [] {
    std::array<bool, 128> out{};
    for (const auto& word : words) {
        out[static_cast<unsigned char>(word.text[0])] = true;
        out[static_cast<unsigned char>(word.text[0] - 'a' + 'A')] = true;
    }
    return out;
}();

int value_of(std::string_view word)
{
    if (word.empty() || word.size() > longest || !begins_word[static_cast<unsigned char>(word[0])]) return none;
    const auto same = [word](const Word& one) {
        return std::equal(word.begin(), word.end(), one.text.begin(), one.text.end(),
                          [](char c, char small) { return (c | 0x20) == small; });
    };
    const auto* const found = std::find_if(words.begin(), words.end(), same);
    return found == words.end() ? none : found->value;
}

std::size_t word_end(std::string_view text, std::size_t at)
{
    while (at < text.size() && is_letter(text[at])) ++at;
    return at;
}

// What people put between the words: a blank, a dash, a comma and a blank.
std::size_t gap_end(std::string_view text, std::size_t at)
{
    constexpr std::string_view marks = " -,.";
    const auto begin = at;
    while (at < text.size() && at - begin < 2 && marks.find(text[at]) != std::string_view::npos) ++at;
    return at;
}

struct Spoken {
    std::size_t begin = 0, end = 0;
};

// The next run of words from a place on; empty at the text's end.
Spoken next_run(std::string_view text, std::size_t at)
{
    constexpr std::size_t least = 7;
    while (at < text.size()) {
        if (!is_letter(text[at])) {
            ++at;
            continue;
        }
        const bool whole = at == 0 || (!is_digit(text[at - 1]) && static_cast<unsigned char>(text[at - 1]) < 0xC0);
        Spoken run{at, at};
        std::size_t count = 0;
        for (auto place = at; whole && place < text.size();) {
            const auto end = word_end(text, place);
            if (value_of(text.substr(place, end - place)) == none) break;
            ++count;
            run.end = end;
            place = gap_end(text, end);
            if (place == end) break;
        }
        if (count >= least) return run;
        at = word_end(text, std::max(at, run.end));
    }
    return {text.size(), text.size()};
}

} // namespace

void read_spoken_digits(PlainForm& form)
{
    auto run = next_run(form.text, 0);
    if (run.begin == run.end) return;
    PlainForm out;
    const auto copy = [&](std::size_t begin, std::size_t end) {
        out.text.append(form.text, begin, end - begin);
        out.from.insert(out.from.end(), form.from.begin() + static_cast<std::ptrdiff_t>(begin),
                        form.from.begin() + static_cast<std::ptrdiff_t>(end));
    };
    std::size_t done = 0;
    for (; run.begin < run.end; run = next_run(form.text, done)) {
        copy(done, run.begin);
        std::size_t times = 1;
        for (auto at = run.begin; at < run.end;) {
            const auto end = word_end(form.text, at);
            const auto next = std::min(gap_end(form.text, end), run.end);
            const int value = value_of(std::string_view(form.text).substr(at, end - at));
            if (value >= twice) {
                times = value == twice ? 2 : 3;
            } else {
                for (std::size_t i = 0; i < times; ++i) { // one by one, as all of them stand
                    if (i > 0) out.text += ' ';
                    out.text += static_cast<char>('0' + value);
                }
                out.from.insert(out.from.end(), times * 2 - 1, form.from[at]);
                if (next < run.end) { // one mark for all: "four one five, five five five"
                    out.text += ' ';
                    out.from.push_back(form.from[end]);
                }
                times = 1;
            }
            at = next;
        }
        done = run.end;
    }
    copy(done, form.text.size());
    out.from.push_back(form.from.back());
    form = std::move(out);
}

} // namespace redress::analyze

// Many words at once, through vectorscan: says where in a text the words of phrases stand. Words are matched as bytes: a
// whole UTF-8 word never matches in the middle of a character, so neither UTF-8 mode nor its need for valid input comes in.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace redress::analyze {

class Matcher {
public:
    // `words` must not be empty strings; equal words may stand more than once. Throws Error{input} if they cannot be
    // compiled.
    explicit Matcher(std::span<const std::string> words);
    ~Matcher();
    Matcher(Matcher&&) noexcept;
    Matcher& operator=(Matcher&&) noexcept;

    // Calls found(index of word, byte offset of its start) for every occurrence, in order of ends.
    void scan(std::string_view text, const std::function<void(std::size_t word, std::size_t begin)>& found) const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace redress::analyze

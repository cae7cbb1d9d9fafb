// Many words at once, through vectorscan: says where in a text the words of phrases stand. Words are matched as bytes: a
// whole UTF-8 word never matches in the middle of a character, so neither UTF-8 mode nor its need for valid input comes in.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace redress::analyze {

// The compiled words; immutable, so threads may share it.
class Matcher {
public:
    // any: usable, once stored, on every machine of this architecture, if a little slower than for this one alone.
    enum class Machine { here, any };
    // `words`: distinct, none empty. Throws Error{input} if they cannot be compiled.
    explicit Matcher(std::span<const std::string> words, Machine machine = Machine::here);
    // What bytes() gave, used where it lies (aligned to 64 bytes), so it must outlive the matcher; and the lengths of its
    // words. Nothing if this library cannot use it. Not for words compiled for one machine alone.
    static std::optional<Matcher> from_bytes(std::string_view bytes, std::span<const std::uint32_t> lengths);
    std::string bytes() const;

    struct Found {
        std::uint32_t word = 0;  // which of the words
        std::uint32_t begin = 0; // byte of its start
    };

private:
    friend class Scanner;
    struct State;
    explicit Matcher(std::shared_ptr<const State> state);
    std::shared_ptr<const State> state_;
};

// One thread's means to scan.
class Scanner {
public:
    explicit Scanner(const Matcher& matcher);
    ~Scanner();
    Scanner(Scanner&&) noexcept;
    Scanner& operator=(Scanner&&) noexcept;

    // Appends every occurrence, in order of ends.
    void scan(std::string_view text, std::vector<Matcher::Found>& found) const;

private:
    struct Scratch;
    std::shared_ptr<const Matcher::State> state_;
    std::unique_ptr<Scratch> scratch_;
};

} // namespace redress::analyze

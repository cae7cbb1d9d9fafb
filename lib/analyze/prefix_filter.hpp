// What a phrase, or a choice within one, may begin with: one look at three bytes turns most places away. A cache line.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace redress::analyze {

class alignas(64) PrefixFilter {
public:
    // Something that begins so may stand; only the first three bytes count.
    void add(std::string_view beginning)
    {
        if (beginning.size() == 1) set(one_, byte(beginning[0]));
        if (beginning.size() == 2) set(two_, hash(beginning[0], beginning[1]));
        if (beginning.size() >= 3) set(three_, hash(beginning[0], beginning[1], beginning[2]));
    }
    void add_anything() { one_.fill(~std::uint64_t{0}); }

    bool may_stand(std::string_view text, std::size_t at) const
    {
        if (at >= text.size()) return false;
        const char* c = text.data() + at;
        if (has(one_, byte(c[0]))) return true;
        if (at + 1 >= text.size()) return false;
        if (has(two_, hash(c[0], c[1]))) return true;
        return at + 2 < text.size() && has(three_, hash(c[0], c[1], c[2]));
    }

private:
    using Bits = std::array<std::uint64_t, 2>;
    using MoreBits = std::array<std::uint64_t, 4>;
    static constexpr std::size_t byte(char c) { return static_cast<unsigned char>(c); }
    static constexpr std::size_t hash(char a, char b, char c = 0)
    {
        return byte(a) * 31 + byte(b) * 7 + byte(c) * 3 + (byte(b) >> 3);
    }
    template <std::size_t n> static void set(std::array<std::uint64_t, n>& bits, std::size_t bit)
    {
        bits[bit / 64 % n] |= std::uint64_t{1} << bit % 64;
    }
    template <std::size_t n> static bool has(const std::array<std::uint64_t, n>& bits, std::size_t bit)
    {
        return (bits[bit / 64 % n] >> bit % 64) & 1;
    }

    // Of beginnings of one byte, of two, of more. Lead bytes of Chinese characters share the bits of some letters.
    Bits one_{}, two_{};
    MoreBits three_{};
};

} // namespace redress::analyze

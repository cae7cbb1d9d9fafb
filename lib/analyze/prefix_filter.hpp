// What a phrase, or a choice within one, may begin with: one look at three bytes turns most places away. A cache line.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace redress::analyze {

class alignas(64) PrefixFilter {
public:
    // Something that begins so may stand; only the first three bytes count. No character of one byte is above 0x7F.
    void add(std::string_view beginning)
    {
        if (beginning.size() == 1) set(one_, byte(beginning[0]));
        if (beginning.size() == 2) set(two_, hash_2(beginning.data()));
        if (beginning.size() >= 3) set(three_, hash_3(beginning.data()));
    }
    void add_anything()
    {
        one_.fill(~std::uint64_t{0});
        two_.fill(~std::uint64_t{0});
    }

    bool may_stand(std::string_view text, std::size_t at) const
    {
        if (at >= text.size()) return false;
        const char* c = text.data() + at;
        if (byte(c[0]) < 0x80 && has(one_, byte(c[0]))) return true;
        if (at + 1 >= text.size()) return false;
        if (has(two_, hash_2(c))) return true;
        return at + 2 < text.size() && has(three_, hash_3(c));
    }

private:
    using Bits = std::array<std::uint64_t, 2>;
    using MoreBits = std::array<std::uint64_t, 4>;
    static constexpr std::uint32_t byte(char c) { return static_cast<unsigned char>(c); }
    // As many bits as number the bits of the tables.
    static constexpr std::uint32_t spread = 0x9E3779B1U;
    static constexpr std::uint32_t hash_2(const char* c) { return (byte(c[0]) | byte(c[1]) << 8) * spread >> 25; }
    static constexpr std::uint32_t hash_3(const char* c)
    {
        return (byte(c[0]) | byte(c[1]) << 8 | byte(c[2]) << 16) * spread >> 24;
    }
    template <std::size_t n> static void set(std::array<std::uint64_t, n>& bits, std::uint32_t bit)
    {
        bits[bit / 64 % n] |= std::uint64_t{1} << bit % 64;
    }
    template <std::size_t n> static bool has(const std::array<std::uint64_t, n>& bits, std::uint32_t bit)
    {
        return (bits[bit / 64 % n] >> bit % 64) & 1;
    }

    // Of beginnings of one byte, of two, of more.
    Bits one_{}, two_{};
    MoreBits three_{};
};

} // namespace redress::analyze

// Which three bytes in a row stand somewhere in a text, roughly: a phrase whose words cannot all be there need not be tried.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace redress::analyze {

class Trigrams {
public:
    static constexpr std::uint16_t code(std::string_view three)
    {
        const auto byte = [&](std::size_t i) { return static_cast<std::uint32_t>(static_cast<unsigned char>(three[i])); };
        return static_cast<std::uint16_t>(((byte(0) | byte(1) << 8 | byte(2) << 16) * 0x9E3779B1U) >> 20);
    }

    explicit Trigrams(std::string_view text)
    {
        for (std::size_t i = 0; i + 3 <= text.size(); ++i) {
            const auto at = code(text.substr(i, 3));
            bits_[at / 64] |= std::uint64_t{1} << (at % 64);
        }
    }

    bool has(std::uint16_t code) const { return (bits_[code / 64] >> (code % 64)) & 1; }

private:
    std::array<std::uint64_t, 64> bits_{};
};

} // namespace redress::analyze

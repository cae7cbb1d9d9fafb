// Where in a text a match may start (analyze/phrase: is_start), a bit a byte: asked for hundreds of times a text.
#pragma once

#include "analyze/phrase_places.hpp"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace redress::analyze {

class Starts {
public:
    Starts() = default;
    explicit Starts(std::string_view text) { of(text); }

    // Anew, in the memory there is.
    void of(std::string_view text)
    {
        bits_.assign(text.size() / 64 + 1, 0);
        for (std::size_t at = 0; at < text.size(); ++at)
            bits_[at / 64] |= static_cast<std::uint64_t>(is_start(text, at)) << at % 64;
    }

    // The first in [from, to), or `to`, which is no more than the text's size.
    std::size_t next(std::size_t from, std::size_t to) const
    {
        if (from >= to) return to;
        const auto* word = bits_.data() + from / 64;
        auto bits = *word & ~std::uint64_t{0} << from % 64;
        for (; bits == 0; bits = *++word)
            if (static_cast<std::size_t>(word - bits_.data() + 1) * 64 >= to) return to;
        return std::min(to, static_cast<std::size_t>(word - bits_.data()) * 64 + std::countr_zero(bits));
    }

private:
    std::vector<std::uint64_t> bits_;
};

} // namespace redress::analyze

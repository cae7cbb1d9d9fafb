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
        const auto* bits = bits_.data();
        const auto last = (to - 1) / 64;
        auto word = from / 64;
        auto here = bits[word] >> from % 64;
        if (here != 0) return std::min(to, from + std::countr_zero(here));
        while (++word <= last)
            if (bits[word] != 0) return std::min(to, word * 64 + std::countr_zero(bits[word]));
        return to;
    }

private:
    std::vector<std::uint64_t> bits_;
};

} // namespace redress::analyze

// What a phrase, or a choice within one, may begin with: one look at three bytes turns most places away.
#pragma once

#include <bitset>
#include <cstddef>
#include <string_view>

namespace redress::analyze {

class PrefixFilter {
public:
    // Something that begins so may stand; only the first three bytes count.
    void add(std::string_view beginning)
    {
        if (beginning.size() == 1) one_.set(byte(beginning[0]));
        if (beginning.size() == 2) two_.set(hash(beginning[0], beginning[1]) % two_.size());
        if (beginning.size() >= 3) three_.set(hash(beginning[0], beginning[1], beginning[2]) % three_.size());
    }
    void add_anything() { one_.set(); }

    bool may_stand(std::string_view text, std::size_t at) const
    {
        if (at >= text.size()) return false;
        if (one_[byte(text[at])]) return true;
        if (at + 1 >= text.size()) return false;
        if (two_[hash(text[at], text[at + 1]) % two_.size()]) return true;
        return at + 2 < text.size() && three_[hash(text[at], text[at + 1], text[at + 2]) % three_.size()];
    }

private:
    static constexpr std::size_t byte(char c) { return static_cast<unsigned char>(c); }
    static constexpr std::size_t hash(char a, char b, char c = 0)
    {
        return byte(a) * 31 + byte(b) * 7 + byte(c) * 3 + (byte(b) >> 3);
    }

    std::bitset<256> one_, two_;
    std::bitset<1024> three_;
};

} // namespace redress::analyze

// A small sample cut at every byte: no crash, an account that adds up, and never a message that the whole does not have.
#pragma once

#include "base/error.hpp"
#include "read_format.hpp"

#include <doctest/doctest.h>

#include <set>

namespace redress::test {

// Returns how many cuts could be read. Texts of messages before the cut stay what they are in the whole.
inline std::size_t check_every_cut(const ingest::Format& format, const std::string& whole, const std::string& name)
{
    const auto texts_of = [](const Got& got) {
        std::multiset<std::string> texts;
        for (const auto& m : got.all<model::Message>()) texts.insert(m.sender + "\n" + m.text);
        return texts;
    };
    const auto all = texts_of(read_bytes(format, whole, {}, name));
    std::size_t readable = 0;
    for (std::size_t size = 0; size < whole.size(); ++size) {
        CAPTURE(size);
        try {
            const auto got = read_bytes(format, whole.substr(0, size), {}, name);
            ++readable;
            CHECK(got.adds_up());
            const auto texts = texts_of(got);
            CHECK(std::includes(all.begin(), all.end(), texts.begin(), texts.end()));
            if (texts.size() < all.size()) CHECK(got.remarked("truncated"));
        } catch (const Error&) { // nothing of the chat is left
            continue;
        }
    }
    return readable;
}

} // namespace redress::test

#include "analyze/matcher.hpp"
#include "analyze/normal.hpp"
#include "base/flat.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstring>
#include <random>

using namespace redress;
using namespace redress::analyze;

TEST_CASE("normal form and the way back")
{
    struct Row {
        const char *original, *normal;
    };
    static constexpr Row rows[] = {
        {"ＱＱ１２３", "qq123"},
        {"加\u200b微\u200b信", "加微信"},
        {"加 微  信", "加微信"},
        {"加 QQ  聊", "加 qq 聊"},
        {"繁體簽收", "繁体签收"},
        {"Cálmese, SEÑOR", "calmese, senor"},
        {"Ca\u0301lmese", "calmese"},
        {"don\u2019t", "don't"},
        {"「冷静」", "“冷静”"},
        {"⑤星", "5星"},
        {"  a \t b \r\n c  ", "a b\nc"},
        {"！？；", "!?;"},
        {"❤\uFE0F", "❤"},
        {"", ""},
    };
    NormalText out;
    for (const auto& row : rows) {
        CAPTURE(row.original);
        normalise(row.original, out);
        CHECK(out.text == row.normal);
        REQUIRE(out.from.size() == out.text.size() + 1);
        CHECK(out.from.back() == std::string_view(row.original).size());
        for (std::size_t i = 1; i < out.from.size(); ++i) CHECK(out.from[i] >= out.from[i - 1]);
    }
    normalise("加\u200b微 信", out); // 微 stands at byte 6 (3 + 3), 信 at 10 (6 + 3 + 1)
    CHECK(out.from[3] == 6);
    CHECK(out.from[6] == 10);
}

TEST_CASE("matcher finds every occurrence, as a plain search does")
{
    const std::vector<std::string> words{"微信", "信", "微", "qq", "q", "refund"};
    const Matcher compiled(words);
    const std::vector<std::uint32_t> lengths{6, 3, 3, 2, 1, 6};
    // As it lies in a pack: aligned, something before it.
    const auto bytes = compiled.bytes();
    flat::Writer pack;
    pack.put(std::string("x"));
    pack.put(bytes);
    const auto written = pack.take();
    struct alignas(flat::alignment) Block {
        char bytes[flat::alignment];
    };
    std::vector<Block> room(written.size() / sizeof(Block));
    std::memcpy(room.data(), written.data(), written.size());
    auto* const aligned = room.data()->bytes;
    flat::Reader reader({aligned, written.size()});
    reader.take_text();
    const auto mapped = reader.take_text();
    const auto stored = Matcher::from_bytes(mapped, lengths);
    REQUIRE(stored);
    CHECK(bytes == compiled.bytes()); // the same from one build to the next
    CHECK_FALSE(Matcher::from_bytes(mapped.substr(flat::alignment), lengths));
    CHECK_FALSE(Matcher::from_bytes(mapped.substr(0, mapped.size() - 8), lengths));
    CHECK_FALSE(Matcher::from_bytes(mapped.substr(0, 8), lengths));
    aligned[2 * flat::alignment + flat::alignment + 4] ^= 1; // another version of the library
    CHECK_FALSE(Matcher::from_bytes(mapped, lengths));
    aligned[2 * flat::alignment + flat::alignment + 4] ^= 1;
    const Scanner scanner(*stored);
    std::vector<Matcher::Found> found;
    std::mt19937 random(7);
    const std::vector<std::string> pieces{"微", "信", "q", "refund", "退", " ", "x", "微信"};
    for (int round = 0; round < 200; ++round) {
        std::string text;
        for (int i = 0; i < 12; ++i) text += pieces[random() % pieces.size()];
        std::vector<std::pair<std::size_t, std::size_t>> got, want;
        found.clear();
        scanner.scan(text, found);
        for (const auto& f : found) got.emplace_back(f.word, f.begin);
        for (std::size_t w = 0; w < words.size(); ++w)
            for (auto at = text.find(words[w]); at != std::string::npos; at = text.find(words[w], at + 1))
                want.emplace_back(w, at);
        std::sort(got.begin(), got.end());
        std::sort(want.begin(), want.end());
        CHECK(got == want);
    }
    found.clear();
    Scanner(Matcher(std::span<const std::string>{})).scan("微信", found);
    CHECK(found.empty());
}

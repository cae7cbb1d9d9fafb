#include "render/png.hpp"
#include "sample_document.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

using namespace redress;
using namespace redress::render;

namespace {

std::uint32_t number_at(const std::string& bytes, std::size_t at)
{
    std::uint32_t out = 0;
    for (std::size_t i = at; i < at + 4; ++i) out = out << 8 | static_cast<unsigned char>(bytes[i]);
    return out;
}

// The kinds of chunk of a PNG (ISO/IEC 15948, 5.3), walked from its signature to its end.
std::set<std::string> chunks_of(const std::string& png)
{
    std::set<std::string> out;
    std::size_t at = 8;
    while (at + 12 <= png.size()) {
        out.insert(png.substr(at + 4, 4));
        at += 12 + number_at(png, at);
    }
    CHECK(at == png.size());
    return out;
}

Document conversation(int messages)
{
    Document d;
    d.title = "Conversation";
    d.lang = "zh";
    Transcript t;
    for (int i = 0; i < messages; ++i)
        t.lines.push_back({"",
                           std::to_string(i + 1),
                           "2026-03-01 20:30:00 +08:00",
                           "王芳",
                           "buyer",
                           "您好，付款后五分钟内自动发货 😊 thank you",
                           {}});
    d.blocks.emplace_back(std::move(t));
    return d;
}

} // namespace

TEST_CASE("png: pixels and nothing else, the same for the same document")
{
    const auto first = render_png(sample::document());
    REQUIRE(!first.pages.empty());
    CHECK(first.missing.empty());
    const auto second = render_png(sample::document());
    for (std::size_t i = 0; i < first.pages.size(); ++i) {
        const auto& page = first.pages[i];
        CHECK((page.bytes == second.pages[i].bytes));
        CHECK(page.bytes.substr(0, 8) == "\x89PNG\r\n\x1a\n");
        CHECK(number_at(page.bytes, 16) == static_cast<std::uint32_t>(page.width));
        CHECK(number_at(page.bytes, 20) == static_cast<std::uint32_t>(page.height));
        for (const auto& kind : chunks_of(page.bytes)) {
            CAPTURE(kind);
            CHECK((kind == "IHDR" || kind == "bKGD" || kind == "IDAT" || kind == "IEND")); // bKGD: the paper is white
        }
    }
}

TEST_CASE("png: every message is on a page, and pages say which")
{
    std::vector<int> asked;
    const auto drawn = render_png(conversation(60), {2.2, 1, [&](int page) {
                                                         asked.push_back(page);
                                                         return std::to_string(page);
                                                     }});
    REQUIRE(drawn.pages.size() > 1);
    CHECK(asked.size() == drawn.pages.size());
    CHECK(asked.back() == static_cast<int>(drawn.pages.size()));
    std::vector<int> all;
    for (const auto& page : drawn.pages) {
        CHECK(!page.messages.empty());
        all.insert(all.end(), page.messages.begin(), page.messages.end());
    }
    REQUIRE(all.size() == 60);
    for (int i = 0; i < 60; ++i) CHECK(all[static_cast<std::size_t>(i)] == i + 1);
}

TEST_CASE("png: a page is no higher than what stands on it, and no higher than asked for")
{
    const auto little = render_png(conversation(1)), much = render_png(conversation(60));
    CHECK(little.pages.front().height * 3 < much.pages.front().height);
    CHECK(little.pages.front().width == much.pages.front().width);
    const auto half = render_png(conversation(60), {2.2, 0.5, {}});
    CHECK(half.pages.size() > much.pages.size());
    CHECK(half.pages.front().height < much.pages.front().height * 2 / 3);
    const auto small = render_png(conversation(1), {1.1, 1, {}});
    CHECK(small.pages.front().width * 2 == little.pages.front().width);
    CHECK(small.pages.front().bytes.size() < little.pages.front().bytes.size());
}

#include "base/flat.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace redress;

namespace {

struct alignas(64) Aligned {
    char bytes[256];
};

} // namespace

TEST_CASE("flat arrays: read in place as written, refused when cut or not aligned")
{
    flat::Writer out;
    out.put(std::vector<std::uint32_t>{7, 8, 9});
    out.put(std::string("abc"));
    out.put(std::vector<double>{});
    const auto bytes = out.take();
    CHECK(bytes.size() == 5 * flat::alignment); // three heads, two bodies
    std::vector<Aligned> whole(2);
    std::memcpy(whole.data(), bytes.data(), bytes.size());
    const std::string_view there(whole[0].bytes, bytes.size());
    flat::Reader in(there);
    const auto numbers = in.take<std::uint32_t>();
    REQUIRE(numbers.size() == 3);
    CHECK(numbers[2] == 9);
    CHECK(in.take_text() == "abc");
    CHECK(in.take<double>().empty());
    CHECK(in.good());
    CHECK(in.take_text().empty());
    CHECK_FALSE(in.good());
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        flat::Reader cut(there.substr(0, size));
        cut.take<std::uint32_t>();
        cut.take_text();
        cut.take<double>();
        CHECK_FALSE(cut.good());
    }
    CHECK_FALSE(flat::Reader(there.substr(1)).good());
}

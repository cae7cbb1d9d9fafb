#include "base/parallel.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <stdexcept>
#include <string>
#include <vector>

using namespace redress;

TEST_CASE("each index is worked on once")
{
    for (const std::size_t count : {0, 1, 2, 1000}) {
        std::vector<std::atomic<int>> seen(count);
        for_each_index(count, [&](std::size_t i) { ++seen[i]; });
        for (const auto& times : seen) CHECK(times == 1);
    }
}

TEST_CASE("the error of the lowest index is thrown, and nothing is begun after it")
{
    for (int run = 0; run < 50; ++run) {
        std::atomic<std::size_t> done{0};
        std::string what;
        try {
            for_each_index(100'000, [&](std::size_t i) {
                if (i >= 10) throw std::runtime_error(std::to_string(i));
                ++done;
            });
        } catch (const std::runtime_error& e) {
            what = e.what();
        }
        CHECK(what == "10");
        CHECK(done == 10);
    }
}

#include "ingest/occurrences.hpp"

#include <doctest/doctest.h>

#include <map>
#include <random>
#include <string>

using namespace redress;
using ingest::Occurrences;

namespace {

hash::Digest key_of(const std::string& thread, const std::string& minute, int body)
{
    hash::Sha256 sha;
    return sha.add_field(thread).add_field(minute).add_field(std::to_string(body)).finish();
}

std::string minute_of(int n)
{
    std::string digits = std::to_string(100000 + n);
    return "2026-" + digits.substr(1);
}

// Against a plain map that holds everything.
void compare(std::size_t most, const std::vector<int>& minutes, int threads)
{
    std::mt19937 random(7);
    std::map<std::string, std::uint32_t> all;
    Occurrences some(most);
    std::uint32_t highest = 0;
    for (const int n : minutes) {
        const auto thread = "t" + std::to_string(static_cast<int>(random()) % threads);
        const auto minute = n < 0 ? std::string() : minute_of(n); // unreadable times count as one minute
        const int body = static_cast<int>(random() % 3);
        const auto expected = ++all[thread + "|" + minute + "|" + std::to_string(body)];
        highest = std::max(highest, expected);
        REQUIRE(some.next(key_of(thread, minute, body), thread, minute) == expected);
    }
    CHECK(highest > 1);
}

} // namespace

TEST_CASE("equal messages are counted alike with little memory and much, in any order")
{
    std::mt19937 random(1);
    std::vector<int> ordered, backwards, mixed, unreadable;
    for (int i = 0; i < 3000; ++i) {
        ordered.push_back(i / 7);
        backwards.push_back(1000 - i / 7);
        mixed.push_back(static_cast<int>(random() % 200));
        unreadable.push_back(i % 5 == 0 ? -1 : i / 9);
    }
    for (const std::size_t most : {90, 700, 100000}) {
        CAPTURE(most);
        for (const int threads : {1, 3}) {
            CAPTURE(threads);
            compare(most, ordered, threads);
            compare(most, backwards, threads);
            compare(most, mixed, threads);
            compare(most, unreadable, threads);
        }
    }
}

TEST_CASE("a minute that a full table cuts in two goes on counting")
{
    Occurrences counts(2);
    for (std::uint32_t i = 1; i <= 9; ++i) {
        CHECK(counts.next(key_of("t", "m", 0), "t", "m") == i);
        CHECK(counts.next(key_of("t", "m", 1), "t", "m") == i);
        CHECK(counts.next(key_of("t", "m", 2), "t", "m") == i);
    }
}

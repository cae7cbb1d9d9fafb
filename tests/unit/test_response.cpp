#include "analyze/response.hpp"

#include <doctest/doctest.h>

using namespace redress;
using namespace redress::analyze;
using model::Role;

namespace {

Turn turn(const char* thread, Role role, int seconds)
{
    return {thread, std::string(thread) + std::to_string(seconds), role,
            time::from_epoch_ms(std::int64_t{1700000000} * 1000 + seconds * 1000LL)};
}
Instant at(int seconds)
{
    return turn("", Role::buyer, seconds).at;
}

} // namespace

TEST_CASE("bursts: the clock starts with the first unanswered message")
{
    const auto found = bursts({turn("a", Role::seller, 0),                                  // speaks first: answers nothing
                               turn("a", Role::buyer, 100),                                 // asks
                               turn("a", Role::buyer, 150),                                 // still the same burst
                               turn("a", Role::system, 160),                                // says nothing
                               turn("a", Role::platform, 161),                              // neither
                               turn("a", Role::seller, 220),                                // answers after 120 s
                               turn("a", Role::seller, 230), turn("a", Role::buyer, 300)}); // waits
    REQUIRE(found.size() == 2);
    CHECK(found[0].waited->count() == 120000);
    CHECK(found[0].message == "a100");
    CHECK_FALSE(found[1].waited);
    CHECK(found[1].asked == at(300));
}

TEST_CASE("bursts: order of input does not matter, threads do not mix")
{
    const auto found = bursts({turn("b", Role::seller, 500), turn("a", Role::seller, 90), turn("b", Role::buyer, 400),
                               turn("a", Role::buyer, 30), turn("c", Role::buyer, 10)});
    REQUIRE(found.size() == 3);
    CHECK(found[0].waited->count() == 60000);
    CHECK(found[1].waited->count() == 100000);
    CHECK_FALSE(found[2].waited); // the seller of thread a did not answer thread c
}

TEST_CASE("response times: quantiles and shares, unanswered ones censored")
{
    // Waits of 10, 60, 120 and 7200 s, and one unanswered for an hour and a half.
    std::vector<Turn> turns;
    const int waits[] = {10, 60, 120, 7200};
    for (int i = 0; i < 4; ++i) {
        const std::string thread(1, static_cast<char>('a' + i));
        turns.push_back(turn(thread.c_str(), Role::buyer, 0));
        turns.push_back(turn(thread.c_str(), Role::seller, waits[i]));
    }
    turns.push_back(turn("e", Role::buyer, 10000));
    const auto found = bursts(turns);
    const ResponseTimes r = response_times(found, at(10000 + 5400));
    CHECK(r.asked == 5);
    CHECK(r.answered == 4);
    CHECK(r.unanswered == 1);
    CHECK(r.median == 90);                             // of 10, 60, 120, 7200
    CHECK(r.p90.value_or(0) == doctest::Approx(5076)); // 120 + 0.7 * 7080
    CHECK(r.median_all == 120);                        // third of five
    CHECK_FALSE(r.p90_all);                            // fifth of five: not answered yet
    CHECK(r.within_2min == doctest::Approx(3.0 / 5));
    CHECK(r.within_1h == doctest::Approx(3.0 / 5));
    CHECK(r.within_24h == doctest::Approx(1.0)); // the unanswered one still has its day
    CHECK(response_times(found, at(10000 + 60)).within_2min == doctest::Approx(3.0 / 4));

    const auto threads = response_times_by_thread(found, at(200000));
    CHECK(threads.size() == 5);
    CHECK(threads.at("e").within_24h == 0);
    CHECK_FALSE(threads.at("e").median);
    CHECK(threads.at("d").median == 7200);
    CHECK_FALSE(response_times({}, at(0)).within_1h);
}

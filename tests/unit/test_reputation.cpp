#include "analyze/reputation.hpp"

#include <doctest/doctest.h>

#include <array>

using namespace redress::analyze;
using doctest::Approx;

TEST_CASE("wilson: values worked out by hand and of the literature")
{
    struct Row {
        std::int64_t successes, trials;
        double low, high;
    };
    // 0 of 10 and 10 of 10: z^2 / (n + z^2) = 3.841459 / 13.841459. 81 of 263: Newcombe 1998, table I, method 3.
    const Row rows[] = {{0, 10, 0.0, 0.277533},    {10, 10, 0.722467, 1.0}, {81, 263, 0.2553, 0.3662},
                        {15, 148, 0.0624, 0.1605}, {0, 20, 0.0, 0.1611},    {1, 29, 0.0061, 0.1718}};
    for (const Row& row : rows) {
        CAPTURE(row.successes);
        CAPTURE(row.trials);
        const Interval i = wilson(row.successes, row.trials);
        CHECK(i.low == Approx(row.low).epsilon(0.0002));
        CHECK(i.high == Approx(row.high).epsilon(0.0002));
    }
    CHECK(wilson(0, 0).low == 0);
    CHECK(wilson(0, 0).high == 1);
}

TEST_CASE("beta quantile: closed forms")
{
    CHECK(beta_quantile(1, 1, 0.05) == Approx(0.05));                    // uniform
    CHECK(beta_quantile(2, 1, 0.25) == Approx(0.5));                     // F(x) = x^2
    CHECK(beta_quantile(1, 3, 0.875) == Approx(0.5));                    // F(x) = 1 - (1 - x)^3
    CHECK(beta_quantile(0.5, 0.5, 0.5) == Approx(0.5));                  // arcsine
    CHECK(beta_quantile(0.5, 0.5, 1.0 / 3) == Approx(0.25));             // 2/pi asin(sqrt(x))
    CHECK(beta_quantile(20, 1, 0.05) == Approx(0.860891).epsilon(1e-6)); // 0.05^(1/20)
    CHECK(beta_quantile(3, 3, 0) == 0);
    CHECK(beta_quantile(3, 3, 1) == 1);
}

TEST_CASE("positive share: the prior is as many imagined reviews")
{
    const PositiveShare none = positive_share(0, 0, {0.8, 10});
    CHECK(none.mean == Approx(0.8));
    CHECK(none.share == 0);
    // Beta(8 + 19, 2 + 1): 27 / 30
    const PositiveShare some = positive_share(19, 20, {0.8, 10});
    CHECK(some.mean == Approx(0.9));
    CHECK(some.share == Approx(0.95));
    CHECK(some.low5 < some.mean);
    // Beta(1, 1) prior and 19 of 19: F(x) = x^20
    CHECK(positive_share(19, 19, {0.5, 2}).low5 == Approx(0.860891).epsilon(1e-6));
}

TEST_CASE("stars: Dirichlet mean and deviation")
{
    // alpha = (1,1,1,1,6): sum 10, mean (1+2+3+4+30)/10 = 4, E[x^2] = (1+4+9+16+150)/10 = 18, var = (18-16)/11
    const Stars s = stars({0, 0, 0, 0, 5});
    CHECK(s.total == 5);
    CHECK(s.mean == Approx(5));
    CHECK(s.posterior == Approx(4));
    CHECK(s.interval.low == Approx(4 - 1.959964 * 0.426401).epsilon(1e-5));
    CHECK(s.interval.high == Approx(4 + 1.959964 * 0.426401).epsilon(1e-5));
    const Stars nothing = stars({0, 0, 0, 0, 0});
    CHECK(nothing.posterior == Approx(3));
}

TEST_CASE("star level: ratings on scales of their own")
{
    struct Row {
        double rating, scale;
        int level;
    };
    const Row rows[] = {{5, 5, 5}, {1, 5, 1}, {3.4, 5, 3}, {0, 5, 1},  {10, 10, 5}, {7, 10, 4},
                        {1, 1, 5}, {0, 1, 1}, {6, 5, 0},   {-1, 5, 0}, {4, 0, 0},   {100, 100, 5}};
    for (const Row& row : rows) {
        CAPTURE(row.rating);
        CAPTURE(row.scale);
        CHECK(star_level(row.rating, row.scale) == row.level);
    }
}

// What a shop's reviews say about it, with how sure that is: shares and stars with intervals, never a bare average.
#pragma once

#include <array>
#include <cstdint>

namespace redress::analyze {

struct Interval {
    double low = 0, high = 1;
};

// Prior of a positive share: Beta(mean * strength, (1 - mean) * strength). Printed wherever its result is.
struct SharePrior {
    double mean = 0.9;   // most shops' reviews are positive
    double strength = 5; // as many imagined reviews
};

struct PositiveShare {
    std::int64_t positive = 0, total = 0;
    double share = 0; // as counted; 0 if nothing was
    double mean = 0;  // of the posterior
    double low5 = 0;  // its 5 % quantile
    Interval wilson;  // 95 %, no prior
};
PositiveShare positive_share(std::int64_t positive, std::int64_t total, const SharePrior& prior = {});

// Wilson's score interval; z = 1.959964 for 95 %. {0, 1} for no trials.
Interval wilson(std::int64_t successes, std::int64_t trials, double z = 1.959963984540054);
// The same for a share that is no whole number of trials, as a mean on its scale.
Interval wilson_share(double share, std::int64_t trials, double z = 1.959963984540054);
// Where the Beta distribution has that much of its mass below. Throws nothing for a, b > 0 and 0 <= p <= 1.
double beta_quantile(double a, double b, double p);

// Stars 1 to 5 as a Dirichlet-multinomial: `prior` imagined reviews on every level.
struct Stars {
    std::array<std::int64_t, 5> counts{};
    std::int64_t total = 0;
    double prior = 1; // on each level
    double mean = 0;  // as counted
    double posterior = 0;
    Interval interval; // 95 %, the posterior mean and its standard deviation
};
Stars stars(const std::array<std::int64_t, 5>& counts, double prior = 1);
// A rating on its own scale as a level 1 to 5; 0 if it is none ("4 of 5", "8 of 10", "1 of 1").
int star_level(double rating, double scale);

// Below this many reviews every figure is called too few to say.
inline constexpr std::int64_t enough = 25;

} // namespace redress::analyze

#include "analyze/reputation.hpp"

#include <boost/math/special_functions/beta.hpp>

#include <algorithm>
#include <cmath>

namespace redress::analyze {

double beta_quantile(double a, double b, double p)
{
    if (p <= 0) return 0;
    if (p >= 1) return 1;
    return boost::math::ibeta_inv(a, b, p);
}

Interval wilson(std::int64_t successes, std::int64_t trials, double z)
{
    if (trials <= 0) return {};
    return wilson_share(static_cast<double>(successes) / static_cast<double>(trials), trials, z);
}

Interval wilson_share(double share, std::int64_t trials, double z)
{
    if (trials <= 0) return {};
    const double n = static_cast<double>(trials), z2 = z * z;
    const double centre = (share + z2 / (2 * n)) / (1 + z2 / n);
    const double half = z / (1 + z2 / n) * std::sqrt(share * (1 - share) / n + z2 / (4 * n * n));
    return {std::max(0.0, centre - half), std::min(1.0, centre + half)};
}

PositiveShare positive_share(std::int64_t positive, std::int64_t total, const SharePrior& prior)
{
    PositiveShare result;
    result.positive = positive;
    result.total = total;
    result.share = total > 0 ? static_cast<double>(positive) / static_cast<double>(total) : 0;
    const double a = prior.mean * prior.strength + static_cast<double>(positive);
    const double b = (1 - prior.mean) * prior.strength + static_cast<double>(total - positive);
    result.mean = a / (a + b);
    result.low5 = beta_quantile(a, b, 0.05);
    result.wilson = wilson(positive, total);
    return result;
}

Stars stars(const std::array<std::int64_t, 5>& counts, double prior)
{
    Stars result;
    result.counts = counts;
    result.prior = prior;
    double sum = 0, weighted = 0, squared = 0, counted = 0;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        const double level = static_cast<double>(i + 1), n = static_cast<double>(counts[i]), alpha = n + prior;
        result.total += counts[i];
        counted += level * n;
        sum += alpha;
        weighted += level * alpha;
        squared += level * level * alpha;
    }
    if (result.total > 0) result.mean = counted / static_cast<double>(result.total);
    if (sum <= 0) return result;
    result.posterior = weighted / sum;
    // Var(sum of level * share) for shares ~ Dirichlet(alpha): (E[level^2] - E[level]^2) / (sum of alpha + 1).
    const double deviation = std::sqrt((squared / sum - result.posterior * result.posterior) / (sum + 1));
    result.interval = {std::max(1.0, result.posterior - 1.959964 * deviation),
                       std::min(5.0, result.posterior + 1.959964 * deviation)};
    return result;
}

int star_level(double rating, double scale)
{
    if (!(scale > 0) || !(rating >= 0) || rating > scale) return 0;
    if (scale <= 1) return rating > 0 ? 5 : 1; // good or not
    return std::clamp(static_cast<int>(std::lround(rating / scale * 5)), 1, 5);
}

} // namespace redress::analyze

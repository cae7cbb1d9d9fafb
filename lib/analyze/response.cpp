#include "analyze/response.hpp"

#include <algorithm>
#include <cmath>

namespace redress::analyze {

using std::chrono::milliseconds;

namespace {

// The p-quantile, linear between neighbours (type 7 of Hyndman and Fan: what R, NumPy and spreadsheets give).
std::optional<double> quantile(const std::vector<double>& sorted, double p)
{
    if (sorted.empty()) return std::nullopt;
    const double at = p * static_cast<double>(sorted.size() - 1);
    const auto low = static_cast<std::size_t>(at);
    if (low + 1 >= sorted.size()) return sorted.back();
    return sorted[low] + (at - static_cast<double>(low)) * (sorted[low + 1] - sorted[low]);
}

// By nearest rank among `all`, of which those without an answer sort last: there is nothing to interpolate towards.
std::optional<double> censored_quantile(const std::vector<double>& sorted, std::size_t all, double p)
{
    const auto rank = static_cast<std::size_t>(std::ceil(p * static_cast<double>(all)));
    if (rank == 0 || rank > sorted.size()) return std::nullopt;
    return sorted[rank - 1];
}

std::optional<double> share_within(const std::vector<Burst>& bursts, Instant now, milliseconds limit)
{
    std::size_t judged = 0, met = 0;
    for (const Burst& burst : bursts) {
        if (!burst.waited && now - burst.asked < limit) continue; // there is still time
        ++judged;
        met += burst.waited && *burst.waited <= limit;
    }
    if (judged == 0) return std::nullopt;
    return static_cast<double>(met) / static_cast<double>(judged);
}

} // namespace

std::vector<Burst> bursts(std::vector<Turn> turns)
{
    std::stable_sort(turns.begin(), turns.end(),
                     [](const Turn& a, const Turn& b) { return a.thread != b.thread ? a.thread < b.thread : a.at < b.at; });
    std::vector<Burst> result;
    bool open = false; // does the last burst still wait?
    for (const Turn& turn : turns) {
        if (!result.empty() && result.back().thread != turn.thread) open = false;
        if (turn.role == model::Role::buyer && !open) {
            result.push_back({turn.thread, turn.id, turn.at, std::nullopt});
            open = true;
        } else if (turn.role == model::Role::seller && open) {
            result.back().waited = turn.at - result.back().asked;
            open = false;
        }
    }
    return result;
}

ResponseTimes response_times(const std::vector<Burst>& bursts, Instant now)
{
    ResponseTimes result;
    result.asked = bursts.size();
    std::vector<double> waits;
    for (const Burst& burst : bursts)
        if (burst.waited) waits.push_back(static_cast<double>(burst.waited->count()) / 1000);
    std::sort(waits.begin(), waits.end());
    result.answered = waits.size();
    result.unanswered = result.asked - result.answered;
    result.median = quantile(waits, 0.5);
    result.p90 = quantile(waits, 0.9);
    result.median_all = censored_quantile(waits, result.asked, 0.5);
    result.p90_all = censored_quantile(waits, result.asked, 0.9);
    result.within_2min = share_within(bursts, now, std::chrono::minutes(2));
    result.within_1h = share_within(bursts, now, std::chrono::hours(1));
    result.within_24h = share_within(bursts, now, std::chrono::hours(24));
    return result;
}

std::map<std::string, ResponseTimes> response_times_by_thread(const std::vector<Burst>& bursts, Instant now)
{
    std::map<std::string, std::vector<Burst>> threads;
    for (const Burst& burst : bursts) threads[burst.thread].push_back(burst);
    std::map<std::string, ResponseTimes> result;
    for (const auto& [thread, list] : threads) result[thread] = response_times(list, now);
    return result;
}

} // namespace redress::analyze

// Figures a seller types from the platform's page, as "okx-c2c completion 98.2% of 717". Read strictly: a slip of the
// hand is refused, not stored.
#pragma once

#include "analyze/reputation.hpp"
#include "profile/profile.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace redress::analyze {

struct MetricWords {
    std::string platform, name, figure; // the rest of the line is the figure
};
// Throws Error{usage} unless there are at least three words.
MetricWords split_metric(std::string_view line);

// By its name, or as the only one whose name or label begins so. Throws Error{usage} with the nearest.
const profile::Metric& pick_metric(const profile::Profile& profile, const std::string& word);

struct Figure {
    double value = 0; // in the metric's unit; of counts, as platforms publish it: cut off at two decimals of a percent
    std::optional<std::int64_t> total;           // what it counts over
    std::optional<std::int64_t> done, cancelled; // if the counts were typed
    std::optional<Interval> interval;            // 95 %, in the metric's unit; only where counts allow one
};
// "98.2%", "98.2% of 717", "680 of 717", "680 done 37 cancelled", "4.7 of 1200"; the words in Chinese too.
// Throws Error{usage} for anything else, and where no whole number of the total gives the percentage.
Figure read_figure(std::string_view text, const profile::Metric& metric);

// On the seller's side of the threshold? nullopt where there is none, or the profile does not know which side that is.
std::optional<bool> keeps_threshold(double value, const profile::Metric& metric);

} // namespace redress::analyze

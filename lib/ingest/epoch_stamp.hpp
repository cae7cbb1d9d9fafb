// Seconds since 1970 with a date beside them: the number counts, the date shows the zone of whoever exported it.
#pragma once

#include "model/stamp.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace redress::ingest {

struct EpochStamp {
    model::Stamp stamp;
    bool differ = false; // the two do not belong together, whatever the zone
};
// epoch: s, ms, µs or ns by magnitude. written: the date beside it, if there is one and it exists.
EpochStamp stamp_of_epoch(std::int64_t epoch, const std::optional<LocalTime>& written);
// Digits alone that are such a number; a fraction behind them is dropped. nullopt: none, or far from any message (before
// 1990 or after 2200).
std::optional<std::int64_t> epoch_in(std::string_view text);

} // namespace redress::ingest

#include "ingest/epoch_stamp.hpp"

#include "base/text.hpp"

#include <charconv>

namespace redress::ingest {
namespace {

constexpr std::int64_t from_1990 = 631152000000, to_2200 = 7258118400000; // ms

} // namespace

EpochStamp stamp_of_epoch(std::int64_t epoch, const std::optional<LocalTime>& written)
{
    EpochStamp out;
    const auto at = time::from_epoch(epoch);
    out.stamp.at = at;
    out.stamp.from = model::ZoneFrom::data;
    out.stamp.zone = "UTC";
    out.stamp.local = time::to_string(time::utc_fields(at));
    if (!written || !written->exists()) return out;
    // In whole minutes: not every date beside a number has seconds.
    const auto minute_of = [](Instant t) { return std::chrono::floor<std::chrono::minutes>(t).time_since_epoch().count(); };
    const auto minutes = minute_of(time::from_utc_fields(*written)) - minute_of(at);
    if (minutes % 15 != 0 || minutes < -12 * 60 || minutes > 14 * 60) {
        out.differ = true;
        return out;
    }
    out.stamp.local = time::to_string(*written);
    if (minutes != 0) out.stamp.zone = time::offset_string(static_cast<int>(minutes));
    return out;
}

std::optional<std::int64_t> epoch_in(std::string_view text)
{
    text = text::trim(text);
    if (const auto point = text.find('.'); point != std::string_view::npos && point >= 9) {
        if (text.substr(point + 1).find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
        text = text.substr(0, point);
    }
    std::int64_t out = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), out);
    if (text.size() < 9 || code != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    const auto ms = time::to_epoch_ms(time::from_epoch(out));
    if (ms < from_1990 || ms > to_2200) return std::nullopt;
    return out;
}

} // namespace redress::ingest

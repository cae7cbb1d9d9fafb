#include "ingest/zones.hpp"

#include "base/said.hpp"
#include "model/codec.hpp"

#include <fmt/format.h>

namespace redress::ingest {

ZoneResolver::ZoneResolver(const Context& context, Receipt& receipt) : receipt_(receipt), counting_(context.read.count_only)
{
    using model::ZoneFrom;
    default_zone_ = !context.zone_option.empty() ? context.zone_option
                    : !context.shop_zone.empty() ? context.shop_zone
                                                 : context.guess_zone;
    default_from_ = !context.zone_option.empty() ? ZoneFrom::option
                    : !context.shop_zone.empty() ? ZoneFrom::shop
                                                 : ZoneFrom::guess;
    default_ = find(default_zone_);
}

const time::Zone* ZoneResolver::find(const std::string& name)
{
    auto it = zones_.find(name);
    if (it == zones_.end()) it = zones_.emplace(name, time::Zone::find(name)).first;
    return it->second ? &*it->second : nullptr;
}

void ZoneResolver::resolve(model::Record& record, const std::optional<LocalTime>& local)
{
    if (auto* message = std::get_if<model::Message>(&record.body)) {
        resolve(message->when, local);
        return;
    }
    bool first = true;
    for (auto* stamp : model::times_of(record.body)) {
        resolve(*stamp, first ? local : std::nullopt);
        first = false;
    }
}

void ZoneResolver::resolve(model::Stamp& stamp, const std::optional<LocalTime>& local)
{
    if (stamp.at && stamp.from == model::ZoneFrom::guess && default_from_ == model::ZoneFrom::option) {
        // a reader's guess from the platform's habit; the user knows better
        stamp.at.reset();
        stamp.zone.clear();
        stamp.from = model::ZoneFrom::none;
    }
    if (stamp.at && stamp.from == model::ZoneFrom::guess && stamp.zone == default_zone_)
        stamp.from = default_from_; // what the shop says anyway is no guess
    if (stamp.at) {
        if (receipt_.zone.empty() && !stamp.zone.empty()) {
            receipt_.zone = stamp.zone;
            receipt_.zone_from = model::to_string(stamp.from);
        }
        return;
    }
    if (!local && stamp.local.empty()) return;
    const auto parsed = local ? local : time::parse_local(stamp.local);
    if (local && stamp.local.empty() && !counting_) stamp.local = time::to_string(*local);
    if (!parsed || !parsed->exists()) return;
    const auto* zone = stamp.zone.empty() ? default_ : find(stamp.zone);
    if (!stamp.zone.empty() && zone)
        stamp.from = model::ZoneFrom::data;
    else {
        zone = default_;
        stamp.zone = default_zone_;
        stamp.from = default_from_;
    }
    if (receipt_.zone.empty()) {
        receipt_.zone = stamp.zone;
        receipt_.zone_from = model::to_string(stamp.from);
    }
    if (!zone) return;
    const auto resolved = zone->to_utc(*parsed);
    stamp.at = resolved.at;
    ambiguous_ += resolved.fit == time::Fit::ambiguous;
    gaps_ += resolved.fit == time::Fit::gap;
}

void ZoneResolver::finish()
{
    auto& out = receipt_.findings.diagnostics;
    if (ambiguous_)
        out.push_back(
            {Severity::note, receipt_.name, 0, 1,
             said("{} times lie in an hour that came twice when clocks went back; the earlier is taken", ambiguous_),
             "dst-fold"});
    if (gaps_)
        out.push_back({Severity::warning, receipt_.name, 0, 1,
                       said("{} times lie in an hour that never came in {}: the zone may be wrong", gaps_, default_zone_),
                       "dst-gap"});
}

} // namespace redress::ingest

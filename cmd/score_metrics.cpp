#include "score_metrics.hpp"

#include "analyze/typed_metric.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "case.hpp"
#include "model/identity.hpp"
#include "store/store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

namespace redress {
namespace {

const model::Metric& metric_of(const model::Record& record)
{
    return std::get<model::Metric>(record.body);
}

// What the profile knows of a figure; nothing where the platform, or the name, is not one of ours.
std::optional<profile::Metric> fact_of(const model::Metric& metric, const Session& session)
{
    const auto known = profile::list_profiles(session.share(), session.config());
    if (std::find(known.begin(), known.end(), metric.platform) == known.end()) return std::nullopt;
    const auto profile = profile::load_profile(session.share(), session.config(), metric.platform);
    for (const profile::Metric& fact : profile.metrics)
        if (fact.name == metric.name) return fact;
    return std::nullopt;
}

std::string unit_sign(const std::string& unit)
{
    return unit == "percent" ? " %" : unit.empty() || unit == "stars" ? "" : " " + unit;
}

// The figure as typed; of a record made elsewhere, as its value and count say it. One that does not read is its value alone.
analyze::Figure figure_of(const model::Record& record, const profile::Metric& fact)
{
    const model::Metric& metric = metric_of(record);
    std::string text = record.extra["typed"].string_or("");
    if (text.empty() && metric.value) {
        text = fmt::format("{}{}", *metric.value, fact.unit == "percent" ? "%" : "");
        if (metric.count) text += fmt::format(" of {}", *metric.count);
    }
    try {
        return analyze::read_figure(text, fact);
    } catch (const Error&) {
        analyze::Figure figure;
        figure.value = metric.value.value_or(0);
        figure.total = metric.count;
        return figure;
    }
}

std::string number_text(double value, const std::string& unit)
{
    return fmt::format("{}{}", std::round(value * 10000) / 10000, unit_sign(unit));
}

std::string interval_text(const std::optional<analyze::Interval>& interval, const std::string& unit, const Say& say)
{
    if (!interval) return "–";
    return say("{:.2f}{} to {:.2f}{}", interval->low, unit_sign(unit), interval->high, unit_sign(unit));
}

std::string threshold_text(const profile::Metric& fact, const Say& say)
{
    if (!fact.threshold) return "–";
    const char* side = fact.better == "higher" ? "≥ " : fact.better == "lower" ? "< " : "";
    return fmt::format("{}{}{}", side, number_text(*fact.threshold, fact.unit),
                       fact.thresholds.front().from.verified ? "" : say(" (unverified)"));
}

// Where it stands, and whether as many again could well fall on the other side.
std::string note_text(const analyze::Figure& figure, const profile::Metric& fact, const Say& say)
{
    std::vector<std::string> notes;
    if (const auto keeps = analyze::keeps_threshold(figure.value, fact)) {
        notes.emplace_back(*keeps ? say("keeps it") : say("misses it"));
        const auto& i = figure.interval;
        if (i && analyze::keeps_threshold(i->low, fact) != analyze::keeps_threshold(i->high, fact))
            notes.emplace_back(say("the interval reaches across"));
    }
    if (figure.interval && *figure.total < analyze::enough) notes.emplace_back(say("too few to say"));
    return fmt::format("{}", fmt::join(notes, say(", ")));
}

Json number_json(double value)
{
    return std::round(value * 10000) / 10000;
}

Json to_json(const model::Record& record, const std::optional<profile::Metric>& fact, const analyze::Figure& figure)
{
    const model::Metric& metric = metric_of(record);
    Json out = Json::object().set("platform", metric.platform).set("name", metric.name);
    out.set("value", metric.value ? number_json(*metric.value) : Json()).set("unit", fact ? Json(fact->unit) : Json());
    out.set("n", metric.count).set("done", figure.done).set("cancelled", figure.cancelled);
    out.set("at", metric.when.at ? Json(time::to_rfc3339(*metric.when.at)) : Json());
    Json interval;
    if (figure.interval)
        interval = Json::array().push(number_json(figure.interval->low)).push(number_json(figure.interval->high));
    out.set("interval_95", std::move(interval)).set("threshold", fact ? Json(fact->threshold) : Json());
    out.set("threshold_verified", fact && fact->threshold ? Json(fact->thresholds.front().from.verified) : Json());
    return out.set("keeps_threshold", fact ? Json(analyze::keeps_threshold(figure.value, *fact)) : Json());
}

} // namespace

std::vector<model::Record> typed_metrics(const std::vector<std::string>& lines, Session& session)
{
    std::vector<model::Record> records;
    const auto platforms = profile::list_profiles(session.share(), session.config());
    for (const std::string& line : lines) {
        const analyze::MetricWords words = analyze::split_metric(text::repair_utf8(line).text);
        if (std::find(platforms.begin(), platforms.end(), words.platform) == platforms.end()) {
            const std::string near = text::nearest(words.platform, platforms);
            throw Error(ErrorKind::usage, said("--metric: no platform '{}'", words.platform),
                        near.empty() ? said("one of {}", joined(platforms, said(", "))) : said("did you mean '{}'?", near));
        }
        const auto profile = profile::load_profile(session.share(), session.config(), words.platform);
        const profile::Metric& fact = analyze::pick_metric(profile, words.name);
        const analyze::Figure figure = analyze::read_figure(words.figure, fact);
        const auto zone = session.display_zone();
        model::Metric metric{words.platform, fact.name, figure.value, figure.total, {}};
        metric.when = {session.now(), time::to_string(zone.to_local(session.now())), zone.name(), model::ZoneFrom::option};
        model::Record record;
        record.shop = session.shop();
        record.body = metric;
        record.extra.set("typed", words.figure);
        if (figure.done) record.extra.set("done", *figure.done).set("cancelled", *figure.cancelled);
        model::assign_id(record);
        records.push_back(std::move(record));
    }
    return records;
}

void keep_metrics(const std::vector<model::Record>& records, Session& session)
{
    auto& store = session.store();
    store.transact([&] {
        for (const model::Record& record : records) {
            const model::Metric& metric = metric_of(record);
            const std::string bytes =
                fmt::format("{} {} {}\n", metric.platform, metric.name, record.extra["typed"].string_or(""));
            put_typed(store, record, bytes, "metric.txt");
        }
    });
}

void MetricBoard::add(const model::Record& record)
{
    const model::Metric& metric = metric_of(record);
    const auto same = std::find_if(latest_.begin(), latest_.end(), [&](const model::Record& other) {
        return metric_of(other).platform == metric.platform && metric_of(other).name == metric.name;
    });
    if (same == latest_.end())
        latest_.push_back(record);
    else if (metric_of(*same).when.at <= metric.when.at) // no time at all is the oldest
        *same = record;
}

void MetricBoard::show(render::Document& document, const Session& session) const
{
    if (empty()) return;
    const Say say(session.lang());
    const auto zone = session.display_zone();
    render::Table table;
    table.name = "metrics";
    table.columns = {say("platform"),      say("figure"),    say("value"), say("of"),
                     say("95 % interval"), say("threshold"), say("note"),  say("at")};
    table.right = {false, false, true, true};
    Json data = Json::array();
    for (const model::Record& record : latest_) {
        const model::Metric& metric = metric_of(record);
        const auto fact = fact_of(metric, session);
        const profile::Metric plain;
        const analyze::Figure figure = figure_of(record, fact ? *fact : plain);
        const std::string unit = fact ? fact->unit : "";
        table.rows.push_back({metric.platform, fact ? fact->label.in(session.lang()) : metric.name,
                              metric.value ? number_text(*metric.value, unit) : "–",
                              metric.count ? std::to_string(*metric.count) : "–", interval_text(figure.interval, unit, say),
                              fact ? threshold_text(*fact, say) : "–", fact ? note_text(figure, *fact, say) : "",
                              shown(metric.when, zone, session.lang())});
        data.push(to_json(record, fact, figure));
    }
    document.blocks.emplace_back(std::move(table));
    document.data.set("metrics", std::move(data));
}

} // namespace redress

#include "score_summary.hpp"

#include "base/said.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

namespace redress {
namespace {

using analyze::PositiveShare;
using analyze::SharePrior;

double rounded(double value)
{
    return std::round(value * 10000) / 10000;
}

Json interval_json(const analyze::Interval& interval)
{
    return Json::array().push(rounded(interval.low)).push(rounded(interval.high));
}

std::int64_t decided(const Tallied& t)
{
    return t.positive + t.negative;
}

Json to_json(const Tallied& t, const SharePrior& prior)
{
    const PositiveShare share = analyze::positive_share(t.positive, decided(t), prior);
    const analyze::Stars stars = analyze::stars(t.stars);
    Json out = Json::object();
    out.set("reviews", t.reviews).set("positive", t.positive).set("negative", t.negative).set("neither", t.neither);
    out.set("too_few", decided(t) < analyze::enough);
    Json positive = Json::object();
    positive.set("n", share.total).set("share", share.total > 0 ? Json(rounded(share.share)) : Json());
    positive.set("posterior_mean", rounded(share.mean)).set("quantile_5", rounded(share.low5));
    positive.set("wilson_95", share.total > 0 ? interval_json(share.wilson) : Json());
    out.set("positive_share", std::move(positive));
    if (stars.total == 0) return out.set("stars", Json());
    Json levels = Json::array();
    for (const std::int64_t n : stars.counts) levels.push(n);
    out.set("stars", Json::object()
                         .set("n", stars.total)
                         .set("counts", std::move(levels))
                         .set("mean", rounded(stars.mean))
                         .set("posterior_mean", rounded(stars.posterior))
                         .set("interval_95", interval_json(stars.interval))
                         .set("too_few", stars.total < analyze::enough));
    return out;
}

std::string share_text(const PositiveShare& s, const Say& say)
{
    if (s.total == 0) return "–";
    return say("{} ({} of {}), 95 % interval {} to {} (Wilson)", percent(s.share), s.positive, s.total,
               percent(s.wilson.low), percent(s.wilson.high));
}

std::string stars_text(const analyze::Stars& s, const Say& say)
{
    if (s.total == 0) return "–";
    return say("{:.2f} of {} ratings; posterior mean {:.2f}, 95 % interval {:.2f} to {:.2f}", s.mean, s.total, s.posterior,
               s.interval.low, s.interval.high);
}

render::Facts facts_of(const Tallied& all, const std::array<std::int64_t, 4>& labels, const SharePrior& prior,
                       const Say& say)
{
    const PositiveShare share = analyze::positive_share(all.positive, decided(all), prior);
    render::Facts facts;
    const auto add = [&](const std::string& name, std::string value) { facts.rows.emplace_back(name, std::move(value)); };
    add(say("reviews"), std::to_string(all.reviews));
    add(say("positive"), std::to_string(all.positive));
    add(say("negative"), std::to_string(all.negative));
    add(say("neither"), std::to_string(all.neither));
    add(say("by text"), say("positive {}, negative {}, neutral {}, unsure {}", labels[0], labels[1], labels[2], labels[3]));
    add(say("positive share"), share_text(share, say));
    add(say("with prior"), say("posterior mean {}, 5 % quantile {}; prior Beta({:.2f}, {:.2f})", percent(share.mean),
                               percent(share.low5), prior.mean * prior.strength, (1 - prior.mean) * prior.strength));
    add(say("stars"), stars_text(analyze::stars(all.stars), say));
    if (decided(all) < analyze::enough)
        add(say("caution"), say("too few to say (fewer than {} with a verdict)", analyze::enough));
    return facts;
}

render::Table platform_table(const std::map<std::string, Tallied>& platforms, const Say& say)
{
    render::Table table;
    table.name = "platforms";
    table.columns = {say("platform"),       say("reviews"),    say("positive"), say("negative"),
                     say("positive share"), say("Wilson low"), say("stars"),    say("note")};
    table.right = {false, true, true, true, true, true, true, false};
    for (const auto& [name, t] : platforms) {
        const PositiveShare s = analyze::positive_share(t.positive, decided(t));
        const analyze::Stars stars = analyze::stars(t.stars);
        table.rows.push_back({name.empty() ? "-" : name, std::to_string(t.reviews), std::to_string(t.positive),
                              std::to_string(t.negative), s.total > 0 ? percent(s.share) : "–",
                              s.total > 0 ? percent(s.wilson.low) : "–",
                              stars.total > 0 ? fmt::format("{:.2f}", stars.mean) : "–",
                              decided(t) >= analyze::enough ? "" : say("too few")});
    }
    return table;
}

} // namespace

std::string percent(double share)
{
    return fmt::format("{:.1f} %", share * 100);
}

std::string cause_name(analyze::CauseCode code, const std::string& lang)
{
    switch (code) {
        using enum analyze::CauseCode;
    case communication: return said("communication").in(lang);
    case process: return said("process").in(lang);
    case mismatch: return said("mismatch").in(lang);
    case force_majeure: return said("force majeure").in(lang);
    case malicious: return said("malicious").in(lang);
    case unclear: return said("unclear").in(lang);
    }
    return std::string(to_string(code));
}

std::vector<std::pair<analyze::CauseCode, std::int64_t>>
by_count(const std::array<std::int64_t, analyze::cause_count>& causes)
{
    std::vector<std::pair<analyze::CauseCode, std::int64_t>> out;
    for (std::size_t k = 0; k < causes.size(); ++k)
        if (causes[k] > 0) out.emplace_back(static_cast<analyze::CauseCode>(k), causes[k]);
    std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
    return out;
}

void Summary::add(const model::Review& review, const analyze::Sentiment& sentiment, Verdict verdict)
{
    ++labels_[static_cast<std::size_t>(sentiment.label)];
    const int level = level_of(review);
    for (Tallied* t : {&all_, &platforms_[review.platform]}) {
        ++t->reviews;
        ++(verdict == Verdict::positive ? t->positive : verdict == Verdict::negative ? t->negative : t->neither);
        if (level > 0) ++t->stars[static_cast<std::size_t>(level - 1)];
    }
}

render::Document Summary::document(const SharePrior& prior, const std::string& lang) const
{
    const Say say(lang);
    render::Document document;
    document.title = say("Reviews");
    document.lang = lang;
    Json data = Json::object();
    data.set("schema", "redress/score/1");
    data.set("prior", Json::object().set("mean", prior.mean).set("strength", prior.strength));
    data.set("all", to_json(all_, prior));
    Json labels = Json::object();
    for (std::size_t i = 0; i < labels_.size(); ++i) labels.set(to_string(static_cast<analyze::Label>(i)), labels_[i]);
    data.set("labels", std::move(labels));

    render::Table causes;
    causes.name = "causes";
    causes.columns = {say("cause"), say("negative reviews"), say("share")};
    causes.right = {false, true, true};
    Json causes_json = Json::array(), platforms_json = Json::array();
    for (const auto& [code, n] : by_count(causes_)) {
        const double share = static_cast<double>(n) / static_cast<double>(all_.negative);
        causes.rows.push_back({cause_name(code, lang), std::to_string(n), percent(share)});
        causes_json.push(Json::object().set("code", to_string(code)).set("n", n).set("share", rounded(share)));
    }
    for (const auto& [name, tallied] : platforms_) {
        Json row = to_json(tallied, prior);
        Json with_name = Json::object().set("platform", name.empty() ? Json() : Json(name));
        for (const auto& [key, value] : row.members()) with_name.set(key, value);
        platforms_json.push(std::move(with_name));
    }
    data.set("platforms", std::move(platforms_json)).set("causes", std::move(causes_json));
    document.blocks = {facts_of(all_, labels_, prior, say), platform_table(platforms_, say)};
    if (!causes.rows.empty()) document.blocks.emplace_back(std::move(causes));
    document.data = std::move(data);
    return document;
}

} // namespace redress

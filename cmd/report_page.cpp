#include "report_page.hpp"

#include "base/said.hpp"
#include "score_summary.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

namespace redress {
namespace {

using analyze::ResponseTimes;

// "45 s", "12 min", "3 h 20 min", "2 d 4 h"
std::string duration(double seconds, const Say& say)
{
    const auto s = static_cast<std::int64_t>(std::llround(seconds));
    if (s < 120) return say("{} s", s);
    const std::int64_t minutes = (s + 30) / 60;
    if (minutes < 120) return say("{} min", minutes);
    if (minutes < 48 * 60) return minutes % 60 ? say("{} h {} min", minutes / 60, minutes % 60) : say("{} h", minutes / 60);
    const std::int64_t hours = (minutes + 30) / 60;
    return hours % 24 ? say("{} d {} h", hours / 24, hours % 24) : say("{} d", hours / 24);
}

std::string time_or_dash(const std::optional<double>& seconds, const Say& say)
{
    return seconds ? duration(*seconds, say) : "–";
}
std::string share_or_dash(const std::optional<double>& share)
{
    return share ? percent(*share) : "–";
}

std::vector<std::string> row_of(const std::string& name, const ResponseTimes& r, const Say& say)
{
    return {name,
            std::to_string(r.asked),
            std::to_string(r.unanswered),
            time_or_dash(r.median, say),
            time_or_dash(r.p90, say),
            share_or_dash(r.within_2min),
            share_or_dash(r.within_1h),
            share_or_dash(r.within_24h)};
}

Json to_json(const ResponseTimes& r)
{
    Json out = Json::object();
    out.set("asked", static_cast<std::int64_t>(r.asked)).set("answered", static_cast<std::int64_t>(r.answered));
    out.set("unanswered", static_cast<std::int64_t>(r.unanswered)).set("median_s", r.median).set("p90_s", r.p90);
    out.set("median_with_unanswered_s", r.median_all).set("p90_with_unanswered_s", r.p90_all);
    return out.set("within_2min", r.within_2min).set("within_1h", r.within_1h).set("within_24h", r.within_24h);
}

void add_responses(const ReportFacts& facts, const Say& say, render::Document& document)
{
    const ResponseTimes all = analyze::response_times(facts.bursts, facts.now);
    render::Table table;
    table.name = "response";
    table.columns = {say("thread"), say("asked"),    say("unanswered"), say("median"),
                     say("p90"),    say("in 2 min"), say("in 1 h"),     say("in 24 h")};
    table.right = {false, true, true, true, true, true, true, true};
    table.rows.push_back(row_of(say("all"), all, say));
    Json threads = Json::array();
    for (const auto& [thread, r] : analyze::response_times_by_thread(facts.bursts, facts.now)) {
        table.rows.push_back(row_of(thread.empty() ? "-" : thread, r, say));
        Json row = Json::object().set("thread", thread);
        const Json times = to_json(r);
        for (const auto& [key, value] : times.members()) row.set(key, value);
        threads.push(std::move(row));
    }
    document.data.set("response", Json::object().set("overall", to_json(all)).set("threads", std::move(threads)));
    if (facts.bursts.empty()) return;
    document.blocks.emplace_back(render::Heading{say("First response"), 2});
    document.blocks.emplace_back(std::move(table));
}

void add_causes(const ReportFacts& facts, const std::string& lang, render::Document& document)
{
    const Say say(lang);
    render::Table causes, cases;
    causes.name = "causes";
    causes.columns = {say("cause of negative reviews"), say("reviews")};
    causes.right = cases.right = {false, true};
    cases.name = "cases";
    cases.columns = {say("open cases: reason"), say("cases")};
    Json causes_json = Json::array(), cases_json = Json::array();
    for (const auto& [code, n] : by_count(facts.causes)) {
        causes.rows.push_back({cause_name(code, lang), std::to_string(n)});
        causes_json.push(Json::object().set("code", to_string(code)).set("n", n));
    }
    std::vector<std::pair<std::string, std::int64_t>> reasons(facts.reasons.begin(), facts.reasons.end());
    std::stable_sort(reasons.begin(), reasons.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
    for (const auto& [reason, n] : reasons) {
        cases.rows.push_back({reason.empty() ? "-" : reason, std::to_string(n)});
        cases_json.push(Json::object().set("reason", reason.empty() ? Json() : Json(reason)).set("n", n));
    }
    document.data.set("causes", std::move(causes_json)).set("cases", std::move(cases_json));
    if (!causes.rows.empty() || !cases.rows.empty())
        document.blocks.emplace_back(render::Heading{say("Causes of complaint"), 2});
    if (!causes.rows.empty()) document.blocks.emplace_back(std::move(causes));
    if (!cases.rows.empty()) document.blocks.emplace_back(std::move(cases));
}

std::string left(Instant at, Instant now, const Say& say)
{
    const double seconds = static_cast<double>((at - now).count()) / 1000;
    if (seconds < 0) return say("overdue by {}", duration(-seconds, say));
    return say("{} left", duration(seconds, say));
}

// Cases and promises with a date, overdue first, then buyers who wait for an answer, the longest first.
void add_due(const ReportFacts& facts, const time::Zone& zone, const Say& say, render::Document& document)
{
    render::Table table;
    table.name = "due";
    table.columns = {say("what"), say("number"), say("time"), say("state")};
    Json list = Json::array();
    for (const DueItem& item : facts.due) {
        const auto what = item.what == "case" ? say("case") : say("promise");
        table.rows.push_back({what, item.id, time::for_people(item.at, zone), left(item.at, facts.now, say)});
        list.push(Json::object()
                      .set("what", item.what)
                      .set("id", item.id)
                      .set("thread", Json())
                      .set("at", time::to_rfc3339(item.at))
                      .set("overdue", item.at < facts.now));
    }
    std::vector<analyze::Burst> waiting;
    for (const analyze::Burst& burst : facts.bursts)
        if (!burst.waited) waiting.push_back(burst);
    std::stable_sort(waiting.begin(), waiting.end(), [](const auto& a, const auto& b) { return a.asked < b.asked; });
    for (const analyze::Burst& burst : waiting) {
        const double seconds = static_cast<double>((facts.now - burst.asked).count()) / 1000;
        table.rows.push_back({say("waits for an answer"), burst.thread, time::for_people(burst.asked, zone),
                              say("for {}", duration(std::max(0.0, seconds), say))});
        list.push(Json::object()
                      .set("what", "unanswered")
                      .set("id", burst.message.empty() ? Json() : Json(burst.message))
                      .set("thread", burst.thread)
                      .set("at", time::to_rfc3339(burst.asked))
                      .set("overdue", false));
    }
    document.data.set("due", std::move(list));
    if (table.rows.empty()) return;
    document.blocks.emplace_back(render::Heading{say("What is due"), 2});
    document.blocks.emplace_back(std::move(table));
}

} // namespace

render::Document report_document(const ReportFacts& facts, const time::Zone& zone, const std::string& lang)
{
    const Say say(lang);
    render::Document document;
    document.title = say("Report");
    document.lang = lang;
    const auto threads = static_cast<std::int64_t>(facts.threads.size());
    document.data = Json::object()
                        .set("schema", "redress/report/1")
                        .set("now", time::to_rfc3339(facts.now))
                        .set("counts", Json::object()
                                           .set("messages", facts.messages)
                                           .set("messages_without_time", facts.undated)
                                           .set("messages_without_role", facts.without_role)
                                           .set("threads", threads)
                                           .set("reviews", facts.reviews)
                                           .set("negative_reviews", facts.negative)
                                           .set("open_cases", facts.open_cases));
    render::Facts counts;
    const auto add = [&](const std::string& name, std::int64_t n) { counts.rows.emplace_back(name, std::to_string(n)); };
    counts.rows.emplace_back(say("as of"), time::for_people(facts.now, zone));
    add(say("messages"), facts.messages);
    add(say("threads"), threads);
    add(say("reviews"), facts.reviews);
    add(say("negative reviews"), facts.negative);
    add(say("open cases"), facts.open_cases);
    document.blocks.emplace_back(std::move(counts));
    add_responses(facts, say, document);
    add_causes(facts, lang, document);
    add_due(facts, zone, say, document);
    return document;
}

} // namespace redress

// A timeline as JSON (redress/timeline/1).
#include "timeline_page.hpp"

namespace redress {
namespace {

Json time_json(const std::optional<Instant>& at)
{
    return at ? Json(time::to_rfc3339(*at)) : Json();
}

Json to_json(const analyze::Moment& one)
{
    return Json::object()
        .set("at", time_json(one.at))
        .set("zone_guessed", one.guessed)
        .set("local", one.local)
        .set("kind", one.kind)
        .set("who", one.who)
        .set("words", one.words)
        .set("grade", one.grade)
        .set("record", one.record);
}

Json to_json(const analyze::Contradiction& one)
{
    auto shown = Json::array();
    for (const auto& side : one.shown) shown.push(side_json(side));
    return Json::object()
        .set("rule", one.rule)
        .set("against", one.against)
        .set("firm", one.firm)
        .set("zone_unsure", one.zone_unsure)
        .set("said", side_json(one.said))
        .set("shown", std::move(shown));
}

Json to_json(const analyze::Gap& gap)
{
    using std::chrono::duration_cast;
    using std::chrono::seconds;
    return Json::object()
        .set("kind", gap.kind)
        .set("from", time::to_rfc3339(gap.from))
        .set("until", time::to_rfc3339(gap.until))
        .set("seconds", static_cast<std::int64_t>(duration_cast<seconds>(gap.length()).count()))
        .set("limit_seconds",
             gap.limit ? Json(static_cast<std::int64_t>(duration_cast<seconds>(*gap.limit).count())) : Json())
        .set("against_seller", gap.against_seller)
        .set("words", gap.words)
        .set("record", gap.record)
        .set("until_record", gap.until_record);
}

Json to_json(const analyze::Confirmation& one)
{
    auto by = Json::array();
    for (const auto& side : one.by) by.push(side_json(side));
    return Json::object().set("kind", one.kind).set("grade", one.grade).set("by", std::move(by));
}

Json to_json(const analyze::ClaimMade& made)
{
    return Json::object()
        .set("claim", made.claim->id)
        .set("at", time_json(made.at))
        .set("words", made.words)
        .set("record", made.record);
}

template <typename T> Json list_json(const std::vector<T>& list)
{
    auto out = Json::array();
    for (const auto& one : list) out.push(to_json(one));
    return out;
}

} // namespace

Json side_json(const analyze::Side& side)
{
    return Json::object()
        .set("record", side.record)
        .set("kind", side.kind)
        .set("who", side.who)
        .set("at", time_json(side.at))
        .set("zone_guessed", side.guessed)
        .set("grade", side.grade)
        .set("firm", side.firm)
        .set("words", side.words);
}

Json timeline_json(const analyze::Timeline& timeline, const std::string& case_id)
{
    return Json::object()
        .set("schema", "redress/timeline/1")
        .set("case", case_id.empty() ? Json() : Json(case_id))
        .set("moments", list_json(timeline.moments))
        .set("undated", list_json(timeline.undated))
        .set("contradictions", list_json(timeline.contradictions))
        .set("confirmations", list_json(timeline.confirmations))
        .set("gaps", list_json(timeline.gaps))
        .set("unbacked", list_json(timeline.unbacked));
}

Json timeline_lines(const analyze::Timeline& timeline)
{
    const auto whole = timeline_json(timeline, "");
    auto out = Json::array();
    for (const auto& [key, type] :
         {std::pair("moments", "moment"), std::pair("undated", "moment"), std::pair("contradictions", "contradiction"),
          std::pair("confirmations", "confirmation"), std::pair("gaps", "gap"), std::pair("unbacked", "unbacked")})
        for (const auto& item : whole[key].items()) {
            auto line = Json::object().set("schema", "redress/timeline/1").set("type", type);
            for (const auto& member : item.members()) line.set(member.key, member.value);
            out.push(std::move(line));
        }
    return out;
}

} // namespace redress

#include "profile/profile.hpp"

namespace redress::profile {
namespace {

Json words(const std::vector<std::string>& list)
{
    auto out = Json::array();
    for (const auto& word : list) out.push(word);
    return out;
}

Json text(const Text& text)
{
    auto out = Json::object().set("en", text.en).set("zh", text.zh);
    if (!text.es.empty()) out.set("es", text.es);
    return out;
}

Json source(const Provenance& from)
{
    auto out = Json::object().set("source", from.source).set("seen", from.seen).set("verified", from.verified);
    if (!from.zh.empty()) out.set("zh", from.zh);
    return out;
}

Json reason(const Reason& x)
{
    auto groups = Json::array();
    for (const auto& group : x.required) groups.push(words(group));
    return Json::object()
        .set("code", x.code)
        .set("cause", x.cause)
        .set("label", text(x.label))
        .set("evidence", words(x.evidence))
        .set("required", groups)
        .set("from", source(x.from))
        .set("evidence_from", source(x.evidence_from));
}

Json files(const FileRules& x)
{
    return Json::object()
        .set("extensions", words(x.extensions))
        .set("max_file_bytes", x.max_file_bytes)
        .set("max_total_bytes", x.max_total_bytes)
        .set("max_files", x.max_files)
        .set("max_pages", x.max_pages)
        .set("name_pattern", x.name_pattern)
        .set("ascii_names", x.ascii_names)
        .set("from", source(x.from));
}

template <typename Items, typename Make> Json list(const Items& items, Make make)
{
    auto out = Json::array();
    for (const auto& item : items) out.push(make(item).set("from", source(item.from)));
    return out;
}

Json threshold(const Threshold& x)
{
    return Json::object().set("name", x.name).set("label", text(x.label)).set("value", x.value);
}

Json reviews(const ReviewRules& x)
{
    return Json::object()
        .set("scale", text(x.scale))
        .set("one_shot_reply", x.one_shot_reply)
        .set("steps", list(x.steps,
                           [](const ReviewStep& step) {
                               return Json::object()
                                   .set("code", step.code)
                                   .set("by", step.by)
                                   .set("hours", step.hours)
                                   .set("starts_from", step.starts_from)
                                   .set("once", step.once)
                                   .set("field", step.field)
                                   .set("label", text(step.label));
                           }))
        .set("removal", list(x.removal,
                             [](const RemovalGround& ground) {
                                 return Json::object().set("code", ground.code).set("label", text(ground.label));
                             }))
        .set("from", source(x.from));
}

Json lists_of_codes(const Profile& p, Json out)
{
    out.set("stages",
            list(p.stages, [](const Stage& x) { return Json::object().set("code", x.code).set("label", text(x.label)); }));
    out.set("statuses", list(p.statuses, [](const Status& x) {
                return Json::object().set("code", x.code).set("owner", x.owner).set("label", text(x.label));
            }));
    out.set("transitions", list(p.transitions, [](const Transition& x) {
                return Json::object()
                    .set("on", x.on)
                    .set("stage", x.stage)
                    .set("status", x.status)
                    .set("to_stage", x.to_stage)
                    .set("to_status", x.to_status)
                    .set("label", text(x.label));
            }));
    out.set("reasons", list(p.reasons, reason));
    out.set("evidence_types", list(p.evidence_types, [](const EvidenceType& x) {
                return Json::object()
                    .set("code", x.code)
                    .set("needs", x.needs)
                    .set("kinds", words(x.kinds))
                    .set("reasons", words(x.reasons))
                    .set("proves", text(x.proves))
                    .set("where", text(x.where))
                    .set("page", x.page);
            }));
    out.set("enumerations", list(p.enumerations, [](const Enumeration& x) {
                auto meaning = Json::object();
                for (const auto& [value, label] : x.meaning) meaning.set(value, text(label));
                return Json::object()
                    .set("name", x.name)
                    .set("field", x.field)
                    .set("label", text(x.label))
                    .set("values", words(x.values))
                    .set("meaning", std::move(meaning));
            }));
    out.set("carriers", list(p.carriers, [](const Carrier& x) {
                return Json::object().set("code", x.code).set("names", words(x.names));
            }));
    return out;
}

Json limits(const Profile& p, Json out)
{
    out.set("deadlines", list(p.deadlines, [](const Deadline& x) {
                return Json::object()
                    .set("event", x.event)
                    .set("by", x.by)
                    .set("hours", x.hours)
                    .set("business_days", x.business_days)
                    .set("starts_from", x.starts_from)
                    .set("stage", x.stage)
                    .set("field", x.field)
                    .set("label", text(x.label))
                    .set("missed", text(x.missed));
            }));
    out.set("files", files(p.files));
    out.set("uploads", list(p.uploads, [](const Upload& x) {
                return files(x.files).set("field", x.field).set("label", text(x.label));
            }));
    out.set("submission", Json::object()
                              .set("names", text(p.submission.names))
                              .set("citation", text(p.submission.citation))
                              .set("once", text(p.submission.once))
                              .set("within", words(p.submission.within))
                              .set("from", source(p.submission.from)));
    out.set("texts", list(p.texts, [](const TextRule& x) {
                return Json::object()
                    .set("field", x.field)
                    .set("label", text(x.label))
                    .set("unit", x.unit)
                    .set("encoding", x.encoding)
                    .set("max", x.max)
                    .set("letters", words(x.letters));
            }));
    out.set("rules", list(p.rules, [](const PlatformRule& x) {
                return Json::object()
                    .set("id", x.id)
                    .set("text", text(x.text))
                    .set("threshold", x.threshold)
                    .set("unit", x.unit);
            }));
    out.set("prohibitions", list(p.prohibitions, [](const Prohibition& x) {
                return Json::object().set("code", x.code).set("label", text(x.label)).set("rules", words(x.rules));
            }));
    out.set("metrics", list(p.metrics, [](const Metric& x) {
                return Json::object()
                    .set("name", x.name)
                    .set("label", text(x.label))
                    .set("formula", text(x.formula))
                    .set("window", text(x.window))
                    .set("unit", x.unit)
                    .set("better", x.better)
                    .set("amounts", x.amounts)
                    .set("thresholds", list(x.thresholds, threshold));
            }));
    return out;
}

} // namespace

Json to_json(const Profile& p)
{
    auto out = Json::object()
                   .set("schema", "redress/platform/1")
                   .set("id", p.id)
                   .set("file", p.path)
                   .set("display", text(p.display))
                   .set("currency", p.currency)
                   .set("zone", p.zone)
                   .set("deciders", words(p.deciders))
                   .set("decides", words(p.decides))
                   .set("decided_by", p.decided_by)
                   .set("reasons_of", p.reasons_of)
                   .set("imports", words(p.imports))
                   .set("citation", text(p.citation));
    out = limits(p, lists_of_codes(p, std::move(out)));
    out.set("reviews", p.reviews ? reviews(*p.reviews) : Json(nullptr));
    return out;
}

} // namespace redress::profile

// The tables of a platform profile, one function each; redress-platform(5) describes them for people.
#include "base/error.hpp"
#include "profile/reader.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace redress::profile {
namespace {

void need_one_of(const Reader& in, const std::string& key, const std::string& value, const std::vector<std::string>& known)
{
    if (std::find(known.begin(), known.end(), value) != known.end()) return;
    in.fail(fmt::format("key '{}' is '{}'; it must be one of {}", key, value, fmt::join(known, ", ")));
}

Origin read_sources(const Json& table, const std::string& file)
{
    Origin origin{file, {}};
    const auto* sources = table.find("sources");
    if (!sources) return origin;
    for (const auto& member : sources->members()) {
        Reader in(member.value, origin, fmt::format("[sources.{}]", member.key));
        auto fact = in.provenance();
        if (fact.seen.empty()) in.fail("key 'seen' is missing", "give the date it was read as 2026-03 or 2026-03-01");
        in.done();
        origin.sources.emplace(member.key, std::move(fact));
    }
    return origin;
}

void read_flow(Reader& top, Profile& out)
{
    top.each("stages", [&](Reader& in) {
        out.stages.push_back({in.text("code"), in.words("label", true), in.provenance()});
    });
    top.each("statuses", [&](Reader& in) {
        Status status{in.text("code"), in.text("owner"), in.words("label", true), in.provenance()};
        need_one_of(in, "owner", status.owner, {"seller", "buyer", "platform", "nobody"});
        out.statuses.push_back(std::move(status));
    });
    top.each("transitions", [&](Reader& in) {
        out.transitions.push_back({in.text("on"), in.text_or("stage"), in.text_or("status"), in.text_or("to_stage"),
                                   in.text_or("to_status"), in.words("label", true), in.provenance()});
    });
}

void read_reasons(Reader& top, Profile& out)
{
    top.each("reasons", [&](Reader& in) {
        Reason reason;
        reason.code = in.text("code");
        reason.cause = in.text("cause");
        need_one_of(in, "cause", reason.cause,
                    {"communication", "process", "mismatch", "force_majeure", "malicious", "none"});
        reason.label = in.words("label", true);
        reason.evidence = in.list("evidence");
        reason.required = in.groups("required");
        reason.from = in.provenance();
        reason.evidence_from = in.has("evidence_from") ? in.named_source("evidence_from") : reason.from;
        out.reasons.push_back(std::move(reason));
    });
}

void read_deadlines(Reader& top, Profile& out)
{
    top.each("deadlines", [&](Reader& in) {
        Deadline deadline;
        deadline.event = in.text("event");
        deadline.hours = in.number("hours").value_or(0);
        if (const auto days = in.number("days")) deadline.hours = *days * 24;
        if (const auto minutes = in.number("minutes")) deadline.hours = *minutes / 60;
        deadline.business_days = in.flag("business_days");
        deadline.starts_from = in.text_or("starts_from");
        deadline.field = in.text_or("field");
        deadline.label = in.words("label", true);
        deadline.from = in.provenance();
        // A bare number would not say whether it counts minutes or days.
        if (deadline.hours == 0 && deadline.field.empty())
            in.fail("a deadline needs minutes, hours, days, or the field that says it");
        if (deadline.hours > 0 && deadline.starts_from.empty()) in.fail("key 'starts_from' is missing");
        out.deadlines.push_back(std::move(deadline));
    });
}

void read_evidence(Reader& top, Profile& out)
{
    static const std::vector<std::string> plain{"transcript", "order", "review", "document", "statement", "log"};
    static const std::vector<std::string> prefixes{"event:", "ref:", "document:"};
    top.each("evidence_types", [&](Reader& in) {
        EvidenceType type;
        type.code = in.text("code");
        type.needs = in.text("needs");
        need_one_of(in, "needs", type.needs, {"file", "tracking", "refund_id", "text"});
        type.kinds = in.list("kinds");
        for (const auto& kind : type.kinds) {
            const bool known = std::any_of(prefixes.begin(), prefixes.end(), [&](const std::string& p) {
                return kind.size() > p.size() && kind.compare(0, p.size(), p) == 0;
            });
            if (!known) need_one_of(in, "kinds", kind, plain);
        }
        type.reasons = in.list("reasons");
        type.proves = in.words("proves", true);
        type.where = in.words("where", false);
        type.from = in.provenance();
        out.evidence_types.push_back(std::move(type));
    });
}

void read_limits(Reader& top, Profile& out)
{
    top.inside("files", [&](Reader& in) {
        out.files.extensions = in.list("extensions");
        out.files.max_file_bytes = static_cast<std::uint64_t>(in.whole_or("max_file_bytes", 0));
        out.files.max_total_bytes = static_cast<std::uint64_t>(in.whole_or("max_total_bytes", 0));
        out.files.max_files = static_cast<int>(in.whole_or("max_files", 0));
        out.files.max_pages = static_cast<int>(in.whole_or("max_pages", 0));
        out.files.name_pattern = in.text_or("name_pattern");
        out.files.ascii_names = in.flag("ascii_names");
        out.files.from = in.provenance();
    });
    top.each("texts", [&](Reader& in) {
        TextRule rule;
        rule.field = in.text("field");
        rule.unit = in.text("unit");
        need_one_of(in, "unit", rule.unit, {"char", "byte", "utf16"});
        rule.encoding = in.text_or("encoding");
        rule.max = static_cast<std::uint64_t>(in.whole_or("max", 0));
        if (rule.max == 0) in.fail("key 'max' is missing");
        rule.letters = in.list("letters");
        rule.from = in.provenance();
        out.texts.push_back(std::move(rule));
    });
}

void read_rest(Reader& top, Profile& out)
{
    top.each("rules", [&](Reader& in) { out.rules.push_back({in.text("id"), in.words("text", true), in.provenance()}); });
    top.each("metrics", [&](Reader& in) {
        Metric metric;
        metric.name = in.text("name");
        metric.formula = in.text("formula");
        metric.window = in.text_or("window");
        metric.unit = in.text_or("unit");
        metric.better = in.text_or("better");
        metric.amounts = in.flag("amounts");
        metric.label = in.words("label", true);
        metric.threshold = in.number("threshold");
        metric.from = in.provenance();
        if (metric.threshold && metric.unit.empty()) in.fail("a threshold needs a unit");
        if (!metric.better.empty()) need_one_of(in, "better", metric.better, {"higher", "lower"});
        out.metrics.push_back(std::move(metric));
    });
    top.inside("reviews", [&](Reader& in) {
        ReviewRules rules;
        rules.window_days = static_cast<int>(in.whole_or("window_days", 0));
        rules.reply_max = static_cast<int>(in.whole_or("reply_max", 0));
        rules.one_shot_reply = in.flag("one_shot_reply");
        rules.scale = in.text_or("scale");
        rules.editable_by = in.text_or("editable_by");
        rules.note = in.words("note", false);
        rules.from = in.provenance();
        out.reviews = std::move(rules);
    });
    top.each("enumerations", [&](Reader& in) {
        auto name = in.text("name"), field = in.text_or("field");
        out.enumerations.push_back({name, field.empty() ? name : field, in.list("values"), in.provenance()});
    });
}

} // namespace

Profile read_profile(const Json& table, const std::string& file)
{
    const auto origin = read_sources(table, file);
    Reader top(table, origin, "");
    top.inside("sources", [&](Reader& in) { // read above; here only so that it counts as known
        for (const auto& [name, source] : origin.sources) in.inside(name, [](Reader& one) { one.provenance(); });
    });
    Profile out;
    out.path = file;
    out.id = top.text("id");
    out.display = top.words("display", true);
    out.currency = top.text_or("currency");
    out.zone = top.text_or("zone");
    out.deciders = top.list("deciders");
    out.decides = top.list("decides");
    out.reasons_of = top.text_or("reasons_of");
    out.citation = top.words("citation", true);
    out.imports = top.list("imports");
    read_flow(top, out);
    read_reasons(top, out);
    read_deadlines(top, out);
    read_evidence(top, out);
    read_limits(top, out);
    read_rest(top, out);
    top.done();
    return out;
}

} // namespace redress::profile

// The tables of a platform profile, one function each; redress-platform(5) describes them for people.
#include "base/error.hpp"
#include "profile/reader.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace redress::profile {

Origin read_sources(const Json& table, const std::string& file)
{
    Origin origin{file, {}};
    const auto* sources = table.find("sources");
    if (!sources) return origin;
    for (const auto& member : sources->members()) {
        Reader in(member.value, origin, fmt::format("[sources.{}]", member.key));
        auto fact = in.provenance();
        if (fact.seen.empty())
            in.fail(said("key 'seen' is missing"), said("give the date it was read as 2026-03 or 2026-03-01"));
        in.done();
        origin.sources.emplace(member.key, std::move(fact));
    }
    return origin;
}

namespace {

void read_flow(Reader& top, Profile& out)
{
    top.each("stages", [&](Reader& in) {
        out.stages.push_back({in.text("code"), in.words("label", true), in.provenance()});
    });
    top.each("statuses", [&](Reader& in) {
        Status status{in.text("code"), in.text("owner"), in.words("label", true), in.provenance()};
        in.one_of("owner", status.owner, {"seller", "buyer", "platform", "nobody"});
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
        in.one_of("cause", reason.cause, {"communication", "process", "mismatch", "force_majeure", "malicious", "none"});
        reason.label = in.words("label", true);
        reason.evidence = in.list("evidence");
        reason.required = in.groups("required");
        reason.from = in.provenance();
        reason.evidence_from = in.has("evidence_from") ? in.named_source("evidence_from") : reason.from;
        out.reasons.push_back(std::move(reason));
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
        in.one_of("needs", type.needs, {"file", "tracking", "refund_id", "text"});
        type.kinds = in.list("kinds");
        for (const auto& kind : type.kinds) {
            const bool known = std::any_of(prefixes.begin(), prefixes.end(), [&](const std::string& p) {
                return kind.size() > p.size() && kind.compare(0, p.size(), p) == 0;
            });
            if (!known) in.one_of("kinds", kind, plain);
        }
        type.reasons = in.list("reasons");
        type.proves = in.words("proves", true);
        type.where = in.words("where", false);
        type.page = in.flag("page");
        type.from = in.provenance();
        out.evidence_types.push_back(std::move(type));
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
    read_evidence(top, out);
    read_limits(top, out);
    read_reputation(top, out);
    top.done();
    return out;
}

} // namespace redress::profile

#include "analyze/readiness.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <map>
#include <optional>

namespace redress::analyze {
namespace {

std::string after(const std::string& text, std::string_view prefix)
{
    return text.compare(0, prefix.size(), prefix) == 0 ? text.substr(prefix.size()) : std::string();
}

bool document_satisfies(const model::Document& document, const std::string& kind, const std::string& code,
                        const std::string& by)
{
    if (kind == "statement") return document.kind == "statement";
    if (kind == "log") return document.kind == "log";
    if (const auto wanted = after(kind, "document:"); !wanted.empty()) return document.kind == wanted;
    return kind == "document" && by == linked_as + code;
}

bool is_guessed(const model::Record& record)
{
    if (const auto* order = std::get_if<model::Order>(&record.body))
        return order->placed.from == model::ZoneFrom::guess || order->paid.from == model::ZoneFrom::guess;
    const auto* stamp = model::time_of(record.body);
    return stamp && stamp->at && stamp->from == model::ZoneFrom::guess;
}

bool fits(const model::Document& document, const profile::FileRules& rules)
{
    if (rules.max_file_bytes && document.bytes > rules.max_file_bytes) return false;
    if (rules.extensions.empty() || document.kind == "statement") return true;
    const auto dot = document.name.rfind('.');
    const auto extension = dot == std::string::npos ? "" : text::lower_ascii(document.name.substr(dot + 1));
    return std::find(rules.extensions.begin(), rules.extensions.end(), extension) != rules.extensions.end();
}

int group_of(const profile::Reason& reason, const std::string& code)
{
    for (std::size_t i = 0; i < reason.required.size(); ++i)
        if (std::find(reason.required[i].begin(), reason.required[i].end(), code) != reason.required[i].end())
            return static_cast<int>(i) + 1;
    return 0;
}

std::optional<Instant> placed_at(const Material& material)
{
    std::optional<Instant> out;
    for (const auto& record : material.records) {
        const auto* order = std::get_if<model::Order>(&record.body);
        const auto* event = std::get_if<model::Event>(&record.body);
        const auto at = order ? order->placed.at : event && event->kind == "placed" ? event->when.at : std::nullopt;
        if (at && (!out || *at < *out)) out = at;
    }
    return out;
}

// A chat that opens with the app's own line, as that it is encrypted, is there from its beginning; a mail begins no chat.
std::vector<LateStart> late_starts(const Material& material)
{
    const auto placed = placed_at(material);
    if (!placed) return {};
    std::map<std::string, const model::Message*> openings;
    for (const auto& record : material.records) {
        const auto* message = std::get_if<model::Message>(&record.body);
        if (!message || !message->when.at || record.extra.find("subject")) continue;
        auto& opening = openings[message->thread];
        if (!opening || *message->when.at < *opening->when.at) opening = message;
    }
    std::vector<LateStart> out;
    for (const auto& [thread, opening] : openings)
        if (opening && opening->role != model::Role::system && *opening->when.at > *placed)
            out.push_back({thread, *opening->when.at, *placed});
    return out;
}

} // namespace

bool satisfies(const model::Record& record, const std::string& kind, const std::string& code, const std::string& by)
{
    if (const auto* message = std::get_if<model::Message>(&record.body))
        return kind == "transcript" && message->role != model::Role::system;
    if (const auto* order = std::get_if<model::Order>(&record.body)) {
        if (kind == "order") return true;
        const auto wanted = after(kind, "ref:");
        return !wanted.empty() && std::any_of(order->refs.begin(), order->refs.end(), [&](const model::Ref& ref) {
            return ref.kind == wanted && !ref.value.empty();
        });
    }
    if (const auto* event = std::get_if<model::Event>(&record.body))
        return !event->kind.empty() && after(kind, "event:") == event->kind;
    if (std::holds_alternative<model::Review>(record.body)) return kind == "review";
    const auto* document = std::get_if<model::Document>(&record.body);
    return document && document_satisfies(*document, kind, code, by);
}

Readiness assess(const Material& material, const profile::Profile& profile)
{
    Readiness out;
    const std::map<std::string, std::string> why(material.why.begin(), material.why.end());
    const auto by = [&](const std::string& id) {
        const auto found = why.find(id);
        return found == why.end() ? std::string() : found->second;
    };
    for (const auto& record : material.records) {
        if (satisfies(record, "transcript", "", "") || satisfies(record, "statement", "", "")) out.transcript = true;
        if (std::holds_alternative<model::Order>(record.body)) out.order = true;
        if (is_guessed(record)) out.guessed.push_back(record.id);
        const auto* document = std::get_if<model::Document>(&record.body);
        if (!document) continue;
        if (by(record.id).rfind(linked_as, 0) != 0 && document->kind != "statement") out.undecided.push_back(record.id);
        if (!fits(*document, profile.files)) out.unfit.push_back(record.id);
    }
    out.late = late_starts(material);
    const auto* reason = profile.reason(material.facts.reason);
    if (!reason) return out;
    for (const auto& code : reason->evidence) {
        Want want{code, group_of(*reason, code), {}};
        if (const auto* type = profile.evidence_type(code))
            for (const auto& record : material.records)
                if (std::any_of(type->kinds.begin(), type->kinds.end(),
                                [&](const std::string& kind) { return satisfies(record, kind, code, by(record.id)); }))
                    want.records.push_back(record.id);
        out.wants.push_back(std::move(want));
    }
    for (std::size_t i = 1; i <= reason->required.size(); ++i)
        if (std::none_of(out.wants.begin(), out.wants.end(),
                         [&](const Want& want) { return want.group == static_cast<int>(i) && !want.records.empty(); }))
            out.open_groups.push_back(static_cast<int>(i));
    return out;
}

} // namespace redress::analyze

#include "platform_page.hpp"

#include "platform_tables.hpp"

#include <fmt/format.h>

namespace redress {

std::vector<std::pair<std::string, profile::Provenance>> facts_of(const profile::Profile& p)
{
    std::vector<std::pair<std::string, profile::Provenance>> out;
    const auto add = [&](const char* table, const auto& items, auto key) {
        for (const auto& x : items) out.emplace_back(fmt::format("{} {}", table, x.*key), x.from);
    };
    add("stages", p.stages, &profile::Stage::code);
    add("statuses", p.statuses, &profile::Status::code);
    add("transitions", p.transitions, &profile::Transition::on);
    add("reasons", p.reasons, &profile::Reason::code);
    for (const auto& x : p.reasons)
        if (!x.evidence.empty()) out.emplace_back(fmt::format("reasons {} evidence", x.code), x.evidence_from);
    add("deadlines", p.deadlines, &profile::Deadline::event);
    add("evidence_types", p.evidence_types, &profile::EvidenceType::code);
    if (!p.files.from.source.empty()) out.emplace_back("files", p.files.from);
    if (!p.submission.from.source.empty()) out.emplace_back("submission", p.submission.from);
    add("uploads", p.uploads, &profile::Upload::field);
    add("texts", p.texts, &profile::TextRule::field);
    add("rules", p.rules, &profile::PlatformRule::id);
    add("prohibitions", p.prohibitions, &profile::Prohibition::code);
    for (const auto& x : p.metrics) {
        out.emplace_back(fmt::format("metrics {}", x.name), x.from);
        for (const auto& t : x.thresholds) out.emplace_back(fmt::format("metrics {} {}", x.name, t.name), t.from);
    }
    if (p.reviews) {
        out.emplace_back("reviews", p.reviews->from);
        add("reviews.steps", p.reviews->steps, &profile::ReviewStep::code);
        add("reviews.removal", p.reviews->removal, &profile::RemovalGround::code);
    }
    add("enumerations", p.enumerations, &profile::Enumeration::name);
    add("carriers", p.carriers, &profile::Carrier::code);
    return out;
}

render::Document profile_page(const profile::Profile& p, const std::string& lang)
{
    ProfileTables tables(p, lang);
    render::Document document;
    document.title = p.display.in(lang);
    document.lang = lang;
    document.blocks = tables.blocks();
    return document;
}

} // namespace redress

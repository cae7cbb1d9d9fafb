// What the tables of a profile say about each other must agree: a code that is named exists, and once only.
#include "base/error.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "profile/carriers.hpp"
#include "profile/reader.hpp"

#include <fmt/format.h>

#include <regex>
#include <set>

namespace redress::profile {
namespace {

class References {
public:
    explicit References(const Profile& profile) : profile_(profile) {}
    template <typename Items, typename Key>
    std::vector<std::string> codes(const char* table, const Items& items, Key key) const
    {
        std::vector<std::string> out;
        std::set<std::string> seen;
        for (const auto& item : items) {
            const std::string& code = item.*key;
            if (!seen.insert(code).second) fail(said("[[{}]]: '{}' stands there twice", table, code));
            out.push_back(code);
        }
        return out;
    }
    void need(const std::string& where, const std::string& code, const std::vector<std::string>& known) const
    {
        for (const auto& one : known)
            if (one == code) return;
        const auto near = text::nearest(code, known);
        fail(said("{}: there is no '{}'", where, code), near.empty() ? Said() : said("did you mean '{}'?", near));
    }
    [[noreturn]] void fail(const Said& what, const Said& hint = {}) const
    {
        throw Error(ErrorKind::input, said("{}: {}", profile_.path, what), hint);
    }

private:
    const Profile& profile_;
};

} // namespace

void check_references(const Profile& profile)
{
    const References check(profile);
    const auto stages = check.codes("stages", profile.stages, &Stage::code);
    const auto statuses = check.codes("statuses", profile.statuses, &Status::code);
    const auto reasons = check.codes("reasons", profile.reasons, &Reason::code);
    const auto types = check.codes("evidence_types", profile.evidence_types, &EvidenceType::code);
    const auto texts = check.codes("texts", profile.texts, &TextRule::field);
    check.codes("rules", profile.rules, &PlatformRule::id);
    check.codes("enumerations", profile.enumerations, &Enumeration::name);
    check.codes("deadlines", profile.deadlines, &Deadline::event);
    check.codes("carriers", profile.carriers, &Carrier::code);
    if (const auto* names = profile.enumeration(carrier_field))
        for (const auto& carrier : profile.carriers)
            check.need("[[carriers]]", carrier.code, {names->values.begin(), names->values.end()});
    const auto uploads = check.codes("uploads", profile.uploads, &Upload::field);
    for (const auto& field : profile.submission.within) check.need("[submission]: within", field, uploads);
    check.codes("prohibitions", profile.prohibitions, &Prohibition::code);
    check.codes("metrics", profile.metrics, &Metric::name);
    for (const auto& deadline : profile.deadlines)
        if (!deadline.stage.empty()) check.need(fmt::format("[[deadlines]] {}", deadline.event), deadline.stage, stages);
    if (profile.reviews) {
        check.codes("reviews.steps", profile.reviews->steps, &ReviewStep::code);
        check.codes("reviews.removal", profile.reviews->removal, &RemovalGround::code);
        for (const auto& step : profile.reviews->steps)
            if (!step.field.empty()) check.need(fmt::format("[[reviews.steps]] {}", step.code), step.field, texts);
    }
    for (const auto& step : profile.transitions) {
        const auto where = fmt::format("[[transitions]] {}", step.on);
        for (const auto* stage : {&step.stage, &step.to_stage})
            if (!stage->empty()) check.need(where, *stage, stages);
        for (const auto* status : {&step.status, &step.to_status})
            if (!status->empty()) check.need(where, *status, statuses);
    }
    for (const auto& reason : profile.reasons) {
        const auto where = fmt::format("[[reasons]] {}", reason.code);
        for (const auto& code : reason.evidence) check.need(where, code, types);
        for (const auto& group : reason.required)
            for (const auto& code : group) check.need(where + ": required", code, reason.evidence);
    }
    for (const auto& type : profile.evidence_types)
        for (const auto& code : type.reasons) check.need(fmt::format("[[evidence_types]] {}", type.code), code, reasons);
    if (!profile.zone.empty() && !time::Zone::find(profile.zone)) check.fail(said("unknown zone '{}'", profile.zone));
    // An exhibit has one label in every language: a letter or a number.
    const auto all_hold = [&](const char* slot) {
        const auto& style = profile.citation;
        return style.en.find(slot) != std::string::npos && style.zh.find(slot) != std::string::npos &&
               (style.es.empty() || style.es.find(slot) != std::string::npos);
    };
    if (!all_hold("{label}") && !all_hold("{number}"))
        check.fail(said("[citation]: {{label}} is missing"),
                   said("every language needs {{label}}, or every one {{number}}"));
    try {
        const std::regex pattern(profile.files.name_pattern);
    } catch (const std::regex_error&) {
        check.fail(said("[files]: key 'name_pattern' is no regular expression"));
    }
}

} // namespace redress::profile

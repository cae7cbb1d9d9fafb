#include "analyze/scrutiny.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <cmath>
#include <set>

namespace redress::analyze {
namespace {

bool is_other(const std::string& code)
{
    return text::lower_ascii(code) == "other";
}

// "event:shipped" and "order" are records of a program; a document may be anything.
bool wants_log(const profile::EvidenceType& type)
{
    return std::any_of(type.kinds.begin(), type.kinds.end(), [](const std::string& kind) {
        return kind == "order" || kind == "log" || kind.starts_with("event:") || kind.starts_with("ref:");
    });
}

const model::Record* record_of(const Material& material, const std::string& id)
{
    const auto found = std::find_if(material.records.begin(), material.records.end(),
                                    [&](const model::Record& record) { return record.id == id; });
    return found == material.records.end() ? nullptr : &*found;
}

int best_grade(const Scrutinised& given, const std::vector<std::string>& ids)
{
    int best = 0;
    for (const auto& id : ids)
        if (const auto* record = record_of(given.material, id)) best = std::max(best, grade_of(*record));
    return best;
}

Said where_of(const Scrutinised& given, const profile::EvidenceType& type)
{
    if (!type.where.en.empty()) return both(type.where.en, type.where.zh);
    return said("ingest the file, then: redress case link {} d_… --as {}", given.material.case_id, type.code);
}

void missing_groups(const Scrutinised& given, std::vector<Point>& out)
{
    for (const int group : given.ready.open_groups) {
        std::vector<std::string> codes;
        Said where;
        for (const auto& want : given.ready.wants) {
            if (want.group != group) continue;
            codes.push_back(want.code);
            const auto* type = given.profile ? given.profile->evidence_type(want.code) : nullptr;
            if (type && where.empty()) where = where_of(given, *type);
        }
        out.push_back({"missing-evidence",
                       PointKind::blocker,
                       95,
                       said("indispensable for this reason and not there: {}", joined(codes, said(" or "))),
                       where,
                       {}});
    }
}

void dates(const Scrutinised& given, std::vector<Point>& out)
{
    const auto& facts = given.material.facts;
    if (facts.due.at && facts.outcome.empty() && *facts.due.at < given.now)
        out.push_back({"past-due",
                       PointKind::blocker,
                       90,
                       said("the answer was due {}", time::for_people(*facts.due.at, given.zone)),
                       said("see whether the platform still takes an answer or an appeal"),
                       {}});
    if (!given.ready.guessed.empty())
        out.push_back(
            {"guessed-zone", PointKind::blocker, 60,
             said("the time zone of {} record(s) was guessed: no package is made of them", given.ready.guessed.size()),
             said("redress store retime SOURCE --tz ZONE"), given.ready.guessed});
    for (const auto& late : given.ready.late) {
        if (given.partial.count(late.thread)) continue; // the rest of it is there, and not linked
        out.push_back(
            {"late-start",
             PointKind::note,
             20,
             said("the conversation '{}' begins {}, after the order of {}: what was said before, if anything, is not shown",
                  late.thread, time::for_people(late.first, given.zone), time::for_people(late.placed, given.zone)),
             said("see that the chat was exported from its beginning"),
             {}});
    }
}

} // namespace

std::string_view to_string(PointKind kind)
{
    switch (kind) {
    case PointKind::blocker: return "blocker";
    case PointKind::missing: return "missing";
    case PointKind::weak: return "weak";
    case PointKind::harmful: return "harmful";
    case PointKind::limit: return "limit";
    case PointKind::note: break;
    }
    return "note";
}

int completeness(const Readiness& ready)
{
    constexpr double of_required = 70, of_useful = 30;
    int groups = 0, useful = 0, given = 0;
    for (const auto& want : ready.wants) {
        groups = std::max(groups, want.group);
        if (want.group > 0 || is_other(want.code)) continue;
        ++useful;
        given += !want.records.empty();
    }
    const auto share = [](int part, int all) { return all == 0 ? 1.0 : static_cast<double>(part) / all; };
    // A conversation and an order are wanted whatever the profile says.
    const int basics = static_cast<int>(ready.transcript) + static_cast<int>(ready.order);
    const double required = share(groups - static_cast<int>(ready.open_groups.size()) + basics, groups + 2);
    return static_cast<int>(std::lround(of_required * required + of_useful * share(given, useful)));
}

int standing(int completeness, const std::vector<Point>& points)
{
    constexpr int per_harmful = 25;
    std::set<std::string> harmful; // two lines of one message are one
    for (const auto& point : points)
        if (point.kind == PointKind::harmful) harmful.insert(point.records.empty() ? point.code : point.records.front());
    return std::max(0, completeness - per_harmful * static_cast<int>(harmful.size()));
}

void look_at_evidence(const Scrutinised& given, std::vector<Point>& out)
{
    missing_groups(given, out);
    if (!given.ready.order)
        out.push_back({"no-order",
                       PointKind::blocker,
                       80,
                       said("no order record is linked"),
                       said("redress ingest orders.csv, then redress case link {}", given.material.case_id),
                       {}});
    if (!given.ready.transcript)
        out.push_back({"no-transcript",
                       PointKind::blocker,
                       70,
                       said("no conversation with the buyer is linked"),
                       said("redress ingest chat.txt, then redress case link {}; from a screenshot: redress case statement",
                            given.material.case_id),
                       {}});
    dates(given, out);
    if (given.profile && given.material.facts.reason.empty())
        out.push_back({"no-reason",
                       PointKind::missing,
                       0,
                       said("the case has no reason, so what it needs is not known"),
                       said("redress case set {} reason=CODE; redress platform show {} lists them", given.material.case_id,
                            given.profile->id),
                       {}});
    std::vector<std::string> useful;
    for (const auto& want : given.ready.wants)
        if (want.group == 0 && want.records.empty() && !is_other(want.code)) useful.push_back(want.code);
    if (!useful.empty())
        out.push_back({"useful-evidence",
                       PointKind::note,
                       10,
                       said("useful and not there: {}", joined(useful, said(", "))),
                       said("redress platform show {} says where to get it", given.profile ? given.profile->id : ""),
                       {}});
    if (!given.ready.undecided.empty())
        out.push_back({"undecided-document", given.ready.complete() ? PointKind::note : PointKind::missing, 0,
                       said("{} document(s) nobody said the meaning of", given.ready.undecided.size()),
                       said("redress case link {} {} --as CODE", given.material.case_id, given.ready.undecided.front()),
                       given.ready.undecided});
}

void look_at_grades(const Scrutinised& given, std::vector<Point>& out)
{
    for (const auto& want : given.ready.wants) {
        const auto* type = given.profile ? given.profile->evidence_type(want.code) : nullptr;
        if (!type || want.records.empty() || !wants_log(*type) || best_grade(given, want.records) > 1) continue;
        const bool other =
            want.group > 0 && std::any_of(given.ready.wants.begin(), given.ready.wants.end(), [&](const Want& w) {
                return w.group == want.group && best_grade(given, w.records) > 1;
            });
        if (other) continue; // the same is shown by something better
        out.push_back({"weak-grade", PointKind::weak, want.group > 0 ? 55 : 20,
                       said("{}: only a screenshot, where a log record is expected", want.code), where_of(given, *type),
                       want.records});
    }
    std::vector<std::string> typed;
    for (const auto& record : given.material.records)
        if (const auto* document = std::get_if<model::Document>(&record.body); document && document->kind == "statement")
            typed.push_back(record.id);
    const bool exported = std::any_of(given.material.records.begin(), given.material.records.end(), [](const auto& record) {
        return std::holds_alternative<model::Message>(record.body);
    });
    if (!typed.empty() && !exported)
        out.push_back({"typed-conversation", PointKind::weak, 45, said("the conversation was typed off a screenshot"),
                       said("export it from the app where that can be done, and ingest the export"), typed});
    if (!given.without_original.empty())
        out.push_back({"no-original", PointKind::weak, 35,
                       said("{} record(s) without the file they come from", given.without_original.size()),
                       said("ingest the original file again"), given.without_original});
    for (const auto& [thread, counts] : given.partial)
        out.push_back({"partial-conversation",
                       PointKind::weak,
                       30,
                       said("of the conversation '{}' {} of {} messages are shown", thread, counts.first, counts.second),
                       said("link the rest with redress case link, or be ready to say why it is left out"),
                       {}});
}

std::vector<Point> scrutinise(const Scrutinised& given)
{
    std::vector<Point> out;
    look_at_evidence(given, out);
    look_at_grades(given, out);
    look_at_conduct(given, out);
    look_at_shipment(given, out);
    std::stable_sort(out.begin(), out.end(), [](const Point& a, const Point& b) { return a.weight > b.weight; });
    return out;
}

} // namespace redress::analyze

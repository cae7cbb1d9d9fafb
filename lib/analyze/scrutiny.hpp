// A case as who decides it, or the other side, would read it: what is missing, weak or harmful, and what would mend it.
#pragma once

#include "analyze/readiness.hpp"
#include "analyze/timeline.hpp"
#include "base/diagnostic.hpp"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace redress::analyze {

enum class PointKind { blocker, missing, weak, harmful, limit, note };
std::string_view to_string(PointKind kind);

struct Point {
    std::string code; // "missing-evidence", "rude-line", …: stable
    PointKind kind = PointKind::note;
    int weight = 0; // 0 to 100: how hard the other side can press it; 0: it is nothing to attack
    Said what, cure;
    std::vector<std::string> records;
    bool to_act_on() const { return kind != PointKind::note; }
};

struct RudeLine { // what lint found in a message the seller sent
    std::string record, rule;
    Severity severity = Severity::warning;
    Said message;
    std::string match;
};

struct Scrutinised {
    const Material& material;
    const profile::Profile* profile = nullptr; // of the platform; nullptr: nobody described it
    const Readiness& ready;
    const Timeline& timeline;
    const profile::ClaimBook& book;
    std::vector<RudeLine> rude;
    std::map<std::string, std::pair<std::size_t, std::size_t>> partial; // thread -> linked, in the store, where they differ
    std::vector<std::string> without_original;                          // records whose source the store holds no copy of
    Instant now;
    time::Zone zone; // to name times in
};

// Percent of what the platform wants for this reason: 70 for what is indispensable, 30 for what is useful. "Other" is no
// want.
int completeness(const Readiness& ready);
// 0 to 100: the same, less 25 for each message or record that does harm.
int standing(int completeness, const std::vector<Point>& points);

// Everything above, the gravest first; equal ones in the order of the parts below.
std::vector<Point> scrutinise(const Scrutinised& given);

// Parts: what the reason wants, how good it is, what hurts.
void look_at_evidence(const Scrutinised& given, std::vector<Point>& out);
void look_at_grades(const Scrutinised& given, std::vector<Point>& out);
void look_at_conduct(const Scrutinised& given, std::vector<Point>& out);
// Not-received cases of a platform that has words for carriers: carrier, number, place, signature.
void look_at_shipment(const Scrutinised& given, std::vector<Point>& out);

} // namespace redress::analyze

#include "analyze/weight.hpp"

#include "analyze/readiness.hpp"

#include <algorithm>
#include <set>

namespace redress::analyze {
namespace {

// In this order things count: what an answer is not worth sending without, what the reason wants, the grade.
constexpr double for_demand = 100, for_reason = 40, for_grade = 4, most_for_records = 20;

bool holds_one_of(const Exhibit& exhibit, const std::vector<std::string>& records)
{
    return std::any_of(records.begin(), records.end(), [&](const std::string& id) {
        return std::find(exhibit.records.begin(), exhibit.records.end(), id) != exhibit.records.end();
    });
}

Said grade_words(int grade)
{
    if (grade >= 3) return said("third-party record");
    return grade == 2 ? said("log or export") : said("picture, file or typed");
}

// One exhibit of each group that the reason cannot do without: of its kinds of evidence the strongest, of its exhibits the
// heaviest.
void demand(std::vector<Weight>& weights, const std::vector<Exhibit>& exhibits, const Readiness& ready)
{
    std::set<int> met;
    for (const auto& want : ready.wants) {
        if (want.group == 0 || met.count(want.group)) continue;
        std::size_t best = exhibits.size();
        for (std::size_t i = 0; i < exhibits.size(); ++i)
            if (holds_one_of(exhibits[i], want.records) &&
                (best == exhibits.size() || weights[i].value > weights[best].value))
                best = i;
        if (best == exhibits.size()) continue;
        met.insert(want.group);
        weights[best].demanded = true;
    }
}

} // namespace

RecordWeights weigh_contradictions(const std::vector<Contradiction>& contradictions)
{
    RecordWeights out;
    for (const auto& one : contradictions) {
        if (one.against != "buyer") continue;
        constexpr double firm = 2, soft = 1;
        out[one.said.record] += one.firm ? firm : soft;
        for (const auto& side : one.shown) out[side.record] += side.firm ? firm : soft;
    }
    return out;
}

double weigh_records(const std::vector<std::string>& ids, const RecordWeights& records)
{
    double sum = 0;
    for (const auto& id : ids)
        if (const auto found = records.find(id); found != records.end()) sum += found->second;
    return std::min(sum, most_for_records);
}

double weigh_piece(const Weight& exhibit, double records, int number)
{
    if (number <= 1) return exhibit.value;
    return (exhibit.value - (exhibit.demanded ? for_demand : 0) - records) / number + records;
}

std::vector<Weight> weigh_exhibits(const std::vector<Exhibit>& exhibits, const Material& material,
                                   const profile::Profile& profile, const RecordWeights& records)
{
    const auto ready = assess(material, profile);
    const auto kinds = static_cast<double>(ready.wants.size());
    std::vector<Weight> out;
    for (const auto& exhibit : exhibits) {
        auto& weight = out.emplace_back();
        for (std::size_t i = 0; i < ready.wants.size(); ++i) {
            if (!holds_one_of(exhibit, ready.wants[i].records)) continue;
            weight.value +=
                for_reason * (kinds - static_cast<double>(i)) / kinds; // the reason's list begins with the strongest
            weight.why.push_back(said("wanted for this reason: {}", ready.wants[i].code));
            break;
        }
        weight.value += for_grade * exhibit.grade;
        weight.why.push_back(grade_words(exhibit.grade));
        if (const auto own = weigh_records(exhibit.records, records); own > 0) {
            weight.value += own;
            weight.why.push_back(said("holds what is contradicted or cited"));
        }
    }
    demand(out, exhibits, ready);
    for (auto& weight : out)
        if (weight.demanded) {
            weight.value += for_demand;
            weight.why.insert(weight.why.begin(), said("indispensable for this reason"));
        }
    return out;
}

} // namespace redress::analyze

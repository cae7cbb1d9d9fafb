// What people say held against what is on record, and records against each other.
#include "analyze/place.hpp"
#include "analyze/response.hpp"
#include "analyze/timeline.hpp"
#include "analyze/utterances.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace redress::analyze {
namespace {

// A wrong zone moves a time by at most so much.
constexpr std::chrono::hours zone_reach{26};
// A buyer who got each answer within this was answered.
constexpr std::chrono::hours prompt{1};

bool holds(const std::vector<std::string>& list, const std::string& word)
{
    return std::find(list.begin(), list.end(), word) != list.end();
}

Side side_of_claim(const ClaimMade& made)
{
    Side side;
    side.record = made.record;
    side.kind = made.kind;
    side.who = made.by;
    side.at = made.at;
    side.guessed = made.guessed;
    side.grade = made.grade;
    side.words = made.words;
    return side;
}

bool unsure(const Side& a, const Side& b)
{
    if (!a.guessed && !b.guessed) return false;
    if (!a.at || !b.at) return true;
    const auto apart = *a.at > *b.at ? *a.at - *b.at : *b.at - *a.at;
    return apart < zone_reach;
}

// The addresses the buyer is known to come from: of the order, and of the pages it was opened by.
std::set<std::string> buyer_addresses(const Material& material)
{
    std::set<std::string> out;
    for (const auto& record : material.records)
        if (const auto* order = std::get_if<model::Order>(&record.body); order && !order->buyer.ip.empty())
            out.insert(order->buyer.ip);
    return out;
}

const model::Order* order_of(const Material& material, const std::string& number)
{
    for (const auto& record : material.records)
        if (const auto* order = std::get_if<model::Order>(&record.body); order && order->number == number) return order;
    return nullptr;
}

class Against {
public:
    Against(const Material& material, const std::vector<ClaimMade>& claims, ClaimReader& reader)
        : material_(material), claims_(claims), reader_(reader), known_addresses_(buyer_addresses(material))
    {}

    std::vector<Contradiction> find()
    {
        for (const auto& made : claims_) hold(made);
        return std::move(found_);
    }

private:
    struct Fact {
        Side side;
        bool firm = false;
    };

    void hold(const ClaimMade& made)
    {
        std::vector<Fact> facts;
        for (const auto& record : material_.records) take(made, record, facts);
        for (const auto& other : claims_) take(made, other, facts);
        if (holds(made.claim->firm, "seller:answered")) take_answers(made, facts);
        if (facts.empty()) return;
        std::stable_sort(facts.begin(), facts.end(), [](const Fact& a, const Fact& b) {
            return a.side.at && b.side.at ? *a.side.at < *b.side.at : a.side.at.has_value() && !b.side.at;
        });
        Contradiction out;
        out.rule = made.claim->id;
        out.against = made.by;
        out.said = side_of_claim(made);
        for (auto& fact : facts) {
            fact.side.firm = fact.firm;
            out.firm = out.firm || fact.firm;
            out.zone_unsure = out.zone_unsure || unsure(out.said, fact.side);
            out.shown.push_back(std::move(fact.side));
        }
        found_.push_back(std::move(out));
    }

    // Not later than the claim; where a time is not known, nothing can be said of the order.
    static bool in_time(const ClaimMade& made, const Side& side) { return made.at && side.at && *side.at <= *made.at; }
    static bool too_late(const ClaimMade& made, const Side& side)
    {
        return made.at && side.at && *side.at > *made.at + std::chrono::minutes(made.claim->later_minutes);
    }

    void take(const ClaimMade& made, const model::Record& record, std::vector<Fact>& facts)
    {
        const auto& claim = *made.claim;
        if (const auto* order = std::get_if<model::Order>(&record.body)) {
            const auto word = "order:" + text::lower_ascii(order->status);
            auto side = side_of(record);
            side.kind = word;
            if (!order->status.empty() && (holds(claim.firm, word) || holds(claim.soft, word)))
                facts.push_back({std::move(side), false}); // the status has no time of its own
            return;
        }
        const auto* event = std::get_if<model::Event>(&record.body);
        if (!event) return;
        auto side = side_of(record);
        const auto* result = reader_.result(*event);
        if (result && holds(claim.firm, "result:" + result->id)) {
            facts.push_back({std::move(side), true});
            return;
        }
        if (result) return; // a delivery that failed bears out nothing
        if (in_time(made, side) && (holds(claim.firm, side.kind) || holds(claim.soft, side.kind))) {
            const bool firm = holds(claim.firm, side.kind) && !is_doubtful(*event);
            note_address(*event, side);
            facts.push_back({std::move(side), firm});
        } else if (too_late(made, side) && holds(claim.later, side.kind) && !has_earlier(made, side.kind)) {
            facts.push_back({std::move(side), true});
        } else if (differs(made, *event, side.kind)) {
            facts.push_back({std::move(side), false});
        }
    }

    // A code used from an address that is not the buyer's, a parcel that went elsewhere.
    bool is_doubtful(const model::Event& event) const
    {
        const auto* order = order_of(material_, event.order);
        if (event.kind == "code_used" || event.kind == "code_viewed")
            return !event.ip.empty() && !known_addresses_.empty() && known_addresses_.count(event.ip) == 0;
        if (event.kind == "delivered" && order && !order->buyer.address.empty()) {
            const auto place = event.address.empty() ? event.result : event.address;
            return compare_places(order->buyer.address, place).differs();
        }
        return false;
    }

    void note_address(const model::Event& event, Side& side) const
    {
        if (event.ip.empty() || known_addresses_.empty()) return;
        side.words += known_addresses_.count(event.ip) ? " (= buyer)" : " (≠ buyer)";
    }

    bool has_earlier(const ClaimMade& made, const std::string& kind) const
    {
        return std::any_of(material_.records.begin(), material_.records.end(), [&](const model::Record& record) {
            const auto* event = std::get_if<model::Event>(&record.body);
            return event && "event:" + event->kind == kind && event->when.at && made.at && *event->when.at <= *made.at;
        });
    }

    // A sum named beside the claim that is nobody's: neither the record's nor the order's.
    static bool differs(const ClaimMade& made, const model::Event& event, const std::string& kind)
    {
        if (made.amounts.empty() || !event.amount || !holds(made.claim->amounts, kind)) return false;
        const auto same = [&](const Money& said) {
            const auto shown = *event.amount;
            const auto size = [](std::int64_t minor) { return minor < 0 ? -minor : minor; };
            return said.currency != shown.currency || (said.scale == shown.scale && size(said.minor) == size(shown.minor));
        };
        return std::none_of(made.amounts.begin(), made.amounts.end(), same);
    }

    // The same person's own words, earlier; against the case, whenever they were said.
    static void take(const ClaimMade& made, const ClaimMade& other, std::vector<Fact>& facts)
    {
        const auto word = "claim:" + other.claim->id;
        const bool firm = holds(made.claim->firm, word);
        if ((!firm && !holds(made.claim->soft, word)) || other.by != made.by || other.record == made.record) return;
        auto side = side_of_claim(other);
        if (made.kind != "case" && !in_time(made, side)) return;
        side.kind = word;
        facts.push_back({std::move(side), firm});
    }

    // The seller wrote after the buyer's first message and before the claim, and nothing of the buyer's was left waiting.
    void take_answers(const ClaimMade& made, std::vector<Fact>& facts)
    {
        if (!made.at) return;
        std::vector<Turn> turns;
        std::vector<Utterance> said = utterances(material_);
        std::erase_if(said, [&](const Utterance& one) {
            return one.thread.empty() || !one.when.at || *one.when.at >= *made.at ||
                   (!made.thread.empty() && one.thread != made.thread);
        });
        std::stable_sort(said.begin(), said.end(),
                         [](const Utterance& a, const Utterance& b) { return *a.when.at < *b.when.at; });
        const Utterance* last = nullptr;
        for (const auto& one : said) {
            const bool seller = one.by == "seller";
            if (seller && !turns.empty()) last = &one;
            if (seller || !reader_.is_courtesy(one.text))
                turns.push_back({one.thread, one.record, seller ? model::Role::seller : model::Role::buyer, *one.when.at});
        }
        if (!last) return;
        std::chrono::milliseconds longest{0};
        for (const auto& burst : bursts(turns)) longest = std::max(longest, burst.waited.value_or(*made.at - burst.asked));
        Side side{last->record,
                  "answer",
                  "seller",
                  last->when.at,
                  last->when.from == model::ZoneFrom::guess,
                  last->grade,
                  sentence_at(last->text, 0)};
        facts.push_back({std::move(side), longest <= prompt});
    }

    const Material& material_;
    const std::vector<ClaimMade>& claims_;
    ClaimReader& reader_;
    std::set<std::string> known_addresses_;
    std::vector<Contradiction> found_;
};

Contradiction of_records(const std::string& rule, const Side& one, const Side& other, bool firm, const char* against)
{
    Contradiction out;
    out.rule = rule;
    out.against = against;
    out.said = one;
    out.shown = {other};
    out.shown.front().firm = firm;
    out.firm = firm;
    out.zone_unsure = unsure(one, other);
    return out;
}

// "delivered" before the first "shipped" of the same parcel; a code used before it was sent is the shop's own trouble.
void out_of_order(const std::vector<Dated>& all, const profile::ClaimBook& book, std::vector<Contradiction>& out)
{
    const auto agree = [](const std::string& a, const std::string& b) { return a.empty() || b.empty() || a == b; };
    // An order's own date names no parcel.
    const auto same_thing = [&](const Dated& a, const Dated& b) {
        return a.order == b.order &&
               (!a.event || !b.event || (agree(a.event->ref, b.event->ref) && agree(a.event->tracking, b.event->tracking)));
    };
    for (const auto& sequence : book.sequences)
        for (const auto& then : all) {
            if (!holds(sequence.then, then.kind)) continue;
            const Dated* first = nullptr;
            for (const auto& one : all)
                if (one.kind == sequence.first && same_thing(one, then) && (!first || *one.side.at < *first->side.at))
                    first = &one;
            if (first && *then.side.at < *first->side.at)
                out.push_back(
                    of_records("sequence", then.side, first->side, true, then.kind == "code_used" ? "seller" : "records"));
        }
}

void exclusive_ends(const std::vector<Dated>& all, const profile::ClaimBook& book, std::vector<Contradiction>& out)
{
    for (const auto& kinds : book.exclusive)
        for (auto one = all.begin(); one != all.end(); ++one)
            for (auto other = one + 1; other != all.end(); ++other)
                if (one->order == other->order && one->kind != other->kind && holds(kinds, one->kind) &&
                    holds(kinds, other->kind))
                    out.push_back(of_records("exclusive", one->side, other->side, true, "records"));
}

// One payment of another sum than the order names.
void other_amounts(const Material& material, std::vector<Contradiction>& out)
{
    for (const auto& record : material.records) {
        const auto* order = std::get_if<model::Order>(&record.body);
        if (!order || !order->amount) continue;
        const model::Record* paid = nullptr;
        std::size_t payments = 0;
        for (const auto& other : material.records) {
            const auto* event = std::get_if<model::Event>(&other.body);
            if (!event || event->order != order->number || event->kind != "paid" || !event->amount) continue;
            ++payments;
            paid = &other;
        }
        if (payments != 1) continue;
        const auto& sum = *std::get<model::Event>(paid->body).amount;
        if (sum.currency == order->amount->currency && sum.scale == order->amount->scale &&
            sum.minor != order->amount->minor)
            out.push_back(of_records("amount", side_of(record), side_of(*paid), false, "records"));
    }
}

// What a supplier or a carrier found that speaks against the shop.
void bad_results(const Material& material, ClaimReader& reader, std::vector<Contradiction>& out)
{
    for (const auto& record : material.records) {
        const auto* event = std::get_if<model::Event>(&record.body);
        const auto* result = event ? reader.result(*event) : nullptr;
        if (!result) continue;
        auto side = side_of(record);
        const model::Record* sold = nullptr;
        for (const auto& other : material.records) {
            const auto* order = std::get_if<model::Order>(&other.body);
            if (order && order->number == event->order) sold = &other;
        }
        if (!sold) continue;
        out.push_back(of_records("result:" + result->id, side_of(*sold), side, false, "seller"));
    }
}

} // namespace

std::vector<Contradiction> contradictions(const Material& material, const std::vector<ClaimMade>& claims,
                                          ClaimReader& reader)
{
    auto out = Against(material, claims, reader).find();
    const auto all = dated(material);
    out_of_order(all, reader.book(), out);
    exclusive_ends(all, reader.book(), out);
    other_amounts(material, out);
    bad_results(material, reader, out);
    std::stable_sort(out.begin(), out.end(), [](const Contradiction& a, const Contradiction& b) {
        return a.said.at && b.said.at ? *a.said.at < *b.said.at : a.said.at.has_value() && !b.said.at;
    });
    return out;
}

} // namespace redress::analyze

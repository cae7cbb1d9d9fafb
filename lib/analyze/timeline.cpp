#include "analyze/timeline.hpp"

#include "analyze/private_notes.hpp"
#include "analyze/utterances.hpp"
#include "base/text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace redress::analyze {
namespace {

bool is_guess(const model::Stamp& stamp)
{
    return stamp.from == model::ZoneFrom::guess;
}

std::string amount_words(const std::optional<Money>& amount)
{
    return amount ? money::to_string(*amount) : std::string();
}

std::string joined_words(std::vector<std::string> parts)
{
    std::erase(parts, std::string());
    return fmt::format("{}", fmt::join(parts, "; "));
}

// Collects what has a time, sorts it once.
class Collector {
public:
    explicit Collector(const Material& material) : material_(material) {}

    void take(const model::Record& record)
    {
        if (is_private(record)) return;
        if (const auto* message = std::get_if<model::Message>(&record.body))
            add(record, message->when, "message", who_of(*message), message->text);
        else if (const auto* order = std::get_if<model::Order>(&record.body))
            take(record, *order);
        else if (const auto* event = std::get_if<model::Event>(&record.body))
            add(record, event->when, event->kind, event->actor, event_words(*event));
        else if (const auto* review = std::get_if<model::Review>(&record.body))
            take(record, *review);
        else if (const auto* document = std::get_if<model::Document>(&record.body)) {
            take(record, *document);
        } else if (const auto* note = std::get_if<model::Note>(&record.body))
            take(record, *note);
    }
    void take_case()
    {
        if (material_.case_id.empty()) return;
        model::Record none;
        none.id = material_.case_id;
        const auto date = [&](const model::Stamp& stamp, const char* kind, const std::string& words) {
            if (stamp.at) add(none, stamp, kind, "", words, 0);
        };
        date(material_.facts.opened, "case.opened", material_.facts.reason);
        date(material_.facts.due, "case.due", "");
    }
    std::vector<Moment> finish()
    {
        std::stable_sort(moments_.begin(), moments_.end(), [](const Moment& a, const Moment& b) {
            return a.at && b.at ? *a.at < *b.at : a.at.has_value() && !b.at;
        });
        return std::move(moments_);
    }

private:
    static std::string who_of(const model::Message& message)
    {
        const auto role = model::to_string(message.role);
        return role.empty() ? message.sender : std::string(role);
    }

    void add(const model::Record& record, const model::Stamp& when, std::string kind, std::string who, std::string words,
             std::optional<int> grade = std::nullopt)
    {
        Moment moment;
        moment.at = when.at;
        moment.guessed = is_guess(when);
        moment.local = when.local;
        moment.record = record.id;
        moment.kind = std::move(kind);
        moment.who = std::move(who);
        moment.words = std::move(words);
        moment.grade = grade ? *grade : grade_of(record);
        moments_.push_back(std::move(moment));
    }

    // An order's own dates, unless an event says the same to the second.
    void take(const model::Record& record, const model::Order& order)
    {
        const auto words = joined_words({order.number, amount_words(order.amount), order.title});
        const auto date = [&](const model::Stamp& stamp, const char* kind) {
            if (stamp.at && !has_event(order.number, kind, *stamp.at)) add(record, stamp, kind, "", words);
        };
        date(order.placed, "placed");
        date(order.paid, "paid");
    }

    bool has_event(const std::string& order, std::string_view kind, Instant at) const
    {
        return std::any_of(material_.records.begin(), material_.records.end(), [&](const model::Record& record) {
            const auto* event = std::get_if<model::Event>(&record.body);
            return event && event->order == order && event->kind == kind && event->when.at == at;
        });
    }

    void take(const model::Record& record, const model::Review& review)
    {
        const auto stars = review.rating ? fmt::format("{}/{}", *review.rating, review.scale.value_or(5)) : std::string();
        add(record, review.when, "review", "buyer", joined_words({stars, review.title, review.text}));
        if (review.replied.at) add(record, review.replied, "reply", "seller", review.reply);
        if (review.changed.at) add(record, review.changed, "review.changed", "buyer", stars);
    }

    // Of a statement what it tells, not when it was typed.
    void take(const model::Record& record, const model::Document& document)
    {
        if (document.kind == "statement") {
            for (const auto& line : statement_lines(document, record.id, material_.sellers))
                add(record, line.when, "message", line.by, line.text);
        } else if (document.captured.at || !document.captured.local.empty()) {
            add(record, document.captured, "document", "", document.name);
        }
    }

    void take(const model::Record& record, const model::Note& note)
    {
        if (note.kind != "offer" && note.kind != "promise") return;
        add(record, note.when, note.kind, "seller", joined_words({note.text, note.state}), 0);
        if (note.due.at) add(record, note.due, note.kind + ".due", "seller", note.text, 0);
    }

    const Material& material_;
    std::vector<Moment> moments_;
};

} // namespace

std::string event_words(const model::Event& event)
{
    return joined_words({event.order, amount_words(event.amount), event.carrier, event.tracking, event.channel,
                         event.address, event.ip, event.supplier, event.result});
}

Side side_of(const model::Record& record)
{
    Side side;
    side.record = record.id;
    side.grade = grade_of(record);
    if (const auto* event = std::get_if<model::Event>(&record.body)) {
        side.kind = "event:" + event->kind;
        side.who = event->actor;
        side.at = event->when.at;
        side.guessed = is_guess(event->when);
        side.words = event_words(*event);
    } else if (const auto* order = std::get_if<model::Order>(&record.body)) {
        side.kind = "order:" + order->status;
        side.at = order->updated.at;
        side.guessed = is_guess(order->updated);
        side.words = joined_words({order->number, amount_words(order->amount), order->status});
    }
    return side;
}

std::vector<Dated> dated(const Material& material)
{
    std::vector<Dated> out;
    for (const auto& record : material.records) {
        if (const auto* event = std::get_if<model::Event>(&record.body); event && event->when.at)
            out.push_back({event->order, event->kind, &record, event, side_of(record)});
        const auto* order = std::get_if<model::Order>(&record.body);
        if (!order) continue;
        for (const auto& [stamp, kind] : {std::pair(&order->placed, "placed"), std::pair(&order->paid, "paid")}) {
            if (!stamp->at) continue;
            auto side = side_of(record);
            side.kind = std::string("order:") + kind;
            side.at = stamp->at;
            side.guessed = stamp->from == model::ZoneFrom::guess;
            out.push_back({order->number, kind, &record, nullptr, std::move(side)});
        }
    }
    return out;
}

std::vector<Moment> moments(const Material& material, const std::vector<model::Record>& notes)
{
    Collector collector(material);
    collector.take_case();
    for (const auto& record : material.records) collector.take(record);
    for (const auto& note : notes) collector.take(note);
    return collector.finish();
}

bool Timeline::against_seller() const
{
    return std::any_of(gaps.begin(), gaps.end(), [](const Gap& gap) { return gap.against_seller; }) ||
           std::any_of(contradictions.begin(), contradictions.end(),
                       [](const Contradiction& one) { return one.against == "seller"; });
}

Timeline timeline(const Material& material, ClaimReader& reader, const TimelineOptions& options)
{
    Timeline out;
    out.moments = moments(material, options.notes);
    const auto first_undated = std::find_if(out.moments.begin(), out.moments.end(), [](const Moment& m) { return !m.at; });
    out.undated.assign(std::make_move_iterator(first_undated), std::make_move_iterator(out.moments.end()));
    out.moments.erase(first_undated, out.moments.end());
    out.gaps = gaps(material, out.moments, reader, options);
    out.claims = reader.claims(material);
    out.contradictions = contradictions(material, out.claims, reader);
    out.confirmations = confirmations(material, out.claims, reader.book(), options.tolerance);
    for (const auto& made : out.claims) {
        const auto& proofs = made.claim->backed_by;
        const bool backed = std::any_of(material.records.begin(), material.records.end(), [&](const model::Record& record) {
            const auto* event = std::get_if<model::Event>(&record.body);
            return event && std::find(proofs.begin(), proofs.end(), "event:" + event->kind) != proofs.end();
        });
        if (!proofs.empty() && !backed) out.unbacked.push_back(made);
    }
    return out;
}

} // namespace redress::analyze

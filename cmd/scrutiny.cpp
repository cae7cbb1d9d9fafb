#include "scrutiny.hpp"

#include "analyze/lint.hpp"
#include "analyze/private_notes.hpp"
#include "analyze/utterances.hpp"
#include "bundle/gather.hpp"
#include "drafting.hpp"
#include "lint_book.hpp"
#include "store/records.hpp"
#include "store/shops.hpp"
#include "store/sources.hpp"
#include "timelines.hpp"

#include <set>

namespace redress {
namespace {

// What lint finds in the seller's own words that another can hold against him. How a text is built, a promise that was
// vague, the buyer's address in a mail to the buyer are not, nor what only the model thinks.
bool is_weapon(const analyze::LintFinding& finding)
{
    static const std::set<std::string> harmless{"structure", "placeholder", "personal-data", "no-eta"};
    return finding.severity > Severity::note && !finding.rule->scorer && harmless.count(finding.rule->category) == 0;
}

std::vector<analyze::RudeLine> rude_lines(const analyze::Material& material, Session& session)
{
    std::vector<analyze::RudeLine> out;
    const auto book = lint_book({}, {}, session);
    if (!book) return out;
    analyze::Linter linter(book);
    analyze::LintScope scope;
    scope.platform = material.facts.platform;
    for (const auto& said : analyze::utterances(material)) {
        if (said.by != "seller") continue;
        for (const auto& finding : linter.check({.text = said.text, .kind = "reply", .scope = &scope}))
            if (is_weapon(finding))
                out.push_back({said.record, finding.rule->id, finding.severity,
                               both(finding.rule->message.en, finding.rule->message.zh), finding.match});
    }
    return out;
}

// Conversations of which the store has more than the case shows.
std::map<std::string, std::pair<std::size_t, std::size_t>> partial(const analyze::Material& material, store::Store& store)
{
    std::map<std::string, std::pair<std::size_t, std::size_t>> out;
    for (const auto& record : material.records)
        if (const auto* message = std::get_if<model::Message>(&record.body)) ++out[message->thread].first;
    for (auto& [thread, counts] : out) {
        store::Filter filter;
        filter.types = {"message"};
        filter.shop = material.shop;
        filter.thread = thread;
        store::each(store, filter,
                    [&, all = &counts.second](const model::Record& record) { *all += !analyze::is_private(record); });
    }
    std::erase_if(out, [](const auto& one) { return one.second.first >= one.second.second; });
    return out;
}

std::vector<std::string> without_original(const analyze::Material& material, store::Store& store)
{
    std::map<std::string, bool> kept; // by source
    std::vector<std::string> out;
    for (const auto& record : material.records) {
        bool there = record.sources.empty();
        for (const auto& source : record.sources) {
            const auto [known, fresh] = kept.try_emplace(source.sha256, false);
            if (fresh) {
                const auto row = store::find_source(store, source.sha256);
                known->second = store::has_blob(store, row ? row->kept_sha256 : source.sha256);
            }
            there = there || known->second;
        }
        if (!there) out.push_back(record.id);
    }
    return out;
}

} // namespace

Scrutiny scrutinise_case(Session& session, const store::CaseRow& row, PrivateNotes notes)
{
    auto& store = session.store();
    auto material = load_material(store, row, notes);
    auto profile = known_profile(session, row.facts);
    auto exhibits = labelled_exhibits(store, row, material, profile ? profile->citation.en : "Exhibit {label}");
    auto ready = analyze::assess(material, profile.value_or(profile::Profile()));
    auto reader = claim_reader(session);
    analyze::TimelineOptions options;
    options.now = session.now();
    options.first_reply = first_reply_limit(profile ? &*profile : nullptr);
    options.notes = notes_of(store, row);
    auto timeline = analyze::timeline(material, reader, options);
    const auto shop = store::get_shop(store, row.shop);
    auto zone = bundle::case_zone(material, session.zone_option().value_or(""), shop ? shop->zone : "");
    Scrutiny out{
        row, std::move(material), std::move(exhibits), std::move(profile), std::move(ready), std::move(timeline), {},
        0,   std::move(zone)};
    const analyze::Scrutinised given{.material = out.material,
                                     .profile = out.profile ? &*out.profile : nullptr,
                                     .ready = out.ready,
                                     .timeline = out.timeline,
                                     .book = reader.book(),
                                     .rude = rude_lines(out.material, session),
                                     .partial = partial(out.material, store),
                                     .without_original = without_original(out.material, store),
                                     .now = session.now(),
                                     .zone = out.zone};
    out.points = analyze::scrutinise(given);
    out.completeness = analyze::completeness(out.ready);
    // Claims live in the book, which goes with the reader.
    out.timeline.claims.clear();
    out.timeline.unbacked.clear();
    return out;
}

namespace {

analyze::PointKind kind_of(const bundle::Gap& gap)
{
    if (!gap.to_act_on) return analyze::PointKind::note;
    if (gap.code == "leak") return analyze::PointKind::blocker;
    return gap.code.starts_with("pdf-") || gap.code.starts_with("picture-") ? analyze::PointKind::weak
                                                                            : analyze::PointKind::limit;
}

} // namespace

std::vector<analyze::Point> limit_points(const std::vector<bundle::Gap>& gaps)
{
    std::vector<analyze::Point> out;
    out.reserve(gaps.size());
    for (const auto& gap : gaps) out.push_back({gap.code, kind_of(gap), 0, gap.what, gap.cure, {}});
    return out;
}

} // namespace redress

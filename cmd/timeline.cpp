#include "base/error.hpp"
#include "bundle/gather.hpp"
#include "case.hpp"
#include "command.hpp"
#include "drafting.hpp"
#include "options.hpp"
#include "store/records.hpp"
#include "store/shops.hpp"
#include "timeline_page.hpp"
#include "timelines.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace redress {

analyze::ClaimReader claim_reader(const Session& session)
{
    return analyze::ClaimReader(profile::load_claims(session.share(), session.config()));
}

std::optional<profile::Profile> known_profile(const Session& session, const model::Case& facts)
{
    const auto known = profile::list_profiles(session.share(), session.config());
    if (std::find(known.begin(), known.end(), facts.platform) == known.end()) return std::nullopt;
    return profile::load_case_profile(session.share(), session.config(), facts.platform, facts.via);
}

std::chrono::minutes first_reply_limit(const profile::Profile* profile)
{
    constexpr int a_day = 24 * 60, an_hour = 60;
    if (profile)
        for (const auto& deadline : profile->deadlines)
            if ((deadline.event == "first_reply" || deadline.event == "first_answer") && deadline.hours > 0)
                return std::chrono::minutes(static_cast<int>(deadline.hours * an_hour));
    return std::chrono::minutes(a_day);
}

std::vector<model::Record> notes_of(store::Store& store, const store::CaseRow& row)
{
    store::Filter filter;
    filter.types = {"offer", "promise"};
    filter.shop = row.shop;
    std::vector<model::Record> out;
    store::each(store, filter, [&](const model::Record& record) {
        const auto* note = std::get_if<model::Note>(&record.body);
        if (note && note->case_id == row.id) out.push_back(record);
    });
    return out;
}

namespace {

struct Options {
    std::string case_word, platform;
    std::vector<std::string> orders;
    int tolerance = 10, silence = 72;
    OutputOptions output;
};

struct Subject { // a case, or orders nobody opened a case for
    analyze::Material material;
    std::vector<analyze::Exhibit> exhibits;
    std::vector<model::Record> notes;
    std::optional<profile::Profile> profile;
};

Subject subject_of(const Options& o, Session& session)
{
    auto& store = session.store();
    Subject subject;
    if (!o.case_word.empty()) {
        const auto row = store::find_case(store, o.case_word);
        subject.material = load_material(store, row);
        subject.notes = notes_of(store, row);
        subject.profile = known_profile(session, row.facts);
        subject.exhibits = labelled_exhibits(store, row, subject.material,
                                             subject.profile ? subject.profile->citation.en : "Exhibit {label}");
        return subject;
    }
    model::Case facts;
    facts.platform = o.platform;
    facts.orders = o.orders;
    subject.material = material_of_order(store, session.shop(), facts);
    subject.profile = known_profile(session, facts);
    return subject;
}

Exit run(const Options& o, Session& session)
{
    if (o.case_word.empty() == o.orders.empty())
        throw Error(ErrorKind::usage, said("a timeline is of a case or of orders"),
                    said("say --case C-0001 (or last), or --order NUMBER"));
    const auto subject = subject_of(o, session);
    if (subject.material.records.empty())
        throw Error(ErrorKind::input, said("nothing on record"),
                    said("redress ingest the files first; redress case link links what belongs to a case"));
    auto reader = claim_reader(session);
    analyze::TimelineOptions options;
    options.now = session.now();
    options.tolerance = std::chrono::minutes(o.tolerance);
    options.silence = std::chrono::hours(o.silence);
    options.first_reply = first_reply_limit(subject.profile ? &*subject.profile : nullptr);
    options.notes = subject.notes;
    const auto timeline = analyze::timeline(subject.material, reader, options);
    const auto shop = store::get_shop(session.store(), subject.material.shop);
    const TimelineView view{subject.material, reader.book(), subject.exhibits,
                            bundle::case_zone(subject.material, session.zone_option().value_or(""), shop ? shop->zone : ""),
                            session.lang()};
    auto document = timeline_page(timeline, view);
    if (o.output.format == "ndjson") document.data = timeline_lines(timeline);
    write_document(document, o.output, session);
    const bool unreadable = std::any_of(timeline.undated.begin(), timeline.undated.end(),
                                        [](const analyze::Moment& moment) { return !moment.local.empty(); });
    return timeline.against_seller() || unreadable ? Exit::findings : Exit::ok;
}

Action declare(CLI::App& app)
{
    auto o = std::make_shared<Options>();
    app.add_option("--case", o->case_word, "Case: its id, the platform's number, an order number, or last");
    app.add_option("--order", o->orders, "Order no case was opened for; may be repeated")->allow_extra_args(false);
    app.add_option("--platform", o->platform, "With --order: its platform")->type_name("PLATFORM");
    app.add_option("--tolerance", o->tolerance, "Minutes within which two sources state the same (default: 10)")
        ->check(CLI::Range(0, 1440))
        ->type_name("MINUTES");
    app.add_option("--silence", o->silence, "Hours without any record that count as a gap (default: 72)")
        ->check(CLI::Range(1, 87600))
        ->type_name("HOURS");
    add_output(app, o->output, {"text", "json", "ndjson", "csv", "markdown", "html", "pdf"});
    return [o](Session& session) { return run(*o, session); };
}

} // namespace

extern const Command command_timeline;
const Command command_timeline{"timeline", "put a case in order of time, with contradictions and gaps", StoreUse::read,
                               declare};

} // namespace redress

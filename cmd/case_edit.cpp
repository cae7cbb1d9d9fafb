#include "base/text.hpp"
#include "case.hpp"
#include "store/records.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace redress {
namespace {

struct EditOptions {
    std::string word, role = "evidence", by, as, outcome;
    std::vector<std::string> records, facts;
};

// By hand; with no record named, what belongs is looked for again, as after a further ingest.
Exit link(const EditOptions& o, Session& session)
{
    auto& store = session.store();
    const auto row = store::find_case(store, o.word);
    if (o.records.empty()) {
        say_links(link_case(store, row), store, session);
        return Exit::ok;
    }
    auto by = o.by.empty() ? std::string("linked by hand") : o.by;
    if (!o.as.empty()) {
        std::vector<std::string> codes;
        for (const auto& type : profile_of(row.facts, session).evidence_types) codes.push_back(type.code);
        by = "as " + pick_code(o.as, codes, "--as");
    }
    std::size_t added = 0;
    store.transact([&] {
        for (const auto& id : o.records) {
            const auto record = record_named(store, row.shop, id);
            // Saying what a linked document shows replaces the reason it was linked for.
            if (!o.as.empty()) store::remove_link(store, row.id, record.id);
            added += store::add_link(store, {row.id, record.id, o.role, by}) ? 1 : 0;
        }
    });
    session.note(said("linked {} record(s)", added));
    return Exit::ok;
}

Exit unlink(const EditOptions& o, Session& session)
{
    auto& store = session.store();
    const auto row = store::find_case(store, o.word);
    bool all = true;
    store.transact([&] {
        for (const auto& id : o.records) {
            const auto record = record_named(store, row.shop, id);
            if (store::remove_link(store, row.id, record.id)) continue;
            all = false;
            session.warn({Severity::warning, row.id, 0, 1, said("'{}' was not linked", record.id), "not-linked"});
        }
    });
    return all ? Exit::ok : Exit::findings;
}

Exit set(const EditOptions& o, Session& session)
{
    auto& store = session.store();
    auto row = store::find_case(store, o.word);
    auto profile = profile_of(row.facts, session);
    std::string why;
    for (const auto& fact : o.facts) {
        const auto equals = fact.find('=');
        if (equals == std::string::npos || equals == 0)
            throw Error(ErrorKind::usage, said("'{}' is not key=value", fact), said("as reason=UNAUTHORISED"));
        const auto key = fact.substr(0, equals);
        set_fact(row.facts, key, fact.substr(equals + 1), profile, session);
        if (key == "via") profile = profile_of(row.facts, session); // who decides brings words of their own
        why += (why.empty() ? "" : " ") + key;
    }
    store::update_case(store, row, why);
    return Exit::ok;
}

Exit close(const EditOptions& o, Session& session)
{
    auto& store = session.store();
    auto row = store::find_case(store, o.word);
    const auto profile = profile_of(row.facts, session);
    if (!row.facts.outcome.empty()) session.note(said("{} had the outcome {} before", row.id, row.facts.outcome));
    set_fact(row.facts, "outcome", o.outcome, profile, session);
    // The status whose move is nobody's, if the platform has just one.
    std::vector<std::string> over;
    for (const auto& status : profile.statuses)
        if (status.owner == "nobody") over.push_back(status.code);
    if (over.size() == 1) row.facts.status = over.front();
    store::update_case(store, row, "closed");
    return Exit::ok;
}

CLI::App* part(CLI::App& app, const char* name, const char* summary, EditOptions& o)
{
    auto* sub = app.add_subcommand(name, summary)->fallthrough();
    sub->add_option("case", o.word, "Case: id, number, order or 'last'")->required();
    return sub;
}

} // namespace

CasePart case_link(CLI::App& app)
{
    auto o = std::make_shared<EditOptions>();
    auto* sub = part(app, "link", "Link records; with none named, look again for what belongs", *o);
    sub->add_option("record", o->records, "Records by id, by a number only they carry, or by the file name of a document");
    sub->add_option("--role", o->role, "Part the records play")->check(CLI::IsMember({"subject", "evidence", "context"}));
    sub->add_option("--by", o->by, "Why, in words");
    sub->add_option("--as", o->as, "What a document shows: an evidence type of the platform");
    return {sub, [o](Session& session) { return link(*o, session); }};
}

CasePart case_unlink(CLI::App& app)
{
    auto o = std::make_shared<EditOptions>();
    auto* sub = part(app, "unlink", "Take records off a case", *o);
    sub->add_option("record", o->records, "Records by id, by a number only they carry, or by the file name of a document")
        ->required();
    return {sub, [o](Session& session) { return unlink(*o, session); }};
}

CasePart case_set(CLI::App& app)
{
    auto o = std::make_shared<EditOptions>();
    auto* sub = part(app, "set", "Change facts of a case", *o);
    sub->add_option("fact", o->facts,
                    "key=value: number, via, reason, amount, due, opened, stage, status, outcome, lang, order")
        ->required();
    return {sub, [o](Session& session) { return set(*o, session); }};
}

CasePart case_close(CLI::App& app)
{
    auto o = std::make_shared<EditOptions>();
    auto* sub = part(app, "close", "Say how a case ended", *o);
    sub->add_option("--outcome", o->outcome, "Outcome, in the platform's word")->required();
    return {sub, [o](Session& session) { return close(*o, session); }};
}

} // namespace redress

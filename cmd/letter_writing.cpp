// A letter from its template: settings, sections left out, promises.
#include "base/error.hpp"
#include "base/file.hpp"
#include "drafting.hpp"
#include "letter/citations.hpp"
#include "letter/context.hpp"

#include <algorithm>

namespace redress {
namespace {

// Several offers are a choice the buyer has; of any other slot the last word counts.
void read_settings(const LetterOptions& o, letter::Inputs& in)
{
    for (const auto& fact : o.set) {
        const auto equals = fact.find('=');
        if (equals == std::string::npos || equals == 0)
            throw Error(ErrorKind::usage, said("--set: '{}' is not key=value", fact),
                        said("as --set offer='a full refund'"));
        const auto slot = fact.substr(0, equals), value = fact.substr(equals + 1);
        if (slot == "offer")
            in.offers.push_back(value);
        else
            in.set[slot] = value;
    }
}

// The template's own {{eta}} or {{eta_minute}} is a promise, and a promise has a time.
void promise(const std::string& source, const Drafting& draft, letter::Inputs& in, Session& session)
{
    const bool asked = source.find("{{eta}}") != std::string::npos || source.find("{{eta_minute}}") != std::string::npos;
    if (!asked || in.set.count("eta")) return;
    const auto& eta = in.set["eta"] = default_eta(draft, session);
    session.note(said("the draft promises an answer by {}: change it with --set eta='…'", eta));
}

Json context_of(const LetterOptions& o, const letter::Inputs& in, const std::vector<std::string>& sections)
{
    auto context = letter::build_context(in);
    for (const auto& section : o.drop) {
        if (std::find(sections.begin(), sections.end(), section) == sections.end())
            throw Error(ErrorKind::usage, said("--drop: the template has no section '{}'", section),
                        said("there are {}", joined(sections, said(", "))));
        context.set(section, false);
    }
    return context;
}

} // namespace

Letter write_letter(const LetterOptions& o, const letter::Kind& kind, const Drafting& draft, Session& session,
                    const std::function<void(Json& context)>& change, letter::Printed print)
{
    const auto& facts = draft.material.facts;
    letter::Wanted wanted{{facts.platform}, kind.name, facts.reason, facts.stage, draft.lang};
    // Who decides reads it first.
    if (!draft.profile.decided_by.empty()) wanted.folders.insert(wanted.folders.begin(), draft.profile.decided_by);
    Letter out;
    out.kind = kind;
    const auto path = letter::find_template(session.share(), session.config(), wanted);
    out.name = path.string();
    out.source = read_file(path);
    letter::Inputs in{draft.material, draft.exhibits, draft.profile, draft.zone, draft.lang, kind};
    read_settings(o, in);
    promise(out.source, draft, in, session);
    out.context = context_of(o, in, letter::slots_of(out.source, out.name).sections);
    if (change) change(out.context);
    out.print = std::move(print);
    if (!out.print) {
        const bool citations = kind.cites && o.citations;
        out.print = [&draft, citations](const std::string& cited) {
            return citations ? cited : letter::without_citations(cited, draft.profile);
        };
    }
    out.cited = letter::fill(out.source, out.name, out.context, draft.row.id);
    out.printed = out.print(out.cited);
    return out;
}

} // namespace redress

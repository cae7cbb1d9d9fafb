#include "letter/draft.hpp"

#include "base/file.hpp"
#include "base/text.hpp"
#include "command.hpp"
#include "draft_checks.hpp"
#include "letter/citations.hpp"
#include "letter/context.hpp"
#include "letter/privacy.hpp"
#include "options.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

namespace redress {
namespace {

struct Options {
    std::string kind, case_word = "last", check;
    LetterOptions letter;
    bool incomplete = false, no_citations = false;
    OutputOptions output;
};

// Length and people, where the kind is known.
bool check_kind(const std::string& text, const std::string& name, const letter::Kind& kind, const Drafting& draft,
                Session& session)
{
    bool clean = true;
    if (const auto length = letter::measure(text, draft.profile, kind.name); !length.fits()) {
        clean = false;
        session.warn({Severity::warning, name, 0, 1,
                      said("{}, the platform takes {} in {}", length_words(length.used, *length.rule), length.rule->max,
                           length.rule->field),
                      "too-long"});
    }
    if (kind.cites) return clean;
    for (const auto& what : letter::personal_in(text, draft.material, kind)) {
        clean = false;
        session.warn({Severity::warning, name, 0, 1, said("it shows {}", letter::personal_words(what)), "personal"});
    }
    return clean;
}

// The other side of --check: what a hand has changed must still stand on the exhibits.
Exit check(const Options& o, Session& session)
{
    session.only_read();
    const auto draft = open_draft(session, o.case_word, false);
    const auto file = o.check == "-" ? MappedFile::from_stdin() : MappedFile::open(o.check);
    const auto text = text::repair_utf8(file.bytes()).text;
    const auto name = o.check == "-" ? std::string("standard input") : o.check;
    if (text::trim(text).empty())
        throw Error(ErrorKind::input, said("'{}' is empty", name), said("name the draft to check"));
    const auto kind = letter::kind_of(o.kind.empty() ? "appeal" : o.kind);
    std::vector<letter::Fault> faults;
    if (kind.cites)
        faults = letter::check_citations(text, draft.material, draft.exhibits, draft.profile, draft.zone, session.now());
    for (const auto& fault : faults) session.warn({Severity::warning, name, fault.line, 1, fault.message, fault.code});
    const auto wording = lint_draft(text, kind, name, draft.lang, session);
    const bool clean = o.kind.empty() || check_kind(text, name, kind, draft, session);
    session.note(said("{} citation(s), {} fault(s)", letter::find_citations(text, draft.profile).size(), faults.size()));
    return faults.empty() && wording == 0 && clean ? Exit::ok : Exit::findings;
}

Exit draft_letter(const Options& o, Session& session)
{
    if (o.kind.empty())
        throw Error(ErrorKind::usage, said("no kind of draft named"), said("redress draft appeal, redress draft reply"));
    const auto draft = open_draft(session, o.case_word, true);
    const auto kind = letter::kind_of(o.kind);
    const bool lacking = kind.demands && lacks_proof(o.incomplete, draft, session);
    if (lacking && !o.incomplete) return Exit::findings;
    if (kind.open) need_review(draft);
    auto options = o.letter;
    options.citations = !o.no_citations;
    const auto letter = write_letter(options, kind, draft, session);
    refuse_personal(letter, draft);
    refuse_if_long(letter, draft);
    const auto name = std::filesystem::path(letter.name).filename().string();
    const auto faults =
        letter::check_citations(letter.cited, draft.material, draft.exhibits, draft.profile, draft.zone, session.now());
    for (const auto& fault : faults) session.warn({Severity::warning, name, fault.line, 1, fault.message, fault.code});
    const auto wording = lint_draft(letter.printed, kind, name, draft.lang, session);
    ask_about_rules(letter, draft, session);
    const bool clean = faults.empty() && wording == 0;
    if (stops_one_shot(letter, draft, clean, session)) return Exit::findings;
    write_output(letter.printed, o.output, session);
    return lacking || !clean ? Exit::findings : Exit::ok;
}

Action declare(CLI::App& app)
{
    auto o = std::make_shared<Options>();
    app.add_option("kind", o->kind, "What to draft: appeal, appeal-full, reply, apology, reminder, review-reply");
    app.add_option("--case", o->case_word, "Case: id, number, order or 'last'")->capture_default_str();
    app.add_option("--set", o->letter.set, "Value of a slot, key=value (may be repeated)")->allow_extra_args(false);
    app.add_option("--drop", o->letter.drop, "Section to leave out (may be repeated)")->allow_extra_args(false);
    app.add_option("--check", o->check, "Check a draft instead: does every exhibit named exist and hold what is said?");
    app.add_flag("--incomplete", o->incomplete, "Draft an appeal although indispensable evidence is missing");
    app.add_flag("--no-citations", o->no_citations, "Leave out the names of exhibits, for a message to the buyer");
    add_output(app, o->output, {});
    return [o](Session& session) { return o->check.empty() ? draft_letter(*o, session) : check(*o, session); };
}

} // namespace

extern const Command command_draft;
const Command command_draft{"draft", "draft appeals and replies in which every fact cites its exhibit", StoreUse::write,
                            declare};

} // namespace redress

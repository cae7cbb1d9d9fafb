#include "letter/draft.hpp"

#include "base/file.hpp"
#include "base/text.hpp"
#include "command.hpp"
#include "drafting.hpp"
#include "letter/citations.hpp"
#include "letter/context.hpp"
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
    std::vector<std::string> set, drop;
    bool incomplete = false, no_citations = false;
    OutputOptions output;
};

// The other side of --check: what a hand has changed must still stand on the exhibits.
Exit check(const Options& o, Session& session)
{
    session.only_read();
    const auto draft = open_draft(session, o.case_word, false);
    const auto file = o.check == "-" ? MappedFile::from_stdin() : MappedFile::open(o.check);
    const auto text = text::repair_utf8(file.bytes()).text;
    const auto name = o.check == "-" ? std::string("standard input") : o.check;
    if (text::trim(text).empty())
        throw Error(ErrorKind::input, fmt::format("'{}' is empty", name), "name the draft to check");
    const auto faults =
        letter::check_citations(text, draft.material, draft.exhibits, draft.profile, draft.zone, session.now());
    for (const auto& fault : faults) session.warn({Severity::warning, name, fault.line, 1, fault.message, fault.code});
    const auto wording = lint_draft(text, o.kind.empty() ? "appeal" : o.kind, name, session);
    bool fits = true;
    if (!o.kind.empty()) {
        const auto length = letter::measure(text, draft.profile, o.kind);
        fits = length.fits();
        if (!fits)
            session.warn({Severity::warning, name, 0, 1,
                          fmt::format("{} {}s, the platform takes {} in {}", length.used, length.rule->unit,
                                      length.rule->max, length.rule->field),
                          "too-long"});
    }
    session.note(
        fmt::format("{} citation(s), {} fault(s)", letter::find_citations(text, draft.profile).size(), faults.size()));
    return faults.empty() && wording == 0 && fits ? Exit::ok : Exit::findings;
}

std::map<std::string, std::string> settings(const Options& o)
{
    std::map<std::string, std::string> out;
    for (const auto& fact : o.set) {
        const auto equals = fact.find('=');
        if (equals == std::string::npos || equals == 0)
            throw Error(ErrorKind::usage, fmt::format("--set: '{}' is not key=value", fact),
                        "as --set offer='a full refund'");
        out[fact.substr(0, equals)] = fact.substr(equals + 1);
    }
    return out;
}

// An appeal without its proof loses the case and the second chance with it.
bool lacks_proof(const Options& o, const Drafting& draft, Session& session)
{
    if (o.kind != "appeal") return false;
    const bool zh = session.lang() == "zh";
    const auto ready = analyze::assess(draft.material, draft.profile);
    for (const int group : ready.open_groups) {
        std::vector<std::string> codes;
        for (const auto& want : ready.wants)
            if (want.group == group) codes.push_back(want.code);
        session.note(fmt::format("{}: {}", zh ? "缺少必需证据" : "indispensable evidence is missing",
                                 fmt::join(codes, zh ? " 或 " : " or ")));
    }
    if (draft.material.facts.reason.empty())
        session.note(zh ? "案件没有填写争议原因，无法判断所需证据"
                        : "the case has no reason, so what it needs is not known");
    const bool lacking = !ready.complete() || draft.material.facts.reason.empty();
    if (lacking && !o.incomplete)
        session.note(fmt::format(
            fmt::runtime(
                zh ? "未起草申诉。可先补充证据（redress case check {0})；若无法补充，建议协商退款：redress draft reply "
                     "--case "
                     "{0}"
                   : "no appeal was drafted: get the evidence (redress case check {0}), or concede and offer a refund: "
                     "redress draft reply --case {0}"),
            draft.row.id));
    return lacking;
}

void refuse_if_long(const std::string& text, const std::string& source, const std::string& name, const Json& context,
                    const Drafting& draft, const std::string& kind)
{
    const auto length = letter::measure(text, draft.profile, kind);
    if (length.fits()) return;
    std::vector<std::string> drops;
    for (const auto& [section, saved] : letter::savings(source, name, context, draft.row.id, *length.rule)) {
        drops.push_back(fmt::format("--drop {} ({})", section, saved));
        if (drops.size() == 4) break;
    }
    throw Error(ErrorKind::input,
                fmt::format("the {} has {} {}s, the platform takes {} in {}", kind, length.used, length.rule->unit,
                            length.rule->max, length.rule->field),
                fmt::format("leave out what matters least: {}", fmt::join(drops, ", ")));
}

// The rules a template would cite if anybody had confirmed them.
void ask_about_rules(const std::string& source, const Drafting& draft, Session& session)
{
    for (const auto& rule : draft.profile.rules) {
        auto slot = "rule_" + rule.id;
        std::replace(slot.begin(), slot.end(), '.', '_');
        if (rule.from.verified || source.find("{{" + slot + "}}") == std::string::npos) continue;
        session.note(fmt::format(
            fmt::runtime(session.lang() == "zh"
                             ? "规则“{0}”未经核实，草稿未引用；请在平台页面核对后用 --set {1}='…' 填写"
                             : "the draft leaves out an unconfirmed rule ('{0}'): look it up on the platform's own page and "
                               "say it with --set {1}='…'"),
            rule.text.in(session.lang()), slot));
    }
}

Exit draft_letter(const Options& o, Session& session)
{
    if (o.kind.empty()) throw Error(ErrorKind::usage, "no kind of draft named", "redress draft appeal, redress draft reply");
    const auto draft = open_draft(session, o.case_word, true);
    const auto& facts = draft.material.facts;
    const auto path = letter::find_template(session.share(), session.config(),
                                            {facts.platform, o.kind, facts.reason, facts.stage, draft.lang});
    const auto source = read_file(path);
    const bool lacking = lacks_proof(o, draft, session);
    if (lacking && !o.incomplete) return Exit::findings;
    auto set = settings(o);
    const auto slots = letter::slots_of(source, path.string());
    if (source.find("{{eta}}") != std::string::npos && !set.count("eta")) {
        set["eta"] = default_eta(draft, session);
        session.note(fmt::format(fmt::runtime(session.lang() == "zh"
                                                  ? "草稿承诺在 {} 前答复；如需更改请用 --set eta='…'"
                                                  : "the draft promises an answer by {}: change it with --set eta='…'"),
                                 set["eta"]));
    }
    auto context = letter::build_context({draft.material, draft.exhibits, draft.profile, draft.zone, draft.lang, set});
    for (const auto& section : o.drop) {
        if (std::find(slots.sections.begin(), slots.sections.end(), section) == slots.sections.end())
            throw Error(ErrorKind::usage, fmt::format("--drop: the template has no section '{}'", section),
                        fmt::format("there are {}", fmt::join(slots.sections, ", ")));
        context.set(section, false);
    }
    auto text = letter::fill(source, path.string(), context, draft.row.id);
    refuse_if_long(text, source, path.string(), context, draft, o.kind);
    const auto faults =
        letter::check_citations(text, draft.material, draft.exhibits, draft.profile, draft.zone, session.now());
    for (const auto& fault : faults)
        session.warn({Severity::warning, path.filename().string(), fault.line, 1, fault.message, fault.code});
    const auto wording = lint_draft(text, o.kind, path.filename().string(), session);
    ask_about_rules(source, draft, session);
    if (o.no_citations) text = letter::without_citations(text, draft.profile);
    write_output(text, o.output, session);
    return lacking || !faults.empty() || wording > 0 ? Exit::findings : Exit::ok;
}

Action declare(CLI::App& app)
{
    auto o = std::make_shared<Options>();
    app.add_option("kind", o->kind, "What to draft: appeal, reply");
    app.add_option("--case", o->case_word, "Case: id, number, order or 'last'")->capture_default_str();
    app.add_option("--set", o->set, "Value of a slot, key=value (may be repeated)")->allow_extra_args(false);
    app.add_option("--drop", o->drop, "Section to leave out (may be repeated)")->allow_extra_args(false);
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

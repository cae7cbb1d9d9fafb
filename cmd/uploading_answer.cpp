// The answer that goes with an upload: the draft of the platform's appeal, or a letter of the seller's own, that speaks of
// nothing that is not in the folder and calls things as their files are called.
#include "analyze/limits.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "draft_checks.hpp"
#include "letter/citations.hpp"
#include "uploading.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace redress {
namespace {

constexpr std::size_t places_named = 3; // of an exhibit in more files than that, the first and the last

class Citer {
public:
    Citer(const Drafting& draft, const bundle::Upload& upload) : draft_(draft), upload_(upload)
    {
        const auto& own = draft.profile.submission.citation;
        style_ = own.en.empty() ? said("{{name}} ({{file}})").in(draft.lang) : own.in(draft.lang);
    }

    bool is_shown(const std::string& text) const
    {
        const auto found = letter::find_citations(text, draft_.profile);
        return std::all_of(found.begin(), found.end(),
                           [&](const letter::Citation& one) { return !upload_.where(one.label, one.line).empty(); });
    }

    // "附件1（01_聊天记录.pdf）": empty where it is not in the folder.
    std::string named(const std::string& label, int line) const
    {
        const auto places = upload_.where(label, line);
        const auto sep = said(", ").in(draft_.lang);
        if (places.size() > places_named) return named(*places.front()) + " – " + named(*places.back());
        std::string out;
        for (const auto* place : places) out += (out.empty() ? "" : sep) + named(*place);
        return out;
    }

    std::string operator()(const std::string& cited) const
    {
        std::string out;
        std::size_t at = 0;
        for (const auto& one : letter::find_citations(cited, draft_.profile)) {
            out += cited.substr(at, one.offset - at);
            at = one.offset + one.length;
            const auto inner = cited.substr(one.offset + 1, one.length - 2);
            const auto name = named(one.label, one.line);
            out += name.empty() ? "[" + inner + "]" : "[" + name + after_name(inner, one.label) + "]";
        }
        return out + cited.substr(at);
    }

private:
    std::string named(const bundle::UploadPlace& place) const
    {
        auto out = style_;
        for (const auto& [slot, value] :
             {std::pair<std::string_view, std::string>{"{name}", place.name}, {"{file}", place.file}})
            if (const auto at = out.find(slot); at != std::string::npos) out.replace(at, slot.size(), value);
        return out;
    }

    // ", line 8" of "Exhibit B, line 8".
    std::string after_name(const std::string& inner, const std::string& label) const
    {
        for (const auto* style : {&draft_.profile.citation.en, &draft_.profile.citation.zh, &draft_.profile.citation.es})
            if (const auto name = analyze::name_in_style(*style, label);
                !style->empty() && inner.compare(0, name.size(), name) == 0)
                return inner.substr(name.size());
        return {};
    }

    const Drafting& draft_;
    const bundle::Upload& upload_;
    std::string style_;
};

// Of what the case says only what the folder shows: a fact that cites something else goes.
Json pruned(const Json& value, const Citer& citer)
{
    if (value.is_array()) {
        auto out = Json::array();
        for (const auto& item : value.items())
            if (auto kept = pruned(item, citer); kept.boolean().value_or(true)) out.push(std::move(kept));
        return out;
    }
    if (!value.is_object()) return value;
    auto out = Json::object();
    for (const auto& [key, member] : value.members()) {
        const auto cite = key.ends_with("cite") ? member.string() : std::nullopt;
        if (cite && !citer.is_shown(*cite)) {
            if (key != "shot_cite") return Json(false);
            out.set(key, false);
        } else {
            out.set(key, pruned(member, citer));
        }
    }
    return out;
}

// The list of evidence: what is in the folder, under the names it has there.
void name_exhibits(Json& context, const Drafting& draft, const Citer& citer)
{
    auto list = Json::array();
    for (const auto& item : context["exhibits"].items()) {
        const auto name = item["name"].string_or("");
        for (const auto& exhibit : draft.exhibits) {
            if (letter::exhibit_name(draft.profile, draft.lang, exhibit.label) != name) continue;
            auto shown = item;
            if (auto there = citer.named(exhibit.label, 0); !there.empty()) list.push(shown.set("name", std::move(there)));
        }
    }
    if (context["evidence"].is_object()) context.set("evidence", Json::object().set("exhibits", list));
    context.set("exhibits", std::move(list));
}

void refuse_uncited(const Letter& letter, const Drafting& draft, const bundle::Upload& upload)
{
    for (const auto& one : letter::find_citations(letter.cited, draft.profile))
        if (upload.where(one.label, one.line).empty())
            throw Error(ErrorKind::input,
                        one.line > 0
                            ? said("the answer cites line {} of exhibit {}, which is not in the folder", one.line, one.label)
                            : said("the answer cites exhibit {}, which is not in the folder", one.label),
                        said("take it in with --must {}, or take it out of the answer", one.label));
}

std::string read_letter(const std::string& path)
{
    const auto file = path == "-" ? MappedFile::from_stdin() : MappedFile::open(path);
    auto text = text::repair_utf8(file.bytes()).text;
    if (text::trim(text).empty())
        throw Error(ErrorKind::input, said("'{}' is empty", path), said("name the answer to go with the files"));
    return text;
}

Letter letter_of(const UploadCommand& command, const Drafting& draft, const Citer& citer, Session& session)
{
    const auto kind = letter::kind_of("appeal");
    const letter::Printed print = [&citer](const std::string& cited) { return citer(cited); };
    if (command.letter_file.empty())
        return write_letter(
            command.letter, kind, draft, session,
            [&](Json& context) {
                context = pruned(context, citer);
                name_exhibits(context, draft, citer);
            },
            print);
    Letter out;
    out.kind = kind;
    out.name = command.letter_file;
    out.print = print;
    out.cited = read_letter(command.letter_file);
    out.printed = print(out.cited);
    return out;
}

} // namespace

void take_cited(const UploadCommand& command, const Drafting& draft, bundle::UploadOptions& out)
{
    std::string words;
    for (const auto& one : command.letter.set) words += one + "\n";
    if (!command.letter_file.empty() && command.letter_file != "-") words += read_letter(command.letter_file);
    for (const auto& one : letter::find_citations(words, draft.profile))
        for (const auto& exhibit : draft.exhibits) {
            if (exhibit.label != one.label) continue;
            out.must.insert(exhibit.label);
            const auto line = static_cast<std::size_t>(one.line);
            if (line > 0 && line <= exhibit.records.size()) out.telling[exhibit.records[line - 1]] += 1;
        }
}

std::string text_file(const profile::TextRule& rule, const std::string& lang)
{
    auto label = rule.label.in(lang);
    for (const char* remark : {" (", "\uFF08"}) // a remark in brackets, plain or full-width
        if (const auto at = label.find(remark); at != std::string::npos) label.erase(at);
    std::string out;
    for (const char c : label.empty() ? rule.field : label)
        out += static_cast<unsigned char>(c) < 0x20 || std::string_view("/\\:*?\"<>|").find(c) != std::string_view::npos
                   ? '-'
                   : c;
    return out + ".txt";
}

std::string letter_file(const std::string& lang)
{
    return said("appeal").in(lang) + ".txt";
}

UploadAnswer write_answer(const UploadCommand& command, const Drafting& draft, const bundle::Upload& upload,
                          Session& session)
{
    UploadAnswer out;
    if (lacks_proof(command.incomplete, draft, session)) {
        out.clean = false;
        if (!command.incomplete)
            throw Error(ErrorKind::input, said("indispensable evidence is missing, so there is nothing worth sending"),
                        said("get it (redress case check {}), or say --incomplete", draft.row.id));
    }
    const Citer citer(draft, upload);
    const auto letter = letter_of(command, draft, citer, session);
    refuse_uncited(letter, draft, upload);
    refuse_if_long(letter, draft);
    const auto name = std::filesystem::path(letter.name).filename().string();
    const auto faults =
        letter::check_citations(letter.cited, draft.material, draft.exhibits, draft.profile, draft.zone, session.now());
    for (const auto& fault : faults) session.warn({Severity::warning, name, fault.line, 1, fault.message, fault.code});
    const auto wording = lint_draft(letter.printed, letter.kind, name, draft.lang, session);
    if (!letter.source.empty()) ask_about_rules(letter, draft, session);
    out.clean &= faults.empty() && wording == 0;
    for (const auto& rule : draft.profile.texts)
        if (std::find(rule.letters.begin(), rule.letters.end(), letter.kind.name) != rule.letters.end())
            out.texts.push_back(
                {text_file(rule, draft.lang), letter.printed, rule, analyze::length_in_units(letter.printed, rule)});
    if (out.texts.empty()) out.texts.push_back({letter_file(session.lang()), letter.printed, std::nullopt, 0});
    return out;
}

} // namespace redress

#include "uploading.hpp"

#include "base/text.hpp"
#include "bundle/gather.hpp"
#include "case.hpp"
#include "gate.hpp"
#include "options.hpp"
#include "packing.hpp"
#include "store/journal.hpp"
#include "timelines.hpp"

#include <algorithm>

namespace redress {
namespace {

// The profiles there are, and who decides there: what --for can name.
const profile::Profile* find_taker(const std::vector<profile::Profile>& all, const std::string& word)
{
    for (const auto& one : all)
        if (one.id == word) return &one;
    for (const auto& one : all)
        if (std::find(one.decides.begin(), one.decides.end(), word) != one.decides.end()) return &one;
    return nullptr;
}

std::vector<profile::Profile> all_profiles(const Session& session)
{
    std::vector<profile::Profile> out;
    for (const auto& name : profile::list_profiles(session.share(), session.config()))
        out.push_back(profile::load_profile(session.share(), session.config(), name));
    return out;
}

// The case as the one sees it who takes the upload: its own platform, or who decides its cases.
model::Case as_seen_by(const std::string& word, model::Case facts, const Session& session)
{
    const auto all = all_profiles(session);
    const auto* taker = find_taker(all, word);
    if (!taker) {
        const auto near = text::nearest(word, profile::list_profiles(session.share(), session.config()));
        throw Error(ErrorKind::usage, said("--for: there is no platform '{}'", word),
                    near.empty() ? said("redress platform list") : said("did you mean '{}'?", near));
    }
    if (taker->id == facts.platform) {
        facts.via.clear();
        return facts;
    }
    const auto* own = find_taker(all, facts.platform);
    for (const auto& decider : taker->decides)
        if (own && std::find(own->deciders.begin(), own->deciders.end(), decider) != own->deciders.end()) {
            facts.via = decider;
            return facts;
        }
    std::vector<std::string> takers{facts.platform};
    if (own) takers.insert(takers.end(), own->deciders.begin(), own->deciders.end());
    throw Error(ErrorKind::usage, said("--for: '{}' does not decide cases of '{}'", word, facts.platform),
                said("there are {}", joined(takers, said(", "))));
}

// Hashes of the folders made for this case, which may be replaced.
std::set<std::string> folders_made(store::Store& store, const std::string& case_id)
{
    std::set<std::string> out;
    for (const auto& row : store::list_journal(store))
        if (row.action == "bundle" && row.case_id == case_id && row.detail.find("for")) out.insert(row.after);
    return out;
}

bundle::UploadOptions options_of(const UploadCommand& command, const Drafting& draft, Session& session)
{
    bundle::UploadOptions out;
    auto reader = claim_reader(session);
    out.telling =
        analyze::weigh_contradictions(analyze::contradictions(draft.material, reader.claims(draft.material), reader));
    take_cited(command, draft, out);
    out.must.insert(command.must.begin(), command.must.end());
    out.without.insert(command.without.begin(), command.without.end());
    for (const auto& label : out.without)
        if (out.must.count(label))
            throw Error(ErrorKind::usage, said("exhibit {} has to go in and to stay out", label),
                        said("take back --leave-out {}, or --must and what cites it", label));
    return out;
}

std::vector<bundle::File> plain(const std::vector<bundle::UploadFile>& files)
{
    std::vector<bundle::File> out;
    out.reserve(files.size());
    for (const auto& file : files) out.push_back(file.file);
    return out;
}

void say_left_out(const bundle::Upload& upload, Session& session)
{
    for (const auto& one : upload.left_out)
        session.note(one.pages.empty() ? said("left out: {} {}: {}", one.label, one.title, one.why)
                                       : said("left out: {} {}, pages {}: {}", one.label, one.title, one.pages, one.why));
}

} // namespace

std::optional<profile::Profile> taker_of_upload(const std::string& word, const Session& session)
{
    const auto all = all_profiles(session);
    const auto* taker = find_taker(all, word);
    return taker ? std::optional(*taker) : std::nullopt;
}

Exit pack_upload(Session& session, store::CaseRow row, const UploadCommand& command, const UploadFrame& frame)
{
    row.facts = as_seen_by(command.platform, row.facts, session);
    auto& store = session.store();
    const auto folder = frame.output.empty() ? row.id + "-" + command.platform : frame.output;
    bundle::Upload upload;
    UploadAnswer answer;
    render::Document listing;
    // What is allocated for a folder that is then refused must not stay.
    store.transact([&] {
        auto draft = open_draft(session, row, true);
        auto gather = gather_options(session, &draft.profile);
        gather.lang = draft.lang;
        const auto notes = frame.with_private ? PrivateNotes::taken_in : PrivateNotes::left_out;
        auto contents = bundle::gather(store, load_material(store, row, notes), gather);
        redact_contents(store, contents, frame.redact);
        if (contents.redacted) { // the answer must say no more than the files
            draft.material = contents.material;
            draft.exhibits = contents.exhibits;
        }
        upload = bundle::build_upload(contents, draft.profile, options_of(command, draft, session));
        answer = write_answer(command, draft, upload, session);
        auto files = upload.files;
        for (const auto& text : answer.texts) files.push_back({{text.file, text.bytes, {}}, 0});
        auto searched = pass_gate(session, gate_of(store, contents), plain(files));
        listing = upload_listing(draft, upload, answer.texts, folder);
        const auto known = folders_made(store, row.id);
        store::append_journal(store,
                              {.action = "bundle",
                               .object = row.id,
                               .case_id = row.id,
                               .after = bundle::upload_hash(files),
                               .detail = Json::object().set("for", draft.profile.id).set("gate", std::move(searched))});
        bundle::write_upload(files, folder, known, frame.force);
        if (const auto& once = draft.profile.submission.once; !once.en.empty())
            session.note(said("read everything again before you send it: {}", both(once.en, once.zh)));
    });
    bool clean = answer.clean;
    for (const auto& [name, remark] : upload.remarks) {
        session.note(said("{}: {}", text::visible(name), remark.text));
        clean &= !remark.to_act_on;
    }
    for (const auto& glyph : upload.missing_glyphs) session.note(said("no font has {}; it is drawn as its number", glyph));
    say_left_out(upload, session);
    write_document(listing, {command.format, {}}, session);
    const bool asked = std::all_of(upload.left_out.begin(), upload.left_out.end(), [&](const bundle::UploadLeftOut& one) {
        return std::find(command.without.begin(), command.without.end(), one.label) != command.without.end();
    });
    return asked && clean ? Exit::ok : Exit::findings;
}

} // namespace redress

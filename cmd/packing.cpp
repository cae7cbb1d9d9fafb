#include "packing.hpp"

#include "base/hash.hpp"
#include "bundle/limits.hpp"
#include "bundle/redaction.hpp"
#include "bundle/seal.hpp"
#include "bundle/stamps.hpp"
#include "bundle/tree.hpp"
#include "bundle/verify_text.hpp"
#include "bundle/write.hpp"
#include "bundle_check.hpp"
#include "case.hpp"
#include "gate.hpp"
#include "profile/profile.hpp"
#include "store/journal.hpp"
#include "timelines.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace fs = std::filesystem;

namespace redress {
namespace {

bundle::Target target_of(const PackOptions& options, const bundle::View& view)
{
    if (options.output == "-")
        throw Error(ErrorKind::usage, said("a package cannot go to standard output"),
                    said("name a folder, or a zip: -o NAME.zip"));
    bundle::Target target;
    target.path = options.output.empty() ? view.case_id + (options.zip ? ".zip" : "") : options.output;
    if (!target.path.has_filename()) target.path = target.path.parent_path(); // "out/" means out
    target.zip = options.zip || target.path.extension() == ".zip";
    target.top = view.case_id;
    target.time = std::max<std::int64_t>(view.date, 315532800); // zip knows no time before 1980
    return target;
}

// What somebody put into a package of ours is theirs.
std::optional<std::string> stray_file(const fs::path& package)
{
    const std::set<std::string> ours{"bagit.txt", "bag-info.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt",
                                     bundle::verify_file};
    const auto tree = bundle::read_tree(package.string());
    if (tree.zip || !tree.has("manifest-sha256.txt")) return std::nullopt;
    const auto manifest = tree.read("manifest-sha256.txt");
    for (const auto& [name, entry] : tree.files) {
        if (name.starts_with("data/") ? manifest.find("  " + name + "\n") != std::string::npos
                                      : name.starts_with("signatures/") || ours.count(name))
            continue;
        return name;
    }
    return std::nullopt;
}

void refuse_foreign_target(bundle::Target& target, const std::string& ours, bool force)
{
    std::error_code code;
    if (!fs::exists(fs::symlink_status(target.path, code))) return;
    target.replace = true;
    const bool empty = fs::is_directory(target.path, code) && fs::is_empty(target.path, code);
    if (force || empty) return;
    if (bundle::case_of_package(target.path) == ours) {
        const auto stamped = bundle::has_stamps(target.path);
        if (const auto stray = stamped ? std::nullopt : stray_file(target.path))
            throw Error(ErrorKind::input,
                        said("'{}' holds '{}', which redress did not put there", target.path.string(), *stray),
                        said("name another place with -o, or say --force to replace it"));
        if (!stamped) return;
        throw Error(ErrorKind::input, said("'{}' has timestamps, which a new package would not have", target.path.string()),
                    said("name another place with -o, or say --force to replace it"));
    }
    throw Error(ErrorKind::input, said("'{}' is there already and is no package of this case", target.path.string()),
                said("name another place with -o, or say --force to replace it"));
}

int say_gaps(Session& session, const std::vector<bundle::Gap>& gaps)
{
    int to_act_on = 0;
    for (const auto& gap : gaps) {
        to_act_on += gap.to_act_on;
        const auto word = severity_word(gap.to_act_on ? Severity::warning : Severity::note, session.lang());
        const auto text = gap.what.in(session.lang());
        session.err("redress: " + session.say("{}: {}", word, fmt::format("{} [{}]\n", text, gap.code)));
    }
    return to_act_on;
}

} // namespace

void redact_contents(store::Store& store, bundle::Contents& contents, const std::string& reader)
{
    if (reader.empty()) return;
    const auto who = analyze::reader_named(reader);
    auto redactor =
        bundle::case_redactor(store, contents.material, {.reader = who, .careful = who != analyze::Reader::platform});
    contents.redacted =
        bundle::redact_material(contents.material, contents.exhibits, std::move(redactor), store.secret_key());
    contents.bare_pictures = true;
    contents.custody = bundle::redact_custody(contents.custody, *contents.redacted->by);
}

bundle::LeakGate gate_of(store::Store& store, const bundle::Contents& contents)
{
    auto gate = bundle::gate_against_strangers(store, contents.material);
    if (contents.redacted) bundle::forbid_removed(gate, *contents.redacted->by);
    return gate;
}

bundle::GatherOptions gather_options(const Session& session, const profile::Profile* profile)
{
    bundle::GatherOptions gather;
    gather.zone = session.zone_option().value_or("");
    gather.lang = session.options().lang;
    gather.agent = std::string("redress ") + REDRESS_VERSION;
    if (profile) {
        gather.citation = profile->citation;
        for (const auto& type : profile->evidence_types) gather.proves.emplace(type.code, type.proves);
    }
    if (session.now_was_given())
        gather.date = time::to_epoch_ms(session.now()) / 1000;
    else
        gather.date = session.source_date_epoch();
    return gather;
}

Exit pack(Session& session, const store::CaseRow& row, const PackOptions& options)
{
    if (options.check || options.against) return check_case(session, row, options);
    if (!options.upload.platform.empty()) {
        auto upload = options.upload;
        upload.format = options.format.empty() ? "text" : options.format;
        return pack_upload(session, row, upload, {options.output, options.redact, options.force, options.with_private});
    }
    const Signer signer(options.sign);
    auto& store = session.store();
    const auto profile = known_profile(session, row.facts);
    auto gather = gather_options(session, profile ? &*profile : nullptr);
    std::optional<bundle::Target> target;
    bundle::Built built;
    std::vector<bundle::Gap> gaps;
    const auto notes = options.with_private ? PrivateNotes::taken_in : PrivateNotes::left_out;
    std::size_t left_out = 0;
    // What is allocated for a package that then fails the gate must not stay.
    store.transact([&] {
        auto contents = bundle::gather(store, load_material(store, row, notes, &left_out), gather);
        redact_contents(store, contents, options.redact);
        target = target_of(options, contents.view);
        refuse_foreign_target(*target, row.id + "; " + bundle::case_words(row.facts), options.force);
        built = bundle::build_package(contents);
        gaps = bundle::find_gaps(contents.material);
        if (profile)
            for (auto& gap : bundle::check_limits(profile->files, built.index)) gaps.push_back(std::move(gap));
        for (auto& gap : bundle::document_gaps(built)) gaps.push_back(std::move(gap));
        auto searched = pass_gate(session, gate_of(store, contents), built.files);
        signer.sign(built.files, row.id);
        store::append_journal(store, {.action = "bundle",
                                      .object = row.id,
                                      .case_id = row.id,
                                      .after = hash::sha256(bundle::bytes_of(built.files, bundle::sealed_file)),
                                      .detail = Json::object().set("zip", target->zip).set("gate", std::move(searched))});
        bundle::write_package(built.files, *target);
    });
    if (left_out > 0)
        session.note(left_out == 1
                         ? said("1 private note stays out of the package; --with-private takes it in")
                         : said("{} private notes stay out of the package; --with-private takes them in", left_out));
    for (const auto& glyph : built.missing_glyphs) session.note(said("no font has {}; it is drawn as its number", glyph));
    const bool act = say_gaps(session, gaps) > 0;
    session.out(target->path.string() + "\n");
    return act ? Exit::findings : Exit::ok;
}

} // namespace redress

#include "bundle_check.hpp"

#include "analyze/limits.hpp"
#include "base/file.hpp"
#include "bundle/gather.hpp"
#include "bundle/pdf_file.hpp"
#include "bundle/tree.hpp"
#include "bundle/write.hpp"
#include "options.hpp"
#include "scrutiny.hpp"
#include "timelines.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace fs = std::filesystem;

namespace redress {
namespace {

// Made in memory and thrown away: sizes and pages are those of the package itself.
CheckedFiles files_of(Session& session, const Scrutiny& scrutiny, const std::string& redact)
{
    CheckedFiles out;
    if (!scrutiny.ready.guessed.empty() || scrutiny.material.records.empty()) return out;
    auto& store = session.store();
    auto gather = gather_options(session, scrutiny.profile ? &*scrutiny.profile : nullptr);
    gather.allocate = false;
    auto contents = bundle::gather(store, scrutiny.material, gather);
    redact_contents(store, contents, redact);
    const auto built = bundle::build_package(contents);
    out.rows = built.index;
    if (scrutiny.profile) out.gaps = bundle::check_limits(scrutiny.profile->files, built.index);
    for (auto& gap : bundle::document_gaps(built)) out.gaps.push_back(std::move(gap));
    const auto searched = gate_of(store, contents).search(built.files);
    if (const auto& leak = searched.leak)
        out.gaps.push_back(
            {"leak",
             said("'{}' holds another customer's {}: no package is made of it", leak->file, bundle::kind_words(*leak)),
             said("take the record that holds it out of the case (redress case unlink), or have it masked: --redact "
                  "platform"),
             true});
    return out;
}

bool acts(const Scrutiny& scrutiny, const CheckedFiles& files)
{
    return std::any_of(scrutiny.points.begin(), scrutiny.points.end(),
                       [](const auto& point) { return point.to_act_on(); }) ||
           std::any_of(files.gaps.begin(), files.gaps.end(), [](const auto& gap) { return gap.to_act_on; });
}

OutputOptions output_of(const PackOptions& options)
{
    return {options.format.empty() ? "text" : options.format, options.output};
}

// What goes to the form out of a package, or all of a folder made for it; texts are the fields of that form.
struct Made {
    std::vector<analyze::FormFile> files;
    std::vector<analyze::FormText> texts;
    std::vector<analyze::OverLimit> over; // what is wrong with a file by itself
};

// The field a text of the folder is for; "": a text for no field that has limits. nullopt: a file to be uploaded.
std::optional<std::string> field_of(const std::string& file, const profile::Profile& profile)
{
    if (!file.ends_with(".txt")) return std::nullopt;
    for (const char* lang : {"en", "zh", "es"}) {
        for (const auto& rule : profile.texts)
            if (file == rule.field + ".txt" || file == text_file(rule, lang)) return rule.field;
        if (file == letter_file(lang)) return "";
    }
    return std::nullopt;
}

// A PDF's pages; one that cannot be opened will not be opened by who gets it either.
int pages_of(const fs::path& place, const std::string& name, std::vector<analyze::OverLimit>& over)
{
    try {
        return bundle::count_pdf_pages(MappedFile::open(place.string()).bytes(), name);
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::input) throw;
        over.push_back({"file-damaged", error.message(), said("take the file out, or put a whole one in its place")});
        return 0;
    }
}

Made read_made(const std::string& path, bool package, const profile::Profile& profile)
{
    Made made;
    const auto tree = bundle::read_tree(path);
    const TempDir work;
    const auto unpacked = tree.zip ? tree.unpack(work.path()) : std::map<std::string, fs::path>();
    for (const auto& [name, entry] : tree.files) {
        const auto file = fs::path(name).filename().string();
        const bool page = file.ends_with(".pdf") || file.find("_document.") != std::string::npos;
        if (package && (!name.starts_with("data/") || !page)) continue; // the rest is for those who verify
        if (const auto field = package ? std::nullopt : field_of(file, profile)) {
            made.texts.push_back({*field, tree.read(name)});
            continue;
        }
        const auto place = tree.zip ? unpacked.at(name) : fs::path(path) / name;
        const int pages = file.ends_with(".pdf") ? pages_of(place, file, made.over) : 0;
        made.files.push_back({file, entry.bytes, pages});
    }
    return made;
}

render::Document made_page(const std::string& path, const Made& made, const std::vector<analyze::OverLimit>& over,
                           const profile::Profile& profile, const std::string& lang)
{
    const Say say(lang);
    render::Document document;
    document.title = say("Check of '{}' for {}", path, profile.display.in(lang));
    document.lang = lang;
    render::Table table{"over", {say("what"), say("what to do"), say("code")}, {}, {}};
    auto points = Json::array(), files = Json::array();
    for (const auto& one : over) {
        table.rows.push_back({one.what.in(lang), one.cure.in(lang), one.code});
        points.push(
            Json::object().set("code", one.code).set("kind", "limit").set("what", one.what.en()).set("cure", one.cure.en()));
    }
    if (over.empty())
        document.blocks.emplace_back(render::Prose{say("Nothing is over a limit.")});
    else
        document.blocks.emplace_back(std::move(table));
    render::Table list{"files", {say("file"), say("bytes"), say("pages")}, {}, {false, true, true}};
    std::uint64_t total = 0;
    for (const auto& file : made.files) {
        const auto pages = file.pages > 0 ? std::to_string(file.pages) : "";
        list.rows.push_back({file.name, std::to_string(file.bytes), pages});
        files.push(Json::object().set("file", file.name).set("bytes", file.bytes).set("pages", file.pages));
        total += file.bytes;
    }
    list.rows.push_back({say("in all"), std::to_string(total), ""});
    document.blocks.emplace_back(std::move(list));
    document.data = Json::object()
                        .set("schema", "redress/check/1")
                        .set("path", path)
                        .set("platform", profile.id)
                        .set("points", std::move(points))
                        .set("files", std::move(files));
    return document;
}

} // namespace

Exit check_case(Session& session, const store::CaseRow& row, const PackOptions& options)
{
    auto scrutiny = scrutinise_case(session, row, options.with_private ? PrivateNotes::taken_in : PrivateNotes::left_out);
    if (!options.called.empty()) scrutiny.material.case_id = options.called;
    const auto output = output_of(options);
    if (options.against) {
        write_document(against_page(scrutiny, session), output, session);
        return std::any_of(scrutiny.points.begin(), scrutiny.points.end(), [](const auto& p) { return p.weight > 0; })
                   ? Exit::findings
                   : Exit::ok;
    }
    const auto files = files_of(session, scrutiny, options.redact);
    write_document(check_page(scrutiny, files, session), output, session);
    return acts(scrutiny, files) ? Exit::findings : Exit::ok;
}

Exit check_made(Session& session, const std::string& path, const std::string& platform, const PackOptions& options)
{
    const auto ours = bundle::case_of_package(path); // "C-0001; paypal/1001"
    auto taker = platform;
    if (const auto at = ours.find("; "); taker.empty() && at != std::string::npos)
        taker = ours.substr(at + 2, ours.find('/', at) - at - 2);
    const auto profile = taker_of_upload(taker, session);
    if (!profile)
        throw Error(ErrorKind::usage, said("for which platform '{}' is to be checked is not known", path),
                    said("say --platform NAME; redress platform list names them"));
    const auto made = read_made(path, !ours.empty(), *profile);
    auto over = made.over;
    for (auto& one : analyze::check_files(profile->files, made.files)) over.push_back(std::move(one));
    for (auto& one : analyze::check_texts(profile->texts, made.texts)) over.push_back(std::move(one));
    write_document(made_page(path, made, over, *profile, session.lang()), output_of(options), session);
    return over.empty() ? Exit::ok : Exit::findings;
}

} // namespace redress

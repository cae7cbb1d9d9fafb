// What an upload folder holds and what it does not, for the seller.
#include "platform_words.hpp"
#include "uploading.hpp"

#include <fmt/format.h>

#include <map>

namespace redress {
namespace {

std::string title_of(const Drafting& draft, const std::string& label)
{
    for (const auto& exhibit : draft.exhibits)
        if (exhibit.label == label) return analyze::title_words(exhibit.title).in(draft.lang);
    return {};
}

std::string lines_of(const bundle::UploadPlace& place)
{
    if (place.lines.empty()) return {};
    return fmt::format("{}-{}", *place.lines.begin(), *place.lines.rbegin());
}

Json data_of(const Drafting& draft, const bundle::Upload& upload, const std::vector<UploadText>& texts,
             const std::string& folder)
{
    auto files = Json::array(), fields = Json::array(), left = Json::array();
    for (const auto& file : upload.files) {
        auto exhibits = Json::array();
        for (const auto& place : upload.places)
            if (place.file == file.file.path)
                exhibits.push(
                    Json::object().set("exhibit", place.label).set("cited_as", place.name).set("lines", lines_of(place)));
        files.push(Json::object()
                       .set("file", file.file.path)
                       .set("bytes", bundle::size_of(file.file))
                       .set("pages", file.pages)
                       .set("exhibits", std::move(exhibits)));
    }
    for (const auto& text : texts)
        fields.push(Json::object()
                        .set("file", text.file)
                        .set("field", text.rule ? Json(text.rule->field) : Json(nullptr))
                        .set("used", text.rule ? Json(text.used) : Json(nullptr))
                        .set("max", text.rule ? Json(text.rule->max) : Json(nullptr))
                        .set("unit", text.rule ? Json(text.rule->unit) : Json(nullptr)));
    for (const auto& one : upload.left_out)
        left.push(Json::object()
                      .set("exhibit", one.label)
                      .set("title", one.title)
                      .set("pages", one.pages.empty() ? Json(nullptr) : Json(one.pages))
                      .set("why", one.why.en()));
    const auto& once = draft.profile.submission.once;
    return Json::object()
        .set("schema", "redress/upload/1")
        .set("case", draft.row.id)
        .set("for", draft.profile.decided_by.empty() ? draft.profile.id : draft.profile.decided_by)
        .set("folder", folder)
        .set("once", once.en.empty() ? Json(nullptr) : Json(once.in(draft.lang)))
        .set("files", std::move(files))
        .set("texts", std::move(fields))
        .set("left_out", std::move(left));
}

} // namespace

render::Document upload_listing(const Drafting& draft, const bundle::Upload& upload, const std::vector<UploadText>& texts,
                                const std::string& folder)
{
    const Say say(draft.lang);
    render::Document out;
    out.title = folder;
    out.lang = draft.lang;
    render::Table files{"files", {say("file"), say("bytes"), say("pages"), say("shows")}, {}, {false, true, true}};
    for (const auto& file : upload.files) {
        std::string shows;
        for (const auto& place : upload.places) {
            if (place.file != file.file.path) continue;
            shows += (shows.empty() ? "" : "; ") + place.label + " " + title_of(draft, place.label);
            if (!place.lines.empty()) shows += say(", lines {}", lines_of(place));
        }
        files.rows.push_back(
            {file.file.path, std::to_string(bundle::size_of(file.file)), std::to_string(file.pages), shows});
    }
    render::Table fields{"texts", {say("answer"), say("used"), say("form takes")}, {}, {false, true}};
    for (const auto& text : texts)
        fields.rows.push_back({text.file, text.rule ? std::to_string(text.used) : std::string("-"),
                               text.rule ? limit_in_words(*text.rule, draft.lang) : say("not known")});
    out.blocks = {std::move(files), std::move(fields)};
    if (!upload.left_out.empty()) {
        render::Table left{"left_out", {say("left out"), say("pages"), say("reason it stays out")}, {}, {}};
        for (const auto& one : upload.left_out)
            left.rows.push_back({one.label + " " + one.title, one.pages, one.why.in(draft.lang)});
        out.blocks.emplace_back(std::move(left));
    }
    out.data = data_of(draft, upload, texts, folder);
    return out;
}

} // namespace redress

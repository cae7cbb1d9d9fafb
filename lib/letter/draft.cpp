#include "letter/draft.hpp"

#include "analyze/limits.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

namespace fs = std::filesystem;

namespace redress::letter {
namespace {

std::vector<std::string> names_of(const Wanted& w)
{
    std::vector<std::string> out;
    const auto add = [&](std::string name) {
        name += "." + w.lang + ".md";
        if (std::find(out.begin(), out.end(), name) == out.end()) out.push_back(name);
    };
    if (!w.reason.empty() && !w.stage.empty()) add(w.kind + "." + w.reason + "." + w.stage);
    if (!w.reason.empty()) add(w.kind + "." + w.reason);
    if (!w.stage.empty()) add(w.kind + "." + w.stage);
    add(w.kind);
    return out;
}

std::set<std::string> kinds_in(const fs::path& folder)
{
    std::set<std::string> out;
    std::error_code code;
    for (const auto& entry : fs::directory_iterator(folder, code)) {
        const auto name = entry.path().filename().string();
        if (entry.path().extension() == ".md") out.insert(name.substr(0, name.find('.')));
    }
    return out;
}

} // namespace

fs::path find_template(const fs::path& share, const fs::path& config, const Wanted& w)
{
    const bool plain = !w.kind.empty() && w.kind.find_first_of("/.\\") == std::string::npos;
    auto folders = w.folders;
    folders.emplace_back("common");
    std::set<std::string> kinds, langs;
    std::error_code code;
    for (const auto& folder : folders)
        for (const auto& root : {config, share}) {
            for (const auto& kind : kinds_in(root / "templates" / folder)) kinds.insert(kind);
            for (const auto* lang : {"en", "zh", "es"})
                if (plain && fs::is_regular_file(root / "templates" / folder / (w.kind + "." + lang + ".md"), code))
                    langs.insert(lang);
        }
    if (plain)
        for (const auto& folder : folders)
            for (const auto& name : names_of(w))
                for (const auto& root : {config, share})
                    if (const auto path = root / "templates" / folder / name; fs::is_regular_file(path, code)) return path;
    if (plain && kinds.count(w.kind))
        throw Error(ErrorKind::input,
                    said("no template '{}' for {} in language '{}'", w.kind, joined(w.folders, said(", ")), w.lang),
                    langs.empty() ? said("redress-templates(5) says where to put one")
                                  : said("there is one in another language: {}",
                                         fmt::format("--lang {}", fmt::join(langs, ", --lang "))));
    const auto near = text::nearest(w.kind, {kinds.begin(), kinds.end()});
    throw Error(ErrorKind::usage, said("no kind of draft '{}'", w.kind),
                !near.empty() ? said("did you mean '{}'?", near)
                : kinds.empty()
                    ? said("no templates in '{}'; name the folder with --share", (share / "templates").string())
                    : said("there are {}", joined(std::vector<std::string>(kinds.begin(), kinds.end()), said(", "))));
}

Length measure(std::string_view letter, const profile::Profile& profile, const std::string& kind)
{
    Length out;
    for (const auto& rule : profile.texts) {
        if (std::find(rule.letters.begin(), rule.letters.end(), kind) == rule.letters.end()) continue;
        out.rule = rule;
        out.used = analyze::length_in_units(letter, rule);
        if (!out.fits()) break;
    }
    return out;
}

std::vector<std::pair<std::string, std::uint64_t>> savings(const std::string& text, const std::string& name,
                                                           const Json& context, const std::string& case_id,
                                                           const profile::TextRule& rule, const Printed& printed)
{
    std::vector<std::pair<std::string, std::uint64_t>> out;
    const auto whole = analyze::length_in_units(printed(fill(text, name, context, case_id)), rule);
    for (const auto& section : slots_of(text, name).sections) {
        auto without = context;
        without.set(section, false);
        const auto rest = analyze::length_in_units(printed(fill(text, name, without, case_id)), rule);
        if (rest < whole) out.emplace_back(section, whole - rest);
    }
    std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
    return out;
}

} // namespace redress::letter

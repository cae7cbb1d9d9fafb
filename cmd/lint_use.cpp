#include "lint_use.hpp"

#include "base/text.hpp"
#include "letter/slot_names.hpp"
#include "profile/rules.hpp"

#include <algorithm>
#include <filesystem>

namespace fs = std::filesystem;

namespace redress {
namespace {

template <typename T> const T& first_of(const T& a, const T& b)
{
    return a.empty() ? b : a;
}

std::string kind_in_word(const std::string& word)
{
    const auto name = text::lower_ascii(word);
    const auto edge = [&](std::size_t i) { return i >= name.size() || name[i] < 'a' || name[i] > 'z'; };
    for (const auto& kind : profile::rule_kinds())
        for (auto at = name.find(kind); at != std::string::npos; at = name.find(kind, at + 1)) {
            if (at != 0 && !edge(at - 1)) continue;
            auto end = at + kind.size();
            // replies, appeals, shops, reminders
            if (!edge(end) && name[end] == 's' && edge(end + 1)) return kind;
            if (edge(end)) return kind;
        }
    return name.find("replies") != std::string::npos ? "reply" : "";
}

bool below_templates(const fs::path& path)
{
    const auto folder = path.parent_path();
    return std::any_of(folder.begin(), folder.end(), [](const fs::path& part) { return part == "templates"; });
}

// A letter of redress's own: KIND[.REASON][.STAGE].LANG.md in a folder below templates.
std::string letter_kind(const fs::path& path)
{
    const auto name = path.filename().string();
    const auto word = name.substr(0, name.find('.'));
    const auto& kinds = letter::letter_kinds();
    return std::find(kinds.begin(), kinds.end(), word) == kinds.end() ? "" : word;
}

ingest::ProseUnit unit_named(const std::string& word)
{
    if (word == "line") return ingest::ProseUnit::line;
    if (word == "paragraph") return ingest::ProseUnit::paragraph;
    return word == "section" ? ingest::ProseUnit::section : ingest::ProseUnit::file;
}

} // namespace

std::string kind_in_name(const std::string& path)
{
    const fs::path whole(path);
    auto kind = kind_in_word(whole.filename().string());
    const auto folders = whole.parent_path();
    int near = 2; // a folder farther up was named for something else
    for (auto it = folders.end(); kind.empty() && near-- > 0 && it != folders.begin();)
        kind = kind_in_word((--it)->string());
    return kind;
}

LintUses::LintUses(LintSaid options, const LintSettings& settings, std::string encoding, bool as_text)
    : options_(std::move(options)), settings_(settings), encoding_(std::move(encoding)), as_text_(as_text)
{
    for (auto& word : options_.jurisdictions) word = jurisdiction_named(word).value_or(word);
}

LintFileUse LintUses::of_file(const std::string& path) const
{
    LintFileUse out;
    const auto own = settings_.of_file(path);
    const auto by_name = path == "-" ? std::string() : kind_in_name(path);
    auto& said = out.said;
    said.kind = first_of(first_of(options_.kind, own.kind), first_of(by_name, settings_.all.kind));
    if (said.kind.empty()) said.kind = "reply";
    said.lang = first_of(first_of(options_.lang, own.lang), settings_.all.lang);
    said.platform = first_of(first_of(options_.platform, own.platform), settings_.all.platform);
    said.jurisdictions = first_of(first_of(options_.jurisdictions, own.jurisdictions), settings_.all.jurisdictions);
    said.unit = first_of(first_of(options_.unit, own.unit), settings_.all.unit);
    said.is_template = own.is_template ? own.is_template : settings_.all.is_template;

    auto& options = out.options;
    options.kind = said.kind;
    options.encoding = encoding_;
    if (!said.unit.empty()) options.unit = unit_named(said.unit);
    if (as_text_ || path == "-") return out;
    options.shape = ingest::prose_shape(path).value_or(ingest::ProseShape::lines);
    const bool mustache = text::lower_ascii(path).ends_with(".mustache");
    const bool is_template = said.is_template.value_or(mustache || below_templates(fs::path(path)));
    options.front_matter = options.shape == ingest::ProseShape::markdown || mustache || is_template;
    if (!is_template) return out;
    options.slots.emplace();
    options.slots_of_kinds = {letter::slot_names(), letter::slot_prefixes()};
    if (!letter_kind(fs::path(path)).empty()) options.slots = options.slots_of_kinds;
    for (const auto& slot : settings_.all.slots) options.slots->names[slot];
    for (const auto& slot : own.slots) options.slots->names[slot];
    return out;
}

LintTextUse LintUses::of_text(const LintFileUse& file, const ingest::ProseSays& says)
{
    LintTextUse out;
    out.kind = first_of(says.kind, file.said.kind);
    // --lint-lang is an order; what is said elsewhere of the language is less than what the text says.
    out.lang = options_.lang.empty() ? first_of(says.lang, file.said.lang) : options_.lang;
    out.scope = scope(first_of(says.platform, file.said.platform), first_of(says.jurisdictions, file.said.jurisdictions));
    return out;
}

const analyze::LintScope* LintUses::scope(const std::string& platform, const std::vector<std::string>& jurisdictions)
{
    auto key = platform;
    for (const auto& place : jurisdictions) key += '\n' + place;
    auto& scope = scopes_[key];
    if (!scope) {
        scope = std::make_unique<analyze::LintScope>();
        scope->platform = platform;
        scope->jurisdictions = jurisdictions;
        scope->channels = settings_.channels;
        scope->severities = settings_.severities;
    }
    return scope.get();
}

} // namespace redress

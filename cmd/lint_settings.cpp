#include "lint_settings.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "base/toml.hpp"
#include "profile/rules.hpp"

#include <fnmatch.h>

#include <algorithm>

namespace fs = std::filesystem;

namespace redress {
namespace {

[[noreturn]] void fail(const Said& what, const Said& hint)
{
    throw Error(ErrorKind::input, said(".redress.toml: {}", what), hint);
}

// A repository may be somebody else's: what it names must lie in it.
std::string inside(const fs::path& root, const std::string& path)
{
    std::error_code code;
    const auto full = fs::weakly_canonical(root / path, code);
    const auto base = fs::weakly_canonical(root, code);
    const auto relative = full.lexically_relative(base);
    if (code || relative.empty() || *relative.begin() == "..")
        fail(said("'{}' lies outside the repository", path), said("give it with --rules instead"));
    return full.string();
}

// One table of the file. Every key must be known, and hold what it should.
class Table {
public:
    Table(const Json& table, std::string name, const std::vector<std::string>& keys) : table_(table), name_(std::move(name))
    {
        if (!table.is_object() && !table.is_null()) fail(said("{} is no table", name_), see_page());
        for (const auto& member : table.members())
            if (std::find(keys.begin(), keys.end(), member.key) == keys.end()) {
                const auto near = text::nearest(member.key, keys);
                fail(said("no key '{}' in {}", member.key, name_),
                     near.empty() ? see_page() : said("did you mean '{}'?", near));
            }
    }
    static Said see_page() { return said("redress-lint(1) lists the keys"); }

    std::string word(const char* key, const std::vector<std::string>& words = {}) const
    {
        const auto* value = table_.find(key);
        if (!value) return {};
        const auto out = value->string();
        if (!out || out->empty()) fail(said("{} of {} is no word", key, name_), see_page());
        if (!words.empty() && std::find(words.begin(), words.end(), *out) == words.end()) {
            std::string list;
            for (const auto& w : words) list += (list.empty() ? "" : ", ") + w;
            fail(said("{} '{}' is unknown", key, *out), said("it is one of: {}", list));
        }
        return *out;
    }
    // A list of words, or one.
    std::vector<std::string> list(const char* key) const
    {
        std::vector<std::string> out;
        const auto* value = table_.find(key);
        if (!value) return out;
        if (const auto one = value->string()) return {*one};
        if (!value->is_array()) fail(said("{} of {} is no list", key, name_), see_page());
        for (const auto& item : value->items()) {
            const auto text = item.string();
            if (!text || text->empty()) fail(said("{} of {} is no list of words", key, name_), see_page());
            out.push_back(*text);
        }
        return out;
    }
    std::optional<bool> flag(const char* key) const
    {
        const auto* value = table_.find(key);
        if (!value) return std::nullopt;
        if (const auto out = value->boolean()) return out;
        fail(said("{} of {} is neither true nor false", key, name_), see_page());
    }

private:
    const Json& table_;
    std::string name_;
};

LintSaid said_in(const Table& table)
{
    LintSaid out;
    out.kind = table.word("kind", profile::rule_kinds());
    out.lang = table.word("lang", {"zh", "en", "es"});
    out.platform = table.word("platform");
    out.unit = table.word("unit", lint_units());
    for (const auto& word : table.list("jurisdiction")) {
        const auto name = jurisdiction_named(word);
        if (!name) fail(said("jurisdiction '{}' is unknown", word), said("it has two letters, as CN, US, EU"));
        out.jurisdictions.push_back(*name);
    }
    out.is_template = table.flag("template");
    out.slots = table.list("slots");
    return out;
}

void read_severities(const Json& table, LintSettings& out)
{
    if (!table.is_object() && !table.is_null()) fail(said("{} is no table", "[lint.severity]"), Table::see_page());
    for (const auto& member : table.members()) {
        const auto word = member.value.string_or("");
        if (word == "error")
            out.severities[member.key] = Severity::error;
        else if (word == "warning")
            out.severities[member.key] = Severity::warning;
        else if (word == "note")
            out.severities[member.key] = Severity::note;
        else
            fail(said("the severity of '{}' is none", member.key), said("it is one of: {}", "error, warning, note"));
    }
}

void lay_over(const LintSaid& upper, LintSaid& out)
{
    if (!upper.kind.empty()) out.kind = upper.kind;
    if (!upper.lang.empty()) out.lang = upper.lang;
    if (!upper.platform.empty()) out.platform = upper.platform;
    if (!upper.unit.empty()) out.unit = upper.unit;
    if (!upper.jurisdictions.empty()) out.jurisdictions = upper.jurisdictions;
    if (upper.is_template) out.is_template = upper.is_template;
    out.slots.insert(out.slots.end(), upper.slots.begin(), upper.slots.end());
}

std::string from_root(const fs::path& root, const std::string& path)
{
    std::error_code code;
    return fs::weakly_canonical(path, code).lexically_relative(fs::weakly_canonical(root, code)).string();
}

bool fits(const std::string& glob, const std::string& name)
{
    // As in .gitignore: a name without a folder is meant in any folder, and a folder means all in it.
    if (::fnmatch(glob.c_str(), name.c_str(), 0) == 0 || name.compare(0, glob.size() + 1, glob + "/") == 0) return true;
    return glob.starts_with("**/") && fits(glob.substr(3), name);
}

} // namespace

LintSettings lint_settings()
{
    LintSettings out;
    const auto root = repository_root();
    std::error_code code;
    if (root.empty() || !fs::is_regular_file(root / ".redress.toml", code)) return out;
    const auto file = toml::load(root / ".redress.toml");
    const auto& lint = file["lint"];
    const Table table(lint, "[lint]",
                      {"rules", "exclude", "fail_on", "kind", "lang", "platform", "jurisdiction", "unit", "template",
                       "slots", "official_channels", "severity", "files"});
    out.root = root;
    for (const auto& path : table.list("rules")) out.rules.push_back(inside(root, path));
    out.exclude = table.list("exclude");
    out.channels = table.list("official_channels");
    out.fail_on = table.word("fail_on", {"error", "warning", "note", "never"});
    out.all = said_in(table);
    read_severities(lint["severity"], out);
    if (lint.find("files") && !lint["files"].is_array()) fail(said("{} is no table", "[[lint.files]]"), Table::see_page());
    for (const auto& item : lint["files"].items()) {
        const Table files(item, "[[lint.files]]",
                          {"glob", "kind", "lang", "platform", "jurisdiction", "unit", "template", "slots"});
        LintSettings::Files entry{files.list("glob"), said_in(files)};
        if (entry.globs.empty()) fail(said("an entry of [[lint.files]] has no glob"), Table::see_page());
        out.files.push_back(std::move(entry));
    }
    return out;
}

fs::path repository_root()
{
    std::error_code code;
    for (auto folder = fs::current_path(code); !folder.empty(); folder = folder.parent_path()) {
        if (fs::exists(folder / ".git", code)) return folder;
        if (folder == folder.root_path()) break;
    }
    return {};
}

bool LintSettings::excludes(const std::string& path) const
{
    if (exclude.empty()) return false;
    const auto name = from_root(root, path);
    return std::any_of(exclude.begin(), exclude.end(), [&](const std::string& glob) { return fits(glob, name); });
}

LintSaid LintSettings::of_file(const std::string& path) const
{
    LintSaid out;
    if (files.empty() || path == "-") return out;
    const auto name = from_root(root, path);
    for (const auto& entry : files)
        if (std::any_of(entry.globs.begin(), entry.globs.end(), [&](const std::string& glob) { return fits(glob, name); }))
            lay_over(entry.said, out);
    return out;
}

std::optional<std::string> jurisdiction_named(const std::string& word)
{
    std::string out;
    for (const char c : word) out += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    const bool letters = std::all_of(out.begin(), out.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    return out.size() == 2 && letters ? std::optional(out) : std::nullopt;
}

const std::vector<std::string>& lint_units()
{
    static const std::vector<std::string> units{"line", "paragraph", "section", "file"};
    return units;
}

} // namespace redress

#include "profile/rules.hpp"

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "base/toml.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace fs = std::filesystem;

namespace redress::profile {
namespace {

Said where_to_look()
{
    return said("redress-rules(5) describes the keys");
}

class Reader {
public:
    Reader(const Json& table, const std::string& file, const std::string& rule) : table_(table), file_(file), rule_(rule) {}

    [[noreturn]] void fail(const Said& what) const
    {
        throw Error(ErrorKind::input, said("{}: rule '{}': {}", file_, rule_, what), where_to_look());
    }

    std::string word(std::string_view key, std::string_view fallback, const std::vector<std::string>& allowed) const
    {
        const auto* value = table_.find(key);
        if (!value) return std::string(fallback);
        const auto text = value->string();
        if (!text) fail(said("{} is not a string", key));
        if (!allowed.empty() && std::find(allowed.begin(), allowed.end(), *text) == allowed.end()) {
            const auto near = text::nearest(*text, allowed);
            fail(near.empty() ? said("{} '{}' is unknown", key, *text)
                              : said("{} '{}' is unknown, did you mean '{}'?", key, *text, near));
        }
        return *text;
    }

    std::vector<std::string> list(std::string_view key) const
    {
        std::vector<std::string> out;
        const auto* value = table_.find(key);
        if (!value) return out;
        if (!value->is_array()) fail(said("{} is not a list", key));
        for (const auto& item : value->items()) {
            if (!item.is_string()) fail(said("{} holds something that is not a string", key));
            out.push_back(*item.string());
        }
        return out;
    }

    Bilingual bilingual(std::string_view key) const
    {
        const auto& value = table_[key];
        return {value["en"].string_or(""), value["zh"].string_or("")};
    }

    std::optional<std::size_t> number(std::string_view key) const { return whole(table_, key); }

    bool flag(std::string_view key) const
    {
        const auto* value = table_.find(key);
        if (!value) return false;
        const auto is = value->boolean();
        if (!is) fail(said("{} is neither true nor false", key));
        return *is;
    }

    Severity severity(std::string_view fallback) const { return severity_in(word("severity", fallback, severities())); }

    std::vector<Overlay> overlays() const
    {
        std::vector<Overlay> out;
        for (const auto& item : table_["overlays"].items()) {
            const Reader read(item, file_, rule_);
            read.only({"platforms", "jurisdictions", "severity", "source", "seen"});
            Overlay overlay{read.list("platforms"), read.list("jurisdictions"), read.severity(""),
                            read.word("source", "", {}), read.word("seen", "", {})};
            if (overlay.platforms.empty() && overlay.jurisdictions.empty())
                fail(said("an overlay names no platform and no jurisdiction"));
            out.push_back(std::move(overlay));
        }
        return out;
    }

    std::optional<Rule::Length> length() const
    {
        const auto* value = table_.find("length");
        if (!value) return std::nullopt;
        const Reader read(*value, file_, rule_);
        read.only({"least", "most", "unit"});
        Rule::Length out{read.number("least"), read.number("most"), LengthUnit::chars};
        if (!out.least && !out.most) fail(said("length has neither least nor most"));
        const auto unit = read.word("unit", "chars", {"chars", "utf16", "bytes"});
        out.unit = unit == "bytes" ? LengthUnit::bytes : unit == "utf16" ? LengthUnit::utf16 : LengthUnit::chars;
        return out;
    }

    void only(const std::vector<std::string>& known) const
    {
        for (const auto& member : table_.members())
            if (std::find(known.begin(), known.end(), member.key) == known.end()) {
                const auto near = text::nearest(member.key, known);
                fail(near.empty() ? said("no key '{}'", member.key)
                                  : said("no key '{}', did you mean '{}'?", member.key, near));
            }
    }

private:
    static const std::vector<std::string>& severities()
    {
        static const std::vector<std::string> words{"error", "warning", "note"};
        return words;
    }

    Severity severity_in(const std::string& word) const
    {
        if (word.empty()) fail(said("an overlay has no severity"));
        if (word == "error") return Severity::error;
        return word == "note" ? Severity::note : Severity::warning;
    }

    std::optional<std::size_t> whole(const Json& table, std::string_view key) const
    {
        const auto* value = table.find(key);
        if (!value) return std::nullopt;
        const auto number = value->integer();
        if (!number || *number < 0) fail(said("{} is not a whole number", key));
        return static_cast<std::size_t>(*number);
    }

    const Json& table_;
    const std::string& file_;
    const std::string& rule_;
};

// What the rule looks for, and what else must hold of it.
void read_matter(Rule& rule, const Reader& read)
{
    rule.patterns = read.list("patterns");
    rule.detector = read.word("detector", "", {});
    rule.missing = read.list("missing");
    rule.length = read.length();
    rule.scorer = read.flag("scorer");
    rule.firm = read.flag("firm");
    const auto given = int{!rule.patterns.empty()} + int{!rule.detector.empty()} + int{!rule.missing.empty()} +
                       int{rule.length.has_value()} + int{rule.scorer};
    if (given != 1) read.fail(said("needs exactly one of patterns, detector, missing, length, scorer"));
    rule.near = read.list("near");
    rule.within = read.number("within").value_or(0);
    if (rule.near.empty() != (rule.within == 0)) read.fail(said("near and within go together"));
    rule.after = read.list("after");
    rule.times = read.number("times").value_or(1);
    if (rule.times == 0) read.fail(said("times is 0"));
    if (rule.patterns.empty() && (rule.within || rule.times > 1 || !rule.after.empty()))
        read.fail(said("near, after and times are for patterns"));
    rule.when = read.list("when");
}

// A machine may put it in place of what was found, without anybody reading the sentence: so only where marks and spaces are
// wrong, never where wording is.
void read_fix(Rule& rule, const Reader& read)
{
    rule.fix = read.word("fix", "", {});
    if (rule.fix.empty()) return;
    if (rule.category != "structure") read.fail(said("fix is for rules of category structure"));
    if ((rule.patterns.empty() && rule.detector.empty()) || rule.times > 1 || !rule.after.empty())
        read.fail(said("fix is for what patterns or a detector find, not for what is missing, repeated or out of order"));
    if (rule.fix.find_first_of("\r\n") != std::string::npos) read.fail(said("fix holds a line end"));
}

Rule read_rule(const Json& table, const std::string& file)
{
    Rule rule;
    rule.id = table["id"].string_or("");
    const Reader read(table, file, rule.id);
    if (rule.id.empty()) read.fail(said("no id"));
    read.only({"id",       "category",   "kinds",   "lang",   "platforms", "jurisdictions", "severity", "overlays",
               "patterns", "detector",   "missing", "length", "scorer",    "firm",          "near",     "within",
               "after",    "times",      "when",    "except", "unless",    "requires",      "scope",    "quotes",
               "message",  "suggestion", "why",     "fix",    "source",    "seen",          "good",     "bad"});
    rule.category = read.word("category", "", rule_categories());
    if (rule.category.empty()) read.fail(said("no category"));
    rule.kinds = read.list("kinds");
    if (rule.kinds.empty()) read.fail(said("no kinds"));
    for (const auto& kind : rule.kinds)
        if (std::find(rule_kinds().begin(), rule_kinds().end(), kind) == rule_kinds().end())
            read.fail(said("kind '{}' is unknown", kind));
    rule.lang = read.word("lang", "any", {"zh", "en", "es", "any"});
    rule.platforms = read.list("platforms");
    rule.jurisdictions = read.list("jurisdictions");
    rule.severity = read.severity(rule.category == "structure" ? "note" : "warning");
    rule.overlays = read.overlays();
    read_matter(rule, read);
    rule.except = read.list("except");
    rule.unless = read.list("unless");
    rule.requires_any = read.list("requires");
    rule.whole_text = read.word("scope", "text", {"text", "sentence"}) == "text";
    rule.check_quotes = read.word("quotes", "skip", {"skip", "check"}) == "check";
    rule.message = read.bilingual("message");
    rule.suggestion = read.bilingual("suggestion");
    if (rule.message.en.empty() || rule.message.zh.empty()) read.fail(said("message needs en and zh"));
    rule.why = read.bilingual("why");
    read_fix(rule, read);
    rule.source = read.word("source", "", {});
    rule.seen = read.word("seen", "", {});
    rule.good = read.list("good");
    rule.bad = read.list("bad");
    rule.file = file;
    return rule;
}

} // namespace

const std::vector<std::string>& rule_categories()
{
    static const std::vector<std::string> names{"confrontation",
                                                "blame",
                                                "stonewall",
                                                "calm-down",
                                                "shift-responsibility",
                                                "harsh",
                                                "perfunctory",
                                                "no-eta",
                                                "paid-review",
                                                "coerced-review",
                                                "review-gating",
                                                "refund-for-review",
                                                "off-platform",
                                                "personal-data",
                                                "absolute-claim",
                                                "rights-denied",
                                                "legal-threat",
                                                "liability-admission",
                                                "accuse-platform",
                                                "fake-transaction",
                                                "placeholder",
                                                "structure"};
    return names;
}

const std::vector<std::string>& rule_kinds()
{
    static const std::vector<std::string> names{"reply", "appeal", "shop", "reminder"};
    return names;
}

void add_rules(RuleSet& set, const Json& file, const std::string& name)
{
    for (const auto& member : file.members())
        if (member.key != "rule" && member.key != "words")
            throw Error(ErrorKind::input, said("{}: no key '{}'", name, member.key), where_to_look());
    for (const auto& member : file["words"].members()) {
        std::vector<std::string> words;
        for (const auto& item : member.value.items()) words.push_back(item.string_or(""));
        if (words.empty() || std::find(words.begin(), words.end(), "") != words.end())
            throw Error(ErrorKind::input, said("{}: words '{}' is not a list of strings", name, member.key),
                        where_to_look());
        set.words[member.key] = std::move(words);
    }
    for (const auto& table : file["rule"].items()) {
        auto rule = read_rule(table, name);
        const auto same = std::find_if(set.rules.begin(), set.rules.end(), [&](const Rule& r) { return r.id == rule.id; });
        if (same == set.rules.end())
            set.rules.push_back(std::move(rule));
        else if (same->file == name)
            throw Error(ErrorKind::input, said("{}: rule '{}' stands twice", name, rule.id), where_to_look());
        else
            *same = std::move(rule);
    }
}

std::vector<RuleFile> read_rule_files(const fs::path& path)
{
    std::error_code code;
    std::vector<fs::path> files;
    if (!fs::is_directory(path, code)) files.push_back(path);
    for (const auto& entry : fs::directory_iterator(path, code))
        if (entry.path().extension() == ".toml") files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    std::vector<RuleFile> out;
    out.reserve(files.size());
    for (const auto& file : files) out.push_back({file.string(), read_file(file.string())});
    return out;
}

void load_rules(RuleSet& set, const fs::path& path)
{
    for (const auto& file : read_rule_files(path)) add_rules(set, toml::parse(file.bytes, file.name), file.name);
}

} // namespace redress::profile

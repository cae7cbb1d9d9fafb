#include "lint_rule_page.hpp"

#include "base/diagnostic.hpp"
#include "base/said.hpp"

#include <fmt/format.h>

#include <utility>

namespace redress {
namespace {

Json strings(const std::vector<std::string>& list)
{
    auto out = Json::array();
    for (const auto& item : list) out.push(item);
    return out;
}

const char* unit_word(profile::LengthUnit unit)
{
    if (unit == profile::LengthUnit::bytes) return "bytes";
    return unit == profile::LengthUnit::utf16 ? "utf16" : "chars";
}

// Where a rule or an overlay applies.
Said places(const std::vector<std::string>& platforms, const std::vector<std::string>& jurisdictions)
{
    std::vector<std::string> all = platforms;
    all.insert(all.end(), jurisdictions.begin(), jurisdictions.end());
    return all.empty() ? said("everywhere") : joined(all, said(", "));
}

Said from(const std::string& source, const std::string& seen)
{
    if (source.empty()) return {};
    return seen.empty() ? as_is(source) : said("{}, seen {}", source, seen);
}

Said length_sought(const profile::Rule::Length& length)
{
    const auto* unit = unit_word(length.unit);
    if (!length.most) return said("a text shorter than {} {}", length.least.value_or(0), unit);
    if (!length.least) return said("a text longer than {} {}", *length.most, unit);
    return said("a text shorter than {} or longer than {} {}", *length.least, *length.most, unit);
}

Said sought(const profile::Rule& r, bool in_full)
{
    const auto list = [&](const std::vector<std::string>& phrases) {
        return in_full ? joined(phrases, as_is("\n")) : said("{} phrases", phrases.size());
    };
    if (!r.detector.empty()) return said("the shape {}", r.detector);
    if (!r.missing.empty()) return said("a text without any of: {}", list(r.missing));
    if (r.length) return length_sought(*r.length);
    if (r.patterns.empty()) return said("what the program itself checks");
    if (r.times > 1) return said("{} times in one text: {}", r.times, list(r.patterns));
    return list(r.patterns);
}

class Page {
public:
    Page(const profile::Rule& rule, std::string lang) : r_(rule), lang_(std::move(lang)) {}

    render::Document document(bool patterns)
    {
        render::Document out;
        out.title = r_.id;
        out.lang = lang_;
        out.blocks.emplace_back(render::Prose{r_.message.in(lang_)});
        row(said("suggestion"), r_.suggestion.in(lang_));
        row(said("what it costs"), r_.why.in(lang_));
        row(said("category"), r_.category);
        row(said("severity"), severity_word(r_.severity, lang_));
        for (const auto& o : r_.overlays) overlay(o);
        row(said("kinds of text"), joined(r_.kinds, said(", ")).in(lang_));
        row(said("language"), r_.lang);
        row(said("applies"), places(r_.platforms, r_.jurisdictions).in(lang_));
        row(said("looks for"), sought(r_, patterns).in(lang_));
        if (patterns) conditions();
        if (!r_.fix.empty()) row(said("fix"), fmt::format("'{}'", r_.fix));
        row(said("source"), from(r_.source, r_.seen).in(lang_));
        row(said("file"), r_.file);
        out.blocks.emplace_back(std::move(facts_));
        facts_ = {};
        for (const auto& text : r_.bad) row(said("bad example"), text);
        for (const auto& text : r_.good) row(said("good example"), text);
        if (!facts_.rows.empty()) out.blocks.emplace_back(std::move(facts_));
        return out;
    }

private:
    void row(const Said& label, const std::string& value)
    {
        if (!value.empty()) facts_.rows.emplace_back(label.in(lang_), value);
    }

    void overlay(const profile::Overlay& o)
    {
        auto words = said("{}: {}", places(o.platforms, o.jurisdictions), severity_word(o.severity, lang_)).in(lang_);
        if (const auto source = from(o.source, o.seen).in(lang_); !source.empty()) words += "\n" + source;
        row(said("but in"), words);
    }

    void conditions()
    {
        const auto list = [&](const Said& label, const std::vector<std::string>& phrases) {
            row(label, joined(phrases, as_is("\n")).in(lang_));
        };
        if (!r_.near.empty()) list(said("within {} characters of", r_.within), r_.near);
        list(said("unless before it stands"), r_.after);
        list(said("only beside"), r_.when);
        list(said("but not in"), r_.except);
        list(said("unless there is"), r_.unless);
        list(said("only with"), r_.requires_any);
    }

    const profile::Rule& r_;
    std::string lang_;
    render::Facts facts_;
};

Json overlays_json(const std::vector<profile::Overlay>& overlays)
{
    auto out = Json::array();
    for (const auto& o : overlays)
        out.push(Json::object()
                     .set("platforms", strings(o.platforms))
                     .set("jurisdictions", strings(o.jurisdictions))
                     .set("severity", to_string(o.severity))
                     .set("source", o.source)
                     .set("seen", o.seen));
    return out;
}

Json length_json(const std::optional<profile::Rule::Length>& length)
{
    if (!length) return {};
    const auto count = [](std::optional<std::size_t> n) { return n ? Json(static_cast<std::uint64_t>(*n)) : Json(); };
    return Json::object()
        .set("least", count(length->least))
        .set("most", count(length->most))
        .set("unit", unit_word(length->unit));
}

} // namespace

render::Document rule_page(const profile::Rule& rule, const std::string& lang, bool patterns)
{
    return Page(rule, lang).document(patterns);
}

Json rule_json(const profile::Rule& r)
{
    const auto chinese = Json::object().set("message", r.message.zh).set("suggestion", r.suggestion.zh).set("why", r.why.zh);
    auto out = Json::object();
    out.set("id", r.id).set("category", r.category).set("lang", r.lang).set("severity", to_string(r.severity));
    out.set("kinds", strings(r.kinds)).set("platforms", strings(r.platforms)).set("jurisdictions", strings(r.jurisdictions));
    out.set("overlays", overlays_json(r.overlays));
    out.set("message", r.message.en).set("suggestion", r.suggestion.en).set("why", r.why.en).set("zh", chinese);
    out.set("source", r.source)
        .set("seen", r.seen)
        .set("fix", r.fix)
        .set("good", strings(r.good))
        .set("bad", strings(r.bad))
        .set("file", r.file);
    out.set("patterns", strings(r.patterns)).set("detector", r.detector).set("missing", strings(r.missing));
    out.set("length", length_json(r.length))
        .set("near", strings(r.near))
        .set("within", static_cast<std::uint64_t>(r.within));
    out.set("after", strings(r.after)).set("times", static_cast<std::uint64_t>(r.times)).set("when", strings(r.when));
    out.set("except", strings(r.except)).set("unless", strings(r.unless)).set("requires", strings(r.requires_any));
    out.set("scope", r.whole_text ? "text" : "sentence").set("quotes", r.check_quotes ? "check" : "skip");
    return out;
}

} // namespace redress

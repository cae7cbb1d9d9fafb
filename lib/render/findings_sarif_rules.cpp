#include "base/text.hpp"
#include "render/findings_sarif.hpp"

#include <fmt/format.h>

namespace redress::render::findings {
namespace {

// Examples are somebody's text: in a fence that none of them closes, nothing in them is Markdown.
std::string fenced(const std::vector<std::string>& examples)
{
    std::string fence = "~~~";
    std::string all;
    for (const auto& text : examples) all += text + "\n";
    while (all.find(fence) != std::string::npos) fence += '~';
    return fence + "text\n" + all + fence + "\n";
}

std::string without_mark(std::string text) // "why: {}" with nothing behind it is a heading
{
    while (!text.empty() && text.back() == ' ') text.pop_back();
    return text;
}

std::string help(const profile::Rule& rule, std::string_view lang, bool markdown)
{
    std::string out;
    const auto add = [&](const std::string& paragraph) { out += (out.empty() ? "" : "\n") + paragraph + "\n"; };
    if (const auto& words = rule.suggestion.in(lang); !words.empty()) add(said("suggestion: {}", words).in(lang));
    if (const auto& words = rule.why.in(lang); !words.empty()) add(said("why: {}", words).in(lang));
    const auto examples = [&](const Said& one, const Said& heading, const std::vector<std::string>& texts) {
        if (texts.empty()) return;
        if (markdown) {
            add(without_mark(heading.in(lang)));
            out += "\n" + fenced(texts);
        } else
            add(one.in(lang));
    };
    std::string bad, good;
    for (const auto& text : rule.bad) bad += (bad.empty() ? "" : " / ") + text;
    for (const auto& text : rule.good) good += (good.empty() ? "" : " / ") + text;
    examples(said("bad:  {}", bad), said("bad:  {}", ""), rule.bad);
    examples(said("good: {}", good), said("good: {}", ""), rule.good);
    if (!rule.source.empty())
        add((rule.seen.empty() ? said("source: {}", rule.source) : said("source: {}, seen {}", rule.source, rule.seen))
                .in(lang));
    if (!out.empty()) out.pop_back();
    return out;
}

void write_text(json::Writer& w, const char* key, const std::string& text)
{
    w.key(key).begin_object().member("text", text).end_object();
}

void write_rule(json::Writer& w, const profile::Rule& rule, std::string_view lang)
{
    w.begin_object().member("id", rule.id);
    write_text(w, "shortDescription", rule.message.in(lang));
    const auto& why = rule.why.in(lang);
    write_text(w, "fullDescription", why.empty() ? rule.message.in(lang) : why);
    if (const auto plain = help(rule, lang, false); !plain.empty())
        w.key("help").begin_object().member("text", plain).member("markdown", help(rule, lang, true)).end_object();
    w.key("defaultConfiguration").begin_object().member("level", to_string(rule.severity)).end_object();
    w.key("properties").begin_object().key("tags").begin_array().value(rule.category).value("wording");
    if (rule.lang != "any") w.value(rule.lang);
    for (const auto& kind : rule.kinds) w.value(kind);
    w.end_array();
    w.member("problem.severity", rule.severity == Severity::note ? "recommendation" : to_string(rule.severity));
    if (!rule.source.empty()) w.member("source", rule.source);
    if (!rule.seen.empty()) w.member("seen", rule.seen);
    w.end_object().end_object();
}

} // namespace

void write_sarif_rules(json::Writer& w, const FindingsHead& head)
{
    w.key("rules").begin_array();
    for (const auto& rule : head.rules->rules) write_rule(w, rule, head.lang);
    w.end_array();
}

} // namespace redress::render::findings

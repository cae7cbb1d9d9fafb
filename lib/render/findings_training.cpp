// What to talk over with each person who writes: how often, what, and a few examples, the gravest first. As text and as
// JSON.
#include "base/json.hpp"
#include "base/text.hpp"
#include "base/wrap.hpp"
#include "render/excerpt.hpp"
#include "render/findings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace redress::render::findings {
namespace {

constexpr std::size_t most_examples = 5;
constexpr std::size_t example_width = 72;
constexpr std::size_t width = 80;

using Counts = std::array<std::uint64_t, 3>; // by severity

bool graver(const Counts& a, const Counts& b)
{
    return std::lexicographical_compare(b.rbegin(), b.rend(), a.rbegin(), a.rend());
}

struct Example { // the first of its rule, and how often that was broken
    const profile::Rule* rule = nullptr;
    Severity severity = Severity::note;
    std::string file, record, where, text;
    std::uint64_t line = 0, times = 0;
};

struct Person {
    std::string name;
    std::uint64_t checked = 0;
    Counts found{};
    std::map<std::string, Counts> categories;
    std::map<const profile::Rule*, Example> rules;

    std::vector<std::pair<std::string, Counts>> worst_categories() const
    {
        std::vector<std::pair<std::string, Counts>> out(categories.begin(), categories.end());
        std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return graver(a.second, b.second); });
        return out;
    }

    std::vector<const Example*> worst_examples() const
    {
        std::vector<const Example*> out;
        for (const auto& [rule, example] : rules) out.push_back(&example);
        std::sort(out.begin(), out.end(), [](const Example* a, const Example* b) {
            return std::tuple(b->severity, b->times, a->rule->id) < std::tuple(a->severity, a->times, b->rule->id);
        });
        if (out.size() > most_examples) out.resize(most_examples);
        return out;
    }
};

class TrainingWriter : public FindingsWriter {
public:
    TrainingWriter(const FindingsHead& head, Write write) : head_(head), write_(std::move(write)) {}

    void finding(const Finding& f) override
    {
        if (f.suppressed != Suppressed::no) return;
        auto& person = people_[f.person];
        const auto severity = static_cast<std::size_t>(f.severity);
        ++person.found.at(severity);
        ++person.categories[f.rule->category].at(severity);
        auto& example = person.rules[f.rule];
        if (example.times++ > 0) return;
        const auto shown =
            excerpt(f.line_text, f.offset, std::min(f.match.find('\n'), f.match.size()), example_width, graphemes_);
        example = {f.rule,    f.severity, shown_name(f.file), f.record, f.where, shown.before + shown.match + shown.after,
                   f.at.line, 1};
    }

protected:
    // Whom it is most worth talking to, first; those with nothing to say of last.
    std::vector<Person> people(const FindingsTotals& totals)
    {
        std::uint64_t named = 0;
        for (const auto& [name, checked] : totals.checked_of) {
            people_[name].checked = checked;
            named += checked;
        }
        // Texts of files are nobody's in particular.
        if (const auto nobody = people_.find(""); nobody != people_.end() && nobody->second.checked == 0)
            nobody->second.checked = totals.checked - std::min(totals.checked, named);
        std::vector<Person> out;
        for (auto& [name, person] : people_) {
            person.name = name;
            out.push_back(std::move(person));
        }
        std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return graver(a.found, b.found); });
        return out;
    }

    const FindingsHead& head_;
    Write write_;

private:
    std::map<std::string, Person> people_;
    text::Graphemes graphemes_;
};

class TrainingText : public TrainingWriter {
public:
    using TrainingWriter::TrainingWriter;

    void finish(const FindingsTotals& totals) override
    {
        std::string out;
        for (const auto& person : people(totals)) {
            if (!out.empty()) out += '\n';
            one(out, person);
        }
        write_(out.empty() ? said("nothing found").in(head_.lang) + "\n" : out);
    }

private:
    void one(std::string& out, const Person& person) const
    {
        const auto name = person.name.empty() ? said("no person named").in(head_.lang) : text::visible(person.name);
        out += said("{}: texts {}, errors {}, warnings {}, notes {}", name, person.checked, person.found[2], person.found[1],
                    person.found[0])
                   .in(head_.lang) +
               "\n";
        for (const auto& [category, counts] : person.worst_categories())
            out += fmt::format("  {:<22} {:>5}\n", category, counts[0] + counts[1] + counts[2]);
        for (const auto* example : person.worst_examples()) show(out, *example);
    }

    void show(std::string& out, const Example& e) const
    {
        const auto place = e.record.empty() ? fmt::format("{}:{}", e.file, e.line) : e.record;
        out += "\n    " + said("{}: {} {}", severity_word(e.severity, head_.lang), e.rule->message.in(head_.lang),
                               fmt::format("[{}]", e.rule->id))
                              .in(head_.lang);
        if (e.times > 1) out += fmt::format(" ×{}", e.times);
        out +=
            fmt::format("\n      {}\n      ({})\n", e.text, text::visible(e.where.empty() ? place : place + ", " + e.where));
        if (const auto& words = e.rule->suggestion.in(head_.lang); !words.empty())
            for (const auto& line : text::wrap(text::visible(said("suggestion: {}", words).in(head_.lang)), width - 6))
                out += "      " + line + "\n";
    }
};

void write_maybe(json::Writer& w, const char* key, const std::string& value)
{
    w.key(key);
    if (value.empty())
        w.null();
    else
        w.value(value);
}

void write_counts(json::Writer& w, const Counts& counts)
{
    w.member("errors", counts[2]).member("warnings", counts[1]).member("notes", counts[0]);
}

class TrainingJson : public TrainingWriter {
public:
    using TrainingWriter::TrainingWriter;

    void finish(const FindingsTotals& totals) override
    {
        std::string out;
        json::Writer w(out);
        w.begin_object().member("schema", "redress/training/1").key("people").begin_array();
        for (const auto& person : people(totals)) one(w, person);
        w.end_array().key("summary").begin_object().member("files", totals.files).member("checked", totals.checked);
        write_counts(w, totals.found);
        w.member("suppressed", totals.suppressed).end_object().end_object();
        write_(out + "\n");
    }

private:
    void one(json::Writer& w, const Person& person) const
    {
        write_maybe(w.begin_object(), "person", person.name);
        w.member("checked", person.checked);
        write_counts(w, person.found);
        w.key("categories").begin_array();
        for (const auto& [category, counts] : person.worst_categories()) {
            w.begin_object().member("category", category);
            write_counts(w, counts);
            w.end_object();
        }
        w.end_array().key("examples").begin_array();
        for (const auto* e : person.worst_examples()) {
            w.begin_object().member("severity", to_string(e->severity)).member("category", e->rule->category);
            w.member("rule", e->rule->id).member("times", e->times).member("message", e->rule->message.in(head_.lang));
            w.member("suggestion", e->rule->suggestion.in(head_.lang)).member("text", e->text);
            w.member("file", e->file).member("line", e->line);
            write_maybe(w, "record", e->record);
            write_maybe(w, "where", e->where);
            w.end_object();
        }
        w.end_array().end_object();
    }
};

} // namespace

std::unique_ptr<FindingsWriter> training(const FindingsHead& head, Write write)
{
    return std::make_unique<TrainingText>(head, std::move(write));
}

std::unique_ptr<FindingsWriter> training_json(const FindingsHead& head, Write write)
{
    return std::make_unique<TrainingJson>(head, std::move(write));
}

} // namespace redress::render::findings

// For people: place, message and rule in the one line editors understand, then what stands there, what to write instead and,
// asked for with -v, what it costs.
#include "base/text.hpp"
#include "base/wrap.hpp"
#include "render/excerpt.hpp"
#include "render/findings.hpp"

#include <fmt/format.h>

namespace redress::render::findings {
namespace {

constexpr std::size_t width = 80;
constexpr std::string_view indent = "    ";

enum class Colour { none, bold, dim, error, warning, note };

std::string_view code(Colour colour)
{
    switch (colour) {
    case Colour::none: return "";
    case Colour::bold: return "\x1B[1m";
    case Colour::dim: return "\x1B[2m";
    case Colour::error: return "\x1B[1;31m";
    case Colour::warning: return "\x1B[1;33m";
    case Colour::note: return "\x1B[1;36m";
    }
    return "";
}

Colour colour_of(Severity severity)
{
    if (severity == Severity::error) return Colour::error;
    return severity == Severity::warning ? Colour::warning : Colour::note;
}

class TextWriter : public FindingsWriter {
public:
    TextWriter(const FindingsHead& head, Write write) : head_(head), write_(std::move(write)) {}

    void finding(const Finding& f) override
    {
        if (f.suppressed != Suppressed::no) return;
        const auto& words = words_of(f);
        std::string out = painted(Colour::bold, text::visible(fmt::format("{}:{}:{}", f.file, f.at.line, f.at.column)));
        out += words.beside;
        std::string about;
        for (const auto* part : {&f.where, &f.record, &f.person})
            if (!part->empty()) about += (about.empty() ? "" : ", ") + *part;
        if (!about.empty()) out += fmt::format(" ({})", text::visible(about));
        out += '\n';
        show(out, f);
        out += words.below;
        write_(out);
    }

    void finish(const FindingsTotals& totals) override
    {
        if (head_.quiet) return;
        auto line = said("files {}, texts {}: errors {}, warnings {}, notes {}, suppressed {}", totals.files, totals.checked,
                         totals.found[2], totals.found[1], totals.found[0], totals.suppressed)
                        .in(head_.lang);
        if (totals.unreadable) line += said(", unreadable {}", totals.unreadable).in(head_.lang);
        if (totals.malformed) line += said(", no records {}", totals.malformed).in(head_.lang);
        write_(line + "\n");
    }

private:
    std::string painted(Colour colour, std::string_view text) const
    {
        if (!head_.color || text.empty()) return std::string(text);
        return fmt::format("{}{}\x1B[0m", code(colour), text);
    }

    // What a rule says, nearly always the same: put together once.
    struct Words {
        std::string beside, below; // the place; the line
        std::string meant;         // by the finding they were put together for
    };

    const Words& words_of(const Finding& f)
    {
        const auto [at, fresh] = words_.try_emplace({f.rule, f.severity});
        auto& words = at->second;
        if (!fresh && words.meant == f.meant) return words;
        words = {{}, {}, f.meant};
        words.beside =
            ": " + said("{}: {} {}", painted(colour_of(f.severity), severity_word(f.severity, head_.lang)),
                        text::visible(f.rule->message.in(head_.lang)), painted(Colour::dim, "[" + f.rule->id + "]"))
                       .in(head_.lang);
        if (const auto suggestion = suggestion_of(f, head_.lang); !suggestion.empty())
            paragraph(words.below, said("suggestion: {}", suggestion).in(head_.lang));
        if (const auto& why = f.rule->why.in(head_.lang); head_.verbose && !why.empty())
            paragraph(words.below, said("why: {}", why).in(head_.lang));
        return words;
    }

    void show(std::string& out, const Finding& f)
    {
        if (f.match.empty() && f.line_text.empty()) return;
        const auto length = std::min(f.match.find('\n'), f.match.size());
        const auto shown = excerpt(f.line_text, f.offset, length, width - indent.size(), graphemes_);
        const auto colour = colour_of(f.severity);
        out += fmt::format("{}{}{}{}\n", indent, shown.before, painted(colour, shown.match), shown.after);
        out += fmt::format("{}{}{}\n", indent, std::string(shown.indent, ' '), painted(colour, shown.mark));
    }

    static void paragraph(std::string& out, const std::string& words)
    {
        for (const auto& line : text::wrap(text::visible(words), width - indent.size()))
            out += std::string(indent) + line + '\n';
    }

    const FindingsHead& head_;
    Write write_;
    text::Graphemes graphemes_;
    std::map<std::pair<const profile::Rule*, Severity>, Words> words_;
};

} // namespace

std::unique_ptr<FindingsWriter> text(const FindingsHead& head, Write write)
{
    return std::make_unique<TextWriter>(head, std::move(write));
}

} // namespace redress::render::findings

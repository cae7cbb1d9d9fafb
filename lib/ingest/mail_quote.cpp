#include "ingest/mail_quote.hpp"

#include "base/text.hpp"
#include "ingest/mail_quote_words.hpp"

#include <algorithm>

namespace redress::ingest::mail {
namespace {

using namespace quote_words;
using Lines = std::vector<std::string_view>;

template <std::size_t N> bool holds_any(std::string_view line, const std::string_view (&list)[N])
{
    return std::any_of(std::begin(list), std::end(list),
                       [line](std::string_view w) { return line.find(w) != std::string_view::npos; });
}

template <std::size_t N> bool starts_any(std::string_view line, const std::string_view (&list)[N])
{
    return std::any_of(std::begin(list), std::end(list), [line](std::string_view w) { return line.starts_with(w); });
}

// Without "*" (bold, in text made of HTML).
std::string_view bare(std::string_view line)
{
    line = text::trim(line);
    while (line.starts_with('*')) line.remove_prefix(1);
    return line;
}

// "label:", "label：", "label :", "label:*"
template <std::size_t N> bool is_labelled(std::string_view line, const std::string_view (&labels)[N])
{
    line = bare(line);
    for (const auto label : labels) {
        if (!line.starts_with(label)) continue;
        auto rest = line.substr(label.size());
        while (rest.starts_with('*') || rest.starts_with(' ') || rest.starts_with("\u00A0"))
            rest.remove_prefix(rest[0] == '\xC2' ? 2 : 1);
        if (rest.starts_with(':') || rest.starts_with("：")) return true;
    }
    return false;
}

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

// "10:00", "10.00", "2026": what a date has and "item 12" has not.
bool holds_date(std::string_view line)
{
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (!is_digit(line[i])) continue;
        std::size_t n = 1;
        while (i + n < line.size() && is_digit(line[i + n])) ++n;
        const auto year = line.substr(i, n);
        if (n == 4 && (year.starts_with("19") || year.starts_with("20"))) return true;
        if (n <= 2 && i + n + 2 < line.size() && (line[i + n] == ':' || line[i + n] == '.') && is_digit(line[i + n + 1]) &&
            is_digit(line[i + n + 2]))
            return true;
        i += n;
    }
    return false;
}

enum class Intro { none, likely, sure }; // likely: only if quoted lines follow

Intro intro_of(std::string_view line)
{
    if (line.size() > 400) return Intro::none;
    if (line.ends_with(':'))
        line.remove_suffix(1);
    else if (line.ends_with("："))
        line.remove_suffix(3);
    else
        return Intro::none;
    line = text::trim(line);
    const bool address = line.find('@') != std::string_view::npos;
    if (!address && line.find_first_of("0123456789") == std::string_view::npos) return Intro::none;
    const bool dated = holds_date(line);
    const bool verb =
        std::any_of(std::begin(verbs), std::end(verbs), [line](std::string_view v) { return line.ends_with(v); }) ||
        std::any_of(std::begin(inside), std::end(inside), [line](const Inside& i) {
            return line.starts_with(i.start) && line.find(i.verb) != std::string_view::npos;
        });
    if (verb) return address || dated ? Intro::sure : Intro::likely;
    // Gmail in Japanese and Russian: a date, a name, the address in brackets, no verb
    return address && dated && (line.ends_with('>') || line.ends_with(')')) ? Intro::likely : Intro::none;
}

// A block of headers as Outlook pastes it: a sender, and a date within three lines.
bool is_header_block(const Lines& lines, std::size_t i)
{
    if (lines[i].find(':') == std::string_view::npos && lines[i].find("：") == std::string_view::npos) return false;
    if (!is_labelled(lines[i], from_labels)) return false;
    for (auto k = i + 1; k < lines.size() && k <= i + 3; ++k)
        if (is_labelled(lines[k], date_labels)) return true;
    return false;
}

bool is_quote(std::string_view line)
{
    if (line.starts_with(' ')) line.remove_prefix(1);
    return line.starts_with('>') && !line.starts_with(">_");
}

enum class Rule { none, original, forward }; // a line between dashes

Rule rule_of(std::string_view line)
{
    line = text::trim(line);
    const bool dashes = line.starts_with("--");
    if (line.size() > 200 || (!dashes && (line.empty() || !(line.ends_with(':') || line.ends_with("：")))))
        return Rule::none;
    const auto folded = text::fold_case(line);
    if (!dashes) return starts_any(folded, forwarded_lines) ? Rule::forward : Rule::none;
    if (holds_any(folded, forwarded_words)) return Rule::forward;
    return holds_any(folded, original_words) ? Rule::original : Rule::none;
}

void add(std::string& to, std::string_view line)
{
    to.append(line).append("\n");
}

std::string trimmed(const std::string& text)
{
    const auto first = text.find_first_not_of("\n ");
    const auto last = text.find_last_not_of("\n \t");
    return first == std::string::npos ? "" : text.substr(first, last - first + 1);
}

class Splitter {
public:
    Splitter(std::string_view text, const QuoteMarks& marks, bool forwards)
        : start_(text.data()), lines_(text::split(text, '\n')), marks_(marks), forwards_(forwards)
    {}

    Words split()
    {
        for (std::size_t i = 0; i < lines_.size();) {
            const auto taken = step(i);
            if (taken == 0) return {own(), trimmed(quoted_)};
            i += taken;
        }
        return {own(), trimmed(quoted_)};
    }

private:
    // Puts lines where they belong and says how many; 0: all the rest is placed.
    std::size_t step(std::size_t i)
    {
        if (is_quote(lines_[i])) {
            add(quoted_, lines_[i]);
            return 1;
        }
        const auto rule = rule_of(lines_[i]);
        if (rule == Rule::forward) return rest(i, own_);
        const bool cut = rule == Rule::original || offset(i) >= marks_.tail || is_header_block(lines_, i);
        if (cut) return rest(i, forwards_ ? own_ : quoted_);
        const auto [length, intro] = intro_at(i);
        if (length > 0 && quote_follows(i + length)) { // an answer may stand below the quotation
            for (std::size_t k = 0; k < length; ++k) add(quoted_, lines_[i + k]);
            return length;
        }
        if (length > 0 && intro == Intro::sure) return rest(i, quoted_);
        keep(lines_[i]);
        return 1;
    }

    // Where a quotation stood between empty lines, one is enough.
    void keep(std::string_view line)
    {
        const bool gap = quoted_.size() != quoted_before_;
        if (gap && text::trim(line).empty() && own_.ends_with("\n\n")) return;
        quoted_before_ = quoted_.size();
        add(own_, line);
    }

    std::size_t rest(std::size_t i, std::string& to)
    {
        for (; i < lines_.size(); ++i) add(to, lines_[i]);
        return 0;
    }

    std::size_t offset(std::size_t i) const { return static_cast<std::size_t>(lines_[i].data() - start_); }

    // How many lines from i introduce a quotation; 0: none.
    std::pair<std::size_t, Intro> intro_at(std::size_t i) const
    {
        if (std::find(marks_.intros.begin(), marks_.intros.end(), offset(i)) != marks_.intros.end())
            return {1, Intro::likely};
        const auto line = text::trim(lines_[i]);
        if (line.empty()) return {0, Intro::none};
        if (const auto intro = intro_of(line); intro != Intro::none) return {1, intro};
        // A sentence that ends is one of the writer's own.
        if (!starts_any(line, openers) || line.ends_with('.') || line.ends_with('!') || line.ends_with("。"))
            return {0, Intro::none};
        std::string together(line);
        for (std::size_t k = 1; k <= 2 && i + k < lines_.size() && together.size() < 300; ++k) {
            const auto next = text::trim(lines_[i + k]);
            if (next.empty() || is_quote(next)) break;
            together.append(" ").append(next);
            if (const auto intro = intro_of(together); intro == Intro::sure) return {k + 1, intro};
        }
        return {0, Intro::none};
    }

    bool quote_follows(std::size_t i) const
    {
        while (i < lines_.size() && text::trim(lines_[i]).empty()) ++i;
        return i < lines_.size() && is_quote(lines_[i]);
    }

    // Outlook's rule above a header block belongs to the block.
    std::string own() const
    {
        auto out = trimmed(own_);
        while (out.size() >= 10 && out.ends_with("__________")) {
            const auto end = out.find_last_not_of('_');
            out = trimmed(out.substr(0, end == std::string::npos ? 0 : end + 1));
        }
        return out;
    }

    const char* start_;
    Lines lines_;
    const QuoteMarks& marks_;
    bool forwards_;
    std::string own_, quoted_;
    std::size_t quoted_before_ = 0; // the length of quoted_ when the last own line was kept
};

// What programs put before a subject; full stop at forwards.
constexpr std::string_view answers[] = {
    "re:", "aw:", "sv:", "vs:", "res:", "r:", "回复:", "回复：", "答复:", "答复：", "回覆:", "回覆：", "odp:", "antw:"};
constexpr std::string_view forwards_prefixes[] = {
    "fw:", "fwd:", "wg:", "tr:", "rv:", "enc:", "vb:", "转发:", "转发：", "轉寄:", "轉寄：", "轉發:", "doorst:", "пересл:"};

template <std::size_t N> std::string_view without(std::string_view rest, const std::string_view (&prefixes)[N])
{
    for (const auto p : prefixes)
        if (rest.starts_with(p)) return text::trim(rest.substr(p.size()));
    return rest;
}

} // namespace

Words split_quoted(std::string_view text, const QuoteMarks& marks, bool forwards)
{
    return Splitter(text, marks, forwards).split();
}

std::string plain_subject(std::string_view subject)
{
    const auto folded = text::fold_case(subject);
    std::string_view rest = text::trim(folded);
    for (std::size_t before = 0; before != rest.size();) {
        before = rest.size();
        rest = without(without(rest, answers), forwards_prefixes);
    }
    return std::string(rest);
}

bool is_forward(std::string_view subject)
{
    return starts_any(text::fold_case(text::trim(subject)), forwards_prefixes);
}

} // namespace redress::ingest::mail

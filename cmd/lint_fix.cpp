#include "lint_fix.hpp"

#include "analyze/lint.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "base/patch.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <string_view>
#include <tuple>
#include <utility>

namespace fs = std::filesystem;

namespace redress {
namespace {

constexpr int most_rounds = 10; // one fix may make another possible

// A text file taken apart, so that it can be put together again byte for byte.
struct Lines {
    std::string encoding, mark; // mark: the bytes before the text, if it begins with a byte order mark
    std::vector<std::string> text, ends;

    std::string joined() const
    {
        std::string out;
        for (std::size_t i = 0; i < text.size(); ++i) out += text[i] + ends[i];
        return out;
    }
};

[[noreturn]] void not_the_same(const std::string& name, const std::string& encoding)
{
    throw Error(ErrorKind::input, said("'{}' cannot be written back unchanged as {}", name, encoding),
                said("write it anew as UTF-8, or fix it by hand"));
}

std::optional<std::string> encoded(const std::string& text, const std::string& encoding)
{
    return encoding == "UTF-8" ? text : text::encode(text, encoding);
}

Lines taken_apart(std::string_view bytes, const std::string& name, const std::string& encoding)
{
    Lines out;
    out.encoding = encoding;
    auto whole = text::decode(bytes, encoding).text;
    if (whole.starts_with("\xEF\xBB\xBF")) whole.erase(0, 3);
    const auto again = encoded(whole, encoding);
    if (!again || again->size() > bytes.size() || bytes.size() - again->size() > 4 || !bytes.ends_with(*again))
        not_the_same(name, encoding);
    out.mark = bytes.substr(0, bytes.size() - again->size());
    for (std::size_t at = 0; at < whole.size();) {
        const auto newline = whole.find('\n', at);
        const auto next = newline == std::string::npos ? whole.size() : newline + 1;
        auto end = newline == std::string::npos ? next : newline;
        if (end < next && end > at && whole[end - 1] == '\r') --end;
        out.text.push_back(whole.substr(at, end - at));
        out.ends.push_back(whole.substr(end, next - end));
        at = next;
    }
    return out;
}

// How many of them were put in: from the end of a line on, so that places before stay; none that overlaps another, and
// none in a line that is not as the finding has it.
std::size_t put_in(Lines& lines, const std::vector<LintFixes::Fix>& fixes)
{
    std::size_t done = 0, free = 0; // free: bytes of the line before what was put in
    std::uint64_t line = 0;
    for (const auto& fix : std::vector(fixes.rbegin(), fixes.rend())) {
        if (fix.line > lines.text.size()) continue;
        auto& text = lines.text[fix.line - 1];
        if (fix.line != line) {
            line = fix.line;
            free = text == fix.line_text ? text.size() : 0;
        }
        const auto length = fix.match.size();
        if (fix.offset + length > free || text.compare(fix.offset, length, fix.match) != 0) continue;
        text.replace(fix.offset, length, fix.rule->fix);
        free = fix.offset;
        ++done;
    }
    return done;
}

struct Fixed {
    std::string bytes, diff;
    std::size_t places = 0;
};

std::string diff_of(const Lines& old, const Lines& now, const std::string& name)
{
    std::vector<std::string> whole;
    std::vector<patch::Replaced> replaced;
    const auto shown = [](const Lines& lines, std::size_t i) {
        return lines.text[i] + (lines.ends[i].starts_with('\r') ? "\r" : ""); // so that the diff can be applied
    };
    for (std::size_t i = 0; i < old.text.size(); ++i) {
        whole.push_back(shown(old, i));
        if (old.text[i] != now.text[i]) replaced.push_back({i + 1, shown(now, i)});
    }
    const bool ended = old.ends.empty() || !old.ends.back().empty();
    return patch::unified(name, {whole.begin(), whole.end()}, replaced, ended);
}

// Nothing: there is nothing to fix in it.
std::optional<Fixed> fix_file(LintRun& work, LintFixes& fixes, const std::string& path, const MappedFile& file)
{
    work.file(path, file, true); // what comments say of other rules is for a full run to judge
    auto found = fixes.take();
    if (found.empty()) return std::nullopt;
    const auto old = taken_apart(file.bytes(), path, work.encoding());
    auto now = old;
    Fixed out;
    for (int round = 1; !found.empty(); ++round) {
        if (round > most_rounds)
            throw Error(ErrorKind::input,
                        said("'{}': fixes make each other necessary, the last of rule '{}'", path, found.back().rule->id),
                        said("take the fix out of one of the rules"));
        const auto places = put_in(now, found);
        if (places == 0) break; // what is left stands in no line as it is written
        out.places += places;
        const auto bytes = encoded(now.joined(), now.encoding);
        if (!bytes) not_the_same(path, now.encoding);
        out.bytes = now.mark + *bytes;
        work.file(path, MappedFile::spooled(path, [&](const auto& write) { write(out.bytes); }), true);
        found = fixes.take();
    }
    if (out.places == 0) return std::nullopt;
    out.diff = diff_of(old, now, path);
    return out;
}

void write_back(const std::string& path, const std::string& bytes)
{
    // Through a link to the file it names; with the rights it has.
    const auto target = fs::canonical(path);
    std::error_code code;
    const auto rights = fs::status(target, code).permissions();
    write_file(target, bytes, static_cast<unsigned>(rights) & 07777U);
}

} // namespace

void check_fixes(const std::shared_ptr<const analyze::Rulebook>& book)
{
    std::optional<analyze::Linter> linter;
    for (const auto& rule : book->set().rules) {
        if (rule.fix.empty()) continue;
        if (!linter) linter.emplace(book);
        const analyze::LintScope scope{.platform = rule.platforms.empty() ? "" : rule.platforms.front(),
                                       .jurisdictions = rule.jurisdictions,
                                       .channels = {},
                                       .severities = {}};
        // Alone, and between words, Latin and Chinese.
        for (const auto& text : {rule.fix, "x" + rule.fix + "x", "\xE4\xB8\xAD" + rule.fix + "\xE4\xB8\xAD"})
            if (!linter
                     ->check({.text = text,
                              .kind = rule.kinds.front(),
                              .languages = analyze::languages_of(text, rule.lang),
                              .scope = &scope},
                             rule.id)
                     .empty())
                throw Error(ErrorKind::input, said("{}: rule '{}': finds its own fix", rule.file, rule.id),
                            said("redress-rules(5) describes the keys"));
    }
}

std::shared_ptr<const analyze::Rulebook> rules_that_fix(const analyze::Rulebook& book)
{
    profile::RuleSet set;
    set.words = book.set().words;
    for (const auto& rule : book.set().rules)
        if (!rule.fix.empty()) set.rules.push_back(rule);
    if (set.rules.empty())
        throw Error(ErrorKind::input, said("no rule has a fix"), said("redress-rules(5) describes the keys"));
    auto out = std::make_shared<const analyze::Rulebook>(std::move(set));
    check_fixes(out);
    return out;
}

void LintFixes::finding(const render::Finding& finding)
{
    if (finding.rule->fix.empty() || finding.suppressed != render::Suppressed::no) return;
    // Records, cells and values of JSON are not lines of a text.
    if (finding.columns_of_text || !finding.record.empty() || !finding.where.empty()) return;
    if (finding.match.empty() || finding.at.line != finding.at.end_line) return;
    fixes_.push_back({finding.rule, finding.at.line, std::string(finding.line_text), finding.match, finding.offset});
}

std::vector<LintFixes::Fix> LintFixes::take()
{
    std::stable_sort(fixes_.begin(), fixes_.end(),
                     [](const Fix& a, const Fix& b) { return std::tie(a.line, a.offset) < std::tie(b.line, b.offset); });
    return std::exchange(fixes_, {});
}

Exit lint_fix(LintRun& work, LintFixes& fixes, const std::vector<std::string>& files, bool dry, const OutputOptions& output,
              Session& session)
{
    std::string out;
    std::size_t places = 0, changed = 0;
    bool failed = false;
    for (const auto& path : files) {
        try {
            const bool piped = path == "-";
            const auto file = piped ? MappedFile::from_stdin() : MappedFile::open(path);
            const auto fixed = fix_file(work, fixes, path, file);
            if (piped && !dry) out += fixed ? std::string_view(fixed->bytes) : file.bytes();
            if (!fixed) continue;
            if (!piped || dry) out += fixed->diff;
            if (!piped && !dry) write_back(path, fixed->bytes);
            places += fixed->places;
            ++changed;
        } catch (const Error& e) {
            fixes.take();
            session.warn({Severity::error, path, 0, 1, e.message(), "unreadable"});
            failed = true;
        }
    }
    write_output(out, output, session);
    if (places)
        session.note(dry ? said("places that can be fixed: {}, in {} files", places, changed)
                         : said("places fixed: {}, in {} files", places, changed));
    if (failed) return Exit::failed;
    return dry && places ? Exit::findings : Exit::ok;
}

} // namespace redress

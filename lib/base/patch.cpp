#include "base/patch.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>
#include <optional>

namespace redress::patch {
namespace {

bool starts(std::string_view text, std::string_view with)
{
    return text.substr(0, with.size()) == with;
}

// git writes names with quotation marks, control characters or backslashes as C strings.
std::string unquoted(std::string_view name)
{
    if (name.size() < 2 || name.front() != '"' || name.back() != '"') return std::string(name);
    name = name.substr(1, name.size() - 2);
    static constexpr std::string_view letters = "abtnvfr", bytes = "\a\b\t\n\v\f\r";
    std::string out;
    for (std::size_t i = 0; i < name.size(); ++i) {
        if (name[i] != '\\' || i + 1 == name.size()) {
            out += name[i];
            continue;
        }
        const char c = name[++i];
        int code = 0;
        if (c >= '0' && c <= '3' && i + 2 < name.size() &&
            std::from_chars(name.data() + i, name.data() + i + 3, code, 8).ptr == name.data() + i + 3) {
            out += static_cast<char>(code);
            i += 2;
        } else if (const auto at = letters.find(c); at != std::string_view::npos)
            out += bytes[at];
        else
            out += c;
    }
    return out;
}

// "b/shop/a.md", behind which git writes a tab if the name holds spaces.
std::string path_in(std::string_view word)
{
    if (!word.empty() && word.back() == '\t') word.remove_suffix(1);
    auto path = unquoted(word);
    return starts(path, "b/") ? path.substr(2) : std::string();
}

std::uint64_t number_at(std::string_view text, std::uint64_t otherwise)
{
    std::uint64_t out = otherwise;
    std::from_chars(text.data(), text.data() + text.size(), out);
    return out;
}

struct Hunk {
    std::uint64_t old_left = 0, new_left = 0, next = 1;
};

// "@@ -12,0 +13,2 @@ …": a count not written is 1.
std::optional<Hunk> hunk_in(std::string_view line)
{
    const auto plus = line.find(" +");
    if (!starts(line, "@@ -") || plus == std::string_view::npos) return std::nullopt;
    const auto count = [](std::string_view range) {
        const auto comma = range.find(',');
        return comma == std::string_view::npos ? 1 : number_at(range.substr(comma + 1), 1);
    };
    const auto old_range = line.substr(4, plus - 4);
    auto new_range = line.substr(plus + 2);
    new_range = new_range.substr(0, new_range.find(' '));
    // Of a stretch without lines the number is that of the line before it.
    const auto lines = count(new_range);
    return Hunk{count(old_range), lines, number_at(new_range, 1) + (lines == 0 ? 1 : 0)};
}

// "Binary files a/x and b/x differ": the same name stands twice, or /dev/null and it.
std::string binary_name(std::string_view line)
{
    constexpr std::string_view tail = " differ";
    line.remove_suffix(tail.size());
    const auto quoted = line.rfind(" and \"b/"), plain = line.rfind(" and b/");
    const auto at = quoted != std::string_view::npos ? quoted : plain;
    return at == std::string_view::npos ? std::string() : path_in(line.substr(at + 5));
}

} // namespace

bool Fresh::touches(std::uint64_t first, std::uint64_t last) const
{
    if (whole) return true;
    const auto at = std::lower_bound(lines.begin(), lines.end(), first);
    return at != lines.end() && *at <= last;
}

bool Fresh::changes(std::uint64_t first, std::uint64_t last) const
{
    const auto cut = std::lower_bound(cuts.begin(), cuts.end(), first ? first - 1 : 0);
    return touches(first, last) || (cut != cuts.end() && *cut <= last);
}

std::map<std::string, Fresh> fresh_lines(std::string_view diff)
{
    std::map<std::string, Fresh> out;
    std::string path;
    Hunk hunk;
    constexpr auto none = std::numeric_limits<std::uint64_t>::max();
    std::uint64_t cut = none;
    const auto settle = [&] {
        if (cut != none && !path.empty()) out[path].cuts.push_back(cut);
        cut = none;
    };
    for (std::size_t at = 0; at < diff.size();) {
        const auto end = std::min(diff.find('\n', at), diff.size());
        const auto line = diff.substr(at, end - at);
        at = end + 1;
        if (hunk.old_left || hunk.new_left) { // content: nothing in it is a head, whatever it looks like
            const char mark = line.empty() ? ' ' : line.front();
            if (mark == '\\') continue;
            if (mark == '+') {
                out[path].lines.push_back(hunk.next);
                cut = none;
            } else if (mark == '-')
                cut = hunk.next - 1;
            else
                settle();
            if (mark != '+' && hunk.old_left) --hunk.old_left;
            if (mark != '-') ++hunk.next;
            if (mark != '-' && hunk.new_left) --hunk.new_left;
            if (hunk.old_left == 0 && hunk.new_left == 0) settle();
        } else if (const auto next = hunk_in(line))
            hunk = *next;
        else if (starts(line, "+++ "))
            path = path_in(line.substr(4));
        else if (starts(line, "Binary files ") && line.size() > 20 && line.substr(line.size() - 7) == " differ")
            out[binary_name(line)].whole = true;
        else if (starts(line, "* Unmerged path "))
            out[unquoted(line.substr(16))].whole = true;
    }
    out.erase("");
    return out;
}

std::string unified(const std::string& name, const std::vector<std::string_view>& lines,
                    const std::vector<Replaced>& replaced, bool ended)
{
    constexpr std::uint64_t around = 3;
    if (replaced.empty()) return {};
    const auto* behind =
        name.find(' ') == std::string::npos ? "" : "\t"; // as git does, for patch to see where the name ends
    std::string out = fmt::format("--- a/{0}{1}\n+++ b/{0}{1}\n", name, behind);
    const auto put = [&](char mark, std::uint64_t number, std::string_view text) {
        out += fmt::format("{}{}\n", mark, text);
        if (!ended && number == lines.size()) out += "\\ No newline at end of file\n";
    };
    for (std::size_t i = 0; i < replaced.size();) {
        auto last = i; // changes whose surroundings meet stand in one hunk
        while (last + 1 < replaced.size() && replaced[last + 1].line - replaced[last].line <= 2 * around + 1) ++last;
        const auto from = replaced[i].line > around ? replaced[i].line - around : 1;
        const auto to = std::min<std::uint64_t>(replaced[last].line + around, lines.size());
        const auto range = to == from ? fmt::format("{}", from) : fmt::format("{},{}", from, to - from + 1);
        out += fmt::format("@@ -{} +{} @@\n", range, range);
        for (auto number = from; number <= to; ++number) {
            if (i > last || replaced[i].line != number) {
                put(' ', number, lines[number - 1]);
                continue;
            }
            auto back = i; // neighbours: first what went, then what came
            while (back < last && replaced[back + 1].line == replaced[back].line + 1) ++back;
            for (auto k = i; k <= back; ++k) put('-', replaced[k].line, lines[replaced[k].line - 1]);
            for (auto k = i; k <= back; ++k) put('+', replaced[k].line, replaced[k].now);
            number = replaced[back].line;
            i = back + 1;
        }
    }
    return out;
}

} // namespace redress::patch

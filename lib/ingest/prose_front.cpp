// What a file says of itself before its text begins: front matter of Markdown and templates.
#include "base/text.hpp"
#include "ingest/prose_readers.hpp"

#include <algorithm>
#include <array>
#include <cstring>

namespace redress::ingest {
namespace {

constexpr std::array<std::string_view, 4> kinds{"reply", "appeal", "shop", "reminder"};
constexpr std::uint64_t most_lines = 200;

// Quotes and a comment behind the value are the file's own manner.
std::string_view bare(std::string_view value)
{
    value = text::trim(value);
    if (value.size() >= 2 && (value.front() == '"' || value.front() == '\'')) {
        const auto close = value.find(value.front(), 1);
        if (close != std::string_view::npos) return value.substr(1, close - 1);
    }
    if (const auto comment = value.find(" #"); comment != std::string_view::npos)
        value = text::trim(value.substr(0, comment));
    return value;
}

std::string_view line_at(std::string_view text, std::size_t& at)
{
    const auto end = std::min(text.find('\n', at), text.size());
    auto line = text.substr(at, end - at);
    at = end + 1;
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    return line;
}

} // namespace

bool take_prose_key(std::string_view key, std::string_view value, ProseSays& says)
{
    const auto name = text::lower_ascii(text::trim(key));
    auto word = std::string(bare(value));
    if (name == "kind") {
        word = text::lower_ascii(word);
        // Kinds of letters: redress-draft(1).
        if (word == "apology" || word == "review-reply") word = "reply";
        if (word == "appeal-full") word = "appeal";
        if (std::find(kinds.begin(), kinds.end(), word) == kinds.end()) return false;
        says.kind = word;
    } else if (name == "lang" || name == "language") {
        word = text::lower_ascii(word).substr(0, 2); // zh-CN, en_US
        if (word != "zh" && word != "en" && word != "es") return false;
        says.lang = word;
    } else if (name == "platform") {
        says.platform = text::lower_ascii(word);
    } else if (name == "jurisdiction" || name == "jurisdictions") {
        says.jurisdictions.clear();
        for (auto part : text::split(word, ',')) {
            part = bare(part);
            while (!part.empty() && (part.front() == '[' || part.front() == '"' || part.front() == '\''))
                part.remove_prefix(1);
            while (!part.empty() && (part.back() == ']' || part.back() == '"' || part.back() == '\'')) part.remove_suffix(1);
            std::string place;
            for (const char c : text::trim(part)) place += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
            if (!place.empty()) says.jurisdictions.push_back(std::move(place));
        }
    } else
        return false;
    return true;
}

std::uint64_t read_front_matter(std::string_view text, ProseSays& says)
{
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    std::size_t at = 0;
    const auto first = text::trim(line_at(text, at));
    const bool toml = first == "+++";
    if (!toml && first != "---") return 0;
    ProseSays found;
    for (std::uint64_t lines = 2; at < text.size() && lines <= most_lines; ++lines) {
        const auto line = line_at(text, at);
        const auto word = text::trim(line);
        if (word == first || (!toml && word == "...")) {
            says = found;
            return lines;
        }
        // A line of another form: two rules with text between them.
        const auto sign = line.find(toml ? '=' : ':');
        const bool inner = line.starts_with(' ') || line.starts_with('\t') || word.starts_with('-') ||
                           word.starts_with('#') || word.starts_with('[') || word.starts_with(']') || word.empty();
        if (sign == std::string_view::npos && !inner) return 0;
        if (!inner && sign != std::string_view::npos) take_prose_key(line.substr(0, sign), line.substr(sign + 1), found);
    }
    return 0;
}

bool ProseComments::in(std::size_t begin, std::size_t end)
{
    constexpr std::string_view word = "redress-disable";
    constexpr std::size_t window = 1U << 20;
    if (next_ != std::string_view::npos && next_ >= begin) return next_ < end;
    while (known_ < end) {
        const auto from = std::max(known_, begin);
        const auto part = bytes_.substr(from, window + word.size());
        const auto* hit = static_cast<const char*>(::memmem(part.data(), part.size(), word.data(), word.size()));
        if (!hit) {
            known_ = from + window;
            continue;
        }
        next_ = from + static_cast<std::size_t>(hit - part.data());
        known_ = next_ + word.size();
        return next_ < end;
    }
    return false;
}

} // namespace redress::ingest

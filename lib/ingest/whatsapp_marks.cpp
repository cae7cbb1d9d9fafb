// Files, edits and deletions as a body tells them.
#include "base/text.hpp"
#include "ingest/whatsapp_header.hpp"
#include "ingest/whatsapp_words.hpp"

#include <algorithm>
#include <string>

namespace redress::ingest::whatsapp {
namespace {

bool is_a(std::string_view text, Kind kind)
{
    const auto* whole = whole_text(text);
    return whole && whole->kind == kind;
}

bool is_attached_word(std::string_view word)
{
    return is_a(word, Kind::attached);
}

bool contains(std::string_view text, std::string_view what)
{
    return text.find(what) != std::string_view::npos;
}

bool is_file_name(std::string_view name)
{
    const auto dot = name.rfind('.');
    return dot != std::string_view::npos && dot > 0 && name.size() - dot >= 2 && name.size() - dot <= 8 &&
           !contains(name, "\n");
}

// "<attached: 0001-PHOTO.jpg>", alone or at the end of a first line
std::optional<FileMark> bracketed_file(std::string_view body, bool marked)
{
    const auto open = body.find('<');
    const auto close = open == std::string_view::npos ? open : body.find('>', open);
    const auto colon = open == std::string_view::npos ? open : body.find(':', open);
    if (close == std::string_view::npos || colon == std::string_view::npos || colon > close) return std::nullopt;
    const auto inside = text::clean_header(body.substr(colon + 1, close - colon - 1));
    const std::string name(text::trim(inside));
    const bool by_app = marked || (open >= 3 && mark_length(body, open - 3) == 3);
    if (!is_file_name(name) || !(by_app || is_attached_word(body.substr(open + 1, colon - open - 1)))) return std::nullopt;
    return FileMark{name, "", open, close + 1};
}

// "IMG-1.jpg (file attached)": at the start, up to the end of the first line
std::optional<FileMark> named_file(std::string_view body, bool marked)
{
    const auto line = body.substr(0, body.find('\n'));
    auto trimmed = line;
    while (!trimmed.empty() && (trimmed.back() == ' ' || trimmed.back() == '\r')) trimmed.remove_suffix(1);
    if (trimmed.empty() || (trimmed.back() != ')' && trimmed.back() != '>')) return std::nullopt;
    const auto open = trimmed.find_last_of("(<");
    if (open == std::string_view::npos || open < 3 || trimmed[open - 1] != ' ') return std::nullopt;
    const auto clean = text::clean_header(trimmed.substr(0, open - 1));
    const std::string name(text::trim(clean));
    const auto word = trimmed.substr(open + 1, trimmed.size() - open - 2);
    if (!is_file_name(name) || !(is_attached_word(word) || (marked && !contains(word, ":")))) return std::nullopt;
    return FileMark{name, "", 0, trimmed.size()};
}

// "invoice.pdf document omitted" without marks between: what is left out stands behind the last dot.
std::optional<FileMark> named_left_out(std::string_view body)
{
    const auto dot = body.rfind('.', body.empty() ? 0 : body.size() - 2);
    const auto space = dot == std::string_view::npos ? dot : body.find(' ', dot);
    if (space == std::string_view::npos || space - dot > 8 || contains(body, "\n")) return std::nullopt;
    for (auto at = space; at != std::string_view::npos; at = body.find(' ', at + 1)) {
        const auto words = body.substr(at + 1);
        const auto* whole = whole_text(words);
        const bool omitted = whole && whole->kind == Kind::omitted;
        if (omitted || words == "omitted" || words == "weggelassen" || words == "ausgelassen")
            return FileMark{std::string(body.substr(0, space)), omitted ? std::string(whole->media_type) : "", 0, 0};
    }
    return std::nullopt;
}

std::optional<FileMark> left_out(std::string_view body, bool marked)
{
    if (const auto* whole = whole_text(body)) {
        if (whole->kind == Kind::omitted) return FileMark{"", std::string(whole->media_type), 0, 0};
        return std::nullopt;
    }
    // "invoice.pdf • 3 pages document omitted": the app sets a mark before each of its own words
    const auto last = body.rfind("\xE2\x80\x8E");
    if (!marked) return std::nullopt;
    if (last == std::string_view::npos) return named_left_out(body);
    const auto* whole = whole_text(body.substr(last));
    if (!whole || whole->kind != Kind::omitted) return std::nullopt;
    const auto clean = text::clean_header(body.substr(0, std::min(last, body.find(" • "))));
    return FileMark{std::string(text::trim(clean)), std::string(whole->media_type), 0, 0};
}

} // namespace

std::optional<FileMark> file_mark(std::string_view body, bool marked)
{
    if (contains(body, "<"))
        if (auto mark = bracketed_file(body, marked)) return mark;
    if (contains(body, ")") || contains(body, ">"))
        if (auto mark = named_file(body, marked)) return mark;
    return left_out(body, marked);
}

bool is_deleted_text(std::string_view body)
{
    return is_a(body, Kind::deleted);
}

std::size_t edited_mark(std::string_view body)
{
    auto end = body;
    while (!end.empty() && (end.back() == ' ' || end.back() == '\n')) end.remove_suffix(1);
    if (!end.ends_with('>')) return std::string_view::npos;
    auto open = end.rfind('<');
    if (open == std::string_view::npos) return open;
    const auto inside = end.substr(open + 1, end.size() - open - 2);
    const bool by_app = open >= 4 && mark_length(body, open - 3) == 3 && !contains(inside, ":") && contains(inside, " ");
    if (!by_app && !is_a(inside, Kind::edited)) return std::string_view::npos;
    while (open >= 3 && mark_length(body, open - 3) == 3) open -= 3;
    while (open > 0 && body[open - 1] == ' ') --open;
    return open;
}

} // namespace redress::ingest::whatsapp

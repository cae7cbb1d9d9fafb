#include "ingest/mbox_split.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace redress::ingest::mail {
namespace {

std::string_view line_at(std::string_view bytes, std::size_t at)
{
    auto line = bytes.substr(at, std::min(bytes.find('\n', at), bytes.size()) - at);
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
}

std::size_t after_line(std::string_view bytes, std::size_t at)
{
    const auto end = bytes.find('\n', at);
    return end == std::string_view::npos ? bytes.size() : end + 1;
}

bool is_header(std::string_view line)
{
    const auto colon = line.find(':');
    return colon != std::string_view::npos && colon > 0 &&
           std::all_of(line.begin(), line.begin() + static_cast<std::ptrdiff_t>(colon),
                       [](char c) { return c >= '!' && c <= '~'; });
}

// asctime's: "Mon Jan 01 00:00:00 2024", with a zone before or after the year
bool holds_date(std::string_view line)
{
    bool clock = false, year = false;
    for (const auto token : text::split(line, ' ')) {
        const bool digits = !token.empty() && token.find_first_not_of("0123456789") == std::string_view::npos;
        year = year || (digits && token.size() == 4);
        clock = clock || (token.size() >= 4 && token.find(':') != std::string_view::npos &&
                          token.find_first_not_of("0123456789:") == std::string_view::npos);
    }
    return clock && year;
}

bool after_blank(std::string_view bytes, std::size_t at)
{
    if (at == 0) return true;
    const auto before = bytes.substr(0, at);
    return before.ends_with("\n\n") || before.ends_with("\n\r\n") || before == "\n" || before == "\r\n" ||
           before == "\xEF\xBB\xBF";
}

} // namespace

bool is_separator(std::string_view bytes, std::size_t at)
{
    const auto line = line_at(bytes, at);
    if (!line.starts_with("From ")) return false;
    const auto rest = text::trim(line.substr(5));
    const auto next = line_at(bytes, after_line(bytes, at));
    if (!is_header(next) && !next.starts_with(">From ")) return false;
    // Thunderbird writes "From - " and a date, old Netscapes nothing more, also after a mail without a line at its end.
    if (rest == "-" || (rest.starts_with("- ") && holds_date(rest))) return true;
    if (holds_date(rest)) return true;
    // Thunderbird of today writes "From " and nothing after it, always past an empty line.
    if (rest.empty()) return after_blank(bytes, at) && is_header(next);
    return after_blank(bytes, at) && rest.find('@') != std::string_view::npos && rest.find(' ') == std::string_view::npos;
}

MboxSplitter::MboxSplitter(std::string_view bytes, std::function<void(std::size_t)> passed)
    : bytes_(bytes), passed_(std::move(passed))
{
    const std::size_t bom = bytes.starts_with("\xEF\xBB\xBF") ? 3 : 0;
    start_ = at_ = is_separator(bytes, bom) ? bom : find_separator(bom);
}

std::size_t MboxSplitter::find_separator(std::size_t from) const
{
    constexpr std::size_t piece = 4 << 20;
    constexpr std::string_view mark = "\nFrom ";
    for (; from < bytes_.size(); from += piece) {
        const auto some = bytes_.substr(from, piece + mark.size() - 1);
        for (auto at = some.find(mark); at != std::string_view::npos; at = some.find(mark, at + 1))
            if (is_separator(bytes_, from + at + 1)) return from + at + 1;
        if (passed_ && from + piece < bytes_.size()) passed_(from);
    }
    return bytes_.size();
}

// Content-Length is believed only where it leads to the end of the file or to a separator: it is often wrong.
std::optional<std::size_t> MboxSplitter::declared_end(std::size_t mail) const
{
    std::optional<std::size_t> length;
    auto at = mail;
    for (int lines = 0; at < bytes_.size() && lines < 1000; ++lines) {
        const auto line = line_at(bytes_, at);
        at = after_line(bytes_, at);
        if (line.empty()) break;
        if (!text::starts_with_icase(line, "Content-Length:")) continue;
        const auto digits = text::trim(line.substr(15));
        if (digits.empty() || digits.size() > 12 || digits.find_first_not_of("0123456789") != std::string_view::npos)
            continue;
        length = 0;
        for (const char c : digits) *length = *length * 10 + static_cast<std::size_t>(c - '0');
    }
    if (!length || *length > bytes_.size() - at) return std::nullopt;
    auto end = at + *length;
    while (end < bytes_.size() && (bytes_[end] == '\n' || bytes_[end] == '\r')) ++end;
    if (end == bytes_.size() || (end > 0 && bytes_[end - 1] == '\n' && is_separator(bytes_, end))) return end;
    return std::nullopt;
}

std::optional<Slice> MboxSplitter::next()
{
    if (at_ >= bytes_.size()) return std::nullopt;
    Slice slice;
    slice.begin = at_;
    slice.mail = after_line(bytes_, at_);
    slice.end = declared_end(slice.mail).value_or(0);
    // From the mail's own first byte: the search wants the line end before it.
    if (slice.end == 0) slice.end = find_separator(slice.mail - 1);
    at_ = slice.end;
    return slice;
}

bool has_quoted_from(std::string_view mail)
{
    for (auto at = mail.find("From "); at != std::string_view::npos; at = mail.find("From ", at + 1)) {
        auto marks = at;
        while (marks > 0 && mail[marks - 1] == '>') --marks;
        if (marks < at && (marks == 0 || mail[marks - 1] == '\n')) return true;
    }
    return false;
}

std::string unquote_from(std::string_view mail)
{
    std::string out;
    out.reserve(mail.size());
    for (std::size_t at = 0; at < mail.size();) {
        const auto next = after_line(mail, at);
        auto line = mail.substr(at, next - at);
        const auto marks = std::min(line.find_first_not_of('>'), line.size());
        if (marks > 0 && line.substr(marks).starts_with("From ")) line.remove_prefix(1);
        out += line;
        at = next;
    }
    return out;
}

} // namespace redress::ingest::mail

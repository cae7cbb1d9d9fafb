#include "bundle/tag_file.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace redress::bundle {
namespace {

bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

std::string_view trim_blanks(std::string_view text)
{
    while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
    return text;
}

bool is_hex(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isxdigit(c); });
}

// Only CR, LF and the percent sign itself are ever encoded. Up to 0.97 a name that holds any other percent sequence was
// written by somebody who encodes nothing, so all of it stands as it is.
std::string decode_path(std::string_view written, Version version)
{
    std::string path;
    bool other = false;
    for (std::size_t i = 0; i < written.size(); ++i) {
        if (written[i] != '%' || i + 2 >= written.size() || !is_hex(written.substr(i + 1, 2))) {
            path += written[i];
            continue;
        }
        const auto code = text::lower_ascii(written.substr(i + 1, 2));
        const char c = code == "0a" ? '\n' : code == "0d" ? '\r' : code == "25" ? '%' : '\0';
        other |= c == '\0';
        path += c ? c : '%';
        i += c ? 2 : 0;
    }
    return other && !version.at_least(1, 0) ? std::string(written) : path;
}

// A percent sign that should have been encoded itself (RFC 8493, 2.1.3).
bool has_bare_percent(std::string_view written)
{
    for (std::size_t at = 0; (at = written.find('%', at)) != std::string_view::npos; ++at) {
        const auto code = text::lower_ascii(written.substr(at + 1, 2));
        if (code != "0a" && code != "0d" && code != "25") return true;
    }
    return false;
}

// md5sum and its kin put '\' before the checksum where they wrote \ and line feeds of the name as \\ and \n.
std::string unescape(std::string_view written)
{
    std::string path;
    for (std::size_t i = 0; i < written.size(); ++i) {
        const char next = written[i] == '\\' && i + 1 < written.size() ? written[i + 1] : '\0';
        const bool escaped = next == '\\' || next == 'n' || next == 'r';
        path += !escaped ? written[i] : next == 'n' ? '\n' : next == 'r' ? '\r' : '\\';
        i += escaped ? 1 : 0;
    }
    return path;
}

bool is_absolute_uri(std::string_view url)
{
    const auto colon = url.find(':');
    return colon != 0 && colon < url.size() - 1 && std::isalpha(static_cast<unsigned char>(url[0])) &&
           std::all_of(url.begin(), url.begin() + static_cast<std::ptrdiff_t>(colon),
                       [](unsigned char c) { return std::isalnum(c) || c == '+' || c == '-' || c == '.'; });
}

} // namespace

std::vector<std::string> split_lines(std::string_view text)
{
    std::vector<std::string> lines;
    while (!text.empty()) {
        const auto end = text.find_first_of("\r\n");
        lines.emplace_back(text.substr(0, end));
        if (end == std::string_view::npos) break;
        text.remove_prefix(end + (text.substr(end, 2) == "\r\n" ? 2 : 1));
    }
    return lines;
}

std::string decode_tag_file(std::string_view bytes, const std::string& name, const std::string& encoding, Version version,
                            Verdict& verdict)
{
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    if (encoding == "UTF-8" && bytes.starts_with(mark)) {
        auto what = said("{}: starts with a byte order mark", text::visible(name));
        version.at_least(1, 0) ? verdict.fail("byte-order-mark", name, std::move(what))
                               : verdict.remark("byte-order-mark", name, std::move(what));
    }
    // Tag files begin with ASCII, which tells the order of bytes where no mark does.
    const bool little = encoding == "UTF-16" && bytes.size() > 1 && bytes[0] != '\0' && bytes[1] == '\0';
    auto decoded = text::decode(bytes, little ? "UTF-16LE" : encoding);
    if (decoded.faults > 0)
        verdict.fail("encoding", name,
                     said("{}: is not {}: {} ill-formed places", text::visible(name), encoding, decoded.faults));
    return std::move(decoded.text);
}

std::vector<std::pair<std::string, std::string>> parse_metadata(std::string_view text, const std::string& name,
                                                                Version version, Verdict& verdict)
{
    std::vector<std::pair<std::string, std::string>> rows;
    int number = 0;
    for (const auto& line : split_lines(text)) {
        ++number;
        if (trim_blanks(line).empty()) continue;
        if (is_blank(line.front())) {
            if (rows.empty())
                verdict.fail("metadata", name, said("{}:{}: goes on with a value, but none was begun", name, number));
            else
                rows.back().second += fmt::format(" {}", trim_blanks(line));
            continue;
        }
        const auto colon = line.find(':');
        if (colon == std::string::npos) {
            verdict.fail("metadata", name, said("{}:{}: has no colon", name, number));
            continue;
        }
        const std::string_view label(line.data(), colon);
        const auto value = std::string_view(line).substr(colon + 1);
        if (version.at_least(1, 0) && !label.empty() && is_blank(label.back()))
            verdict.fail("metadata", name, said("{}:{}: has white space before the colon", name, number));
        if (version.at_least(1, 0) && !value.empty() && !is_blank(value.front()))
            verdict.remark("metadata", name, said("{}:{}: has no space after the colon", name, number));
        if (trim_blanks(label).empty()) verdict.fail("metadata", name, said("{}:{}: has no label", name, number));
        rows.emplace_back(trim_blanks(label), trim_blanks(value));
    }
    return rows;
}

std::vector<ManifestLine> parse_manifest(std::string_view text, const std::string& name, Version version, Verdict& verdict)
{
    std::vector<ManifestLine> entries;
    const auto shown = text::visible(name);
    int number = 0;
    for (const auto& line : split_lines(text)) {
        ++number;
        if (trim_blanks(line).empty()) {
            verdict.remark("manifest-line", name, said("{}:{}: is blank", shown, number));
            continue;
        }
        const auto gap = std::min(line.find_first_of(" \t"), line.size());
        std::string_view digest(line.data(), gap);
        const bool escaped = digest.starts_with('\\');
        if (escaped) digest.remove_prefix(1);
        auto path = std::string_view(line).substr(std::min(line.find_first_not_of(" \t", gap), line.size()));
        if (!is_hex(digest) || path.empty()) {
            verdict.fail("manifest-line", name, said("{}:{}: is not a checksum and a path", shown, number));
            continue;
        }
        // md5sum and its kin mark binary mode with '*'; find(1) starts names with "./".
        if (path.front() == '*' && path.size() > 1) {
            verdict.remark("manifest-line", name, said("{}:{}: marks its path with '*'", shown, number));
            path.remove_prefix(1);
        }
        if (path.substr(0, 2) == "./") {
            verdict.remark("manifest-line", name, said("{}:{}: starts its path with './'", shown, number));
            path.remove_prefix(2);
        }
        if (escaped) verdict.remark("manifest-line", name, said("{}:{}: escapes its path with '\\'", shown, number));
        const auto written = escaped ? unescape(path) : std::string(path);
        if (version.at_least(1, 0) && has_bare_percent(written))
            verdict.remark("manifest-line", name, said("{}:{}: has a percent sign that is not encoded", shown, number));
        ManifestLine entry{text::lower_ascii(digest), decode_path(written, version), written};
        if (const auto why = refuse_path(entry.path)) {
            verdict.fail("path", name, said("{}:{}: path '{}' {}", shown, number, text::visible(entry.path), *why));
            continue;
        }
        entries.push_back(std::move(entry));
    }
    return entries;
}

std::vector<FetchLine> parse_fetch(std::string_view text, Version version, Verdict& verdict)
{
    std::vector<FetchLine> entries;
    int number = 0;
    for (const auto& line : split_lines(text)) {
        ++number;
        if (trim_blanks(line).empty()) continue;
        const auto url_end = std::min(line.find_first_of(" \t"), line.size());
        const auto length_at = std::min(line.find_first_not_of(" \t", url_end), line.size());
        const auto length_end = std::min(line.find_first_of(" \t", length_at), line.size());
        const auto path_at = std::min(line.find_first_not_of(" \t", length_end), line.size());
        FetchLine entry{line.substr(length_at, length_end - length_at), decode_path(line.substr(path_at), version)};
        const auto url = std::string_view(line).substr(0, url_end);
        const bool counted = entry.length == "-" ||
                             (!entry.length.empty() && entry.length.find_first_not_of("0123456789") == std::string::npos);
        if (!counted || entry.path.empty()) {
            verdict.fail("fetch", "fetch.txt", said("fetch.txt:{}: is not a URL, a length and a path", number));
            continue;
        }
        if (const auto why = refuse_path(entry.path)) {
            verdict.fail("path", "fetch.txt", said("fetch.txt:{}: path '{}' {}", number, text::visible(entry.path), *why));
            continue;
        }
        if (!is_absolute_uri(url)) {
            auto what = said("fetch.txt:{}: its URL is not an absolute one", number);
            version.at_least(1, 0) ? verdict.fail("fetch", "fetch.txt", std::move(what))
                                   : verdict.remark("fetch", "fetch.txt", std::move(what));
        }
        entries.push_back(std::move(entry));
    }
    return entries;
}

std::optional<Said> refuse_path(std::string_view path)
{
    if (path.empty()) return said("is empty");
    if (path.find('\0') != std::string_view::npos) return said("holds a zero byte");
    if (path.front() == '/') return said("is absolute");
    if (path.front() == '~') return said("names a home folder");
    if (path.front() == '\\') return path.substr(0, 2) == "\\\\" ? said("names a network share") : said("is absolute");
    if (text::lower_ascii(path.substr(0, 5)) == "file:") return said("is a URL");
    if (path.size() > 1 && path[1] == ':' && std::isalpha(static_cast<unsigned char>(path[0]))) return said("names a drive");
    for (std::size_t at = 0; at <= path.size();) {
        const auto end = std::min(path.find_first_of("/\\", at), path.size());
        const auto part = path.substr(at, end - at);
        if (part == "..") return said("leaves the bag");
        if (part == "~") return said("names a home folder");
        if (part.size() > 2 && part.front() == '%' && part.back() == '%' && part.find_first_of("% ", 1) == part.size() - 1)
            return said("names an environment variable");
        at = end + 1;
    }
    if (path.front() == '$') {
        const auto name = path.substr(
            1, path.find_first_of("/\\") == std::string_view::npos ? std::string_view::npos : path.find_first_of("/\\") - 1);
        if (name == "HOME" || name == "{HOME}") return said("names an environment variable");
    }
    return std::nullopt;
}

} // namespace redress::bundle

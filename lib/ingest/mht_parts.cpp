#include "ingest/mht_parts.hpp"

#include "base/text.hpp"

#include <glib.h>

#include <algorithm>

namespace redress::ingest {
namespace {

constexpr auto npos = std::string_view::npos;

// The boundary the head of the file names. QQ's head has no semicolon between its parameters, so they are not split.
std::string_view boundary_of(std::string_view head)
{
    const auto lower = text::lower_ascii(head);
    auto at = lower.find("boundary=");
    if (at == std::string::npos) return {};
    at += 9;
    const bool quoted = at < head.size() && head[at] == '"';
    if (quoted) ++at;
    return head.substr(at, head.find_first_of(quoted ? "\"\r\n" : " ;\r\n\t", at) - at);
}

// The value of a header of a part; "Content-Type:image/jpeg" has no blank behind the colon.
std::string_view header(std::string_view headers, std::string_view name)
{
    for (const auto line : text::split(headers, '\n'))
        if (text::starts_with_icase(line, name) && line.size() > name.size() && line[name.size()] == ':')
            return text::trim(line.substr(name.size() + 1));
    return {};
}

// Where the headers that begin at `at` end, and how long the blank line behind them is.
std::pair<std::size_t, std::size_t> blank_line(std::string_view file, std::size_t at)
{
    const auto lf = file.find("\n\n", at), crlf = file.find("\r\n\r\n", at);
    return crlf < lf ? std::pair(crlf, std::size_t{4}) : std::pair(lf, std::size_t{2});
}

} // namespace

MhtParts::MhtParts(std::string_view file) : file_(file)
{
    const auto boundary = boundary_of(file.substr(0, 4096));
    if (boundary.empty() || file.substr(0, 16).find('<') < 4) return; // a page, not parts of one
    const auto mark = "--" + std::string(boundary);
    std::uint64_t number = 0;
    auto at = file.find(mark);
    whole_ = false;
    while (at != npos) {
        const auto start = at + mark.size();
        if (file.substr(start, 2) == "--") {
            whole_ = true;
            return;
        }
        const auto next = file.find(mark, start);
        const auto [blank, width] = blank_line(file, start);
        if (blank != npos && blank < next) {
            ++number;
            const auto headers = file.substr(start, std::min<std::size_t>(blank - start, 8192));
            const auto body = blank + width;
            const auto location = header(headers, "Content-Location");
            const auto how = text::lower_ascii(header(headers, "Content-Transfer-Encoding"));
            if (!location.empty() && next != npos)
                parts_.emplace(std::string(location), MhtPart{body, next - body, number, how == "base64"});
        }
        at = next;
    }
}

const MhtPart* MhtParts::find(const std::string& location) const
{
    const auto found = parts_.find(location);
    return found == parts_.end() ? nullptr : &found->second;
}

std::optional<std::string> MhtParts::bytes(const MhtPart& part) const
{
    if (part.length > max_mht_part || !part.base64) return std::nullopt;
    std::string out(part.length / 4 * 3 + 3, '\0');
    gint state = 0;
    guint save = 0;
    out.resize(
        g_base64_decode_step(file_.data() + part.offset, part.length, reinterpret_cast<guchar*>(out.data()), &state, &save));
    return out;
}

} // namespace redress::ingest

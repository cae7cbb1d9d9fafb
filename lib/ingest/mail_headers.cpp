// The half of mail_mime.hpp that reads header values.
#include "base/text.hpp"
#include "ingest/mail_gmime.hpp"
#include "ingest/mail_mime.hpp"

#include <algorithm>
#include <cctype>

namespace redress::ingest::mail {

std::string header_text(std::string_view raw)
{
    std::string unfolded;
    for (const char c : raw)
        if (c != '\r' && c != '\n' && c != '\0') unfolded += c;
    if (text::is_valid_utf8(unfolded)) return unfolded;
    return text::decode(unfolded, text::detect_encoding(unfolded, true)).text;
}

std::string decode_header(std::string_view raw)
{
    const auto decoded = decode_words(header_text(raw));
    const auto first = decoded.find_first_not_of(" \t"); // blanks at the end are the writer's
    return first == std::string::npos ? "" : decoded.substr(first);
}

std::string to_string(const std::vector<Address>& addresses)
{
    std::string out;
    for (const auto& a : addresses) {
        if (!out.empty()) out += ", ";
        if (a.name.empty()) {
            out += a.address;
            continue;
        }
        if (a.name.find_first_of("()<>@,:;.\\\"[]") == std::string::npos)
            out += a.name;
        else {
            out += '"';
            for (const char c : a.name) {
                if (c == '"' || c == '\\') out += '\\';
                out += c;
            }
            out += '"';
        }
        if (!a.address.empty()) out += " <" + a.address + ">";
    }
    return out;
}

std::vector<std::string> message_ids(std::string_view value)
{
    std::vector<std::string> ids;
    for (auto open = value.find('<'); open != std::string_view::npos; open = value.find('<', open + 1)) {
        const auto close = value.find('>', open);
        if (close == std::string_view::npos) break;
        const auto id = text::trim(value.substr(open + 1, close - open - 1));
        if (!id.empty()) ids.emplace_back(id);
        open = close;
    }
    if (ids.empty()) // some write the bare id
        if (const auto id = text::trim(value);
            !id.empty() && id.find_first_of(" \t") == std::string_view::npos && id.find('@') != std::string_view::npos)
            ids.emplace_back(id);
    return ids;
}

namespace {

bool is_number(std::string_view token)
{
    return !token.empty() && std::all_of(token.begin(), token.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// "+0200", "GMT", "EST": does the text name a zone at all? GMime answers UTC either way.
bool names_zone(std::string_view text)
{
    const auto comment = text.find('(');
    std::string_view rest = text.substr(0, comment);
    while (!rest.empty()) {
        const auto cut = std::min(rest.find_first_of(" \t,;"), rest.size());
        const auto token = rest.substr(0, cut);
        rest.remove_prefix(std::min(cut + 1, rest.size()));
        const bool sign = !token.empty() && (token[0] == '+' || token[0] == '-');
        if (sign && token.size() >= 4 && is_number(token.substr(1))) return true;
        if (token.empty() || token.size() > 5 || !std::isupper(static_cast<unsigned char>(token[0]))) continue;
        if (token == "Z" || token == "UT" || time::Zone::find(token)) return true;
    }
    return false;
}

} // namespace

std::optional<Date> parse_date(const std::string& written)
{
    start_gmime();
    if (const auto local = time::parse_local(text::trim(written))) return Date{*local, std::nullopt};
    const Handle<GDateTime, g_date_time_unref> when(g_mime_utils_header_decode_date(written.c_str()));
    if (!when) return std::nullopt;
    auto* d = when.get();
    Date out;
    out.local.year = g_date_time_get_year(d);
    out.local.month = static_cast<unsigned>(g_date_time_get_month(d));
    out.local.day = static_cast<unsigned>(g_date_time_get_day_of_month(d));
    out.local.hour = g_date_time_get_hour(d);
    out.local.minute = g_date_time_get_minute(d);
    out.local.second = g_date_time_get_second(d);
    if (!out.local.exists()) return std::nullopt;
    if (names_zone(written)) out.offset = static_cast<int>(g_date_time_get_utc_offset(d) / 60'000'000);
    return out;
}

} // namespace redress::ingest::mail

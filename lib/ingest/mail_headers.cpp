// The half of mail_mime.hpp that reads header values.
#include "base/text.hpp"
#include "ingest/mail_gmime.hpp"
#include "ingest/mail_mime.hpp"

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

} // namespace redress::ingest::mail

// The half of mail_mime.hpp that reads header values.
#include "base/text.hpp"
#include "ingest/mail_gmime.hpp"
#include "ingest/mail_mime.hpp"

namespace redress::ingest::mail {

namespace {

std::string unfolded(std::string_view raw)
{
    std::string out;
    for (const char c : raw)
        if (c != '\r' && c != '\n' && c != '\0') out += c;
    return out;
}

// Blanks at the end are the writer's.
std::string without_lead(const std::string& text)
{
    const auto first = text.find_first_not_of(" \t");
    return first == std::string::npos ? "" : text.substr(first);
}

} // namespace

std::string header_text(std::string_view raw, std::string* guessed)
{
    auto bytes = unfolded(raw);
    if (text::is_valid_utf8(bytes)) return bytes;
    const auto encoding = text::detect_encoding(bytes, true);
    if (guessed) *guessed = encoding;
    return text::decode(bytes, encoding).text;
}

std::string decode_header(std::string_view raw, Guess* guess)
{
    std::string encoding;
    auto text = without_lead(decode_words(header_text(raw, guess ? &encoding : nullptr)));
    if (!encoding.empty()) *guess = {encoding, without_lead(text::repair_utf8(unfolded(raw)).text)};
    return text;
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

#include "ingest/mail_mime.hpp"

#include "base/text.hpp"
#include "ingest/mail_content.hpp"
#include "ingest/mail_parts.hpp"
#include "ingest/mail_stream.hpp"

#include <algorithm>
#include <set>

namespace redress::ingest::mail {
namespace {

void add_addresses(InternetAddressList* list, std::vector<Address>& out, int depth)
{
    for (int i = 0; list && i < internet_address_list_length(list); ++i) {
        auto* ia = internet_address_list_get_address(list, i);
        if (INTERNET_ADDRESS_IS_GROUP(ia)) {
            if (depth < 4) add_addresses(internet_address_group_get_members(INTERNET_ADDRESS_GROUP(ia)), out, depth + 1);
            continue;
        }
        if (!INTERNET_ADDRESS_IS_MAILBOX(ia)) continue;
        const char* name = internet_address_get_name(ia);
        const char* address = internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(ia));
        const auto clean = text::repair_utf8(name ? name : "").text;
        out.push_back({std::string(text::trim(clean)), text::repair_utf8(address ? address : "").text});
    }
}

std::vector<Address> addresses(const std::string& raw)
{
    std::vector<Address> out;
    std::vector<std::string> words;
    const auto plain = decode_words(header_text(raw), &words);
    const Object<InternetAddressList> list(internet_address_list_parse(nullptr, plain.c_str()));
    add_addresses(list.get(), out, 0);
    for (auto& a : out) {
        a.name = put_back(std::move(a.name), words);
        a.address = put_back(std::move(a.address), words);
    }
    return out;
}

// The first header of a name; raw.
std::string raw_header(GMimeHeaderList* headers, const char* name)
{
    auto* header = g_mime_header_list_get_header(headers, name);
    const char* raw = header ? g_mime_header_get_raw_value(header) : nullptr;
    return raw ? raw : "";
}

void read_date(GMimeHeaderList* headers, Mail& mail)
{
    mail.date_written = decode_header(raw_header(headers, "Date"));
    mail.date = parse_date(mail.date_written);
    if (mail.date) return;
    // Every server on the way puts its line on top: the first is the newest.
    for (int i = 0; i < g_mime_header_list_get_count(headers); ++i) {
        auto* header = g_mime_header_list_get_header_at(headers, i);
        if (text::lower_ascii(g_mime_header_get_name(header)) != "received") continue;
        const char* raw = g_mime_header_get_raw_value(header);
        const auto line = header_text(raw ? raw : "");
        const auto semicolon = line.rfind(';');
        if (semicolon == std::string::npos) continue;
        mail.date = parse_date(line.substr(semicolon + 1));
        mail.date_of_receipt = mail.date.has_value();
        if (mail.date) return;
    }
}

void read_headers(GMimeHeaderList* headers, Mail& mail)
{
    auto from = raw_header(headers, "From");
    if (text::trim(from).empty()) from = raw_header(headers, "Sender");
    mail.from = addresses(from);
    mail.from_written = decode_header(from);
    mail.to = addresses(raw_header(headers, "To"));
    mail.cc = addresses(raw_header(headers, "Cc"));
    mail.subject = decode_header(raw_header(headers, "Subject"), &mail.guessed_subject);
    if (auto ids = message_ids(header_text(raw_header(headers, "Message-ID"))); !ids.empty()) mail.message_id = ids.front();
    if (auto ids = message_ids(header_text(raw_header(headers, "In-Reply-To"))); !ids.empty())
        mail.in_reply_to = ids.front();
    mail.authentication = header_text(raw_header(headers, "Authentication-Results"));
    mail.references = message_ids(header_text(raw_header(headers, "References")));
    read_date(headers, mail);
}

// What parts are divided by: every boundary the headers name.
std::set<std::string, std::less<>> boundaries_in(std::string_view bytes)
{
    std::set<std::string, std::less<>> out;
    const auto lower = text::lower_ascii(bytes.substr(0, std::min<std::size_t>(bytes.size(), 64u << 20)));
    for (auto at = lower.find("boundary"); at != std::string::npos && out.size() < max_parts;
         at = lower.find("boundary", at + 1)) {
        auto value = bytes.substr(at + 8, 200);
        const auto start = value.find_first_not_of(" \t=\"*");
        if (start == std::string_view::npos || value.substr(0, start).find('=') == std::string_view::npos) continue;
        value.remove_prefix(start);
        out.emplace(value.substr(0, std::min(value.find_first_of("\"\r\n; \t"), value.size())));
    }
    return out;
}

// Boundary lines in bytes, counted before anything is built of them: a part costs GMime a kilobyte, the line five bytes.
bool too_many_parts(std::string_view bytes, const Passed& passed)
{
    std::size_t dashes = 0; // hardly a mail has so many lines of that look, and looking closer costs a copy of it
    constexpr std::size_t piece = 4 << 20;
    for (std::size_t from = 0; from < bytes.size() && dashes <= max_parts; from += piece) {
        const auto some = bytes.substr(from, piece + 2);
        for (auto at = some.find("\n--"); at != std::string_view::npos && dashes <= max_parts;
             at = some.find("\n--", at + 1))
            ++dashes;
        if (passed) passed(from);
    }
    if (dashes <= max_parts) return false;
    const auto boundaries = boundaries_in(bytes);
    std::size_t count = 0;
    for (auto at = bytes.find("\n--"); at != std::string_view::npos; at = bytes.find("\n--", at + 1)) {
        auto line = bytes.substr(at + 3, std::min<std::size_t>(bytes.find('\n', at + 3) - at - 3, 200));
        line = text::trim(line);
        if (line.ends_with("--") && boundaries.find(line) == boundaries.end()) line.remove_suffix(2);
        if (boundaries.find(line) != boundaries.end() && ++count > max_parts) return true;
    }
    return false;
}

std::size_t header_length(std::string_view bytes)
{
    const auto end = bytes.find("\n\n");
    const auto windows = bytes.substr(0, end).find("\n\r\n");
    if (windows != std::string_view::npos) return windows + 1;
    return end == std::string_view::npos ? bytes.size() : end + 1;
}

// The bytes up to from, and from to on.
Object<GMimeStream> without_middle(std::string_view bytes, std::size_t from, std::size_t to, const Passed& passed)
{
    from = from == std::string_view::npos ? max_header_bytes : from + 1;
    Object<GMimeStream> joined(g_mime_stream_cat_new());
    for (const auto piece : {bytes.substr(0, from), bytes.substr(to)})
        g_mime_stream_cat_add_source(GMIME_STREAM_CAT(joined.get()), stream_over(piece, passed).get());
    return joined;
}

} // namespace

Mail parse(std::string_view bytes, const Passed& passed)
{
    Mail mail;
    if (bytes.size() > max_mail_bytes) {
        mail.unread = bytes.size() - max_mail_bytes;
        bytes = bytes.substr(0, max_mail_bytes);
    }
    mail.too_wide = too_many_parts(bytes, passed);
    const auto head = header_length(bytes);
    if (mail.too_wide) bytes = bytes.substr(0, head);
    mail.long_headers = head > max_header_bytes;
    const auto stream = mail.long_headers ? without_middle(bytes, bytes.rfind('\n', max_header_bytes), head, passed)
                                          : stream_over(bytes, passed);
    const Object<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
    const Object<GMimeMessage> message(g_mime_parser_construct_message(parser.get(), nullptr));
    if (!message) {
        mail.no_headers = true;
        mail.text = to_utf8(std::string(bytes.substr(0, max_text_bytes)), nullptr);
        mail.text_cut = bytes.size() > max_text_bytes;
        return mail;
    }
    read_headers(g_mime_object_get_header_list(GMIME_OBJECT(message.get())), mail);
    if (auto* body = g_mime_message_get_mime_part(message.get()); body && !mail.too_wide) read_parts(body, mail);
    return mail;
}

} // namespace redress::ingest::mail

#include "ingest/mail_mime.hpp"

#include "base/text.hpp"
#include "ingest/mail_gmime.hpp"
#include "ingest/mail_text.hpp"

#include <algorithm>
#include <set>

namespace redress::ingest::mail {
namespace {

std::string bytes_of(GMimeStream* stream)
{
    const auto* array = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream));
    return {reinterpret_cast<const char*>(array->data), array->len};
}

// Content with its transfer encoding undone.
std::string content_of(GMimePart* part)
{
    auto* content = g_mime_part_get_content(part);
    if (!content) return {};
    const Object<GMimeStream> stream(g_mime_stream_mem_new());
    g_mime_data_wrapper_write_to_stream(content, stream.get());
    return bytes_of(stream.get());
}

std::string to_utf8(std::string bytes, const char* charset)
{
    std::string label = charset ? charset : "";
    if (label == "unicode-1-1-utf-7") label = "UTF-7";
    const auto encoding = text::canonical_encoding(label);
    const bool ascii = std::all_of(bytes.begin(), bytes.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    const bool said_ascii = text::starts_with_icase(label, "us-ascii") || text::starts_with_icase(label, "ascii");
    if (encoding && !(said_ascii && !ascii)) {
        auto decoded = text::decode(bytes, *encoding);
        if (decoded.faults == 0) return std::move(decoded.text);
    } else if (ascii) {
        return bytes;
    }
    return text::decode(bytes, text::detect_encoding(bytes, true)).text;
}

class Walker {
public:
    explicit Walker(Mail& mail) : mail_(mail) {}
    void visit(GMimeObject* object, int depth)
    {
        if (depth > max_depth) {
            mail_.too_deep = true;
            return;
        }
        if (++parts_ > max_parts) {
            mail_.too_wide = true;
            return;
        }
        if (GMIME_IS_MULTIPART(object))
            multipart(GMIME_MULTIPART(object), depth);
        else if (GMIME_IS_MESSAGE_PART(object))
            enclosed(GMIME_MESSAGE_PART(object));
        else if (GMIME_IS_PART(object))
            leaf(GMIME_PART(object));
    }

private:
    static bool is_type(GMimeObject* object, const char* type, const char* subtype)
    {
        auto* content_type = g_mime_object_get_content_type(object);
        return content_type && g_mime_content_type_is_type(content_type, type, subtype);
    }

    void multipart(GMimeMultipart* parts, int depth)
    {
        const int count = g_mime_multipart_get_count(parts);
        const bool alternative = is_type(GMIME_OBJECT(parts), "multipart", "alternative");
        bool had_text = false;
        for (int i = 0; i < count; ++i) {
            auto* part = g_mime_multipart_get_part(parts, i);
            // Of several forms of one text the first that says something is enough; the others are no attachments.
            if (alternative && had_text && (is_body(part) || GMIME_IS_MULTIPART(part))) {
                if (GMIME_IS_MULTIPART(part)) files_only(part, depth + 1);
                continue;
            }
            const auto before = mail_.text.size();
            visit(part, depth + 1);
            had_text = had_text || mail_.text.size() > before;
        }
    }

    // The pictures of an HTML form that is not read itself.
    void files_only(GMimeObject* object, int depth)
    {
        const auto kept = mail_.text;
        visit(object, depth);
        mail_.text = kept;
    }

    static bool is_body(GMimeObject* object)
    {
        if (!GMIME_IS_PART(object) || !(is_type(object, "text", "plain") || is_type(object, "text", "html"))) return false;
        auto* disposition = g_mime_object_get_content_disposition(object);
        if (disposition && g_mime_content_disposition_is_attachment(disposition)) return false;
        return g_mime_part_get_filename(GMIME_PART(object)) == nullptr;
    }

    void leaf(GMimePart* part)
    {
        auto* object = GMIME_OBJECT(part);
        if (!is_body(object)) {
            attach(part);
            return;
        }
        QuoteMarks marks;
        auto bytes = content_of(part);
        auto body = to_utf8(std::move(bytes), g_mime_object_get_content_type_parameter(object, "charset"));
        if (is_type(object, "text", "html")) {
            body = html_to_text(body, &marks);
        } else {
            const char* format = g_mime_object_get_content_type_parameter(object, "format");
            const char* join = g_mime_object_get_content_type_parameter(object, "delsp");
            body = fold_lines(body);
            if (format && text::lower_ascii(format) == "flowed")
                body = unflow(body, join && text::lower_ascii(join) == "yes");
        }
        if (text::trim(body).empty()) return;
        if (!mail_.text.empty()) mail_.text += "\n";
        for (const auto at : marks.intros) mail_.marks.intros.push_back(mail_.text.size() + at);
        if (mail_.marks.tail == std::string::npos && marks.tail != std::string::npos)
            mail_.marks.tail = mail_.text.size() + marks.tail;
        mail_.text += body;
    }

    void attach(GMimePart* part)
    {
        File file;
        if (const char* name = g_mime_part_get_filename(part)) file.name = decode_header(name);
        auto* type = g_mime_object_get_content_type(GMIME_OBJECT(part));
        if (const Chars mime(type ? g_mime_content_type_get_mime_type(type) : nullptr); mime)
            file.media_type = text::lower_ascii(mime.get());
        file.bytes = content_of(part);
        if (file.bytes.empty() && file.name.empty()) return;
        mail_.files.push_back(std::move(file));
    }

    void enclosed(GMimeMessagePart* part)
    {
        auto* message = g_mime_message_part_get_message(part);
        if (!message) return;
        const Object<GMimeStream> stream(g_mime_stream_mem_new());
        g_mime_object_write_to_stream(GMIME_OBJECT(message), nullptr, stream.get());
        File file;
        file.media_type = "message/rfc822";
        auto* type = g_mime_object_get_content_type(GMIME_OBJECT(part));
        const char* name = g_mime_object_get_content_disposition_parameter(GMIME_OBJECT(part), "filename");
        if (!name && type) name = g_mime_content_type_get_parameter(type, "name");
        file.name = name ? decode_header(name) : "message.eml";
        file.bytes = bytes_of(stream.get());
        mail_.files.push_back(std::move(file));
    }

    Mail& mail_;
    std::size_t parts_ = 0;
};

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
bool too_many_parts(std::string_view bytes)
{
    std::size_t dashes = 0; // hardly a mail has so many lines of that look, and looking closer costs a copy of it
    for (auto at = bytes.find("\n--"); at != std::string_view::npos && dashes <= max_parts; at = bytes.find("\n--", at + 1))
        ++dashes;
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

std::string_view headers_only(std::string_view bytes)
{
    const auto end = std::min(bytes.find("\n\n"), bytes.find("\n\r\n"));
    return end == std::string_view::npos ? bytes : bytes.substr(0, end + 1);
}

} // namespace

Mail parse(std::string_view bytes)
{
    start_gmime();
    Mail mail;
    mail.too_wide = too_many_parts(bytes);
    if (mail.too_wide) bytes = headers_only(bytes);
    const Object<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(bytes.data(), bytes.size()));
    const Object<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
    const Object<GMimeMessage> message(g_mime_parser_construct_message(parser.get(), nullptr));
    if (!message) {
        mail.no_headers = true;
        mail.text = to_utf8(std::string(bytes), nullptr);
        return mail;
    }
    read_headers(g_mime_object_get_header_list(GMIME_OBJECT(message.get())), mail);
    if (auto* body = g_mime_message_get_mime_part(message.get()); body && !mail.too_wide) Walker(mail).visit(body, 0);
    return mail;
}

} // namespace redress::ingest::mail

#include "ingest/mail_parts.hpp"

#include "base/text.hpp"
#include "ingest/mail_content.hpp"
#include "ingest/mail_text.hpp"

#include <algorithm>

namespace redress::ingest::mail {
namespace {

// What a stream of memory has gathered.
std::string bytes_of(GMimeStream* stream)
{
    const auto* array = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream));
    return {reinterpret_cast<const char*>(array->data), array->len};
}

// The delimiter in a multipart that declares none, or another than it uses: its first line "--…" with a part's header
// after it, or an empty line if "--…--" closes it later (a line "--Ann" in the words does not). Empty: none.
std::string_view delimiter_in(std::string_view text)
{
    constexpr std::size_t longest = 200; // twice what RFC 2046 allows
    std::string_view before;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find('\n', at), text.size());
        const auto line = text::trim(text.substr(at, end - at));
        const bool after = before.size() > 2 && before.size() < longest && before.substr(0, 2) == "--";
        if (after && (text::lower_ascii(line.substr(0, 8)) == "content-" ||
                      (line.empty() && text.find("\n" + std::string(before) + "--") != std::string_view::npos)))
            return before.substr(2);
        before = line.find_first_of("\"\\") == std::string_view::npos ? line : std::string_view();
        at = end + 1;
    }
    return {};
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
        mail_.encrypted = mail_.encrypted || is_type(GMIME_OBJECT(parts), "multipart", "encrypted");
        const bool alternative = is_type(GMIME_OBJECT(parts), "multipart", "alternative");
        bool had_text = false;
        if (count == 0) undelimited(parts, depth);
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

    // GMime takes a multipart whose boundary no line bears for a preamble as a whole; the mail's words are in there.
    void undelimited(GMimeMultipart* parts, int depth)
    {
        const char* prologue = g_mime_multipart_get_prologue(parts);
        if (!prologue) return;
        const std::string_view all(prologue);
        const auto boundary = delimiter_in(all);
        if (boundary.empty()) {
            add_text(fold_lines(to_utf8(std::string(all.substr(0, max_text_bytes)), nullptr)), {});
            mail_.text_cut = mail_.text_cut || all.size() > max_text_bytes;
            return;
        }
        auto whole = "Content-Type: multipart/mixed; boundary=\"" + std::string(boundary) + "\"\n\n" + std::string(all);
        const Object<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(whole.data(), whole.size()));
        const Object<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
        const Object<GMimeObject> again(g_mime_parser_construct_part(parser.get(), nullptr));
        if (again) visit(again.get(), depth + 1);
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
        auto content = content_of(part, max_text_bytes);
        mail_.text_cut = mail_.text_cut || content.cut;
        auto body = to_utf8(std::move(content.bytes), g_mime_object_get_content_type_parameter(object, "charset"));
        if (is_type(object, "text", "html"))
            body = html_to_text(body, &marks);
        else
            body = plain_text(object, std::move(body));
        add_text(body, marks);
    }

    std::string plain_text(GMimeObject* object, std::string body)
    {
        const char* format = g_mime_object_get_content_type_parameter(object, "format");
        const char* join = g_mime_object_get_content_type_parameter(object, "delsp");
        body = fold_lines(body);
        for (auto& file : take_uuencoded(body)) mail_.files.push_back({std::move(file.name), "", std::move(file.bytes)});
        if (format && text::lower_ascii(format) == "flowed") return unflow(body, join && text::lower_ascii(join) == "yes");
        return body;
    }

    void add_text(const std::string& body, const QuoteMarks& marks)
    {
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
        mail_.encrypted =
            mail_.encrypted || file.media_type == "application/pkcs7-mime" || file.media_type == "application/x-pkcs7-mime";
        mail_.tnef = mail_.tnef || file.media_type == "application/ms-tnef" ||
                     file.media_type == "application/vnd.ms-tnef" || text::lower_ascii(file.name) == "winmail.dat";
        auto content = content_of(part, max_file_bytes - file_bytes_);
        file.too_big = content.cut;
        if (!content.cut) file.bytes = std::move(content.bytes);
        file_bytes_ += file.bytes.size();
        if (file.bytes.empty() && file.name.empty() && !content.cut) return;
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
    std::size_t parts_ = 0, file_bytes_ = 0;
};

} // namespace

void read_parts(GMimeObject* body, Mail& mail)
{
    Walker(mail).visit(body, 0);
}

} // namespace redress::ingest::mail

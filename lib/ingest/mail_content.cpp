#include "ingest/mail_content.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace redress::ingest::mail {
namespace {

bool is_ascii(std::string_view s)
{
    return std::all_of(s.begin(), s.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// "7-bit", "quoted/printable", "Base-64": GMime knows only the right spelling.
GMimeContentEncoding encoding_of(GMimePart* part)
{
    const auto known = g_mime_part_get_content_encoding(part);
    if (known != GMIME_CONTENT_ENCODING_DEFAULT) return known;
    const char* written = g_mime_object_get_header(GMIME_OBJECT(part), "Content-Transfer-Encoding");
    const auto label = text::lower_ascii(written ? written : "");
    if (label.find("print") != std::string::npos) return GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE;
    if (label.find("64") != std::string::npos) return GMIME_CONTENT_ENCODING_BASE64;
    if (label.find("uu") != std::string::npos) return GMIME_CONTENT_ENCODING_UUENCODE;
    return GMIME_CONTENT_ENCODING_DEFAULT;
}

// Base64 has no blanks inside its lines, and words have.
bool is_prose(std::string_view head)
{
    std::size_t blanks = 0, letters = 0;
    for (const char c : head) {
        blanks += c == ' ';
        letters += c != ' ' && c != '\r' && c != '\n';
    }
    return blanks * 20 > letters;
}

constexpr std::size_t step = 64 * 1024;

// The stored bytes, some at a time; false: that was all.
class Source {
public:
    explicit Source(GMimeStream* stream) : stream_(stream), buffer_(step, '\0') { g_mime_stream_reset(stream); }
    std::string_view next()
    {
        const auto n = g_mime_stream_read(stream_, buffer_.data(), buffer_.size());
        return {buffer_.data(), n > 0 ? static_cast<std::size_t>(n) : 0};
    }

private:
    GMimeStream* stream_;
    std::string buffer_;
};

// Labels under which every byte is a letter, and those that say nothing: with them nothing contradicts UTF-8.
bool is_eight_bit(std::string_view label)
{
    static constexpr std::string_view starts[] = {"iso-8859", "iso8859", "windows-125", "cp125",     "latin",
                                                  "us-ascii", "ascii",   "ansi_x3",     "koi8",      "macintosh",
                                                  "utf-8",    "utf8",    "unknown",     "x-unknown", "default"};
    return label.empty() ||
           std::any_of(std::begin(starts), std::end(starts), [label](std::string_view s) { return label.starts_with(s); });
}

bool is_ascii_label(std::string_view label)
{
    return label.starts_with("us-ascii") || label.starts_with("ascii") || label.starts_with("ansi_x3");
}

std::string without_nul(std::string text)
{
    text.erase(std::remove(text.begin(), text.end(), '\0'), text.end());
    return text;
}

// Where "begin 644 name" starts a line; npos: nowhere.
std::size_t uu_start(std::string_view text, std::size_t from)
{
    for (auto at = text.find("begin ", from); at != std::string_view::npos; at = text.find("begin ", at + 1)) {
        if (at > 0 && text[at - 1] != '\n') continue;
        const auto line = text.substr(at, text.find('\n', at) - at);
        const auto mode = line.find_first_not_of("01234567", 6);
        if (mode != std::string_view::npos && mode >= 9 && mode <= 10 && line[mode] == ' ' && line.size() > mode + 1 &&
            text.size() > at + line.size())
            return at;
    }
    return std::string_view::npos;
}

std::string uu_decoded(std::string_view lines)
{
    int state = GMIME_UUDECODE_STATE_BEGIN;
    guint32 save = 0;
    std::string out(lines.size() + 4, '\0');
    out.resize(g_mime_encoding_uudecode_step(reinterpret_cast<const unsigned char*>(lines.data()), lines.size(),
                                             reinterpret_cast<unsigned char*>(out.data()), &state, &save));
    return out;
}

// A part that calls itself uuencoded: the file in it, else the text as it is.
void undo_uuencode(std::string& bytes)
{
    auto text = bytes;
    if (auto files = take_uuencoded(text); !files.empty()) bytes = std::move(files.front().bytes);
}

} // namespace

Content content_of(GMimePart* part, std::size_t most)
{
    Content out;
    auto* wrapper = g_mime_part_get_content(part);
    auto* stream = wrapper ? g_mime_data_wrapper_get_stream(wrapper) : nullptr;
    if (!stream) return out;
    auto encoding = encoding_of(part);
    const bool uu = encoding == GMIME_CONTENT_ENCODING_UUENCODE;
    if (uu) encoding = GMIME_CONTENT_ENCODING_DEFAULT;
    const bool text = g_mime_content_type_is_type(g_mime_object_get_content_type(GMIME_OBJECT(part)), "text", "*");
    GMimeEncoding state;
    Source source(stream);
    for (bool first = true; out.bytes.size() <= most; first = false) {
        const auto raw = source.next();
        if (first) {
            if (encoding == GMIME_CONTENT_ENCODING_BASE64 && text && is_prose(raw.substr(0, 4096)))
                encoding = GMIME_CONTENT_ENCODING_DEFAULT;
            g_mime_encoding_init_decode(&state, encoding);
            out.bytes.reserve(std::min(most, static_cast<std::size_t>(std::max<gint64>(g_mime_stream_length(stream), 0))) +
                              step + 64);
        }
        const auto size = out.bytes.size();
        out.bytes.resize(size + g_mime_encoding_outlen(&state, std::max<std::size_t>(raw.size(), 16)));
        const auto n = raw.empty() ? g_mime_encoding_flush(&state, "", 0, out.bytes.data() + size)
                                   : g_mime_encoding_step(&state, raw.data(), raw.size(), out.bytes.data() + size);
        out.bytes.resize(size + n);
        if (raw.empty()) break;
    }
    out.cut = out.bytes.size() > most;
    if (out.cut) out.bytes.resize(most);
    if (uu) undo_uuencode(out.bytes);
    return out;
}

std::string to_utf8(std::string bytes, const char* charset)
{
    auto label = text::lower_ascii(charset ? charset : "");
    if (label == "unicode-1-1-utf-7") label = "utf-7";
    const bool ascii = is_ascii(bytes);
    const bool nul = bytes.find('\0') != std::string::npos;
    if (ascii && is_eight_bit(label)) return without_nul(std::move(bytes));
    // Real UTF-8 under the name of an alphabet of 256 letters is UTF-8: no other text passes for it by chance. And what has
    // neither NUL nor high bytes is no UTF-16.
    const bool wide =
        label.starts_with("utf-16") || label.starts_with("utf16") || label.starts_with("ucs") || label.starts_with("utf-32");
    if (wide && ascii && !nul) return bytes;
    if (!wide && is_eight_bit(label) && text::is_valid_utf8(bytes)) return without_nul(std::move(bytes));
    const auto encoding = label.empty() ? std::nullopt : text::canonical_encoding(label);
    if (encoding && !is_ascii_label(label)) {
        auto decoded = text::decode(bytes, *encoding);
        if (decoded.faults == 0) return without_nul(std::move(decoded.text));
    }
    return without_nul(text::decode(bytes, text::detect_encoding(bytes, true)).text);
}

std::vector<Embedded> take_uuencoded(std::string& text)
{
    std::vector<Embedded> files;
    std::string rest;
    std::size_t done = 0;
    for (auto at = uu_start(text, 0); at != std::string::npos && files.size() < 1000; at = uu_start(text, done)) {
        const auto line_end = text.find('\n', at);
        const auto end = text.find("\nend", line_end);
        if (end == std::string::npos) break;
        auto name = text::trim(std::string_view(text).substr(at, line_end - at));
        name.remove_prefix(std::min(name.find_first_not_of("01234567", 6) + 1, name.size()));
        files.push_back({std::string(name), uu_decoded(std::string_view(text).substr(line_end + 1, end - line_end))});
        rest.append(text, done, at - done);
        done = std::min(text.find('\n', end + 1), text.size() - 1) + 1;
    }
    if (files.empty()) return files;
    rest.append(text, done);
    text = std::move(rest);
    return files;
}

} // namespace redress::ingest::mail

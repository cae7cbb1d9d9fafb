#include "ingest/media.hpp"

#include "base/hash.hpp"
#include "base/text.hpp"

#include <utility>

namespace redress::ingest {
namespace {

struct Magic {
    std::size_t at;
    std::string_view bytes;
    const char* type;
};
// Leading bytes as the formats' own specifications give them.
constexpr Magic magics[] = {{0, "\x89PNG\r\n\x1a\n", "image/png"},
                            {0, "\xFF\xD8\xFF", "image/jpeg"},
                            {0, "GIF8", "image/gif"},
                            {8, "WEBP", "image/webp"},
                            {4, "ftypheic", "image/heic"},
                            {4, "ftypheix", "image/heic"},
                            {4, "ftyphevc", "image/heic"},
                            {4, "ftyphevx", "image/heic"},
                            {4, "ftypheim", "image/heic"},
                            {4, "ftypheis", "image/heic"},
                            {4, "ftypmsf1", "image/heif"},
                            {4, "ftypmif1", "image/heif"},
                            {4, "ftypavif", "image/avif"},
                            {4, "ftypM4A", "audio/mp4"},
                            {4, "ftypqt", "video/quicktime"},
                            {4, "ftyp", "video/mp4"},
                            {0, {"II*\0", 4}, "image/tiff"},
                            {0, {"MM\0*", 4}, "image/tiff"},
                            {0, "%PDF-", "application/pdf"},
                            {0, "OggS", "audio/ogg"},
                            {0, "ID3", "audio/mpeg"},
                            {0, "\xFF\xFB", "audio/mpeg"},
                            {0, "\xFF\xF3", "audio/mpeg"},
                            {0, "#!AMR", "audio/amr"},
                            {8, "WAVE", "audio/wav"},
                            {8, "AVI ", "video/x-msvideo"},
                            {0, "\x1A\x45\xDF\xA3", "video/webm"},
                            {0, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "application/x-ole-storage"},
                            {0, "Rar!\x1A\x07", "application/vnd.rar"},
                            {0, "7z\xBC\xAF\x27\x1C", "application/x-7z-compressed"},
                            {0, "\x1F\x8B", "application/gzip"},
                            {0, "PK\x03\x04", "application/zip"},
                            {0, "{\\rtf", "application/rtf"}};

struct Ending {
    const char* ending;
    const char* type;
};
// Kinds of zip, and text that has no magic.
constexpr Ending zipped[] = {{".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
                             {".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
                             {".pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"},
                             {".odt", "application/vnd.oasis.opendocument.text"},
                             {".ods", "application/vnd.oasis.opendocument.spreadsheet"}};
constexpr Ending textual[] = {{".vcf", "text/vcard"},    {".csv", "text/csv"},          {".html", "text/html"},
                              {".htm", "text/html"},     {".json", "application/json"}, {".xml", "application/xml"},
                              {".svg", "image/svg+xml"}, {".eml", "message/rfc822"},    {".ics", "text/calendar"}};

template <std::size_t N> const char* by_ending(const Ending (&table)[N], std::string_view lower_name)
{
    for (const auto& e : table)
        if (lower_name.ends_with(e.ending)) return e.type;
    return nullptr;
}

// "<!DOCTYPE html>", "<html", behind a byte order mark, white space and what XHTML has before it.
bool is_page(std::string_view bytes)
{
    auto head = text::lower_ascii(bytes.substr(0, 1024));
    std::string_view rest = head;
    if (rest.starts_with("\xEF\xBB\xBF")) rest.remove_prefix(3);
    rest = text::trim(rest);
    if (rest.starts_with("<?xml")) rest = text::trim(rest.substr(std::min(rest.find("?>") + 2, rest.size())));
    return rest.starts_with("<!doctype html") || rest.starts_with("<html");
}

bool holds_any(std::string_view text, std::initializer_list<std::string_view> words)
{
    for (const auto w : words)
        if (text.find(w) != std::string_view::npos) return true;
    return false;
}

} // namespace

bool is_saved_page(std::string_view bytes)
{
    const auto head = text::lower_ascii(bytes.substr(0, 8192));
    std::string_view from;
    bool related = false, sent = false;
    for (const auto line : text::split(head, '\n')) {
        if (line.empty() || line == "\r") break;
        if (line.starts_with("from:")) from = line;
        if (line.starts_with("snapshot-content-location:")) return true;
        related = related || (line.starts_with("content-type:") && line.find("multipart/related") != std::string_view::npos);
        for (const auto* name : {"message-id:", "received:", "to:", "return-path:"}) sent = sent || line.starts_with(name);
    }
    // "<Saved by Blink>", "<Saved by Windows Internet Explorer 8>", "<Save by Tencent MsgMgr>"
    if (holds_any(from, {"<saved by ", "<save by "})) return true;
    return related && !sent && from.find('@') == std::string_view::npos;
}

std::string media_type(std::string_view bytes, std::string_view name)
{
    const auto lower = text::lower_ascii(name);
    for (const auto& m : magics) {
        if (bytes.size() < m.at || bytes.substr(m.at, m.bytes.size()) != m.bytes) continue;
        if (m.at == 8 && bytes.substr(0, 4) != "RIFF") continue;
        if (std::string_view(m.type) == "application/zip")
            if (const auto* type = by_ending(zipped, lower)) return type;
        return m.type;
    }
    const auto head = bytes.substr(0, 4096);
    if (bytes.empty() || head.find('\0') != std::string_view::npos) return "application/octet-stream";
    if (is_saved_page(bytes)) return "multipart/related";
    if (is_page(bytes)) return "text/html";
    if (const auto* type = by_ending(textual, lower)) return type;
    // The cut may have split a character: three bytes less at most.
    for (std::size_t cut = 0; cut < 4 && cut < head.size(); ++cut)
        if (text::is_valid_utf8(head.substr(0, head.size() - cut))) return "text/plain";
    return "application/octet-stream";
}

std::string document_kind(std::string_view media_type, std::string_view name)
{
    const auto lower = text::fold_case(name);
    if (holds_any(lower, {"receipt", "invoice", "rechnung", "quittung", "recibo", "factura", "reçu", "facture", "收据",
                          "發票", "发票", "回单", "回單", "凭证", "領収書", "영수증", "чек"}))
        return "receipt";
    if (holds_any(lower, {"statement", "kontoauszug", "extracto", "relevé", "账单", "帳單", "对账单", "流水", "выписка"}))
        return "statement";
    if (media_type.starts_with("audio/") || media_type.starts_with("video/")) return "recording";
    if (media_type.starts_with("image/")) return "screenshot";
    if (lower.ends_with(".log") || media_type == "text/csv") return "log";
    return "third_party";
}

Draft document_draft(std::string bytes, std::string name)
{
    Draft draft;
    model::Document document;
    document.sha256 = hash::sha256(bytes);
    document.media_type = media_type(bytes, name);
    document.bytes = bytes.size();
    document.kind = document_kind(document.media_type, name);
    document.grade = 1; // what it is worth is the seller's to raise: a file alone proves as much as a screenshot
    document.name = std::move(name);
    draft.record.body = std::move(document);
    draft.attachment_bytes = std::move(bytes);
    return draft;
}

} // namespace redress::ingest

#include "bundle/inside.hpp"

#include "base/archive.hpp"
#include "base/error.hpp"
#include "base/gzip.hpp"
#include "base/text.hpp"
#include "bundle/picture.hpp"

namespace redress::bundle {
namespace {

constexpr int deepest = 4;
constexpr std::size_t longest_text = 64u << 20; // that is decoded from another encoding

// A member, whatever it is, and what is in it.
bool look_at(std::string_view bytes, const Inside& inside, int depth)
{
    return inside.take(bytes, nature_of(bytes)) || look_inside(bytes, inside, depth + 1);
}

bool look_inside_zip(std::string_view bytes, const Inside& inside, int depth)
{
    archive::Budget budget{.packed = bytes.size()};
    archive::ZipStream zip(bytes, "zip");
    while (const auto header = zip.next()) {
        if (inside.take(header->name, Nature::text)) return true;
        if (header->encrypted) {
            inside.unread(said("it is encrypted"));
            continue;
        }
        if (header->special) continue;
        std::string member;
        const auto broken = zip.read([&](std::string_view piece) { member += piece; }, budget);
        if (look_at(member, inside, depth)) return true;
        if (broken) inside.unread(*broken);
    }
    return false;
}

bool look_inside_gzip(std::string_view bytes, const Inside& inside, int depth)
{
    std::string content;
    gzip::unpack(bytes, "gzip", [&](std::string_view piece) { content += piece; });
    return look_at(content, inside, depth);
}

bool look_inside_picture(std::string_view bytes, const Inside& inside, int depth)
{
    bool found = false;
    each_packed_text(bytes, [&](const std::string& text) { found = found || look_at(text, inside, depth); });
    return found;
}

bool look_inside_text(std::string_view bytes, const Inside& inside, int depth)
{
    bool found = false;
    each_enclosed(bytes, [&](std::string&& enclosed) {
        // As text it was seen already.
        if (!found) found = look_inside(enclosed, inside, depth + 1);
    });
    if (found || bytes.size() > longest_text || text::is_valid_utf8(bytes)) return found;
    const auto encoding = text::detect_encoding(bytes.substr(0, 1u << 16), bytes.size() <= 1u << 16);
    return encoding != "UTF-8" && inside.take(text::decode(bytes, encoding).text, nature_of(bytes));
}

bool look(std::string_view bytes, const Inside& inside, int depth)
{
    if (archive::is_zip(bytes.substr(0, 4))) return look_inside_zip(bytes, inside, depth);
    if (gzip::is_gzip(bytes.substr(0, 3))) return look_inside_gzip(bytes, inside, depth);
    if (bytes.substr(0, 1024).find("%PDF-") != std::string_view::npos) return look_inside_pdf(bytes, inside, depth);
    if (const auto picture = kind_of_picture(bytes); picture != Picture::none)
        return look_inside_picture(bytes, inside, depth);
    if (bytes.starts_with("Rar!") || bytes.starts_with("7z\xBC\xAF") ||
        (bytes.size() > 262 && bytes.substr(257, 5) == "ustar")) {
        inside.unread(said("it is an archive of another kind than zip"));
        return false;
    }
    const bool wide = bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF");
    return (wide || nature_of(bytes) != Nature::binary) && look_inside_text(bytes, inside, depth);
}

} // namespace

bool look_inside(std::string_view bytes, const Inside& inside, int depth)
{
    if (bytes.size() < 8) return false;
    if (depth > deepest) {
        inside.unread(said("too many files stand in one another"));
        return false;
    }
    try {
        return look(bytes, inside, depth);
    } catch (const Error& error) { // broken or over a cap: what could be read was looked at
        inside.unread(error.message());
        return false;
    }
}

} // namespace redress::bundle

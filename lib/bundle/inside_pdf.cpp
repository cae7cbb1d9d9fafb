// A PDF's strings, names and decoded streams through qpdf; of one that qpdf cannot read, or that keeps older revisions,
// every deflated stream there is.
#include "base/gzip.hpp"
#include "base/said.hpp"
#include "base/text.hpp"
#include "bundle/inside.hpp"
#include "bundle/qpdf.hpp"

#include <algorithm>
#include <exception>

namespace redress::bundle {
namespace {

constexpr std::size_t most_held = 16u << 20, kept_over = 4u << 10, most_stream = 256u << 20;
// Pages that were scanned unpack to a few dozen times their size; many streams make a bomb of a small file.
constexpr std::size_t most_ratio = 100;

// How much may still be unpacked.
class Room {
public:
    Room(const Inside& inside, std::size_t size)
        : inside_(inside), all_(std::max(inside.pdf_room, size * most_ratio)), left_(all_)
    {}
    std::size_t left() const { return left_; }
    // False from when there is none left, which is said once.
    bool take(std::size_t bytes)
    {
        if (left_ > 0 && bytes >= left_)
            inside_.unread(said("the PDF unpacks to more than {} bytes: the rest was not looked at", all_));
        left_ -= std::min(left_, bytes);
        return left_ > 0;
    }

private:
    const Inside& inside_;
    std::size_t all_, left_;
};

void tell_large(const Inside& inside)
{
    inside.unread(said("a stream of the PDF unpacks to more than {} bytes", most_stream));
}

// Hands a stream on in pieces, so that one that unpacks to gigabytes takes no more memory than a piece.
class Pieces : public Pipeline {
public:
    Pieces(const Inside& inside, int depth, Room& room)
        : Pipeline("pieces", nullptr), inside_(inside), depth_(depth), room_(room)
    {}
    void write(const unsigned char* data, std::size_t length) override
    {
        if (found_ || total_ > most_stream || !room_.take(length)) return;
        total_ += length;
        held_.append(reinterpret_cast<const char*>(data), length);
        if (held_.size() < most_held) return;
        look(false);
        held_.erase(0, held_.size() - kept_over);
    }
    void finish() override {}
    bool found()
    {
        if (!found_) look(total_ == held_.size());
        if (total_ > most_stream) tell_large(inside_);
        return found_;
    }

private:
    void look(bool whole)
    {
        auto nature = nature_of(held_);
        if (nature != Nature::binary) nature = Nature::drawing;
        found_ = inside_.take(held_, nature);
        // Attachments and pictures.
        if (!found_ && whole) found_ = look_inside(held_, inside_, depth_ + 1);
    }
    const Inside& inside_;
    int depth_;
    Room& room_;
    std::string held_;
    std::size_t total_ = 0;
    bool found_ = false;
};

// Strings and names of an object, in UTF-8 and as their bytes; not of what it only refers to.
void collect(QPDFObjectHandle object, std::string& out, int depth)
{
    if (depth > 32) return;
    if (object.isString()) {
        out += object.getUTF8Value() + '\n';
        out += object.getStringValue() + '\n';
    } else if (object.isName()) {
        out += object.getName() + '\n';
    } else if (object.isArray()) {
        for (const auto& item : object.getArrayAsVector())
            if (!item.isIndirect()) collect(item, out, depth + 1);
    } else if (object.isDictionary()) {
        for (auto& [key, value] : object.getDictAsMap()) {
            out += key + '\n';
            if (!value.isIndirect()) collect(value, out, depth + 1);
        }
    }
}

bool look_at_stream(QPDFObjectHandle& stream, const Inside& inside, int depth, Room& room)
{
    for (const auto level : {qpdf_dl_generalized, qpdf_dl_none}) {
        Pieces pieces(inside, depth, room);
        bool filtered = false;
        const bool done = stream.pipeStreamData(&pieces, &filtered, 0, level, true, level != qpdf_dl_none);
        // A picture (DCT) cannot be filtered: then its bytes are looked at as they are.
        if (pieces.found()) return true;
        if (done && (filtered || level == qpdf_dl_none)) break;
    }
    return false;
}

bool look_at_objects(QPDF& pdf, const Inside& inside, int depth, Room& room)
{
    std::string strings;
    for (auto& object : pdf.getAllObjects()) {
        auto plain = object.isStream() ? object.getDict() : object;
        collect(plain, strings, 0);
        if (strings.size() > most_held) {
            if (inside.take(strings, Nature::drawing)) return true;
            strings.clear();
        }
        if (object.isStream() && room.left() > 0 && look_at_stream(object, inside, depth, room)) return true;
    }
    auto trailer = pdf.getTrailer();
    collect(trailer, strings, 0);
    return inside.take(strings, Nature::text);
}

bool look_at_deflated(std::string_view bytes, const Inside& inside, Room& room)
{
    constexpr std::string_view word = "stream";
    for (auto at = bytes.find(word); at != std::string_view::npos && room.left() > 0; at = bytes.find(word, at + 1)) {
        const auto data = bytes.find_first_not_of("\r\n", at + word.size());
        if (data == std::string_view::npos || data == at + word.size()) continue;
        const auto content = gzip::inflate_some(bytes.substr(data), std::min(most_stream, room.left()));
        room.take(content.size());
        if (content.size() == most_stream) tell_large(inside);
        if (!content.empty() && inside.take(content, Nature::drawing)) return true;
    }
    return false;
}

bool has_older_revisions(std::string_view bytes)
{
    const auto first = bytes.find("%%EOF");
    return first != std::string_view::npos && bytes.find("%%EOF", first + 1) != std::string_view::npos;
}

} // namespace

bool look_inside_pdf(std::string_view bytes, const Inside& inside, int depth)
{
    Room room(inside, bytes.size());
    bool whole = true, found = false;
    try {
        QPDF pdf;
        pdf.setSuppressWarnings(true);
        pdf.processMemoryFile("pdf", bytes.data(), bytes.size());
        found = look_at_objects(pdf, inside, depth, room);
        whole = pdf.getWarnings().empty();
    } catch (const QPDFExc& error) {
        whole = false;
        inside.unread(error.getErrorCode() == qpdf_e_password
                          ? said("the PDF wants a password")
                          : said("the PDF is broken: {}", text::visible(error.getMessageDetail())));
    } catch (const std::exception&) { // qpdf throws other kinds too, on what no PDF should hold
        whole = false;
        inside.unread(said("the PDF is broken"));
    }
    if (!found && (!whole || has_older_revisions(bytes))) found = look_at_deflated(bytes, inside, room);
    if (found || !inside.pdf_text) return found;
    const auto text = inside.pdf_text(bytes);
    return text && inside.take(*text, Nature::text);
}

} // namespace redress::bundle

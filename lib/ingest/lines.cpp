#include "ingest/lines.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "ingest/limits.hpp"

#include <cstring>
#include <utility>

namespace redress::ingest {
namespace {

constexpr std::size_t chunk = 256 * 1024; // what a processor keeps at hand
constexpr std::size_t sample_bytes = 256 * 1024;

bool has_high_byte(std::string_view bytes)
{
    std::size_t i = 0;
    for (; i + 8 <= bytes.size(); i += 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, bytes.data() + i, 8);
        if (word & 0x8080808080808080u) return true;
    }
    for (; i < bytes.size(); ++i)
        if (static_cast<unsigned char>(bytes[i]) >= 0x80) return true;
    return false;
}

bool is_plain(std::string_view bytes)
{
    for (const char c : bytes)
        if ((c < 0x20 && c != '\t') || c > 0x7E) return false;
    return true;
}

// One memchr over the rest of a file with no such byte is slow only once: the caller keeps the answer.
std::size_t find_from(std::string_view bytes, char c, std::size_t from)
{
    const auto at = bytes.find(c, from);
    return at == std::string_view::npos ? bytes.size() : at;
}

// The same a piece at a time, so that pages of a file without line ends do not all stay in memory.
std::size_t find_newline(std::string_view bytes, const MappedFile* file, std::size_t from)
{
    for (auto at = from;;) {
        const auto end = std::min(bytes.size(), at + chunk);
        const auto found = bytes.substr(at, end - at).find('\n');
        if (found != std::string_view::npos) return at + found;
        if (end == bytes.size()) return end;
        if (file && end - from > max_unit_bytes) file->release(end);
        at = end;
    }
}

std::size_t end_of_chunk(std::string_view bytes, std::size_t at)
{
    if (bytes.size() - at <= chunk) return bytes.size();
    // No cut inside a character: a newline never is part of one.
    const auto reach = std::min<std::size_t>(bytes.size(), at + chunk + max_unit_bytes);
    const auto newline = bytes.substr(0, reach).find('\n', at + chunk);
    if (newline != std::string_view::npos) return newline + 1;
    auto cut = reach; // a line without an end: no text, but the cut still is between characters
    while (cut < bytes.size() && cut > at && (static_cast<unsigned char>(bytes[cut]) & 0xC0) == 0x80) --cut;
    return cut;
}

// The parts of a file that tell its encoding: lines with bytes above ASCII, wherever they stand.
std::string telling_sample(std::string_view bytes)
{
    std::string sample;
    for (std::size_t at = 0; at < bytes.size() && sample.size() < sample_bytes;) {
        const auto end = std::min(find_from(bytes, '\n', at) + 1, bytes.size());
        const auto line = bytes.substr(at, std::min(end - at, sample_bytes));
        if (has_high_byte(line)) sample += line;
        at = end;
    }
    return sample;
}

std::string told_encoding(const std::string& told, std::string_view head)
{
    auto name = text::canonical_encoding(told);
    if (!name)
        throw Error(ErrorKind::input, said("unknown encoding '{}'", told),
                    said("name one that ICU knows, for instance GB18030 or UTF-16LE"));
    if (*name == "UTF-16" || *name == "UTF-32") {
        const auto width = *name == "UTF-16" ? 2u : 4u;
        const bool big = head.size() >= width && head[0] == '\0' && head[width - 1] != '\0';
        const bool marked = head.substr(0, 2) == "\xFE\xFF";
        *name += big || marked ? "BE" : "LE";
    }
    return *name;
}

std::string decide(std::string_view bytes, const MappedFile* file, const std::string& told)
{
    const auto head = bytes.substr(0, 64 * 1024);
    if (!told.empty()) return told_encoding(told, head);
    const auto guess = text::detect_encoding(head, head.size() == bytes.size());
    if (guess.substr(0, 6) == "UTF-16" || head.size() == bytes.size()) return guess;
    bool utf8 = true;
    for (std::size_t at = 0; at < bytes.size() && utf8;) {
        const auto end = end_of_chunk(bytes, at);
        utf8 = text::is_valid_utf8(bytes.substr(at, end - at));
        at = end;
        if (file) file->release(at);
    }
    return utf8 ? "UTF-8" : text::detect_encoding(telling_sample(bytes), true);
}

} // namespace

LineReader::LineReader(std::string_view bytes, std::string encoding) : bytes_(bytes), encoding_(std::move(encoding))
{
    using namespace std::string_view_literals;
    const auto starts = [&](std::string_view mark) { return bytes_.substr(0, mark.size()) == mark; };
    utf8_ = encoding_ == "UTF-8";
    big_ = encoding_.ends_with("BE");
    if (encoding_.starts_with("UTF-16")) unit_ = 2;
    if (encoding_.starts_with("UTF-32")) unit_ = 4;
    if (utf8_ && starts("\xEF\xBB\xBF"sv)) at_ = 3;
    if (unit_ == 2 && (starts("\xFF\xFE"sv) || starts("\xFE\xFF"sv))) at_ = 2;
    if (unit_ == 4 && (starts("\xFF\xFE\0\0"sv) || starts("\0\0\xFE\xFF"sv))) at_ = 4;
    if (!utf8_ && unit_ == 1) {
        std::string printable; // "~" last: in HZ it opens an escape
        for (char c = ' '; c <= '~'; ++c) printable += c;
        ascii_same_ = text::decode(printable, encoding_).text == printable;
    }
}

LineReader::LineReader(const MappedFile& file, std::string encoding) : LineReader(file.bytes(), std::move(encoding))
{
    file_ = &file;
}

// Questions about bytes are cheap for many lines at once. A stretch ends behind a newline, so with a line.
void LineReader::look_ahead()
{
    seen_ = end_of_chunk(bytes_, at_);
    const auto stretch = bytes_.substr(at_, seen_ - at_);
    seen_valid_ = utf8_ && text::is_valid_utf8(stretch);
    seen_return_ = std::memchr(stretch.data(), '\r', stretch.size()) != nullptr;
}

std::size_t LineReader::end_of_line(std::size_t& line_end)
{
    if (at_ >= seen_) look_ahead();
    if (newline_ < at_ || newline_ == 0) newline_ = find_newline(bytes_, file_, at_);
    if (!seen_return_) {
        line_end = newline_;
        return std::min(newline_ + 1, bytes_.size());
    }
    const auto stretch = bytes_.substr(at_, std::min<std::size_t>(newline_ - at_, max_unit_bytes + 1));
    const auto* lone =
        static_cast<const char*>(stretch.empty() ? nullptr : std::memchr(stretch.data(), '\r', stretch.size()));
    if (!lone) {
        line_end = newline_;
        return std::min(newline_ + 1, bytes_.size());
    }
    line_end = at_ + static_cast<std::size_t>(lone - stretch.data());
    return line_end + 1 == newline_ && newline_ < bytes_.size() ? newline_ + 1 : line_end + 1;
}

std::size_t LineReader::end_of_wide_line(std::size_t& line_end) const
{
    const auto unit_at = [&](std::size_t i) {
        std::uint32_t value = 0;
        for (unsigned k = 0; k < unit_; ++k)
            value = value << 8 | static_cast<unsigned char>(bytes_[i + (big_ ? k : unit_ - 1 - k)]);
        return value;
    };
    for (auto i = at_; i + unit_ <= bytes_.size(); i += unit_) {
        const auto c = unit_at(i);
        if (c != '\n' && c != '\r') continue;
        line_end = i;
        const auto next = i + unit_;
        return c == '\r' && next + unit_ <= bytes_.size() && unit_at(next) == '\n' ? next + unit_ : next;
    }
    line_end = bytes_.size();
    return bytes_.size();
}

bool LineReader::next(Line& line)
{
    if (at_ >= bytes_.size()) return false;
    if (file_) file_->release(at_);
    std::size_t line_end = 0;
    const auto next_at = unit_ == 1 ? end_of_line(line_end) : end_of_wide_line(line_end);
    const auto raw = bytes_.substr(at_, line_end - at_);
    if (raw.size() > max_unit_bytes)
        throw Error(
            ErrorKind::input,
            said("line {} is {} MiB long; none is read beyond {} MiB", number_ + 1, raw.size() >> 20, max_unit_bytes >> 20),
            said("its line ends are gone, or a quote is never closed there: look at it, or export it again"));
    line = {raw, ++number_, at_, next_at - at_, 0};
    const bool as_is = utf8_ ? (seen_valid_ && line_end <= seen_) || text::is_valid_utf8(raw) : ascii_same_ && is_plain(raw);
    if (!as_is) {
        auto repaired = utf8_ ? text::repair_utf8(raw) : text::decode(raw, encoding_);
        decoded_ = std::move(repaired.text);
        line.text = decoded_;
        line.faults = repaired.faults;
        faults_ += repaired.faults;
    }
    at_ = next_at;
    return true;
}

std::string encoding_of(const MappedFile& file, const std::string& told)
{
    return decide(file.bytes(), &file, told);
}

std::string encoding_of(std::string_view bytes, const std::string& told)
{
    return decide(bytes, nullptr, told);
}

} // namespace redress::ingest

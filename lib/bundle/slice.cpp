#include "bundle/slice.hpp"

#include "base/archive.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>

namespace redress::bundle {
namespace {

bool is_wide(const std::string& encoding)
{
    return encoding.starts_with("UTF-16") || encoding.starts_with("UTF-32");
}

// Where the file that begins at or before this offset ends.
std::uint64_t end_of_stretch(const SourceFile& source, std::uint64_t offset)
{
    for (const auto& stretch : source.stretches)
        if (stretch.offset > offset) return stretch.offset;
    return source.kept.size();
}

// The rows that name the columns, each where rows of its own sheet are shown.
void add_headers(const SourceFile& source, std::vector<Span>& spans)
{
    const auto own = spans;
    for (std::size_t i = 0; i < source.headers.size(); ++i) {
        const auto [at, length] = source.headers[i];
        if (length == 0 || at > source.kept.size() || length > source.kept.size() - at) continue;
        const auto last = end_of_stretch(source, at);
        const auto end = i + 1 < source.headers.size() ? std::min(source.headers[i + 1].first, last) : last;
        const auto below = [&, from = at + length](const Span& s) { return s.offset >= from && s.offset < end; };
        if (std::any_of(own.begin(), own.end(), below)) spans.push_back({at, length, "header", 0, {}, {}});
    }
    std::sort(spans.begin(), spans.end(), [](const Span& a, const Span& b) { return a.offset < b.offset; });
}

// Nothing but white space and a byte order mark lies outside the spans.
bool covers_all(const SourceFile& source, const std::vector<Span>& spans)
{
    std::uint64_t at = 0;
    const auto blank = [&](std::uint64_t to) {
        for (; at < to; ++at)
            if (static_cast<unsigned char>(source.kept[at]) > ' ' && !(at < 3 && source.kept.rfind("\xEF\xBB\xBF", 0) == 0))
                return false;
        return true;
    };
    for (const auto& span : spans) {
        if (!blank(std::min<std::uint64_t>(span.offset, source.kept.size()))) return false;
        at = std::max(at, span.offset + span.length);
    }
    return at >= source.kept.size() || blank(source.kept.size());
}

std::string why_withheld(const SourceFile& source, const std::vector<Span>& spans)
{
    if (source.kept.empty()) return "the store kept no copy of the source";
    if (source.form.empty() && archive::is_zip(source.kept))
        return "the source is an archive; its records stand in the .ndjson";
    // Offsets count the original's bytes; in a copy of another length they would point at other people's rows.
    if (!source.kept_is_original && source.kept.size() != (source.form.empty() ? source.bytes : source.content_bytes))
        return "secrets of the source were replaced when it was read; its records stand in the .ndjson";
    for (const auto& span : spans)
        if (span.length == 0 || span.offset > source.kept.size() || span.length > source.kept.size() - span.offset)
            return "the records' places in the source are not known";
    return {};
}

bool add_redacted(const SourceFile& source, const Span& span, const SpanRedactor& redact, Slice& slice)
{
    const auto bytes = std::string(source.kept.substr(span.offset, span.length));
    SliceEntry entry{span.record, span.offset, span.length, slice.bytes.size(), span.withheld, false};
    const auto text = entry.withheld.empty() ? redact(span, bytes) : std::nullopt;
    if (!text && entry.withheld.empty()) entry.withheld = "it may hold personal data in a form that cannot be taken out";
    entry.masked = text && *text != bytes;
    slice.masked |= entry.masked;
    slice.entries.push_back(std::move(entry));
    if (!text) return false;
    slice.bytes += *text;
    if (text->empty() || text->back() != '\n') slice.bytes += '\n';
    return true;
}

// False if the span's bytes stay here.
bool add_span(const SourceFile& source, const Span& span, const std::string& file, MaskLog& log, Slice& slice)
{
    const auto bytes = std::string(source.kept.substr(span.offset, span.length));
    const auto file_in_it = source.at(span.offset);
    const bool wide = is_wide(file_in_it.encoding), sql = file_in_it.sql;
    const auto masked =
        sql ? mask_sql_row(bytes, span.known) : mask_keys(wide ? text::decode(bytes, file_in_it.encoding).text : bytes);
    SliceEntry entry{span.record, span.offset, span.length, slice.bytes.size(), span.withheld, false};
    if (entry.withheld.empty() && !sql && masked.count < span.keys)
        entry.withheld = "it holds keys in a form that cannot be masked";
    entry.masked = masked.count > 0 || wide;
    const bool taken = entry.withheld.empty();
    slice.entries.push_back(std::move(entry));
    if (!taken) return false;
    slice.masked |= masked.count > 0;
    log.note(file, masked.count);
    slice.bytes += masked.text;
    if (masked.text.empty() || masked.text.back() != '\n') slice.bytes += '\n';
    return true;
}

// Each piece by the encoding of the file it is from; nothing if that is no text.
std::string as_text(const SourceFile& source, const Slice& slice)
{
    if (source.stretches.empty())
        return source.encoding.empty() ? std::string() : text::decode(slice.bytes, source.encoding).text;
    std::string out;
    std::size_t from = 0;
    std::string encoding;
    const auto add = [&](std::size_t to) {
        if (to > from)
            out += encoding.empty() ? std::string() : text::decode(slice.bytes.substr(from, to - from), encoding).text;
        from = to;
    };
    for (const auto& entry : slice.entries) {
        if (!entry.withheld.empty()) continue;
        const auto stretch = source.at(entry.offset);
        add(entry.at);
        encoding = is_wide(stretch.encoding) ? "UTF-8" : stretch.encoding; // wide pieces were re-encoded
    }
    add(slice.bytes.size());
    return out;
}

} // namespace

SourceFile::Stretch SourceFile::at(std::uint64_t offset) const
{
    const auto next = std::upper_bound(stretches.begin(), stretches.end(), offset,
                                       [](std::uint64_t o, const Stretch& s) { return o < s.offset; });
    return next == stretches.begin() ? Stretch{0, encoding, sql} : *std::prev(next);
}

Slice cut_slice(const SourceFile& source, std::vector<Span> spans, const std::string& file, MaskLog& log,
                const SpanRedactor& redact)
{
    const auto place = [](const Span& span) { return std::tie(span.offset, span.length, span.record); };
    std::sort(spans.begin(), spans.end(), [&](const Span& a, const Span& b) { return place(a) < place(b); });
    spans.erase(std::unique(spans.begin(), spans.end(),
                            [](const Span& a, const Span& b) { return a.offset == b.offset && a.length == b.length; }),
                spans.end());
    Slice slice;
    slice.withheld = why_withheld(source, spans);
    if (!slice.withheld.empty() || spans.empty()) return slice;
    add_headers(source, spans);
    bool all = true;
    for (const auto& span : spans) {
        const bool sql = source.at(span.offset).sql; // shows what the record does, which is redacted
        all &= redact && !sql ? add_redacted(source, span, redact, slice) : add_span(source, span, file, log, slice);
    }
    if (slice.bytes.empty()) slice.withheld = slice.entries.front().withheld;
    slice.whole = all && !source.member && source.only_this_case && source.kept_is_original && !slice.masked &&
                  covers_all(source, spans);
    if (slice.whole) {
        for (auto& entry : slice.entries) entry.at = entry.offset, entry.masked = false;
        slice.bytes = source.original ? std::string_view() : source.kept;
        if (is_wide(source.encoding) || (!text::is_valid_utf8(source.kept) && !source.encoding.empty()))
            slice.text = text::decode(source.kept, source.encoding).text;
        return slice;
    }
    if (!text::is_valid_utf8(slice.bytes)) slice.text = as_text(source, slice);
    return slice;
}

} // namespace redress::bundle

#include "ingest/html_page.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "ingest/lines.hpp"

#include <algorithm>

namespace redress::ingest::html {

Page::Page(Reading& reading, Pieces::Look look, bool nests)
    : reading_(reading), bytes_(reading.file.bytes()), pieces_(bytes_, std::move(look), nests), remarks_(reading)
{
    auto& findings = reading_.findings;
    findings.tally.unit = "element";
    findings.encoding = encoding_of(reading.file, reading.options.encoding);
    if (findings.encoding.starts_with("UTF-16") || findings.encoding.starts_with("UTF-32"))
        throw Error(ErrorKind::input, said("'{}' is a page in {}, which is not read", reading.name, findings.encoding),
                    said("save it again as UTF-8, or keep it unread: --from document"));
}

std::uint64_t Page::line_at(std::size_t at)
{
    at = std::max(at, counted_);
    line_ += static_cast<std::uint64_t>(std::count(bytes_.begin() + static_cast<std::ptrdiff_t>(counted_),
                                                   bytes_.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
    counted_ = at;
    return line_;
}

bool Page::next(Piece& piece)
{
    while (pieces_.next(piece_)) {
        piece = piece_;
        if (piece.take == Take::mark) return true;
        any_ = true;
        ++element_;
        ++reading_.findings.tally.total;
        if (piece.depth == 0) reading_.file.release(piece.at);
        if (!piece.whole && piece.end == bytes_.size() && pieces_.cut()) {
            ++reading_.findings.tally.rejected;
            cut_ = true;
        } else if (piece.end - piece.at > max_piece && piece.holes.empty())
            reject("too-large", said("an element larger than {} MiB", max_piece >> 20));
        else
            return true;
    }
    cut_ = cut_ || pieces_.cut();
    return false;
}

std::string Page::utf8(std::string_view bytes, bool counted)
{
    const auto& encoding = reading_.findings.encoding;
    auto out = encoding == "UTF-8" ? text::repair_utf8(bytes) : text::decode(bytes, encoding);
    if (counted) faults_ += out.faults;
    return std::move(out.text);
}

std::string Page::title()
{
    return plain(utf8(html::title(bytes_)));
}

void Page::emit(Draft&& draft) const
{
    model::Source source;
    source.unit = "element";
    source.position = element_;
    source.offset = piece_.at;
    source.length = piece_.end - piece_.at;
    draft.record.sources.push_back(std::move(source));
    reading_.emit(std::move(draft));
}

void Page::parsed(Draft&& draft)
{
    ++reading_.findings.tally.parsed;
    emit(std::move(draft));
}

void Page::system(Draft&& draft)
{
    ++reading_.findings.tally.system;
    std::get<model::Message>(draft.record.body).role = model::Role::system;
    emit(std::move(draft));
}

void Page::structure()
{
    ++reading_.findings.tally.blank;
}

void Page::again()
{
    ++reading_.findings.tally.continued;
}

void Page::reject(const char* code, Said why)
{
    ++reading_.findings.tally.rejected;
    remark(code, std::move(why));
}

void Page::remark(const char* code, Said words, Severity severity)
{
    remarks_.add(line_at(piece_.at), code, std::move(words), severity);
}

bool Page::ends_with(std::string_view lower_words) const
{
    const auto tail = bytes_.substr(bytes_.size() - std::min<std::size_t>(bytes_.size(), 1024));
    return text::lower_ascii(tail).find(lower_words) != std::string::npos;
}

void Page::finish(bool whole, std::string_view program)
{
    remarks_.finish();
    if (faults_ > 0) reading_.warn(0, "bad-encoding", said("{} bytes are not valid UTF-8 and were replaced", faults_));
    if (!any_)
        throw Error(ErrorKind::input, said("'{}' holds no message of {}", reading_.name, program),
                    said("export the chat again, or keep the page unread: --from document"));
    if (cut_ || !whole)
        reading_.warn(line_at(bytes_.size()), "truncated",
                      said("the file ends inside the export: what is whole was read; export or copy it again"));
}

void put_time(Draft& draft, model::Message& message, const std::optional<LocalTime>& local, std::string_view written,
              Page& page)
{
    if (local && local->exists()) {
        draft.local = local;
        return;
    }
    message.when.local = text::trim(written);
    page.remark("bad-date", message.when.local.empty() ? said("an element without a date")
                                                       : said("date '{}' does not exist", message.when.local));
}

void add_file(model::Message& message, std::string_view address, std::string_view media_type)
{
    if (address.empty() || address.starts_with("data:")) return;
    const bool away = address.starts_with("http://") || address.starts_with("https://");
    model::Attachment attachment;
    attachment.name = file_of(address);
    attachment.media_type = media_type;
    if (attachment.name.empty() && away) attachment.name = address;
    message.attachments.push_back(std::move(attachment));
}

} // namespace redress::ingest::html

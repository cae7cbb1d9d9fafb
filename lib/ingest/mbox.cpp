// A mailbox: many mails in one file (Thunderbird, Gmail Takeout, Unix).
#include "base/error.hpp"
#include "ingest/format.hpp"
#include "ingest/mail_mime.hpp"
#include "ingest/mail_record.hpp"
#include "ingest/mbox_split.hpp"

#include <algorithm>

namespace redress::ingest {
namespace {

int sniff(const Probe& probe)
{
    auto head = probe.head;
    if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
    head.remove_prefix(std::min(head.find_first_not_of("\r\n"), head.size()));
    return mail::is_separator(head, 0) ? 90 : 0;
}

std::uint64_t count_lines(const MappedFile& file, std::size_t from, std::size_t to)
{
    constexpr std::size_t piece = 4 << 20;
    std::uint64_t lines = 0;
    for (; from < to; from += piece) {
        const auto some = file.bytes().substr(from, std::min(piece, to - from));
        lines += static_cast<std::uint64_t>(std::count(some.begin(), some.end(), '\n'));
        if (to - from > piece) file.release(from);
    }
    return lines;
}

void read(Reading& reading)
{
    const auto bytes = reading.file.bytes();
    reading.findings.tally.unit = "element";
    mail::MboxSplitter splitter(bytes, [&](std::size_t at) { reading.file.release(at); });
    if (splitter.start() >= bytes.size())
        throw Error(ErrorKind::input, said("'{}' holds no line that starts a mail", reading.name),
                    said("a single mail is read with --from eml"));
    mail::Place place;
    place.position = 0;
    place.line += count_lines(reading.file, 0, splitter.start());
    if (splitter.start() > 3) reading.warn(1, "no-header", said("bytes before the first mail were not read"));
    while (const auto slice = splitter.next()) {
        ++place.position;
        place.offset = slice->begin;
        place.length = slice->end - slice->begin;
        const auto raw = bytes.substr(slice->mail, slice->end - slice->mail);
        // A mail too long to be read whole is not copied either.
        if (raw.size() <= mail::max_mail_bytes && mail::has_quoted_from(raw))
            mail::read_mail(reading, mail::unquote_from(raw), place);
        else
            mail::read_mail(reading, raw, place);
        place.line += count_lines(reading.file, slice->begin, slice->end);
        reading.file.release(slice->end);
    }
}

} // namespace

extern const Format format_mbox;
const Format format_mbox{"mbox", "mailbox (.mbox)", 1, sniff, read};

} // namespace redress::ingest

// One mail in one file (.eml, a saved message source).
#include "base/text.hpp"
#include "ingest/format.hpp"
#include "ingest/mail_record.hpp"
#include "ingest/media.hpp"

#include <algorithm>

namespace redress::ingest {
namespace {

// Old Macs ended lines with CR alone. As long as before, so that offsets hold; of a file with LF none is made.
std::string with_line_feeds(std::string_view bytes)
{
    std::string out;
    if (bytes.find('\n') != std::string_view::npos || bytes.find('\r') == std::string_view::npos) return out;
    out = bytes;
    std::replace(out.begin(), out.end(), '\r', '\n');
    return out;
}

int sniff(const Probe& probe)
{
    // From the stored bytes: mails mix encodings, and binary parts hold NULs.
    auto head = probe.head;
    if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
    if (head.starts_with("From ")) return 0;
    const auto unixed = with_line_feeds(head);
    if (!unixed.empty()) head = unixed;
    const auto start = head.find_first_not_of("\r\n");
    if (start != std::string_view::npos && is_saved_page(head.substr(start))) return 0;
    const auto count = mail::count_headers(start == std::string_view::npos ? head : head.substr(start));
    const auto lower = text::lower_ascii(probe.name);
    const bool named = lower.ends_with(".eml");
    if (count.known >= 2) return named ? 95 : 75;
    return named && count.all >= 1 ? 70 : 0;
}

void read(Reading& reading)
{
    auto bytes = reading.file.bytes();
    mail::Place place;
    place.length = bytes.size();
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    bytes.remove_prefix(std::min(bytes.find_first_not_of("\r\n"), bytes.size()));
    const auto unixed = with_line_feeds(bytes);
    if (!unixed.empty()) bytes = unixed;
    reading.findings.tally.unit = "element";
    mail::read_mail(reading, bytes, place);
}

} // namespace

extern const Format format_eml;
const Format format_eml{"eml", "mail (.eml)", 1, sniff, read};

} // namespace redress::ingest

// Backups of SMS Backup & Restore: text messages, MMS and calls of an Android phone.
// Fields: synctech.com.au, "Fields in XML backup files"; seen 2026-11.
#include "base/error.hpp"
#include "base/text.hpp"
#include "ingest/columns.hpp"
#include "ingest/format.hpp"
#include "ingest/lines.hpp"
#include "ingest/sms_piece.hpp"
#include "ingest/table_time.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace redress::ingest {
namespace {

using sms::Node;

constexpr const char* owner = "Me"; // whose phone it is; the file does not say

class SmsReader {
public:
    explicit SmsReader(Reading& reading) : reading_(reading), bytes_(reading.file.bytes()), remarks_(reading) {}
    void run();

private:
    bool take(const sms::Piece& piece);
    static void take_sms(const Node& node, Draft& draft);
    static void take_mms(const Node& node, Draft& draft);
    static void take_call(const Node& node, Draft& draft);
    void set_time(const Node& node, Draft& draft, const sms::Piece& piece);
    std::uint64_t line_at(std::size_t at);
    void finish();

    Reading& reading_;
    std::string_view bytes_;
    Remarks remarks_;
    std::string encoding_;
    std::uint64_t element_ = 0, line_ = 1;
    std::size_t counted_ = 0;
    bool cut_ = false;
};

std::uint64_t SmsReader::line_at(std::size_t at)
{
    line_ += static_cast<std::uint64_t>(std::count(bytes_.begin() + static_cast<std::ptrdiff_t>(counted_),
                                                   bytes_.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
    counted_ = at;
    return line_;
}

std::string name_of(const Node& node)
{
    const auto name = node.get("contact_name");
    return name == "(Unknown)" ? std::string() : name;
}

// What was written and not sent was seen by nobody else.
void set_state(const std::string& box, Draft& draft)
{
    constexpr std::pair<std::string_view, std::string_view> states[] = {
        {"3", "draft"}, {"4", "outbox"}, {"5", "failed"}, {"6", "queued"}};
    for (const auto& [number, word] : states)
        if (box == number) draft.record.extra.set("status", word);
    if (box == "3" || box == "5") draft.record.extra.set("private", true);
}

void SmsReader::take_sms(const Node& node, Draft& draft)
{
    auto& message = std::get<model::Message>(draft.record.body);
    const auto type = node.get("type"), name = name_of(node);
    message.thread = node.get("address");
    const bool received = type == "1" || type.empty();
    message.sender = !received ? owner : name.empty() ? message.thread : name;
    message.text = node.get("body");
    auto& extra = draft.record.extra;
    put_text(extra, "thread_name", name);
    put_text(extra, "subject", node.get("subject"));
    const auto status = node.get("status");
    if (!received)
        put_text(extra, "delivery",
                 status == "0"    ? "complete"
                 : status == "32" ? "pending"
                 : status == "64" ? "failed"
                                  : "");
    set_state(type, draft);
}

// Addresses of a group stand one after the other, joined by '~'; who of them wrote is among the addrs.
void SmsReader::take_mms(const Node& node, Draft& draft)
{
    auto& message = std::get<model::Message>(draft.record.body);
    auto& extra = draft.record.extra;
    const auto box = node.get("msg_box"), name = name_of(node);
    message.thread = node.get("address");
    const bool sent = box == "2" || box == "3" || box == "4" || box == "5" || node.get("m_type") == "128";
    const bool group = message.thread.find('~') != std::string::npos;
    std::string from;
    if (const auto* addresses = node.child("addrs"))
        for (const auto& address : addresses->children)
            if (address.get("type") == "137" && address.get("address") != "insert-address-token")
                from = address.get("address");
    message.sender = sent ? owner : !group && !name.empty() ? name : from.empty() ? message.thread : from;
    if (const auto* parts = node.child("parts"))
        for (const auto& part : parts->children) {
            const auto type = text::lower_ascii(part.get("ct"));
            if (type == "application/smil") continue; // how the parts are laid out
            if (type == "text/plain") {
                const auto words = part.get("text");
                message.text += (message.text.empty() || words.empty() ? "" : "\n") + words;
                continue;
            }
            auto file = part.get("cl");
            for (const auto* key : {"fn", "name"})
                if (file.empty()) file = part.get(key);
            message.attachments.push_back({file, type, ""});
        }
    put_text(extra, "thread_name", name);
    put_text(extra, "subject", node.get("sub"));
    extra.set("kind", "mms");
    set_state(box, draft);
}

void SmsReader::take_call(const Node& node, Draft& draft)
{
    constexpr std::pair<std::string_view, std::string_view> kinds[] = {{"1", "incoming call"}, {"2", "outgoing call"},
                                                                       {"3", "missed call"},   {"4", "voicemail"},
                                                                       {"5", "rejected call"}, {"6", "blocked call"}};
    auto& message = std::get<model::Message>(draft.record.body);
    auto& extra = draft.record.extra;
    const auto type = node.get("type"), name = name_of(node), seconds = node.get("duration");
    message.thread = node.get("number");
    message.sender = type == "2" ? owner : name.empty() ? message.thread : name;
    message.text = "call";
    for (const auto& [number, words] : kinds)
        if (type == number) message.text = words;
    put_text(extra, "thread_name", name);
    extra.set("kind", "call");
    put_text(extra, "call_duration", seconds);
}

void SmsReader::set_time(const Node& node, Draft& draft, const sms::Piece& piece)
{
    auto& when = std::get<model::Message>(draft.record.body).when;
    // MMS keep seconds, SMS milliseconds, some programs the other way round: the size tells.
    for (const auto* key : {"date", "readable_date"}) {
        const auto written = node.get(key);
        if (written.empty() || written == "0") continue;
        auto read = read_stamp(written, {});
        if (!read.readable && !when.local.empty()) continue;
        when = read.stamp;
        draft.local = read.local;
        if (read.readable) break;
    }
    if (!when.at && !draft.local)
        remarks_.add(line_at(piece.offset), when.local.empty() ? "no-date" : "bad-date",
                     when.local.empty() ? said("a message without a time") : said("a date that cannot be read"));
    const auto sent = node.get("date_sent");
    if (sent.size() < 9) return;
    if (const auto read = read_stamp(sent, {}); read.stamp.at)
        draft.record.extra.set("sent_at", time::to_rfc3339(*read.stamp.at));
}

bool SmsReader::take(const sms::Piece& piece)
{
    const auto bytes = bytes_.substr(piece.offset, piece.length);
    const auto node = piece.whole
                          ? sms::parse(encoding_ == "UTF-8" ? std::string(bytes) : text::decode(bytes, encoding_).text)
                          : std::nullopt;
    if (!node) {
        remarks_.add(line_at(piece.offset), "bad-element",
                     piece.whole ? said("an element that is no XML") : said("an element that does not end"));
        return false;
    }
    Draft draft;
    draft.record.body = model::Message{};
    if (piece.name == "sms")
        take_sms(*node, draft);
    else if (piece.name == "mms")
        take_mms(*node, draft);
    else
        take_call(*node, draft);
    set_time(*node, draft, piece);
    draft.raw_body = std::get<model::Message>(draft.record.body).text;
    model::Source source;
    source.unit = "element";
    source.position = element_;
    source.offset = piece.offset;
    source.length = piece.length;
    draft.record.sources.push_back(std::move(source));
    reading_.emit(std::move(draft));
    return true;
}

void SmsReader::finish()
{
    auto& findings = reading_.findings;
    remarks_.finish();
    const auto tail = text::trim(bytes_.substr(bytes_.size() - std::min<std::size_t>(bytes_.size(), 256)));
    if (cut_ || !(tail.ends_with("</smses>") || tail.ends_with("</calls>") || (element_ == 0 && tail.ends_with("/>"))))
        reading_.warn(line_at(bytes_.size()), "truncated",
                      said("the file ends inside the export: what is whole was read; export or copy it again"));
    findings.declared = sms::declared_count(bytes_.substr(0, probe_bytes));
    if (findings.declared && *findings.declared != findings.tally.total)
        reading_.warn(0, "declared-count",
                      said("the file says it has {} messages, {} were found", *findings.declared, findings.tally.total));
}

void SmsReader::run()
{
    auto& findings = reading_.findings;
    findings.tally.unit = "element";
    encoding_ = findings.encoding = encoding_of(reading_.file, reading_.options.encoding);
    if (encoding_.starts_with("UTF-16") || encoding_.starts_with("UTF-32"))
        throw Error(ErrorKind::input, said("'{}' is a backup in {}", reading_.name, encoding_), said("save it as UTF-8"));
    for (std::size_t at = 0; const auto piece = sms::next_piece(bytes_, at);) {
        ++findings.tally.total;
        ++element_;
        ++(take(*piece) ? findings.tally.parsed : findings.tally.rejected);
        cut_ = !piece->whole && at >= bytes_.size();
        reading_.file.release(at);
    }
    if (element_ == 0 && bytes_.find("<smses") == std::string_view::npos && bytes_.find("<calls") == std::string_view::npos)
        throw Error(ErrorKind::input, said("'{}' holds no text message and no call", reading_.name),
                    said("make the backup with SMS Backup & Restore, as XML"));
    finish();
}

int sniff(const Probe& probe)
{
    const auto& text = probe.text;
    if (text.find("<smses") != std::string::npos) return 97;
    const bool calls = text.find("<calls") != std::string::npos && text.find("<call ") != std::string::npos;
    return calls && text.find("duration=") != std::string::npos ? 95 : 0;
}

void read(Reading& reading)
{
    SmsReader(reading).run();
}

} // namespace

extern const Format format_sms_xml;
const Format format_sms_xml{"sms_xml", "SMS Backup & Restore (Android, XML)", 1, sniff, read};

} // namespace redress::ingest

#include "ingest/whatsapp_chat.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "ingest/lines.hpp"
#include "ingest/whatsapp_header.hpp"
#include "ingest/whatsapp_words.hpp"

#include <fmt/format.h>

#include <unordered_map>
#include <utility>

namespace redress::ingest::whatsapp {
namespace {

// U+200E: the app sets it before its own words, people do not.
constexpr std::string_view app_mark = "\xE2\x80\x8E";

LineReader lines_of(const ChatText& chat, const std::string& encoding)
{
    return chat.file ? LineReader(*chat.file, encoding) : LineReader(chat.bytes, encoding);
}

std::string_view without_marks(std::string_view text)
{
    while (const auto n = mark_length(text, 0)) text.remove_prefix(n);
    return text;
}

bool is_blank(std::string_view text)
{
    for (std::size_t at = 0; at < text.size();) {
        const auto n = space_length(text, at) + mark_length(text, at);
        if (n == 0) return false;
        at += n;
    }
    return true;
}

// An author ends at the first ": ", a colon at the end of the line, or ":." there.
std::size_t author_end(std::string_view rest)
{
    for (auto at = rest.find(':'); at != std::string_view::npos; at = rest.find(':', at + 1)) {
        auto next = at + 1;
        while (const auto n = mark_length(rest, next)) next += n;
        if (next >= rest.size() || space_length(rest, next) > 0 || rest.substr(next) == ".") return at;
    }
    return std::string_view::npos;
}

struct HashText {
    using is_transparent = void;
    std::size_t operator()(std::string_view s) const { return std::hash<std::string_view>()(s); }
};

// One entry being put together: its first line and what follows until the next header.
struct Entry {
    WhatsAppHeader header;
    std::string stamp; // date and time as written; only for those that do not exist
    std::optional<LocalTime> local;
    std::string sender; // empty: the app itself
    std::string body;
    bool named = false; // an author stood before the body
    std::uint64_t line = 0, offset = 0, end = 0;
};

class ChatReader {
public:
    ChatReader(const ChatText& chat, Reading& reading) : chat_(chat), reading_(reading) {}
    void run();

private:
    void name_thread(const std::string& encoding);
    void start(const Line& line, const WhatsAppHeader& header);
    void follow(const Line& line);
    void finish();
    void attach(const FileMark& mark, std::uint64_t line, model::Message& message);
    void read_body(const Entry& entry, model::Message& message);
    void warn(std::uint64_t line, const char* code, Said message) const
    {
        reading_.findings.diagnostics.push_back({Severity::warning, chat_.name, line, 1, std::move(message), code});
    }
    const std::string* author(std::string_view written);
    bool is_header(std::string_view line, WhatsAppHeader& header) const
    {
        return scan_whatsapp_header(line, header) && (header.strong() || survey_.weak_only());
    }

    const ChatText& chat_;
    Reading& reading_;
    Survey survey_;
    std::string thread_;
    std::unordered_map<std::string, std::string, HashText, std::equal_to<>> authors_; // as written -> cleaned; empty: none
    std::optional<Entry> entry_;
    std::uint64_t pending_blank_ = 0, orphans_ = 0, first_orphan_ = 0, missing_ = 0, first_missing_ = 0;
};

const std::string* ChatReader::author(std::string_view written)
{
    auto found = authors_.find(written);
    if (found == authors_.end()) {
        const auto clean = text::clean_header(written);
        const auto name = text::trim(clean);
        found = authors_.emplace(std::string(written), is_system_author(name) ? "" : std::string(name)).first;
    }
    return found->second.empty() ? nullptr : &found->second;
}

// The name of the file if the app gave it, else what the first lines say, else the file's name whatever it is.
void ChatReader::name_thread(const std::string& encoding)
{
    const auto of_file = chat_name(chat_.path);
    thread_ = of_file.name;
    if (of_file.certain) return;
    auto lines = lines_of(chat_, encoding);
    Line line;
    WhatsAppHeader header;
    while (lines.next(line) && line.number <= 20) {
        if (!is_header(line.text, header)) continue;
        const auto rest = line.text.substr(header.rest);
        const auto colon = author_end(rest);
        if (colon != std::string_view::npos && is_encryption_notice(without_marks(text::trim(rest.substr(colon + 1)))))
            if (const auto* name = author(rest.substr(0, colon))) {
                thread_ = *name;
                return;
            }
        if (auto group = named_group(rest); !group.empty() && colon == std::string_view::npos) {
            thread_ = std::move(group);
            return;
        }
    }
}

void ChatReader::start(const Line& line, const WhatsAppHeader& header)
{
    auto& e = entry_.emplace();
    e.header = header;
    e.line = line.number;
    e.offset = line.offset;
    e.end = line.offset + line.length;
    auto local = survey_.order.day(header.date);
    local.hour = header.hour;
    local.minute = header.minute;
    local.second = header.second;
    if (local.exists()) {
        e.local = local;
    } else {
        e.stamp = text::clean_header(line.text.substr(header.stamp_begin, header.stamp_end - header.stamp_begin));
        warn(line.number, "bad-date", said("date '{}' does not exist", e.stamp));
    }
    const auto rest = line.text.substr(header.rest);
    const auto colon = author_end(rest);
    const auto* name = colon == std::string_view::npos ? nullptr : author(rest.substr(0, colon));
    if (!name) {
        e.body = rest;
        return;
    }
    e.sender = *name;
    e.named = true;
    auto body = rest.substr(colon + 1);
    if (const auto n = space_length(body, 0)) body.remove_prefix(n);
    e.body = body;
}

void ChatReader::follow(const Line& line)
{
    auto& tally = reading_.findings.tally;
    if (!entry_) {
        if (is_blank(line.text)) {
            ++tally.blank;
            return;
        }
        ++tally.rejected;
        if (orphans_++ == 0) first_orphan_ = line.number;
        return;
    }
    if (line.text.empty()) { // part of the message only if more of it follows
        ++pending_blank_;
        return;
    }
    entry_->body.append(pending_blank_ + 1, '\n');
    tally.continued += pending_blank_ + 1;
    pending_blank_ = 0;
    entry_->body += line.text;
    entry_->end = line.offset + line.length;
}

void ChatReader::attach(const FileMark& mark, std::uint64_t line, model::Message& message)
{
    model::Attachment attachment{mark.name, mark.media_type, {}};
    auto& text = message.text;
    if (mark.end > mark.begin) {
        if (chat_.documents) {
            const auto found = chat_.documents->find(mark.name);
            if (found != chat_.documents->end())
                attachment.document = found->second;
            else if (missing_++ == 0)
                first_missing_ = line;
        }
        auto end = mark.end;
        while (end < text.size() && (text[end] == '\n' || text[end] == ' ')) ++end;
        text.erase(mark.begin, end - mark.begin);
        while (!text.empty() && (text.back() == '\n' || text.back() == ' ' || text.ends_with(app_mark)))
            text.resize(text.size() - (text.ends_with(app_mark) ? app_mark.size() : 1));
    }
    message.attachments.push_back(std::move(attachment));
}

void ChatReader::read_body(const Entry& e, model::Message& message)
{
    const bool marked = e.body.starts_with(app_mark);
    message.text = without_marks(e.body);
    if (e.named) {
        if (const auto cut = edited_mark(message.text); cut != std::string::npos) {
            message.text.resize(cut);
            message.edited = true;
        }
        message.deleted = is_deleted_text(message.text);
        if (message.deleted) return;
        if (const auto mark = file_mark(message.text, marked)) return attach(*mark, e.line, message);
    }
    if (!e.named || is_system_text(message.text, marked)) message.role = model::Role::system;
}

void ChatReader::finish()
{
    auto& tally = reading_.findings.tally;
    tally.blank += std::exchange(pending_blank_, 0);
    if (!entry_) return;
    auto& e = *entry_;
    Draft draft;
    model::Message message;
    message.thread = thread_;
    message.sender = std::move(e.sender);
    if (!e.local) message.when.local = std::move(e.stamp);
    read_body(e, message);
    ++(message.role == model::Role::system ? tally.system : tally.parsed);
    draft.raw_body = std::move(e.body);
    draft.local = e.local;
    model::Source source;
    source.name = chat_.name;
    source.unit = "line";
    source.position = e.line;
    source.offset = e.offset;
    source.length = e.end - e.offset;
    draft.record.sources.push_back(std::move(source));
    draft.record.body = std::move(message);
    entry_.reset();
    reading_.emit(std::move(draft));
}

void ChatReader::run()
{
    auto& findings = reading_.findings;
    const auto encoding = chat_.file ? encoding_of(*chat_.file, reading_.options.encoding)
                                     : encoding_of(chat_.bytes, reading_.options.encoding);
    findings.encoding = encoding;
    survey_ = survey(chat_, encoding);
    survey_.order = settle_order(reading_, chat_.name, survey_.order);
    name_thread(encoding);
    findings.thread = thread_;

    auto lines = lines_of(chat_, encoding);
    Line line;
    WhatsAppHeader header;
    while (lines.next(line)) {
        ++findings.tally.total;
        if (!is_header(line.text, header)) {
            follow(line);
            continue;
        }
        finish();
        start(line, header);
    }
    finish();
    if (orphans_ > 0)
        warn(first_orphan_, "no-header",
             orphans_ == 1 ? said("1 line before the first message") : said("{} lines before the first message", orphans_));
    if (missing_ > 0)
        warn(first_missing_, "missing-file",
             missing_ == 1 ? said("1 file named in the chat is not in the archive")
                           : said("{} files named in the chat are not in the archive", missing_));
    if (lines.faults() > 0)
        warn(0, "bad-encoding", said("{} bytes are not valid {} and were replaced", lines.faults(), encoding));
}

} // namespace

Survey survey(const ChatText& chat, const std::string& encoding)
{
    Survey out;
    DateOrderVote strong(2009), weak(2009); // the year the app appeared
    auto lines = lines_of(chat, encoding);
    Line line;
    WhatsAppHeader header;
    while (lines.next(line)) {
        if (!scan_whatsapp_header(line.text, header)) continue;
        ++(header.strong() ? out.strong : out.weak);
        (header.strong() ? strong : weak).add(header.date, line.number);
    }
    out.order = out.strong > 0 ? strong.decide() : weak.decide();
    return out;
}

void read_chat(const ChatText& chat, Reading& reading)
{
    ChatReader(chat, reading).run();
}

int likeness(std::string_view sample)
{
    LineReader lines(sample, "UTF-8");
    Line line;
    WhatsAppHeader header;
    std::uint64_t strong = 0, weak = 0, before = 0, iso_minutes = 0;
    for (std::uint64_t seen = 0; seen < 400 && lines.next(line); ++seen) {
        if (is_blank(line.text)) continue;
        if (!scan_whatsapp_header(line.text, header)) {
            before += strong + weak == 0;
            continue;
        }
        const bool authored = author_end(line.text.substr(header.rest)) != std::string_view::npos;
        if (header.strong())
            ++strong;
        else
            weak += authored;
        // Signal's exports look alike: [2019-12-24, 12:23] Ana: hi
        iso_minutes += header.shape == WhatsAppHeader::Shape::bracket && header.date.digits[0] == 4 &&
                       line.text.find('-') < header.stamp_end && header.second == 0;
    }
    if (before > 3) return 0; // a chat that was cut starts inside a message, not inside a book
    if (strong > 0) return iso_minutes == strong ? 60 : 85;
    return weak > 0 ? 45 : 0;
}

} // namespace redress::ingest::whatsapp

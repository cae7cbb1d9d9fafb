// LINE's "Export chat history": a title, then for each day its line and below it the messages with a clock. Phones set tabs
// between clock, sender and words; the program for Windows sets spaces.
#include "base/text.hpp"
#include "ingest/chat_lines.hpp"
#include "ingest/columns.hpp"
#include "ingest/line_head.hpp"
#include "ingest/line_words.hpp"

#include <algorithm>

namespace redress::ingest {
namespace {

struct Survey {
    std::uint64_t titles = 0, saved = 0, days = 0, weekdays = 0, tabs = 0, spaces = 0, named = 0, before = 0;
    DecidedOrder order;
    bool open_days = false;
    line::Senders senders;
    bool spaced() const { return tabs == 0; }
};

Survey survey_line(PeekLines& lines, std::uint64_t most_lines)
{
    Survey out;
    DateOrderVote vote(2011); // the year the app appeared
    for (std::uint64_t n = 0; n < most_lines && lines.next(); ++n) {
        const auto& now = lines.now();
        const bool any = out.titles + out.days + out.tabs + out.spaces > 0;
        if (const auto day = line::scan_day(now.text)) {
            ++out.days;
            out.weekdays += day->weekday >= 0;
            if (!day->open) continue;
            vote.add(day->fields, now.number, day->weekday);
            out.open_days = true;
        } else if (const auto head = line::scan_head(now.text)) {
            ++(head->tabs ? out.tabs : out.spaces);
            out.named += head->tabs && !head->sender.empty();
            if (!head->tabs && !line::is_own_line(head->rest)) out.senders.add(head->rest);
        } else if (const auto title = line::chat_title(now.text)) {
            ++out.titles;
            out.senders.know(*title);
        } else if (line::is_saved_on(now.text)) {
            ++out.saved;
        } else {
            out.before += !any && !is_blank_line(now.text);
        }
    }
    out.order = vote.decide();
    return out;
}

class LineChat {
public:
    LineChat(Reading& reading, Survey survey)
        : reading_(reading), survey_(std::move(survey)),
          chat_(reading, survey_.spaced() ? line::settle_spaces : line::settle_tabs), remarks_(reading)
    {}
    void run();

private:
    void take(const PeekLines& lines);
    bool take_structure(const PeekLines& lines);
    bool is_day(const PeekLines& lines) const;
    bool is_head(const line::Head& head) const;
    void start(const TextLine& now, const line::Head& head);
    bool quoting() { return chat_.open() && !survey_.spaced() && quotes_ % 2 != 0; }

    Reading& reading_;
    Survey survey_;
    ChatLines chat_;
    Remarks remarks_;
    std::string thread_;
    std::optional<LocalTime> day_;
    int last_minute_ = 0;      // of the day
    std::uint64_t quotes_ = 0; // in the open message, where it began with one
    bool behind_title_ = false;
};

// Amid the words of a message a line may hold a day too. The app sets a blank line before its own and a message after it.
bool LineChat::is_day(const PeekLines& lines) const
{
    const auto head = line::scan_head(lines.ahead());
    return head && head->tabs != survey_.spaced();
}

bool LineChat::take_structure(const PeekLines& lines)
{
    const auto& now = lines.now();
    const bool amid = quoting();
    const bool apart = is_blank_line(lines.before());
    if (const auto title = line::chat_title(now.text); title && !amid && (apart || !chat_.open() || survey_.titles > 1)) {
        thread_ = *title;
        if (reading_.findings.thread.empty()) reading_.findings.thread = thread_;
        day_.reset();
        behind_title_ = true;
    } else if (std::exchange(behind_title_, false) && line::is_saved_on(now.text)) {
    } else if (const auto day = line::scan_day(now.text);
               day && (amid || survey_.spaced() ? is_day(lines) && (!amid || apart) : day->weekday >= 0 || apart)) {
        day_ = day->open ? survey_.order.day(day->fields) : day->known;
        if (!day_->exists()) {
            day_.reset();
            remarks_.add(now.number, "bad-date", said("date '{}' does not exist", text::clean_header(trim_line(now.text))));
        }
        last_minute_ = 0;
    } else {
        return false;
    }
    chat_.structure(now);
    return true;
}

// With spaces, words of a message may begin with a clock: "18:00 dinner". Nobody speaks once and earlier than the one
// before.
bool LineChat::is_head(const line::Head& head) const
{
    if (head.tabs == survey_.spaced()) return false;
    if (head.tabs || line::is_own_line(head.rest)) return true;
    const auto name = survey_.senders.name_in(head.rest);
    return survey_.senders.count(name) > 1 || head.clock.hour * 60 + head.clock.minute >= last_minute_;
}

void LineChat::start(const TextLine& now, const line::Head& head)
{
    ChatEntry entry;
    entry.message.thread = thread_;
    auto sender = head.sender;
    auto words = head.rest;
    if (!head.tabs && !line::is_own_line(words)) {
        sender = survey_.senders.name_in(words);
        if (!sender.empty()) words = trim_line(words.substr(sender.size()));
    }
    entry.message.sender = text::clean_header(sender);
    if (sender.empty()) entry.message.role = model::Role::system;
    entry.body = words;
    auto local = head.clock;
    if (day_) {
        local.year = day_->year;
        local.month = day_->month;
        local.day = day_->day;
        entry.local = local;
    } else {
        entry.message.when.local = text::clean_header(std::string_view(now.text).substr(0, now.text.find('\t')));
        remarks_.add(now.number, "no-date",
                     said("a time without a day: the message is left without a time; export the chat whole"));
    }
    last_minute_ = head.clock.hour * 60 + head.clock.minute;
    quotes_ = words.starts_with('"') ? static_cast<std::uint64_t>(std::count(words.begin(), words.end(), '"')) : 0;
    chat_.start(now, std::move(entry));
}

void LineChat::take(const PeekLines& lines)
{
    const auto& now = lines.now();
    if (take_structure(lines)) return;
    if (const auto head = line::scan_head(now.text)) {
        if (is_head(*head)) {
            start(now, *head);
            return;
        }
        remarks_.add(now.number, "not-a-head", said("begins with a time, but was taken for words of the message above"),
                     Severity::note);
    }
    if (quotes_ > 0) quotes_ += static_cast<std::uint64_t>(std::count(now.text.begin(), now.text.end(), '"'));
    chat_.follow(now);
}

void LineChat::run()
{
    auto& findings = reading_.findings;
    findings.date_order = survey_.days > 0 ? "YMD" : "";
    if (survey_.open_days) survey_.order = settle_order(reading_, reading_.name, survey_.order);
    PeekLines lines(reading_.file, findings.encoding);
    while (lines.next()) {
        ++findings.tally.total;
        take(lines);
    }
    chat_.finish();
    chat_.report(lines.faults());
    remarks_.finish();
}

int sniff(const Probe& probe)
{
    if (probe.text.empty()) return 0;
    PeekLines lines(std::string_view(probe.text));
    const auto found = survey_line(lines, 400);
    if (found.titles > 0 && found.before == 0) return 95;
    if (found.before > 3 || found.days == 0) return 0;
    if (found.named > 0) return found.weekdays > 0 ? 90 : 60;
    return found.weekdays > 0 && found.spaces > 0 ? 70 : 0;
}

void read(Reading& reading)
{
    auto& findings = reading.findings;
    findings.encoding = encoding_of(reading.file, reading.options.encoding);
    PeekLines lines(reading.file, findings.encoding);
    auto survey = survey_line(lines, UINT64_MAX);
    LineChat(reading, std::move(survey)).run();
}

} // namespace

extern const Format format_line;
const Format format_line{"line", "LINE chat history (.txt)", 1, sniff, read};

} // namespace redress::ingest

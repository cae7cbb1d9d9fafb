#include "ingest/name_time_chat.hpp"

#include "base/text.hpp"
#include "ingest/columns.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace redress::ingest {
namespace {

constexpr std::size_t most_names = 100000; // beyond that, names are no longer learned

// A clock alone is taken for part of a head only if it is set apart as programs do it.
bool clock_is_set_apart(const NamedHead& head)
{
    return head.wide || head.time.seconds || head.time.yearless;
}

std::string sender_of(std::string_view written, const Manners& manners)
{
    ChatEntry entry;
    manners.name(written, {}, entry);
    return entry.message.sender;
}

class NameTimeReader {
public:
    NameTimeReader(Reading& reading, const Manners& manners)
        : reading_(reading), manners_(manners), chat_(reading, manners.settle), remarks_(reading)
    {}
    void run();

private:
    void take(const PeekLines& lines);
    void start(const TextLine& line, const NamedHead& head, std::string_view stamp_of);
    void doubt(const TextLine& line);
    bool take_own_line(const TextLine& line);
    void set_time(const TextLine& line, const TimeMark& time, std::string_view stamp, ChatEntry& entry);
    LocalTime day_of(const TimeMark& time) const
    {
        return time.day == TimeMark::Day::open ? survey_.order.day(time.fields) : time.local;
    }

    Reading& reading_;
    const Manners& manners_;
    ChatLines chat_;
    Remarks remarks_;
    NameTimeSurvey survey_;
    std::optional<LocalTime> day_; // of the last line with a day
    bool behind_blank_ = true, absorb_ = false;
};

void NameTimeReader::set_time(const TextLine& line, const TimeMark& time, std::string_view stamp, ChatEntry& entry)
{
    auto local = time.local;
    const auto above = time.yearless ? std::nullopt : day_;
    const auto day = time.day == TimeMark::Day::none ? above : std::optional(day_of(time));
    if (day) {
        local.year = day->year;
        local.month = day->month;
        local.day = day->day;
    }
    if (day && local.exists()) {
        entry.local = local;
        return;
    }
    entry.message.when.local = text::clean_header(stamp);
    if (day)
        remarks_.add(line.number, "bad-date", said("date '{}' does not exist", entry.message.when.local));
    else
        remarks_.add(
            line.number, "no-date",
            said("a time without a day: the message is left without a time; copy the chat together with its lines of days"));
}

// stamp_of: the line the time stands on.
void NameTimeReader::start(const TextLine& line, const NamedHead& head, std::string_view stamp_of)
{
    ChatEntry entry;
    manners_.name(head.name, head.to, entry);
    set_time(line, head.time, stamp_of.substr(head.time.begin, head.time.end - head.time.begin), entry);
    entry.body = head.rest;
    chat_.start(line, std::move(entry));
}

// Read receipts, recalls and notices have no head. Where they would be all there is of a message, they are its words.
bool NameTimeReader::take_own_line(const TextLine& line)
{
    auto* open = chat_.open();
    if (!open || open->body.empty()) return false;
    ChatEntry notice;
    switch (manners_.line(trim_line(line.text), notice)) {
    case Manners::Line::words: return false;
    case Manners::Line::status:
        open->extra.set("status", trim_line(line.text));
        chat_.absorb(line);
        return true;
    case Manners::Line::notice: chat_.aside(line, std::move(notice)); return true;
    }
    return false;
}

// Words that could have been a head are said to be words, so that a message behind them is not missed in silence.
void NameTimeReader::doubt(const TextLine& line)
{
    NamedHead again;
    const bool looks = scan_named_head(line.text, again) && again.time.day != TimeMark::Day::none;
    if (looks && doubt_name(again.name) != NameDoubt::always)
        remarks_.add(line.number, "not-a-head", said("ends in a time, but was taken for words of the message above"),
                     Severity::note);
}

void NameTimeReader::take(const PeekLines& lines)
{
    const auto& line = lines.now();
    NamedHead head;
    TimeMark day;
    if (absorb_) {
        absorb_ = false;
        chat_.absorb(line);
    } else if (is_blank_line(line.text)) {
        chat_.follow(line);
    } else if (scan_day_line(line.text, day)) {
        chat_.structure(line);
        day_ = day_of(day);
        behind_blank_ = true;
        return;
    } else if (scan_named_head(line.text, head) && survey_.accepts(head, behind_blank_)) {
        start(line, head, line.text);
    } else if (survey_.paired() && survey_.accepts_pair(trim_line(line.text)) && scan_bare_time(lines.ahead(), head.time)) {
        head = {trim_line(line.text), {}, {}, head.time, false};
        start(line, head, trim_line(lines.ahead()));
        absorb_ = true;
    } else if (!take_own_line(line)) {
        doubt(line);
        chat_.follow(line);
    }
    behind_blank_ = is_blank_line(line.text);
}

void NameTimeReader::run()
{
    auto& findings = reading_.findings;
    findings.encoding = encoding_of(reading_.file, reading_.options.encoding);
    {
        PeekLines lines(reading_.file, findings.encoding);
        survey_ = survey_name_time(lines, manners_);
    }
    const bool days = survey_.dated + survey_.pairs + survey_.day_lines > 0;
    findings.date_order = days ? "YMD" : "";
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

} // namespace

std::uint32_t NameTimeSurvey::count_of(std::string_view written) const
{
    const auto found = names.find(sender_of(written, *manners));
    return found == names.end() ? 0 : found->second;
}

bool NameTimeSurvey::accepts(const NamedHead& head, bool behind) const
{
    const auto doubt = doubt_name(head.name);
    const auto count = count_of(head.name);
    if (doubt == NameDoubt::always || (doubt == NameDoubt::once && count < 2)) return false;
    if (head.time.day == TimeMark::Day::none && !(clock_is_set_apart(head) && (day_lines > 0 || dated == 0 || count >= 2)))
        return false;
    // Where messages are kept apart by blank lines, a head amid a message is one that somebody pasted into it.
    const auto all = dated + clocks;
    return behind || count >= 2 || all < 4 || behind_blank * 10 < all * 9;
}

bool NameTimeSurvey::accepts_pair(std::string_view name) const
{
    const auto doubt = doubt_name(name);
    return doubt == NameDoubt::none || (doubt == NameDoubt::once && count_of(name) >= 2);
}

NameTimeSurvey survey_name_time(PeekLines& lines, const Manners& manners, std::uint64_t most_lines)
{
    NameTimeSurvey out;
    out.manners = &manners;
    DateOrderVote vote;
    const auto learn = [&](std::string_view name, const TimeMark& time, std::uint64_t line) {
        if (out.names.size() < most_names || out.count_of(name) > 0) ++out.names[sender_of(name, manners)];
        if (time.day != TimeMark::Day::open) return;
        vote.add(time.fields, line);
        out.open_days = true;
    };
    bool behind_blank = true;
    NamedHead head;
    TimeMark time;
    for (std::uint64_t n = 0; n < most_lines && lines.next(); ++n) {
        const auto& line = lines.now();
        bool day_line = false;
        if (scan_day_line(line.text, time)) {
            day_line = true;
            ++out.day_lines;
            if (time.day == TimeMark::Day::open) {
                vote.add(time.fields, line.number);
                out.open_days = true;
            }
        } else if (scan_named_head(line.text, head) && doubt_name(head.name) != NameDoubt::always) {
            const bool dated = head.time.day != TimeMark::Day::none;
            if (dated || clock_is_set_apart(head)) {
                ++(dated ? out.dated : out.clocks);
                out.behind_blank += behind_blank;
                learn(head.name, head.time, line.number);
            }
        } else if (manners.pairs && scan_bare_time(lines.ahead(), time)) {
            const auto name = trim_line(line.text);
            if (!name.empty() && doubt_name(name) != NameDoubt::always && !scan_bare_time(name, head.time)) {
                ++out.pairs;
                learn(name, time, line.number + 1);
            }
        }
        behind_blank = day_line || is_blank_line(line.text);
    }
    out.order = vote.decide();
    return out;
}

void read_name_time(Reading& reading, const Manners& manners)
{
    NameTimeReader(reading, manners).run();
}

NameTimeLook look_at_name_time(std::string_view text, const Manners& manners)
{
    constexpr std::uint64_t lines_to_see = 400;
    NameTimeLook out;
    {
        PeekLines lines(text);
        out.survey = survey_name_time(lines, manners, lines_to_see);
    }
    PeekLines lines(text);
    NamedHead head;
    TimeMark time;
    bool behind_blank = true;
    const auto is_head = [&](std::string_view line) {
        return scan_named_head(line, head) && out.survey.accepts(head, behind_blank);
    };
    bool open = false; // a head whose words were not seen yet
    for (std::uint64_t n = 0; n < lines_to_see && lines.next(); ++n) {
        const auto& line = lines.now().text;
        const bool blank = is_blank_line(line), day_line = scan_day_line(line, time);
        if (is_head(line)) {
            ++out.heads;
            out.written.emplace_back(head.name);
            out.followed += !head.rest.empty();
            open = head.rest.empty();
        } else if (out.survey.paired() && out.survey.accepts_pair(trim_line(line)) && scan_bare_time(lines.ahead(), time)) {
            ++out.heads;
            open = lines.next();
        } else if (!blank && !day_line) {
            out.followed += open;
            out.before += out.heads == 0;
            open = false;
        }
        behind_blank = blank || day_line;
    }
    return out;
}

bool NameTimeLook::is_talk() const
{
    return heads >= 1 && before <= 3 && followed * 2 >= heads;
}

// A list of news has a new name above each piece.
bool NameTimeLook::is_chat() const
{
    return is_talk() && heads >= 2 && survey.names.size() <= std::max<std::uint64_t>(2, heads / 2 + 1);
}

} // namespace redress::ingest

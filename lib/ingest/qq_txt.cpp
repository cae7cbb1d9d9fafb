// QQ: the text the message manager exports (time, then name), and what is copied out of a chat window (name, then time).
#include "base/text.hpp"
#include "ingest/chat_words.hpp"
#include "ingest/columns.hpp"
#include "ingest/name_time_chat.hpp"
#include "ingest/qq_words.hpp"
#include "ingest/stamp_scan.hpp"

#include <algorithm>
#include <unordered_set>

namespace redress::ingest {
namespace {

constexpr std::string_view heading = "消息记录（此消息记录为文本格式", group_label = "消息分组:", peer_label = "消息对象:";

struct ManagerHead {
    LocalTime local;
    std::size_t stamp_end = 0;
    std::string_view name;
};

// "2019-09-23 20:43:38 name"; a time with nobody behind it is words.
bool scan_manager_head(std::string_view line, ManagerHead& head)
{
    if (line.size() < 18) return false;
    Cursor in(line);
    in.marks();
    DateFields date;
    if (!in.at_digit() || !scan_date(in, date) || date.digits[0] != 4 || date.digits[1] > 2 || date.digits[2] > 2 ||
        !in.space())
        return false;
    auto half = scan_half_word(in);
    auto& t = head.local;
    t = {date.value[0], static_cast<unsigned>(date.value[1]), static_cast<unsigned>(date.value[2])};
    if (half != Half::none) in.space();
    if (in.number(t.hour, 2) == 0 || !in.take(':') || in.number(t.minute, 2) != 2 || !in.take(':') ||
        in.number(t.second, 2) != 2)
        return false;
    head.stamp_end = in.at();
    // "8:43:38 PM name"; with nothing behind it "PM" is the name
    if (const auto after = scan_half(in); after != Half::none) {
        const auto after_half = in.at();
        if (in.space() && !in.done()) {
            half = after;
            head.stamp_end = after_half;
        }
    }
    t.hour = on_the_clock(t.hour, half);
    const auto rest = line.substr(head.stamp_end);
    head.name = trim_line(rest);
    return !head.name.empty() && space_length(rest, 0) > 0;
}

bool is_rule(std::string_view line)
{
    line = trim_line(line);
    return line.size() >= 16 && line.find_first_not_of('=') == std::string_view::npos;
}

bool is_label(std::string_view line)
{
    line = trim_line(line);
    return line.starts_with(group_label) || line.starts_with(peer_label) || line.starts_with(heading);
}

// Rules and labels vouch for each other: in a message they stand alone.
bool is_structure(const PeekLines& lines)
{
    const auto& now = lines.now().text;
    if (trim_line(now).starts_with(heading)) return true;
    if (is_label(now)) return is_rule(lines.before()) || is_rule(lines.ahead());
    return is_rule(now) && (is_label(lines.before()) || is_label(lines.ahead()));
}

struct ManagerSurvey {
    std::uint64_t heads = 0, numbered = 0, behind_blank = 0, followed = 0, before = 0;
    bool labelled = false;
    std::unordered_set<std::string> names;

    // Where messages are kept apart by blank lines, a head without a number amid a message was pasted into it.
    bool accepts(const ManagerHead& head, bool behind) const
    {
        return behind || heads < 4 || behind_blank * 10 < heads * 9 || !qq::read_name(head.name).id.empty();
    }
};

ManagerSurvey survey_manager(PeekLines& lines, std::uint64_t most_lines)
{
    ManagerSurvey out;
    ManagerHead head, next;
    bool behind_blank = true;
    for (std::uint64_t n = 0; n < most_lines && lines.next(); ++n) {
        const auto& line = lines.now().text;
        const bool structure = is_structure(lines), blank = is_blank_line(line);
        out.labelled = out.labelled || structure;
        if (!structure && scan_manager_head(line, head)) {
            ++out.heads;
            out.numbered += !qq::read_name(head.name).id.empty();
            out.behind_blank += behind_blank;
            out.followed += !is_blank_line(lines.ahead()) && !scan_manager_head(lines.ahead(), next);
            if (out.names.size() < 1000) out.names.emplace(head.name);
        } else
            out.before += out.heads == 0 && !structure && !blank;
        behind_blank = structure || blank;
    }
    return out;
}

class ManagerReader {
public:
    explicit ManagerReader(Reading& reading, ManagerSurvey survey)
        : reading_(reading), survey_(std::move(survey)), chat_(reading, qq::settle), remarks_(reading)
    {}
    void run();

private:
    void take_structure(const TextLine& line);
    void start(const TextLine& line, const ManagerHead& head);

    Reading& reading_;
    ManagerSurvey survey_;
    ChatLines chat_;
    Remarks remarks_;
    std::string group_, peer_;
};

void ManagerReader::take_structure(const TextLine& line)
{
    chat_.structure(line);
    const auto text = trim_line(line.text);
    if (text.starts_with(group_label)) group_ = trim_line(text.substr(group_label.size()));
    if (text.starts_with(peer_label)) peer_ = text::clean_header(trim_line(text.substr(peer_label.size())));
}

void ManagerReader::start(const TextLine& line, const ManagerHead& head)
{
    ChatEntry entry;
    qq::set_sender(head.name, {}, entry);
    entry.message.thread = peer_;
    put_text(entry.extra, "group", group_);
    if (head.local.exists())
        entry.local = head.local;
    else {
        entry.message.when.local = text::trim(text::clean_header(std::string_view(line.text).substr(0, head.stamp_end)));
        remarks_.add(line.number, "bad-date", said("date '{}' does not exist", entry.message.when.local));
    }
    chat_.start(line, std::move(entry));
}

void ManagerReader::run()
{
    auto& findings = reading_.findings;
    findings.date_order = "YMD";
    PeekLines lines(reading_.file, findings.encoding);
    bool behind_blank = true;
    ManagerHead head;
    while (lines.next()) {
        ++findings.tally.total;
        const auto& line = lines.now();
        const bool structure = is_structure(lines);
        if (structure)
            take_structure(line);
        else if (scan_manager_head(line.text, head) && survey_.accepts(head, behind_blank))
            start(line, head);
        else {
            if (scan_manager_head(line.text, head))
                remarks_.add(line.number, "not-a-head",
                             said("begins with a time, but was taken for words of the message above"), Severity::note);
            chat_.follow(line);
        }
        behind_blank = structure || is_blank_line(line.text);
    }
    chat_.finish();
    chat_.report(lines.faults());
    remarks_.finish();
}

Manners::Line own_line(std::string_view line, ChatEntry& notice)
{
    const auto who = recalled_by(line);
    if (who.empty()) return Manners::Line::words;
    notice.message.sender = who;
    notice.message.role = model::Role::system;
    return Manners::Line::notice;
}

constexpr Manners copied{qq::set_sender, qq::settle, own_line, false};

// Signs that a chat of names and times was copied out of QQ and of nothing else.
bool is_of_qq(const NameTimeLook& look, std::string_view text)
{
    for (const auto& written : look.written) {
        const auto name = qq::read_name(written);
        if (!name.id.empty() || !name.title.empty()) return true;
    }
    PeekLines lines(text);
    TimeMark day;
    for (int n = 0; n < 400 && lines.next(); ++n) // "— —  2020-2-21  — —"; WeChat's dashes have no blanks among them
        if (scan_day_line(lines.now().text, day) && trim_line(lines.now().text).starts_with("— —")) return true;
    return false;
}

int sniff(const Probe& probe)
{
    if (probe.text.empty()) return 0;
    PeekLines lines(std::string_view(probe.text));
    const auto manager = survey_manager(lines, 400);
    if (manager.labelled && manager.before <= 3) return 95; // not a mail with a chat pasted into it
    if (manager.numbered > 0 && manager.before <= 3) return 75;
    const bool people_return = manager.names.size() <= std::max<std::size_t>(2, manager.heads / 2 + 1);
    if (manager.heads >= 2 && manager.before <= 3 && manager.followed * 2 >= manager.heads && people_return) return 62;
    const auto look = look_at_name_time(probe.text, copied);
    return look.is_talk() && is_of_qq(look, probe.text) ? 72 : 0;
}

void read(Reading& reading)
{
    auto& findings = reading.findings;
    findings.encoding = encoding_of(reading.file, reading.options.encoding);
    PeekLines lines(reading.file, findings.encoding);
    auto manager = survey_manager(lines, UINT64_MAX);
    bool exported = manager.labelled;
    if (!exported && manager.heads > 0) { // either kind may hold a line of the other among its words
        PeekLines again(reading.file, findings.encoding);
        exported = manager.heads >= survey_name_time(again, copied).heads();
    }
    if (exported)
        ManagerReader(reading, std::move(manager)).run();
    else
        read_name_time(reading, copied);
}

} // namespace

extern const Format format_qq_txt;
const Format format_qq_txt{"qq_txt", "QQ chat: message manager's text, or copied from a window (.txt)", 1, sniff, read};

} // namespace redress::ingest

// A channel of Discord as DiscordChatExporter writes it in plain text: a head between rules of 62 '=', then for each message
// "[date] name", its words, and blocks like {Attachments}; a foot with the count.
#include "base/text.hpp"
#include "ingest/chat_lines.hpp"
#include "ingest/columns.hpp"
#include "ingest/discord_files.hpp"
#include "ingest/json_message.hpp"
#include "ingest/table_time.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>

namespace redress::ingest {
namespace {

bool is_rule(std::string_view line)
{
    line = text::trim(line);
    return line.size() >= 40 && line.find_first_not_of('=') == std::string_view::npos;
}

struct Head {
    std::string_view date, name;
    bool pinned = false;
};

// Only below a blank line: what somebody wrote may begin so too.
std::optional<Head> read_head(const PeekLines& lines)
{
    const std::string_view line = lines.now().text;
    if (!line.starts_with('[') || !(is_blank_line(lines.before()) || is_rule(lines.before()))) return std::nullopt;
    const auto close = line.find("] ");
    if (close > 60) return std::nullopt;
    Head head{line.substr(1, close - 1), text::trim(line.substr(close + 2)), false};
    constexpr std::string_view mark = " (pinned)";
    if (head.name.ends_with(mark)) {
        head.pinned = true;
        head.name.remove_suffix(mark.size());
    }
    const auto time = parse_cell_time(head.date, DateOrder::unknown);
    const bool month_first = parse_cell_time(head.date, DateOrder::mdy).has_value();
    return !head.name.empty() && (month_first || time) ? std::optional(head) : std::nullopt;
}

enum class Block { none, files, stickers, embed, reactions, forwarded };
std::optional<Block> block_of(std::string_view line)
{
    constexpr std::pair<std::string_view, Block> names[] = {
        {"{Attachments}", Block::files},          {"{Embed}", Block::embed},         {"{Embeds}", Block::embed},
        {"{Stickers}", Block::stickers},          {"{Reactions}", Block::reactions}, {"{Components}", Block::embed},
        {"{Forwarded Message}", Block::forwarded}};
    const auto* const it = std::find_if(std::begin(names), std::end(names), [&](const auto& n) { return n.first == line; });
    return it == std::end(names) ? std::nullopt : std::optional(it->second);
}

// Without words of its own a message says what its box, or the message it passes on, says.
void settle(ChatEntry& entry)
{
    for (const auto* key : {"forwarded", "embeds"})
        if (entry.message.text.empty()) entry.message.text = entry.extra[key].string_or("");
}

void add_line(Json& extra, const char* key, std::string_view line)
{
    auto text = extra[key].string_or("");
    text += (text.empty() ? "" : "\n") + std::string(line);
    extra.set(key, text);
}

class Export {
public:
    explicit Export(Reading& reading) : reading_(reading), chat_(reading, settle), remarks_(reading) {}
    void run();

private:
    void survey();
    void structure(const TextLine& line);
    void start(const TextLine& line, const Head& head);
    void take_block(const TextLine& line);
    void compare();

    Reading& reading_;
    ChatLines chat_;
    Remarks remarks_;
    TimeRules times_;
    std::string channel_, guild_;
    std::uint64_t messages_ = 0;
    int rules_ = 0; // of '=' met so far
    Block block_ = Block::none;
};

void Export::survey()
{
    DateVotes dates;
    PeekLines lines(reading_.file, reading_.findings.encoding);
    while (lines.next())
        if (const auto head = read_head(lines)) dates.add(head->date);
    auto& findings = reading_.findings;
    times_.order = dates.order();
    if (const auto& told = reading_.options.date_order; !told.empty())
        times_.order = told == "MDY" ? DateOrder::mdy : told == "DMY" ? DateOrder::dmy : DateOrder::ymd;
    findings.date_order = to_string(times_.order);
    findings.date_order_ambiguous = dates.ambiguous() && reading_.options.date_order.empty();
    if (findings.date_order_ambiguous)
        reading_.warn(0, "date-order", said("all dates fit day first and month first; read as {}", findings.date_order));
}

void Export::structure(const TextLine& line)
{
    chat_.structure(line);
    block_ = Block::none;
    const std::string_view words = line.text;
    constexpr std::string_view guild = "Guild: ", channel = "Channel: ", exported = "Exported ";
    if (rules_ <= 1 && words.starts_with(guild)) guild_ = text::trim(words.substr(guild.size()));
    if (rules_ <= 1 && words.starts_with(channel)) channel_ = text::trim(words.substr(channel.size()));
    if (rules_ <= 2 || !words.starts_with(exported)) return;
    std::string digits; // "Exported 1,234 message(s)", grouped as the exporter's language does
    for (const char c : words.substr(exported.size(), words.find(" message") - exported.size()))
        if (c >= '0' && c <= '9') digits += c;
    std::uint64_t count = 0;
    if (std::from_chars(digits.data(), digits.data() + digits.size(), count).ec == std::errc{})
        reading_.findings.declared = count;
}

void Export::start(const TextLine& line, const Head& head)
{
    ++messages_;
    block_ = Block::none;
    ChatEntry entry;
    entry.message.sender = head.name;
    entry.message.thread = discord::channel_id(file_name(reading_.name));
    if (entry.message.thread.empty()) entry.message.thread = channel_;
    auto read = read_stamp(head.date, times_);
    if (!read.readable) remarks_.add(line.number, "bad-date", said("date '{}' does not exist", head.date));
    entry.message.when = std::move(read.stamp);
    entry.local = read.local;
    put_text(entry.extra, "thread_name", channel_);
    put_text(entry.extra, "guild", guild_);
    if (head.pinned) entry.extra.set("isPinned", true);
    chat_.start(line, std::move(entry));
}

void Export::take_block(const TextLine& line)
{
    if (const auto next = block_of(line.text)) {
        block_ = *next;
        return chat_.absorb(line);
    }
    chat_.absorb(line);
    auto& entry = *chat_.open();
    if (is_blank_line(line.text)) return;
    switch (block_) {
    case Block::files: entry.message.attachments.push_back({file_name(line.text), "", ""}); break;
    case Block::stickers: entry.message.attachments.push_back({file_name(line.text), "image/*", ""}); break;
    case Block::embed: add_line(entry.extra, "embeds", line.text); break;
    case Block::reactions: add_line(entry.extra, "reactions", line.text); break;
    default:
        if (const std::string_view mark = "Originally sent: "; line.text.starts_with(mark))
            entry.extra.set("forwarded_at", line.text.substr(mark.size()));
        else
            add_line(entry.extra, "forwarded", line.text);
    }
}

void Export::compare()
{
    const auto& declared = reading_.findings.declared;
    if (declared && *declared != messages_)
        reading_.warn(
            0, "declared-count",
            said("the file says it holds {} messages, {} were read: parts of it may have been cut away, or others put in",
                 *declared, messages_));
    if (rules_ < 4)
        reading_.warn(0, "truncated",
                      said("the file ends inside the export: what is whole was read; export or copy it again"));
}

void Export::run()
{
    survey();
    PeekLines lines(reading_.file, reading_.findings.encoding);
    while (lines.next()) {
        ++reading_.findings.tally.total;
        const auto& line = lines.now();
        const bool rule = is_rule(line.text) && (rules_ != 2 || lines.ahead().starts_with("Exported "));
        rules_ += rule;
        if (rule || rules_ == 1 || rules_ == 3) // the rules themselves, and what stands between the two of head and foot
            structure(line);
        else if (const auto head = read_head(lines))
            start(line, *head);
        else if (chat_.open() && (block_ != Block::none || (is_blank_line(lines.before()) && block_of(line.text))))
            take_block(line);
        else
            chat_.follow(line);
    }
    chat_.finish();
    chat_.report(lines.faults());
    remarks_.finish();
    compare();
}

int sniff(const Probe& probe)
{
    PeekLines lines(std::string_view(probe.text));
    while (lines.next() && is_blank_line(lines.now().text)) {}
    return is_rule(lines.now().text) && lines.ahead().starts_with("Guild: ") ? 97 : 0;
}

void read(Reading& reading)
{
    reading.findings.encoding = encoding_of(reading.file, reading.options.encoding);
    Export(reading).run();
}

} // namespace

extern const Format format_discord_txt;
const Format format_discord_txt{"discord_txt", "Discord channel (DiscordChatExporter plain text)", 1, sniff, read};

} // namespace redress::ingest

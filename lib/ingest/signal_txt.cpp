// Signal chats as signal-export writes them (chat.md): "[2022-01-02 10:11:12] Ana: words  ", with quotes, files, stickers
// and reactions in Markdown; older versions and other exporters print "[2019-12-24, 12:23] Ana: words".
#include "base/text.hpp"
#include "ingest/chat_lines.hpp"
#include "ingest/columns.hpp"
#include "ingest/stamp_scan.hpp"

#include <algorithm>
#include <optional>
#include <string>

namespace redress::ingest {
namespace {

constexpr std::string_view nobody = "No-Sender", deleted_words = "(This message was deleted)";

struct Head {
    LocalTime local;
    std::string_view stamp, sender, rest;
    bool seconds = false;
    bool padded = true; // "09:05", as both exporters print it; "9:05" is another app's
};

std::optional<Head> scan_head(std::string_view line)
{
    Cursor in(line);
    if (!in.take('[')) return std::nullopt;
    const auto begin = in.at();
    DateFields date;
    if (!in.at_digit() || !scan_date(in, date) || date.digits[0] != 4 || date.digits[1] != 2 || date.digits[2] != 2)
        return std::nullopt;
    in.take(',');
    Head head;
    auto& t = head.local;
    t = {date.value[0], static_cast<unsigned>(date.value[1]), static_cast<unsigned>(date.value[2])};
    if (!in.space()) return std::nullopt;
    const auto hour = in.number(t.hour, 2);
    head.padded = hour == 2;
    if (hour == 0 || !in.take(':') || in.number(t.minute, 2) != 2) return std::nullopt;
    if (in.take(':')) {
        head.seconds = true;
        if (in.number(t.second, 2) != 2) return std::nullopt;
    }
    const auto end = in.at();
    if (!in.take(']') || !in.space()) return std::nullopt;
    head.stamp = line.substr(begin, end - begin);
    const auto rest = line.substr(in.at());
    auto colon = rest.find(": ");
    if (colon == std::string_view::npos && rest.ends_with(':')) colon = rest.size() - 1;
    if (colon == std::string_view::npos || colon == 0 || colon > 400) return std::nullopt;
    head.sender = trim_line(rest.substr(0, colon));
    head.rest = rest.substr(std::min(colon + 2, rest.size()));
    return head.sender.empty() ? std::nullopt : std::optional(head);
}

// "![photo.jpg](./media/photo.jpg)" is a file of the export; "[shop](https://example.com)" is what somebody wrote.
bool is_own_path(std::string_view path)
{
    return path.starts_with("./media/") || path.starts_with("media/") || path.starts_with("../exported_stickers/");
}

void take_files(model::Message& message)
{
    auto& text = message.text;
    for (std::size_t at = 0; (at = text.find("](", at)) != std::string::npos;) {
        auto open = text.rfind('[', at);
        const auto close = text.find(')', at);
        if (open == std::string::npos || close == std::string::npos ||
            !is_own_path(std::string_view(text).substr(at + 2, close - at - 2))) {
            at += 2;
            continue;
        }
        const bool sticker = text.compare(at + 2, 3, "../") == 0;
        auto name = text.substr(open + 1, at - open - 1);
        if (sticker) name = text.substr(text.rfind('/', close) + 1, close - text.rfind('/', close) - 1);
        message.attachments.push_back({name, sticker ? "image/webp" : "", ""});
        if (open > 0 && text[open - 1] == '!') --open;
        auto end = close + 1;
        while (end < text.size() && text[end] == ' ') ++end;
        text.erase(open, end - open);
        at = open;
    }
}

// "(- Ana: ❤️, Ben: 👍 -)" at the end
void take_reactions(ChatEntry& entry)
{
    auto& text = entry.message.text;
    const auto at = text.rfind("(- ");
    if (at == std::string::npos || (at > 0 && text[at - 1] != '\n')) return;
    const auto end = text.find(" -)", at);
    if (end == std::string::npos || text.find('\n', at) < end) return;
    auto all = Json::array();
    const auto list = text.substr(at + 3, end - at - 3);
    for (std::size_t from = 0; from <= list.size();) {
        const auto comma = std::min(list.find(", ", from), list.size());
        all.push(list.substr(from, comma - from));
        from = comma + 2;
    }
    entry.extra.set("reactions", std::move(all));
    text.erase(at, end + 3 - at);
}

void settle(ChatEntry& entry)
{
    auto& m = entry.message;
    take_reactions(entry);
    take_files(m);
    while (!m.text.empty() && (m.text.back() == ' ' || m.text.back() == '\n')) m.text.pop_back();
    m.deleted = m.text == deleted_words;
    const auto sticker = m.text.rfind("(( ");
    if (sticker != std::string::npos && m.text.ends_with(" ))") && (sticker == 0 || m.text[sticker - 1] == '\n'))
        m.attachments.push_back({"", "image/webp", ""});
    // What happened to a group is left by the exporter as an empty message of nobody.
    if (m.sender == nobody && m.text.empty() && m.attachments.empty()) m.role = model::Role::system;
}

class SignalReader {
public:
    explicit SignalReader(Reading& reading) : reading_(reading), chat_(reading, settle), remarks_(reading) {}
    void run();

private:
    void start(const TextLine& line, const Head& head);
    bool take_quote(const TextLine& line);

    Reading& reading_;
    ChatLines chat_;
    Remarks remarks_;
    bool may_quote_ = false; // no words yet: what is quoted stands before them, on lines of its own
};

void SignalReader::start(const TextLine& line, const Head& head)
{
    ChatEntry entry;
    entry.message.sender = text::clean_header(head.sender);
    if (head.local.exists()) {
        entry.local = head.local;
    } else {
        entry.message.when.local = text::clean_header(head.stamp);
        remarks_.add(line.number, "bad-date", said("date '{}' does not exist", entry.message.when.local));
    }
    may_quote_ = is_blank_line(head.rest);
    if (!may_quote_) entry.body = head.rest;
    chat_.start(line, std::move(entry));
}

bool SignalReader::take_quote(const TextLine& line)
{
    if (!may_quote_ || is_blank_line(line.text)) return false;
    may_quote_ = line.text.starts_with('>');
    if (!may_quote_) return false;
    auto words = std::string_view(line.text).substr(1);
    if (words.starts_with(' ')) words.remove_prefix(1);
    auto& extra = chat_.open()->extra;
    const auto* before = extra.find("quote");
    extra.set("quote", before ? before->string_or("") + "\n" + std::string(words) : std::string(words));
    chat_.absorb(line);
    return true;
}

void SignalReader::run()
{
    auto& findings = reading_.findings;
    findings.encoding = encoding_of(reading_.file, reading_.options.encoding);
    findings.date_order = "YMD";
    PeekLines lines(reading_.file, findings.encoding);
    while (lines.next()) {
        ++findings.tally.total;
        const auto& line = lines.now();
        if (const auto head = scan_head(line.text))
            start(line, *head);
        else if (!take_quote(line))
            chat_.follow(line);
    }
    chat_.finish();
    chat_.report(lines.faults());
    remarks_.finish();
}

// WhatsApp prints such heads too where dates begin with the year, but with seconds or unpadded hours, its own marks and no
// Markdown.
int sniff(const Probe& probe)
{
    if (probe.text.empty()) return 0;
    PeekLines lines(std::string_view(probe.text));
    std::uint64_t before = 0, heads = 0, seconds = 0, broken = 0, signs = 0;
    for (int n = 0; n < 400 && lines.next(); ++n) {
        const auto& text = lines.now().text;
        if (is_blank_line(text)) continue;
        if (text.find("\xE2\x80\x8E") != std::string::npos) return 0;
        const auto head = scan_head(text);
        if (head && !head->padded) return 0;
        heads += head.has_value();
        seconds += head && head->seconds;
        broken += head && text.ends_with("  ");
        before += heads == 0;
        signs += text.find("](./media/") != std::string::npos || text.find("](media/") != std::string::npos ||
                 (text.starts_with("(- ") && text.find(" -)") != std::string::npos) ||
                 text.find(deleted_words) != std::string::npos;
    }
    if (heads == 0 || before > 3) return 0;
    if (broken * 2 >= heads || signs > 0) return 90;
    return seconds == 0 ? 62 : 0;
}

void read(Reading& reading)
{
    SignalReader(reading).run();
}

} // namespace

extern const Format format_signal_txt;
const Format format_signal_txt{"signal_txt", "Signal chat (signal-export's chat.md and the like)", 1, sniff, read};

} // namespace redress::ingest

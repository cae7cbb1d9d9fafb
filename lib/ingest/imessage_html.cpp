// iMessage and SMS of an iPhone or Mac as imessage-exporter writes them in HTML: a file a chat.
#include "base/text.hpp"
#include "ingest/format.hpp"
#include "ingest/html_page.hpp"
#include "ingest/written_date.hpp"

#include <algorithm>
#include <functional>
#include <unordered_map>

namespace redress::ingest {
namespace {

using html::Node;

html::Take look(const html::Tag& tag)
{
    const bool ours = tag.is("div") && (tag.has_class("message") || tag.has_class("announcement"));
    return ours ? html::Take::element : html::Take::pass;
}

// "sms://open?message-guid=…": the message's own number, in exports of 2023 and later.
std::string guid_in(const Node& stamp)
{
    for (const auto& link : stamp.named("a")) {
        constexpr std::string_view mark = "message-guid=";
        const auto href = link.attribute("href");
        const auto at = href.find(mark);
        if (at != std::string::npos) return href.substr(at + mark.size());
    }
    return {};
}

std::string read_mark(const std::string& stamp)
{
    const auto open = stamp.find('(');
    if (open == std::string::npos || !stamp.ends_with(")")) return {};
    return stamp.substr(open + 1, stamp.size() - open - 2);
}

void add_line(std::string& out, const std::string& line)
{
    if (!line.empty()) out += (out.empty() ? "" : "\n") + line;
}

// Of an edited part the last wording; "" if there is none.
std::string last_wording(const Node& edited)
{
    const auto rows = edited.named("tr");
    if (rows.empty()) return edited.text();
    const auto cells = rows.back().named("td");
    return cells.empty() ? std::string() : cells.back().text();
}

void take_files(const Node& part, model::Message& message)
{
    for (const auto& image : part.named("img", "app")) html::add_file(message, image.attribute("src"), "image/*");
    for (const auto& video : part.named("video"))
        for (const auto& source : video.named("source")) {
            html::add_file(message, source.attribute("src"), "video/*");
            break; // the same file is named twice
        }
    for (const auto& audio : part.named("audio")) html::add_file(message, audio.attribute("src"), "audio/*");
    for (const auto& link : part.named("a", "app"))
        if (link.text().starts_with("Click to download")) html::add_file(message, link.attribute("href"), "");
    for (const auto& missing : part.all("attachment_error")) {
        const auto words = missing.text();
        const auto colon = words.find(": ");
        message.attachments.push_back({colon == std::string::npos ? std::string() : words.substr(colon + 2), "", ""});
    }
}

void take_part(const Node& part, model::Message& message)
{
    if (const auto edited = part.first("edited")) {
        message.edited = true;
        add_line(message.text, last_wording(edited));
    } else if (const auto unsent = part.first("unsent")) {
        message.deleted = true;
        add_line(message.text, unsent.text());
    } else if (const auto app = part.first("app"))
        add_line(message.text, app.text());
    else
        for (const auto& bubble : part.all("bubble")) add_line(message.text, bubble.text());
    take_files(part, message);
}

// What takes no part of its own.
void take_notice(const std::string& own, model::Message& message)
{
    for (const auto* words : {"SharePlay Message Ended", "Started sharing location!", "Stopped sharing location!"})
        if (message.text.empty() && own.find(words) != std::string::npos) message.text = words;
}

class Chat {
public:
    explicit Chat(Reading& reading) : page_(reading, look, true), english_("en") {}
    void run();

private:
    void message(const html::Piece& piece, const std::string& own, const Node& element);
    void announcement(const Node& element);
    void take_time(const std::string& written, Draft& draft, model::Message& message);
    bool told_before(const html::Piece& piece, const Node& element, const model::Message& message, const std::string& stamp);

    html::Page page_;
    text::MonthNames english_;                             // the program writes no other
    std::unordered_map<std::size_t, std::size_t> replies_; // by what they say: how often in a thread
    std::vector<std::string> above_;                       // numbers of the messages a reply stands in
};

void Chat::take_time(const std::string& written, Draft& draft, model::Message& message)
{
    const auto date = read_written_date(written, english_);
    put_time(draft, message, date && !date->fields ? std::optional(date->local) : std::nullopt, written, page_);
}

// A reply stands in its thread, and once more where it came in time, with a remark that it is one.
bool Chat::told_before(const html::Piece& piece, const Node& element, const model::Message& message,
                       const std::string& stamp)
{
    const auto key =
        std::hash<std::string>{}(message.native_id + "\n" + stamp + "\n" + message.sender + "\n" + message.text);
    if (piece.depth > 0) {
        ++replies_[key];
        return false;
    }
    if (!element.first("reply_context")) return false;
    const auto found = replies_.find(key);
    if (found == replies_.end() || found->second == 0) return false;
    --found->second;
    return true;
}

void Chat::message(const html::Piece& piece, const std::string& own, const Node& element)
{
    Draft draft;
    model::Message message;
    auto& extra = draft.record.extra;
    const auto stamp = element.first("timestamp");
    const auto written = stamp.text();
    message.native_id = guid_in(stamp);
    message.sender = text::trim(text::clean_header(element.first("sender").text()));
    if (const auto subject = element.first("subject").text(); !subject.empty()) {
        message.text = subject;
        extra.set("subject", subject);
    }
    for (const auto& part : element.all("message_part")) take_part(part, message);
    take_notice(own, message);
    above_.resize(std::min(above_.size(), piece.depth));
    if (!above_.empty()) put_text(extra, "reply_to", above_.back());
    above_.resize(piece.depth);
    above_.push_back(message.native_id);
    if (told_before(piece, element, message, written)) {
        page_.again();
        return;
    }
    put_text(extra, "read", read_mark(written));
    for (const auto& side : element.children())
        if (side.has_class("sent")) extra.set("sent", true);
    if (element.first("deleted")) extra.set("in_trash", true);
    take_time(written, draft, message);
    draft.raw_body = message.text;
    draft.record.body = std::move(message);
    page_.parsed(std::move(draft));
}

void Chat::announcement(const Node& element)
{
    Draft draft;
    model::Message message;
    const auto stamp = element.first("timestamp");
    message.native_id = guid_in(stamp);
    message.text = element.text("timestamp");
    take_time(stamp.text(), draft, message);
    draft.raw_body = message.text;
    draft.record.body = std::move(message);
    page_.system(std::move(draft));
}

void Chat::run()
{
    html::Piece piece;
    while (page_.next(piece)) {
        const auto own = page_.own(piece);
        const html::Fragment fragment(own);
        const auto root = fragment.root();
        if (const auto element = root.first("announcement"))
            announcement(element);
        else if (const auto chat = root.first("message"); chat && chat.first("timestamp"))
            message(piece, own, chat);
        else
            page_.reject("bad-element", said("an element that cannot be read"));
    }
    page_.finish(page_.ends_with("</html"), "iMessage");
}

int sniff(const Probe& probe)
{
    const std::string_view text = probe.text;
    html::Pieces pieces(text, look, true);
    html::Piece piece;
    for (int n = 0; n < 20 && pieces.next(piece); ++n) {
        const auto own = piece.own(text);
        const bool dated = own.find("class=\"timestamp\"") != std::string::npos;
        const bool sided =
            own.find("class=\"sent") != std::string::npos || own.find("class=\"received") != std::string::npos;
        if (dated && sided && own.find("class=\"sender\"") != std::string::npos) return 93;
    }
    return 0;
}

void read(Reading& reading)
{
    Chat(reading).run();
}

} // namespace

extern const Format format_imessage_html;
const Format format_imessage_html{"imessage_html", "iMessage chat (imessage-exporter HTML)", 1, sniff, read};

} // namespace redress::ingest

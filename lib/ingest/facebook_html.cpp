// Messages of a Facebook or Instagram account's download in HTML: all threads in one messages.htm (until 2018), and a
// message_1.html a thread (since), in the three shapes it has had.
#include "base/text.hpp"
#include "ingest/format.hpp"
#include "ingest/html_page.hpp"
#include "ingest/written_date.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace redress::ingest {
namespace {

using html::Node;

bool has_any(const html::Tag& tag, std::initializer_list<std::string_view> words)
{
    return std::any_of(words.begin(), words.end(), [&](auto word) { return tag.has_class(word); });
}

html::Take look(const html::Tag& tag)
{
    if (!tag.is("div") && !tag.is("section")) return html::Take::pass;
    if (tag.has_class("thread")) return html::Take::mark;
    if (tag.has_class("message")) return html::Take::run; // its words follow it
    // _a6-g since 2022; before that _2lej, in a box that other pages have too.
    return tag.has_class("_a6-g") || (tag.has_class("_2lej") && has_any(tag, {"pam", "uiBoxWhite"})) ? html::Take::element
                                                                                                     : html::Take::pass;
}

Node first_of(const Node& node, std::initializer_list<std::string_view> words)
{
    for (const auto word : words)
        if (const auto found = node.first(word)) return found;
    return {};
}

Node sender_in(const Node& node)
{
    return first_of(node, {"user", "_a6-i", "_2lel"});
}

std::string date_in(const Node& node)
{
    return text::clean_header(first_of(node, {"meta", "_a72d", "_a6-o", "_2lem"}).text());
}

Node words_in(const Node& node)
{
    return first_of(node, {"_a6-p", "_2let"});
}

void add_once(model::Message& message, std::set<std::string>& seen, const std::string& address, std::string_view type)
{
    if (!address.empty() && seen.insert(address).second) html::add_file(message, address, type);
}

void take_files(const Node& body, model::Message& message)
{
    std::set<std::string> seen;
    const auto here = [](const std::string& address) {
        return !address.starts_with("http://") && !address.starts_with("https://") && !address.starts_with("mailto:") &&
               address.find("messages/") != std::string::npos;
    };
    for (const auto& image : body.named("img")) add_once(message, seen, image.attribute("src"), "image/*");
    for (const auto& video : body.named("video")) add_once(message, seen, video.attribute("src"), "video/*");
    for (const auto& audio : body.named("audio")) add_once(message, seen, audio.attribute("src"), "audio/*");
    for (const auto& link : body.named("a"))
        if (here(link.attribute("href"))) add_once(message, seen, link.attribute("href"), "");
}

class Chats {
public:
    explicit Chats(Reading& reading) : reading_(reading), page_(reading, look) {}
    void run();

private:
    void survey();
    std::string names_at(std::size_t at);
    void message(const Node& root, bool old);
    void take_time(const std::string& written, Draft& draft, model::Message& message);

    Reading& reading_;
    html::Page page_;
    WrittenDates dates_;
    std::string thread_, participants_;
};

// The dates of all messages, before the first is read: their language and order are the file's.
void Chats::survey()
{
    const auto bytes = page_.bytes();
    html::Pieces pieces(bytes, look);
    html::Piece piece;
    std::uint64_t line = 1;
    std::size_t counted = 0;
    while (pieces.next(piece)) {
        if (piece.take == html::Take::mark) continue;
        line += static_cast<std::uint64_t>(std::count(bytes.begin() + static_cast<std::ptrdiff_t>(counted),
                                                      bytes.begin() + static_cast<std::ptrdiff_t>(piece.at), '\n'));
        counted = piece.at;
        const html::Fragment fragment(page_.utf8(piece.own(bytes), false));
        if (const auto written = date_in(fragment.root()); !written.empty()) dates_.see(written, line);
    }
    dates_.decide(reading_);
}

// "Ana Roe, Shop" stands between the tag that opens a thread and its first message.
std::string Chats::names_at(std::size_t at)
{
    const auto rest = page_.bytes().substr(at);
    return std::string(text::trim(text::clean_header(html::plain(page_.utf8(rest.substr(0, rest.find('<')))))));
}

void Chats::take_time(const std::string& written, Draft& draft, model::Message& message)
{
    const auto date = dates_.read(written);
    put_time(draft, message, date ? std::optional(date->in(dates_.order())) : std::nullopt, written, page_);
    if (!draft.local || date->zone.empty()) return;
    auto zone = time::Zone::find(date->zone);
    if (!zone) zone = time::Zone::find(date->zone.substr(date->zone.rfind(' ') + 1)); // "Uhr UTC+01"
    if (!zone) return;
    message.when.at = zone->to_utc(*draft.local).at;
    message.when.local = time::to_string(*draft.local);
    message.when.zone = zone->name();
    message.when.from = model::ZoneFrom::data;
}

void Chats::message(const Node& root, bool old)
{
    const auto sender = sender_in(root);
    const auto written = date_in(root);
    if (!sender && written.empty()) { // "Participants: Ana Roe and Shop"
        participants_ = root.text();
        page_.structure();
        return;
    }
    Draft draft;
    model::Message message;
    message.thread = thread_;
    message.sender = text::trim(text::clean_header(sender.text()));
    if (old) {
        for (const auto& paragraph : root.named("p")) {
            const auto words = paragraph.text();
            if (!words.empty()) message.text += (message.text.empty() ? "" : "\n") + words;
            take_files(paragraph, message);
        }
    } else {
        const auto words = words_in(root);
        message.text = words.text(words.first("_tqp") ? "_tqp" : "_a6-q"); // without who liked it
        take_files(words, message);
    }
    put_text(draft.record.extra, "participants", participants_);
    take_time(written, draft, message);
    draft.raw_body = message.text;
    draft.record.body = std::move(message);
    page_.parsed(std::move(draft));
}

void Chats::run()
{
    survey();
    reading_.findings.thread = page_.title();
    html::Piece piece;
    while (page_.next(piece)) {
        if (piece.take == html::Take::mark) {
            thread_ = names_at(piece.end);
            continue;
        }
        const html::Fragment fragment(page_.own(piece));
        message(fragment.root(), piece.take == html::Take::run);
    }
    page_.finish(page_.ends_with("</html"), "Facebook");
}

// Pages of posts, likes and followers are made of the same boxes: a chat has people who come back, and no links in its
// dates.
bool is_chat(const Probe& probe)
{
    const auto name = text::lower_ascii(probe.name);
    const bool named = name.starts_with("message") && (name.ends_with(".html") || name.ends_with(".htm"));
    std::map<std::string, int> senders;
    std::size_t messages = 0, others = 0;
    WrittenDates dates;
    html::Pieces pieces(probe.text, look);
    html::Piece piece;
    while (messages + others < 50 && pieces.next(piece)) {
        if (piece.take != html::Take::element || !piece.whole) continue;
        const html::Fragment fragment(piece.own(probe.text));
        const auto root = fragment.root();
        const auto sender = sender_in(root).text();
        const auto footer = first_of(root, {"_a6-o", "_2lem"});
        const bool ours = !sender.empty() && words_in(root) && footer.named("a").empty() && !date_in(root).empty();
        ++(ours ? messages : others);
        if (!ours) continue;
        ++senders[sender];
        dates.see(date_in(root), messages);
    }
    if (messages == 0 || others > messages / 4 + 1) return false;
    return named || (messages > 1 && senders.size() <= messages / 2 + 1);
}

int sniff(const Probe& probe)
{
    const std::string_view text = probe.text;
    if (text.find("<div class=\"thread\"") != std::string_view::npos &&
        text.find("message_header") != std::string_view::npos)
        return 95;
    const bool boxes = text.find("_a6-g") != std::string_view::npos || text.find("_2lej") != std::string_view::npos;
    return boxes && is_chat(probe) ? 92 : 0;
}

void read(Reading& reading)
{
    Chats(reading).run();
}

} // namespace

extern const Format format_facebook_html;
const Format format_facebook_html{"facebook_html", "Messenger or Instagram chats of an account's download (HTML)", 1, sniff,
                                  read};

} // namespace redress::ingest

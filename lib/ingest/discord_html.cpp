// A channel of Discord as DiscordChatExporter writes it in HTML, pages of 2020 and later: each message has its number.
#include "base/text.hpp"
#include "ingest/format.hpp"
#include "ingest/html_page.hpp"
#include "ingest/written_date.hpp"

#include <algorithm>
#include <charconv>

namespace redress::ingest {
namespace {

using html::Node;

html::Take look(const html::Tag& tag)
{
    if (!tag.is("div") || tag.text.find("chatlog__") == std::string_view::npos) return html::Take::pass;
    if (tag.has_class("chatlog__message-group")) return html::Take::mark;
    const bool message = tag.has_class("chatlog__message-container") || tag.has_class("chatlog__message");
    return message && !tag.attribute("data-message-id").empty() ? html::Take::element : html::Take::pass;
}

// Discord's numbers hold the moment they were made: milliseconds since 2015 above the lower 22 bits. The page prints it in
// the zone and manner of the computer that exported it, to the minute.
std::optional<Instant> moment_of(std::string_view id)
{
    constexpr std::int64_t epoch = 1'420'070'400'000;
    std::uint64_t number = 0;
    const auto [end, code] = std::from_chars(id.data(), id.data() + id.size(), number);
    if (code != std::errc{} || end != id.data() + id.size() || number >> 22 == 0) return std::nullopt;
    return time::from_epoch_ms(static_cast<std::int64_t>(number >> 22) + epoch);
}

// "Image: shot.png (12.5 KB)", "Attachment: a.zip (1 MB)" -> the name.
std::string name_in(std::string title)
{
    const auto colon = title.find(": ");
    if (colon == std::string::npos) return {};
    title.erase(0, colon + 2);
    const auto size = title.rfind(" (");
    return title.ends_with(")") && size != std::string::npos ? title.substr(0, size) : title;
}

void add_named(model::Message& message, const Node& file, const char* address, std::string_view type)
{
    const auto before = message.attachments.size();
    html::add_file(message, file.attribute(address), type);
    if (message.attachments.size() == before) message.attachments.push_back({"", std::string(type), ""});
    if (auto name = name_in(file.attribute("title")); !name.empty()) message.attachments.back().name = std::move(name);
}

void take_files(const Node& element, model::Message& message)
{
    for (const auto& box : element.all("chatlog__attachment")) {
        const auto before = message.attachments.size();
        for (const auto& image : box.named("img")) add_named(message, image, "src", "image/*");
        for (const auto& video : box.named("video"))
            for (const auto& source : video.named("source")) add_named(message, source, "src", "video/*");
        for (const auto& audio : box.named("audio"))
            for (const auto& source : audio.named("source")) add_named(message, source, "src", "audio/*");
        if (message.attachments.size() != before) continue;
        for (const auto& link : box.named("a")) {
            html::add_file(message, link.attribute("href"), "");
            auto name = link.text();
            if (auto inner = name_in(name); !inner.empty()) name = std::move(inner);
            if (!message.attachments.empty() && !name.empty()) message.attachments.back().name = std::move(name);
        }
    }
    for (const auto& sticker : element.all("chatlog__sticker"))
        message.attachments.push_back({sticker.attribute("title"), "image/*", ""});
}

// What a program or a link's preview says in a box.
std::string words_of_embeds(const Node& element)
{
    std::string out;
    for (const auto& embed : element.all("chatlog__embed"))
        for (const auto* part : {"chatlog__embed-title", "chatlog__embed-description", "chatlog__embed-fields"})
            if (const auto words = embed.first(part).text({}, true); !words.empty())
                out += (out.empty() ? "" : "\n") + words;
    return out;
}

struct Author {
    std::string name, account, id, shown; // shown: the time printed beside it
    bool bot = false;
};

Author author_in(const Node& node)
{
    Author out;
    Node name;
    for (const auto* word : {"chatlog__author", "chatlog__author-name", "chatlog__system-notification-author"})
        if (!name) name = node.first(word);
    out.name = text::trim(text::clean_header(name.text()));
    out.account = name.attribute("title");
    out.id = name.attribute("data-user-id");
    out.shown = node.first("chatlog__timestamp").text();
    for (const auto* word : {"chatlog__author-tag", "chatlog__bot-label", "chatlog__bot-tag"})
        if (node.first(word)) out.bot = true;
    if (out.name.empty()) out.name = out.account;
    return out;
}

// The time as the page prints it; in the old pages it stands beside the author instead.
std::string shown_in(const Node& element)
{
    auto shown = element.first("chatlog__timestamp").text();
    if (shown.empty()) shown = element.first("chatlog__system-notification-timestamp").text();
    if (shown.empty()) shown = element.first("chatlog__short-timestamp").attribute("title");
    return shown;
}

std::string number_in(std::string_view script)
{
    const auto from = script.find_first_of("0123456789");
    if (from == std::string_view::npos) return {};
    return std::string(script.substr(from, script.find_first_not_of("0123456789", from) - from));
}

class Channel {
public:
    explicit Channel(Reading& reading) : reading_(reading), page_(reading, look) {}
    void run();

private:
    void message(const html::Piece& piece, const Node& element);
    void take_author(const Node& element, model::Message& message, Json& extra);
    void survey();
    bool believes(const std::optional<Instant>& at, const std::string& shown) const;
    void take_time(const std::string& id, const Node& element, Draft& draft, model::Message& message);
    void compare();

    Reading& reading_;
    html::Page page_;
    const text::MonthNames english_{"en"};
    WrittenDates dates_{2015};
    Author author_;
    std::size_t group_ = 0; // past the tag that opens the group; 0: its head was looked at
};

void Channel::take_author(const Node& element, model::Message& message, Json& extra)
{
    if (auto own = author_in(element); !own.name.empty()) author_ = std::move(own);
    message.sender = author_.name;
    put_text(extra, "sender_id", author_.id);
    if (author_.account != author_.name) put_text(extra, "account", author_.account);
    if (author_.bot) extra.set("bot", true);
}

// A page made by hand may have numbers that are nobody's moments: then the printed date is all there is.
bool Channel::believes(const std::optional<Instant>& at, const std::string& shown) const
{
    if (!at) return false;
    const auto date = read_written_date(shown, english_);
    if (!date) return true;
    for (const auto* order : {"DMY", "MDY", "YMD"}) {
        const auto local = date->in({order, false, {}, 0});
        if (!local.exists()) continue;
        const auto apart = time::from_utc_fields(local) - *at; // any zone, and a day for it
        if (apart < std::chrono::hours(39) && apart > -std::chrono::hours(39)) return true;
    }
    return false;
}

void Channel::survey()
{
    const auto bytes = page_.bytes();
    html::Pieces pieces(bytes, look);
    html::Piece piece;
    bool needed = false;
    while (pieces.next(piece)) {
        if (piece.take == html::Take::mark) continue;
        const html::Fragment fragment(page_.utf8(piece.own(bytes), false));
        const auto shown = shown_in(fragment.root());
        if (!shown.empty()) dates_.see(shown, 0);
        needed = needed || !believes(moment_of(piece.tag.attribute("data-message-id")), shown);
    }
    if (needed) dates_.decide(reading_);
}

void Channel::take_time(const std::string& id, const Node& element, Draft& draft, model::Message& message)
{
    auto shown = shown_in(element);
    if (shown.empty()) shown = author_.shown;
    const auto at = moment_of(id);
    if (!believes(at, shown)) {
        const auto date = dates_.read(shown);
        if (at)
            page_.remark("dates-differ",
                         said("a message's number and its printed date do not belong together; the date counts"));
        put_time(draft, message, date ? std::optional(date->in(dates_.order())) : std::nullopt, shown, page_);
        return;
    }
    message.when.at = at;
    message.when.local = time::to_string(time::utc_fields(*at));
    message.when.zone = "UTC";
    message.when.from = model::ZoneFrom::data;
    put_text(draft.record.extra, "shown_time", shown);
}

void Channel::message(const html::Piece& piece, const Node& element)
{
    Draft draft;
    model::Message message;
    auto& extra = draft.record.extra;
    const auto id = element.attribute("data-message-id");
    message.native_id = id;
    take_author(element, message, extra);
    take_time(id, element, draft, message);
    const auto content = element.first("chatlog__content");
    message.text = content.text("chatlog__edited-timestamp", true);
    message.edited = static_cast<bool>(content.first("chatlog__edited-timestamp"));
    take_files(element, message);
    if (message.text.empty()) message.text = words_of_embeds(element);
    for (const auto* word : {"chatlog__reply-link", "chatlog__reference-link"})
        if (const auto reply = element.first(word)) put_text(extra, "reply_to", number_in(reply.attribute("onclick")));
    for (const auto* word : {"chatlog__message-container--pinned", "chatlog__message--pinned"})
        if (piece.tag.has_class(word)) extra.set("pinned", true);
    const auto notice = element.first("chatlog__system-notification-content");
    if (notice) message.text = notice.text({}, true);
    draft.raw_body = message.text;
    draft.record.body = std::move(message);
    if (notice)
        page_.system(std::move(draft));
    else
        page_.parsed(std::move(draft));
}

// "Exported 1,234 message(s)" at the end of the page.
void Channel::compare()
{
    const auto tail = page_.bytes().substr(page_.bytes().size() - std::min<std::size_t>(page_.bytes().size(), 2048));
    const auto at = tail.rfind("Exported ");
    if (at == std::string_view::npos || tail.find("message(s)", at) == std::string_view::npos) return;
    std::uint64_t declared = 0;
    for (const char c : tail.substr(at, tail.find("message(s)", at) - at))
        if (c >= '0' && c <= '9')
            declared = std::min<std::uint64_t>(declared, 1'000'000'000) * 10 + static_cast<std::uint64_t>(c - '0');
    const auto found = reading_.findings.tally.total;
    reading_.findings.declared = declared;
    if (declared != found)
        reading_.warn(
            0, "declared-count",
            said("the file says it holds {} messages, {} were read: parts of it may have been cut away, or others put in",
                 declared, found));
}

void Channel::run()
{
    survey();
    reading_.findings.thread = page_.title();
    html::Piece piece;
    while (page_.next(piece)) {
        if (piece.take == html::Take::mark) {
            group_ = piece.end;
            author_ = {};
            continue;
        }
        if (group_ != 0) { // pages of 2020 name the author before the messages of the group
            author_ = author_in(html::Fragment(page_.utf8(page_.bytes().substr(group_, piece.at - group_))).root());
            group_ = 0;
        }
        const html::Fragment fragment(page_.own(piece));
        auto elements = fragment.root().all("chatlog__message-container");
        if (elements.empty()) elements = fragment.root().all("chatlog__message");
        if (elements.empty())
            page_.reject("bad-element", said("an element that cannot be read"));
        else
            message(piece, elements.front());
    }
    page_.finish(page_.ends_with("postamble") || page_.ends_with("</html"), "Discord");
    compare();
}

int sniff(const Probe& probe)
{
    const std::string_view text = probe.text;
    if (text.find("chatlog__message") == std::string_view::npos) return 0;
    html::Pieces pieces(text, look);
    html::Piece piece;
    while (pieces.next(piece))
        if (piece.take != html::Take::mark) return 95;
    // The page's own style may be longer than the head of the file.
    return text.find("chatlog__message-container") != std::string_view::npos &&
                   text.find("preamble__") != std::string_view::npos
               ? 85
               : 0;
}

void read(Reading& reading)
{
    Channel(reading).run();
}

} // namespace

extern const Format format_discord_html;
const Format format_discord_html{"discord_html", "Discord channel (DiscordChatExporter HTML)", 1, sniff, read};

} // namespace redress::ingest

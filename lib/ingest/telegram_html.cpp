// Telegram Desktop's messages.html, messages2.html …: a chat as pages of a thousand messages each.
#include "base/text.hpp"
#include "ingest/format.hpp"
#include "ingest/html_page.hpp"
#include "ingest/stamp_scan.hpp"

namespace redress::ingest {
namespace {

using html::Node;

// "04.06.2020 14:16:12", since 2021 with " UTC+06:00" behind it.
struct Moment {
    std::optional<LocalTime> local;
    std::string zone;
};

Moment read_moment(const std::string& written)
{
    Moment out;
    Cursor in(written);
    DateFields date;
    int hour = 0, minute = 0, second = 0;
    in.space();
    if (!scan_date(in, date) || !in.space() || !in.number(hour, 2) || !in.take(':') || !in.number(minute, 2)) return out;
    if (in.take(':')) in.number(second, 2);
    in.space();
    out.zone = text::trim(std::string_view(written).substr(in.at()));
    const bool iso = date.digits[0] == 4; // not Telegram's; other programs that write such pages
    out.local = LocalTime{date.value[iso ? 0 : 2],
                          static_cast<unsigned>(date.value[1]),
                          static_cast<unsigned>(date.value[iso ? 2 : 0]),
                          hour,
                          minute,
                          second,
                          0};
    return out;
}

// "message123" of an element's id; date lines have "message-1".
std::string number_of(std::string_view id)
{
    constexpr std::string_view prefix = "message";
    if (!id.starts_with(prefix)) return {};
    id.remove_prefix(prefix.size());
    const bool digits = !id.empty() && id.find_first_not_of("0123456789") == std::string_view::npos;
    return digits ? std::string(id) : std::string();
}

bool is_day_line(std::string_view id)
{
    return id.starts_with("message-");
}

html::Take look(const html::Tag& tag)
{
    if (!tag.is("div") || !tag.has_class("message")) return html::Take::pass;
    return tag.has_class("service") || tag.has_class("default") ? html::Take::element : html::Take::pass;
}

class Chat {
public:
    explicit Chat(Reading& reading) : reading_(reading), page_(reading, look) {}
    void run();

private:
    void find_name();
    void service(const Node& element);
    void message(const Node& element);
    void take_sender(const Node& body, model::Message& message, Json& extra);
    void take_forwarded(const Node& block, Json& extra);
    void take_time(const Node& body, Draft& draft, model::Message& message);
    static void take_media(const Node& body, model::Message& message, Json& extra);
    void set_identity(const std::string& number, Draft& draft, model::Message& message) const;

    Reading& reading_;
    html::Page page_;
    std::string sender_, via_, forwarded_, day_;
};

// The name of the chat stands at the head of each page.
void Chat::find_name()
{
    const auto head = page_.bytes().substr(0, probe_bytes);
    const auto at = head.find("page_header");
    if (at == std::string_view::npos) return;
    const auto from = head.rfind('<', at);
    if (from == std::string_view::npos) return;
    const html::Fragment fragment(page_.utf8(head.substr(from, std::min<std::size_t>(head.size() - from, 16 * 1024))));
    reading_.findings.thread = text::trim(text::clean_header(fragment.root().first("bold").text()));
}

// A number alone is the same message's in two exports of one chat, but another's in a chat of the same name: Telegram counts
// per account and per group, and the page does not say which chat it is of. So the moment belongs to it, unless the user
// names the chat: then its numbers are those of result.json.
void Chat::set_identity(const std::string& number, Draft& draft, model::Message& message) const
{
    message.native_id = number;
    if (number.empty() || !reading_.options.thread.empty()) return;
    const auto& when = message.when;
    message.native_id += "@" + (when.at       ? time::to_rfc3339(*when.at)
                                : draft.local ? time::to_string(*draft.local)
                                              : when.local);
}

void Chat::service(const Node& element)
{
    const auto id = element.attribute("id");
    const auto words = element.first("details").text();
    if (is_day_line(id)) {
        day_ = words;
        page_.structure();
        return;
    }
    Draft draft;
    model::Message message;
    message.text = words;
    message.when.local = day_; // all that is known: the page prints no time for these
    for (const auto& link : element.first("userpic_wrap").named("a"))
        html::add_file(message, link.attribute("href"), "image/*");
    set_identity(number_of(id), draft, message);
    draft.raw_body = message.text;
    draft.record.body = std::move(message);
    page_.system(std::move(draft));
}

void Chat::take_sender(const Node& body, model::Message& message, Json& extra)
{
    // A message that goes on where the last one ended (`joined`) has no name of its own.
    if (const auto name = body.first("from_name", "forwarded")) {
        sender_ = text::trim(text::clean_header(name.text("details")));
        via_.clear();
        forwarded_.clear();
        if (const auto via = sender_.rfind(" via @"); via != std::string::npos && via > 0) {
            via_ = sender_.substr(via + 6);
            sender_.erase(via);
        }
    }
    message.sender = sender_;
    put_text(extra, "via_bot", via_);
}

void Chat::take_forwarded(const Node& block, Json& extra)
{
    if (const auto name = block.first("from_name")) {
        forwarded_ = name.text("details");
        put_text(extra, "forwarded_date", name.first("details").attribute("title"));
    }
    put_text(extra, "forwarded_from", forwarded_);
}

void Chat::take_time(const Node& body, Draft& draft, model::Message& message)
{
    const auto date = body.first("date", "forwarded");
    const auto written = date.attribute("title");
    const auto moment = read_moment(written);
    put_time(draft, message, moment.local, written.empty() ? date.text() : written, page_);
    const auto zone = moment.zone.empty() ? std::nullopt : time::Zone::find(moment.zone);
    if (!draft.local || !zone) return;
    message.when.at = zone->to_utc(*draft.local).at;
    message.when.local = time::to_string(*draft.local);
    message.when.zone = zone->name();
    message.when.from = model::ZoneFrom::data;
}

std::string_view type_of_media(const Node& element)
{
    for (const auto* word : {"photo_wrap", "sticker_wrap", "media_photo"})
        if (element.has_class(word)) return "image/*";
    for (const auto* word : {"video_file_wrap", "animated_wrap", "media_video"})
        if (element.has_class(word)) return "video/*";
    for (const auto* word : {"media_voice_message", "media_audio_file"})
        if (element.has_class(word)) return "audio/*";
    return "";
}

std::string lines_of(std::initializer_list<std::string> parts)
{
    std::string out;
    for (const auto& part : parts)
        if (!part.empty()) out += (out.empty() ? "" : "\n") + part;
    return out;
}

// What was sent instead of words: a file, or something that is words itself (a poll, a place, a contact, a call).
void Chat::take_media(const Node& body, model::Message& message, Json& extra)
{
    for (const auto& wrap : body.all("media_wrap")) {
        if (const auto poll = wrap.first("media_poll")) {
            auto words = poll.first("question").text();
            for (const auto& answer : poll.all("answer")) words += "\n" + answer.text("details");
            if (message.text.empty()) message.text = words;
            continue;
        }
        const auto inside = wrap.children();
        if (inside.empty()) continue;
        const auto& media = inside.front();
        const auto title = media.first("title").text(), status = media.first("status").text(),
                   about = media.first("description").text();
        const auto address = media.attribute("href");
        const bool file = !address.empty() && !address.starts_with("http://") && !address.starts_with("https://");
        const auto type = type_of_media(media);
        if (file || !type.empty() || media.has_class("media_file")) {
            if (file)
                html::add_file(message, address, type);
            else // "Not included, change data exporting settings to download."
                message.attachments.push_back({media.has_class("media_file") ? title : "", std::string(type), ""});
            put_text(extra, "file", file ? address : about);
            put_text(extra, "media", lines_of({title, status}));
        } else if (message.text.empty()) {
            message.text = lines_of({title, about, status});
            if (message.text.empty()) message.text = media.text();
        }
    }
}

// Where words hide an address.
Json links_of(const Node& words)
{
    auto out = Json::array();
    for (const auto& link : words.named("a")) {
        const auto href = link.attribute("href"), shown = link.text();
        if (href.empty() || href == shown || href == "mailto:" + shown || href == "tel:" + shown) continue;
        out.push(Json::object().set("text", shown).set("href", href));
    }
    return out;
}

std::string replied_to(const Node& reply)
{
    for (const auto& link : reply.named("a")) {
        constexpr std::string_view mark = "go_to_message";
        const auto href = link.attribute("href");
        const auto at = href.find(mark);
        if (at != std::string::npos) return number_of("message" + href.substr(at + mark.size()));
    }
    return {};
}

void Chat::message(const Node& element)
{
    Draft draft;
    model::Message message;
    auto& extra = draft.record.extra;
    const auto body = element.first("body");
    take_sender(body, message, extra);
    for (const auto& block : body.all("forwarded"))
        if (block.has_class("body")) take_forwarded(block, extra); // not the picture of whom it is from
    if (const auto reply = body.first("reply_to")) {
        const auto number = replied_to(reply);
        put_text(extra, number.empty() ? "reply_to" : "reply_to_message_id", number.empty() ? reply.text() : number);
    }
    const auto words = body.first("text", "media_wrap");
    message.text = words.text();
    take_media(body, message, extra);
    put_text(extra, "author", body.first("signature").text());
    if (auto links = links_of(words); !links.items().empty()) extra.set("links", std::move(links));
    take_time(body, draft, message);
    set_identity(number_of(element.attribute("id")), draft, message);
    draft.raw_body = message.text;
    draft.record.body = std::move(message);
    page_.parsed(std::move(draft));
}

void Chat::run()
{
    find_name();
    html::Piece piece;
    while (page_.next(piece)) {
        const html::Fragment fragment(page_.own(piece));
        const auto element = fragment.root().first("message");
        if (!element)
            page_.reject("bad-element", said("an element that cannot be read"));
        else if (element.has_class("service"))
            service(element);
        else
            message(element);
    }
    page_.finish(page_.ends_with("</html"), "Telegram");
}

int sniff(const Probe& probe)
{
    const std::string_view text = probe.text;
    const bool ours = text.find("page_wrap") != std::string_view::npos && text.find("history") != std::string_view::npos;
    if (!ours) return 0;
    html::Pieces pieces(text, look);
    html::Piece piece;
    return pieces.next(piece) && piece.tag.attribute("id").starts_with("message") ? 95 : 0;
}

void read(Reading& reading)
{
    Chat(reading).run();
}

} // namespace

extern const Format format_telegram_html;
const Format format_telegram_html{"telegram_html", "Telegram Desktop export (messages.html)", 1, sniff, read};

} // namespace redress::ingest

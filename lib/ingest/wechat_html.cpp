// WeChat chats as pages: MemoTrace (WeChatMsg) and WeFlow write the messages as a JavaScript array, which the page shows.
#include "base/error.hpp"
#include "base/text.hpp"
#include "ingest/chat_words.hpp"
#include "ingest/html_page.hpp"
#include "ingest/js_object.hpp"
#include "ingest/json_message.hpp"
#include "ingest/lines.hpp"

#include <algorithm>
#include <filesystem>

namespace redress::ingest {
namespace {

constexpr auto npos = std::string_view::npos;

enum class Program { none, memotrace, weflow };

struct Array {
    Program program = Program::none;
    std::size_t at = 0; // past its '['
};

// "const chatMessages = [", "window.WEFLOW_DATA = [", and a chunk of a large export: __WEFLOW_CHUNK_LOADED__(0,[
Array find_array(std::string_view text)
{
    const struct {
        std::string_view mark;
        Program program;
    } marks[] = {{"chatMessages", Program::memotrace},
                 {"WEFLOW_DATA", Program::weflow},
                 {"__WEFLOW_CHUNK_LOADED__(", Program::weflow}};
    for (const auto& [mark, program] : marks)
        for (auto at = text.find(mark); at != npos; at = text.find(mark, at + 1)) {
            auto open = at + mark.size();
            while (open < text.size() && std::string_view(" \t\r\n=,0123456789").find(text[open]) != npos) ++open;
            if (open < text.size() && text[open] == '[') return {program, open + 1};
        }
    return {};
}

std::string word_of(const Json& value)
{
    if (const auto text = value.string()) return *text;
    const auto number = value.integer();
    return number ? std::to_string(*number) : std::string();
}

void add_line(std::string& out, const std::string& line)
{
    if (!line.empty()) out += (out.empty() ? "" : "\n") + line;
}

// What MemoTrace puts between messages more than five minutes apart: "2024-01-05 09:03:07".
bool is_clock_line(const Json& m)
{
    return m["type"].integer() == 0 && !m.find("displayname") && time::parse_local(m["text"].string_or("")).has_value();
}

class Chat {
public:
    explicit Chat(Reading& reading) : reading_(reading), bytes_(reading.file.bytes()), remarks_(reading) {}
    void run();

private:
    void take(const Json& m, std::size_t at, std::size_t end);
    bool memotrace(const Json& m, model::Message& message, Json& extra);
    bool weflow(const Json& m, model::Message& message, Json& extra);
    std::optional<Json> object_at(std::size_t at, std::size_t& end);
    std::size_t after_damage(std::size_t at);
    std::string thread_name() const;
    std::uint64_t line_at(std::size_t at);

    Reading& reading_;
    std::string_view bytes_;
    Remarks remarks_;
    Program program_ = Program::none;
    std::string thread_;
    std::uint64_t element_ = 0, faults_ = 0, line_ = 1;
    std::size_t counted_ = 0, damaged_ = 0;
};

std::uint64_t Chat::line_at(std::size_t at)
{
    line_ += static_cast<std::uint64_t>(std::count(bytes_.begin() + static_cast<std::ptrdiff_t>(counted_),
                                                   bytes_.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
    counted_ = at;
    return line_;
}

// The page's title; MemoTrace leaves its template's where it knows none, and a chunk has none: then the folder's or file's
// name.
std::string Chat::thread_name() const
{
    auto title = html::plain(text::repair_utf8(html::title(bytes_)).text);
    if (const auto tail = title.rfind(" - 聊天记录"); tail != std::string::npos) title.erase(tail);
    if (!title.empty() && title != "出错了" && title != "Chat Records") return title;
    const std::filesystem::path path(reading_.name);
    auto folder = path.parent_path().filename().string();
    if (path.filename().string().starts_with("chunk-") && folder.ends_with("_data"))
        return folder.substr(0, folder.size() - 5);
    return path.stem().string();
}

// False: a line of the program's own.
bool Chat::memotrace(const Json& m, model::Message& message, Json& extra)
{
    const auto type = m["type"].integer().value_or(1), sub = m["sub_type"].integer().value_or(0);
    const auto text = m["text"].string_or("");
    message.sender = text::trim(text::clean_header(m["displayname"].string_or("")));
    const bool self = m["is_send"].integer() == 1 || m["is_send"] == Json(true);
    if (self) extra.set("self", true);
    if (type == 0 || type == 10000) {
        message.text = html::plain(text);
        message.sender.clear();
        return false;
    }
    if (message.sender.empty()) message.sender = self ? "我" : thread_;
    const auto* file_type = type == 3 || type == 47 ? "image/*" : type == 34 ? "audio/*" : type == 43 ? "video/*" : "";
    if (*file_type)
        html::add_file(message, text, file_type);
    else if (type == 49 && sub == 6)
        message.attachments.push_back({m["file_name"].string_or(""), "", ""});
    else
        message.text = html::plain(text);
    add_line(message.text, html::plain(m["voice_to_text"].string_or("")));
    if (type == 49)
        for (const auto* key : {"title", "artist", "description", "url", "link_url", "feedesc"})
            add_line(message.text, html::plain(m[key].string_or("")));
    put_text(extra, "quote", html::plain(m["refer_text"].string_or("")));
    for (const auto* key : {"server_id", "msgSvrID", "msg_svr_id"})
        if (message.native_id.empty() && word_of(m[key]) != "0") message.native_id = word_of(m[key]);
    return true;
}

bool Chat::weflow(const Json& m, model::Message& message, Json& extra)
{
    const html::Fragment page("<div>" + m["b"].string_or("") + "</div>");
    const auto body = page.root();
    message.sender = text::trim(text::clean_header(body.first("sender-name").text()));
    const bool self = m["s"].integer() == 1;
    if (self) extra.set("self", true);
    if (message.sender.empty() && self) { // a private page names its owner beside the picture only
        const html::Fragment avatar("<div>" + m["a"].string_or("") + "</div>");
        for (const auto& image : avatar.root().named("img")) message.sender = image.attribute("alt");
    }
    if (message.sender.empty()) message.sender = self ? "我" : thread_;
    for (const auto& words : body.all("message-text")) add_line(message.text, words.text());
    for (const auto& image : body.named("img", "message-text"))
        if (image.has_class("message-media")) html::add_file(message, image.attribute("src"), "image/*");
    for (const auto& audio : body.named("audio")) html::add_file(message, audio.attribute("src"), "audio/*");
    for (const auto& video : body.named("video")) html::add_file(message, video.attribute("src"), "video/*");
    for (const auto& link : body.named("a"))
        if (link.has_class("file")) html::add_file(message, link.attribute("href"), "");
    if (const auto quoted = body.first("quoted-message")) {
        auto words = quoted.first("quoted-sender").text();
        add_line(words, quoted.first("quoted-text").text());
        put_text(extra, "quote", words);
    }
    message.native_id = word_of(m["p"]);
    put_text(extra, "reply_to", word_of(m["r"]));
    // Nothing marks the app's own lines; a recall shows itself.
    return !message.text.starts_with("[系统消息]") && recalled_by(message.text).empty();
}

void Chat::take(const Json& m, std::size_t at, std::size_t end)
{
    auto& tally = reading_.findings.tally;
    if (program_ == Program::memotrace && is_clock_line(m)) {
        ++tally.blank;
        return;
    }
    Draft draft;
    model::Message message;
    message.thread = thread_;
    auto& extra = draft.record.extra;
    const bool spoken = program_ == Program::memotrace ? memotrace(m, message, extra) : weflow(m, message, extra);
    if (!spoken) message.role = model::Role::system;
    if (!take_epoch(m[program_ == Program::memotrace ? "timestamp" : "t"], message.when))
        remarks_.add(line_at(at), "bad-date", said("an element without a date"));
    draft.raw_body = message.text;
    draft.record.body = std::move(message);
    model::Source source;
    source.unit = "element";
    source.position = element_;
    source.offset = at;
    source.length = end - at;
    draft.record.sources.push_back(std::move(source));
    ++(spoken ? tally.parsed : tally.system);
    reading_.emit(std::move(draft));
}

std::optional<Json> Chat::object_at(std::size_t at, std::size_t& end)
{
    auto m = js::object(bytes_, at, end);
    const auto slice = bytes_.substr(at, end - at);
    if (!m || text::is_valid_utf8(slice)) return m;
    const auto& encoding = reading_.findings.encoding;
    const auto readable = encoding == "UTF-8" ? text::repair_utf8(slice) : text::decode(slice, encoding);
    faults_ += readable.faults;
    std::size_t unused = 0;
    return js::object(readable.text, 0, unused);
}

// Where the next object begins that looks like one of ours; the size of the text if none does.
std::size_t Chat::after_damage(std::size_t at)
{
    constexpr std::size_t most = 32; // each costs a walk through the rest of the file
    auto next = bytes_.size();
    if (++damaged_ > most) return next;
    for (const auto* mark : {"{ type:", "{type:", "{\"type\"", "{\"i\":"}) next = std::min(next, bytes_.find(mark, at + 1));
    return next;
}

void Chat::run()
{
    auto& findings = reading_.findings;
    findings.tally.unit = "element";
    findings.encoding = encoding_of(reading_.file, reading_.options.encoding);
    const auto array = find_array(bytes_);
    if (array.program == Program::none)
        throw Error(ErrorKind::input, said("'{}' holds no message of {}", reading_.name, "WeChat"),
                    bytes_.find("WEFLOW_DATA") == npos
                        ? said("export the chat again, or keep the page unread: --from document")
                        : said("the messages of a large WeFlow page are in the folder beside it (…_data): give that"));
    program_ = array.program;
    thread_ = thread_name();
    findings.thread = thread_;
    bool cut = true;
    for (auto at = js::skip(bytes_, array.at); at < bytes_.size(); at = js::skip(bytes_, at)) {
        if (bytes_[at] == ']') {
            cut = false;
            break;
        }
        ++element_;
        ++findings.tally.total;
        auto end = at + 1;
        const auto m = bytes_[at] == '{' ? object_at(at, end) : std::nullopt;
        if (m)
            take(*m, at, end);
        else {
            ++findings.tally.rejected;
            end = std::max(end, after_damage(at));
            if (end < bytes_.size()) remarks_.add(line_at(at), "bad-element", said("an element that cannot be read"));
        }
        at = end;
        reading_.file.release(at);
    }
    remarks_.finish();
    if (faults_ > 0) reading_.warn(0, "bad-encoding", said("{} bytes are not valid UTF-8 and were replaced", faults_));
    if (cut)
        reading_.warn(line_at(bytes_.size()), "truncated",
                      said("the file ends inside the export: what is whole was read; export or copy it again"));
}

int sniff(const Probe& probe)
{
    const std::string_view text = probe.text;
    const auto has = [text](std::string_view words) { return text.find(words) != npos; };
    if (has("WEFLOW_DATA") || has("WEFLOW_MANIFEST") || text.substr(0, 64).find("__WEFLOW_CHUNK_LOADED__(") != npos)
        return 95;
    const auto array = find_array(text);
    std::size_t end = 0;
    const auto at = js::skip(text, array.at);
    const auto first = array.program == Program::memotrace && at < text.size() && text[at] == '{' ? js::object(text, at, end)
                                                                                                  : std::nullopt;
    if (first && first->find("timestamp") && first->find("is_send")) return 95;
    // MemoTrace's style alone is 15 KB; a first message may be longer than the rest of the head.
    return has("chatMessages") && (has("chat-container") || has("avatar_path")) ? 85 : 0;
}

void read(Reading& reading)
{
    Chat(reading).run();
}

} // namespace

extern const Format format_wechat_html;
const Format format_wechat_html{"wechat_html", "WeChat chat as a page (MemoTrace, WeFlow)", 1, sniff, read};

} // namespace redress::ingest

// Telegram Desktop's result.json: one chat, or all of an account's. Read as a stream: such a file may be gigabytes.
#include "base/error.hpp"
#include "ingest/columns.hpp"
#include "ingest/format.hpp"
#include "ingest/json_scan.hpp"
#include "ingest/telegram_message.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace redress::ingest {
namespace {

using json_scan::Members;
using telegram::Chat;
using telegram::Outcome;

constexpr std::array<std::string_view, 13> chat_types = {
    "personal_chat",  "bot_chat",     "saved_messages",     "replies",           "verify_codes",
    "private_group",  "public_group", "private_supergroup", "public_supergroup", "private_channel",
    "public_channel", "monoforum",    "direct_messages"};

std::size_t root_at(std::string_view text)
{
    return json_scan::skip_space(text, text.starts_with("\xEF\xBB\xBF") ? 3 : 0);
}

std::string plain(std::string_view text, std::size_t at)
{
    const auto value = json::parse(telegram::mended(text.substr(at, json_scan::value_end(text, at) - at)).text);
    if (!value || value->is_null()) return {};
    return value->is_string() ? value->string_or("") : value->dump();
}

class Export {
public:
    explicit Export(Reading& reading) : reading_(reading), bytes_(reading.file.bytes()), remarks_(reading) {}
    void run();

private:
    std::size_t root();
    std::size_t list(std::size_t at);
    std::size_t chats(std::size_t at);
    std::size_t chat(std::size_t at);
    Chat head_of(std::size_t at) const;
    std::size_t messages(std::size_t at, const Chat& chat);
    bool take(std::string_view json, std::size_t at, const Chat& chat);
    void refuse_one_name_for_many() const;
    std::uint64_t line_at(std::size_t at);

    Reading& reading_;
    std::string_view bytes_;
    Remarks remarks_;
    std::uint64_t element_ = 0, chats_ = 0, faults_ = 0, line_ = 1;
    std::size_t counted_ = 0;
    bool cut_ = false, counting_ = false;
};

// Asked for in the order of the file.
std::uint64_t Export::line_at(std::size_t at)
{
    line_ += static_cast<std::uint64_t>(std::count(bytes_.begin() + static_cast<std::ptrdiff_t>(counted_),
                                                   bytes_.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
    counted_ = at;
    return line_;
}

// False: it cannot be read.
bool Export::take(std::string_view json, std::size_t at, const Chat& chat)
{
    auto element = telegram::read_element(json, chat);
    if (*element.problem) remarks_.add(line_at(at), element.problem, std::move(element.remark));
    if (element.outcome == Outcome::rejected) return false;
    faults_ += element.faults;
    auto& tally = reading_.findings.tally;
    ++(element.outcome == Outcome::system ? tally.system : tally.parsed);
    model::Source source;
    source.unit = "element";
    source.position = element_;
    source.offset = at;
    source.length = json.size();
    element.draft.record.sources.push_back(std::move(source));
    reading_.emit(std::move(element.draft));
    return true;
}

// Where the next message begins after one that is damaged: {"id": 12, "type": "message"; the size of the text if none does.
std::size_t next_message(std::string_view text, std::size_t from)
{
    for (auto at = text.find("\"id\"", from); at != std::string_view::npos; at = text.find("\"id\"", at + 1)) {
        auto open = at;
        while (open > from && json_scan::is_space(text[open - 1])) --open;
        if (open <= from || text[open - 1] != '{') continue;
        Members members(text, open - 1);
        if (members.next() && text[members.value()] >= '0' && text[members.value()] <= '9' && members.next() &&
            members.key() == "type")
            return open - 1;
    }
    return text.size();
}

std::size_t Export::messages(std::size_t at, const Chat& chat)
{
    ++chats_;
    if (bytes_[at] != '[' || counting_) return json_scan::value_end(bytes_, at, &cut_);
    auto& tally = reading_.findings.tally;
    for (++at;;) {
        while (at < bytes_.size() && (json_scan::is_space(bytes_[at]) || bytes_[at] == ',')) ++at;
        if (at >= bytes_.size()) {
            cut_ = true;
            return at;
        }
        if (bytes_[at] == ']') return at + 1;
        bool cut = false;
        auto end = std::max(at + 1, json_scan::value_end(bytes_, at, &cut));
        ++tally.total;
        ++element_;
        if (cut || !take(bytes_.substr(at, end - at), at, chat)) {
            ++tally.rejected;
            const auto next = next_message(bytes_.substr(0, end), at + 1);
            if (cut && next < end) remarks_.add(line_at(at), "bad-element", said("an element that does not end"));
            cut_ = cut_ || (cut && next == end);
            end = next;
        }
        at = end;
        reading_.file.release(at);
    }
}

// Name, type and id stand before the messages, unless somebody sorted the keys.
Chat Export::head_of(std::size_t at) const
{
    Chat chat;
    for (Members members(bytes_, at); members.next();) {
        if (members.key() == "name") chat.name = plain(bytes_, members.value());
        if (members.key() == "type") chat.type = plain(bytes_, members.value());
        if (members.key() == "id") chat.id = plain(bytes_, members.value());
        if (members.key() == "messages" && !chat.id.empty()) break;
    }
    return chat;
}

std::size_t Export::chat(std::size_t at)
{
    const auto chat = counting_ ? Chat() : head_of(at);
    Members members(bytes_, at);
    while (members.next())
        if (members.key() == "messages") members.continue_at(messages(members.value(), chat));
    cut_ = cut_ || members.cut();
    return members.end();
}

std::size_t Export::list(std::size_t at)
{
    if (bytes_[at] != '[') return json_scan::value_end(bytes_, at, &cut_);
    for (++at; at < bytes_.size() && !cut_;) {
        if (bytes_[at] == ']') return at + 1;
        if (bytes_[at] == '{')
            at = chat(at);
        else if (json_scan::is_space(bytes_[at]) || bytes_[at] == ',')
            ++at;
        else
            at = std::max(at + 1, json_scan::value_end(bytes_, at, &cut_));
    }
    cut_ = true;
    return bytes_.size();
}

std::size_t Export::chats(std::size_t at)
{
    Members members(bytes_, at);
    while (members.next())
        if (members.key() == "list") members.continue_at(list(members.value()));
    cut_ = cut_ || members.cut();
    return members.end();
}

std::size_t Export::root()
{
    const auto at = root_at(bytes_);
    Members members(bytes_, at);
    while (members.next()) {
        if (members.key() == "messages") return chat(at);
        if ((members.key() == "chats" || members.key() == "left_chats") && bytes_[members.value()] == '{')
            members.continue_at(chats(members.value()));
    }
    cut_ = cut_ || members.cut();
    return members.end();
}

// Message numbers of one chat come again in another: under one name they would be taken for each other.
void Export::refuse_one_name_for_many() const
{
    if (reading_.options.thread.empty()) return;
    Export count(reading_);
    count.counting_ = true;
    count.root();
    if (count.chats_ > 1)
        throw Error(ErrorKind::input,
                    said("'{}' holds {} chats: --thread would make one of them", reading_.name, count.chats_),
                    said("leave --thread out, or export the one chat alone"));
}

void Export::run()
{
    reading_.findings.tally.unit = "element";
    refuse_one_name_for_many();
    root();
    if (chats_ == 0)
        throw Error(ErrorKind::input, said("'{}' holds no chat of Telegram", reading_.name),
                    said("in Telegram Desktop export the chat history as 'Machine-readable JSON'"));
    remarks_.finish();
    if (faults_ > 0) reading_.warn(0, "bad-encoding", said("{} bytes are not valid UTF-8 and were replaced", faults_));
    if (cut_)
        reading_.warn(line_at(bytes_.size()), "truncated",
                      said("the file ends inside the export: what is whole was read; export or copy it again"));
}

bool is_message_of_ours(std::string_view text, std::size_t at)
{
    std::set<std::string_view> keys;
    Members members(text, at);
    while (members.next()) keys.insert(members.key());
    const bool dated = keys.count("date_unixtime") || (keys.count("date") && keys.count("from_id"));
    return dated && keys.count("type") && (keys.count("text") || keys.count("action"));
}

int sniff(const Probe& probe)
{
    const std::string_view text = probe.text;
    const auto at = root_at(text);
    if (at >= text.size() || text[at] != '{') return 0;
    std::set<std::string_view> keys;
    bool type = false;
    for (Members members(text, at); members.next();) {
        const auto key = members.key();
        const auto value = members.value();
        keys.insert(key);
        if (key == "type")
            type = std::find(chat_types.begin(), chat_types.end(), json_scan::string_at(text, value)) != chat_types.end();
        if (key == "messages" && text[value] == '[') {
            if (type) return 97;
            const auto first = json_scan::skip_space(text, value + 1);
            if (first < text.size() && text[first] == '{' && is_message_of_ours(text, first)) return 90;
        }
        if ((key == "chats" || key == "left_chats") && text[value] == '{')
            for (Members inner(text, value); inner.next();)
                if (inner.key() == "list" && text[inner.value()] == '[') return 90;
    }
    // A whole account: its chats may stand beyond the head.
    const bool account = keys.count("personal_information") &&
                         (keys.count("contacts") || keys.count("frequent_contacts") || keys.count("sessions"));
    return account && keys.count("about") ? 85 : 0;
}

void read(Reading& reading)
{
    Export(reading).run();
}

} // namespace

extern const Format format_telegram_json;
const Format format_telegram_json{"telegram_json", "Telegram Desktop export (result.json)", 1, sniff, read};

} // namespace redress::ingest

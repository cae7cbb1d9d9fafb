// Telegram Desktop's result.json: one chat, or all of an account's. Read as a stream: such a file may be gigabytes.
#include "base/error.hpp"
#include "ingest/json_elements.hpp"
#include "ingest/json_scan.hpp"
#include "ingest/telegram_message.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace redress::ingest {
namespace {

using json_scan::Members;
using telegram::Chat;

constexpr std::array<std::string_view, 14> chat_types = {
    "personal_chat", "bot_chat",       "saved_messages",     "replies",           "verify_codes",    "verification_codes",
    "private_group", "public_group",   "private_supergroup", "public_supergroup", "private_channel", "public_channel",
    "monoforum",     "direct_messages"};

std::string plain(std::string_view text, std::size_t at)
{
    const auto value = json_value(text, at);
    if (value.is_null()) return {};
    return value.is_string() ? value.string_or("") : value.dump();
}

class Export {
public:
    explicit Export(Reading& reading) : reading_(reading), bytes_(reading.file.bytes()), elements_(reading) {}
    void run();

private:
    std::size_t root();
    std::size_t list(std::size_t at);
    std::size_t chats(std::size_t at);
    std::size_t chat(std::size_t at);
    Chat head_of(std::size_t at) const;
    std::size_t messages(std::size_t at, const Chat& chat);
    void refuse_one_name_for_many() const;

    Reading& reading_;
    std::string_view bytes_;
    JsonElements elements_;
    json::Reader reader_;
    std::uint64_t chats_ = 0;
    bool counting_ = false, cut_ = false;
};

std::size_t Export::messages(std::size_t at, const Chat& chat)
{
    ++chats_;
    if (counting_) return json_scan::value_end(bytes_, at, &cut_);
    at = elements_.array(at, [&](std::string_view json, std::size_t offset, std::uint64_t number) {
        const bool count_only = reading_.options.count_only;
        auto element = count_only ? telegram::count_element(reader_, json) : telegram::read_element(reader_, json, chat);
        if (element.taken.outcome == Outcome::rejected) return std::move(element.taken);
        if (!count_only) element.draft.record.sources.push_back(element_source(json, offset, number));
        reading_.emit(std::move(element.draft));
        return std::move(element.taken);
    });
    cut_ = cut_ || elements_.cut();
    return at;
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
    const auto at = json_root(bytes_);
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
    refuse_one_name_for_many();
    root();
    if (chats_ == 0)
        throw Error(ErrorKind::input, said("'{}' holds no chat of Telegram", reading_.name),
                    said("in Telegram Desktop export the chat history as 'Machine-readable JSON'"));
    if (cut_) elements_.set_cut();
    elements_.finish();
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
    const auto at = json_root(text);
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

// WeChat chats in JSON. WeFlow and echotrace write one object with the session and its messages, and may put a picture of
// megabytes before them; chatlog, PyWxDump and the lists made for training are one array.
#include "base/error.hpp"
#include "ingest/json_scan.hpp"
#include "ingest/wechat_element.hpp"

#include <algorithm>
#include <set>

namespace redress::ingest {
namespace {

using json_scan::Members;
using wechat::Session;
using wechat::Shape;

constexpr std::string_view list_names[] = {"messages", "items", "data"};

bool is_list_name(std::string_view key)
{
    for (const auto name : list_names)
        if (key == name) return true;
    return false;
}

class Chat {
public:
    explicit Chat(Reading& reading) : reading_(reading), bytes_(reading.file.bytes()), elements_(reading) {}
    void run();

private:
    void object(std::size_t root);
    std::size_t messages(std::size_t at);
    void session(std::size_t at);
    void compare();

    Reading& reading_;
    std::string_view bytes_;
    JsonElements elements_;
    Session session_;
    bool found_ = false;
};

std::size_t Chat::messages(std::size_t at)
{
    found_ = true;
    return elements_.array(at, [&](std::string_view json, std::size_t from, std::uint64_t number) {
        Draft draft;
        auto taken = wechat::read_element(json, session_, draft);
        if (taken.outcome == Outcome::rejected) return taken;
        draft.record.sources.push_back(element_source(json, from, number));
        reading_.emit(std::move(draft));
        return taken;
    });
}

// The picture in it is passed over, not read.
void Chat::session(std::size_t at)
{
    auto head = Json::object();
    for (Members members(bytes_, at); members.next();)
        if (members.key() != "avatar") head.set(members.key(), json_value(bytes_, members.value()));
    wechat::read_session(head, session_);
    if (const auto count = head["messageCount"].integer(); count && *count >= 0)
        reading_.findings.declared = static_cast<std::uint64_t>(*count);
}

void Chat::object(std::size_t root)
{
    Members members(bytes_, root);
    while (members.next()) {
        const auto key = members.key();
        if (key == "session" && bytes_[members.value()] == '{') session(members.value());
        if (key == "senders") wechat::add_senders(json_value(bytes_, members.value()), session_);
        if (is_list_name(key) && bytes_[members.value()] == '[')
            members.continue_at(messages(members.value()));
        else
            members.continue_at(pass_over(reading_.file, members.value()));
    }
    if (members.cut()) elements_.set_cut();
}

// An export of a span of time says how many messages the chat has, so fewer are no sign of anything.
void Chat::compare()
{
    const auto& declared = reading_.findings.declared;
    const auto found = reading_.findings.tally.total;
    if (declared && *declared < found)
        reading_.warn(
            0, "declared-count",
            said("the file says it holds {} messages, {} were read: others may have been put in", *declared, found));
}

void Chat::run()
{
    const auto root = json_root(bytes_);
    if (root < bytes_.size() && bytes_[root] == '[')
        messages(root);
    else
        object(root);
    if (!found_)
        throw Error(ErrorKind::input, said("'{}' holds no chat of WeChat", reading_.name),
                    said("export the chat as JSON with WeFlow, echotrace, chatlog or PyWxDump"));
    elements_.finish();
    compare();
}

int certainty_of(Shape shape)
{
    switch (shape) {
    case Shape::weflow: return 96;
    case Shape::chatlog: return 95;
    case Shape::wxdump: return 95;
    case Shape::brief: return 70;
    case Shape::none: return 0;
    }
    return 0;
}

int certainty_of_list(std::string_view text, std::size_t at)
{
    const auto first = json_scan::skip_space(text, at + 1);
    return first < text.size() && text[first] == '{' ? certainty_of(wechat::shape_of(text, first)) : 0;
}

int sniff(const Probe& probe)
{
    const std::string_view text = probe.text;
    const auto root = json_root(text);
    if (root >= text.size()) return 0;
    if (text[root] == '[') return certainty_of_list(text, root);
    bool named = false;
    for (Members members(text, root); members.next();) {
        const auto key = members.key();
        if (key == "weflow") named = true;
        if (is_list_name(key) && text[members.value()] == '[') {
            const auto certainty = certainty_of_list(text, members.value());
            return named ? std::max(certainty, 96) : certainty;
        }
        if (key != "session" || text[members.value()] != '{') continue;
        std::set<std::string_view> keys; // the picture in it may be larger than the head
        for (Members inner(text, members.value()); inner.next();) keys.insert(inner.key());
        named = named || (keys.count("wxid") && (keys.count("nickname") || keys.count("displayName")));
    }
    return named ? 94 : 0;
}

void read(Reading& reading)
{
    Chat(reading).run();
}

} // namespace

extern const Format format_wechat_json;
const Format format_wechat_json{"wechat_json", "WeChat chat in JSON (WeFlow, echotrace, chatlog, PyWxDump)", 1, sniff, read};

} // namespace redress::ingest

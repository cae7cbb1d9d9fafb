#include "base/text.hpp"
#include "ingest/chat_lines.hpp"
#include "ingest/chat_table.hpp"
#include "ingest/chat_table_words.hpp"
#include "ingest/wangwang_words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace redress::ingest::chat_table {
namespace {

bool is_numbered(std::string_view label, std::string_view word)
{
    return label.starts_with(word) && label.substr(word.size()).find_first_not_of("0123456789 ()") == std::string_view::npos;
}

// Names a program gives to a sheet or a file say nothing about who is in it.
bool is_name_of_nobody(std::string_view label)
{
    const auto plain = text::lower_ascii(label);
    for (const std::string_view word :
         {"sheet", "工作表", "表", "聊天记录", "消息记录", "消息", "chat", "messages", "export"})
        if (is_numbered(plain, word)) return true;
    return plain.empty();
}

struct People {
    std::string sender, receiver; // as displayed, site prefixes gone
    bool sender_is_account = false, receiver_is_account = false;
    Side side = Side::unknown; // of the sender
};

Side side_from(const Cells& cells)
{
    for (const auto* field : {"side", "kind"})
        if (const auto side = side_of(cells.view(field)); side != Side::unknown) return side;
    return side_of(cells.view("sender"), true);
}

People people_of(const Cells& cells, Json& extra)
{
    People out;
    out.side = side_from(cells);
    auto written = cells.view("sender");
    // 发送方 that says 买家 or 客服, with the names in columns of their own.
    if (written.empty() || side_of(written, true) != Side::unknown) {
        const auto named = out.side == Side::customer ? cells.view("customer")
                           : out.side == Side::shop   ? cells.view("agent")
                                                      : std::string_view();
        if (!named.empty()) written = named;
    }
    const auto sender = wangwang::read_name(written), receiver = wangwang::read_name(cells.view("receiver"));
    out.sender = sender.sender;
    out.receiver = receiver.sender;
    out.sender_is_account = !sender.account.empty();
    out.receiver_is_account = !receiver.account.empty();
    put_text(extra, "site", sender.site.empty() ? receiver.site : sender.site);
    put_text(extra, "account", sender.account);
    put_text(extra, "sub_account", sender.sub_account);
    put_text(extra, "to", out.receiver);
    return out;
}

// The customer, whoever of the two that is. What a row itself says comes first: it is the same in every export of the
// chat. Where nothing tells them apart the conversation has both names, in an order that does not depend on who wrote.
std::string thread_of(const Cells& cells, const People& people, std::string_view label, std::string_view above)
{
    if (cells.has("conversation")) return cells.text("conversation");
    if (cells.has("customer")) return wangwang::read_name(cells.view("customer")).sender;
    const bool own_label = !is_name_of_nobody(label);
    if (people.receiver.empty() && people.sender.empty() && !above.empty()) return std::string(above);
    if (people.receiver.empty() || people.sender.empty()) return own_label ? std::string(label) : std::string();
    if (people.side == Side::customer) return people.sender;
    if (people.side != Side::unknown) return people.receiver;
    if (const auto to = side_of(people.receiver, true); to != Side::unknown)
        return to == Side::customer ? people.receiver : people.sender;
    if (people.sender_is_account != people.receiver_is_account)
        return people.sender_is_account ? people.receiver : people.sender;
    const bool sender = label.find(people.sender) != std::string_view::npos;
    const bool receiver = label.find(people.receiver) != std::string_view::npos;
    if (sender != receiver) return sender ? people.sender : people.receiver;
    const auto& [first, second] = std::minmax(people.sender, people.receiver);
    return fmt::format("{}, {}", first, second);
}

model::Role role_of(Side side)
{
    switch (side) {
    case Side::unknown: return model::Role::unknown;
    case Side::customer: return model::Role::buyer;
    case Side::shop: return model::Role::seller;
    case Side::platform: return model::Role::platform;
    case Side::system: return model::Role::system;
    }
    return model::Role::unknown;
}

// A message may be "-" or "/", which in other columns is nothing.
std::string text_of(const CsvRow& row, const TableRules& rules)
{
    const auto it = rules.layout.at.find("text");
    if (it == rules.layout.at.end() || it->second >= row.cells.size()) return {};
    return std::string(unguard(row.cells[it->second]));
}

model::Stamp stamp_of(const Cells& cells, const TableRules& rules, Remarks& remarks)
{
    if (cells.has("clock")) {
        const auto both = fmt::format("{} {}", cells.view("at"), cells.view("clock"));
        for (const auto& written : {both, cells.text("clock")})
            if (auto read = read_stamp(written, rules.times); read.readable) return read.stamp;
    }
    if (cells.has("at")) return cells.stamp("at");
    remarks.add(cells.line(), "no-date", said("a message without a time"));
    return {};
}

void take_files(const Cells& cells, model::Message& message)
{
    constexpr std::pair<std::string_view, std::string_view> kinds[] = {
        {"图片", "image/*"},  {"image", "image/*"}, {"picture", "image/*"}, {"photo", "image/*"}, {"语音", "audio/*"},
        {"voice", "audio/*"}, {"audio", "audio/*"}, {"视频", "video/*"},    {"video", "video/*"}, {"文件", ""},
        {"file", ""}};
    const auto kind = text::header_key(cells.view("kind"));
    const auto* known = std::find_if(std::begin(kinds), std::end(kinds), [&](const auto& k) { return kind == k.first; });
    const std::string type(known == std::end(kinds) ? std::string_view() : known->second);
    if (cells.has("file"))
        for (const auto name : text::split(cells.view("file"), '\n'))
            if (const auto plain = text::trim(name); !plain.empty())
                message.attachments.push_back({std::string(plain), type, ""});
    if (known != std::end(kinds) && message.attachments.empty()) message.attachments.push_back({"", type, ""});
}

// A number that counts the rows of one export comes again in the next, on another message.
bool is_id_of_message(std::string_view id)
{
    return id.size() >= 8;
}

void take_rest(const Cells& cells, model::Message& message, Json& extra)
{
    const auto rest = cells.rest();
    for (const auto& [key, value] : rest.members()) extra.set(key, value);
    if (const auto id = cells.view("native_id"); is_id_of_message(id))
        message.native_id = id;
    else
        put_text(extra, "number", id);
    put_text(extra, "kind", cells.view("kind"));
    put_text(extra, "status", cells.view("state"));
    put_text(extra, "agent", cells.view("agent"));
    if (cells.has("conversation")) put_text(extra, "customer", cells.view("customer"));
    put_text(extra, "side", cells.view("side"));
}

} // namespace

std::string label_of(std::string_view name)
{
    for (const std::string_view mark : {".xlsx:", ".xlsm:", ".XLSX:"})
        if (const auto at = name.rfind(mark); at != std::string_view::npos)
            return std::string(name.substr(at + mark.size()));
    name = name.substr(name.find_last_of("/:") + 1);
    return std::string(name.substr(0, name.rfind('.')));
}

ReadRow read_row(const CsvRow& row, const Cells& cells, const TableRules& rules, Remarks& remarks, Context& context)
{
    ReadRow out;
    const bool words = !text_of(row, rules).empty() || cells.has("file");
    if (!words && !(cells.has("at") && (cells.has("sender") || cells.has("side")))) {
        const auto filled =
            std::count_if(row.cells.begin(), row.cells.end(), [](const auto& cell) { return !text::trim(cell).empty(); });
        const bool heading = filled <= 1 && !cells.has("at"); // or a count below the rows
        out.use = heading ? Use::system : Use::rejected;
        if (!heading) remarks.add(row.line, "no-message", said("a row that holds no message"));
        out.draft.record.body = model::Unknown{};
        return out;
    }
    ChatEntry entry;
    auto& message = entry.message;
    const auto people = people_of(cells, entry.extra);
    message.sender = people.sender;
    message.thread = thread_of(cells, people, context.label, context.thread);
    context.thread = message.thread;
    message.role = role_of(people.side);
    message.text = text_of(row, rules);
    message.when = stamp_of(cells, rules, remarks);
    take_files(cells, message);
    if (ChatEntry notice;
        people.sender.empty() && wangwang::own_line(trim_line(message.text), notice) == Manners::Line::notice)
        message.role = model::Role::system;
    wangwang::settle(entry);
    take_rest(cells, message, entry.extra);
    out.use = message.role == model::Role::system ? Use::system : Use::parsed;
    if (!message.when.at) out.draft.local = time::parse_local(message.when.local);
    out.draft.raw_body = message.text;
    out.draft.record.extra = std::move(entry.extra);
    out.draft.record.body = std::move(message);
    return out;
}

} // namespace redress::ingest::chat_table

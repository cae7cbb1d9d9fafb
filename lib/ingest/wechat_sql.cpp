// WeChat chats as WeFlow writes them to SQL: one table, weflow_messages, a row a message. Nothing is executed.
#include "base/error.hpp"
#include "base/text.hpp"
#include "ingest/chat_words.hpp"
#include "ingest/columns.hpp"
#include "ingest/epoch_stamp.hpp"
#include "ingest/sql_dump.hpp"
#include "ingest/wechat_xml.hpp"

#include <algorithm>
#include <charconv>

namespace redress::ingest {
namespace {

constexpr std::string_view table_name = "weflow_messages";

class Rows {
public:
    explicit Rows(Reading& reading) : reading_(reading), remarks_(reading) {}
    void run();

private:
    bool take(const sql::Item& item, std::uint64_t number);

    Reading& reading_;
    Remarks remarks_;
};

std::string value_of(const sql::Item& item, std::string_view column)
{
    const auto found = std::find(item.columns.begin(), item.columns.end(), column);
    const auto at = static_cast<std::size_t>(found - item.columns.begin());
    return found == item.columns.end() || at >= item.values.size() ? std::string() : item.values[at].text;
}

std::int64_t whole(const std::string& text)
{
    std::int64_t out = 0;
    std::from_chars(text.data(), text.data() + text.size(), out);
    return out;
}

// False: the row cannot be read.
bool Rows::take(const sql::Item& item, std::uint64_t number)
{
    if (item.columns.size() != item.values.size()) return false;
    Draft draft;
    model::Message message;
    auto& extra = draft.record.extra;
    message.thread = value_of(item, "session_id");
    message.sender = value_of(item, "sender");
    const auto sent = text::lower_ascii(value_of(item, "is_send"));
    const bool self = sent == "true" || sent == "1";
    if (self) extra.set("self", true);
    if (message.sender.empty()) message.sender = self ? std::string("我") : message.thread;
    const auto id = value_of(item, "message_id");
    if (id.size() >= 12 && id.find_first_not_of("0123456789") == std::string::npos) message.native_id = id;
    const auto time = value_of(item, "create_time");
    if (const auto epoch = epoch_in(time))
        message.when = stamp_of_epoch(*epoch, std::nullopt).stamp;
    else {
        message.when.local = time;
        remarks_.add(item.line, "bad-date", said("date '{}' does not exist", time));
    }
    const auto type = whole(value_of(item, "local_type"));
    auto kind = wechat::kind_of(type, 0);
    if (kind == wechat::Kind::other) kind = wechat::kind_of(std::string_view(value_of(item, "media_type")));
    draft.raw_body = value_of(item, "content");
    const auto path = value_of(item, "media_path");
    put_text(extra, "source", path);
    if (kind != wechat::Kind::text) extra.set("type", type);
    std::string file;
    if (kind == wechat::Kind::other) kind = wechat::kind_of_placeholder(draft.raw_body, file);
    wechat::set_body(kind, draft.raw_body, path.empty() ? file : path, message, extra);
    if (!recalled_by(text::trim(message.text)).empty()) message.deleted = true;
    auto& tally = reading_.findings.tally;
    ++(message.role == model::Role::system ? tally.system : tally.parsed);
    model::Source source;
    source.unit = "row";
    source.position = number;
    source.offset = item.offset;
    source.length = item.length;
    draft.record.sources.push_back(std::move(source));
    draft.record.body = std::move(message);
    reading_.emit(std::move(draft));
    return true;
}

void Rows::run()
{
    auto& findings = reading_.findings;
    auto& tally = findings.tally;
    sql::Reader reader(reading_.file.bytes(), findings.encoding, sql::Escapes::standard);
    std::uint64_t number = 0;
    bool found = false;
    for (sql::Item item; reader.next(item);) {
        ++tally.total;
        ++number;
        found = found || item.table == table_name;
        const bool message = item.kind == sql::Item::Kind::row && item.table == table_name;
        if (item.kind == sql::Item::Kind::bad || (message && !take(item, number))) {
            ++tally.rejected;
            remarks_.add(item.line, "bad-row", said("a row that cannot be read"));
        } else if (!message)
            ++tally.system;
        reading_.file.release(item.offset);
    }
    if (!found)
        throw Error(ErrorKind::input, said("'{}' has no table {}", reading_.name, table_name),
                    said("export the chat as SQL with WeFlow"));
    remarks_.finish();
}

int sniff(const Probe& probe)
{
    const auto at = probe.text.find(table_name);
    if (at == std::string::npos) return 0;
    const auto before = std::string_view(probe.text).substr(0, at);
    return before.find("CREATE TABLE") != std::string_view::npos || before.find("INSERT INTO") != std::string_view::npos ? 96
                                                                                                                         : 0;
}

void read(Reading& reading)
{
    auto& findings = reading.findings;
    findings.tally.unit = "row";
    findings.encoding = encoding_of(reading.file, reading.options.encoding);
    Rows(reading).run();
}

} // namespace

extern const Format format_wechat_sql;
const Format format_wechat_sql{"wechat_sql", "WeChat chat in SQL (WeFlow)", 1, sniff, read};

} // namespace redress::ingest

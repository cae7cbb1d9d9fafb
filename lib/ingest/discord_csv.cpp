// A channel of Discord as DiscordChatExporter writes it in CSV: no numbers of messages, and what only happened is told by
// its words alone.
#include "base/text.hpp"
#include "ingest/discord_files.hpp"
#include "ingest/json_message.hpp"
#include "ingest/named_table.hpp"

namespace redress::ingest {
namespace {

constexpr FieldNames fields[] = {{"sender_id", "AuthorID"}, {"sender", "Author"},    {"at", "Date"},
                                 {"text", "Content"},       {"file", "Attachments"}, {"reactions", "Reactions"}};

std::optional<Layout> recognise(const Columns& columns)
{
    if (!has_all(columns, "AuthorID|Author|Date|Content")) return std::nullopt;
    Layout layout;
    layout.type = "message";
    layout.at = fields_by_name(columns, fields);
    return layout;
}

constexpr TableSpec spec{form("no channel of Discord in CSV"), recognise, {}};

// As written: a message may be "-", or begin like a formula.
std::string raw(const CsvRow& row, const TableRules& rules, std::string_view field)
{
    const auto it = rules.layout.at.find(std::string(field));
    return it == rules.layout.at.end() || it->second >= row.cells.size() ? std::string() : row.cells[it->second];
}

// Addresses one after another, with commas between them; they may hold commas themselves.
void take_files(std::string_view cell, model::Message& message)
{
    std::string_view rest = cell;
    while (!rest.empty()) {
        auto end = rest.find(",http");
        if (rest.substr(0, 4) != "http") end = std::min(end, rest.find(','));
        message.attachments.push_back({file_name(rest.substr(0, end)), "", ""});
        rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    }
}

Use take(const CsvRow& row, const Cells& cells, NamedTable& table, Draft& draft)
{
    const auto& rules = table.rules();
    model::Message message;
    message.sender = cells.text("sender");
    message.text = raw(row, rules, "text");
    const auto files = raw(row, rules, "file");
    take_files(files, message);
    const auto written = cells.view("at");
    if (written.empty() && message.sender.empty()) {
        table.remarks().add(row.line, "bad-row", said("a row without a sender and a time"));
        return Use::rejected;
    }
    auto read = read_stamp(written, rules.times);
    if (!read.readable)
        table.remarks().add(row.line, "bad-date",
                            written.empty() ? said("a row without a time") : said("date '{}' does not exist", written));
    message.when = std::move(read.stamp);
    draft.local = read.local;
    auto& extra = draft.record.extra;
    extra = cells.rest();
    put_text(extra, "sender_id", cells.view("sender_id"));
    put_text(extra, "attachments", files);
    put_text(extra, "reactions", raw(row, rules, "reactions"));
    draft.raw_body = message.text.empty() ? files : message.text;
    draft.record.body = std::move(message);
    return Use::parsed;
}

int sniff(const Probe& probe)
{
    return has_named_table(probe, spec) ? 92 : 0;
}

void read(Reading& reading)
{
    NamedTable table(reading, spec);
    table.rules().times = {
        table.rules().times.order, {}, model::ZoneFrom::none}; // the exporter's clock, not a habit of Discord
    reading.findings.thread = discord::channel_id(file_name(reading.name));
    table.each([&](const CsvRow& row, const Cells& cells) {
        Draft draft;
        const auto use = take(row, cells, table, draft);
        if (use != Use::parsed) return use;
        draft.record.sources.push_back(table.source(row));
        reading.emit(std::move(draft));
        return use;
    });
}

} // namespace

extern const Format format_discord_csv;
const Format format_discord_csv{"discord_csv", "Discord channel (DiscordChatExporter CSV)", 1, sniff, read};

} // namespace redress::ingest

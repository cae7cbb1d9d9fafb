// Messages in a table, one a row: what Qianniu and 1688 give under 聊天记录查询 (a sheet a customer), and what other tools
// make of a chat under the same or English names.
#include "ingest/chat_table.hpp"

#include "base/text.hpp"
#include "ingest/chat_table_words.hpp"

namespace redress::ingest {
namespace {

constexpr TableSpec spec{form("no table of messages"), chat_table::recognise, {}};

int sniff(const Probe& probe)
{
    if (!has_named_table(probe, spec)) return 0;
    const auto start = text::trim(std::string_view(probe.text).substr(0, 4096));
    return start[0] == '{' || start[0] == '[' ? 40 : 75; // JSON of programs that have a reader of their own
}

void read(Reading& reading)
{
    NamedTable table(reading, spec);
    chat_table::Context context{chat_table::label_of(reading.name), {}};
    table.each([&](const CsvRow& row, const Cells& cells) {
        auto read = chat_table::read_row(row, cells, table.rules(), table.remarks(), context);
        if (!std::holds_alternative<model::Message>(read.draft.record.body)) return read.use;
        read.draft.record.sources.push_back(table.source(row));
        reading.emit(std::move(read.draft));
        return read.use;
    });
}

} // namespace

extern const Format format_chat_table;
const Format format_chat_table{"chat_table", "table of messages (Qianniu, 1688 and others; CSV, xlsx, JSON)", 1, sniff,
                               read};

} // namespace redress::ingest

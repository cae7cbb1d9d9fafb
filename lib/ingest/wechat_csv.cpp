// Tables of WeChat chats as export programs write them: MemoTrace (WeChatMsg) per chat and of all chats, PyWxDump and
// WeClone, chatlog, WeFlow's workbooks. One table, one row a message.
#include "base/error.hpp"
#include "base/text.hpp"
#include "ingest/chat_words.hpp"
#include "ingest/epoch_stamp.hpp"
#include "ingest/table_time.hpp"
#include "ingest/wechat_columns.hpp"
#include "ingest/wechat_xml.hpp"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <utility>

namespace redress::ingest {
namespace {

using wechat::Field;

constexpr int head_within = 20; // rows; WeFlow's workbooks have three above the head

struct Head {
    wechat::Table table;
    Columns columns;
    char delimiter = ',';
    std::uint64_t row = 0;
};

std::optional<Head> find_head(std::string_view utf8)
{
    if (utf8.starts_with("\xEF\xBB\xBF")) utf8.remove_prefix(3);
    for (const char delimiter : {',', '\t', ';', '|'}) {
        CsvReader rows(utf8, delimiter);
        CsvRow row;
        for (int n = 0; n < head_within && rows.next(row); ++n) {
            if (row.cells.size() < 4) continue;
            Columns columns(row.cells);
            if (const auto table = wechat::recognise(columns))
                return Head{*table, std::move(columns), delimiter, row.number};
        }
    }
    return std::nullopt;
}

bool all_digits(std::string_view text)
{
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::int64_t whole(std::string_view text)
{
    std::int64_t out = 0;
    std::from_chars(text.data(), text.data() + text.size(), out);
    return out;
}

// The server's number of a message. Row numbers are shorter; what a spreadsheet kept of a long one ends in zeros.
bool is_server_id(std::string_view id)
{
    return id.size() >= 12 && all_digits(id) && id.find_first_not_of('0') != std::string_view::npos &&
           (id.size() <= 15 || id.substr(15).find_first_not_of('0') != std::string_view::npos);
}

// "FALSE", "4.53E+15", "#NAME?" in place of what somebody wrote.
bool made_by_spreadsheet(std::string_view text)
{
    return text == "FALSE" || text == "TRUE" || text == "#NAME?" || text == "#REF!" || text == "#VALUE!" ||
           rounded_away(text);
}

class Rows {
public:
    Rows(Reading& reading, Head head) : reading_(reading), head_(std::move(head)), remarks_(reading) {}
    void run();

private:
    std::string_view cell(const CsvRow& row, Field field) const;
    std::string_view name(const CsvRow& row, Field field) const { return unguard(cell(row, field)); }
    bool is_data(const CsvRow& row) const
    {
        return row.number > head_.row && !row.blank() && !head_.columns.repeated_by(row);
    }
    bool is_shifted(const CsvRow& row) const;
    std::string_view beyond(const CsvRow& row) const;
    void survey();
    void name_sender(const CsvRow& row, bool self, model::Message& message, Json& extra) const;
    void set_time(const CsvRow& row, Draft& draft, model::Message& message);
    void set_words(const CsvRow& row, wechat::Kind kind, model::Message& message, Draft& draft);
    void spoiled(const CsvRow& row);
    bool take(const CsvRow& row);

    Reading& reading_;
    Head head_;
    Remarks remarks_;
    TimeRules times_;
    std::string chat_;     // the file's own name for its one conversation
    bool shifted_ = false; // of the row at hand
    bool spoiled_ = false;
};

std::string_view Rows::cell(const CsvRow& row, Field field) const
{
    auto column = head_.table.column(field);
    if (!column) return {};
    // In MemoTrace's file of all chats the server's number has no column of its own: names stand one further on.
    const bool behind = field == Field::remark || field == Field::nick || field == Field::sender_id;
    if (shifted_ && behind) ++*column;
    return *column < row.cells.size() ? std::string_view(row.cells[*column]) : std::string_view();
}

bool Rows::is_shifted(const CsvRow& row) const
{
    const auto time = head_.table.column(Field::time_text);
    if (!head_.table.numbered || !time || head_.table.column(Field::id) || row.cells.size() <= *time + 1) return false;
    const auto next = text::trim(row.cells[*time + 1]);
    return next.size() >= 15 && all_digits(next);
}

// Of all chats the account a chat is with, where it stands behind the last column that has a name.
std::string_view Rows::beyond(const CsvRow& row) const
{
    const auto named = head_.columns.names().size();
    const bool more = head_.table.numbered && !shifted_ && !head_.table.column(Field::remark) && row.cells.size() > named;
    return more ? text::trim(row.cells[named]) : std::string_view();
}

void Rows::survey()
{
    DateVotes dates;
    CsvReader rows(reading_.file, reading_.findings.encoding, head_.delimiter);
    for (CsvRow row; rows.next(row);) {
        if (!is_data(row)) continue;
        const auto time = name(row, Field::time);
        if (!epoch_in(time)) dates.add(time);
    }
    auto& findings = reading_.findings;
    times_.order = dates.order();
    if (const auto& told = reading_.options.date_order; !told.empty())
        times_.order = told == "MDY" ? DateOrder::mdy : told == "DMY" ? DateOrder::dmy : DateOrder::ymd;
    findings.date_order = to_string(times_.order);
    findings.date_order_ambiguous = dates.ambiguous() && reading_.options.date_order.empty();
    if (findings.date_order_ambiguous)
        reading_.warn(0, "date-order", said("all dates fit day first and month first; read as {}", findings.date_order));
}

void Rows::name_sender(const CsvRow& row, bool self, model::Message& message, Json& extra) const
{
    const auto id = name(row, Field::sender_id), remark = name(row, Field::remark), nick = name(row, Field::nick);
    std::string_view sender = name(row, Field::sender);
    if (head_.table.numbered) {
        // Where names stand one further on they are the chat's, and the one behind them is a group's member.
        const auto chat = remark.empty() ? nick : remark;
        const auto account = beyond(row);
        sender = self                      ? std::string_view("我")
                 : shifted_ && !id.empty() ? id
                 : !chat.empty()           ? chat
                 : !id.empty()             ? id
                 : !account.empty()        ? account
                 : shifted_                ? name(row, Field::thread)
                                           : std::string_view(chat_);
        if (shifted_) put_text(extra, "thread_name", chat);
    }
    if (sender.empty()) sender = id;
    message.sender = text::trim(text::clean_header(sender));
    if (!shifted_ && id != message.sender) put_text(extra, "sender_id", id);
    if (!head_.table.numbered) {
        if (remark != message.sender) put_text(extra, "remark", remark);
        if (nick != message.sender) put_text(extra, "nickname", nick);
    }
}

void Rows::set_time(const CsvRow& row, Draft& draft, model::Message& message)
{
    const auto written = name(row, Field::time), beside = name(row, Field::time_text);
    if (const auto epoch = epoch_in(written)) {
        const auto local = parse_cell_time(beside, DateOrder::ymd);
        auto joined = stamp_of_epoch(*epoch, local ? std::optional(local->local) : std::nullopt);
        message.when = std::move(joined.stamp);
        if (joined.differ)
            remarks_.add(row.line, "dates-differ", said("CreateTime and StrTime do not belong together; CreateTime counts"));
        return;
    }
    if (rounded_away(written)) spoiled(row);
    auto read = read_stamp(written, times_);
    if (!read.readable && !beside.empty()) read = read_stamp(beside, times_);
    message.when = std::move(read.stamp);
    draft.local = read.local;
    if (!read.readable)
        remarks_.add(row.line, "bad-date",
                     written.empty() ? said("a row without a time") : said("date '{}' does not exist", written));
}

void Rows::spoiled(const CsvRow& row)
{
    if (std::exchange(spoiled_, true)) return;
    reading_.warn(
        row.line, "spreadsheet",
        said("a spreadsheet has changed values here (FALSE, 4.53E+15, rounded numbers): they are kept as they stand; "
             "export again, and do not save the file from a spreadsheet"));
}

// Older PyWxDump put both into one cell: {"src": …, "msg": …}.
bool take_json(std::string_view cell, std::string& words, std::string& source)
{
    if (!cell.starts_with('{')) return false;
    const auto json = json::parse(cell);
    if (!json || !json->find("msg")) return false;
    words = (*json)["msg"].string_or("");
    source = (*json)["src"].string_or("");
    return true;
}

void Rows::set_words(const CsvRow& row, wechat::Kind kind, model::Message& message, Draft& draft)
{
    const auto body = cell(row, Field::text);
    draft.raw_body = body;
    std::string words, source(name(row, Field::source));
    auto& extra = draft.record.extra;
    if (!take_json(text::trim(body), words, source)) words = body;
    if (made_by_spreadsheet(words)) spoiled(row);
    std::string file;
    if (kind == wechat::Kind::other) kind = wechat::kind_of_placeholder(words, file);
    if (!source.empty()) extra.set("source", source);
    wechat::set_body(kind, words, file.empty() ? source : file, message, extra);
    if (kind == wechat::Kind::text && !recalled_by(text::trim(words)).empty()) message.deleted = true;
}

// False: nothing of a message in it.
bool Rows::take(const CsvRow& row)
{
    shifted_ = is_shifted(row);
    const auto words = text::trim(cell(row, Field::text)), type = name(row, Field::type);
    const bool says = !words.empty() || !type.empty() || !name(row, Field::source).empty();
    if (!says && (name(row, Field::time).empty() || name(row, Field::sender).empty())) return false;
    Draft draft;
    model::Message message;
    auto& extra = draft.record.extra;
    const bool self = name(row, Field::self) == "1" || text::lower_ascii(name(row, Field::self)) == "true";
    name_sender(row, self, message, extra);
    if (self) extra.set("self", true);
    set_time(row, draft, message);
    const auto subtype = name(row, Field::subtype);
    auto kind = all_digits(type) ? wechat::kind_of(whole(type), whole(subtype)) : wechat::kind_of(type);
    if (head_.table.program == "chatlog" && name(row, Field::sender_id) == "系统消息") kind = wechat::Kind::system;
    set_words(row, kind, message, draft);
    if (kind != wechat::Kind::text) {
        put_text(extra, "type", type);
        if (subtype != "0") put_text(extra, "subtype", subtype);
    }
    const auto id = shifted_ ? text::trim(row.cells[*head_.table.column(Field::time_text) + 1]) : name(row, Field::id);
    if (is_server_id(id)) message.native_id = id;
    if (rounded_away(id)) spoiled(row);
    if (!head_.table.numbered || shifted_) message.thread = name(row, Field::thread);
    if (const auto account = beyond(row); !account.empty()) message.thread = account;
    put_text(extra, "thread_name", name(row, Field::thread_name));
    auto& tally = reading_.findings.tally;
    ++(message.role == model::Role::system ? tally.system : tally.parsed);
    draft.record.sources.push_back(row_source(reading_, row));
    draft.record.body = std::move(message);
    reading_.emit(std::move(draft));
    return true;
}

void Rows::run()
{
    auto& findings = reading_.findings;
    chat_ = reading_.options.thread.empty() ? std::filesystem::path(reading_.name).stem().string() : reading_.options.thread;
    if (chat_.ends_with("_utf8")) chat_.resize(chat_.size() - 5); // MemoTrace's ending
    findings.thread = chat_;
    survey();
    auto& tally = findings.tally;
    CsvReader rows(reading_.file, findings.encoding, head_.delimiter);
    for (CsvRow row; rows.next(row);) {
        ++tally.total;
        if (row.number == head_.row) findings.headers.push_back(Place{row.offset, row.length});
        if (row.blank())
            ++tally.blank;
        else if (!is_data(row))
            ++tally.system;
        else if (!take(row)) {
            ++tally.rejected;
            remarks_.add(row.line, "bad-row", said("no message: neither words nor a type, nor who sent it and when"));
        } else if (!head_.table.numbered) // whose rows are shorter and longer than their head by design
            remark_shape(row, head_.columns, remarks_);
        else if (row.unclosed)
            remarks_.add(row.line, "stray-quote", said("a quote is never closed; the line is read without it"));
    }
    if (rows.faults() > 0)
        reading_.warn(0, "bad-encoding",
                      said("{} bytes are not valid {} and were replaced", rows.faults(), findings.encoding));
    remarks_.finish();
}

int sniff(const Probe& probe)
{
    return !probe.text.empty() && find_head(probe.text) ? 97 : 0;
}

void read(Reading& reading)
{
    auto& findings = reading.findings;
    findings.tally.unit = "row";
    findings.encoding = encoding_of(reading.file, reading.options.encoding);
    auto head = find_head(text::decode(reading.file.bytes().substr(0, probe_bytes), findings.encoding).text);
    if (!head)
        throw Error(ErrorKind::input, said("'{}' is no table of a WeChat chat: no row has its column names", reading.name),
                    said("--from table reads any table by a column map"));
    Rows(reading, std::move(*head)).run();
}

} // namespace

extern const Format format_wechat_csv;
const Format format_wechat_csv{"wechat_csv", "WeChat chat as a table (MemoTrace, PyWxDump, WeClone, chatlog, WeFlow)", 1,
                               sniff, read};

} // namespace redress::ingest

// Any table of orders, events, reviews or messages, CSV or JSON: columns by the names shops use, or by the user's own map.
#include "base/error.hpp"
#include "base/text.hpp"
#include "ingest/chat_table.hpp"
#include "ingest/named_table.hpp"
#include "ingest/secrets.hpp"
#include "ingest/table_records.hpp"
#include "ingest/table_rows.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace redress::ingest {
namespace {

// An order on its way: rows that follow with the same number are its further items.
struct Pending {
    model::Order order;
    std::vector<model::Event> events;
    Json extra;
    model::Source source;
};

class TableReader {
public:
    explicit TableReader(Reading& reading)
        : reading_(reading), remarks_(reading), chat_{chat_table::label_of(reading.name), {}}
    {}
    void run();

private:
    void find_head();
    void survey();
    void settle_rating(std::uint64_t ratings, std::uint64_t words);
    void refuse() const;
    void take(const CsvRow& row);
    void take_order(const CsvRow& row, const Cells& cells);
    void take_event(const CsvRow& row, const Cells& cells);
    void take_review(const CsvRow& row, const Cells& cells);
    void take_message(const CsvRow& row, const Cells& cells);
    bool continues(const Cells& cells) const;
    void add_keys(const Cells& cells, Pending& pending) const;
    static model::Event event_at(const model::Order& order, const char* kind, const model::Stamp& when);
    void flush();
    void emit(model::Body body, Json extra, model::Source source) const;
    void reject(const CsvRow& row, const char* code, Said why);
    model::Source source_of(const CsvRow& row) const;
    bool is_data(const CsvRow& row) const { return input_.kind != TableKind::csv || row.number > head_row_; }

    Reading& reading_;
    Remarks remarks_;
    TableInput input_;
    std::optional<ColumnMap> map_;
    TableRules rules_;
    std::uint64_t head_row_ = 0;
    std::optional<Pending> pending_;
    chat_table::Context chat_;
};

void TableReader::find_head()
{
    if (input_.kind != TableKind::csv) {
        rules_.columns = Columns(input_.keys);
        return;
    }
    TableRows rows(reading_.file, input_);
    CsvRow row;
    std::size_t best = 0;
    Place header;
    for (int i = 0; i < 100 && rows.next(row); ++i) {
        Columns columns(row.cells);
        const auto known = known_names(columns, map_ ? &*map_ : nullptr);
        const bool first = head_row_ == 0 && columns.used() > 1; // what to show if no name is known
        if (known <= best && !first) continue;
        best = std::max(best, known);
        rules_.columns = std::move(columns);
        head_row_ = row.number;
        header = Place{row.offset, row.length};
    }
    if (header.length > 0) reading_.findings.headers.push_back(header);
}

void TableReader::refuse() const
{
    throw Error(
        ErrorKind::input,
        said("'{}' has no columns that say what it is; they are called: {}", reading_.name, header_list(rules_.columns)),
        said("save this as map.toml, put your names in, and read the file with --map map.toml\n\n{}",
             starter_map(rules_.columns)));
}

void TableReader::survey()
{
    DateVotes dates;
    std::map<std::string, DecimalVotes> decimals;
    double highest = 0;
    std::uint64_t ratings = 0, words = 0;
    TableRows rows(reading_.file, input_);
    for (CsvRow row; rows.next(row);) {
        if (!is_data(row)) continue;
        const Cells cells(row, rules_, remarks_);
        for (const auto& [field, column] : rules_.layout.at) {
            if (is_time_field(field)) dates.add(cells.view(field));
            if (field == "amount" || field == "price") decimals[field].add(cells.view(field));
            if (field != "rating" || !cells.has(field)) continue;
            const auto rating = parse_rating(cells.view(field));
            ++(rating ? ratings : words);
            if (rating && !rating->scale) highest = std::max(highest, rating->value);
        }
    }
    settle_rating(ratings, words);
    const auto& order = map_ && !map_->date_order.empty() ? map_->date_order : reading_.options.date_order;
    const auto told = date_order_named(order);
    rules_.times.order = told == DateOrder::unknown ? dates.order() : told;
    reading_.findings.date_order = to_string(rules_.times.order);
    reading_.findings.date_order_ambiguous = told == DateOrder::unknown && dates.ambiguous();
    if (dates.contradictory())
        reading_.warn(0, "date-order", said("dates of both orders; read as {}", reading_.findings.date_order));
    for (const auto& [field, votes] : decimals)
        if (const auto sign = votes.sign()) rules_.decimals[field] = *sign;
    rules_.scale = map_ && map_->scale ? *map_->scale : highest > 10 ? 100 : highest > 5 ? 10 : 5;
}

// 评价 and Valoración name the rating in one export and the words in another: the cells tell.
void TableReader::settle_rating(std::uint64_t ratings, std::uint64_t words)
{
    auto& at = rules_.layout.at;
    const auto rating = at.find("rating"), text = at.find("text");
    if (rating == at.end() || text == at.end() || rating->second != text->second) return;
    at.erase(words > ratings ? rating : text);
}

model::Source TableReader::source_of(const CsvRow& row) const
{
    auto source = row_source(reading_, row);
    source.unit = reading_.findings.tally.unit;
    return source;
}

void TableReader::emit(model::Body body, Json extra, model::Source source) const
{
    Draft draft;
    draft.record.body = std::move(body);
    draft.record.extra = std::move(extra);
    draft.record.sources.push_back(std::move(source));
    reading_.emit(std::move(draft));
}

void TableReader::reject(const CsvRow& row, const char* code, Said why)
{
    ++reading_.findings.tally.rejected;
    remarks_.add(row.line, code, std::move(why));
}

void TableReader::flush()
{
    if (!pending_) return;
    auto done = std::move(*pending_);
    pending_.reset();
    emit(std::move(done.order), std::move(done.extra), done.source);
    for (auto& event : done.events) emit(std::move(event), Json::object(), done.source);
}

model::Event TableReader::event_at(const model::Order& order, const char* kind, const model::Stamp& when)
{
    model::Event event;
    event.platform = order.platform;
    event.order = order.number;
    event.kind = kind;
    event.when = when;
    return event;
}

// A column of delivered keys: a fingerprint on the order, and an event each.
void TableReader::add_keys(const Cells& cells, Pending& pending) const
{
    auto list = Json::array();
    for (const auto& key : cells.keys()) {
        const auto fp = fingerprint(key, rules_.secret_key);
        pending.order.refs.push_back({"key", fp});
        list.push(secret_json(key, rules_.secret_key));
        // dujiaoka's info holds the buyer's own words until the order is completed
        if (rules_.platform == "card-key" && pending.order.status != "completed") continue;
        auto sent = event_at(pending.order, "code_sent", cells.has("delivered") ? cells.stamp("delivered") : model::Stamp{});
        sent.ref = fp;
        pending.events.push_back(std::move(sent));
    }
    if (!list.items().empty()) pending.extra.set("keys", std::move(list));
}

bool TableReader::continues(const Cells& cells) const
{
    if (!pending_ || (!cells.has("item") && !cells.has("sku"))) return false;
    return !cells.has("number") || cells.view("number") == pending_->order.number;
}

void TableReader::take_order(const CsvRow& row, const Cells& cells)
{
    auto& tally = reading_.findings.tally;
    if (continues(cells)) {
        ++tally.continued;
        add_item(cells, pending_->order);
        pending_->source.length = row.offset + row.length - pending_->source.offset;
        return;
    }
    flush();
    const auto number = cells.has("number") ? cells.view("number") : cells.view("transaction");
    if (number.empty()) return reject(row, "no-number", said("a row without an order number"));
    // Rounded numbers of two orders can be one: better none than a wrong one.
    if (rounded_away(number))
        return reject(row, "number-lost", said("an order number a spreadsheet rounded: export it again as text"));
    ++tally.parsed;
    Pending pending{order_of(cells, rules_), {}, cells.rest(), source_of(row)};
    for (const auto* kind : {"shipped", "delivered", "released", "cancelled", "refunded"})
        if (cells.has(kind)) {
            auto event = event_at(pending.order, kind, cells.stamp(kind));
            if (std::string_view(kind) == "shipped") {
                event.carrier = cells.text("carrier");
                event.tracking = cells.text("tracking");
            }
            pending.events.push_back(std::move(event));
        }
    add_keys(cells, pending);
    pending_ = std::move(pending);
}

void TableReader::take_event(const CsvRow& row, const Cells& cells)
{
    const auto keys = cells.keys();
    const bool named = cells.has("kind");
    if ((!named && keys.empty()) || (!cells.has("order") && !cells.has("at")))
        return reject(row, "no-event", said("a row that says neither what happened nor when"));
    ++reading_.findings.tally.parsed;
    auto event = event_of(cells, rules_);
    auto extra = cells.rest();
    if (keys.empty()) return emit(std::move(event), std::move(extra), source_of(row));
    for (const auto& key : keys) {
        auto one = event;
        if (!one.ref.empty()) extra.set("reference", one.ref);
        one.ref = fingerprint(key, rules_.secret_key);
        extra.set("key", secret_json(key, rules_.secret_key));
        emit(std::move(one), extra, source_of(row));
    }
}

void TableReader::take_review(const CsvRow& row, const Cells& cells)
{
    const auto rating = parse_rating(cells.view("rating"));
    if (!rating && !cells.has("text")) return reject(row, "no-review", said("a row with neither rating nor text"));
    if (!rating && cells.has("rating")) remarks_.add(row.line, "bad-rating", said("a rating that cannot be read"));
    ++reading_.findings.tally.parsed;
    auto extra = cells.rest();
    auto review = review_of(cells, rules_, extra);
    emit(std::move(review), std::move(extra), source_of(row));
}

void TableReader::take_message(const CsvRow& row, const Cells& cells)
{
    auto& tally = reading_.findings.tally;
    auto read = chat_table::read_row(row, cells, rules_, remarks_, chat_);
    ++(read.use == Use::parsed ? tally.parsed : read.use == Use::system ? tally.system : tally.rejected);
    if (!std::holds_alternative<model::Message>(read.draft.record.body)) return;
    read.draft.record.sources.push_back(source_of(row));
    reading_.emit(std::move(read.draft));
}

void TableReader::take(const CsvRow& row)
{
    auto& tally = reading_.findings.tally;
    ++tally.total;
    const bool json = input_.kind != TableKind::csv;
    if (json && row.unclosed) return reject(row, "bad-json", said("no JSON object"));
    if (row.blank()) {
        ++tally.blank;
        return;
    }
    if (!json && (row.number <= head_row_ || rules_.columns.repeated_by(row))) {
        ++tally.system;
        return;
    }
    if (!json) remark_shape(row, rules_.columns, remarks_);
    const Cells cells(row, rules_, remarks_);
    if (rules_.layout.type == "event")
        take_event(row, cells);
    else if (rules_.layout.type == "message")
        take_message(row, cells);
    else if (rules_.layout.type == "review")
        take_review(row, cells);
    else
        take_order(row, cells);
}

void TableReader::run()
{
    auto& findings = reading_.findings;
    const auto& options = reading_.options;
    findings.encoding = encoding_of(reading_.file, options.encoding);
    if (!options.map.empty()) map_ = parse_column_map(options.map, options.map_name);
    input_ = inspect_table(reading_.file.bytes(), findings.encoding);
    findings.tally.unit = input_.kind == TableKind::csv ? "row" : input_.kind == TableKind::json ? "element" : "line";
    find_head();
    rules_.layout = map_ ? layout_by_map(rules_.columns, *map_) : layout_by_names(rules_.columns);
    if (rules_.layout.type.empty()) refuse();
    // What the file shows comes before the shop's habit: it makes the same ids wherever the file is read.
    rules_.platform = rules_.layout.platform.empty() ? options.platform : rules_.layout.platform;
    rules_.secret_key = options.secret_key;
    if (map_) rules_.kinds = map_->kinds;
    rules_.currency = map_ && !map_->currency.empty() ? map_->currency : options.currency;
    const bool chinese = rules_.platform == "taobao" || rules_.platform == "card-key";
    if (rules_.currency.empty() && chinese) rules_.currency = "CNY";
    rules_.times.zone = map_ ? map_->zone : rules_.layout.zone;
    rules_.times.from = map_ ? model::ZoneFrom::option : model::ZoneFrom::guess;
    survey();
    TableRows rows(reading_.file, input_);
    for (CsvRow row; rows.next(row);) take(row);
    flush();
    if (rows.faults() > 0)
        reading_.warn(0, "bad-bytes", said("{} bytes are no {} and were replaced", rows.faults(), findings.encoding));
    remarks_.finish();
}

// Author, text and time are in every chat that programs keep as JSON: without a rating its names must say that these are
// reviews.
bool is_of_reviews(const Columns& columns)
{
    return count_of(
               columns,
               "Review|reviewText|reviewBody|review_body|Review Text|reviewTime|reviewerName|Review ID|review_id|"
               "Feedback|评价|评论|评价内容|评论内容|评价详情|买家评价|初评|初评内容|首次评价|评价时间|Reseña|Opinión") > 0;
}

int sniff_json(std::string_view text)
{
    const auto input = inspect_table(text, "UTF-8");
    if (input.keys.empty()) return 0;
    const Columns columns(input.keys);
    const auto layout = layout_by_names(columns);
    if (layout.type == "review" && !layout.has("rating") && !is_of_reviews(columns)) return 0;
    return layout.type.empty() ? 0 : 30;
}

int sniff(const Probe& probe)
{
    auto start = text::trim(std::string_view(probe.text).substr(0, 4096));
    if (start.empty()) return 0;
    if (start[0] == '{' || start[0] == '[') return sniff_json(probe.text);
    const char delimiter = sniff_delimiter(probe.text);
    if (delimiter == 0) return 0;
    CsvReader rows(std::string_view(probe.text), delimiter);
    CsvRow row;
    for (int i = 0; i < 100 && rows.next(row); ++i)
        if (const Columns columns(row.cells); columns.used() > 1 && !layout_by_names(columns).type.empty()) return 60;
    // An unknown table is still one: the reader says which map it needs.
    const auto name = text::lower_ascii(probe.name);
    return name.ends_with(".csv") || name.ends_with(".tsv") ? 5 : 0;
}

void read(Reading& reading)
{
    TableReader(reading).run();
}

} // namespace

extern const Format format_table;
const Format format_table{"table", "table of orders, events, reviews or messages (CSV, TSV, JSON)", 1, sniff, read};

} // namespace redress::ingest

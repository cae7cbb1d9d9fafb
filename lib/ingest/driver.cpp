#include "ingest/driver.hpp"

#include "analyze/roles.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "ingest/csv.hpp"
#include "ingest/occurrences.hpp"
#include "ingest/secrets.hpp"
#include "ingest/zones.hpp"
#include "model/codec.hpp"
#include "model/identity.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace redress::ingest {
namespace {

std::string stem(const std::string& name)
{
    return std::filesystem::path(name).stem().string();
}

// One file on its way through; holds what must outlive a single record.
class Passage {
public:
    Passage(std::string sha256, const Context& context, const Sink& sink, Receipt& receipt)
        : sha256_(std::move(sha256)), context_(context), sink_(sink), receipt_(receipt), zones_(context, receipt),
          runs_(sink)
    {}

    void enter(const Part& part) { part_ = &part; }

    void take(Draft&& draft)
    {
        auto& record = draft.record;
        ++seq_;
        if (!draft.passed_on) {
            record.shop = context_.shop;
            record.seq = seq_;
        }
        for (auto& source : record.sources) {
            if (!source.sha256.empty()) continue; // where a passed-on record came from first
            place(source);
        }
        zones_.resolve(record, draft.local);
        ++receipt_.records[std::string(model::type_of(record.body))];
        if (auto* message = std::get_if<model::Message>(&record.body))
            take_message(*message, draft);
        else {
            if (record.id.empty()) model::assign_id(record);
            count(sink_.put(record, attachment_of(draft)));
        }
        if (const auto* when = model::time_of(record.body); when && when->at) {
            if (!first_ || *when->at < *first_) first_ = when->at;
            if (!last_ || *when->at > *last_) last_ = when->at;
        }
    }

    void finish()
    {
        runs_.finish([this](const model::Record& record) {
            const auto put = sink_.put(record, {});
            if (put == Put::fresh) { // it had been counted as known
                ++receipt_.fresh;
                --receipt_.known;
            }
            return put;
        });
        if (runs_.doubled())
            receipt_.findings.diagnostics.push_back(
                {Severity::note, receipt_.name, 0, 1,
                 said("{} messages at the file's edge equal known ones and were kept as further ones, since nothing else "
                      "of the two exports overlaps",
                      runs_.doubled()),
                 "edge-kept"});
        if (first_) receipt_.first = time::to_rfc3339(*first_);
        if (last_) receipt_.last = time::to_rfc3339(*last_);
        zones_.finish();
    }

private:
    // A document that is a packed file's whole content: the store keeps the packed file, and this beside it.
    std::string_view attachment_of(const Draft& draft) const
    {
        const auto* document = std::get_if<model::Document>(&draft.record.body);
        if (!document || part_->label == part_->name || !draft.attachment_bytes.empty()) return draft.attachment_bytes;
        const auto bytes = part_->file->bytes();
        return document->bytes == bytes.size() ? bytes : std::string_view();
    }

    void place(model::Source& source) const
    {
        source.sha256 = sha256_;
        source.format = part_->format->name;
        source.parser = part_->format->version;
        if (source.name.empty() || source.name == part_->name)
            source.name = part_->label;
        else if (source.name.starts_with(part_->name + ":")) // a member of a zip in a .gz
            source.name = part_->label + source.name.substr(part_->name.size());
        source.offset += part_->offset;
    }

    void take_message(model::Message& message, Draft& draft)
    {
        auto& record = draft.record;
        note_keys(record, message.text);
        if (!context_.read.thread.empty())
            message.thread = context_.read.thread;
        else if (message.thread.empty())
            message.thread = receipt_.findings.thread.empty() ? stem(part_->name) : receipt_.findings.thread;
        if (!context_.sellers.empty()) message.role = analyze::role_of(message, context_.sellers);
        note_sender(message);
        if (!record.id.empty()) {
            count(sink_.put(record, draft.attachment_bytes));
            return;
        }
        if (!message.native_id.empty()) {
            record.id = model::native_message_id(record.shop, message.thread, message.native_id);
            count(sink_.put(record, draft.attachment_bytes));
            return;
        }
        const auto minute = draft.local ? time::to_minute(*draft.local) : message.when.local;
        const auto key = model::message_key(sha_, record.shop, message.thread, minute, message.sender,
                                            draft.raw_body.empty() ? message.text : draft.raw_body);
        const auto occurrence = occurrences_.next(key);
        record.id = model::message_id(sha_, key, occurrence);
        const auto put = sink_.put(record, draft.attachment_bytes);
        count(put);
        runs_.seen(record, key, occurrence, put);
    }

    // So that what a buyer pasted meets the order it was sold with: a fingerprint beside the text, never another copy of it.
    void note_keys(model::Record& record, std::string_view text)
    {
        if (record.extra.find("keys")) return;
        auto keys = Json::array();
        for (const auto& span : find_keys(text))
            keys.push(secret_json(text.substr(span.offset, span.length), context_.read.secret_key));
        if (!keys.items().empty()) record.extra.set("keys", std::move(keys));
    }

    void note_sender(const model::Message& message)
    {
        if (message.role == model::Role::system || message.sender == last_sender_) return;
        last_sender_ = message.sender;
        if (receipt_.senders.size() < max_senders)
            receipt_.senders.insert(message.sender);
        else if (!receipt_.senders.count(message.sender))
            ++receipt_.more_senders;
    }

    void count(Put put)
    {
        switch (put) {
        case Put::fresh: ++receipt_.fresh; return;
        case Put::known: ++receipt_.known; return;
        case Put::revised: ++receipt_.revised; return;
        }
    }

    std::string sha256_;
    const Part* part_ = nullptr;
    const Context& context_;
    const Sink& sink_;
    Receipt& receipt_;
    ZoneResolver zones_;
    hash::Sha256 sha_;
    Occurrences occurrences_;
    Runs runs_;
    std::int64_t seq_ = 0;
    std::optional<Instant> first_, last_;
    std::string last_sender_ = "\n"; // no name holds a line end
};

// Sheets hold what nobody meant as a table too; below this a guess is none.
constexpr int likely = 20;

const Format* choose_for_sheets(Content& content, const std::string& name, const Format* asked)
{
    const Format* best = nullptr;
    int best_score = 0;
    for (auto& part : content.parts()) {
        const auto probe = make_probe(*part.file, name);
        int score = 0;
        const auto* format = asked ? asked : detect(probe, &score);
        if (asked) score = asked->sniff(probe);
        if (score >= likely) part.format = format;
        if (score <= best_score) continue;
        best_score = score;
        best = format;
    }
    if (asked && best_score < likely) content.parts().front().format = asked; // it knows best why it cannot
    return asked ? asked : best;
}

bool has_table(const Content& content)
{
    return std::any_of(content.parts().begin(), content.parts().end(), [](const Part& part) { return part.format; });
}

// Rows of a sheet that no format reads; words without columns (how to use this file) are worth a note only.
void leave_out(const Part& part, Findings& findings)
{
    std::size_t wide = 0;
    CsvReader rows(*part.file, "UTF-8", ',');
    for (CsvRow row; rows.next(row);)
        wide += std::count_if(row.cells.begin(), row.cells.end(), [](const auto& cell) { return !cell.empty(); }) > 2;
    findings.tally.total += part.lines.size();
    findings.tally.system += part.lines.size();
    findings.diagnostics.push_back({wide > 1 ? Severity::warning : Severity::note, part.name, 0, 1,
                                    said("a sheet without columns that say what it is: {} rows left out", part.lines.size()),
                                    "sheet-left-out"});
}

} // namespace

const Format& choose_format(Content& content, const std::string& name, const std::string& asked)
{
    const auto* format = asked.empty() ? nullptr : find_format(asked);
    if (!asked.empty() && !format) {
        std::vector<std::string> names;
        for (const auto* known : formats()) names.emplace_back(known->name);
        const auto near = text::nearest(asked, names);
        throw Error(ErrorKind::usage, said("--from: no format '{}'", asked),
                    near.empty() ? said("redress ingest --list-formats names them") : said("did you mean '{}'?", near));
    }
    if (content.workbook()) {
        if (content.parts().empty())
            throw Error(ErrorKind::input, said("'{}' has no filled cell", name), said("export it again"));
        const auto* best = choose_for_sheets(content, name, format);
        if (has_table(content)) return *best;
        content.leave_workbook(
            {{Severity::warning, name, 0, 1,
              said("no sheet has columns that say what it is: kept as a document; --from table names them"), "no-table"}});
    }
    auto& part = content.parts().front();
    if (!format) {
        if (part.file->bytes().empty()) throw Error(ErrorKind::input, said("'{}' is empty", name), said("export it again"));
        format = detect(make_probe(*part.file, part.name));
    }
    if (!format && part.file->bytes().substr(0, 512).find("ustar") == 257)
        throw Error(ErrorKind::input, said("'{}' is a packed folder (tar)", name), said("unpack it and give its files"));
    if (!format)
        throw Error(ErrorKind::input, said("cannot tell what '{}' is", name),
                    said("name its format with --from; redress ingest --list-formats lists what can be read"));
    part.format = format;
    return *format;
}

Receipt ingest_file(const Content& content, const std::string& name, const std::string& sha256, const Format& format,
                    const Context& context, const Sink& sink)
{
    Receipt receipt;
    receipt.name = name;
    receipt.sha256 = sha256;
    receipt.bytes = content.original().bytes().size();
    receipt.format = format.name;
    receipt.parser = format.version;
    receipt.form = content.form();
    if (content.packed()) {
        receipt.content_bytes = content.bytes();
        receipt.content_sha256 = content.sha256();
        for (const auto& part : content.parts())
            receipt.parts.push_back(
                {part.label, part.format ? part.format->name : "", part.format ? part.format->version : 0, part.offset});
    }
    auto options = context.read;
    if (content.workbook()) options.encoding.clear(); // of the sheets' text we know it
    auto& diagnostics = receipt.findings.diagnostics;
    diagnostics = content.remarks();
    Passage passage(sha256, context, sink, receipt);
    for (const auto& part : content.parts()) {
        const auto before = diagnostics.size();
        auto& headers = receipt.findings.headers;
        const auto known_headers = headers.size();
        if (!part.format) {
            leave_out(part, receipt.findings);
            continue;
        }
        passage.enter(part);
        Reading reading{*part.file, part.name, options, receipt.findings,
                        [&](Draft&& draft) { passage.take(std::move(draft)); }};
        part.format->read(reading);
        for (auto i = known_headers; i < headers.size(); ++i) headers[i].offset += part.offset;
        for (auto i = before; i < diagnostics.size(); ++i) {
            if (diagnostics[i].file != part.name) continue;
            diagnostics[i].line = part.row_of(diagnostics[i].line);
            if (!content.workbook()) diagnostics[i].file = name;
        }
    }
    passage.finish();
    return receipt;
}

} // namespace redress::ingest

#include "intake_store.hpp"

#include "base/error.hpp"
#include "store/edges.hpp"
#include "store/forget.hpp"
#include "store/journal.hpp"

namespace redress {
namespace {

store::SourceRow source_row(const ingest::Receipt& receipt, const ingest::Context& context)
{
    store::SourceRow row;
    row.sha256 = row.kept_sha256 = receipt.sha256;
    row.name = receipt.name;
    row.format = receipt.format;
    row.shop = context.shop;
    row.thread = context.read.thread;
    row.bytes = receipt.bytes;
    row.parser = receipt.parser;
    return row;
}

void fill_in(store::SourceRow& row, const ingest::Receipt& receipt)
{
    row.encoding = receipt.findings.encoding;
    row.zone = receipt.zone;
    row.zone_from = receipt.zone_from;
    row.date_order = receipt.findings.date_order;
    row.receipt = ingest::to_json(receipt);
}

} // namespace

StoreIntake::StoreIntake(store::Store& store, const ingest::Receipt& seed, const ingest::Context& context)
    : store_(store), writer_(store), row_(store::add_source(store, source_row(seed, context)))
{}

ingest::Sink StoreIntake::sink()
{
    ingest::Sink out;
    out.put = [this](const model::Record& record, std::string_view attachment) { return put(record, attachment); };
    out.only_at_edges = [this](const std::string& id) { return store::only_at_edges(store_, id); };
    out.edges = [this](const std::vector<ingest::Edge>& edges) {
        for (const auto& e : edges) store::add_edge(store_, row_.row, e.thread, e.first, e.last);
    };
    return out;
}

void StoreIntake::finish(const MappedFile& file, const ingest::Receipt& receipt)
{
    const auto& kept = receipt.findings.kept_copy;
    row_.kept_sha256 = kept ? hash::sha256(*kept) : receipt.sha256;
    fill_in(row_, receipt);
    if (kept)
        store::put_blob(store_, *kept, row_.kept_sha256);
    else
        store::put_blob(store_, file, row_.kept_sha256);
    store::update_source(store_, row_);
    store::append_journal(store_, {.action = "ingest",
                                   .object = row_.sha256,
                                   .after = hash::to_hex(rolling_.finish()),
                                   .detail = Json::object()
                                                 .set("format", row_.format)
                                                 .set("new", receipt.fresh)
                                                 .set("known", receipt.known)
                                                 .set("revised", receipt.revised)});
}

ingest::Put StoreIntake::put(const model::Record& record, std::string_view attachment)
{
    if (const auto* document = std::get_if<model::Document>(&record.body); document && !attachment.empty())
        store::put_blob(store_, attachment, document->sha256);
    if (record.id.empty()) { // a type of somebody else's, without an id of theirs: what it says is what it is
        auto identified = record;
        const auto* unknown = std::get_if<model::Unknown>(&record.body);
        identified.id =
            "x_" + hash::sha256(unknown ? unknown->type + unknown->fields.dump() : model::body_json(record)).substr(0, 24);
        return put(identified, attachment);
    }
    rolling_.add(record.id);
    switch (writer_.put(record, row_.row)) {
    case store::Added::fresh: return ingest::Put::fresh;
    case store::Added::known: return ingest::Put::known;
    case store::Added::revised: return ingest::Put::revised;
    }
    return ingest::Put::known;
}

void undo_readings(store::Store& store, const std::string& sha256, ingest::Context& context)
{
    store::Doomed doomed;
    doomed.said_as = sha256;
    doomed.keep_links = true;
    for (const auto& source : store::list_sources(store)) {
        if (source.sha256 != sha256 || source.shop != context.shop) continue;
        doomed.sources.push_back(source.row);
        if (context.zone_option.empty() && source.zone_from == "option") context.zone_option = source.zone;
        if (context.read.thread.empty()) context.read.thread = source.thread;
    }
    if (!doomed.sources.empty()) store::forget(store, doomed, "read again");
}

void refuse_dangling(store::Store& store, const std::string& path)
{
    const auto lost = store::dangling_links(store);
    if (lost.empty()) return;
    throw Error(ErrorKind::input,
                said("'{}', read again, no longer gives {} records that cases use ({}); nothing was changed", path,
                     lost.size(), as_is(lost.front())),
                said("unlink them first with redress case unlink, or read it with the options of the first time"));
}

} // namespace redress

#include "intake.hpp"

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"
#include "store/edges.hpp"
#include "store/forget.hpp"
#include "store/journal.hpp"
#include "store/records.hpp"
#include "store/shops.hpp"
#include "store/sources.hpp"

#include <fmt/format.h>

#include <filesystem>

namespace redress {
namespace {

MappedFile open_input(const std::string& path)
{
    return path == "-" ? MappedFile::from_stdin() : MappedFile::open(path);
}

// A column map says that the file is a table.
std::string asked_format(const IntakeOptions& options)
{
    return options.format.empty() && !options.map.empty() ? "table" : options.format;
}

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

// One file into the open store; what is shared by the steps of its transaction.
class StoreIntake {
public:
    StoreIntake(store::Store& store, const ingest::Receipt& seed, const ingest::Context& context)
        : store_(store), writer_(store), row_(store::add_source(store, source_row(seed, context)))
    {}

    ingest::Sink sink()
    {
        ingest::Sink out;
        out.put = [this](const model::Record& record, std::string_view attachment) { return put(record, attachment); };
        out.only_at_edges = [this](const std::string& id) { return store::only_at_edges(store_, id); };
        out.edges = [this](const std::vector<ingest::Edge>& edges) {
            for (const auto& e : edges) store::add_edge(store_, row_.row, e.thread, e.first, e.last);
        };
        return out;
    }

    void finish(const MappedFile& file, const ingest::Receipt& receipt)
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

private:
    ingest::Put put(const model::Record& record, std::string_view attachment)
    {
        if (const auto* document = std::get_if<model::Document>(&record.body); document && !attachment.empty())
            store::put_blob(store_, attachment, document->sha256);
        rolling_.add(record.id);
        switch (writer_.put(record, row_.row)) {
        case store::Added::fresh: return ingest::Put::fresh;
        case store::Added::known: return ingest::Put::known;
        case store::Added::revised: return ingest::Put::revised;
        }
        return ingest::Put::known;
    }

    store::Store& store_;
    store::Writer writer_;
    store::SourceRow row_;
    hash::Sha256 rolling_; // over the ids in order: what this ingest brought
};

} // namespace

ingest::Context make_context(Session& session, const IntakeOptions& options, bool with_store)
{
    ingest::Context context;
    context.shop = session.shop();
    context.zone_option = session.zone_option().value_or("");
    context.guess_zone = time::system_zone();
    context.format = options.format;
    context.sellers = options.sellers;
    context.read.thread = options.thread;
    context.read.encoding = options.encoding;
    context.read.date_order = options.date_order;
    context.read.platform = options.platform;
    context.read.platform_said = !options.platform.empty();
    context.read.currency = options.currency;
    context.read.keep_secrets = options.keep_secrets;
    if (!options.map.empty()) {
        context.read.map_name = options.map;
        // A word without a slash or suffix is a map saved before.
        auto path = std::filesystem::path(options.map);
        if (!path.has_parent_path() && !path.has_extension()) path = session.config() / "maps" / (options.map + ".toml");
        context.read.map = read_file(path);
    }
    if (with_store) {
        context.read.secret_key = session.store().secret_key();
        if (const auto shop = store::get_shop(session.store(), context.shop)) {
            context.shop_zone = shop->zone;
            if (context.read.platform.empty()) context.read.platform = shop->platform;
        }
    } else
        context.read.secret_key = hash::random_bytes(32);
    return context;
}

namespace {

// Takes out what earlier readings of this file gave. What had been set right by hand then, its zone and its conversation,
// stays.
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

} // namespace

ingest::Receipt ingest_into_store(Session& session, const std::string& path, const IntakeOptions& options)
{
    const auto file = open_input(path);
    auto context = make_context(session, options, true);
    context.sellers.clear(); // roles follow from the shop's names when records are read
    ingest::Content content(file, path, options.format);
    const auto& format = ingest::choose_format(content, path, asked_format(options));
    auto& store = session.store();
    ingest::Receipt receipt;
    receipt.name = path;
    receipt.sha256 = hash::sha256_file(file);
    receipt.bytes = file.bytes().size();
    receipt.format = format.name;
    receipt.parser = format.version;
    store.transact([&] {
        if (options.redo)
            undo_readings(store, receipt.sha256, context);
        else if (const auto before =
                     store::find_source_exact(store, receipt.sha256, context.shop, context.read.thread, format.name)) {
            receipt.unchanged = true;
            if (before->parser != format.version)
                receipt.findings.diagnostics.push_back(
                    {Severity::note, path, 0, 1,
                     said("version {} of this reader read it, now it is version {}: --redo reads it again", before->parser,
                          format.version),
                     "older-reader"});
            return;
        }
        StoreIntake intake(store, receipt, context);
        receipt = ingest::ingest_file(content, path, receipt.sha256, format, context, intake.sink());
        if (options.strict && ingest::needs_a_look(receipt))
            throw Error(ErrorKind::input,
                        said("'{}' has lines that need a look; with --strict nothing of it was stored", path),
                        said("read the diagnostics above, or run again without --strict"));
        intake.finish(file, receipt);
        if (options.redo) refuse_dangling(store, path);
    });
    return receipt;
}

ingest::Receipt ingest_to_sink(Session& session, const std::string& path, const IntakeOptions& options,
                               const std::function<void(const model::Record&)>& take)
{
    const auto file = open_input(path);
    const auto context = make_context(session, options, false);
    ingest::Content content(file, path, options.format);
    const auto& format = ingest::choose_format(content, path, asked_format(options));
    ingest::Sink sink;
    sink.put = [&](const model::Record& record, std::string_view) {
        take(record);
        return ingest::Put::fresh;
    };
    return ingest::ingest_file(content, path, hash::sha256_file(file), format, context, sink);
}

std::string content_text(const std::string& path)
{
    const auto file = open_input(path);
    return ingest::Content(file, path).text();
}

std::vector<std::string> expand_paths(const std::vector<std::string>& paths)
{
    std::vector<std::string> out;
    for (const auto& path : paths) {
        if (path == "-") {
            out.push_back(path);
            continue;
        }
        for (auto& file : files_below(path)) out.push_back(std::move(file));
    }
    return out;
}

} // namespace redress

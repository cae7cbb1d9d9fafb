#include "intake.hpp"

#include "base/archive.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "base/folder.hpp"
#include "base/gzip.hpp"
#include "base/hash.hpp"
#include "intake_store.hpp"
#include "profile/notices.hpp"
#include "store/shops.hpp"
#include "store/sources.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <future>

namespace redress {
namespace {

constexpr std::size_t large_file = 4u << 20; // below it a second thread gains nothing

MappedFile open_input(const std::string& path)
{
    return path == "-" ? MappedFile::from_stdin() : MappedFile::open(path);
}

// A column map says that the file is a table.
std::string asked_format(const IntakeOptions& options)
{
    return options.format.empty() && !options.map.empty() ? "table" : options.format;
}

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
    context.read.count_only = options.count_only && !options.ocr; // what is read of pictures is read of records
    context.read.notices = profile::load_notices(session.share(), session.config());
    if (!options.map.empty()) {
        context.read.map_name = options.map;
        auto path = std::filesystem::path(options.map); // a word without a slash or suffix: a map saved before
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

void append(Diagnostics& to, Diagnostics&& more)
{
    to.insert(to.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

// A packed file that was read before need not be unpacked to know it; a document may have a reader by now.
std::optional<store::SourceRow> packed_before(store::Store& store, const MappedFile& file, const std::string& sha256,
                                              const ingest::Context& context, const IntakeOptions& options)
{
    if (options.redo || !asked_format(options).empty()) return std::nullopt;
    if (!archive::is_zip(file.bytes()) && !gzip::is_gzip(file.bytes())) return std::nullopt;
    auto row = store::find_source_exact(store, sha256, context.shop, context.read.thread, "");
    const auto* format = row ? ingest::find_format(row->format) : nullptr;
    return format && row->format != "document" && format->version == row->parser ? row : std::nullopt;
}

ingest::Sink watched(ingest::Sink sink, const std::function<void()>& step)
{
    if (!step) return sink;
    sink.put = [put = std::move(sink.put), &step](const model::Record& record, std::string_view attachment) {
        step();
        return put(record, attachment);
    };
    return sink;
}

// How a file stands to what was read under its name before.
ingest::Change change_of(store::Store& store, const ingest::Receipt& receipt, const std::string& shop)
{
    if (receipt.unchanged) return ingest::Change::none;
    const auto before = store::bytes_under_name(store, receipt.name, shop);
    if (!before) return ingest::Change::fresh;
    return receipt.bytes > *before ? ingest::Change::grown : ingest::Change::changed;
}

} // namespace

ingest::Receipt ingest_into_store(Session& session, const std::string& path, const IntakeOptions& options)
{
    const auto file = open_input(path);
    auto context = make_context(session, options, true);
    context.sellers.clear(); // roles follow from the shop's names when records are read
    auto& store = session.store();
    const auto sha256 = hash::sha256_file(file);
    if (const auto before = packed_before(store, file, sha256, context, options)) {
        ingest::Receipt known;
        known.name = path;
        known.sha256 = sha256;
        known.bytes = file.bytes().size();
        known.format = before->format;
        known.parser = before->parser;
        known.unchanged = true;
        known.change = ingest::Change::none;
        return known;
    }
    ingest::Content content(file, path, options.format);
    const auto& format = ingest::choose_format(content, path, asked_format(options));
    ingest::Receipt receipt;
    receipt.name = path;
    receipt.sha256 = sha256;
    receipt.bytes = file.bytes().size();
    receipt.format = format.name;
    receipt.parser = format.version;
    store.transact([&] {
        if (options.redo)
            undo_readings(store, receipt.sha256, context);
        else if (const auto before =
                     store::find_source_exact(store, receipt.sha256, context.shop, context.read.thread, format.name)) {
            receipt.unchanged = true;
            receipt.change = ingest::Change::none;
            if (before->parser != format.version)
                receipt.findings.diagnostics.push_back(
                    {Severity::note, path, 0, 1,
                     said("version {} of this reader read it, now it is version {}: --redo reads it again", before->parser,
                          format.version),
                     "older-reader"});
            return;
        }
        const auto change = change_of(store, receipt, context.shop);
        StoreIntake intake(store, receipt, context);
        Diagnostics remarks;
        receipt = ingest::ingest_file(
            content, path, [&] { return receipt.sha256; }, format, context,
            with_ocr(watched(intake.sink(), options.step), options.ocr, content.original(), remarks));
        append(receipt.findings.diagnostics, std::move(remarks));
        if (options.strict && ingest::needs_a_look(receipt))
            throw Error(ErrorKind::input,
                        said("'{}' has lines that need a look; with --strict nothing of it was stored", path),
                        said("read the diagnostics above, or run again without --strict"));
        intake.finish(file, receipt);
        if (options.redo) refuse_dangling(store, path);
        receipt.change = change;
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
        if (options.step) options.step();
        take(record);
        return ingest::Put::fresh;
    };
    // Hashing a large file takes as long as finding out its encoding and the order of its dates.
    const bool beside = file.bytes().size() > large_file;
    auto hash = std::async(beside ? std::launch::async : std::launch::deferred, [&] { return hash::sha256_file(file); });
    Diagnostics remarks;
    auto receipt = ingest::ingest_file(
        content, path, [&] { return hash.get(); }, format, context,
        with_ocr(std::move(sink), options.ocr, content.original(), remarks));
    append(receipt.findings.diagnostics, std::move(remarks));
    return receipt;
}

std::string content_text(const std::string& path)
{
    const auto file = open_input(path);
    return ingest::Content(file, path).text();
}

Inputs expand_paths(const std::vector<std::string>& paths)
{
    Inputs out;
    for (const auto& path : paths) {
        std::error_code code;
        if (path == "-" || !std::filesystem::is_directory(path, code)) {
            out.files.push_back({path, false});
            continue;
        }
        out.folders = true;
        auto folder = list_folder(path);
        for (auto& file : folder.files) out.files.push_back({std::move(file), true});
        out.skipped += folder.hidden + folder.litter + folder.special.size();
        for (auto& one : folder.unreadable) out.unreadable.push_back(std::move(one));
    }
    return out;
}

} // namespace redress

#include "base/encoding.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "command.hpp"
#include "ingest_files.hpp"
#include "model/record.hpp"
#include "options.hpp"
#include "store/search.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace redress {
namespace {

struct Options {
    std::vector<std::string> paths;
    IntakeOptions intake;
    std::string format = "text", receipt, save_map, ocr_languages;
    bool as_text = false, emit = false, list = false, index = false, allow_empty = false, ocr = false;
};

void print_formats(Session& session)
{
    std::size_t width = 0;
    for (const auto* format : ingest::formats()) width = std::max(width, std::string_view(format->name).size());
    for (const auto* format : ingest::formats())
        session.out(fmt::format("{:{}}  {}\n", format->name, width, format->summary));
}

// Kept for later under a plain name; --map NAME finds it again.
void save_map(const Options& o, Session& session)
{
    if (o.intake.map.empty())
        throw Error(ErrorKind::usage, said("--save-map saves what --map names"), said("add --map FILE"));
    if (o.save_map.find_first_of("/.") != std::string::npos)
        throw Error(ErrorKind::usage, said("--save-map: '{}' is no plain name", o.save_map),
                    said("use letters, digits and '-'"));
    const auto folder = session.config() / "maps";
    std::filesystem::create_directories(folder);
    write_file(folder / (o.save_map + ".toml"), read_file(o.intake.map));
}

void check_encoding(const std::string& name)
{
    if (name.empty() || text::canonical_encoding(name)) return;
    const auto near = text::nearest_encoding(name);
    throw Error(ErrorKind::usage, said("--encoding: no encoding '{}'", name),
                near.empty() ? said("name one as GB18030, Big5, windows-1251 or UTF-16LE")
                             : said("did you mean '{}'?", near));
}

Exit run(const Options& o, Session& session)
{
    if (o.list) {
        print_formats(session);
        return Exit::ok;
    }
    if (o.paths.empty())
        throw Error(ErrorKind::usage, said("no file named"), said("redress ingest FILE… or '-' for standard input"));
    if (o.intake.redo && (o.emit || o.intake.count_only))
        throw Error(ErrorKind::usage, said("--redo changes the store: it does not go with --emit or --count"));
    if (o.as_text) {
        for (const auto& file : expand_paths(o.paths).files) session.out(content_text(file.path));
        return Exit::ok;
    }
    check_encoding(o.intake.encoding);
    if (!o.save_map.empty()) save_map(o, session);
    auto with_ocr = o;
    if (o.ocr) with_ocr.intake.ocr = std::make_shared<Ocr>(o.ocr_languages);
    const auto into = o.emit ? Into::stdout_ : o.intake.count_only ? Into::nowhere : Into::store;
    const auto outcome = ingest_files(session, o.paths, with_ocr.intake, into);
    const auto& receipts = outcome.receipts;
    if (!o.receipt.empty()) write_file(o.receipt, receipts_json(outcome).dump(2) + "\n");
    if (o.emit)
        session.err(receipts_text(outcome, into, session.lang()));
    else if (o.format == "json")
        session.out(receipts_json(outcome).dump(2) + "\n");
    else if (!session.options().quiet)
        session.out(receipts_text(outcome, into, session.lang()));
    if (o.index && !o.emit && !o.intake.count_only) store::fill_index(session.store());
    if (outcome.failed) return Exit::failed;
    if (receipts.empty() && !o.allow_empty)
        throw Error(ErrorKind::input, said("there was no file to read"),
                    said("name files or folders that hold some, or say --allow-empty"));
    const bool look =
        std::any_of(receipts.begin(), receipts.end(), [](const ingest::Receipt& r) { return ingest::needs_a_look(r); });
    if (look && o.intake.strict && (o.emit || o.intake.count_only)) return Exit::failed;
    return look ? Exit::findings : Exit::ok;
}

Action declare(CLI::App& app)
{
    auto o = std::make_shared<Options>();
    app.add_option("FILE", o->paths, "Files and folders to read; - is standard input");
    app.add_flag("--emit", o->emit, "Print records to standard output instead of storing them");
    app.add_flag("--count", o->intake.count_only, "Only read and account: neither store nor print records");
    app.add_flag("--as-text", o->as_text, "Print what offsets count: a .gz unpacked, the sheets of a workbook as CSV");
    app.add_option("--from", o->intake.format, "Format of the input (default: by its content)")->type_name("FORMAT");
    app.add_flag("--list-formats", o->list, "List the formats that can be read");
    app.add_option("--thread", o->intake.thread, "Name of the conversation");
    app.add_option("--seller", o->intake.sellers, "A name the seller writes under (may be repeated; with --emit)");
    app.add_option("--encoding", o->intake.encoding, "Character encoding of the input");
    app.add_option("--date-order", o->intake.date_order, "Order of day and month where the dates fit several")
        ->check(CLI::IsMember({"DMY", "MDY", "YMD"}));
    app.add_option("--platform", o->intake.platform, "Platform the records come from")->type_name("PLATFORM");
    app.add_option("--currency", o->intake.currency, "Currency where the file names none");
    app.add_option("--map", o->intake.map, "Column map for a table: a TOML file, or the name of a saved one");
    app.add_option("--save-map", o->save_map, "Save the column map under this name");
    app.add_flag("--keep-secrets", o->intake.keep_secrets, "Keep an untouched copy of a dump, secrets included");
    app.add_flag("--ocr", o->ocr, "Read the words of pictures too, with tesseract, so that they are found");
    app.add_option("--ocr-lang", o->ocr_languages, "Languages of the pictures, as tesseract names them: chi_sim+eng")
        ->type_name("LANGUAGES")
        ->needs("--ocr");
    app.add_flag("--redo", o->intake.redo, "Read files again that were read before, in place of the first reading");
    app.add_option("--receipt", o->receipt, "Write the receipt as JSON to this file");
    app.add_option("-f,--format", o->format, "Format of the receipt")->check(CLI::IsMember({"text", "json"}));
    app.add_flag("--strict", o->intake.strict, "Fail on anything that needs a look");
    app.add_flag("--index", o->index, "Fill the search index afterwards");
    app.add_flag("--allow-empty", o->allow_empty, "No file to read is no failure");
    return [o](Session& session) { return run(*o, session); };
}

} // namespace

extern const Command command_ingest;
const Command command_ingest{"ingest", "read chats, mails, orders, reviews, documents into the store", StoreUse::write,
                             declare};

} // namespace redress

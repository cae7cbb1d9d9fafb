// redress redact: personal data out of text and records.
#include "base/error.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"
#include "bundle/redaction.hpp"
#include "case.hpp"
#include "command.hpp"
#include "input.hpp"
#include "options.hpp"
#include "redact_filter.hpp"
#include "redact_image.hpp"
#include "store/store.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>

namespace redress {
namespace {

struct Options {
    std::vector<std::string> files, keep, mask;
    std::string profile = "public", case_word, log, reveal, image;
    std::vector<std::string> boxes;
    OutputOptions output;
    bool records = false, text = false, careful = false, strict = false;
};

// What commitments are made under: the store's key, so that two runs agree, else a key of this run.
struct Salt {
    std::string key, case_id;
    bool of_store = false;
};

analyze::Redactor make_redactor(const Options& o, Session& session, Salt& salt)
{
    const analyze::Redactor::Options options{.reader = analyze::reader_named(o.profile), .careful = o.careful};
    if (o.case_word.empty() && !session.has_store()) {
        salt.key = hash::random_bytes(32);
        return analyze::Redactor(options);
    }
    auto& store = session.store();
    salt.key = store.secret_key();
    salt.of_store = true;
    if (o.case_word.empty()) return bundle::store_redactor(store, options);
    const auto row = store::find_case(store, o.case_word);
    salt.case_id = row.id;
    return bundle::case_redactor(store, load_material(store, row), options);
}

std::string log_text(const Options& o, const analyze::Redactor& redactor, const Salt& salt)
{
    return Json::object()
               .set("schema", "redress/redactions/1")
               .set("profile", o.profile)
               .set("case", salt.case_id.empty() ? Json() : Json(salt.case_id))
               .set("salt", salt.of_store ? "store" : "run")
               .set("redactions", analyze::redaction_log(redactor.redactions(), salt.key, salt.case_id))
               .dump(2) +
           "\n";
}

// What opens the commitment of one token: for showing a value later without showing the others.
std::string opened(const Options& o, const analyze::Redactor& redactor, const Salt& salt)
{
    auto wanted = o.reveal;
    std::erase_if(wanted, [](char c) { return c == '[' || c == ']'; });
    for (const auto& one : redactor.redactions()) {
        if (one.token != wanted) continue;
        const auto bytes = analyze::redaction_salt(one, salt.key, salt.case_id);
        return Json::object()
                   .set("token", one.token)
                   .set("kind", one.kind->name)
                   .set("value", one.value)
                   .set("salt", hash::to_hex(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()))
                   .set("commitment", hash::sha256(bytes + one.value))
                   .dump() +
               "\n";
    }
    throw Error(ErrorKind::input, said("no value became [{}]", wanted),
                said("name a token of this text, and the same case and profile as then"));
}

// By its shape, where that says so; else it is a name.
std::string_view kind_of(const std::string& value)
{
    const auto found = analyze::find_personal(value);
    return found.size() == 1 && found[0].length == value.size() ? found[0].kind->name : "name";
}

// Originals stay as they are.
void refuse_to_write_over_input(const Options& o)
{
    namespace fs = std::filesystem;
    auto inputs = o.files;
    if (!o.image.empty()) inputs.push_back(o.image);
    for (const auto& output : {o.output.path, o.log})
        for (const auto& input : inputs) {
            std::error_code code;
            if (output.empty() || output == "-" || input == "-" || !fs::equivalent(input, output, code)) continue;
            throw Error(ErrorKind::usage, said("'{}' is what is read: it would be lost", output),
                        said("name another file; the original is what proves something"));
        }
}

void check(const Options& o)
{
    if (o.records && o.text) throw Error(ErrorKind::usage, said("--records and --text exclude each other"));
    const auto stdins = std::count(o.files.begin(), o.files.end(), "-");
    if (stdins > 1) throw Error(ErrorKind::usage, said("standard input can be read once only"));
    if (!o.image.empty() && !o.files.empty())
        throw Error(ErrorKind::usage, said("--image and files of text do not go together"));
    if (o.image.empty() && !o.boxes.empty())
        throw Error(ErrorKind::usage, said("--box needs --image"), said("name the picture: --image FILE"));
}

Exit run(const Options& o, Session& session)
{
    check(o);
    refuse_to_write_over_input(o);
    if (!o.image.empty()) return paint_over(o.image, o.boxes, o.output, session);
    Salt salt;
    auto redactor = make_redactor(o, session, salt);
    for (const auto& value : o.keep) redactor.keep(value);
    for (const auto& value : o.mask) redactor.know(kind_of(value), value, analyze::Owner::stranger);
    const auto sink = o.reveal.empty() && !o.output.path.empty() && o.output.path != "-"
                          ? std::make_unique<AtomicFile>(o.output.path)
                          : nullptr;
    RedactFilter filter(redactor, session, [&](std::string_view text) {
        if (!o.reveal.empty()) return;
        sink ? sink->write(text) : session.out(text);
    });
    std::vector<std::pair<std::string, MappedFile>> files;
    for (const auto& name : o.files.empty() ? std::vector<std::string>{"-"} : o.files)
        files.emplace_back(name == "-" ? "<stdin>" : name, name == "-" ? MappedFile::from_stdin() : MappedFile::open(name));
    const auto is_records = [&](const MappedFile& file) { return o.records || (!o.text && is_record_stream(file.bytes())); };
    for (const auto& [name, file] : files) is_records(file) ? filter.learn(file) : refuse_what_is_no_text(file, name);
    for (const auto& [name, file] : files) is_records(file) ? filter.records(file, name) : filter.text(file, name);
    if (!o.reveal.empty()) write_output(opened(o, redactor, salt), o.output, session);
    if (sink) sink->commit();
    if (!o.log.empty()) {
        write_file(o.log, log_text(o, redactor, salt));
        if (!salt.of_store)
            session.note(
                said("there is no store, so commitments are made under a key of this run and cannot be opened later"));
    }
    if (filter.doubts() > 0)
        session.note(filter.doubts() == 1
                         ? said("1 place may be personal and was left; look at it, or say --careful")
                         : said("{} places may be personal and were left; look at them, or say --careful", filter.doubts()));
    if (filter.malformed() == 0) return Exit::ok;
    return o.strict ? Exit::failed : Exit::findings;
}

Action declare(CLI::App& app)
{
    auto o = std::make_shared<Options>();
    const std::vector<std::string> profiles{"public", "buyer", "platform"};
    app.add_option("FILE", o->files, "Text or record streams; '-', or none, is standard input");
    app.add_option("--profile", o->profile, "Who will read it (default: public)")
        ->type_name(one_of(profiles))
        ->check(CLI::IsMember(profiles).description(""));
    app.add_option("--case", o->case_word, "The case it belongs to: its people are known, its numbers stay");
    app.add_option("--keep", o->keep, "A value that stays; may be repeated")->allow_extra_args(false);
    app.add_option("--mask", o->mask, "A name or another value that goes; may be repeated")->allow_extra_args(false);
    app.add_option("--log", o->log, "File for what was taken out: tokens, counts, commitments, never the values");
    app.add_option("--reveal", o->reveal, "Print what opens the commitment of this token, instead of the text");
    app.add_option("--image", o->image, "Make this picture anew, without metadata, and with the boxes painted over");
    app.add_option("--box", o->boxes, "Left,top,width,height in pixels of the upright picture; may be repeated")
        ->type_name("X,Y,W,H")
        ->allow_extra_args(false);
    app.add_flag("--careful", o->careful, "Take out what is only suspected too");
    app.add_flag("--records", o->records, "Input is a stream of records");
    app.add_flag("--text", o->text, "Input is plain text");
    app.add_option("-o,--output", o->output.path, "File to write (default: standard output)");
    app.add_flag("--strict", o->strict, "A line that is no record makes the exit code 3");
    return [o](Session& session) { return run(*o, session); };
}

} // namespace

extern const Command command_redact;
const Command command_redact{"redact", "mask personal data in text or records, with a log", StoreUse::read, declare};

} // namespace redress

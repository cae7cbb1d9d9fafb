#include "base/error.hpp"
#include "bundle/bag.hpp"
#include "bundle_check.hpp"
#include "command.hpp"
#include "options.hpp"
#include "packing.hpp"

#include <CLI/CLI.hpp>

namespace redress {
namespace {

struct Options {
    std::string case_word;
    PackOptions pack;
    OneOffOptions one_off;
};

void refuse_mixture(const PackOptions& pack)
{
    const auto& o = pack.upload;
    const bool of_upload = !o.must.empty() || !o.without.empty() || !o.letter.set.empty() || !o.letter.drop.empty() ||
                           !o.letter_file.empty() || o.incomplete;
    if (o.platform.empty() && of_upload)
        throw Error(ErrorKind::usage, said("--must, --leave-out, --set, --drop, --letter and --incomplete go with --for"),
                    said("name the platform whose form is to take it: --for paypal"));
    if (!o.platform.empty() &&
        (pack.zip || pack.check || pack.against || !pack.sign.key.empty() || !pack.sign.ssh_key.empty()))
        throw Error(
            ErrorKind::usage,
            said("--for makes a folder for a form; --zip, --check, --against, --sign and --ssh-sign are for packages"),
            said("call it twice: once for the package, once for the folder"));
    if (pack.check && pack.against)
        throw Error(ErrorKind::usage, said("--check and --against do not go together"), said("call it twice"));
    const bool looks = pack.check || pack.against;
    if (!pack.format.empty() && !looks && o.platform.empty())
        throw Error(ErrorKind::usage, said("-f goes with --check, --against and --for"), said("leave it out"));
    if (!looks && (pack.format == "markdown" || pack.format == "html"))
        throw Error(ErrorKind::usage, said("the listing of --for is text or json"), said("leave -f out, or say -f json"));
    if (!o.letter_file.empty() && !(o.letter.set.empty() && o.letter.drop.empty()))
        throw Error(ErrorKind::usage, said("--letter does not go together with --set and --drop"),
                    said("those are for the draft; change the letter itself"));
}

Exit run(const Options& o, Session& session)
{
    const auto& made = o.one_off;
    const bool one_path = made.files.size() == 1 && o.case_word.empty();
    if (o.pack.check && !o.pack.against && one_path && made.orders.empty() && made.number.empty()) {
        const auto& form = o.pack.upload.platform; // of a folder that is there already, --for can only mean its form
        return check_made(session, made.files.front(), form.empty() ? made.platform : form, o.pack);
    }
    refuse_mixture(o.pack);
    if (o.pack.against && one_path && !bundle::case_of_package(made.files.front()).empty())
        return read_package_against(session, made.files.front(), made, o.pack);

    const bool on_the_spot = !o.one_off.files.empty();
    if (on_the_spot && !o.case_word.empty())
        throw Error(ErrorKind::usage, said("--case and files do not go together"),
                    said("redress ingest the files first, or name the order with --platform and --order"));
    if (on_the_spot) return pack_files(session, o.one_off, o.pack);
    if (o.case_word.empty())
        throw Error(ErrorKind::usage, said("no case named"),
                    said("say --case C-0001 (or last), or --platform, --order and the files"));
    return pack(session, store::find_case(session.store(), o.case_word), o.pack);
}

void declare_upload(CLI::App& app, UploadCommand& o)
{
    app.add_option("--for", o.platform, "Make the folder this platform's upload form takes, not a package")
        ->type_name("PLATFORM");
    app.add_option("--must", o.must, "With --for: exhibit that has to go in; may be repeated")
        ->type_name("EXHIBIT")
        ->allow_extra_args(false);
    app.add_option("--leave-out", o.without, "With --for: exhibit that stays out; may be repeated")
        ->type_name("EXHIBIT")
        ->allow_extra_args(false);
    app.add_option("--set", o.letter.set, "With --for: value of a slot of the answer, key=value; may be repeated")
        ->allow_extra_args(false);
    app.add_option("--drop", o.letter.drop, "With --for: section of the answer to leave out; may be repeated")
        ->allow_extra_args(false);
    app.add_option("--letter", o.letter_file, "With --for: the answer, written already (as by redress draft appeal)")
        ->type_name("FILE");
    app.add_flag("--incomplete", o.incomplete, "With --for: go on although indispensable evidence is missing");
}

Action declare(CLI::App& app)
{
    auto o = std::make_shared<Options>();
    app.add_option("--case", o->case_word, "Case: its id, the platform's number, an order number, or last");
    app.add_option("-o,--output", o->pack.output, "Where the package goes (default: the case's id)");
    app.add_flag("--zip", o->pack.zip, "Write a zip (also where the output is called .zip)");
    app.add_flag("--check", o->pack.check,
                 "Say what would go in, what is missing and what the platform refuses; write nothing");
    app.add_flag("--against", o->pack.against, "Say what the other side could make of it, the gravest first; write nothing");
    app.add_option("-f,--format", o->pack.format, "With --check, --against or --for: output format")
        ->check(CLI::IsMember({"text", "json", "markdown", "html"}).description(""))
        ->type_name(one_of({"text", "json", "markdown", "html"}));
    app.add_flag("--force", o->pack.force, "Replace what is there, even if it is no package of this case");
    app.add_flag("--with-private", o->pack.with_private,
                 "Take in private notes of a support desk, which the buyer never saw");
    const std::vector<std::string> readers{"platform", "buyer", "public"};
    app.add_option("--redact", o->pack.redact, "Take out personal data that this reader must not see")
        ->type_name(one_of(readers))
        ->check(CLI::IsMember(readers).description(""));
    app.add_option("--sign", o->pack.sign.key, "Sign with this Ed25519 key (a PEM file)")->type_name("KEY");
    app.add_option("--ssh-sign", o->pack.sign.ssh_key, "Sign with ssh-keygen and this SSH key")->type_name("KEY");
    declare_upload(app, o->pack.upload);
    app.add_option("--platform", o->one_off.platform, "With files: platform of the order")->type_name("PLATFORM");
    app.add_option("--order", o->one_off.orders, "With files: the order the case is about; may be repeated")
        ->allow_extra_args(false);
    app.add_option("--number", o->one_off.number, "With files: the platform's number of the case");
    app.add_option("--via", o->one_off.via, "With files: who decides (paypal, alipay, ...)");
    app.add_option("--reason", o->one_off.reason, "With files: reason code of the case");
    app.add_option("--seller", o->one_off.sellers, "With files: a name the seller writes under; may be repeated")
        ->allow_extra_args(false);
    app.add_option("file", o->one_off.files, "Files and folders to make the case from");
    return [o](Session& session) { return run(*o, session); };
}

} // namespace

extern const Command command_bundle;
const Command command_bundle{"bundle", "build a case's evidence package", StoreUse::write, declare};

} // namespace redress

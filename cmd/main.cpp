// argv -> command row -> session -> exit code. The only try of the program.
#include "base/said_again.hpp"
#include "base/text.hpp"
#include "command.hpp"
#include "completion.hpp"
#include "store/journal.hpp"
#include "tree.hpp"

#include <CLI/CLI.hpp>
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <iostream>

namespace redress {
#define X(name) extern const Command command_##name;
#include "gen/commands.inc"
#undef X

namespace {

const std::vector<const Command*>& commands()
{
    static const std::vector<const Command*> table{
#define X(name) &command_##name,
#include "gen/commands.inc"
#undef X
    };
    return table;
}

void add_common(CLI::App& app, CommonOptions& o)
{
    app.add_option("--store", o.store, "Folder of the store (default: $REDRESS_STORE, else ~/.local/share/redress)")
        ->group("Common");
    app.add_option("--shop", o.shop, "Shop the records belong to (default: main)")->group("Common");
    app.add_option("--share", o.share, "Folder of profiles, rules and templates")->group("Common");
    app.add_option("--tz", o.tz, "Time zone, as Asia/Shanghai or +08:00")->group("Common");
    app.add_option("--lang", o.lang, "Language for people (default: from LANG)")->type_name("{en,zh,es}")->group("Common");
    app.add_option("--now", o.now, "Time to compute with instead of the clock")->group("Common");
    app.add_option("--color", o.color, "Colour in words on standard error")
        ->type_name("{auto,always,never}")
        ->group("Common");
    app.add_flag("-q,--quiet", o.quiet, "Print no words, only data and errors")->group("Common");
    app.add_flag("-v,--verbose", o.verbose, "Print more words")->group("Common");
    app.add_flag("--no-input", o.no_input, "Never ask")->group("Common");
}

// An option that may be repeated takes one value each time: CLI11 would let `--seller Ana chat.txt` swallow the file.
void one_value_each(CLI::App& app)
{
    for (auto* option : app.get_options([](const CLI::Option* o) { return !o->get_positional(); }))
        option->allow_extra_args(false);
}

// --lang as typed, before anything is parsed: an error may come before there is a session.
std::string language_of(int argc, char** argv)
{
    std::string lang = language_of_environment();
    for (int i = 1; i < argc; ++i) {
        const std::string_view word = argv[i];
        if (word.starts_with("--lang=")) lang = word.substr(7);
        if (word == "--lang" && i + 1 < argc) lang = argv[i + 1];
    }
    return lang;
}

std::string complaint(const Said& what, const Said& hint, const std::string& lang)
{
    auto text = text::visible(said("redress: error: {}", what).in(lang)) + "\n";
    if (!hint.empty()) text += text::visible(said("redress: hint: {}", hint).in(lang)) + "\n";
    return text;
}

// What a signal handler writes: made before the handler is set, since it may not allocate.
const std::string& shortened_input(const std::string& lang)
{
    static const auto text =
        complaint(said("an input file became shorter while it was read"), said("run the same command again"), lang);
    return text;
}

void complain(const Said& what, const Said& hint, const std::string& lang)
{
    const auto text = complaint(what, hint, lang);
    [[maybe_unused]] const auto n = ::write(STDERR_FILENO, text.data(), text.size());
}

// A first word that is no command gets the nearest name; CLI11 would only say that it did not expect it.
std::optional<Error> unknown_command(int argc, char** argv)
{
    static const std::vector<std::string> with_value{"--store", "--shop", "--share", "--tz", "--lang", "--now", "--color"};
    for (int i = 1; i < argc; ++i) {
        const std::string word = argv[i];
        if (std::find(with_value.begin(), with_value.end(), word) != with_value.end()) {
            ++i;
            continue;
        }
        if (word.empty() || word[0] == '-') continue;
        std::vector<std::string> names;
        for (const auto* c : commands()) names.emplace_back(c->name);
        if (std::find(names.begin(), names.end(), word) != names.end()) return std::nullopt;
        const auto near = text::nearest(word, names);
        return Error(ErrorKind::usage, said("no command '{}'", word),
                     near.empty() ? said("redress --help lists the commands") : said("did you mean '{}'?", near));
    }
    return std::nullopt;
}

// What CLI11 2.1 and our own validators say of a wrong command line.
Said usage_words(const std::string& what)
{
    return said_again(
        what, {form("The following argument was not expected: {}"), form("The following arguments were not expected: {}"),
               form("A subcommand is required"), form("{} is required"), form("{} requires {}"), form("{} excludes {}"),
               form("{}: {} required {} missing"), form("Could not convert: {} = {}"),
               form("{}: no format '{}', did you mean '{}'?; there are {}"), form("{}: no format '{}'; there are {}"),
               form("{}: '{}' is not {}"), form("{}: {} not in {}")});
}

Exit run(int argc, char** argv)
{
    CLI::App app("Dispute evidence and credit repair for online sellers.", "redress");
    app.set_version_flag("--version", "redress " REDRESS_VERSION);
    app.require_subcommand(0, 1);
    app.get_formatter()->column_width(32);
    CommonOptions common;
    add_common(app, common);
    bool dump = false;
    app.add_flag("--dump-cli", dump, "Print the command tree as JSON")->group("");
    std::string shell;
    app.add_option("--dump-completion", shell, "Print the completion of a shell")
        ->check(CLI::IsMember({"bash", "zsh", "fish"}))
        ->group("");
    std::vector<std::pair<const Command*, Action>> actions;
    std::vector<CLI::App*> subs;
    for (const auto* command : commands()) {
        auto* sub = app.add_subcommand(command->name, command->summary);
        actions.emplace_back(command, command->declare(*sub));
        add_common(*sub, common);
        one_value_each(*sub);
        for (auto* verb : sub->get_subcommands([](const CLI::App*) { return true; })) {
            verb->fallthrough();
            one_value_each(*verb);
        }
        subs.push_back(sub);
    }
    if (const auto error = unknown_command(argc, argv)) throw *error;
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& e) {
        if (e.get_exit_code() == 0) {
            app.exit(e);
            return Exit::ok;
        }
        std::string for_help = "redress --help";
        for (const auto* sub : subs)
            if (sub->parsed()) for_help = fmt::format("redress {} --help", sub->get_name());
        throw Error(ErrorKind::usage, usage_words(e.what()), said("{} lists the options", for_help));
    }
    store::set_actor("redress", REDRESS_VERSION);
    if (dump || !shell.empty()) {
        Session session(common, false);
        const auto tree = command_tree(app);
        session.out(dump ? tree.dump(2) + "\n" : completion_script(tree, shell));
        session.flush();
        return Exit::ok;
    }
    for (std::size_t i = 0; i < subs.size(); ++i)
        if (subs[i]->parsed()) {
            Session session(common, actions[i].first->store == StoreUse::write);
            const auto code = actions[i].second(session);
            session.flush();
            return code;
        }
    Session session(common, false);
    session.out(app.help());
    session.flush();
    return Exit::usage;
}

} // namespace
} // namespace redress

int main(int argc, char** argv)
{
    using namespace redress;
    // A closed descriptor 0, 1 or 2 would be given to the next file opened, and words would end up inside it.
    for (int fd = 0; fd <= 2; ++fd)
        if (::fcntl(fd, F_GETFD) == -1) ::open("/dev/null", fd == 0 ? O_RDONLY : O_WRONLY);
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);
    const auto lang = language_of(argc, argv);
    shortened_input(lang);
    // An input cut shorter by somebody else while it is mapped.
    std::signal(SIGBUS, [](int) {
        const auto& words = shortened_input({});
        [[maybe_unused]] const auto n = ::write(STDERR_FILENO, words.data(), words.size());
        ::_exit(static_cast<int>(Exit::failed));
    });
    try {
        return static_cast<int>(run(argc, argv));
    } catch (const BrokenPipe&) {
        return static_cast<int>(Exit::ok);
    } catch (const Error& e) {
        complain(e.message(), e.hint(), lang);
        return static_cast<int>(e.exit());
    } catch (const std::bad_alloc&) {
        complain(said("out of memory"), said("close other programs, or read the files one at a time"), lang);
    } catch (const std::exception& e) {
        complain(as_is(e.what()), said("please report this; include the command line, not the files"), lang);
    }
    return static_cast<int>(Exit::failed);
}

// Man pages without man: rendered when redress was built (cmake/pages.cmake), and part of the binary, so that a copied
// binary has them too.
#include "base/text.hpp"
#include "command.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>

namespace redress {
namespace {

struct Page {
    std::string_view name; // "redress-bundle"
    char section;          // '1' or '5'
    std::string_view about, text;
};
constexpr std::array pages{
#define X(name, section, about, text) Page{name, section, about, text},
#include "gen/pages.inc"
#undef X
};

struct Options {
    std::vector<std::string> words;
    bool list = false;
};

// The shortest word that leads to a page: "bundle", "records", and "platform.5" beside "platform".
std::string topic(const Page& page)
{
    const auto short_name = [](const Page& p) {
        return std::string(p.name == "redress" ? p.name : p.name.substr(std::string_view("redress-").size()));
    };
    const bool taken = std::any_of(pages.begin(), pages.end(),
                                   [&](const Page& p) { return p.name == page.name && p.section < page.section; });
    return short_name(page) + (taken ? fmt::format(".{}", page.section) : "");
}

// "5 platform", "platform 5", "platform.5", "platform(5)", "redress-platform" and "platform" as name and section, ' ' where
// none was said.
std::pair<std::string, char> asked_for(std::vector<std::string> words)
{
    char section = ' ';
    const auto is_section = [](const std::string& word) { return word == "1" || word == "5"; };
    if (words.size() > 1 && is_section(words.front())) std::swap(words.front(), words.back());
    if (words.size() > 1 && is_section(words.back())) {
        section = words.back()[0];
        words.pop_back();
    }
    auto name = fmt::format("{}", fmt::join(words, "-")); // help redress bundle
    if (name.size() > 3 && name.back() == ')' && name[name.size() - 3] == '(') {
        section = name[name.size() - 2];
        name.resize(name.size() - 3);
    } else if (name.size() > 2 && name[name.size() - 2] == '.') {
        section = name.back();
        name.resize(name.size() - 2);
    }
    return {name, section};
}

// A verb has no page of its own: `help case open` shows that of case.
const Page* find(std::vector<std::string> words)
{
    for (; !words.empty(); words.pop_back()) {
        const auto [name, section] = asked_for(words);
        for (const auto& page : pages)
            if ((page.name == name || page.name == "redress-" + name) && (section == ' ' || section == page.section))
                return &page;
    }
    return nullptr;
}

// On a terminal through $PAGER, as man does; elsewhere, or where there is no pager, straight out.
void print(std::string_view text, Session& session)
{
    const char* set = std::getenv("PAGER");
    const std::string pager = set && *set ? set : "command -v less >/dev/null && exec less || exec cat";
    std::FILE* pipe = ::isatty(STDOUT_FILENO) ? ::popen(pager.c_str(), "w") : nullptr;
    if (!pipe) {
        session.out(text);
        return;
    }
    std::fwrite(text.data(), 1, text.size(), pipe); // a reader that stopped early has read enough
    const int status = ::pclose(pipe);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 127) session.out(text); // the shell found no such pager
}

Exit run(const Options& o, Session& session)
{
    if (o.list) {
        for (const auto& page : pages) session.out(fmt::format("{:<14} {}\n", topic(page), page.about));
        return Exit::ok;
    }
    const auto words = o.words.empty() ? std::vector<std::string>{"redress"} : o.words;
    const auto* page = find(words);
    if (!page) {
        std::vector<std::string> topics;
        topics.reserve(pages.size());
        for (const auto& p : pages) topics.push_back(topic(p));
        const auto name = asked_for(words).first;
        const auto near = text::nearest(name.rfind("redress-", 0) == 0 ? name.substr(8) : name, topics);
        throw Error(ErrorKind::usage, said("no page '{}'", fmt::format("{}", fmt::join(words, " "))),
                    near.empty() ? said("redress help --list lists the topics") : said("did you mean '{}'?", near));
    }
    print(page->text, session);
    for (const auto& other : pages)
        if (other.name == page->name && other.section > page->section && o.words.size() == 1)
            session.note(said("there is also {}({}): redress help {}", other.name, other.section, topic(other)));
    return Exit::ok;
}

Action declare(CLI::App& app)
{
    auto o = std::make_shared<Options>();
    app.add_option("topic", o->words, "Command, or records, platform.5, rules, templates")->type_name("TOPIC");
    app.add_flag("--list", o->list, "List the topics");
    return [o](Session& session) { return run(*o, session); };
}

} // namespace

extern const Command command_help;
const Command command_help{"help", "show a man page by topic, without man installed", StoreUse::none, declare};

} // namespace redress

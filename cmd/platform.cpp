#include "base/error.hpp"
#include "base/text.hpp"
#include "command.hpp"
#include "options.hpp"
#include "platform_page.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace redress {
namespace {

struct Options {
    OutputOptions output;
    std::string name;
    std::string older_than = "180d";
};

profile::Profile load(const std::string& name, Session& s)
{
    return profile::load_profile(s.share(), s.config(), name);
}

std::vector<std::string> names_or_fail(Session& s)
{
    auto names = profile::list_profiles(s.share(), s.config());
    if (names.empty())
        throw Error(ErrorKind::input, said("no platform profiles in '{}'", (s.share() / "platforms").string()),
                    said("name the folder with --share"));
    return names;
}

Exit list(const Options& o, Session& s)
{
    const Say say(s.lang());
    std::vector<std::vector<std::string>> rows;
    auto data = Json::array();
    for (const auto& name : names_or_fail(s)) {
        const auto p = load(name, s);
        const auto facts = facts_of(p);
        const auto unconfirmed = std::count_if(facts.begin(), facts.end(), [](const auto& f) { return !f.second.verified; });
        std::string oldest;
        for (const auto& [what, from] : facts)
            if (!from.seen.empty() && (oldest.empty() || from.seen < oldest)) oldest = from.seen;
        rows.push_back({p.id, p.display.in(s.lang()), std::to_string(facts.size()), std::to_string(unconfirmed), oldest});
        data.push(Json::object()
                      .set("id", p.id)
                      .set("display", Json::object().set("en", p.display.en).set("zh", p.display.zh))
                      .set("file", p.path)
                      .set("facts", static_cast<std::int64_t>(facts.size()))
                      .set("unverified", static_cast<std::int64_t>(unconfirmed))
                      .set("oldest", oldest));
    }
    render::Document document;
    document.title = say("Platform profiles");
    document.lang = s.lang();
    document.blocks.emplace_back(
        render::Table{"platforms",
                      {say("name"), say("platform"), say("facts"), say("unconfirmed"), say("oldest seen")},
                      std::move(rows),
                      {false, false, true, true, false}});
    document.data = Json::object().set("schema", "redress/platforms/1").set("platforms", std::move(data));
    write_document(document, o.output, s);
    return Exit::ok;
}

Exit show(const Options& o, Session& s)
{
    const auto p = load(o.name, s);
    auto document = profile_page(p, s.lang());
    document.data = profile::to_json(p);
    write_document(document, o.output, s);
    return Exit::ok;
}

// "180d", "26w", "6m", "2y", or days without a letter.
int days_of(const std::string& text)
{
    std::size_t used = 0;
    int number = -1;
    try {
        number = std::stoi(text, &used);
    } catch (const std::exception&) {
        used = 0;
    }
    const auto unit = used ? text.substr(used) : std::string("?");
    const int factor = unit.empty() || unit == "d" ? 1 : unit == "w" ? 7 : unit == "m" ? 30 : unit == "y" ? 365 : 0;
    if (number < 0 || number > 100'000 || factor == 0)
        throw Error(ErrorKind::usage, said("--older-than: '{}' is no length of time", text),
                    said("write it as 180d, 26w, 6m or 1y"));
    return number * factor;
}

// A date with no day counts as the first of its month: rather too old than too fresh.
std::optional<long> age_in_days(const std::string& seen, Instant now)
{
    const auto day = time::parse_local(seen.size() == 7 ? seen + "-01" : seen);
    if (!day) return std::nullopt;
    return std::chrono::duration_cast<std::chrono::hours>(now - time::from_utc_fields(*day)).count() / 24;
}

Exit check(const Options& o, Session& s)
{
    const int limit = days_of(o.older_than);
    std::size_t stale = 0, total = 0;
    for (const auto& name : o.name.empty() ? names_or_fail(s) : std::vector<std::string>{o.name}) {
        const auto p = load(name, s);
        // One warning a source: its facts grow old together.
        std::vector<std::pair<profile::Provenance, std::vector<std::string>>> old;
        for (const auto& [what, from] : facts_of(p)) {
            ++total;
            const auto age = age_in_days(from.seen, s.now());
            if (age && *age <= limit) continue;
            ++stale;
            const auto same = [&from_source = from](const auto& row) {
                return row.first.source == from_source.source && row.first.seen == from_source.seen;
            };
            auto at = std::find_if(old.begin(), old.end(), same);
            if (at == old.end()) at = old.insert(old.end(), {from, {}});
            at->second.push_back(what);
        }
        for (const auto& [from, what] : old) {
            const auto seen = from.seen.empty()       ? said("at no recorded date")
                              : from.seen.size() == 7 ? said("in {}", from.seen)
                                                      : said("on {}", from.seen);
            s.warn({Severity::warning, p.path, 0, 1,
                    what.size() == 1
                        ? said("1 fact from '{}' was seen {}: {}", from.source, seen, what.front())
                        : said("{} facts from '{}' were seen {}: {}, …", what.size(), from.source, seen, what.front()),
                    "stale-fact"});
        }
    }
    s.note(said("{} of {} facts are older than {} days", stale, total, limit));
    return stale ? Exit::findings : Exit::ok;
}

Action declare(CLI::App& app)
{
    auto o = std::make_shared<Options>();
    app.require_subcommand(1);
    auto* list_app = app.add_subcommand("list", "List the profiles there are")->fallthrough();
    add_output(*list_app, o->output, {"text", "json", "csv", "markdown", "html"});
    auto* show_app = app.add_subcommand("show", "Print a profile with the source of every fact")->fallthrough();
    show_app->add_option("name", o->name, "Platform")->type_name("PLATFORM")->required();
    add_output(*show_app, o->output, {"text", "json", "markdown", "html"});
    auto* check_app = app.add_subcommand("check", "Warn about facts seen long ago")->fallthrough();
    check_app->add_option("name", o->name, "Platform (default: all)")->type_name("PLATFORM");
    check_app->add_option("--older-than", o->older_than, "Length of time, as 180d, 26w, 6m or 1y")->capture_default_str();
    return [o, list_app, show_app](Session& s) {
        return list_app->parsed() ? list(*o, s) : show_app->parsed() ? show(*o, s) : check(*o, s);
    };
}

} // namespace

extern const Command command_platform;
const Command command_platform{"platform", "list and show platform profiles, warn about stale facts", StoreUse::none,
                               declare};

} // namespace redress

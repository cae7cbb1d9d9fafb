// `remote stamp`: asks authorities when a package was there, and keeps what they answer in it.
#include "base/file.hpp"
#include "base/hash.hpp"
#include "bundle/seal.hpp"
#include "bundle/stamps.hpp"
#include "bundle/verify.hpp"
#include "options.hpp"
#include "remote.hpp"
#include "remote/stamp.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace redress {
namespace {

struct Options {
    std::string package, roots;
    std::vector<std::string> authorities;
    bool dry_run = false;
    OutputOptions output;
};

constexpr std::int64_t clock_slack_ms = 5 * 60 * 1000;

std::vector<remote::Authority> chosen(const Options& o, const remote::Settings& settings)
{
    const auto& words = o.authorities.empty() ? settings.timestamp : o.authorities;
    if (words.empty())
        throw Error(ErrorKind::usage, said("no timestamp authority named"),
                    said("say --tsa NAME (redress remote authorities lists them), or --tsa https://..."));
    std::vector<remote::Authority> out;
    for (const auto& word : words) {
        auto authority = remote::find_authority(settings, word);
        const bool twice =
            std::any_of(out.begin(), out.end(), [&](const remote::Authority& other) { return other.url == authority.url; });
        if (!twice) out.push_back(std::move(authority));
    }
    return out;
}

// What is stamped; an altered package is not worth it.
std::string stamped_bytes(const std::string& path, const bundle::Tree& tree)
{
    if (!bundle::verify_tree(tree).valid())
        throw Error(ErrorKind::input, said("'{}' is no valid package, so no timestamp was asked for", path),
                    said("redress verify says what is wrong with it"));
    if (!tree.has(bundle::sealed_file))
        throw Error(ErrorKind::input, said("'{}' has no {}, which is what is stamped", path, bundle::sealed_file),
                    said("make the package with redress bundle"));
    return tree.read(bundle::sealed_file);
}

std::string roots_of(const Options& o, const remote::Authority& authority)
{
    if (!o.roots.empty()) return read_file(o.roots);
    return authority.roots.empty() ? std::string() : read_file(authority.roots);
}

// The answers that hold, each authority asked once; one that fails does not keep the others from it.
class Asking {
public:
    Asking(const Options& o, Session& session, std::string data) : o_(o), session_(session), data_(std::move(data)) {}

    void ask(const remote::Authority& authority, const remote::HttpRules& rules)
    {
        try {
            auto token = remote::ask_for_stamp(authority, data_, roots_of(o_, authority), rules, session_.now());
            say_if_clocks_differ(authority, token.stamp);
            stamps_.push_back(
                {authority.name, std::move(token.request), std::move(token.reply), std::move(token.stamp.chain)});
            answers_.push_back(std::move(token.stamp));
        } catch (const Error& e) {
            session_.warn({Severity::warning, authority.name, 0, 1, e.message(), "timestamp"});
            if (!e.hint().empty()) session_.note(said("hint: {}", e.hint()));
            again_ |= e.kind() == ErrorKind::network;
        }
    }

    const std::vector<bundle::NewStamp>& stamps() const { return stamps_; }
    const std::vector<bundle::Stamp>& answers() const { return answers_; }
    bool may_help_to_try_again() const { return again_; }

private:
    void say_if_clocks_differ(const remote::Authority& authority, const bundle::Stamp& stamp)
    {
        const auto apart = time::to_epoch_ms(*stamp.at) - time::to_epoch_ms(session_.now());
        if (std::abs(apart) > clock_slack_ms)
            session_.warn({Severity::warning, authority.name, 0, 1,
                           said("its clock and this machine's are {} s apart", std::abs(apart) / 1000), "clock"});
    }

    const Options& o_;
    Session& session_;
    std::string data_;
    std::vector<bundle::NewStamp> stamps_;
    std::vector<bundle::Stamp> answers_;
    bool again_ = false;
};

Exit stamp(const Options& o, Session& session)
{
    const auto settings = remote::load_settings(session.share(), session.config());
    const auto authorities = chosen(o, settings);
    const auto tree = bundle::read_tree(o.package);
    const auto data = stamped_bytes(o.package, tree);
    if (o.dry_run) {
        for (const auto& authority : authorities)
            session.out(
                session.say("{}: POST {}, SHA-256 {} and nothing else", authority.name, authority.url, hash::sha256(data)) +
                "\n");
        return Exit::ok;
    }
    Asking asking(o, session, data);
    for (const auto& authority : authorities) asking.ask(authority, http_rules(settings));
    if (asking.stamps().empty())
        throw Error(asking.may_help_to_try_again() ? ErrorKind::network : ErrorKind::input,
                    said("'{}' was not stamped: no authority gave a timestamp that holds", o.package),
                    said("the lines above say why"));
    const auto names = bundle::add_stamps(o.package, tree, asking.stamps());
    for (std::size_t i = 0; i < names.size(); ++i)
        session.out(session.say("{}{}.tsr: there no later than {}, according to {}", bundle::stamp_folder, names[i],
                                time::to_rfc3339(*asking.answers()[i].at), asking.answers()[i].authority) +
                    "\n");
    return Exit::ok;
}

render::Document list(const remote::Settings& settings, const Session& session)
{
    const Say say(session.lang());
    render::Document d;
    d.title = say("Timestamp authorities");
    d.lang = session.lang();
    render::Table table{
        "authorities", {say("name"), say("address"), say("checked"), say("seen"), say("about"), say("source")}, {}, {}};
    auto all = Json::array();
    for (const auto& a : settings.authorities) {
        table.rows.push_back({a.name, a.url,
                              a.own        ? say("yours")
                              : a.verified ? say("yes")
                                           : say("unverified"),
                              a.seen, a.about.in(session.lang()), a.source});
        all.push(Json::object()
                     .set("name", a.name)
                     .set("url", a.url)
                     .set("own", a.own)
                     .set("verified", a.verified)
                     .set("seen", a.seen)
                     .set("source", a.source)
                     .set("about", a.about.en())
                     .set("policy", a.policy)
                     .set("roots", a.roots.string()));
    }
    d.data = Json::object().set("schema", "redress/authorities/1").set("authorities", std::move(all));
    d.blocks.emplace_back(std::move(table));
    return d;
}

} // namespace

RemotePart remote_stamp(CLI::App& app)
{
    auto o = std::make_shared<Options>();
    auto* s = app.add_subcommand("stamp", "have timestamp authorities say that a package is there");
    s->add_option("PACKAGE", o->package, "Package: a folder or a zip")->required();
    s->add_option("--tsa", o->authorities, "Authority to ask: a name or an address (may be repeated)")
        ->type_name("NAME|URL");
    s->add_option("--roots", o->roots, "File with the root certificates that are trusted (default: the system's)")
        ->type_name("FILE");
    s->add_flag("-n,--dry-run", o->dry_run, "Say what would be sent; send nothing");
    return {s, [o](Session& session) { return stamp(*o, session); }};
}

RemotePart remote_authorities(CLI::App& app)
{
    auto o = std::make_shared<Options>();
    auto* s = app.add_subcommand("authorities", "list the timestamp authorities known");
    add_output(*s, o->output, {"text", "json", "csv"});
    return {s, [o](Session& session) {
                write_document(list(remote::load_settings(session.share(), session.config()), session), o->output, session);
                return Exit::ok;
            }};
}

} // namespace redress

#include "command.hpp"
#include "options.hpp"
#include "store/shops.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace redress {
namespace {

struct Options {
    std::string what, platform;
    std::string name;
    std::vector<std::string> sellers, channels;
    OutputOptions output;
};

// --tz and --lang are common options: here they are what is remembered.
void put(const Options& o, Session& session, bool fresh)
{
    const auto before = store::get_shop(session.store(), o.name);
    if (fresh && before)
        throw Error(ErrorKind::usage, said("there is a shop '{}' already", o.name), said("redress shop set changes it"));
    if (!fresh && !before)
        throw Error(ErrorKind::usage, said("no shop '{}'", o.name),
                    said("redress shop add makes it; redress shop list lists them"));
    auto shop = before.value_or(store::Shop{});
    shop.name = o.name;
    if (!o.platform.empty()) shop.platform = o.platform;
    if (const auto zone = session.zone_option()) shop.zone = *zone;
    if (!session.options().lang.empty()) shop.lang = session.lang();
    if (!o.sellers.empty()) shop.sellers = o.sellers;
    if (!o.channels.empty()) shop.channels = o.channels;
    store::put_shop(session.store(), shop);
}

render::Document list(Session& session)
{
    const Say say(session.lang());
    render::Document d;
    d.title = say("Shops");
    d.lang = session.lang();
    render::Table table{
        "shops", {say("name"), say("platform"), say("zone"), say("language"), say("seller names"), say("channels")}, {}, {}};
    auto shops = Json::array();
    const auto array = [](const std::vector<std::string>& words) {
        auto out = Json::array();
        for (const auto& word : words) out.push(word);
        return out;
    };
    session.only_read();
    if (session.has_store())
        for (const auto& s : store::list_shops(session.store())) {
            table.rows.push_back({s.name, s.platform, s.zone, s.lang, fmt::format("{}", fmt::join(s.sellers, ", ")),
                                  fmt::format("{}", fmt::join(s.channels, ", "))});
            shops.push(Json::object()
                           .set("name", s.name)
                           .set("platform", s.platform)
                           .set("zone", s.zone)
                           .set("lang", s.lang)
                           .set("sellers", array(s.sellers))
                           .set("channels", array(s.channels)));
        }
    d.data = Json::object().set("schema", "redress/shops/1").set("shops", std::move(shops));
    d.blocks.emplace_back(std::move(table));
    return d;
}

Action declare(CLI::App& app)
{
    auto o = std::make_shared<Options>();
    app.require_subcommand(1);
    for (const auto* name : {"add", "set"}) {
        auto* s = app.add_subcommand(name, std::string_view(name) == "add" ? "remember a shop"
                                                                           : "change what is remembered of a shop");
        s->callback([o, name] { o->what = name; });
        s->add_option("NAME", o->name, "Name of the shop, as --shop takes it")->required();
        s->add_option("--platform", o->platform, "Platform it sells on")->type_name("PLATFORM");
        s->add_option("--seller", o->sellers, "A name, e-mail address or account the seller writes under (may be repeated)");
        s->add_option("--channel", o->channels, "How the shop talks to buyers (may be repeated)");
    }
    auto* l = app.add_subcommand("list", "list the shops");
    l->callback([o] { o->what = "list"; });
    add_output(*l, o->output, {"text", "json", "csv"});
    return [o](Session& session) {
        if (o->what == "list")
            write_document(list(session), o->output, session);
        else
            put(*o, session, o->what == "add");
        return Exit::ok;
    };
}

} // namespace

extern const Command command_shop;
const Command command_shop{"shop", "add, list and set shops: zones and the seller's own names", StoreUse::write, declare};

} // namespace redress

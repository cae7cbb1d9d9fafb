#include "remote.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdlib>

namespace redress {
namespace {

Action declare(CLI::App& app)
{
    app.require_subcommand(1);
    const std::vector<RemotePart> parts{remote_stamp(app), remote_authorities(app)};
    return [parts](Session& session) {
        ::unsetenv("SSLKEYLOGFILE"); // libcurl would write the keys of its connections there
        for (const auto& part : parts)
            if (part.app->parsed()) return part.run(session);
        return Exit::usage;
    };
}

} // namespace

remote::HttpRules http_rules(const remote::Settings& settings)
{
    remote::HttpRules rules;
    rules.loopback = settings.loopback;
    rules.local = settings.local;
    rules.proxy = settings.proxy;
    rules.ca_file = settings.ca_file;
    rules.seconds = settings.seconds;
    rules.seconds_to_connect = std::min(rules.seconds_to_connect, settings.seconds);
    rules.agent = std::string("redress/") + REDRESS_VERSION;
    return rules;
}

extern const Command command_remote;
const Command command_remote{"remote", "ask others over the network: timestamps", StoreUse::none, declare};

} // namespace redress

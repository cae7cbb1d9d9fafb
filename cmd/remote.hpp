// Verbs of `remote`, the only command that uses the network. Each declares its options and returns what to run if it was
// the one given.
#pragma once

#include "command.hpp"
#include "remote/settings.hpp"

namespace redress {

struct RemotePart {
    CLI::App* app;
    Action run;
};
RemotePart remote_stamp(CLI::App& app);
RemotePart remote_authorities(CLI::App& app);

remote::HttpRules http_rules(const remote::Settings& settings); // without hosts

} // namespace redress

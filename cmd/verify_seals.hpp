// What `verify` says of signatures and timestamps.
#pragma once

#include "base/json.hpp"
#include "bundle/seals.hpp"
#include "session.hpp"

#include <string>

namespace CLI {
class App;
}

namespace redress {

struct OutsideOptions {
    std::string signer, roots; // files
};
void add_outside(CLI::App& app, OutsideOptions& options); // --signer, --roots
bundle::Outside read_outside(const OutsideOptions& options);

// A line for each on standard output; nothing for a package without.
void say_seals(const std::string& path, const bundle::SealReport& report, Session& session);
// {"signature": {…} or null, "ssh_signature": bool, "timestamps": [{…}, …]}
Json seals_json(const bundle::SealReport& report);

} // namespace redress

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
void add_outside(CLI::App& app, OutsideOptions& options);    // --signer, --roots
bundle::Outside read_outside(const OutsideOptions& options); // throws Error{usage}: a file that holds nothing of the kind

// What there is, each checked; SSH signatures by ssh-keygen.
bundle::SealReport look_at_seals(const bundle::Tree& tree, const bundle::Outside& outside, Instant now);

// A line for each on standard output; nothing for a package without.
void say_seals(const std::string& path, const bundle::SealReport& report, Session& session);
// {"signature": {…} or null, "ssh_signature": {…} or null, "timestamps": [{…}, …]}
Json seals_json(const bundle::SealReport& report);

} // namespace redress

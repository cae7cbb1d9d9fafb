// What may be asked on the network, and how: authorities that come along (share/remote/timestamp.toml) and the user's own
// settings (config.toml, [remote]).
#pragma once

#include "base/said.hpp"
#include "remote/http.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace redress::remote {

struct Authority { // of timestamps
    std::string name, url;
    std::string policy;          // a dotted OID, or empty: whichever it has
    std::filesystem::path roots; // PEM; empty: those of the system
    Said about;                  // a note
    std::string source, seen;    // where its address was read, and when
    bool verified = false;       // somebody stamped with it and checked what came
    bool own = false;            // from config.toml
};

struct Settings {
    std::vector<Authority> authorities; // the user's own first
    std::vector<std::string> timestamp; // names or addresses to ask where none is named
    bool loopback = false, local = false;
    std::string proxy, ca_file;
    int seconds = 30; // for one exchange
};

// Throws Error{input} naming the file and the key that is not known or has a wrong value.
Settings load_settings(const std::filesystem::path& share, const std::filesystem::path& config);

// By name, or an address of the web, which becomes an authority named after its host. Throws Error{usage}: neither.
Authority find_authority(const Settings& settings, const std::string& word);

} // namespace redress::remote

// A case into a package: what `bundle` does for a stored case and for files named on the spot.
#pragma once

#include "base/error.hpp"
#include "bundle/gather.hpp"
#include "session.hpp"
#include "signing.hpp"
#include "store/cases.hpp"
#include "uploading.hpp"

#include <functional>
#include <string>
#include <vector>

namespace redress {

struct PackOptions {
    std::string output; // empty: the case's id in the working directory
    bool zip = false, check = false, against = false, force = false;
    std::string called;        // what the case of a package is called there; empty: as in the store
    std::string format;        // of what --check, --against and --for say; empty: text
    bool with_private = false; // notes of a support desk that the buyer never saw
    std::string redact;        // for whom: platform, buyer, public; empty: card keys are masked, and that is all
    SignOptions sign;
    UploadCommand upload; // a folder for a platform's form instead
};

// What the user's options and the case say for a package; profile: of the platform, nullptr if nobody described it.
bundle::GatherOptions gather_options(const Session& session, const profile::Profile* profile);
// Before anything is rendered: what is made of redacted values holds no others. reader: empty: nothing is taken out.
void redact_contents(store::Store& store, bundle::Contents& contents, const std::string& reader);
// What may not be in it: other customers' data, and what was taken out.
bundle::LeakGate gate_of(store::Store& store, const bundle::Contents& contents);
Exit pack(Session& session, const store::CaseRow& row, const PackOptions& options);

// A case that lives only as long as the call: files, and the order they are about.
struct OneOffOptions {
    std::vector<std::string> files, orders, sellers;
    std::string platform, number, via, reason;
};
// Links what belongs to the case.
using Linking = std::function<void(store::Store& store, const store::CaseRow& row)>;
// link: in place of the rules of `case open` and what files named on the command line are taken for.
Exit pack_files(const Session& session, const OneOffOptions& one_off, const PackOptions& options, const Linking& link = {});
// What the other side could make of a finished package, which is all it has.
Exit read_package_against(const Session& session, const std::string& path, OneOffOptions one_off, PackOptions options);

} // namespace redress

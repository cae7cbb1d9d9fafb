// Files that have the names of our seals, in packages of ours and in bags of somebody else.
#include "base/file.hpp"
#include "bundle/seal.hpp"
#include "bundle/seals.hpp"
#include "bundle/stamps.hpp"

#include <doctest/doctest.h>

using namespace redress;
namespace fs = std::filesystem;

namespace {

// "signature, timestamp" for errors and warnings each, and what the report still holds.
struct Judged {
    std::string errors, warnings;
    bool signature = false;
    std::size_t stamps = 0;
};

std::string codes(const std::vector<bundle::Problem>& problems)
{
    std::string out;
    for (const auto& problem : problems) out += (out.empty() ? "" : ", ") + problem.code;
    return out;
}

Judged judge(const std::string& info, const bundle::Outside& outside)
{
    const TempDir folder;
    for (const char* name : {"data", "signatures", "timestamps"}) fs::create_directories(folder.path() / name);
    write_file(folder.path() / "bag-info.txt", info);
    write_file(folder.path() / "tagmanifest-sha256.txt", "");
    write_file(folder.path() / bundle::signature_file, "scanned by hand");
    write_file(folder.path() / "timestamps/clock.tsr", "09:00");
    const auto tree = bundle::read_tree(folder.path().string());
    auto report = bundle::check_seals(tree, outside, Instant{});
    bundle::Verdict verdict;
    bundle::judge_seals(report, outside, verdict);
    return {codes(verdict.errors), codes(verdict.warnings), report.signature.there, report.stamps.size()};
}

} // namespace

TEST_CASE("what is no seal counts against a package of ours alone")
{
    const auto ours = judge("External-Identifier: C-0001\nRedress-Case: paypal/1001\n", {});
    CHECK(ours.errors == "signature, timestamp");
    CHECK(ours.warnings == "");
    CHECK(ours.signature);
    CHECK(ours.stamps == 1);

    const auto other = judge("External-Identifier: C-0001\n", {});
    CHECK(other.errors == "");
    CHECK(other.warnings == "signature, timestamp");
    CHECK(!other.signature);
    CHECK(other.stamps == 0);

    // Who names a key wants that signature, whoever made the bag.
    bundle::Outside outside;
    outside.signer = "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n"
                     "-----END PUBLIC KEY-----\n"; // of RFC 8410, 10.1
    CHECK(judge("Source-Organization: x\n", outside).errors == "signature");
}

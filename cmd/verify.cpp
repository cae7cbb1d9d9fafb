#include "bundle/verify.hpp"

#include "base/error.hpp"
#include "command.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace redress {
namespace {

struct Options {
    std::vector<std::string> packages;
};

Exit run(const Options& o, Session& session)
{
    auto worst = Exit::ok;
    for (const auto& path : o.packages) {
        bundle::Verdict verdict;
        try {
            verdict = bundle::verify_package(path);
        } catch (const Error& e) {
            // Said at once, so that the others of the call are still judged.
            if (o.packages.size() == 1) throw;
            session.warn({Severity::error, path, 0, 1, e.message(), "unreadable"});
            worst = Exit::failed;
            continue;
        }
        for (const auto& what : verdict.warnings) session.warn({Severity::warning, path, 0, 1, what, "bag"});
        for (const auto& why : verdict.errors) session.warn({Severity::error, path, 0, 1, why, "bag"});
        session.out((verdict.valid() ? session.say("{}: valid", path) : session.say("{}: invalid", path)) + "\n");
        if (!verdict.valid() && worst == Exit::ok) worst = Exit::findings;
    }
    return worst;
}

Action declare(CLI::App& app)
{
    auto o = std::make_shared<Options>();
    app.add_option("package", o->packages, "Package: a folder or a zip")->required();
    return [o](Session& session) { return run(*o, session); };
}

} // namespace

extern const Command command_verify;
const Command command_verify{"verify", "prove a package whole and unaltered", StoreUse::none, declare};

} // namespace redress

#include "bundle/verify.hpp"

#include "base/error.hpp"
#include "command.hpp"
#include "verify_seals.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace redress {
namespace {

struct Options {
    std::vector<std::string> packages;
    OutsideOptions outside;
};

Exit run(const Options& o, Session& session)
{
    auto worst = Exit::ok;
    const auto outside = read_outside(o.outside);
    for (const auto& path : o.packages) {
        bundle::Verdict verdict;
        bundle::SealReport seals;
        try {
            const auto tree = bundle::read_tree(path);
            verdict = bundle::verify_tree(tree);
            seals = bundle::check_seals(tree, outside, session.now());
            bundle::judge_seals(seals, outside, verdict);
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
        say_seals(path, seals, session);
        if (!verdict.valid() && worst == Exit::ok) worst = Exit::findings;
    }
    return worst;
}

Action declare(CLI::App& app)
{
    auto o = std::make_shared<Options>();
    app.add_option("package", o->packages, "Package: a folder or a zip")->required();
    add_outside(app, o->outside);
    return [o](Session& session) { return run(*o, session); };
}

} // namespace

extern const Command command_verify;
const Command command_verify{"verify", "prove a package whole and unaltered", StoreUse::none, declare};

} // namespace redress

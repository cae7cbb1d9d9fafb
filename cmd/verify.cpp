#include "bundle/verify.hpp"

#include "base/error.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "command.hpp"
#include "verify_seals.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace redress {
namespace {

struct Options {
    std::vector<std::string> packages;
    OutsideOptions outside;
    std::string format = "text";
};

Json problems_json(const std::vector<bundle::Problem>& problems)
{
    auto out = Json::array();
    for (const auto& problem : problems)
        out.push(Json::object()
                     .set("code", problem.code)
                     .set("file", text::repair_utf8(problem.file).text)
                     .set("expected", problem.expected.empty() ? Json() : Json(problem.expected))
                     .set("found", problem.found.empty() ? Json() : Json(problem.found))
                     .set("message", problem.text.en()));
    return out;
}

Json package_json(const std::string& path, const bundle::Verdict& verdict, const bundle::SealReport& seals)
{
    return Json::object()
        .set("name", text::repair_utf8(path).text)
        .set("valid", verdict.valid())
        .set("version", verdict.version.empty() ? Json() : Json(verdict.version))
        .set("problems", problems_json(verdict.errors))
        .set("warnings", problems_json(verdict.warnings))
        .set("seals", seals_json(seals));
}

Exit run(const Options& o, Session& session)
{
    auto worst = Exit::ok;
    const auto outside = read_outside(o.outside);
    auto packages = Json::array();
    for (const auto& path : o.packages) {
        bundle::Verdict verdict;
        bundle::SealReport seals;
        try {
            const auto tree = bundle::read_tree(path);
            verdict = bundle::verify_tree(tree);
            seals = look_at_seals(tree, outside, session.now());
            bundle::judge_seals(seals, outside, verdict);
        } catch (const Error& e) {
            // Said at once, so that the others of the call are still judged.
            if (o.packages.size() == 1) throw;
            session.warn({Severity::error, path, 0, 1, e.message(), "unreadable"});
            verdict = {};
            verdict.fail("unreadable", "", e.message());
            packages.push(package_json(path, verdict, {}));
            worst = Exit::failed;
            continue;
        }
        for (const auto& what : verdict.warnings) session.warn({Severity::warning, path, 0, 1, what.text, what.code});
        for (const auto& why : verdict.errors) session.warn({Severity::error, path, 0, 1, why.text, why.code});
        packages.push(package_json(path, verdict, seals));
        if (o.format == "text") {
            session.out((verdict.valid() ? session.say("{}: valid", path) : session.say("{}: invalid", path)) + "\n");
            say_seals(path, seals, session);
        }
        if (!verdict.valid() && worst == Exit::ok) worst = Exit::findings;
    }
    if (o.format == "json")
        session.out(Json::object().set("schema", "redress/verify/1").set("packages", std::move(packages)).dump(2) + "\n");
    return worst;
}

Action declare(CLI::App& app)
{
    auto o = std::make_shared<Options>();
    app.add_option("-f,--format", o->format, "Output format")->check(CLI::IsMember({"text", "json"}));
    app.add_option("package", o->packages, "Package: a folder or a zip")->required();
    add_outside(app, o->outside);
    return [o](Session& session) { return run(*o, session); };
}

} // namespace

extern const Command command_verify;
const Command command_verify{"verify", "prove a package whole and unaltered", StoreUse::none, declare};

} // namespace redress

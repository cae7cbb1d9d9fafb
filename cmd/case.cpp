#include "case.hpp"

#include "command.hpp"

#include <CLI/CLI.hpp>

namespace redress {
namespace {

Action declare(CLI::App& app)
{
    app.require_subcommand(1);
    std::vector<CasePart> parts{case_open(app), case_list(app),  case_show(app),  case_link(app),     case_unlink(app),
                                case_set(app),  case_close(app), case_check(app), case_statement(app)};
    for (auto& part : case_notes(app)) parts.push_back(std::move(part));
    return [parts](Session& session) {
        for (const auto& part : parts)
            if (part.app->parsed()) return part.run(session);
        return Exit::usage;
    };
}

} // namespace

extern const Command command_case;
const Command command_case{"case", "open, list, show, link, check and close cases", StoreUse::write, declare};

} // namespace redress

#include "tree.hpp"

#include "base/text.hpp"

#include <CLI/CLI.hpp>

namespace redress {
namespace {

// "{a,b}" somewhere in a type name, as CLI::IsMember and one_of() write it, lists the words that may be said.
void set_type(Json& row, const CLI::Option& option)
{
    const auto type = option.get_type_name();
    auto values = Json::array();
    const auto open = type.find('{'), close = type.rfind('}');
    if (open != std::string::npos && close != std::string::npos && open < close)
        for (const auto word : text::split(std::string_view(type).substr(open + 1, close - open - 1), ','))
            values.push(text::trim(word));
    row.set("type", type).set("values", std::move(values));
}

} // namespace

Json command_tree(const CLI::App& app)
{
    auto tree = Json::object();
    tree.set("name", app.get_name()).set("summary", app.get_description());
    auto options = Json::array(), positionals = Json::array(), commands = Json::array();
    for (const auto* option : app.get_options()) {
        if (option->get_group().empty()) continue; // hidden
        auto row = Json::object();
        set_type(row, *option);
        if (option->get_positional()) {
            positionals.push(row.set("name", option->get_name(true)).set("help", option->get_description()));
            continue;
        }
        auto names = Json::array();
        for (const auto& name : option->get_snames()) names.push("-" + name);
        for (const auto& name : option->get_lnames()) names.push("--" + name);
        options.push(row.set("names", std::move(names))
                         .set("value", option->get_expected_max() > 0)
                         .set("common", option->get_group() == "Common")
                         .set("help", option->get_description()));
    }
    for (const auto* sub : app.get_subcommands([](const CLI::App*) { return true; })) commands.push(command_tree(*sub));
    tree.set("options", std::move(options)).set("positionals", std::move(positionals)).set("commands", std::move(commands));
    return tree;
}

} // namespace redress

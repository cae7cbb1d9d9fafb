#include "completion_places.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace redress::completion {
namespace {

// What only the program knows when it is asked: profiles of the user's own, for instance.
struct Asked {
    std::string_view type, command;
};
constexpr std::array<Asked, 3> asked{{
    {"PLATFORM", "redress platform list -f csv 2>/dev/null | sed -e 1d -e 's/,.*//'"},
    {"FORMAT", "redress ingest --list-formats 2>/dev/null | sed 's/ .*//'"},
    {"TOPIC", "redress help --list 2>/dev/null | sed 's/ .*//'"},
}};

Choice choice_of(const Json& row)
{
    Choice choice;
    for (const auto& word : row["values"].items()) choice.words.push_back(word.string_or(""));
    for (const auto& a : asked)
        if (row["type"].string_or("") == a.type) choice.command = a.command;
    return choice;
}

void walk(const Json& node, const std::string& above, const std::vector<Option>& inherited, std::vector<Place>& out)
{
    const auto name = node["name"].string_or("");
    Place place{above.empty() ? name : above + " " + name, {}, {}, {}};
    for (const auto& row : node["options"].items()) {
        Option option{{}, row["value"].boolean().value_or(false), choice_of(row), row["help"].string_or("")};
        for (const auto& n : row["names"].items()) option.names.push_back(n.string_or(""));
        place.options.push_back(std::move(option));
    }
    if (!above.empty())
        for (const auto& option : inherited)
            if (std::none_of(place.options.begin(), place.options.end(),
                             [&](const Option& o) { return o.names.back() == option.names.back(); }))
                place.options.push_back(option);
    for (const auto& row : node["positionals"].items())
        if (place.positional.words.empty() && place.positional.command.empty()) place.positional = choice_of(row);
    for (const auto& sub : node["commands"].items())
        place.commands.push_back({sub["name"].string_or(""), sub["summary"].string_or("")});
    out.push_back(place);
    for (const auto& sub : node["commands"].items()) walk(sub, place.path, place.options, out);
}

} // namespace

std::vector<Place> places_of(const Json& tree)
{
    std::vector<Place> places;
    walk(tree, "", {}, places);
    return places;
}

} // namespace redress::completion

#include "completion.hpp"

#include "completion_places.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <vector>

namespace redress {
namespace {

using namespace completion;

// In single quotes, for all three shells.
std::string quoted(std::string_view text, std::string_view quote_inside)
{
    std::string out = "'";
    for (const char c : text)
        if (c == '\'')
            out += quote_inside;
        else
            out += c;
    return out + "'";
}
std::string sh(std::string_view text)
{
    return quoted(text, "'\\''");
}
std::string fish(std::string_view text)
{
    return quoted(text, "\\'");
}

std::string names_of(const std::vector<Option>& options, bool only_valued)
{
    std::vector<std::string> names;
    for (const auto& o : options)
        if (o.value || !only_valued) names.insert(names.end(), o.names.begin(), o.names.end());
    return fmt::format("{}", fmt::join(names, " "));
}

// The words of an option's or a positional's choice as one shell word list, expanded only when it is wanted; empty where
// files are meant.
std::string words_of(const Choice& choice)
{
    if (!choice.words.empty()) return fmt::format("{}", fmt::join(choice.words, " "));
    return choice.command.empty() ? "" : "$(" + choice.command + ")";
}

// `case` arms that say for each option with known values which they are; bash and zsh read them alike.
std::string value_arms(const Place& place)
{
    std::string out;
    for (const auto& o : place.options)
        if (const auto words = words_of(o.choice); o.value && !words.empty())
            out += fmt::format("                {}) values={} ;;\n", fmt::join(o.names, "|"), sh(words));
    return out.empty() ? out : "            case $1 in\n" + out + "            esac\n";
}

// Which command the words before the cursor lead to. `_redress_at COMMAND OPTION` sets what may follow.
constexpr std::string_view posix_walk = R"(    for word in "${before[@]}"; do
        if [[ $word == '=' ]]; then skip=1; continue; fi
        if [[ -n $skip ]]; then skip=; continue; fi
        if [[ $word == -* ]]; then
            if [[ " $valued " == *" $word "* ]]; then skip=1; fi
        elif [[ " $names " == *" $word "* ]]; then
            at="$at $word"
            _redress_at ''
        fi
    done
)";

std::string bash(const std::vector<Place>& places)
{
    std::string out = "# bash completion of redress, written by redress --dump-completion=bash\n"
                      "_redress_at()\n{\n    values=\n    case $at in\n";
    for (const auto& p : places) {
        std::vector<std::string> names;
        for (const auto& c : p.commands) names.push_back(c.name);
        out += fmt::format("        {})\n            names={} options={}\n            valued={}\n            "
                           "free={}\n{}            ;;\n",
                           sh(p.path), sh(fmt::format("{}", fmt::join(names, " "))), sh(names_of(p.options, false)),
                           sh(names_of(p.options, true)), sh(words_of(p.positional)), value_arms(p));
    }
    out += R"(    esac
}
_redress()
{
    local at=redress names options valued free values word skip=
    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}
    local -a before=("${COMP_WORDS[@]:1:COMP_CWORD-1}")
    COMPREPLY=()
    # --option=value comes as three words
    if [[ $cur == '=' ]]; then cur=; elif [[ $prev == '=' ]]; then prev=${COMP_WORDS[COMP_CWORD-2]}; fi
    _redress_at ''
)";
    out += posix_walk;
    out += R"(    _redress_at "$prev"
    if [[ " $valued " == *" $prev "* ]]; then
        COMPREPLY=($(compgen -W "$values" -- "$cur"))
    elif [[ $cur == -* ]]; then
        COMPREPLY=($(compgen -W "$options" -- "$cur"))
    elif [[ -n $names ]]; then
        COMPREPLY=($(compgen -W "$names" -- "$cur"))
        compopt +o default 2>/dev/null
    else
        COMPREPLY=($(compgen -W "$free" -- "$cur"))
    fi
}
complete -o default -F _redress redress
)";
    return out;
}

// "name:help" for _describe, where a colon inside the name would end it.
std::string described(const std::string& name, const std::string& help)
{
    return sh(name + ":" + help);
}

std::string zsh(const std::vector<Place>& places)
{
    std::string out = "#compdef redress\n# zsh completion of redress, written by redress --dump-completion=zsh\n"
                      "_redress_at()\n{\n    values=\n    case $at in\n";
    for (const auto& p : places) {
        out += fmt::format("        {})\n            names=\n            commands=(", sh(p.path));
        for (const auto& c : p.commands) out += "\n                " + described(c.name, c.help);
        out += ")\n            options=(";
        for (const auto& o : p.options)
            for (const auto& name : o.names) out += "\n                " + described(name, o.help);
        std::vector<std::string> names;
        for (const auto& c : p.commands) names.push_back(c.name);
        out += fmt::format(")\n            names={}\n            valued={}\n            free={}\n{}            ;;\n",
                           sh(fmt::format("{}", fmt::join(names, " "))), sh(names_of(p.options, true)),
                           sh(words_of(p.positional)), value_arms(p));
    }
    out += R"(    esac
}
_redress()
{
    local at=redress names valued free values word skip= cur=${words[CURRENT]} prev=${words[CURRENT-1]}
    local -a commands options before
    if (( CURRENT > 2 )); then before=("${(@)words[2,CURRENT-1]}"); fi
    _redress_at ''
)";
    out += posix_walk;
    out += R"(    if [[ $cur == --*=* ]]; then
        prev=${cur%%=*}
        compset -P '*='
    fi
    _redress_at "$prev"
    if [[ " $valued " == *" $prev "* ]]; then
        if [[ -n $values ]]; then compadd -- ${=${(e)values}}; else _files; fi
    elif [[ $cur == -* ]]; then
        _describe -o option options
    elif [[ -n $names ]]; then
        _describe command commands
    elif [[ -n $free ]]; then
        compadd -- ${=${(e)free}}
    else
        _files
    fi
}
if [[ $funcstack[1] == _redress ]]; then _redress "$@"; else compdef _redress redress; fi
)";
    return out;
}

std::string fish_choice(const Choice& choice)
{
    if (!choice.words.empty()) return fmt::format(" -x -a {}", fish(fmt::format("{}", fmt::join(choice.words, " "))));
    return choice.command.empty() ? " -r" : fmt::format(" -x -a {}", fish("(" + choice.command + ")"));
}

std::string fish(const std::vector<Place>& places)
{
    std::string out =
        "# fish completion of redress, written by redress --dump-completion=fish\n"
        "function __redress_at\n    set -l at redress\n    set -l skip ''\n    set -l words (commandline -opc)\n"
        "    for word in $words[2..-1]\n        if test -n \"$skip\"\n            set skip ''\n            continue\n       "
        " end\n"
        "        switch \"$at $word\"\n";
    std::string valued, commands, rows;
    for (const auto& p : places) {
        for (const auto& o : p.options)
            if (o.value)
                for (const auto& name : o.names) valued += " " + fish(p.path + " " + name);
        const auto where = fmt::format("complete -c redress -n {}", fish("__redress_at " + p.path));
        for (const auto& c : p.commands) {
            commands += " " + fish(p.path + " " + c.name);
            rows += fmt::format("{} -f -a {} -d {}\n", where, c.name, fish(c.help));
        }
        for (const auto& o : p.options) {
            rows += where;
            for (const auto& name : o.names)
                rows += name[1] == '-' ? " -l " + name.substr(2) : fmt::format(" -s {}", name.substr(1));
            rows += fmt::format("{} -d {}\n", o.value ? fish_choice(o.choice) : "", fish(o.help));
        }
        if (const auto& c = p.positional; !c.words.empty() || !c.command.empty())
            rows += fmt::format("{} -f{}\n", where, fish_choice(c).substr(3));
    }
    out += fmt::format(
        "            case{}\n                set skip 1\n            case{}\n                set at \"$at $word\"\n", valued,
        commands);
    return out + "        end\n    end\n    test \"$at\" = \"$argv\"\nend\n" + rows;
}

} // namespace

std::string completion_script(const Json& tree, std::string_view shell)
{
    const auto places = places_of(tree);
    return shell == "bash" ? bash(places) : shell == "zsh" ? zsh(places) : fish(places);
}

} // namespace redress

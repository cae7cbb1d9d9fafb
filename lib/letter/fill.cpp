// The template engine (mustache) and the checks it does not make: every name is known, no slot stays empty.
#include "base/error.hpp"
#include "base/text.hpp"
#include "letter/context.hpp"
#include "letter/draft.hpp"

#include <fmt/format.h>
#include <kainjow/mustache.hpp>

#include <algorithm>

namespace redress::letter {
namespace {

namespace mustache = kainjow::mustache;

struct Tag {
    char kind = 0; // 0: a value; '#', '^', '/'
    std::string name;
};

[[noreturn]] void fail(const std::string& name, const Said& what, const Said& hint)
{
    throw Error(ErrorKind::input, said("{}: {}", name, what), hint);
}

Said see_page()
{
    return said("redress-templates(5) lists the slots");
}

// Our templates use values, sections, inverted sections and comments; everything else of mustache would reach beyond them.
std::vector<Tag> tags_of(const std::string& text, const std::string& name)
{
    std::vector<Tag> out;
    for (auto p = text.find("{{"); p != std::string::npos; p = text.find("{{", p)) {
        const auto end = text.find("}}", p);
        if (end == std::string::npos) fail(name, said("a tag is not closed"), see_page());
        auto inner = text::trim(std::string_view(text).substr(p + 2, end - p - 2));
        p = end + 2;
        if (!inner.empty() && inner.front() == '!') continue;
        Tag tag;
        if (!inner.empty() && (inner.front() == '#' || inner.front() == '^' || inner.front() == '/')) {
            tag.kind = inner.front();
            inner = text::trim(inner.substr(1));
        }
        tag.name = std::string(inner);
        const bool plain = !inner.empty() && std::all_of(inner.begin(), inner.end(), [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
        });
        if (!plain) fail(name, said("'{}' is no slot", text::visible(inner)), see_page());
        out.push_back(std::move(tag));
    }
    return out;
}

bool is_there(const Json& value)
{
    if (const auto word = value.string()) return !word->empty();
    if (const auto yes = value.boolean()) return *yes;
    if (value.is_array()) return !value.items().empty();
    return value.is_object();
}

// Walks the tags as the engine will, with the values in hand.
class Walker {
public:
    Walker(const std::vector<Tag>& tags, const std::string& name, const std::string& case_id)
        : tags_(tags), name_(name), case_id_(case_id)
    {}
    void walk(const Json& context)
    {
        stack_.push_back(&context);
        const auto end = run(0, true);
        if (end != tags_.size()) fail(name_, said("'/{}' closes nothing", tags_[end].name), see_page());
    }

private:
    const Json* find(const std::string& slot) const
    {
        for (auto level = stack_.size(); level-- > 0;)
            if (const auto* value = stack_[level]->find(slot)) return value;
        return nullptr;
    }

    const Json& known(const std::string& slot) const
    {
        const auto* value = find(slot);
        if (value) return *value;
        std::vector<std::string> names;
        for (const auto* level : stack_)
            for (const auto& member : level->members()) names.push_back(member.key);
        const auto near = text::nearest(slot, names);
        fail(name_, said("there is no slot '{}'", slot), near.empty() ? see_page() : said("did you mean '{}'?", near));
    }

    // From this tag to the one that closes the section; live: is this part printed?
    std::size_t run(std::size_t at, bool live)
    {
        while (at < tags_.size() && tags_[at].kind != '/') {
            const auto& tag = tags_[at];
            if (tag.kind == 0) {
                if (live && !is_there(known(tag.name)))
                    throw Error(ErrorKind::input, said("the draft needs '{}' and the case does not say it", tag.name),
                                how_to_supply(tag.name, case_id_));
                ++at;
                continue;
            }
            const auto end = section(at, live);
            if (end >= tags_.size() || tags_[end].name != tag.name)
                fail(name_, said("section '{}' is not closed", tag.name), see_page());
            at = end + 1;
        }
        return at;
    }

    std::size_t section(std::size_t at, bool live)
    {
        if (!live) return run(at + 1, false);
        const auto& tag = tags_[at];
        const auto& value = known(tag.name);
        const bool there = is_there(value);
        if (tag.kind == '^') return run(at + 1, !there);
        if (!there) return run(at + 1, false);
        if (!value.is_array() && !value.is_object()) return run(at + 1, true);
        std::size_t end = at;
        for (const auto* item : entries(value)) {
            stack_.push_back(item);
            end = run(at + 1, true);
            stack_.pop_back();
        }
        return end;
    }

    static std::vector<const Json*> entries(const Json& value)
    {
        if (!value.is_array()) return {&value};
        std::vector<const Json*> out;
        for (const auto& item : value.items()) out.push_back(&item);
        return out;
    }

    const std::vector<Tag>& tags_;
    const std::string &name_, &case_id_;
    std::vector<const Json*> stack_;
};

mustache::data data_of(const Json& value)
{
    if (const auto word = value.string()) return mustache::data(*word);
    if (value.is_array()) {
        mustache::data list(mustache::data::type::list);
        for (const auto& item : value.items()) list.push_back(data_of(item));
        return list;
    }
    if (value.is_object()) {
        mustache::data object(mustache::data::type::object);
        for (const auto& member : value.members()) object.set(member.key, data_of(member.value));
        return object;
    }
    return mustache::data(is_there(value) ? mustache::data::type::bool_true : mustache::data::type::bool_false);
}

// Stands for an empty line while the engine runs, which would take one that follows a tag for the tag's own.
constexpr std::string_view kept = "\x01";

// A tag alone on its line is no line of the letter. The engine sees to that itself, but leaves some behind where a section
// is empty.
std::string join_tag_lines(const std::string& text)
{
    std::string out;
    for (const auto line : text::split(text, '\n')) {
        const auto bare = text::trim(line);
        const bool alone = bare.size() > 5 && bare.substr(0, 2) == "{{" && bare.find("}}") == bare.size() - 2 &&
                           (bare[2] == '#' || bare[2] == '^' || bare[2] == '/' || bare[2] == '!');
        if (alone)
            out += bare;
        else
            out.append(bare.empty() ? std::string_view(kept) : line).append("\n");
    }
    return out;
}

// Sentences that fell away leave blanks: no trailing spaces, never two empty lines, one line end at the end.
std::string tidy(const std::string& filled)
{
    std::string out;
    std::size_t empty = 1;
    for (const auto line : text::split(filled, '\n')) {
        auto end = line.size();
        while (end > 0 && (line[end - 1] == ' ' || line[end - 1] == '\r' || line[end - 1] == kept.front())) --end;
        if (end == 0 && ++empty > 1) continue;
        if (end > 0) empty = 0;
        out += line.substr(0, end);
        out += '\n';
    }
    while (out.size() > 1 && out[out.size() - 2] == '\n') out.pop_back();
    return out;
}

} // namespace

Slots slots_of(const std::string& text, const std::string& name)
{
    Slots out;
    int depth = 0;
    const auto add = [](std::vector<std::string>& list, const std::string& word) {
        if (std::find(list.begin(), list.end(), word) == list.end()) list.push_back(word);
    };
    for (const auto& tag : tags_of(text, name)) {
        if (depth == 0 && tag.kind == 0) add(out.required, tag.name);
        if (depth == 0 && tag.kind == '#') add(out.sections, tag.name);
        if (tag.kind == '#' || tag.kind == '^') ++depth;
        if (tag.kind == '/') --depth;
    }
    return out;
}

std::string fill(const std::string& text, const std::string& name, const Json& context, const std::string& case_id)
{
    const auto tags = tags_of(text, name);
    Walker(tags, name, case_id).walk(context);
    mustache::mustache engine(join_tag_lines(text));
    if (!engine.is_valid()) fail(name, as_is(engine.error_message()), see_page());
    engine.set_custom_escape([](const std::string& value) { return value; });
    auto filled = engine.render(data_of(context));
    if (!engine.is_valid()) fail(name, as_is(engine.error_message()), see_page());
    return tidy(filled);
}

} // namespace redress::letter

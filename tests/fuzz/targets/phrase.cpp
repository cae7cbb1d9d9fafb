// Somebody's own rule: a phrase on the first line, one that cancels it on the second (or nothing), then a text.
#include "analyze/lint.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "target.hpp"

#include <algorithm>
#include <optional>

namespace redress::fuzz {
namespace {

using namespace analyze;

std::string_view line_of(std::string_view& bytes)
{
    const auto end = std::min(bytes.find('\n'), bytes.size());
    const auto line = bytes.substr(0, end);
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
    return line;
}

profile::RuleSet rule_of(std::string_view pattern, std::string_view except)
{
    profile::Rule rule;
    rule.id = "r";
    rule.category = "blame";
    rule.kinds = {"reply"};
    rule.patterns = {std::string(pattern)};
    if (!except.empty()) rule.except = {std::string(except)};
    profile::RuleSet set;
    set.words["list"] = {"one", "二"};
    set.rules.push_back(std::move(rule));
    return set;
}

std::string found_by(Linter&& linter, std::string_view text)
{
    std::string out;
    for (const auto& found : linter.check({.text = text, .kind = "reply", .languages = Languages{true, true, true}})) {
        hold(found.offset <= text.size() && found.length <= text.size() - found.offset, "a finding lies in the text");
        hold(!is_inside_character(text, found.offset) && !is_inside_character(text, found.offset + found.length),
             "a finding is of whole characters", found.match);
        out += std::to_string(found.offset) + "+" + std::to_string(found.length) + " ";
    }
    return out;
}

// Where a pack may be read: aligned, as in a mapped file.
struct alignas(64) Block {
    char bytes[64];
};

} // namespace

void fuzz_phrase(std::string_view bytes)
{
    const auto pattern = line_of(bytes), except = line_of(bytes);
    const auto set = rule_of(text::repair_utf8(pattern).text, text::repair_utf8(except).text); // as TOML is
    try {
        const auto book = std::make_shared<const Rulebook>(set);
        const auto direct = found_by(Linter(book), bytes);
        const auto pack = book->pack();
        std::vector<Block> aligned((pack.size() + sizeof(Block) - 1) / sizeof(Block));
        std::copy(pack.begin(), pack.end(), aligned.data()->bytes);
        auto again = Rulebook::unpack(set, {aligned.data()->bytes, pack.size()});
        hold(again.has_value(), "a pack is read as it is written");
        hold(found_by(Linter(std::make_shared<const Rulebook>(*std::move(again))), bytes) == direct,
             "packed rules find the same", direct);
        hold(!Rulebook::unpack(set, {aligned.data()->bytes, pack.size() / 2}), "half a pack is none");
    } catch (const Error& error) {
        hold_said(error.message());
        hold_said(error.hint());
    }
}

} // namespace redress::fuzz

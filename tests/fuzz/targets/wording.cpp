// A text under the shipped wording rules and their model.
#include "analyze/lint.hpp"
#include "analyze/wording_model.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "target.hpp"

#include <algorithm>

namespace redress::fuzz {
namespace {

using namespace analyze;

std::shared_ptr<const Rulebook> shipped()
{
    static const auto file = MappedFile::open(TEST_SOURCE_DIR "/share/models/wording.bin");
    static const auto model = std::make_shared<const WordingModel>(load_wording_model(file.bytes()));
    profile::RuleSet set;
    profile::load_rules(set, TEST_SOURCE_DIR "/share/rules");
    return std::make_shared<const Rulebook>(std::move(set), model);
}

std::string told(const LintFinding& found)
{
    return found.rule->id + " at " + std::to_string(found.offset) + "+" + std::to_string(found.length);
}

void hold_findings(std::string_view text, const std::vector<LintFinding>& all, std::size_t number)
{
    const bool valid = text::is_valid_utf8(text);
    std::size_t before = 0;
    for (const auto& found : all) {
        if (found.text != number) continue;
        const auto words = told(found);
        hold(found.offset <= text.size() && found.length <= text.size() - found.offset, "a finding lies in the text", words);
        hold(found.match == text.substr(found.offset, found.length), "a finding is what stands there", words);
        hold(found.offset >= before, "findings are in order", words);
        before = found.offset;
        if (!valid) continue; // commands decode first: then characters are not asked about
        hold(!is_inside_character(text, found.offset) && !is_inside_character(text, found.offset + found.length),
             "a finding is of whole characters", words);
        const auto head = text.substr(0, found.offset);
        hold(found.line == 1 + static_cast<std::size_t>(std::count(head.begin(), head.end(), '\n')),
             "a finding has the number of its line", words);
        const auto line = head.substr(head.rfind('\n') + 1);
        hold(found.column == 1 + text::count_code_points(line), "a finding has the number of its column",
             words + " " + std::to_string(found.column));
    }
}

void hold_text(Linter& linter, std::string_view text)
{
    static const LintScope taobao{.platform = "taobao", .jurisdictions = {"CN", "EU"}, .channels = {}, .severities = {}};
    std::vector<LintText> texts;
    for (const auto* kind : {"reply", "appeal", "shop", "reminder"}) {
        texts.push_back({.text = text, .kind = kind});
        texts.push_back({.text = text, .kind = kind, .languages = Languages{true, true, true}, .scope = &taobao});
    }
    std::vector<LintFinding> all;
    linter.check_all(texts, all);
    std::string together, alone;
    for (std::size_t i = 0; i < texts.size(); ++i) hold_findings(text, all, i);
    for (const auto& found : all) together += told(found) + "\n";
    for (const auto& one : texts)
        for (const auto& found : linter.check(one)) alone += told(found) + "\n";
    hold(together == alone, "many texts at once are as each alone", together + "\n" + alone);
}

} // namespace

void fuzz_wording(std::string_view bytes)
{
    static const auto book = shipped();
    static Linter linter(book);
    hold_text(linter, bytes);
    const auto decoded = text::decode(bytes, text::detect_encoding(bytes, true)).text;
    hold(text::is_valid_utf8(decoded), "what is decoded is valid UTF-8");
    if (decoded != bytes) hold_text(linter, decoded);
}

} // namespace redress::fuzz

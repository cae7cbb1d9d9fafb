#include "analyze/lint_team.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "base/toml.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <set>

using namespace redress;
using namespace redress::analyze;

namespace {

profile::RuleSet shipped()
{
    profile::RuleSet set;
    profile::load_rules(set, std::filesystem::path(TEST_SOURCE_DIR) / "share" / "rules");
    return set;
}

profile::RuleSet rules(const std::string& keys)
{
    profile::RuleSet set;
    profile::add_rules(
        set,
        toml::parse("[[rule]]\nid='r'\ncategory='blame'\nkinds=['reply']\nmessage={en='m',zh='m'}\ngood=['x']\nbad=['y']\n" +
                        keys,
                    "t"),
        "t");
    return set;
}

std::string found(const std::string& keys, std::string_view text)
{
    const auto set = rules(keys);
    Linter linter(set);
    std::string out;
    for (const auto& f : linter.check({.text = text, .kind = "reply"})) out += f.match + "|";
    return out;
}

} // namespace

TEST_CASE("every shipped rule file loads and every category has rules")
{
    const auto set = shipped();
    std::set<std::string> seen;
    for (const auto& rule : set.rules) {
        CAPTURE(rule.id);
        seen.insert(rule.category);
        CHECK_FALSE(rule.suggestion.zh.empty());
        CHECK_FALSE(rule.suggestion.en.empty());
    }
    CHECK(seen.size() == profile::rule_categories().size());
    CHECK(seen.size() == 22);
    CHECK_NOTHROW(Linter{set});
}

TEST_CASE("exceptions, quotes, scopes")
{
    CHECK(found("lang='zh'\npatterns=['加微信']", "请加微信") == "加微信|");
    CHECK(found("lang='zh'\npatterns=['加微信']\nexcept=['不用~3加']", "不用再加微信；那就加微信") == "加微信|");
    CHECK(found("lang='zh'\npatterns=['冷静']", "他说“冷静”不妥") == "");
    CHECK(found("lang='zh'\npatterns=['冷静']\nquotes='check'", "他说“冷静”不妥") == "冷静|");
    CHECK(found("lang='zh'\npatterns=['冷静']", "他说“先这样。冷静") == "冷静|"); // a quotation that never closes is none
    CHECK(found("lang='zh'\npatterns=['查']\nunless=['[0-9]+点']", "我去查。3点回您") == "");
    CHECK(found("lang='zh'\npatterns=['查']\nunless=['[0-9]+点']\nscope='sentence'", "我去查。3点回您") == "查|");
    CHECK(found("lang='zh'\npatterns=['查']\nrequires=['马上']", "我去查") == "");
    CHECK(found("lang='zh'\npatterns=['查']\nrequires=['马上']", "我马上去查") == "查|");
    CHECK(found("lang='zh'\npatterns=['不退','不退不换']", "不退不换") == "不退不换|");
    CHECK(found("lang='en'\npatterns=['(your|ur)( fault| error)']", "It is your fault, ur error") == "your fault|ur error|");
    CHECK(found("lang='zh'\npatterns=['您~6错']", "您没看对，您错了，您又错") == "您没看对，您错|您又错|");
    CHECK(found("lang='en'\npatterns=['no refund%']", "No Refunds") == "No Refunds|");
    CHECK(found("lang='en'\npatterns=['no refund%']", "没有 no refund 的说法") == "");
}

TEST_CASE("places are those of the original, in characters")
{
    const auto set = rules("lang='zh'\npatterns=['加微信']");
    Linter linter(set);
    const std::string text = "😀繁體\n　請 加\u200b微 信聊";
    const auto findings = linter.check({.text = text, .kind = "reply"});
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].line == 2);
    CHECK(findings[0].column == 4);
    CHECK(findings[0].match == "加\u200b微 信");
    CHECK(text.compare(findings[0].offset, findings[0].length, findings[0].match) == 0);
    CHECK(linter.check({.text = text, .kind = "shop"}).empty());
    CHECK(linter.check({.text = "", .kind = "reply"}).empty());
}

TEST_CASE("languages")
{
    CHECK(detect_languages("您好").zh);
    CHECK_FALSE(detect_languages("您好 OK").en);
    CHECK(detect_languages("亲 please calm down").en);
    CHECK(detect_languages("ok, noted.").en);
    CHECK(detect_languages("Su pedido fue entregado").es);
    CHECK(detect_languages("¿Recibido?").es);
    CHECK_FALSE(detect_languages("Su pedido fue entregado").en);
    CHECK_FALSE(detect_languages("The order is in a box").es);
    CHECK(languages_of("您好", "en").en);
    CHECK_FALSE(languages_of("您好", "en").zh);
}

TEST_CASE("rule files with faults are refused by name")
{
    for (const auto* keys : {"pattern=['x']", "patterns=[]", "patterns=['x']\nlang='fr'", "patterns=['x']\nseverity='bad'",
                             "detector='x'\npatterns=['y']", "patterns='x'"})
        CHECK_THROWS_AS(rules(keys), Error);
    CHECK_THROWS_AS(Linter{rules("detector='nothing-like-it'")}, Error);
    CHECK_THROWS_AS(Linter{rules("patterns=['(x']")}, Error);
}

TEST_CASE("order, neighbours, repetition, lack, length")
{
    CHECK(found("lang='zh'\npatterns=['因为']\nafter=['抱歉','对不起']", "因为仓库漏了，很抱歉") == "因为|");
    CHECK(found("lang='zh'\npatterns=['因为']\nafter=['抱歉','对不起']", "很抱歉，因为仓库漏了") == "");
    CHECK(found("lang='zh'\npatterns=['好评']\nnear=['红包']\nwithin=5", "红包给您，好评麻烦了") == "好评|");
    CHECK(found("lang='zh'\npatterns=['好评']\nnear=['红包']\nwithin=5", "好评麻烦了，谢谢您，红包") == "");
    CHECK(found("lang='zh'\npatterns=['亲']\ntimes=3", "亲，亲，好的") == "");
    CHECK(found("lang='zh'\npatterns=['亲']\ntimes=3", "亲，亲，好的亲，亲") == "亲|");
    CHECK(found("lang='zh'\nmissing=['抱歉']", "已经发了") == "已经发了|");
    CHECK(found("lang='zh'\nmissing=['抱歉']", "抱歉，已经发了") == "");
    CHECK(found("lang='zh'\nmissing=['抱歉']\nwhen=['坏']", "已经发了") == "");
    CHECK(found("lang='zh'\nlength={most=4}", "已经发了") == "");
    CHECK(found("lang='zh'\nlength={most=3}", "已经发了") == "已经发了|");
    CHECK(found("lang='zh'\nlength={most=11, unit='bytes'}", "已经发了") == "已经发了|");
    CHECK(found("length={most=1, unit='utf16'}", "😀") == "😀|");
    CHECK(found("length={least=2}", "好") == "好|");
}

TEST_CASE("a rule weighs what its place says")
{
    const auto set = rules("lang='zh'\npatterns=['冷静']\nseverity='note'\n"
                           "overlays=[{platforms=['ebay'], severity='warning'}, {jurisdictions=['US'], severity='error'}]");
    const auto& rule = set.rules.front();
    CHECK(severity_of(rule, {}) == Severity::note);
    CHECK(severity_of(rule, {.platform = "ebay"}) == Severity::warning);
    CHECK(severity_of(rule, {.platform = "ebay", .jurisdictions = {"US"}}) == Severity::error);
    CHECK(severity_of(rule, {.jurisdictions = {"US"}, .severities = {{"blame", Severity::note}}}) == Severity::note);
    const auto local = rules("lang='zh'\npatterns=['冷静']\nplatforms=['ebay']");
    CHECK(applies(local.rules.front(), {.platform = "ebay"}));
    CHECK_FALSE(applies(local.rules.front(), {.platform = "taobao"}));
}

TEST_CASE("a team finds what one linter finds, in the same order")
{
    const auto book = std::make_shared<const Rulebook>(shipped());
    std::vector<std::string> lines;
    for (int i = 0; i < 3000; ++i)
        lines.push_back(std::to_string(i) + (i % 3 ? " 亲，您冷静一下。" : " We will look into it. 加微信聊") +
                        std::string(i % 7, 'x'));
    std::vector<LintText> texts;
    for (const auto& line : lines) texts.push_back({.text = line, .kind = "reply"});
    std::vector<LintFinding> one, many;
    Linter(book).check_all(texts, one);
    LintTeam(book, 4).check_all(texts, many);
    REQUIRE(one.size() == many.size());
    CHECK(one.size() > 3000);
    for (std::size_t i = 0; i < one.size(); ++i)
        CHECK((one[i].rule == many[i].rule && one[i].text == many[i].text && one[i].offset == many[i].offset));
}

TEST_CASE("a text met again is found as before, and only where all else is the same")
{
    LintTeam team(std::make_shared<const Rulebook>(
        rules("patterns=['怪']\nlang='zh'\noverlays=[{platforms=['paypal'], severity='error'}]")));
    const LintScope paypal{.platform = "paypal", .jurisdictions = {}, .channels = {}, .severities = {}};
    const std::vector<LintText> texts{{.text = "都怪你", .kind = "reply"},
                                      {.text = "都怪你", .kind = "shop"},
                                      {.text = "都怪你", .kind = "reply"},
                                      {.text = "都怪你", .kind = "reply", .languages = Languages{.en = true}},
                                      {.text = "都怪你", .kind = "reply", .scope = &paypal},
                                      {.text = "好", .kind = "reply"}};
    for (int round = 0; round < 2; ++round) {
        std::vector<LintFinding> out;
        team.check_all(texts, out);
        REQUIRE(out.size() == 3);
        CHECK((out[0].text == 0 && out[1].text == 2 && out[2].text == 4));
        CHECK((out[0].match == "怪" && out[1].match == "怪" && out[1].offset == 3));
        CHECK((out[1].severity == Severity::warning && out[2].severity == Severity::error));
    }
}

TEST_CASE("the model: a score is the sum of the weights of all features, also of words met before")
{
    WordingModel model;
    model.bits = 10;
    model.scale = 0.25F;
    std::vector<std::int8_t> table(std::size_t{1024} * wording_columns);
    for (std::size_t i = 0; i < table.size(); ++i) table[i] = static_cast<std::int8_t>(i * 37 % 251 - 125);
    model.table = table;
    for (std::size_t k = 0; k < wording_columns; ++k) model.bias[k] = static_cast<float>(k);
    Folded folded;
    wording_features("please calm down, please 亲您冷静一下 internationalization of please 100 x", folded);
    std::array<int, wording_columns> sums{};
    std::size_t count = 0;
    each_feature(folded, [&](std::uint32_t h) {
        ++count;
        for (std::size_t k = 0; k < wording_columns; ++k) sums[k] += table[(h >> 22) * wording_columns + k];
    });
    CHECK(count > 100);
    WordingScorer scorer(model);
    for (int round = 0; round < 2; ++round) {
        const auto scores = scorer.scores(folded);
        for (std::size_t k = 0; k < wording_columns; ++k)
            CHECK(scores[k] ==
                  doctest::Approx(static_cast<float>(sums[k]) * 0.25F * wording_scale(count) + static_cast<float>(k)));
    }
}

TEST_CASE("the model: read back as saved, refused when cut, asked only where a rule says so")
{
    WordingModel model;
    model.bits = 8;
    model.scale = 0.5F;
    model.categories = {"blame"};
    model.least[0] = 1;
    model.hold[0] = -1;
    std::vector<std::int8_t> table(std::size_t{256} * wording_columns);
    Folded folded;
    wording_features("怪", folded);
    each_feature(folded, [&](std::uint32_t h) { table[(h >> 24) * wording_columns] = 127; });
    model.table = table;
    const auto bytes = save_wording_model(model);
    CHECK_THROWS_AS(load_wording_model(bytes.substr(0, bytes.size() - 1)), Error);
    CHECK_THROWS_AS(load_wording_model("redress"), Error);
    const auto loaded = std::make_shared<const WordingModel>(load_wording_model(bytes));
    const auto check = [&](const std::string& keys, std::string_view text) {
        return Linter(std::make_shared<const Rulebook>(rules(keys), loaded)).check({.text = text, .kind = "reply"});
    };
    CHECK(check("scorer=true", "怪").size() == 1);
    CHECK(check("scorer=true", "好").empty());
    // In order of place, what phrases find and what the model finds.
    auto both = rules("scorer=true");
    both.rules.push_back(rules("detector='mobile-cn'").rules[0]);
    both.rules[1].id = "p";
    both.rules[1].category = "privacy";
    Linter linter(std::make_shared<const Rulebook>(both, loaded));
    const auto all = linter.check({.text = "怪 13800138000", .kind = "reply"});
    REQUIRE(all.size() == 2);
    CHECK(all[0].rule->id == "r");
    CHECK(all[1].rule->id == "p");
    CHECK(Linter(rules("scorer=true")).check({.text = "怪", .kind = "reply"}).empty()); // no model: nothing found
    // A phrase stands as it is where the text reads so, and as a note where it reads quite otherwise.
    auto sad = *loaded;
    sad.bias[0] = -5;
    const auto held = std::make_shared<const WordingModel>(sad);
    const auto severity = [&](const std::string& keys, const std::shared_ptr<const WordingModel>& by) {
        return Linter(std::make_shared<const Rulebook>(rules(keys), by))
            .check({.text = "好", .kind = "reply"})
            .at(0)
            .severity;
    };
    CHECK(severity("patterns=['好']", loaded) == Severity::warning);
    CHECK(severity("patterns=['好']", held) == Severity::note);
    CHECK(severity("patterns=['好']\nfirm=true", held) == Severity::warning);
    CHECK_THROWS_AS(rules("scorer=true\npatterns=['x']"), Error);
}

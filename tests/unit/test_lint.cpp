#include "analyze/lint.hpp"
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
    for (const auto& f : linter.check(text, "reply", languages_of(text, ""))) out += f.match + "|";
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
    CHECK(seen.size() == 21);
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
    const auto findings = linter.check(text, "reply", languages_of(text, ""));
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].line == 2);
    CHECK(findings[0].column == 4);
    CHECK(findings[0].match == "加\u200b微 信");
    CHECK(text.compare(findings[0].offset, findings[0].length, findings[0].match) == 0);
    CHECK(linter.check(text, "shop", languages_of(text, "")).empty());
    CHECK(linter.check("", "reply", {}).empty());
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

#include "base/toml.hpp"
#include "profile/rules_codec.hpp"

#include <doctest/doctest.h>

using namespace redress;

namespace {

profile::RuleSet everything()
{
    profile::RuleSet set;
    profile::add_rules(set,
                       toml::parse(R"(
[words]
who = ["您", "你"]
[[rule]]
id = "a"
category = "structure"
kinds = ["reply", "shop"]
lang = "zh"
platforms = ["taobao"]
jurisdictions = ["cn"]
severity = "note"
overlays = [{ platforms = ["okx-c2c"], severity = "error", source = "s", seen = "2026-11-01" }]
patterns = ["<who>好"]
near = ["x"]
within = 4
after = ["y"]
times = 2
when = ["w"]
except = ["e"]
unless = ["u"]
requires = ["r"]
scope = "sentence"
quotes = "check"
message = { en = "m", zh = "消息" }
suggestion = { en = "s", zh = "建议" }
why = { en = "b", zh = "为什么" }
source = "src"
seen = "2026-11-02"
good = ["g"]
bad = ["您好"]
[[rule]]
id = "b"
category = "structure"
kinds = ["appeal"]
length = { most = 500, unit = "bytes" }
message = { en = "m", zh = "消息" }
)",
                                   "t.toml"),
                       "t.toml");
    return set;
}

} // namespace

TEST_CASE("rules as bytes: all of a rule comes back, and no cut is taken for a set")
{
    const auto bytes = profile::to_bytes(everything());
    const auto back = profile::from_bytes(bytes);
    REQUIRE(back);
    REQUIRE(back->rules.size() == 2);
    const auto& a = back->rules[0];
    CHECK(a.id == "a");
    CHECK(a.kinds == std::vector<std::string>{"reply", "shop"});
    CHECK(a.severity == Severity::note);
    REQUIRE(a.overlays.size() == 1);
    CHECK(a.overlays[0].severity == Severity::error);
    CHECK(a.overlays[0].seen == "2026-11-01");
    CHECK(a.patterns == std::vector<std::string>{"<who>好"});
    CHECK(a.near == std::vector<std::string>{"x"});
    CHECK(a.within == 4);
    CHECK(a.after == std::vector<std::string>{"y"});
    CHECK(a.times == 2);
    CHECK(a.when == std::vector<std::string>{"w"});
    CHECK(a.except == std::vector<std::string>{"e"});
    CHECK(a.unless == std::vector<std::string>{"u"});
    CHECK(a.requires_any == std::vector<std::string>{"r"});
    CHECK_FALSE(a.whole_text);
    CHECK(a.check_quotes);
    CHECK(a.why.zh == "为什么");
    CHECK(a.bad == std::vector<std::string>{"您好"});
    CHECK(a.file == "t.toml");
    CHECK_FALSE(a.length);
    REQUIRE(back->rules[1].length);
    CHECK(back->rules[1].length->most == 500);
    CHECK_FALSE(back->rules[1].length->least);
    CHECK(back->rules[1].length->unit == profile::LengthUnit::bytes);
    CHECK(back->words.at("who").size() == 2);
    CHECK(profile::to_bytes(*back) == bytes);
    for (std::size_t size = 0; size < bytes.size(); ++size) CHECK_FALSE(profile::from_bytes(bytes.substr(0, size)));
}

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "ingest/format.hpp"
#include "profile/profile.hpp"
#include "profile/rules.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <iostream>
#include <regex>
#include <set>

using namespace redress;
using profile::Profile;

namespace {

const std::filesystem::path share = TEST_SOURCE_DIR "/share";

const std::string head = R"(
id = "x"
display = { en = "X", zh = "某" }
citation = { en = "Exhibit {label}", zh = "证据{label}" }
[sources]
s = { source = "memory", seen = "2026-03", verified = false }
)";

std::string complaint(const std::string& body)
{
    try {
        profile::parse_profile(head + body, "x.toml");
    } catch (const Error& e) {
        return std::string(e.what()) + " | " + e.hint().en();
    }
    return "accepted";
}

template <typename Items, typename Key> std::vector<std::string> codes(const Items& items, Key key)
{
    std::vector<std::string> out;
    for (const auto& item : items) out.push_back(item.*key);
    return out;
}

std::vector<std::string> words(const Json& list)
{
    std::vector<std::string> out;
    for (const auto& item : list.items()) out.push_back(item.string_or(""));
    return out;
}

void each_source(const Profile& p, const std::function<void(const profile::Provenance&, const std::string&)>& take)
{
    for (const auto& x : p.stages) take(x.from, x.code);
    for (const auto& x : p.statuses) take(x.from, x.code);
    for (const auto& x : p.transitions) take(x.from, x.on);
    for (const auto& x : p.reasons) take(x.from, x.code), take(x.evidence_from, x.code);
    for (const auto& x : p.deadlines) take(x.from, x.event);
    for (const auto& x : p.evidence_types) take(x.from, x.code);
    for (const auto& x : p.texts) take(x.from, x.field);
    for (const auto& x : p.rules) take(x.from, x.id);
    for (const auto& x : p.metrics) {
        take(x.from, x.name);
        for (const auto& threshold : x.thresholds) take(threshold.from, threshold.name);
    }
    if (!p.submission.names.en.empty()) take(p.submission.from, "submission");
    for (const auto& x : p.uploads) take(x.from, x.field);
    for (const auto& x : p.prohibitions) take(x.from, x.code);
    if (!p.files.extensions.empty()) take(p.files.from, "files");
    if (p.reviews) {
        take(p.reviews->from, "reviews");
        for (const auto& x : p.reviews->steps) take(x.from, x.code);
        for (const auto& x : p.reviews->removal) take(x.from, x.code);
    }
    for (const auto& x : p.enumerations) take(x.from, x.name);
}

} // namespace

TEST_CASE("every shipped profile loads and every fact has a source and a date")
{
    const auto names = profile::list_profiles(share, "/nonexistent");
    CHECK(names == std::vector<std::string>{"aliexpress", "alipay-complaint", "card-key", "card-shop-hosted", "epay",
                                            "okx-c2c", "paypal", "taobao", "wechatpay-complaint"});
    for (const auto& name : names) {
        CAPTURE(name);
        const auto p = profile::load_profile(share, "/nonexistent", name);
        CHECK(p.id == name);
        CHECK(!p.reasons.empty());
        CHECK(!p.deciders.empty());
        each_source(p, [](const profile::Provenance& from, const std::string& what) {
            CAPTURE(what);
            CHECK(!from.source.empty());
            CHECK(from.seen.size() >= 7);
            if (from.source == "memory") CHECK(!from.verified);
        });
    }
}

// The loader checks the same; this looks with other eyes, so that a hole in the loader shows.
TEST_CASE("what the tables of a shipped profile name is there, and every limit says what it counts")
{
    profile::RuleSet rules;
    profile::load_rules(rules, share / "rules");
    std::set<std::string> rule_ids, formats;
    for (const auto& rule : rules.rules) rule_ids.insert(rule.id);
    for (const auto* format : ingest::formats()) formats.insert(std::string(format->name));
    for (const auto& name : profile::list_profiles(share, "/nonexistent")) {
        CAPTURE(name);
        const auto p = profile::load_profile(share, "/nonexistent", name);
        for (const auto& step : p.transitions) {
            CAPTURE(step.on);
            CHECK((step.stage.empty() || p.stage(step.stage)));
            CHECK((step.to_stage.empty() || p.stage(step.to_stage)));
            CHECK((step.status.empty() || p.status(step.status)));
            CHECK((step.to_status.empty() || p.status(step.to_status)));
        }
        for (const auto& reason : p.reasons) {
            CAPTURE(reason.code);
            CHECK(!reason.evidence.empty());
            for (const auto& code : reason.evidence) CHECK(p.evidence_type(code));
            for (const auto& group : reason.required)
                for (const auto& code : group)
                    CHECK(std::find(reason.evidence.begin(), reason.evidence.end(), code) != reason.evidence.end());
        }
        for (const auto& type : p.evidence_types)
            for (const auto& code : type.reasons) CHECK_MESSAGE(p.reason(code), type.code);
        for (const auto& rule : p.texts) {
            CAPTURE(rule.field);
            CHECK((rule.unit == "char" || rule.unit == "byte" || rule.unit == "utf16"));
            CHECK(rule.max > 0);
            CHECK((rule.unit != "byte" || !rule.encoding.empty()));
        }
        for (const auto& deadline : p.deadlines)
            CHECK_MESSAGE((deadline.hours > 0) == !deadline.starts_from.empty(), deadline.event);
        for (const auto& metric : p.metrics) CHECK_MESSAGE(!metric.unit.empty(), metric.name);
        for (const auto& ban : p.prohibitions) {
            CAPTURE(ban.code);
            CHECK(!ban.rules.empty());
            for (const auto& rule : ban.rules) CHECK_MESSAGE(rule_ids.contains(rule), rule);
        }
        CHECK(!p.imports.empty());
        for (const auto& format : p.imports) CHECK_MESSAGE(formats.contains(format), format);
    }
}

TEST_CASE("Taobao counts bytes of a refund message and characters of an answer to a rating")
{
    const auto p = profile::load_profile(share, "/nonexistent", "taobao");
    const auto field = [&](const std::string& word) {
        return *std::find_if(p.texts.begin(), p.texts.end(), [&](const auto& rule) { return rule.field == word; });
    };
    CHECK(field("refund.message.content").max == 400);
    CHECK(field("refund.message.content").unit == "byte");
    CHECK(field("traderate.reply").max == 500);
    CHECK(field("traderate.reply").unit == "char");
    const auto okx = profile::load_profile(share, "/nonexistent", "okx-c2c");
    REQUIRE(okx.reviews);
    CHECK(okx.reviews->one_shot_reply);
    REQUIRE(p.reviews);
    CHECK(!p.reviews->one_shot_reply);
}

TEST_CASE("the loader is strict: a typo is an error that names file, table and key")
{
    struct Row {
        const char *body, *part;
    };
    const Row rows[] = {
        {"", "accepted"},
        {"[[stages]]\ncode = \"A\"\nlabel = { en = \"a\", zh = \"甲\" }\nfrom = \"s\"", "accepted"},
        {"[[stages]]\ncode = \"A\"\nlable = { en = \"a\", zh = \"甲\" }\nfrom = \"s\"",
         "x.toml: [[stages]] A: key 'label' is missing"},
        {"[[stages]]\ncode = \"A\"\nlabel = { en = \"a\", zh = \"甲\" }\nfrom = \"s\"\nownr = 1",
         "x.toml: [[stages]] A: unknown key 'ownr'"},
        {"[[stages]]\ncode = \"A\"\nlabel = { en = \"a\" }\nfrom = \"s\"", "key 'zh' is missing"},
        {"[[stages]]\ncode = \"A\"\nlabel = { en = \"a\", zh = \"甲\" }", "a fact needs a source"},
        {"[[stages]]\ncode = \"A\"\nlabel = { en = \"a\", zh = \"甲\" }\nfrom = \"t\"", "names no source 't'"},
        {"[[stages]]\ncode = \"A\"\nlabel = { en = \"a\", zh = \"甲\" }\nsource = \"u\"\nseen = \"2026-13\"",
         "'2026-13' is no date"},
        {"[[stages]]\ncode = \"A\"\nlabel = { en = \"a\", zh = \"甲\" }\nsource = \"u\"\nverified = true", "needs the date"},
        {"[[stagse]]\ncode = \"A\"", "unknown key 'stagse' | did you mean 'stages'?"},
        {"[[transitions]]\non = \"go\"\nto_stage = \"B\"\nlabel = { en = \"a\", zh = \"甲\" }\nfrom = \"s\"",
         "[[transitions]] go: there is no 'B'"},
        {"[[reasons]]\ncode = \"R\"\ncause = \"process\"\nlabel = { en = \"a\", zh = \"甲\" }\nevidence = [\"E\"]\nfrom = "
         "\"s\"",
         "[[reasons]] R: there is no 'E'"},
        {"[[reasons]]\ncode = \"R\"\ncause = \"proces\"\nlabel = { en = \"a\", zh = \"甲\" }\nfrom = \"s\"",
         "key 'cause' is 'proces'"},
        {"[[texts]]\nfield = \"f\"\nmax = 10\nfrom = \"s\"", "key 'unit' is missing"},
        {"[[texts]]\nfield = \"f\"\nunit = \"letters\"\nmax = 10\nfrom = \"s\"", "key 'unit' is 'letters'"},
        {"[[texts]]\nfield = \"f\"\nunit = \"char\"\nmax = \"10\"\nfrom = \"s\"", "key 'max' must be a whole number"},
        {"[[deadlines]]\nevent = \"d\"\nlabel = { en = \"a\", zh = \"甲\" }\nfrom = \"s\"", "needs minutes, hours, days"},
        {"[[deadlines]]\nevent = \"d\"\nhours = 3\nlabel = { en = \"a\", zh = \"甲\" }\nfrom = \"s\"",
         "'starts_from' is missing"},
        {"[[metrics]]\nname = \"m\"\nformula = { en = \"f\", zh = \"式\" }\nlabel = { en = \"a\", zh = \"甲\" }\nfrom = "
         "\"s\"\n[[metrics.thresholds]]\nname = \"t\"\nvalue = 3\nlabel = { en = \"a\", zh = \"甲\" }\nfrom = \"s\"",
         "a threshold needs a unit"},
        {"[[rules]]\nid = \"r\"\ntext = { en = \"a\", zh = \"甲\" }\nthreshold = 750\nfrom = \"s\"",
         "a threshold needs a unit"},
        {"[[texts]]\nfield = \"f\"\nunit = \"byte\"\nmax = 10\nfrom = \"s\"", "key 'encoding' is missing"},
        {"[[texts]]\nfield = \"f\"\nunit = \"byte\"\nencoding = \"GBKK\"\nmax = 10\nfrom = \"s\"", "'GBKK' is no encoding"},
        {"[[deadlines]]\nevent = \"d\"\ndays = 3\nstarts_from = \"opend\"\nlabel = { en = \"a\", zh = \"甲\" }\nfrom = "
         "\"s\"",
         "key 'starts_from' is 'opend'"},
        {"[[deadlines]]\nevent = \"d\"\ndays = 3\nstarts_from = \"opened\"\nstage = \"B\"\nlabel = { en = \"a\", zh = "
         "\"甲\" }\nfrom = \"s\"",
         "[[deadlines]] d: there is no 'B'"},
        {"[reviews]\nscale = { en = \"a\", zh = \"甲\" }\nfrom = \"s\"\n[[reviews.steps]]\ncode = \"reply\"\nby = "
         "\"seller\"\nfield = \"f\"\nlabel = { en = \"a\", zh = \"甲\" }\nfrom = \"s\"",
         "[[reviews.steps]] reply: there is no 'f'"},
        {"[[enumerations]]\nname = \"n\"\nvalues = [\"1\"]\nmeaning = { 2 = { en = \"a\", zh = \"甲\" } }\nfrom = \"s\"",
         "unknown key '2'"},
        {"[[evidence_types]]\ncode = \"E\"\nneeds = \"file\"\nkinds = [\"evnet:shipped\"]\nproves = { en = \"a\", zh = "
         "\"甲\" }\nfrom = \"s\"",
         "key 'kinds' is 'evnet:shipped'"},
        {"[files]\nextensions = [\"pdf\", \"pdf\"]\nfrom = \"s\"", "'pdf' twice"},
        {"[files]\nname_pattern = \"(\"\nfrom = \"s\"", "no regular expression"},
        {"[[stages]]\ncode = 3", "key 'code' must be text"},
        {"[stages]\ncode = \"A\"", "must be a list of tables"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.body);
        CHECK_MESSAGE(complaint(row.body).find(row.part) != std::string::npos, complaint(row.body));
    }
    CHECK(complaint("[[stages]\n").find("x.toml:") == 0);
}

TEST_CASE("deadlines count in hours whatever they were written in")
{
    const auto p = profile::parse_profile(head + R"(
[[deadlines]]
event = "a"
minutes = 30
starts_from = "opened"
label = { en = "a", zh = "甲" }
from = "s"
[[deadlines]]
event = "b"
days = 20
starts_from = "opened"
label = { en = "b", zh = "乙" }
from = "s"
)",
                                          "x.toml");
    CHECK(p.deadlines[0].hours == 0.5);
    CHECK(p.deadlines[1].hours == 480);
}

TEST_CASE("a user's overlay changes a fact, adds one, and takes the shipped source off what it changed")
{
    const TempDir config;
    std::filesystem::create_directories(config.path() / "platforms");
    write_file(config.path() / "platforms/paypal.toml", R"(
currency = "EUR"
[[deadlines]]
event = "escalate"
hours = 360
[[rules]]
id = "mine"
text = { en = "my rule", zh = "我的规则" }
[files]
max_files = 5
)");
    const auto base = profile::load_profile(share, "/nonexistent", "paypal");
    const auto p = profile::load_profile(share, config.path(), "paypal");
    CHECK(p.currency == "EUR");
    const auto escalate = [](const Profile& from) {
        return *std::find_if(from.deadlines.begin(), from.deadlines.end(),
                             [](const auto& d) { return d.event == "escalate"; });
    };
    CHECK(escalate(base).from.verified);
    CHECK(escalate(base).hours == 480);
    // The shipped entry says 20 days, the overlay 360 hours: replaced, and no longer PayPal's word.
    CHECK(escalate(p).hours == 360);
    CHECK(!escalate(p).from.verified);
    CHECK(escalate(p).from.source.find("paypal.toml") != std::string::npos);
    CHECK(escalate(p).label.en == escalate(base).label.en);
    CHECK(p.deadlines.size() == base.deadlines.size());
    REQUIRE(p.rule("mine"));
    CHECK(!p.rule("mine")->from.verified);
    CHECK(p.files.max_files == 5);
    CHECK(p.files.max_file_bytes == base.files.max_file_bytes);
    CHECK(!p.files.from.verified);
}

TEST_CASE("an overlay reaches facts within facts: a threshold, a step of the rating, a unit")
{
    const TempDir config;
    std::filesystem::create_directories(config.path() / "platforms");
    write_file(config.path() / "platforms/okx-c2c.toml", R"(
[[metrics]]
name = "completion"
[[metrics.thresholds]]
name = "regular_merchant"
value = 95
[[reviews.steps]]
code = "reply"
once = false
[[transitions]]
on = "mine"
label = { en = "a step", zh = "一步" }
[[transitions]]
on = "release"
stage = "order"
status = "paid"
label = { en = "my words", zh = "我的话" }
)");
    write_file(config.path() / "platforms/taobao.toml", R"(
[[texts]]
field = "refund.message.content"
encoding = "GBK"
source = "counted in Qianniu"
seen = "2026-11"
verified = true
)");
    const auto okx = profile::load_profile(share, config.path(), "okx-c2c");
    const auto completion =
        *std::find_if(okx.metrics.begin(), okx.metrics.end(), [](const auto& m) { return m.name == "completion"; });
    CHECK(completion.threshold == 95.0);
    CHECK(completion.thresholds.size() == 1);
    CHECK(completion.thresholds[0].from.source.find("okx-c2c.toml") != std::string::npos);
    CHECK(!okx.reviews->one_shot_reply);
    CHECK(okx.transitions.back().on == "mine");
    const auto release =
        std::find_if(okx.transitions.begin(), okx.transitions.end(), [](const auto& step) { return step.on == "release"; });
    CHECK(release->label.en == "my words");
    CHECK(release->to_status == "completed");
    CHECK(okx.transitions.size() == profile::load_profile(share, "/nonexistent", "okx-c2c").transitions.size() + 1);
    const auto taobao = profile::load_profile(share, config.path(), "taobao");
    const auto message = *std::find_if(taobao.texts.begin(), taobao.texts.end(),
                                       [](const auto& rule) { return rule.field == "refund.message.content"; });
    CHECK(message.encoding == "GBK");
    CHECK(message.max == 400);
    CHECK(message.from.verified);
    CHECK(message.from.source == "counted in Qianniu");
}

TEST_CASE("who decides supplies limits and clocks; reasons and evidence stay the shop's")
{
    const auto shop = profile::load_profile(share, "/nonexistent", "card-key");
    const auto alipay = profile::load_profile(share, "/nonexistent", "alipay-complaint");
    CHECK(codes(alipay.reasons, &profile::Reason::code) == codes(shop.reasons, &profile::Reason::code));

    const auto plain = profile::load_case_profile(share, "/nonexistent", "card-key", "");
    CHECK(plain.decided_by.empty());
    CHECK(plain.citation.en == shop.citation.en);

    const auto both = profile::load_case_profile(share, "/nonexistent", "card-key", "alipay");
    CHECK(both.id == "card-key");
    CHECK(both.decided_by == "alipay-complaint");
    CHECK(both.citation.zh == alipay.citation.zh);
    CHECK(codes(both.reasons, &profile::Reason::code) == codes(shop.reasons, &profile::Reason::code));
    CHECK(codes(both.evidence_types, &profile::EvidenceType::code) ==
          codes(shop.evidence_types, &profile::EvidenceType::code));
    CHECK(both.deadlines.front().event == alipay.deadlines.front().event);
    CHECK(both.deadlines.size() > alipay.deadlines.size());
    CHECK(both.status("MERCHANT_PROCESSING"));
    CHECK(both.status("waiting_seller"));
    CHECK(both.stages.front().code == "channel");
    CHECK(both.stage("shop"));
    REQUIRE(both.stage("channel"));
    CHECK(both.stage("channel")->label.en == alipay.stage("channel")->label.en);
    CHECK(both.enumeration("outcome")->values == shop.enumeration("outcome")->values);

    // PayPal's own cases are PayPal's alone; a card-key case at PayPal goes into PayPal's fields.
    CHECK(profile::load_case_profile(share, "/nonexistent", "paypal", "paypal").decided_by.empty());
    const auto at_paypal = profile::load_case_profile(share, "/nonexistent", "card-key", "paypal");
    CHECK(at_paypal.files.ascii_names);
    for (const auto& rule : at_paypal.texts)
        if (std::find(rule.letters.begin(), rule.letters.end(), "reply") != rule.letters.end())
            CHECK(rule.field == "message.content");
    // Nobody describes Stripe: the shop's own word stands.
    CHECK(profile::load_case_profile(share, "/nonexistent", "card-key", "stripe").decided_by.empty());
    // Each decider a platform names is one that some profile decides as, or is known to be undescribed.
    for (const auto& via : shop.deciders)
        if (via != "stripe")
            CHECK_MESSAGE(!profile::load_case_profile(share, "/nonexistent", "card-key", via).decided_by.empty(), via);
}

TEST_CASE("reasons of another profile: own ones win, and there is no chain")
{
    const TempDir root;
    std::filesystem::create_directories(root.path() / "platforms");
    const auto entry = [](const std::string& code, const std::string& word) {
        return "[[reasons]]\ncode = \"" + code + "\"\ncause = \"none\"\nlabel = { en = \"" + word +
               "\", zh = \"某\" }\nfrom = \"s\"\n";
    };
    const auto put = [&](const std::string& id, const std::string& more, const std::string& tables) {
        auto text = head;
        text.replace(text.find("id = \"x\""), 8, "id = \"" + id + "\"\n" + more);
        write_file(root.path() / "platforms" / (id + ".toml"), text + tables);
    };
    put("a", "", entry("one", "of a") + entry("two", "of a"));
    put("b", "reasons_of = \"a\"\n", entry("two", "of b") + entry("three", "of b"));
    put("c", "reasons_of = \"b\"\n", "");
    const auto b = profile::load_profile(root.path(), "/nonexistent", "b");
    CHECK(codes(b.reasons, &profile::Reason::code) == std::vector<std::string>{"two", "three", "one"});
    CHECK(b.reason("two")->label.en == "of b");
    CHECK_THROWS_AS(profile::load_profile(root.path(), "/nonexistent", "c"), Error);
}

TEST_CASE("an unknown platform gets the nearest name; a path is no name")
{
    try {
        profile::load_profile(share, "/nonexistent", "paypla");
        FAIL("accepted");
    } catch (const Error& e) {
        CHECK(e.hint().en() == "did you mean 'paypal'?");
    }
    CHECK_THROWS_AS(profile::load_profile(share, "/nonexistent", "../platforms/paypal"), Error);
    CHECK_THROWS_AS(profile::load_profile(share, "/nonexistent", ""), Error);
}

TEST_CASE("PayPal's words are exactly those of its specification")
{
    const std::filesystem::path notes = TEST_SHARED_DIR "/platforms/paypal_enums.json";
    if (!std::filesystem::exists(notes)) {
        std::cout << "skipped: 1 comparison with paypal_enums.json (not there)\n";
        return;
    }
    const auto want = json::parse(read_file(notes)).value();
    const auto p = profile::load_profile(share, "/nonexistent", "paypal");
    const auto& headline = want["headline"];
    CHECK(codes(p.reasons, &profile::Reason::code) == words(headline["dispute_reason"]));
    CHECK(codes(p.statuses, &profile::Status::code) == words(headline["status"]));
    CHECK(codes(p.stages, &profile::Stage::code) == words(headline["dispute_lifecycle_stage"]));
    CHECK(codes(p.evidence_types, &profile::EvidenceType::code) == words(headline["evidence.evidence_type"]));
    CHECK(p.evidence_types.size() == 71);
    std::size_t compared = 4;
    const std::vector<std::string> tables{"dispute_reason", "status", "dispute_lifecycle_stage", "evidence.evidence_type"};
    for (const auto& member : headline.members()) {
        if (std::find(tables.begin(), tables.end(), member.key) != tables.end()) continue;
        CAPTURE(member.key);
        const auto at =
            std::find_if(p.enumerations.begin(), p.enumerations.end(), [&](const auto& e) { return e.field == member.key; });
        REQUIRE(at != p.enumerations.end());
        CHECK(at->values == words(member.value));
        ++compared;
    }
    CHECK(compared == headline.members().size());
    for (const auto& e : p.enumerations) {
        CAPTURE(e.field);
        auto values = words(want["enums"][e.field]["values"]);
        if (e.name == "tracking_info.carrier_name") { // two stand there twice, one has a blank before it
            std::vector<std::string> once;
            for (const auto& value : values)
                if (const auto name = std::string(text::trim(value));
                    std::find(once.begin(), once.end(), name) == once.end())
                    once.push_back(name);
            CHECK(values.size() - once.size() == 2);
            values = once;
        }
        CHECK(e.values == values);
    }
    for (const auto& rule : p.texts) {
        CAPTURE(rule.field);
        CHECK(static_cast<std::int64_t>(rule.max) == want["text_limits"][rule.field].integer());
        CHECK(rule.unit == "char");
    }
    CHECK(p.files.name_pattern == want["text_limits"]["document.name.pattern"].string());
    const std::regex names(p.files.name_pattern);
    CHECK(std::regex_match("E03_tracking_page.pdf", names));
    CHECK(!std::regex_match("E03.tracking.pdf", names));
    CHECK(!std::regex_match("截图.png", names));
    CHECK(!std::regex_match("scan (2).pdf", names));
    CHECK(!std::regex_match("clip.mp4", names));
}

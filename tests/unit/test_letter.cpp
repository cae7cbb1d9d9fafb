#include "analyze/exhibits.hpp"
#include "analyze/lint.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "letter/citations.hpp"
#include "letter/context.hpp"
#include "letter/draft.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>

using namespace redress;
namespace fs = std::filesystem;

namespace {

const fs::path share = TEST_SOURCE_DIR "/share";

model::Stamp at(const char* utc)
{
    model::Stamp stamp;
    stamp.at = time::parse_rfc3339(utc);
    stamp.zone = "Asia/Shanghai";
    stamp.from = model::ZoneFrom::data;
    return stamp;
}

template <typename Body> model::Record made(const std::string& id, Body body)
{
    model::Record record;
    record.id = id;
    record.body = std::move(body);
    return record;
}

model::Event event(const char* kind, const char* utc)
{
    model::Event e;
    e.order = "A-1001";
    e.kind = kind;
    e.when = at(utc);
    e.carrier = "UPS";
    e.tracking = "1Z999AA10123456784";
    e.address = "jane@example.com";
    e.supplier = "Key Supply";
    e.result = "valid";
    e.amount = Money{500, 2, "USD"};
    return e;
}

// A case that says everything a template may ask for.
analyze::Material sample(const std::string& platform)
{
    analyze::Material m;
    m.case_id = "C-0001";
    m.facts.platform = platform;
    m.facts.number = "PP-D-1";
    m.facts.orders = {"A-1001"};
    m.facts.amount = Money{4900, 2, "USD"};
    m.facts.opened = at("2026-03-10T00:00:00Z");
    m.facts.due = at("2026-03-20T00:00:00Z");
    model::Order order;
    order.platform = platform;
    order.number = "A-1001";
    order.title = "Desk lamp {{amount}} & <b>";
    order.amount = Money{4900, 2, "USD"};
    order.buyer.name = "Jane Doe";
    order.buyer.email = "jane@example.com";
    order.refs = {{"transaction", "9AB12345CD678901E"}};
    order.paid = at("2026-03-01T08:00:00Z");
    m.records.push_back(made("o_1", order));
    for (const auto* kind :
         {"shipped", "delivered", "code_sent", "code_viewed", "code_used", "supplier_checked", "reshipped"})
        m.records.push_back(made(std::string("e_") + kind, event(kind, "2026-03-02T08:00:00Z")));
    model::Message hello, answer;
    hello.thread = answer.thread = "Jane";
    hello.sender = "Jane Doe";
    hello.role = model::Role::buyer;
    hello.when = at("2026-03-05T08:00:00Z");
    answer.role = model::Role::seller;
    answer.when = at("2026-03-05T09:00:00Z");
    m.records.push_back(made("m_1", hello));
    m.records.push_back(made("m_2", answer));
    model::Document scan;
    scan.name = "scan.pdf";
    m.records.push_back(made("d_1", scan));
    return m;
}

std::vector<analyze::Exhibit> labelled(const analyze::Material& m)
{
    auto out = analyze::plan_exhibits(m);
    int number = 0;
    for (auto& e : out) {
        e.number = ++number;
        e.label = analyze::exhibit_label(number);
    }
    return out;
}

struct Desk {
    explicit Desk(const std::string& platform)
        : material(sample(platform)), profile(profile::load_profile(share, "/nonexistent", platform))
    {
        material.why = {{"d_1", "as " + profile.evidence_types.front().code}};
        exhibits = labelled(material);
    }
    Json context(const std::string& lang, std::map<std::string, std::string> set = {})
    {
        return letter::build_context({material, exhibits, profile, zone, lang, std::move(set)});
    }
    analyze::Material material;
    profile::Profile profile;
    std::vector<analyze::Exhibit> exhibits;
    time::Zone zone = *time::Zone::find("Asia/Shanghai");
};

std::string error_of(const std::string& text, const Json& context)
{
    try {
        return "filled: " + letter::fill(text, "t.md", context, "C-0001");
    } catch (const Error& e) {
        return std::string(e.what()) + " | " + e.hint();
    }
}

const Instant later = *time::parse_rfc3339("2026-04-01T00:00:00Z");

} // namespace

TEST_CASE("every shipped template is filled in full for a sample case, and every citation stands")
{
    std::size_t filled = 0;
    profile::RuleSet wording;
    profile::load_rules(wording, share / "rules");
    analyze::Linter linter(wording);
    for (const auto& entry : fs::recursive_directory_iterator(share / "templates")) {
        if (entry.path().extension() != ".md") continue;
        const auto folder = entry.path().parent_path().filename().string();
        const auto name = entry.path().filename().string();
        CAPTURE(folder);
        CAPTURE(name);
        const auto parts = text::split(name, '.');
        REQUIRE(parts.size() >= 3);
        const std::string lang(parts[parts.size() - 2]);
        CHECK((lang == "en" || lang == "zh"));
        const auto other = name.substr(0, name.size() - 6) + "." + (lang == "en" ? "zh" : "en") + ".md";
        CHECK_MESSAGE(fs::exists(entry.path().parent_path() / other), "the other language lacks " << other);
        Desk desk(folder == "common" ? "paypal" : folder);
        desk.material.facts.reason = desk.profile.reasons.front().code;
        if (parts.size() > 3) {
            // A reason in a file name is one of the platform's.
            CHECK(desk.profile.reason(std::string(parts[1])));
            desk.material.facts.reason = std::string(parts[1]);
        }
        const auto source = read_file(entry.path());
        const auto text = letter::fill(
            source, name, desk.context(lang, {{"eta", "2026-05-01 10:00:00 +08:00"}, {"signature", "Lamp Shop"}}), "C-0001");
        // What is not data is filled: the braces left are the title's.
        auto rest = text;
        for (auto p = rest.find("{{amount}}"); p != std::string::npos; p = rest.find("{{amount}}")) rest.erase(p, 10);
        CHECK(rest.find("{{") == std::string::npos);
        CHECK(rest.find("}}") == std::string::npos);
        const auto kind = name.substr(0, name.find('.'));
        for (const auto& finding : linter.check(rest, kind, analyze::languages_of(rest, lang)))
            if (finding.rule->severity >= Severity::warning) FAIL_CHECK(finding.rule->id << ": " << finding.match);
        CHECK(text.find("Lamp Shop") != std::string::npos);
        CHECK(text.find("jane@example.com") == std::string::npos); // no address in a letter
        const auto faults = letter::check_citations(text, desk.material, desk.exhibits, desk.profile, desk.zone, later);
        for (const auto& fault : faults) FAIL_CHECK(fault.message);
        CHECK(!letter::find_citations(text, desk.profile).empty());
        // A list item that states a fact ends with its citation.
        for (const auto line : text::split(text, '\n')) {
            if (line.substr(0, 2) != "- " || line.find("2026-03-0") == std::string_view::npos) continue;
            CAPTURE(line);
            const bool ends = line.find("].") == line.size() - 2 || line.find("]。") == line.size() - 4;
            CHECK(ends);
        }
        // The rest of what it may say: refunded.
        auto refund = event("refunded", "2026-03-06T08:00:00Z");
        desk.material.records.push_back(made("e_refund", refund));
        desk.exhibits = labelled(desk.material);
        const auto context = desk.context(lang, {{"eta", "2026-05-01 10:00:00 +08:00"}});
        CHECK(letter::fill(source, name, context, "C-0001").find("5.00 USD") != std::string::npos);
        // And a bare case, of which only the indispensable is known, still reads as sentences.
        analyze::Material bare = desk.material;
        bare.records.clear();
        bare.why.clear();
        const std::vector<analyze::Exhibit> none;
        const auto least = letter::fill(
            source, name,
            letter::build_context({bare, none, desk.profile, desk.zone, lang, {{"eta", "2026-05-01 10:00:00 +08:00"}}}),
            "C-0001");
        CHECK(least.find("[") == std::string::npos);
        CHECK(least.find("  ") == std::string::npos);
        ++filled;
    }
    CHECK(filled >= 20);
}

TEST_CASE("both platforms have an appeal and a reply for each of their reasons in both languages")
{
    for (const auto* platform : {"paypal", "card-key"}) {
        const auto profile = profile::load_profile(share, "/nonexistent", platform);
        for (const auto& reason : profile.reasons)
            for (const auto* kind : {"appeal", "reply"})
                for (const auto* lang : {"en", "zh"})
                    CHECK_NOTHROW(letter::find_template(share, "/nonexistent", {platform, kind, reason.code, "", lang}));
    }
}

TEST_CASE("the most specific template wins, the user's before ours, common last")
{
    const TempDir dir;
    const auto root = dir.path() / "share", own = dir.path() / "config";
    const auto put = [](const fs::path& path) {
        fs::create_directories(path.parent_path());
        write_file(path, "x");
    };
    const letter::Wanted wanted{"p", "appeal", "R", "S", "en"};
    const auto name = [&] { return fs::relative(letter::find_template(root, own, wanted), dir.path()).string(); };
    CHECK_THROWS_AS(name(), Error);
    put(root / "templates/common/appeal.en.md");
    CHECK(name() == "share/templates/common/appeal.en.md");
    put(root / "templates/common/appeal.R.en.md");
    put(root / "templates/p/appeal.en.md");
    CHECK(name() == "share/templates/p/appeal.en.md");
    put(root / "templates/p/appeal.S.en.md");
    CHECK(name() == "share/templates/p/appeal.S.en.md");
    put(root / "templates/p/appeal.R.en.md");
    CHECK(name() == "share/templates/p/appeal.R.en.md");
    put(root / "templates/p/appeal.R.S.en.md");
    put(own / "templates/p/appeal.R.en.md");
    CHECK(name() == "share/templates/p/appeal.R.S.en.md");
    put(own / "templates/p/appeal.R.S.en.md");
    CHECK(name() == "config/templates/p/appeal.R.S.en.md");
    CHECK_THROWS_AS(letter::find_template(root, own, {"p", "../p/appeal", "", "", "en"}), Error);
}

TEST_CASE("no slot is ever blank, and data is never a template")
{
    const auto context = Json::object()
                             .set("amount", "4.00 USD")
                             .set("buyer", false)
                             .set("title", "{{amount}} {{#buyer}} & <b>\"")
                             .set("empty", "")
                             .set("list", Json::array()
                                              .push(Json::object().set("x", "1").set("y", false))
                                              .push(Json::object().set("x", "2").set("y", "b")))
                             .set("one", Json::object().set("x", "inner"));
    struct Row {
        const char *text, *want;
    };
    const Row rows[] = {
        {"{{amount}}", "filled: 4.00 USD\n"},
        {"{{ amount }}", "filled: 4.00 USD\n"},
        {"{{title}}", "filled: {{amount}} {{#buyer}} & <b>\"\n"},
        {"a{{#buyer}} for {{buyer}}{{/buyer}}.", "filled: a.\n"},
        {"a{{^buyer}} nobody{{/buyer}}.", "filled: a nobody.\n"},
        {"{{#list}}{{x}}{{#y}}-{{y}}{{/y}} {{/list}}", "filled: 1 2-b\n"},
        {"{{#one}}{{x}}{{/one}}", "filled: inner\n"},
        {"{{! a note }}x", "filled: x\n"},
        {"a  \n\n\n\nb\n\n", "filled: a\n\nb\n"},
        {"{{buyer}}", "the draft needs 'buyer'"},
        {"{{empty}}", "the draft needs 'empty'"},
        {"{{#list}}{{y}}{{/list}}", "the draft needs 'y'"},
        {"{{amuont}}", "t.md: there is no slot 'amuont' | did you mean 'amount'?"},
        {"{{#lits}}{{/lits}}", "there is no slot 'lits'"},
        {"{{#list}}{{z}}{{/list}}", "there is no slot 'z'"},
        {"{{#list}}", "section 'list' is not closed"},
        {"{{#list}}{{/one}}", "section 'list' is not closed"},
        {"{{/list}}", "'/list' closes nothing"},
        {"{{amount", "a tag is not closed"},
        {"{{{amount}}}", "'{amount' is no slot"},
        {"{{&amount}}", "is no slot"},
        {"{{>file}}", "is no slot"},
        {"{{=<% %>=}}", "is no slot"},
        {"{{}}", "is no slot"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.text);
        const auto got = error_of(row.text, context);
        CAPTURE(got);
        if (std::string(row.want).rfind("filled", 0) == 0)
            CHECK(got == row.want);
        else
            CHECK(got.find(row.want) != std::string::npos);
    }
    CHECK(error_of("{{case_number}}", Json::object().set("case_number", false)).find("redress case set C-0001 number=") !=
          std::string::npos);
}

TEST_CASE("citations in both styles are read and written")
{
    const Desk desk("paypal");
    CHECK(letter::cite(desk.profile, "en", {"A", 3}) == "[Exhibit A, line 3]");
    CHECK(letter::cite(desk.profile, "zh", {"A", 3}) == "[证据A 第3行]");
    CHECK(letter::cite(desk.profile, "en", {"AB", 0}) == "[Exhibit AB]");
    CHECK(letter::cite(desk.profile, "en", {"", 0}).empty());
    const auto found = letter::find_citations(
        "x [Exhibit A, line 12] [证据BC 第3行] [Exhibit D] [Exhibit ] [Exhibit E, line x] Exhibit F [证据G", desk.profile);
    REQUIRE(found.size() == 3);
    CHECK(found[0].label == "A");
    CHECK(found[0].line == 12);
    CHECK(found[1].label == "BC");
    CHECK(found[1].line == 3);
    CHECK(found[2].label == "D");
    CHECK(found[2].line == 0);
    CHECK(letter::without_citations("Sent [Exhibit A, line 12]. 已发 [证据B 第3行]。", desk.profile) == "Sent. 已发。");
}

TEST_CASE("where a platform numbers its pictures, citations hold figures")
{
    const Desk desk("taobao");
    CHECK(letter::cite(desk.profile, "zh", {"3", 5}) == "[图3 第5行]");
    CHECK(letter::cite(desk.profile, "en", {"12", 0}) == "[Picture 12]");
    const auto found = letter::find_citations("已发 [图12 第3行]，见 [Picture 1]；[图A] [图] [图3 第x行]", desk.profile);
    REQUIRE(found.size() == 2);
    CHECK(found[0].label == "12");
    CHECK(found[0].line == 3);
    CHECK(found[1].label == "1");
    CHECK(letter::without_citations("已发 [图12 第3行]。", desk.profile) == "已发。");
}

TEST_CASE("a draft is checked against what the exhibits hold")
{
    const Desk desk("paypal"); // A: conversation (2 lines), B: order, C: events, D: document
    struct Row {
        const char *text, *code; // code: of the one fault; empty: none
    };
    const Row rows[] = {
        {"Shipped on 2026-03-02 16:00:00 +08:00 [Exhibit C].", ""},
        {"Shipped on 2026-03-02 16:00:01 +08:00 [Exhibit C].", "not-in-exhibit"},
        {"Shipped on 2026-03-02 16:00:00 +08:00 [Exhibit B].", "not-in-exhibit"},
        {"Shipped on 2026-03-02 16:00:00 +08:00.", "uncited"},
        {"I will write by 2026-05-02 16:00:00 +08:00.", ""},
        {"He wrote on 2026-03-05 16:00:00 +08:00 [Exhibit A, line 1].", ""},
        {"He wrote on 2026-03-05 16:00:00 +08:00 [Exhibit A, line 2].", "not-in-exhibit"},
        {"He wrote [Exhibit A, line 3].", "no-line"},
        {"An order [Exhibit B, line 1].", "no-line"},
        {"A letter [Exhibit Z].", "no-exhibit"},
        {"No facts at all.", ""},
    };
    for (const auto& row : rows) {
        CAPTURE(row.text);
        const auto faults = letter::check_citations(row.text, desk.material, desk.exhibits, desk.profile, desk.zone, later);
        REQUIRE(faults.size() == (*row.code ? 1u : 0u));
        if (*row.code) CHECK(faults[0].code == row.code);
    }
}

TEST_CASE("a rule is asserted only if somebody confirmed it")
{
    Desk desk("paypal");
    auto context = desk.context("en");
    CHECK(context["rule_seller_protection_tracking"].string());  // PayPal's own page
    CHECK(!context["rule_seller_protection_coverage"].string()); // quoted by others
    CHECK(context.find("rule_seller_protection_coverage"));      // known, and absent
    CHECK_THROWS_AS(desk.context("en", {{"rule_of_thumb", "x"}}), Error);
    context = desk.context("en", {{"rule_seller_protection_coverage", "as shown on the page"}});
    CHECK(context["rule_seller_protection_coverage"].string() == "as shown on the page");
}

TEST_CASE("lengths are counted in the platform's unit")
{
    profile::TextRule rule;
    rule.unit = "char";
    CHECK(letter::count_units("退款😀a", rule) == 4);
    rule.unit = "utf16";
    CHECK(letter::count_units("退款😀a", rule) == 5);
    rule.unit = "byte";
    CHECK(letter::count_units("退款a", rule) == 7);
    rule.encoding = "GB18030";
    CHECK(letter::count_units("退款a", rule) == 5);
    const Desk desk("paypal");
    CHECK(letter::measure(std::string(2000, 'x'), desk.profile, "appeal").fits());
    CHECK(!letter::measure(std::string(2001, 'x'), desk.profile, "appeal").fits());
    CHECK(letter::measure(std::string(9999, 'x'), desk.profile, "poem").fits());
}

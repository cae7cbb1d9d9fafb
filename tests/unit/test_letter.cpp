#include "analyze/exhibits.hpp"
#include "analyze/limits.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "letter/citations.hpp"
#include "letter/context.hpp"
#include "letter/draft.hpp"
#include "letter/privacy.hpp"
#include "letter/slot_names.hpp"
#include "sample_case.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>

using namespace redress;
using sample_case::Desk;
using sample_case::later;
namespace fs = std::filesystem;

namespace {

const fs::path share = TEST_SOURCE_DIR "/share";

std::string error_of(const std::string& text, const Json& context)
{
    try {
        return "filled: " + letter::fill(text, "t.md", context, "C-0001");
    } catch (const Error& e) {
        return std::string(e.what()) + " | " + e.hint().en();
    }
}

} // namespace

TEST_CASE("the most specific template wins, the user's before ours, common last")
{
    const TempDir dir;
    const auto root = dir.path() / "share", own = dir.path() / "config";
    const auto put = [](const fs::path& path) {
        fs::create_directories(path.parent_path());
        write_file(path, "x");
    };
    const letter::Wanted wanted{{"p"}, "appeal", "R", "S", "en"};
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
    CHECK_THROWS_AS(letter::find_template(root, own, {{"p"}, "../p/appeal", "", "", "en"}), Error);
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
    const Desk desk(share, "paypal");
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
    const Desk desk(share, "taobao");
    CHECK(letter::cite(desk.profile, "zh", {"3", 5}) == "[图3 第5行]");
    CHECK(letter::cite(desk.profile, "en", {"12", 0}) == "[Picture 12]");
    const auto found = letter::find_citations("已发 [图12 第3行]，见 [Picture 1]；[图A] [图] [图3 第x行]", desk.profile);
    REQUIRE(found.size() == 2);
    CHECK(found[0].label == "12");
    CHECK(found[0].line == 3);
    CHECK(found[1].label == "1");
    CHECK(letter::without_citations("已发 [图12 第3行]。", desk.profile) == "已发。");
}

TEST_CASE("a letter tells how fast the shop answered only where the buyer wrote first")
{
    Desk desk(share, "paypal");
    CHECK(desk.context("en")["conversation"]["answered"].is_object());
    auto& records = desk.material.records;
    const auto hello = std::find_if(records.begin(), records.end(), [](const auto& r) { return r.id == "m_1"; });
    REQUIRE(hello != records.end());
    std::get<model::Message>(hello->body).role = model::Role::seller; // the shop's own note
    std::get<model::Message>((hello + 1)->body).role = model::Role::buyer;
    CHECK(desk.context("en")["conversation"].boolean() == false);
}

TEST_CASE("a draft is checked against what the exhibits hold")
{
    const Desk desk(
        share, "paypal"); // A: conversation (2 lines), B: order, C: events, D: reviews, E and F: documents, G: statement
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
        {"Shipped 2026-03-02 16:00 [Exhibit C].", ""},
        {"Shipped 2026-03-02 16:01 [Exhibit C].", "not-in-exhibit"},
        {"Shipped 2026-03-02 16:00.", "uncited"},
        {"Paid 2026-03-01 16:00, shipped 2026-03-02 16:00 [Exhibit C].", ""},
        {"I will write by 2026-05-02 16:00.", ""},
        {"Number 12026-03-02 16:00 is no time.", ""},
        {"He wrote on 2026-03-05 16:00 [Prueba A, línea 1].", ""},
        {"He wrote on 2026-03-05 16:00 [Prueba A, línea 2].", "not-in-exhibit"},
        {"\"2026-03-05 16:12 seller: thank you\" [Exhibit G].", ""},
        {"\"2026-03-05 16:13 seller: thank you\" [Exhibit G].", "not-in-exhibit"},
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
    Desk desk(share, "paypal");
    auto context = desk.context("en");
    CHECK(context["rule_seller_protection_tracking"].string());  // PayPal's own page
    CHECK(!context["rule_seller_protection_coverage"].string()); // quoted by others
    CHECK(context.find("rule_seller_protection_coverage"));      // known, and absent
    CHECK_THROWS_AS(desk.context("en", "appeal", {{"rule_of_thumb", "x"}}), Error);
    context = desk.context("en", "appeal", {{"rule_seller_protection_coverage", "as shown on the page"}});
    CHECK(context["rule_seller_protection_coverage"].string() == "as shown on the page");
}

TEST_CASE("lengths are counted in the platform's unit")
{
    profile::TextRule rule;
    rule.unit = "char";
    CHECK(analyze::length_in_units("退款😀a", rule) == 4);
    rule.unit = "utf16";
    CHECK(analyze::length_in_units("退款😀a", rule) == 5);
    rule.unit = "byte";
    CHECK(analyze::length_in_units("退款a", rule) == 7);
    rule.encoding = "GB18030";
    CHECK(analyze::length_in_units("退款a", rule) == 5);
    const Desk desk(share, "paypal");
    CHECK(letter::measure(std::string(2000, 'x'), desk.profile, "appeal").fits());
    CHECK(!letter::measure(std::string(2001, 'x'), desk.profile, "appeal").fits());
    CHECK(letter::measure(std::string(9999, 'x'), desk.profile, "poem").fits());
}

TEST_CASE("the reply to a review has the limit of the field that takes it")
{
    Desk desk(share, "paypal");
    CHECK(letter::measure(std::string(9999, 'x'), desk.profile, "review-reply").fits()); // PayPal has no reviews
    profile::TextRule rule;
    rule.field = "review.reply";
    rule.unit = "char";
    rule.max = 5;
    rule.letters = {"review-reply"};
    desk.profile.texts.push_back(rule);
    CHECK(letter::measure("谢谢您的话", desk.profile, "review-reply").fits());
    CHECK(letter::measure("谢谢您的话。", desk.profile, "review-reply").used == 6);
    CHECK(!letter::measure("谢谢您的话。", desk.profile, "review-reply").fits());
    CHECK(letter::measure(std::string(99, 'x'), desk.profile, "apology").fits());
}

TEST_CASE("what a message must not show is found as a word of its own, and named without the data")
{
    const Desk desk(share, "okx-c2c");
    const auto found = [&](const char* text, const char* kind) {
        const auto what = letter::personal_in(text, desk.material, letter::kind_of(kind));
        return what.empty() ? std::string() : what.front();
    };
    CHECK(found("Hello Jane Doe", "apology").empty()); // the buyer knows his own name
    CHECK(found("write to Jane@Example.com", "apology") == "the buyer's e-mail address");
    CHECK(found("call +1 555 0100", "reminder") == "the buyer's telephone number");
    CHECK(found("from 192.0.2.7", "reminder") == "the buyer's network address");
    CHECK(found("Hello JANE DOE,", "review-reply") == "the buyer's name");
    CHECK(found("Hello Jane Does", "review-reply").empty());
    CHECK(found("谢谢Jane Doe的反馈", "review-reply") == "the buyer's name");
    CHECK(found("order A-1001", "review-reply") == "the number of an order, a payment or a parcel");
    CHECK(found("order A-1001", "reminder").empty());
    CHECK(found("parcel 1Z999AA10123456784", "review-reply") == "the number of an order, a payment or a parcel");
    CHECK(found("thank you", "review-reply").empty());
}

TEST_CASE("a payer is compared only where both names are written out")
{
    Desk desk(share, "okx-c2c");
    const auto payment = [&](const char* payer) {
        auto record = sample_case::made("e_x", sample_case::event("paid", "2026-03-01T08:00:00Z"));
        if (*payer) record.extra.set("付款人", payer);
        desk.material.records[1] = record;
        desk.exhibits = sample_case::labelled(desk.material, desk.profile);
        const auto context = desk.context("en", "appeal");
        for (const auto& one : context["paid"].items())
            if (!*one["marked"].boolean())
                return *one["payer_matches"].boolean() ? "matches" : *one["payer_differs"].boolean() ? "differs" : "unknown";
        return "none";
    };
    std::erase_if(desk.material.records, [](const model::Record& r) { return r.id == "e_paid"; });
    CHECK(payment("JANE  DOE") == std::string("matches"));
    CHECK(payment("John Roe") == std::string("differs"));
    CHECK(payment("J*** Doe") == std::string("unknown"));
    CHECK(payment("") == std::string("unknown"));
    desk.material.records[0].extra.erase("counterparty_name"); // only a nickname is left
    CHECK(payment("John Roe") == std::string("unknown"));
    CHECK(payment("Jane Doe") == std::string("matches"));
}

TEST_CASE("what is quoted beside the citation of a line is what that line says")
{
    Desk desk(share, "paypal");
    for (auto& record : desk.material.records)
        if (auto* message = std::get_if<model::Message>(&record.body); message && record.id == "m_1")
            message->text = "The parcel came yesterday evening, well packed.\n收到了，谢谢";
    struct Row {
        const char* text;
        bool stands;
    };
    const Row rows[] = {
        {"The buyer wrote: \"The parcel came yesterday evening\" [Exhibit A, line 1].", true},
        {"The buyer wrote: “the parcel  came … well packed.” [Exhibit A, line 1].", true},
        {"The buyer wrote: \"The parcel never came\" [Exhibit A, line 1].", false},
        {"The buyer wrote: \"well packed ... The parcel came\" [Exhibit A, line 1].", false},
        {"The buyer wrote: \"The parcel came yesterday evening\" [Exhibit A, line 2].", false},
        {"买家写道：“收到了，谢谢” [证据A 第1行]。", true},
        {"买家写道：“没收到” [证据A 第1行]。", false},
        {"El comprador: «The parcel came» [Prueba A, línea 1].", true},
        {"Status \"COMPLETED\" [Exhibit B].", true}, // no line of a conversation
        {"An open \"quotation [Exhibit A, line 1].", true},
        {"\"The parcel came\" [Exhibit A, line 1] and \"never\" [Exhibit A, line 1].", false},
    };
    for (const auto& row : rows) {
        CAPTURE(row.text);
        const auto faults = letter::check_citations(row.text, desk.material, desk.exhibits, desk.profile, desk.zone, later);
        REQUIRE(faults.size() == (row.stands ? 0u : 1u));
        if (!row.stands) CHECK(faults[0].code == "misquoted");
        if (!row.stands) CHECK(faults[0].message.en().find("parcel") == std::string::npos);
    }
}

namespace {

void check_names(const Json& value, const std::string& slot)
{
    const auto known = letter::slot_names().find(slot);
    REQUIRE(known != letter::slot_names().end());
    for (const auto& item : value.items()) check_names(item, slot);
    for (const auto& member : value.members()) {
        CAPTURE(slot);
        CAPTURE(member.key);
        CHECK(std::find(known->second.begin(), known->second.end(), member.key) != known->second.end());
        if (member.value.is_array() || member.value.is_object()) check_names(member.value, member.key);
    }
}

} // namespace

TEST_CASE("the list of slots names all that a letter is made from")
{
    Desk desk(share, "paypal");
    const auto context = desk.context("en");
    for (const auto& member : context.members()) {
        CAPTURE(member.key);
        const auto& prefixes = letter::slot_prefixes();
        const bool prefixed = std::any_of(prefixes.begin(), prefixes.end(),
                                          [&](const std::string& prefix) { return member.key.starts_with(prefix); });
        if (!prefixed || letter::slot_names().contains(member.key)) check_names(member.value, member.key);
    }
    for (const auto& names : letter::slot_names()) {
        const auto& slot = names.first;
        CAPTURE(slot);
        const bool below = std::any_of(letter::slot_names().begin(), letter::slot_names().end(), [&](const auto& other) {
            return std::find(other.second.begin(), other.second.end(), slot) != other.second.end();
        });
        CHECK((below || context.find(slot) != nullptr));
    }
}

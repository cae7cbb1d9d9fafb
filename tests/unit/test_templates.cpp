// Every template under share/templates, filled for a case of its platform, in each language, for each reason.
#include "analyze/limits.hpp"
#include "analyze/lint.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "letter/citations.hpp"
#include "letter/draft.hpp"
#include "letter/privacy.hpp"
#include "sample_case.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <set>

using namespace redress;
using sample_case::Desk;
using sample_case::later;
namespace fs = std::filesystem;

namespace {

const fs::path share = TEST_SOURCE_DIR "/share";
const std::map<std::string, std::string> told{{"eta", "2026-05-01 10:00:00 +08:00"}, {"signature", "Lamp Shop"}};

// share/templates/FOLDER/KIND[.REASON].LANG.md
struct Template {
    std::string folder, name, kind, reason, lang, source;
};

std::vector<Template> templates()
{
    std::vector<Template> out;
    for (const auto& entry : fs::recursive_directory_iterator(share / "templates")) {
        if (entry.path().extension() != ".md") continue;
        Template t;
        t.folder = entry.path().parent_path().filename().string();
        t.name = entry.path().filename().string();
        const auto parts = text::split(t.name, '.');
        REQUIRE(parts.size() >= 3);
        t.kind = std::string(parts[0]);
        t.lang = std::string(parts[parts.size() - 2]);
        if (parts.size() > 3) t.reason = std::string(parts[1]);
        t.source = read_file(entry.path());
        out.push_back(std::move(t));
    }
    return out;
}

// Who decides card-key cases has a folder; the case is the shop's.
Desk desk_of(const std::string& folder)
{
    if (folder == "common") return Desk(share, "paypal");
    const auto profile = profile::load_profile(share, "/nonexistent", folder);
    return profile.reasons_of.empty() ? Desk(share, folder) : Desk(share, "card-key", profile.decides.front());
}

std::vector<std::string> reasons_of(const Template& t, const profile::Profile& profile)
{
    if (!t.reason.empty()) return {t.reason};
    std::vector<std::string> out;
    for (const auto& reason : profile.reasons) out.push_back(reason.code);
    return out;
}

std::string fill(const Template& t, const Json& context)
{
    return letter::fill(t.source, t.name, context, "C-0001");
}

class Reader {
public:
    Reader()
    {
        profile::load_rules(rules_, share / "rules");
        linter_.emplace(rules_);
    }
    // What a filled letter is held to, whatever it is.
    void read(const Template& t, const Desk& desk, const std::string& cited)
    {
        const auto kind = letter::kind_of(t.kind);
        auto text = cited;
        for (auto p = text.find("{{amount}}"); p != std::string::npos; p = text.find("{{amount}}")) text.erase(p, 10);
        CHECK(text.find("{{") == std::string::npos); // what is not data is filled
        CHECK(text.find("}}") == std::string::npos);
        CHECK(cited.find("  ") == std::string::npos);
        for (const auto& fault :
             letter::check_citations(cited, desk.material, desk.exhibits, desk.profile, desk.zone, later))
            FAIL_CHECK(fault.message.en());
        for (const auto line : text::split(cited, '\n')) { // a fact's line ends with its exhibit
            if (line.substr(0, 2) != "- " || line.find("2026-03-0") == std::string_view::npos) continue;
            CAPTURE(line);
            const bool ends = line.find("].") == line.size() - 2 || line.find("]。") == line.size() - 4;
            CHECK(ends);
        }
        const auto printed = kind.cites ? text : letter::without_citations(text, desk.profile);
        auto languages = analyze::detect_languages(printed);
        languages.zh |= t.lang == "zh";
        languages.en |= t.lang == "en";
        languages.es |= t.lang == "es";
        for (const auto& wording : kind.wording)
            for (const auto& finding : linter_->check({.text = printed, .kind = wording, .languages = languages}))
                if (finding.rule->severity >= Severity::warning) FAIL_CHECK(finding.rule->id << ": " << finding.match);
        private_things(kind, printed, desk);
    }

private:
    static void private_things(const letter::Kind& kind, const std::string& printed, const Desk& desk)
    {
        for (const auto* never : {"jane@example.com", "555 0100", "Elm Street", "192.0.2.7", "John Roe"})
            CHECK_MESSAGE(printed.find(never) == std::string::npos, never);
        if (kind.cites) return;
        CHECK(printed.find("Jane") == std::string::npos);
        CHECK(printed.find("[") == std::string::npos);
        CHECK(letter::personal_in(printed, desk.material, kind).empty());
        if (!kind.open) return;
        for (const auto* never : {"A-1001", "9AB12345CD678901E", "1Z999AA10123456784", "PP-D-1", "R-77001"})
            CHECK_MESSAGE(printed.find(never) == std::string::npos, never);
    }

    profile::RuleSet rules_;
    std::optional<analyze::Linter> linter_;
};

bool speaks_spanish(const std::string& folder)
{
    return folder == "paypal" || folder == "aliexpress";
}

} // namespace

TEST_CASE("every shipped template reads well for a sample case, for each reason, full and bare")
{
    Reader reader;
    std::size_t filled = 0;
    for (const auto& t : templates()) {
        CAPTURE(t.folder);
        CAPTURE(t.name);
        auto desk = desk_of(t.folder);
        REQUIRE((t.reason.empty() || desk.profile.reason(t.reason)));
        const auto kind = letter::kind_of(t.kind);
        for (const auto& reason : reasons_of(t, desk.profile)) {
            CAPTURE(reason);
            desk.material.facts.reason = reason;
            const auto text = fill(t, desk.context(t.lang, t.kind, told));
            reader.read(t, desk, text);
            CHECK(!letter::find_citations(text, desk.profile).empty());
            reader.read(t, desk, fill(t, desk.context(t.lang, t.kind, told, {"x 1"})));
            reader.read(t, desk, fill(t, desk.context(t.lang, t.kind, told, {"x 1", "x 2"})));
            ++filled;
            if (kind.open) continue;
            // Of a bare case only the indispensable is known; what is said still reads as sentences.
            auto bare = desk;
            bare.material.records.clear();
            bare.material.why.clear();
            bare.exhibits.clear();
            const auto least = fill(t, bare.context(t.lang, t.kind, told));
            reader.read(t, bare, least);
            CHECK(least.find("[") == std::string::npos);
        }
    }
    CHECK(filled >= 200);
}

TEST_CASE("a refund changes what every template says, and is cited")
{
    Reader reader;
    for (const auto& t : templates()) {
        CAPTURE(t.folder);
        CAPTURE(t.name);
        auto desk = desk_of(t.folder);
        desk.material.facts.reason = reasons_of(t, desk.profile).front();
        const auto before = fill(t, desk.context(t.lang, t.kind, told));
        desk.add(sample_case::made("e_refund", sample_case::event("refunded", "2026-03-06T08:00:00Z")));
        const auto after = fill(t, desk.context(t.lang, t.kind, told));
        reader.read(t, desk, after);
        CHECK(after.find("2026-03-06") != std::string::npos);
        CHECK(before != after);
        const auto* amount = t.lang == "es" ? "5,00 USD" : "5.00 USD";
        if (!letter::kind_of(t.kind).open) CHECK(after.find(amount) != std::string::npos);
    }
}

TEST_CASE("a good review is thanked for, and asked nothing")
{
    Reader reader;
    for (const auto& t : templates()) {
        if (t.kind != "review-reply") continue;
        CAPTURE(t.folder);
        CAPTURE(t.lang);
        auto desk = desk_of(t.folder);
        const auto poor = fill(t, desk.context(t.lang, t.kind, told));
        std::erase_if(desk.material.records, [](const model::Record& r) { return r.id == "r_1"; });
        desk.add(sample_case::review(5));
        const auto good = fill(t, desk.context(t.lang, t.kind, told));
        reader.read(t, desk, good);
        const auto is_sorry = [](const std::string& text) {
            return text.find("很抱歉") != std::string::npos || text.find("sorry") != std::string::npos ||
                   text.find("Lamento") != std::string::npos;
        };
        CHECK(is_sorry(poor));
        CHECK(!is_sorry(good));
    }
}

TEST_CASE("every platform has every kind of draft for each of its reasons in its languages")
{
    std::size_t found = 0;
    for (const auto& folder : profile::list_profiles(share, "/nonexistent")) {
        CAPTURE(folder);
        const auto desk = desk_of(folder);
        std::vector<std::string> folders{desk.material.facts.platform};
        if (!desk.profile.decided_by.empty()) folders.insert(folders.begin(), desk.profile.decided_by);
        for (const auto& reason : desk.profile.reasons)
            for (const auto* kind : {"appeal", "appeal-full", "reply", "apology", "reminder", "review-reply"})
                for (const auto* lang : {"en", "zh", "es"}) {
                    if (std::string(lang) == "es" && !speaks_spanish(folder)) continue;
                    CHECK_NOTHROW(letter::find_template(share, "/nonexistent", {folders, kind, reason.code, "", lang}));
                    ++found;
                }
    }
    CHECK(found >= 9 * 3 * 6 * 2);
    // What there is in one language is there in the others.
    for (const auto& t : templates())
        for (const auto* lang : {"en", "zh", "es"}) {
            if (std::string(lang) == "es" && !speaks_spanish(t.folder)) continue;
            const auto other = t.name.substr(0, t.name.size() - t.lang.size() - 3) + lang + ".md";
            CHECK_MESSAGE(fs::exists(share / "templates" / t.folder / other), t.folder << " lacks " << other);
        }
}

TEST_CASE("letters in Spanish are Spanish throughout: labels, what documents prove, citations")
{
    for (const auto* platform : {"paypal", "aliexpress"}) {
        CAPTURE(platform);
        const auto profile = profile::load_profile(share, "/nonexistent", platform);
        CHECK(!profile.citation.es.empty());
        for (const auto& reason : profile.reasons) CHECK_MESSAGE(!reason.label.es.empty(), reason.code);
        for (const auto& type : profile.evidence_types) CHECK_MESSAGE(!type.proves.es.empty(), type.code);
        for (const auto& t : templates())
            if (t.folder == platform && t.lang == "es")
                for (const auto& rule : profile.rules)
                    if (t.source.find("{{" + letter::slot_of(rule) + "}}") != std::string::npos)
                        CHECK_MESSAGE(!rule.text.es.empty(), rule.id);
    }
}

TEST_CASE("a slot nobody knows fails in every template")
{
    std::size_t failed = 0;
    for (auto t : templates()) {
        auto desk = desk_of(t.folder);
        desk.material.facts.reason = reasons_of(t, desk.profile).front();
        t.source += "{{no_such_slot}}\n";
        CHECK_THROWS_AS(fill(t, desk.context(t.lang, t.kind, told)), Error);
        ++failed;
    }
    CHECK(failed == templates().size());
}

TEST_CASE("a usual case fits into the field it goes into, in the platform's unit")
{
    struct Row {
        const char *folder, *kind, *lang, *unit, *encoding;
        std::uint64_t max; // bytes of a refund message, characters of a note
    };
    const Row rows[] = {
        {"taobao", "appeal", "zh", "byte", "UTF-8", 400},
        {"taobao", "appeal", "zh", "byte", "GB18030", 400},
        {"taobao", "reply", "zh", "byte", "UTF-8", 400},
        {"taobao", "apology", "zh", "byte", "UTF-8", 400},
        {"taobao", "reminder", "zh", "byte", "UTF-8", 400},
        {"taobao", "review-reply", "zh", "char", "", 500},
        {"aliexpress", "appeal", "en", "char", "", 512},
        {"aliexpress", "appeal", "zh", "char", "", 512},
        {"aliexpress", "appeal", "es", "char", "", 512},
        {"paypal", "appeal", "en", "char", "", 2000},
        {"paypal", "appeal", "es", "char", "", 2000},
        {"paypal", "reply", "es", "char", "", 2000},
        {"wechatpay-complaint", "appeal", "zh", "char", "", 200},
        {"wechatpay-complaint", "reply", "zh", "char", "", 200},
        {"alipay-complaint", "appeal", "zh", "char", "", 200},
        {"alipay-complaint", "reply", "zh", "char", "", 200},
    };
    std::size_t measured = 0;
    for (const auto& t : templates())
        for (const auto& row : rows) {
            if (t.folder != row.folder || t.kind != row.kind || t.lang != row.lang) continue;
            CAPTURE(t.folder);
            CAPTURE(t.name);
            auto desk = desk_of(t.folder);
            const auto poor_review = sample_case::review(1);
            const bool goods = desk.material.facts.platform != "card-key";
            const std::set<std::string> usual =
                goods ? std::set<std::string>{"o_1", "e_shipped", "e_delivered", "m_1", "m_2", "d_1"}
                      : std::set<std::string>{"o_1", "e_code_sent", "e_code_viewed", "d_1"};
            std::erase_if(desk.material.records, [&](const model::Record& r) { return !usual.count(r.id); });
            if (letter::kind_of(t.kind).open) desk.material.records.push_back(poor_review);
            for (auto& record : desk.material.records) { // as long as real ones are
                if (auto* order = std::get_if<model::Order>(&record.body)) order->number = "2718281828459045236";
                if (auto* event = std::get_if<model::Event>(&record.body)) {
                    event->carrier = t.lang == "zh" ? "圆通速递" : "Cainiao";
                    event->tracking = "YT8817260030000001";
                    event->order = "2718281828459045236";
                    event->result.clear();
                }
            }
            desk.material.facts.orders = {"2718281828459045236"};
            desk.exhibits = sample_case::labelled(desk.material, desk.profile);
            for (const auto& reason : reasons_of(t, desk.profile)) {
                if (reason.find("review") != std::string::npos) continue; // of those the conversation is all there is
                desk.material.facts.reason = reason;
                auto said = told;
                said.erase("signature");
                const auto cited = fill(t, desk.context(t.lang, t.kind, said));
                const auto printed = letter::kind_of(t.kind).cites ? cited : letter::without_citations(cited, desk.profile);
                profile::TextRule rule;
                rule.unit = row.unit;
                rule.encoding = row.encoding;
                CAPTURE(printed);
                CHECK(analyze::length_in_units(printed, rule) <= row.max);
                ++measured;
            }
        }
    CHECK(measured >= 50);
}

#include "analyze/limits.hpp"
#include "analyze/scrutiny.hpp"
#include "profile/carriers.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <string>

using namespace redress;
using analyze::PointKind;

namespace {

const std::filesystem::path share = TEST_SOURCE_DIR "/share";

const profile::Profile& paypal()
{
    static const auto shipped = profile::load_profile(share, "/nowhere", "paypal");
    return shipped;
}

analyze::ClaimReader& reader()
{
    static analyze::ClaimReader made(profile::load_claims(share, "/nowhere"));
    return made;
}

model::Stamp at(const char* utc)
{
    model::Stamp stamp;
    stamp.at = time::parse_rfc3339(utc);
    stamp.zone = "UTC";
    stamp.from = model::ZoneFrom::data;
    return stamp;
}

// A PayPal case of goods sent: an order, its dispatch and delivery, a short talk.
struct Desk {
    analyze::Material material;
    std::vector<analyze::RudeLine> rude;
    std::size_t records = 0;

    Desk()
    {
        material.case_id = "C-0001";
        material.facts.platform = "paypal";
        material.facts.reason = "MERCHANDISE_OR_SERVICE_NOT_RECEIVED";
        model::Order order;
        order.number = "1";
        order.amount = Money{6400, 2, "USD"};
        order.buyer.address = "Marta Vogel, Lindenweg 12, 04103 Leipzig, Germany";
        order.paid = at("2026-03-01T00:00:00Z");
        add(order);
        shipment("shipped", "2026-03-02T00:00:00Z", "");
        shipment("delivered", "2026-03-09T00:00:00Z", "delivered to Lindenweg 12, signed by VOGEL");
        say("2026-02-28T00:00:00Z", model::Role::buyer, "Is it in stock?");
        say("2026-02-28T00:10:00Z", model::Role::seller, "Yes, it is.");
    }
    model::Record& add(model::Body body)
    {
        model::Record record;
        record.id = "r_" + std::to_string(++records);
        record.body = std::move(body);
        material.records.push_back(std::move(record));
        return material.records.back();
    }
    model::Event& shipment(const char* kind, const char* utc, const char* result)
    {
        model::Event event;
        event.order = "1";
        event.kind = kind;
        event.when = at(utc);
        event.carrier = "DHL Express";
        event.tracking = "JD01";
        event.result = result;
        return std::get<model::Event>(add(event).body);
    }
    void say(const char* utc, model::Role role, const char* text)
    {
        model::Message message;
        message.thread = "t";
        message.role = role;
        message.text = text;
        message.when = at(utc);
        add(message);
    }
    void document(const char* as, const char* captured)
    {
        model::Document document;
        document.name = "page.png";
        if (*captured) document.captured = at(captured);
        const auto id = add(document).id;
        material.why.emplace_back(id, std::string(analyze::linked_as) + as);
    }
    std::map<std::string, std::pair<std::size_t, std::size_t>> partial;
    model::Order& order() { return std::get<model::Order>(material.records[0].body); }
    model::Event& shipped() { return std::get<model::Event>(material.records[1].body); }
    model::Event& delivered() { return std::get<model::Event>(material.records[2].body); }

    std::vector<analyze::Point> look(const profile::Profile* profile = &paypal())
    {
        const auto ready = analyze::assess(material, profile ? *profile : profile::Profile());
        analyze::TimelineOptions options;
        options.now = *time::parse_rfc3339("2026-03-20T00:00:00Z");
        const auto line = analyze::timeline(material, reader(), options);
        return analyze::scrutinise({.material = material,
                                    .profile = profile,
                                    .ready = ready,
                                    .timeline = line,
                                    .book = reader().book(),
                                    .rude = rude,
                                    .partial = partial,
                                    .without_original = {},
                                    .now = options.now,
                                    .zone = time::Zone::utc()});
    }
    // The kind under which a code is found, or nothing.
    std::string kind_of(const char* code)
    {
        for (const auto& point : look())
            if (point.code == code) return std::string(to_string(point.kind));
        return {};
    }
};

} // namespace

TEST_CASE("a case with all PayPal asks for has nothing to act on")
{
    Desk desk;
    for (const auto& point : desk.look()) {
        CAPTURE(point.code);
        CHECK_FALSE(point.to_act_on());
    }
    CHECK(analyze::completeness(analyze::assess(desk.material, paypal())) == 100);
    CHECK(desk.kind_of("carrier") == "note");
}

TEST_CASE("percent: what is indispensable counts 70, what is useful 30")
{
    Desk desk;
    const auto percent = [&] { return analyze::completeness(analyze::assess(desk.material, paypal())); };
    desk.material.records.erase(desk.material.records.begin() + 1, desk.material.records.begin() + 3);
    CHECK(percent() == 77); // of group, order and conversation two: 70*2/3 + 30
    CHECK(desk.kind_of("missing-evidence") == "blocker");
    desk.material.records.clear();
    CHECK(percent() == 0);
    CHECK(desk.kind_of("no-order") == "blocker");
    CHECK(desk.kind_of("no-transcript") == "blocker");
    CHECK(analyze::standing(100, {}) == 100);
    const auto harmful = [](const char* record) { return analyze::Point{"x", PointKind::harmful, 1, {}, {}, {record}}; };
    const analyze::Point weak{"x", PointKind::weak, 1, {}, {}, {"c"}};
    CHECK(analyze::standing(100, {harmful("a"), weak, harmful("b"), harmful("a")}) == 50);
    CHECK(analyze::standing(40, {harmful("a"), harmful("b")}) == 0);
}

TEST_CASE("PayPal: carrier, number, place, signature")
{
    Desk unknown;
    unknown.shipped().carrier = unknown.delivered().carrier = "Blue Van Couriers";
    CHECK(unknown.kind_of("carrier-unknown") == "missing");
    Desk untracked;
    untracked.shipped().tracking = untracked.delivered().tracking = "";
    CHECK(untracked.kind_of("no-tracking") == "missing");
    Desk sent;
    sent.material.records.erase(sent.material.records.begin() + 2);
    CHECK(sent.kind_of("no-delivery") == "missing");
    Desk elsewhere;
    elsewhere.delivered().result = "delivered, 10115 Berlin, signed";
    CHECK(elsewhere.kind_of("other-place") == "weak");
    Desk unsaid;
    unsaid.delivered().result = "signed by the recipient";
    CHECK(unsaid.kind_of("place-unsaid") == "weak");
    Desk unaddressed;
    unaddressed.order().buyer.address.clear();
    CHECK(unaddressed.kind_of("no-address") == "missing");

    const auto unsigned_sum = [](std::int64_t minor, const char* currency) {
        Desk desk;
        desk.order().amount = Money{minor, 2, currency};
        desk.delivered().result = "delivered to Lindenweg 12";
        const auto missing = desk.kind_of("no-signature");
        return missing.empty() ? desk.kind_of("signature-unsure") : missing;
    };
    CHECK(unsigned_sum(74999, "USD").empty());
    CHECK(unsigned_sum(75000, "USD") == "missing");
    CHECK(unsigned_sum(75000, "EUR") == "note"); // no rate is invented
    Desk proved;
    proved.order().amount = Money{90000, 2, "USD"};
    proved.delivered().result = "delivered to Lindenweg 12";
    proved.document("PROOF_OF_DELIVERY_SIGNATURE", "");
    CHECK(proved.kind_of("no-signature").empty());
    Desk other;
    other.material.facts.reason = "MERCHANDISE_OR_SERVICE_NOT_AS_DESCRIBED";
    other.delivered().result = "";
    CHECK(other.kind_of("place-unsaid").empty()); // only where non-receipt is the question
}

TEST_CASE("carriers under the words of the platform")
{
    struct Row {
        const char* written;
        const char* code;
    };
    for (const auto& row :
         {Row{"DHL Express", "DHL"}, Row{"dhl express worldwide", "DHL"}, Row{"顺丰速运", "CN_SF_EXPRESS"},
          Row{"S.F. Express", "CN_SF_EXPRESS"}, Row{"Royal Mail Tracked 48", "ROYAL_MAIL"},
          Row{"USPS Priority Mail", "USPS"}, Row{"Correos de España", "CORREOS_ES"}, Row{"YUNEXPRESS", "YUNEXPRESS"},
          Row{"Israel Post", "ISRAEL_POST"}, Row{"中国邮政EMS", "CN_CHINA_POST_EMS"}, Row{"Blue Van Couriers", ""},
          Row{"", ""}, Row{"Dpdlocal", "DPD_LOCAL"}, Row{"upset", ""}}) {
        CAPTURE(row.written);
        CHECK(profile::carrier_named(paypal(), row.written).code == row.code);
    }
    CHECK(paypal().enumeration(profile::carrier_field)->values.size() == 1255);
    CHECK(profile::carrier_named(profile::Profile(), "DHL").code.empty());
}

TEST_CASE("of a conversation that is there and linked in part nobody says that it was exported in part")
{
    Desk desk;
    desk.order().placed = at("2026-02-27T00:00:00Z");
    desk.say("2026-03-10T00:00:00Z", model::Role::buyer, "Where is it?");
    CHECK(desk.kind_of("late-start") == "note");
    const auto& message = std::get<model::Message>(desk.material.records.back().body);
    desk.partial[message.thread] = {1, 5};
    CHECK(desk.kind_of("late-start").empty());
    CHECK(desk.kind_of("partial-conversation") == "weak");
}

TEST_CASE("what hurts: rude lines, late answers, broken promises, a supplier's word, pages nobody saw")
{
    Desk rude;
    rude.rude.push_back({"r_5", "x", Severity::error, said("threatens the buyer"), "you will regret"});
    CHECK(rude.kind_of("rude-line") == "harmful");
    Desk late;
    late.say("2026-03-10T00:00:00Z", model::Role::buyer, "The frame is scratched?");
    late.say("2026-03-12T00:00:00Z", model::Role::seller, "I will write again in 30 minutes.");
    CHECK(late.kind_of("late-reply") == "harmful");
    CHECK(late.kind_of("missed-promise") == "harmful");
    Desk own;
    own.shipment("shipped", "2026-03-05T00:00:00Z", "").tracking = "JD02";
    own.material.records.erase(own.material.records.begin() + 1);
    own.say("2026-03-02T00:00:00Z", model::Role::seller, "Your parcel was shipped today");
    CHECK(own.kind_of("own-contradiction") == "harmful");
    Desk alone;
    alone.say("2026-03-12T00:00:00Z", model::Role::seller, "We have refunded 10.00 USD");
    CHECK(alone.kind_of("unproved") == "weak");

    Desk page;
    page.document("RETURN_POLICY", "2026-03-15T00:00:00Z");
    CHECK(page.kind_of("page-after-payment") == "harmful");
    Desk before;
    before.document("RETURN_POLICY", "2026-02-15T00:00:00Z");
    CHECK(before.kind_of("page-after-payment").empty());
    CHECK(before.kind_of("page-not-seen") == "harmful");
    before.shipment("page_viewed", "2026-02-20T00:00:00Z", "");
    CHECK(before.kind_of("page-not-seen").empty());
    Desk code;
    code.shipment("code_sent", "2026-03-01T00:00:00Z", "");
    CHECK(code.kind_of("code-not-seen") == "weak");
    code.shipment("code_viewed", "2026-03-01T00:01:00Z", "");
    CHECK(code.kind_of("code-not-seen").empty());
}

TEST_CASE("a screenshot counts as weak only where a log is expected and nothing better is there")
{
    Desk shot;
    shot.material.records.erase(shot.material.records.begin() + 1, shot.material.records.begin() + 3);
    shot.document("PROOF_OF_FULFILLMENT", "");
    CHECK(shot.kind_of("weak-grade") == "weak");
    Desk both_there;
    both_there.document("PROOF_OF_FULFILLMENT", "");
    CHECK(both_there.kind_of("weak-grade").empty());
}

TEST_CASE("the gravest stand first, and a platform nobody described still has its say")
{
    Desk desk;
    desk.material.facts.due = at("2026-03-19T00:00:00Z");
    desk.document("RETURN_POLICY", "");
    const auto points = desk.look();
    CHECK(std::is_sorted(points.begin(), points.end(), [](const auto& a, const auto& b) { return a.weight > b.weight; }));
    CHECK(points.front().code == "past-due");
    CHECK_FALSE(desk.look(nullptr).empty());
}

TEST_CASE("a form's limits: types, names, bytes, counts, pages, lengths")
{
    profile::FileRules rules;
    rules.extensions = {"jpg", "png"};
    rules.max_file_bytes = 100;
    rules.max_total_bytes = 150;
    rules.max_files = 2;
    rules.max_pages = 3;
    rules.name_pattern = "^[A-Za-z0-9-_,\\s]+[.]{1}[A-Za-z]+$";
    rules.ascii_names = true;
    const auto codes = [&](const std::vector<analyze::FormFile>& files) {
        std::string out;
        for (const auto& over : analyze::check_files(rules, files)) {
            CHECK_FALSE(over.cure.empty());
            out += over.code + " ";
        }
        return out;
    };
    CHECK(codes({{"a.png", 100, 1}, {"B_1.JPG", 50, 2}}).empty()); // at each limit
    CHECK(codes({{"a.png", 101, 1}}) == "file-too-large ");
    CHECK(codes({{"a.png", 100, 1}, {"b.png", 51, 1}}) == "total-too-large ");
    CHECK(codes({{"a.png", 1, 1}, {"b.png", 1, 1}, {"c.png", 1, 1}}) == "too-many-files ");
    CHECK(codes({{"a.png", 1, 4}}) == "too-many-pages ");
    CHECK(codes({{"a.pdf", 1, 1}, {"b.pdf", 1, 1}}) == "file-type ");
    CHECK(codes({{"聊天.png", 1, 1}}) == "file-name ");
    CHECK(codes({{"a.b.png", 1, 1}}) == "file-name ");
    CHECK(codes({{"no-suffix", 1, 1}}) == "file-type "); // the name of what is not taken anyhow is nobody's business
    CHECK(analyze::check_files({}, {{"聊天.mov", 1U << 30, 0}}).empty());

    profile::TextRule bytes;
    bytes.field = "content";
    bytes.unit = "byte";
    bytes.encoding = "GBK";
    bytes.max = 4;
    auto chars = bytes;
    chars.unit = "char";
    chars.encoding.clear();
    chars.max = 2;
    CHECK(analyze::check_texts({bytes}, {{"content", "退款"}}).empty());
    CHECK(analyze::check_texts({bytes}, {{"content", "退款a"}}).front().code == "text-too-long");
    CHECK(analyze::check_texts({chars}, {{"content", "退款a"}}).size() == 1);
    CHECK(analyze::check_texts({chars}, {{"other", "退款a"}}).empty());
}

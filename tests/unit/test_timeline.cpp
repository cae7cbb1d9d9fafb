#include "analyze/place.hpp"
#include "analyze/timeline.hpp"
#include "analyze/utterances.hpp"
#include "base/country.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <string>
#include <vector>

using namespace redress;
using analyze::Agrees;
using analyze::Timeline;

namespace {

const std::filesystem::path share = TEST_SOURCE_DIR "/share";

analyze::ClaimReader& reader()
{
    static analyze::ClaimReader made(profile::load_claims(share, "/nowhere"));
    return made;
}

model::Stamp at(const std::string& utc, model::ZoneFrom from = model::ZoneFrom::data)
{
    model::Stamp stamp;
    stamp.at = time::parse_rfc3339(utc);
    stamp.local = utc;
    stamp.zone = "UTC";
    stamp.from = from;
    return stamp;
}

// A case built line by line: each record its own file, unless told otherwise.
struct Situation {
    analyze::Material material;
    analyze::TimelineOptions options;

    Situation()
    {
        material.case_id = "C-0001";
        options.now = *time::parse_rfc3339("2026-03-20T00:00:00Z");
    }
    model::Record& add(model::Body body, const std::string& file, const std::string& format)
    {
        model::Record record;
        record.id = "r_" + std::to_string(material.records.size() + 1);
        record.body = std::move(body);
        record.sources.push_back({file, file, "line", 1, 0, 1, format, 1});
        material.records.push_back(std::move(record));
        return material.records.back();
    }
    Situation& say(const std::string& utc, model::Role role, const std::string& text,
                   model::ZoneFrom from = model::ZoneFrom::data)
    {
        model::Message message;
        message.thread = "t";
        message.role = role;
        message.text = text;
        message.when = at(utc, from);
        add(message, "chat", "whatsapp");
        return *this;
    }
    Situation& buyer(const std::string& utc, const std::string& text) { return say(utc, model::Role::buyer, text); }
    Situation& seller(const std::string& utc, const std::string& text) { return say(utc, model::Role::seller, text); }
    model::Event& event(const std::string& utc, const std::string& kind, const std::string& file = "log",
                        const std::string& format = "table")
    {
        model::Event event;
        event.order = "1";
        event.kind = kind;
        if (!utc.empty()) event.when = at(utc);
        return std::get<model::Event>(add(event, file, format).body);
    }
    model::Order& order(const std::string& file = "orders")
    {
        model::Order order;
        order.number = "1";
        return std::get<model::Order>(add(order, file, "orders").body);
    }
    Timeline look() { return analyze::timeline(material, reader(), options); }
    // "not_received:firm:event:delivered"
    std::vector<std::string> found()
    {
        std::vector<std::string> out;
        for (const auto& one : look().contradictions)
            for (const auto& side : one.shown) out.push_back(one.rule + (one.firm ? ":firm:" : ":soft:") + side.kind);
        return out;
    }
};

using Words = std::vector<std::string>;

} // namespace

TEST_CASE("moments stand in order of time, equal ones as they came, unreadable ones apart")
{
    Situation s;
    s.buyer("2026-03-05T08:00:00Z", "second");
    s.buyer("2026-03-05T07:00:00Z", "first");
    s.buyer("2026-03-05T08:00:00Z", "third");
    s.say("31/02/26 24:99", model::Role::buyer, "unreadable");
    s.event("", "shipped");
    const auto line = s.look();
    REQUIRE(line.moments.size() == 3);
    CHECK(line.moments[0].words == "first");
    CHECK(line.moments[1].words == "second");
    CHECK(line.moments[2].words == "third");
    REQUIRE(line.undated.size() == 2);
    CHECK(line.undated[0].local == "31/02/26 24:99");
    CHECK(line.undated[1].local.empty());
}

TEST_CASE("an order's own date is not told twice, and a document counts when it was captured")
{
    Situation s;
    auto& order = s.order();
    order.placed = at("2026-03-01T07:00:00Z");
    order.paid = at("2026-03-01T07:05:00Z");
    s.event("2026-03-01T07:05:00Z", "paid");
    model::Document shot;
    shot.name = "shot.png";
    shot.captured = at("2026-03-02T00:00:00Z");
    s.add(shot, "shot", "document");
    const auto line = s.look();
    REQUIRE(line.moments.size() == 3);
    CHECK(line.moments[0].kind == "placed");
    CHECK(line.moments[1].kind == "paid");
    CHECK(line.moments[1].record == "r_2");
    CHECK(line.moments[2].kind == "document");
    CHECK(line.moments[2].grade == 1);
}

TEST_CASE("what was on record before a claim speaks against it")
{
    struct Row {
        const char* event;
        const char* time;
        Words found;
    };
    // The buyer writes at 14:05 that nothing came.
    for (const auto& row :
         {Row{"code_used", "2026-03-05T13:52:00Z", {"not_received:firm:event:code_used"}},
          Row{"delivered", "2026-03-05T14:05:00Z", {"not_received:firm:event:delivered"}}, // the same minute: not later
          Row{"delivered", "2026-03-05T14:05:01Z", {}}, Row{"delivered", "2026-03-06T00:00:00Z", {}},
          Row{"code_sent", "2026-03-05T13:00:00Z", {"not_received:soft:event:code_sent"}},
          Row{"shipped", "2026-03-05T13:00:00Z", {}}, Row{"refunded", "2026-03-05T13:00:00Z", {}},
          Row{"delivered", "", {}}}) {
        CAPTURE(row.event);
        CAPTURE(row.time);
        Situation s;
        s.event(row.time, row.event);
        s.buyer("2026-03-05T14:05:00Z", "I never received the code");
        CHECK(s.found() == row.found);
    }
}

TEST_CASE("whose address it was, where it went and what came of it decide how much it says")
{
    const auto used_from = [](const std::string& ip, const std::string& bought_from) {
        Situation s;
        s.order().buyer.ip = bought_from;
        s.event("2026-03-05T13:52:00Z", "code_used").ip = ip;
        s.buyer("2026-03-05T14:05:00Z", "我没收到卡密");
        return s.found();
    };
    CHECK(used_from("192.0.2.7", "192.0.2.7") == Words{"not_received:firm:event:code_used"});
    CHECK(used_from("198.51.100.9", "192.0.2.7") == Words{"not_received:soft:event:code_used"});
    CHECK(used_from("198.51.100.9", "") == Words{"not_received:firm:event:code_used"});
    const auto delivered = [](const std::string& result) {
        Situation s;
        s.order().buyer.address = "Marta Vogel, Lindenweg 12, 04103 Leipzig, Germany";
        s.event("2026-03-05T13:52:00Z", "delivered").result = result;
        s.buyer("2026-03-05T14:05:00Z", "It never arrived, the parcel never came");
        return s.found();
    };
    CHECK(delivered("delivered to Lindenweg 12") == Words{"not_received:firm:event:delivered"});
    CHECK(delivered("delivered, 10115 Berlin") == Words{"not_received:soft:event:delivered"});
    CHECK(delivered("delivered, Lyon, France") == Words{"not_received:soft:event:delivered"});
    CHECK(delivered("delivery failed, returned to sender") == Words{"result:not_handed_over:soft:event:delivered"});
}

TEST_CASE("the case's reason counts as said when it was opened")
{
    Situation s;
    s.material.facts.reason = "UNAUTHORISED";
    s.material.facts.opened = at("2026-03-10T00:00:00Z");
    s.event("2026-03-05T13:52:00Z", "delivered");
    s.event("2026-03-12T13:52:00Z", "page_viewed");
    s.buyer("2026-03-06T08:00:00Z", "I received the parcel, thank you");
    CHECK(s.found() == Words{"not_mine:firm:event:delivered", "not_mine:firm:claim:received"});
    s.material.facts.opened = {};
    // When it was opened is not known: only the buyer's own words remain.
    CHECK(s.found() == Words{"not_mine:firm:claim:received"});
}

TEST_CASE("nobody answered is held against the answers before it")
{
    const auto claim = [](const char* answered, const char* text = "The seller never answered.") {
        Situation s;
        s.buyer("2026-03-05T08:00:00Z", "Where is my order?");
        if (answered) s.seller(answered, "It is on its way.");
        s.buyer("2026-03-05T15:00:00Z", text);
        return s.found();
    };
    CHECK(claim("2026-03-05T08:10:00Z") == Words{"no_answer:firm:answer"});
    CHECK(claim("2026-03-05T12:00:00Z") == Words{"no_answer:soft:answer"}); // four hours: there is something in it
    CHECK(claim("2026-03-05T16:00:00Z").empty());
    CHECK(claim(nullptr).empty());
    CHECK(claim("2026-03-05T08:10:00Z", "thank you").empty());
}

TEST_CASE("the shop's own word is held against the records like the buyer's")
{
    const auto shipped = [](const char* record, const char* said = "2026-03-01T08:00:00Z") {
        Situation s;
        if (record) s.event(record, "shipped");
        s.seller(said, "Your parcel was shipped today.");
        return s.look();
    };
    const auto late = shipped("2026-03-04T08:00:00Z");
    REQUIRE(late.contradictions.size() == 1);
    CHECK(late.contradictions[0].against == "seller");
    CHECK(late.against_seller());
    CHECK(shipped("2026-03-01T20:00:00Z").contradictions.empty()); // within a day
    CHECK(shipped("2026-02-28T08:00:00Z").contradictions.empty());
    CHECK(shipped("2026-02-28T08:00:00Z").unbacked.empty());
    const auto alone = shipped(nullptr);
    REQUIRE(alone.unbacked.size() == 1);
    CHECK(alone.unbacked[0].words == "Your parcel was shipped today");
    Situation s;
    s.event("2026-03-02T08:00:00Z", "refunded").amount = Money{-1000, 2, "CNY"};
    s.seller("2026-03-02T09:00:00Z", "已给您退款 20 元");
    CHECK(s.found() == Words{"seller_refunded:soft:event:refunded"});
    std::get<model::Event>(s.material.records[0].body).amount = Money{-2000, 2, "CNY"};
    CHECK(s.found().empty());
}

TEST_CASE("records that cannot both be")
{
    Situation s;
    s.event("2026-03-03T00:00:00Z", "shipped").tracking = "A";
    s.event("2026-03-02T00:00:00Z", "delivered").tracking = "B"; // another parcel
    CHECK(s.found().empty());
    s.event("2026-03-02T00:00:00Z", "delivered").tracking = "A";
    CHECK(s.found() == Words{"sequence:firm:event:shipped"});
    Situation used;
    used.event("2026-03-03T00:00:00Z", "code_sent").ref = "k1";
    used.event("2026-03-02T00:00:00Z", "code_used").ref = "k1";
    const auto line = used.look();
    REQUIRE(line.contradictions.size() == 1);
    CHECK(line.contradictions[0].against == "seller");
    Situation both;
    both.event("2026-03-02T00:00:00Z", "released");
    both.event("2026-03-03T00:00:00Z", "cancelled");
    CHECK(both.found() == Words{"exclusive:firm:event:cancelled"});
    Situation sum;
    sum.order().amount = Money{361000, 2, "CNY"};
    sum.event("2026-03-02T00:00:00Z", "paid").amount = Money{360000, 2, "CNY"};
    CHECK(sum.found() == Words{"amount:soft:event:paid"});
    sum.event("2026-03-03T00:00:00Z", "paid").amount = Money{1000, 2, "CNY"}; // in two parts
    CHECK(sum.found().empty());
    Situation supplier;
    supplier.order();
    supplier.event("2026-03-03T00:00:00Z", "supplier_checked").result = "used before the sale";
    CHECK(supplier.found() == Words{"result:used_before_sale:soft:event:supplier_checked"});
    CHECK(supplier.look().against_seller());
}

TEST_CASE("a guessed zone that could turn the order is said")
{
    const auto unsure = [](const char* delivered, model::ZoneFrom from) {
        Situation s;
        s.event(delivered, "delivered");
        s.say("2026-03-05T14:05:00Z", model::Role::buyer, "I never received the parcel", from);
        return s.look().contradictions.at(0).zone_unsure;
    };
    CHECK(unsure("2026-03-05T13:00:00Z", model::ZoneFrom::guess));
    CHECK_FALSE(unsure("2026-03-03T13:00:00Z", model::ZoneFrom::guess)); // no zone is two days off
    CHECK_FALSE(unsure("2026-03-05T13:00:00Z", model::ZoneFrom::data));
}

TEST_CASE("two sources of different origin confirm each other within the tolerance")
{
    const auto paid = [](const char* other, const char* file, const char* format, const char* kind = "received") {
        Situation s;
        s.event("2026-03-02T00:00:00Z", "paid", "orders.csv", "p2p_orders");
        s.event(other, kind, file, format);
        return s.look().confirmations.size();
    };
    CHECK(paid("2026-03-02T00:09:00Z", "bank.csv", "statement") == 1);
    CHECK(paid("2026-03-02T00:10:00Z", "bank.csv", "statement") == 1);
    CHECK(paid("2026-03-01T23:50:00Z", "bank.csv", "statement") == 1);
    CHECK(paid("2026-03-02T00:10:01Z", "bank.csv", "statement") == 0);
    CHECK(paid("2026-03-02T00:00:00Z", "orders2.csv", "p2p_orders", "paid") == 0); // the same program twice
    CHECK(paid("2026-03-02T00:00:00Z", "orders.csv", "statement") == 0);           // one file
    CHECK(paid("2026-03-02T00:00:00Z", "bank.csv", "statement", "shipped") == 0);
    Situation s;
    s.event("2026-03-02T00:00:00Z", "delivered");
    s.buyer("2026-03-09T00:00:00Z", "I received the parcel");
    REQUIRE(s.look().confirmations.size() == 1);
    CHECK(s.look().confirmations[0].by[1].kind == "claim:received");
}

TEST_CASE("gaps: late answers, missing ones, promises, silence")
{
    const auto kinds = [](Situation& s) {
        Words out;
        for (const auto& gap : s.look().gaps) out.push_back(gap.kind);
        return out;
    };
    Situation late;
    late.options.first_reply = std::chrono::hours(1);
    late.buyer("2026-03-05T08:00:00Z", "Where is it?").seller("2026-03-05T09:00:01Z", "Let me look.");
    CHECK(kinds(late) == Words{"first_reply"});
    Situation in_time;
    in_time.options.first_reply = std::chrono::hours(1);
    in_time.buyer("2026-03-05T08:00:00Z", "Where is it?").seller("2026-03-05T09:00:00Z", "Let me look.");
    CHECK(kinds(in_time).empty());
    Situation thanks;
    thanks.seller("2026-03-05T08:00:00Z", "It is sent.").buyer("2026-03-05T08:01:00Z", "ok");
    thanks.buyer("2026-03-07T08:00:00Z", "Any news?").seller("2026-03-07T08:02:00Z", "Tomorrow.");
    CHECK(kinds(thanks).empty()); // "ok" waited for nothing
    Situation open;
    open.seller("2026-03-17T08:00:00Z", "It is sent.").buyer("2026-03-18T08:01:00Z", "Where is it?");
    CHECK(kinds(open) == Words{"unanswered"});
    Situation promise;
    promise.buyer("2026-03-18T08:00:00Z", "码不能用").seller("2026-03-18T08:05:00Z", "30分钟内答复您");
    promise.seller("2026-03-18T08:35:00Z", "查到了");
    CHECK(kinds(promise).empty());
    std::get<model::Message>(promise.material.records.back().body).when = at("2026-03-18T08:35:01Z");
    CHECK(kinds(promise) == Words{"promise"});
    Situation silence;
    silence.event("2026-03-01T00:00:00Z", "paid");
    silence.event("2026-03-04T00:00:00Z", "shipped");
    CHECK(kinds(silence).empty());
    silence.event("2026-03-07T00:00:01Z", "delivered");
    CHECK(kinds(silence) == Words{"silence"});
    CHECK_FALSE(silence.look().against_seller());
    Situation typed;
    model::Note note;
    note.kind = "promise";
    note.text = "send a new one";
    note.when = at("2026-03-01T00:00:00Z");
    note.due = at("2026-03-02T00:00:00Z");
    model::Record record;
    record.id = "n_1";
    record.body = note;
    typed.options.notes = {record};
    CHECK(kinds(typed) == Words{"promise"});
    std::get<model::Note>(typed.options.notes[0].body).state = "kept";
    CHECK(kinds(typed).empty());
}

TEST_CASE("a statement typed off a screenshot speaks line by line")
{
    model::Document document;
    document.kind = "statement";
    document.captured = at("2026-05-20T00:00:00Z");
    document.captured.zone = "Asia/Shanghai";
    document.text =
        "Order chat\n2026-05-14 19:45:20 商家：您好\n2026-05-14 19:52 momo：付了\n第二行\n\n2026-05-14 20:00:00 no colon";
    const auto lines = analyze::statement_lines(document, "d_1", {"青禾商行"});
    REQUIRE(lines.size() == 2);
    CHECK(lines[0].by == "seller");
    CHECK(time::to_rfc3339(*lines[0].when.at) == "2026-05-14T11:45:20Z");
    CHECK(lines[1].by == "buyer");
    CHECK(lines[1].text == "付了\n第二行\n2026-05-14 20:00:00 no colon");
    CHECK(lines[1].grade == 1);
}

TEST_CASE("places are compared part by part")
{
    const char* home = "Marta Vogel, Lindenweg 12, 04103 Leipzig, Germany";
    CHECK(analyze::compare_places(home, "delivered to Lindenweg 12, signed by VOGEL").agrees());
    CHECK(analyze::compare_places(home, "04103 LEIPZIG, DE").country == Agrees::yes);
    CHECK(analyze::compare_places(home, "10115 Berlin").postcode == Agrees::no);
    CHECK(analyze::compare_places(home, "Leipzig, Alemania").country == Agrees::yes);
    CHECK(analyze::compare_places(home, "left at the door").postcode == Agrees::unsaid);
    CHECK_FALSE(analyze::compare_places(home, "left at the door").agrees());
    CHECK_FALSE(analyze::compare_places(home, "left at the door").differs());
    CHECK(analyze::compare_places("广东省深圳市南山区科技路1号", "广东省深圳市南山区科技路1号 本人签收").agrees());
    CHECK_FALSE(analyze::compare_places("", "Berlin").agrees());
    CHECK(text::country_code("Deutschland") == "DE");
    CHECK(text::country_code("西班牙") == "ES");
    CHECK(text::country_code("USA") == "US");
    CHECK(text::country_code("Leipzig").empty());
}

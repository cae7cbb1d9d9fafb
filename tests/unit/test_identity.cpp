// Ids are frozen. Expected values were computed with Python's hashlib from the recipes in redress-records(5):
// SHA-256 over fields, each preceded by its length as 8 bytes big-endian, cut to 24 hexadecimal digits.
#include "model/identity.hpp"

#include <doctest/doctest.h>

using namespace redress;
using namespace redress::model;

TEST_CASE("identity: messages")
{
    hash::Sha256 sha;
    const auto key = message_key(sha, "main", "Ana 买家", "2026-03-01T12:30", "Ana", "where is my order?\n退款");
    CHECK(message_id(sha, key, 1) == "m_07dd4db60f1632e026de7a86");
    CHECK(message_id(sha, key, 2) == "m_53ea86067e959d9030cca074");
    CHECK(message_id(sha, key, 12) == "m_9226bc64cd1ecbd0cb1823ea");
    CHECK(native_message_id(sha, "main", "t", "<a@example.com>") == "m_f7f85115bcc3b5caaf0a8911");
}

TEST_CASE("identity: everything else")
{
    Event event;
    event.platform = "paypal";
    event.order = "INV-1001";
    event.kind = "shipped";
    event.when.local = "2026-03-01T12:30:00";
    event.ref = "TRK";
    CHECK(event_id("main", event) == "e_383d9a62755ca9d5e8e47d92");

    Review review;
    review.platform = "shop";
    review.order = "1001";
    review.author = "Ana";
    review.when.local = "2026-03-01T12:30:00";
    review.text = "bad";
    CHECK(review_id("main", review) == "r_0baf2f919411eddbe0f2f435");
    review.number = "77"; // a number of its own decides alone
    CHECK(review_id("main", review) == "r_15c2ba5158f0de8f82f9a0be");

    CHECK(order_id("main", "paypal", "INV-1001") == "o_3595c609ab4cdf43bbc902f0");
    CHECK(document_id("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855") == "d_7c3bf7bb79150545983d2b4e");

    Metric metric;
    metric.platform = "shop";
    metric.name = "completion_rate";
    metric.when.local = "2026-03-01";
    CHECK(metric_id("main", metric) == "k_0896d0f8ed61810388d0c403");

    Note note;
    note.kind = "promise";
    note.case_id = "C-0001";
    note.when.local = "2026-03-01T12:30:00";
    note.text = "resend";
    CHECK(note_id("main", note) == "n_41d7db9086905cc2ab524fb8");
}

TEST_CASE("identity: fields cannot run into each other")
{
    CHECK(order_id("mainp", "aypal", "INV-1001") == "o_7007aa6c2168408c6545c243");
    CHECK(order_id("mainp", "aypal", "INV-1001") != order_id("main", "paypal", "INV-1001"));
}

TEST_CASE("identity: what can be corrected later is never part of an id")
{
    Record one, other;
    Event event;
    event.platform = "paypal";
    event.order = "INV-1001";
    event.kind = "shipped";
    event.when.local = "2026-03-01T12:30:00";
    one.body = event;
    event.when.at = time::parse_rfc3339("2026-03-01T20:30:00Z");
    event.when.zone = "America/Los_Angeles";
    event.when.from = ZoneFrom::option;
    event.result = "delivered";
    event.amount = Money{100, 2, "USD"};
    other.body = event;
    assign_id(one);
    assign_id(other);
    CHECK(one.id == other.id);
    CHECK(one.id.size() == 26);
    other.id = "kept";
    assign_id(other);
    CHECK(other.id == "kept");
}

#include "analyze/linking.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace redress;
using analyze::Conversations;
using analyze::Subject;
using model::Role;

namespace {

model::Record order(const std::string& id, const std::string& number, const std::string& name, const std::string& email,
                    std::vector<model::Ref> refs = {}, const std::string& platform = "shop")
{
    model::Order o;
    o.platform = platform;
    o.number = number;
    o.buyer.name = name;
    o.buyer.email = email;
    o.refs = std::move(refs);
    model::Record r;
    r.id = id;
    r.body = o;
    return r;
}

model::Record event(const std::string& id, const std::string& order_number, const std::string& kind,
                    const std::string& ref = {}, const std::string& tracking = {})
{
    model::Event e;
    e.order = order_number;
    e.kind = kind;
    e.ref = ref;
    e.tracking = tracking;
    model::Record r;
    r.id = id;
    r.body = e;
    return r;
}

model::Record message(const std::string& id, const std::string& thread, const std::string& sender, Role role,
                      const std::string& text, std::vector<std::string> to = {})
{
    model::Message m;
    m.thread = thread;
    m.sender = sender;
    m.role = role;
    m.text = text;
    model::Record r;
    r.id = id;
    r.body = m;
    if (!to.empty()) {
        auto list = Json::array();
        for (const auto& one : to) list.push(one);
        r.extra.set("to", list);
    }
    return r;
}

model::Record document(const std::string& id, const std::string& name)
{
    model::Document d;
    d.name = name;
    model::Record r;
    r.id = id;
    r.body = d;
    return r;
}

model::Case about(const std::string& number)
{
    model::Case c;
    c.platform = "paypal";
    c.orders = {number};
    return c;
}

std::vector<std::string> ids(const std::vector<analyze::Linked>& links)
{
    std::vector<std::string> out;
    for (const auto& link : links) {
        CHECK(!link.by.empty());
        out.push_back(link.record);
    }
    std::sort(out.begin(), out.end());
    return out;
}

using Ids = std::vector<std::string>;

// Jane's order 48213 and Tom's 48999, each known with name and address.
struct Two {
    Subject subject{about("48213")};
    Two()
    {
        const auto jane = order("o_jane", "48213", "Jane Doe", "jane@example.com", {{"transaction", "9AB12345CD678901E"}});
        const auto tom = order("o_tom", "48999", "Tom Roe", "tom@example.com", {{"transaction", "7ZZ99999CD678901E"}});
        subject.learn({jane, tom});
        subject.know(jane);
        subject.know(tom);
    }
    std::vector<std::string> link(const std::vector<model::Record>& messages) const
    {
        Conversations conversations(subject);
        for (const auto& m : messages) conversations.take(m);
        return ids(conversations.finish());
    }
};

} // namespace

TEST_CASE("a number counts as a whole token only")
{
    struct Row {
        const char *text, *word;
        bool want;
    };
    const Row rows[] = {
        {"order 48213 please", "48213", true},
        {"order 148213", "48213", false},
        {"482130", "48213", false},
        {"48213-2", "48213", false},
        {"48213.50 USD", "48213", false},
        {"1,48213", "48213", false},
        {"It was 48213.", "48213", true},
        {"#48213, thanks", "48213", true},
        {"订单48213号", "48213", true},
        {"订单４８２１３", "48213", true},
        {"pp-d-12345", "PP-D-12345", true},
        {"PP-D-12345-9", "PP-D-12345", false},
        {"me@48213.example", "48213", false},
        {"", "48213", false},
        {"48213", "", false},
        {"48213 148213", "48213", true},
        {"148213 48213", "48213", true},
    };
    for (const auto& row : rows) {
        CAPTURE(row.text);
        CHECK(analyze::mentions(row.text, row.word) == row.want);
    }
}

TEST_CASE("short order numbers count only where they are announced as one")
{
    Subject subject(about("1001"));
    subject.learn({order("o1", "1001", "Jane Doe", "")});
    CHECK(subject.mentioned("where is order 1001?") == "1001");
    CHECK(subject.mentioned("Order #1001") == "1001");
    CHECK(subject.mentioned("订单号：1001 没收到") == "1001");
    CHECK(subject.mentioned("I paid 1001 for it").empty());
    CHECK(subject.mentioned("1001 nights").empty());
}

TEST_CASE("orders and events join through the references they share, however long the chain")
{
    const std::vector<model::Record> pool{
        event("e_ship", "48213", "shipped", "", "1Z999AA10123456784"),
        event("e_track", "", "delivered", "", "1Z999AA10123456784"),
        order("o_txn", "9AB12345CD678901E", "J. Doe", "jane.pays@example.net", {{"invoice", "INV-48213"}}, "paypal"),
        order("o_main", "48213", "Jane Doe", "jane@example.com", {{"transaction", "9AB12345CD678901E"}}),
        order("o_tom", "48999", "Tom Roe", "tom@example.com"),
        event("e_tom", "48999", "shipped", "", "1Z000"),
    };
    Subject subject(about("48213"));
    CHECK(subject.learn(pool));
    CHECK(ids(subject.links()) == Ids{"e_ship", "e_track", "o_main", "o_txn"});
    CHECK(subject.is_buyer("jane.pays@example.net"));
    CHECK(!subject.learn(pool)); // nothing new the second time
    CHECK(ids(subject.links()).size() == 4);
}

TEST_CASE("a key sold to two customers does not join their orders")
{
    const auto jane = order("o_jane", "48213", "Jane Doe", "jane@example.com", {{"key", "fp-1234567890"}});
    const auto tom = order("o_tom", "48999", "Tom Roe", "tom@example.com", {{"key", "fp-1234567890"}});
    const auto viewed = event("e_view", "", "code_viewed", "fp-1234567890");
    const auto sent = event("e_sent", "48213", "code_sent", "fp-1234567890");
    const auto sent_tom = event("e_sent_tom", "48999", "code_sent", "fp-1234567890");
    Subject subject(about("48213"));
    subject.learn({jane, tom, viewed, sent, sent_tom});
    subject.know(jane);
    subject.know(tom);
    CHECK(ids(subject.links()) == Ids{"e_sent", "o_jane"});
    SUBCASE("and if it was sold once, its events belong")
    {
        Subject alone(about("48213"));
        alone.learn({jane, viewed, sent});
        alone.know(jane);
        CHECK(ids(alone.links()) == Ids{"e_sent", "e_view", "o_jane"});
    }
}

TEST_CASE("a conversation with the buyer alone is linked whole")
{
    const Two two;
    CHECK(
        two.link({message("m1", "Jane", "Jane Doe", Role::buyer, "hello"), message("m2", "Jane", "Shop", Role::seller, "hi"),
                  message("m3", "Jane", "", Role::system, "encrypted")}) == Ids{"m1", "m2", "m3"});
    // By address, as mail programs write it.
    CHECK(two.link({message("m1", "x", "\"Doe, J\" <JANE@example.com>", Role::buyer, "hello")}) == Ids{"m1"});
}

TEST_CASE("a conversation about the order with somebody unknown is linked whole only if it is about nothing else")
{
    const Two two;
    const auto ask = message("m1", "s", "jd99", Role::unknown, "where is 48213?");
    const auto answer = message("m2", "s", "Shop", Role::seller, "let me look");
    CHECK(two.link({ask, answer}) == Ids{"m1", "m2"});
    // A supplier speaks of everybody's orders.
    const auto other = message("m3", "s", "jd99", Role::unknown, "and 48999 is out of stock");
    CHECK(two.link({ask, answer, other}) == Ids{"m1"});
}

TEST_CASE("in a group only what belongs is linked, never another customer's words")
{
    const Two two;
    CHECK(two.link({message("m1", "g", "Jane Doe", Role::buyer, "mine is late"),
                    message("m2", "g", "Tom Roe", Role::buyer, "mine too, 48999"),
                    message("m3", "g", "Shop", Role::seller, "sorry, all"),
                    message("m4", "g", "Shop", Role::seller, "48213 is on its way"),
                    message("m5", "g", "Tom Roe", Role::buyer, "what about 48213?")}) == Ids{"m1", "m4"});
}

TEST_CASE("in a shared mailbox a seller's mail belongs only if it went to the buyer and to nobody else")
{
    const Two two;
    const std::vector<model::Record> box{
        message("m1", "box", "Jane Doe <jane@example.com>", Role::buyer, "not here", {"shop@example.org"}),
        message("m2", "box", "shop@example.org", Role::seller, "sorry", {"Jane <jane@example.com>"}),
        message("m3", "box", "tom@example.com", Role::buyer, "not here", {"shop@example.org"}),
        message("m4", "box", "shop@example.org", Role::seller, "sorry", {"tom@example.com"}),
        message("m5", "box", "shop@example.org", Role::seller, "news", {"jane@example.com", "tom@example.com"}),
        message("m6", "box", "shop@example.org", Role::seller, "about 48213", {"carrier@example.net"}),
    };
    CHECK(two.link(box) == Ids{"m1", "m2"});
}

TEST_CASE("a mail thread with the buyer alone is linked whole, copies to oneself included")
{
    const Two two;
    CHECK(two.link({message("m1", "<a@x>", "Jane Doe", Role::buyer, "not here", {"shop@example.org"}),
                    message("m2", "<a@x>", "shop@example.org", Role::seller, "sorry",
                            {"\"Doe, Jane\" <jane@example.com>, shop@example.org"}),
                    message("m3", "<b@x>", "shop@example.org", Role::seller, "the same", {"Jane <jane@example.com>"})}) ==
          Ids{"m1", "m2", "m3"});
    // A third person drawn in splits the thread.
    CHECK(two.link({message("m1", "<a@x>", "Jane Doe", Role::buyer, "not here", {"shop@example.org"}),
                    message("m2", "<a@x>", "shop@example.org", Role::seller, "where is it?", {"carrier@example.net"})}) ==
          Ids{"m1"});
}

TEST_CASE("two customers of one name are told apart by their addresses only")
{
    const auto mine = order("o1", "48213", "Wang Wei", "wei1@example.com");
    const auto other = order("o2", "48999", "Wang Wei", "wei2@example.com");
    Subject subject(about("48213"));
    subject.learn({mine, other});
    subject.know(mine);
    subject.know(other);
    CHECK(!subject.is_buyer("Wang Wei"));
    CHECK(subject.is_buyer("wei1@example.com"));
    Conversations conversations(subject);
    conversations.take(message("m1", "Wang Wei", "Wang Wei", Role::buyer, "hello"));
    CHECK(conversations.finish().empty());
}

TEST_CASE("another order of the same buyer is not another customer's")
{
    const auto mine = order("o1", "48213", "Jane Doe", "jane@example.com");
    const auto earlier = order("o2", "48100", "Jane Doe", "jane@example.com");
    Subject subject(about("48213"));
    subject.learn({mine, earlier});
    subject.know(mine);
    subject.know(earlier);
    CHECK(ids(subject.links()) == Ids{"o1"});
    CHECK(subject.is_buyer("Jane Doe"));
    CHECK(!subject.mentions_others("as with 48100"));
}

TEST_CASE("documents come by attachment or by their name")
{
    const Two two;
    CHECK(ids(analyze::link_documents(two.subject, {"d1"},
                                      {document("d1", "IMG_1.jpg"), document("d2", "invoice_48213.pdf"),
                                       document("d3", "48999.pdf"), document("d4", "148213.png")})) == Ids{"d1", "d2"});
}

TEST_CASE("a statement's payment follows the order by transaction number, and its refund by the channel's own number")
{
    const auto of = [](model::Record record, const char* platform) {
        std::get<model::Event>(record.body).platform = platform;
        return record;
    };
    const auto paid = of(event("e_paid", "EP0001", "paid", "2024031200000001"), "alipay");
    const auto refund = of(event("e_refund", "EP0001", "refunded", "2024031200000009"), "alipay");
    const auto elsewhere = of(event("e_else", "EP0001", "paid", "777"), "wechatpay"); // another channel's EP0001
    const auto other = of(event("e_other", "EP0002", "paid", "2024031200000002"), "alipay");
    // a number another order's event merely refers to is no transaction
    const auto reshipped = event("e_reship", "48999", "reshipped", "48213");
    Subject subject(about("48213"));
    subject.learn({order("o_jane", "48213", "Jane Doe", "jane@example.com", {{"transaction", "2024031200000001"}}), refund,
                   paid, elsewhere, other, reshipped});
    CHECK(ids(subject.links()) == Ids{"e_paid", "e_refund", "o_jane"});
}

TEST_CASE("masked names say nothing of who somebody is")
{
    for (const auto* name : {"小**1", "138****8000", "ab***@example.com", "*三", "张*"}) CHECK(analyze::is_masked(name));
    for (const auto* name : {"", "Jane", "*star*", "a*b", "小红1"}) CHECK_FALSE(analyze::is_masked(name));
    Subject subject(about("48213"));
    subject.learn({order("o_one", "48213", "小**1", "ab***@example.com")});
    CHECK_FALSE(subject.is_buyer("小**1"));
    CHECK_FALSE(subject.is_buyer("ab***@example.com"));
}

#include "analyze/exhibits.hpp"

#include <doctest/doctest.h>

using namespace redress;

namespace {

model::Record record(const std::string& id, model::Body body, const std::string& shop = "main")
{
    model::Record made;
    made.id = id;
    made.shop = shop;
    made.body = std::move(body);
    return made;
}

model::Message message(const std::string& thread, const std::string& sender, model::Role role)
{
    model::Message made;
    made.thread = thread;
    made.sender = sender;
    made.role = role;
    return made;
}

model::Event event(const std::string& order, const std::string& kind, const std::string& supplier = {})
{
    model::Event made;
    made.order = order;
    made.kind = kind;
    made.supplier = supplier;
    return made;
}

model::Document document(const std::string& kind, const std::string& name)
{
    model::Document made;
    made.kind = kind;
    made.name = name;
    return made;
}

} // namespace

TEST_CASE("exhibit labels run A to Z, then AA")
{
    const std::pair<int, const char*> table[] = {{0, ""},    {1, "A"},   {2, "B"},    {26, "Z"},    {27, "AA"},
                                                 {52, "AZ"}, {53, "BA"}, {702, "ZZ"}, {703, "AAA"}, {-3, ""}};
    for (const auto& [number, label] : table) CHECK(analyze::exhibit_label(number) == label);
    CHECK(analyze::exhibit_label(27, true) == "27");
    CHECK(analyze::name_in_style("图{number}", "3") == "图3");
    CHECK(analyze::name_in_style("Exhibit {label}", "C") == "Exhibit C");
    CHECK(analyze::is_numbered("图{number}"));
    CHECK(!analyze::is_numbered("Exhibit {label}"));
}

TEST_CASE("a mail thread is called by its subject, for its own name is a message id")
{
    analyze::Material material;
    auto mail = record("m_1", message("<1@example.com>", "Jane <jane@example.com>", model::Role::buyer));
    mail.extra.set("subject", "Where is my order?");
    material.records = {mail};
    CHECK(analyze::plan_exhibits(material).front().title == "Mail: Where is my order?");
}

TEST_CASE("exhibits come by kind, then by first appearance")
{
    analyze::Material material;
    model::Order order;
    order.number = "1001";
    model::Review review;
    material.records = {record("d_1", document("screenshot", "shot.png")),
                        record("d_2", document("statement", "")),
                        record("e_1", event("1001", "paid")),
                        record("m_1", message("Jane Doe", "Shop", model::Role::seller)),
                        record("m_2", message("Jane Doe", "Jane D.", model::Role::buyer)),
                        record("m_3", message("Bob", "", model::Role::unknown)),
                        record("m_4", message("Jane Doe", "Jane D.", model::Role::buyer), "second"),
                        record("e_2", event("1001", "supplier_checked", "Key Mill")),
                        record("o_1", order),
                        record("r_1", review),
                        record("n_1", model::Note{})};
    auto exhibits = analyze::plan_exhibits(material);
    const std::vector<std::tuple<std::string, std::string, std::string, int, std::size_t>> want = {
        {"thread:main/Jane Doe", "transcript", "Conversation with Jane D.", 2, 2},
        {"thread:main/Bob", "transcript", "Conversation with Bob", 2, 1},
        {"thread:second/Jane Doe", "transcript", "Conversation with Jane D.", 2, 1},
        {"order:1001", "order", "Order 1001", 2, 1},
        {"events:1001", "events", "Events of order 1001", 3, 2},
        {"reviews", "reviews", "Reviews", 2, 1},
        {"document:d_1", "document", "Document shot.png", 1, 1},
        {"document:d_2", "statement", "Statement statement", 1, 1},
    };
    REQUIRE(exhibits.size() == want.size());
    for (std::size_t i = 0; i < want.size(); ++i) {
        const auto& e = exhibits[i];
        CHECK(std::tuple(e.item, e.kind, e.title, e.grade, e.records.size()) == want[i]);
        exhibits[i].label = analyze::exhibit_label(static_cast<int>(i) + 1);
    }
    CHECK(analyze::place_of(exhibits, "m_2").label == "A");
    CHECK(analyze::place_of(exhibits, "m_2").line == 2);
    CHECK(analyze::place_of(exhibits, "e_2").label == "E");
    CHECK(analyze::place_of(exhibits, "e_2").line == 0);
    CHECK(analyze::place_of(exhibits, "n_1").label.empty());
}

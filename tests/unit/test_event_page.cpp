// The page of an order's events: kinds in the reader's words, and one entry where one source lacks the time another has.
#include "bundle/transcript.hpp"

#include <doctest/doctest.h>

using namespace redress;

namespace {

model::Record event(const std::string& id, const std::string& kind, const std::string& at, const std::string& tracking)
{
    model::Event body;
    body.order = "4400";
    body.kind = kind;
    body.tracking = tracking;
    if (!at.empty()) body.when.at = time::parse_rfc3339(at);
    model::Record made;
    made.id = id;
    made.body = body;
    return made;
}

std::vector<render::Line> lines_of(const std::vector<model::Record>& made, const std::string& lang)
{
    analyze::Exhibit exhibit;
    exhibit.kind = "events";
    exhibit.label = "C";
    analyze::Material material;
    material.records = made;
    for (const auto& record : made) exhibit.records.push_back(record.id);
    bundle::View view;
    view.lang = lang;
    bundle::MaskLog log;
    const auto page = bundle::exhibit_page(exhibit, bundle::index_records(material), view, "C", log);
    for (const auto& block : page.blocks)
        if (const auto* found = std::get_if<render::Transcript>(&block)) return found->lines;
    return {};
}

} // namespace

TEST_CASE("an event without a time joins the dated one that says as much")
{
    const auto lines =
        lines_of({event("e_1", "shipped", "2026-06-03T09:25:10Z", "SF1"), event("e_2", "shipped", "", "SF1")}, "en");
    REQUIRE(lines.size() == 1);
    CHECK(lines[0].id == "e_1 e_2");
    CHECK(lines[0].notes == std::vector<std::string>{"also in another source, without a time"});
}

TEST_CASE("an event without a time that says something else stands by itself and says so")
{
    const auto made = {event("e_1", "shipped", "2026-06-03T09:25:10Z", "SF1"), event("e_2", "shipped", "", "SF2"),
                       event("e_3", "delivered", "", "SF1")};
    const auto lines = lines_of(made, "en");
    REQUIRE(lines.size() == 3);
    CHECK(lines[1].number == "2");
    CHECK(lines[1].time == "(time not in the source)");
    CHECK(lines[2].id == "e_3");
}

TEST_CASE("kinds of events stand in the reader's language; a kind of the user's own stays as it is")
{
    const auto made = {event("e_1", "code_viewed", "2026-06-03T09:25:10Z", ""), event("e_2", "drone_landed", "", "")};
    CHECK(lines_of(made, "zh")[0].sender == "查看卡密");
    CHECK(lines_of(made, "en")[0].sender == "code viewed");
    CHECK(lines_of(made, "zh")[1].sender == "drone_landed");
}

TEST_CASE("of a trade between persons a page says that the buyer marked it as paid, not that money came")
{
    auto paid = event("e_1", "paid", "2026-06-01T04:04:10Z", "");
    CHECK(lines_of({paid}, "en")[0].sender == "paid");
    model::Source source;
    source.format = "p2p_orders";
    paid.sources = {source};
    CHECK(lines_of({paid}, "en")[0].sender == "marked as paid by the buyer");
    CHECK(lines_of({paid}, "zh")[0].sender == "买家标记已付款");
}

#include "ingest/table_time.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace redress;
using namespace redress::ingest;

TEST_CASE("table_time: cells")
{
    struct Case {
        const char* cell;
        DateOrder order;
        const char* want; // empty: none
    };
    const Case cases[] = {
        {"2024-05-01 09:58:12", DateOrder::dmy, "2024-05-01T09:58:12"},
        {"2024/5/1 9:58", DateOrder::mdy, "2024-05-01T09:58:00"},
        {"2014.05.06 12:30", DateOrder::dmy, "2014-05-06T12:30:00"},
        {"03/04/2024 10:00", DateOrder::dmy, "2024-04-03T10:00:00"},
        {"03/04/2024 10:00", DateOrder::mdy, "2024-03-04T10:00:00"},
        {"6/4/2016 10:46:49", DateOrder::mdy, "2016-06-04T10:46:49"},
        {"15.10.2019 20:32:01", DateOrder::dmy, "2019-10-15T20:32:01"},
        {"19.11.2019 29:18:53", DateOrder::dmy, ""},
        {"31/02/2024", DateOrder::dmy, ""},
        {"29/02/2024", DateOrder::dmy, "2024-02-29T00:00:00"},
        {"29/02/2023", DateOrder::dmy, ""},
        {"2024年5月1日 10:05", DateOrder::dmy, "2024-05-01T10:05:00"},
        {"2024年5月1日 下午3:05", DateOrder::dmy, "2024-05-01T15:05:00"},
        {"January 3, 2023", DateOrder::dmy, "2023-01-03T00:00:00"},
        {"Reviewed in the United States on January 3, 2023", DateOrder::dmy, "2023-01-03T00:00:00"},
        {"3 Jan 2023 12:15 AM", DateOrder::dmy, "2023-01-03T00:15:00"},
        {"09 13, 2009", DateOrder::mdy, "2009-09-13T00:00:00"},
        {"12/31/23, 11:59 PM", DateOrder::mdy, "2023-12-31T23:59:00"},
        {"1. Dez. 2023 08:00", DateOrder::dmy, "2023-12-01T08:00:00"},
        {"20240501", DateOrder::dmy, "2024-05-01T00:00:00"},
        {"20240501103000", DateOrder::dmy, "2024-05-01T10:30:00"},
        {"1709290800", DateOrder::dmy, "2024-03-01T11:00:00"},
        {"1709290800000", DateOrder::dmy, "2024-03-01T11:00:00"},
        {"45352.5", DateOrder::dmy, "2024-03-01T12:00:00"},
        {"2024-05-01T09:58:12.250", DateOrder::dmy, "2024-05-01T09:58:12.250"},
        {"", DateOrder::dmy, ""},
        {"/", DateOrder::dmy, ""},
        {"soon", DateOrder::dmy, ""},
        {"99999999999999999999", DateOrder::dmy, ""},
    };
    for (const auto& c : cases) {
        CAPTURE(c.cell);
        const auto got = parse_cell_time(c.cell, c.order);
        CHECK((got ? time::to_string(got->local) : "") == c.want);
    }
}

TEST_CASE("table_time: zones in the cell")
{
    const TimeRules open;
    auto got = read_stamp("2024-05-01 09:58:12 -0500", open);
    REQUIRE(got.stamp.at);
    CHECK(time::to_rfc3339(*got.stamp.at) == "2024-05-01T14:58:12Z");
    CHECK(got.stamp.from == model::ZoneFrom::data);
    got = read_stamp("2024-05-01T09:58:12Z", open);
    CHECK(got.stamp.zone == "UTC");
    got = read_stamp("2024-05-01 09:58", open);
    CHECK_FALSE(got.stamp.at);
    CHECK(got.local);
    got = read_stamp("1/7/2024 09:00", {DateOrder::dmy, "Europe/Berlin", model::ZoneFrom::option});
    REQUIRE(got.stamp.at);
    CHECK(time::to_rfc3339(*got.stamp.at) == "2024-07-01T07:00:00Z");
    got = read_stamp("29:18:53", open);
    CHECK_FALSE(got.readable);
    CHECK(got.stamp.local == "29:18:53");
}

TEST_CASE("table_time: one order for a file")
{
    struct Case {
        std::vector<const char*> cells;
        DateOrder want;
        bool ambiguous;
    };
    const Case cases[] = {
        {{"01/02/2024", "13/02/2024"}, DateOrder::dmy, false},
        {{"01/02/2024", "02/13/2024"}, DateOrder::mdy, false},
        {{"05/01/2024", "12/01/2024", "03/02/2024"}, DateOrder::dmy, false}, // the first changes more: days
        {{"01/05/2024", "01/12/2024", "02/03/2024"}, DateOrder::mdy, false},
        {{"6/4/2016", "6/4/2016"}, DateOrder::dmy, true},
        {{"01.02.2024"}, DateOrder::dmy, false},
        {{"2024-01-02", "2024-03-04"}, DateOrder::ymd, false},
        {{"", "x"}, DateOrder::unknown, false},
        {{"3 Jan 2023"}, DateOrder::unknown, false},
    };
    for (const auto& c : cases) {
        DateVotes votes;
        for (const auto* cell : c.cells) votes.add(cell);
        CAPTURE(c.cells.front());
        CHECK(votes.order() == c.want);
        CHECK(votes.ambiguous() == c.ambiguous);
    }
}

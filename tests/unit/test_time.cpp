#include "base/time.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace redress;

namespace {

std::string utc(const char* zone, const char* local, time::Fit* fit = nullptr)
{
    const auto resolved = time::Zone::find(zone)->to_utc(*time::parse_local(local));
    if (fit) *fit = resolved.fit;
    return time::to_rfc3339(resolved.at);
}

} // namespace

TEST_CASE("time: hours that come twice or never")
{
    using time::Fit;
    struct Case {
        const char *zone, *local, *utc;
        Fit fit;
    };
    // Expected values from Python's zoneinfo (fold=0). China had summer time from 1986 to 1991.
    const std::vector<Case> cases{
        {"America/New_York", "2026-03-08T01:59:59", "2026-03-08T06:59:59Z", Fit::exact},
        {"America/New_York", "2026-03-08T02:30", "2026-03-08T07:30:00Z", Fit::gap},
        {"America/New_York", "2026-03-08T03:00", "2026-03-08T07:00:00Z", Fit::exact},
        {"America/New_York", "2026-11-01T01:30", "2026-11-01T05:30:00Z", Fit::ambiguous},
        {"America/New_York", "2026-11-01T02:00", "2026-11-01T07:00:00Z", Fit::exact},
        {"Asia/Shanghai", "1991-04-14T01:59", "1991-04-13T17:59:00Z", Fit::exact},
        {"Asia/Shanghai", "1991-04-14T02:30", "1991-04-13T18:30:00Z", Fit::gap},
        {"Asia/Shanghai", "1991-07-01T12:00", "1991-07-01T03:00:00Z", Fit::exact},
        {"Asia/Shanghai", "1991-09-15T01:30", "1991-09-14T16:30:00Z", Fit::ambiguous},
        {"Asia/Shanghai", "1992-07-01T12:00", "1992-07-01T04:00:00Z", Fit::exact},
        {"Australia/Lord_Howe", "2026-04-05T01:45", "2026-04-04T14:45:00Z", Fit::ambiguous}, // half an hour
        {"+08:00", "2026-03-01T00:00", "2026-02-28T16:00:00Z", Fit::exact},
        {"UTC-3:30", "2026-03-01T00:00", "2026-03-01T03:30:00Z", Fit::exact},
        {"PDT", "2026-01-01T00:00", "2026-01-01T07:00:00Z", Fit::exact},
    };
    for (const auto& c : cases) {
        CAPTURE(c.zone);
        CAPTURE(c.local);
        Fit fit{};
        CHECK(utc(c.zone, c.local, &fit) == c.utc);
        CHECK(fit == c.fit);
    }
}

TEST_CASE("time: the remembered span of a zone changes no answer")
{
    const auto zone = *time::Zone::find("America/New_York");
    const auto hour = std::chrono::hours(1);
    auto at = *time::parse_rfc3339("2026-03-06T00:00:00Z");
    for (int i = 0; i < 24 * 270; ++i, at += hour) { // across both changes, one zone object all the way
        const auto local = zone.to_local(at);
        const auto fresh = time::Zone::find("America/New_York")->to_utc(local);
        const auto kept = zone.to_utc(local);
        if (kept.at != fresh.at || kept.fit != fresh.fit) FAIL_CHECK(time::to_rfc3339(at));
        if (kept.fit == time::Fit::exact && kept.at != at) FAIL_CHECK(time::to_rfc3339(at));
    }
}

TEST_CASE("time: RFC 3339 and its neighbours")
{
    struct Case {
        const char *text, *printed; // nullptr: no time
    };
    const std::vector<Case> cases{
        {"2026-03-01T12:30:00Z", "2026-03-01T12:30:00Z"},
        {"2026-03-01t12:30:00z", "2026-03-01T12:30:00Z"},
        {"2026-03-01 12:30:00+08:00", "2026-03-01T04:30:00Z"},
        {"2026-03-01T12:30:00.25-0330", "2026-03-01T16:00:00.250Z"},
        {"2026-03-01T12:30:00.123456789Z", "2026-03-01T12:30:00.123Z"},
        {"2024-02-29T00:00:00Z", "2024-02-29T00:00:00Z"},
        {"2023-02-29T00:00:00Z", nullptr},
        {"2026-13-01T00:00:00Z", nullptr},
        {"2026-03-01T24:00:00Z", nullptr},
        {"2026-03-01T12:60:00Z", nullptr},
        {"2026-03-01T12:30:00", nullptr}, // no zone
        {"2026-03-01T12:30:00+16:00", nullptr},
        {"2026-03-01T12:30:00+08:00x", nullptr},
        {"2026-03-01T12:30:00.Z", nullptr},
        {"26-03-01T12:30:00Z", nullptr},
        {"", nullptr},
        {"Z", nullptr},
    };
    for (const auto& c : cases) {
        CAPTURE(c.text);
        const auto at = time::parse_rfc3339(c.text);
        CHECK(at.has_value() == (c.printed != nullptr));
        if (at && c.printed) CHECK(time::to_rfc3339(*at) == c.printed);
    }
}

TEST_CASE("time: local forms")
{
    for (const char* bad : {"2026-02-30", "2026-03-01 12", "2026/03-01", "2026-03-01T12:30Z", "2026-03-01T12:3", "x", "",
                            "2026-00-01", "2026-03-00", "99999-01-01"}) {
        CAPTURE(bad);
        CHECK(!time::parse_local(bad));
    }
    for (const char* good : {"2026-03-01", "2026/3/1", "2026.03.01 9:05", "2026-03-01T23:59:60"}) {
        CAPTURE(good);
        CHECK(time::parse_local(good));
    }
    CHECK(time::to_minute(*time::parse_local("2026/3/1 9:05:59")) == "2026-03-01T09:05");
    CHECK(time::to_string(*time::parse_local("2026-03-01 09:05:07,5")) == "2026-03-01T09:05:07.500");
}

TEST_CASE("time: zones that are none, and epochs of any unit")
{
    for (const char* bad : {"", "Mars/Olympus", "+", "+99", "UTC+", "../../etc/passwd", "+8:0", "Asia/Shanghai "}) {
        CAPTURE(bad);
        CHECK(!time::Zone::find(bad));
    }
    CHECK(time::Zone::find("+8")->name() == "+08:00");
    CHECK(time::for_people(*time::parse_rfc3339("2026-03-01T12:30:00Z"), *time::Zone::find("Asia/Shanghai")) ==
          "2026-03-01 20:30:00 +08:00");
    const auto at = *time::parse_rfc3339("2023-11-14T22:13:20Z"); // date -u -d @1700000000
    for (const std::int64_t value :
         {1'700'000'000LL, 1'700'000'000'000LL, 1'700'000'000'000'000LL, 1'700'000'000'000'000'000LL})
        CHECK(time::from_epoch(value) == at);
    CHECK(time::to_rfc3339(time::from_epoch(-1)) == "1969-12-31T23:59:59Z");
    CHECK(time::to_epoch_ms(time::from_epoch(INT64_MIN)) == INT64_MIN / 1'000'000);
}

#include "base/time.hpp"
#include "base/zone_file.hpp"

#include <date/tz.h>
#include <doctest/doctest.h>

#include <filesystem>
#include <string>

using namespace redress;
using namespace std::chrono_literals;

namespace {

const char* const system_folder = "/usr/share/zoneinfo";

int moments(const date::local_info& info)
{
    return info.result == date::local_info::unique ? 1 : info.result == date::local_info::ambiguous ? 2 : 0;
}

} // namespace

// The second reader of zones against the first, which is libdate's: every zone there is, the hours around each change.
TEST_CASE("zone file: says what the date library says")
{
    std::size_t zones = 0, changes = 0, wrong = 0;
    for (const auto& zone : date::get_tzdb().zones) {
        const auto file = time::ZoneFile::open(system_folder, zone.name());
        if (!file) continue; // right/, posix/ and the like are compared too where they exist
        ++zones;
        auto at = date::sys_seconds(date::sys_days(date::year(1970) / 1 / 1));
        const auto end = date::sys_seconds(date::sys_days(date::year(2037) / 1 / 1));
        while (at < end) {
            const auto info = zone.get_info(at);
            if (info.end >= end || info.end <= at) break;
            at = info.end;
            ++changes;
            for (const auto step : {-25h, -2h, -1h, 0h, 1h, 2h, 25h})
                for (const auto more : {-1s, 0s, 1s, 1799s}) {
                    const auto moment = at + step + more;
                    const auto local = date::local_seconds(moment.time_since_epoch());
                    const auto there = zone.get_info(local);
                    const auto here = file->local(local.time_since_epoch().count());
                    const bool same =
                        file->offset(moment.time_since_epoch().count()) == zone.get_info(moment).offset.count() &&
                        here.offset == there.first.offset.count() && here.moments == moments(there);
                    if (!same && ++wrong < 10) MESSAGE(zone.name() << " " << moment.time_since_epoch().count());
                }
        }
    }
    CHECK(wrong == 0);
    CHECK(zones > 300);
    CHECK(changes > 10000);
}

TEST_CASE("zone file: names that are none")
{
    for (const char* name : {"", "Asia", "../zoneinfo/Asia/Shanghai", "/usr/share/zoneinfo/Asia/Shanghai", "Mars/Olympus",
                             "zone.tab", "asia/shanghai"})
        CHECK_MESSAGE(!time::ZoneFile::open(system_folder, name), name);
    CHECK(!time::ZoneFile::open("", "Asia/Shanghai"));
    CHECK(time::ZoneFile::open(system_folder, "Asia/Shanghai"));
}

// A name the system has not, found in the folder that came along.
TEST_CASE("zone file: a zone the system has not")
{
    const auto folder = std::filesystem::temp_directory_path() / "redress-zone-test";
    std::filesystem::create_directories(folder / "Example");
    std::filesystem::copy_file(std::string(system_folder) + "/America/New_York", folder / "Example/Town",
                               std::filesystem::copy_options::overwrite_existing);
    CHECK(!time::Zone::find("Example/Town"));
    time::use_zone_folder(folder);
    const auto zone = time::Zone::find("Example/Town");
    REQUIRE(zone);
    CHECK(zone->name() == "Example/Town");
    // Python's zoneinfo, fold=0, for America/New_York.
    const auto utc = [&](const char* local) { return zone->to_utc(*time::parse_local(local)); };
    CHECK(time::to_rfc3339(utc("2026-03-08T01:59:59").at) == "2026-03-08T06:59:59Z");
    CHECK(time::to_rfc3339(utc("2026-03-08T02:30").at) == "2026-03-08T07:30:00Z");
    CHECK(utc("2026-03-08T02:30").fit == time::Fit::gap);
    CHECK(time::to_rfc3339(utc("2026-11-01T01:30").at) == "2026-11-01T05:30:00Z");
    CHECK(utc("2026-11-01T01:30").fit == time::Fit::ambiguous);
    CHECK(zone->offset_minutes(*time::parse_rfc3339("2026-07-01T00:00:00Z")) == -240);
    CHECK(time::to_string(zone->to_local(*time::parse_rfc3339("2026-01-01T00:00:00.250Z"))) == "2025-12-31T19:00:00.250");
    time::use_zone_folder({});
    std::filesystem::remove_all(folder);
}

// Time zones out of files in the tz database's own form (RFC 8536), for a machine that has no tz database: the date library
// knows only the system's. GLib reads them.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string_view>

namespace redress::time {

class ZoneFile {
public:
    // folder as /usr/share/zoneinfo is laid out; nullopt if it holds no such zone.
    static std::optional<ZoneFile> open(const std::filesystem::path& folder, std::string_view name);

    std::int64_t offset(std::int64_t utc) const; // seconds east of UTC at that many seconds since 1970
    // What a local time, in seconds since 1970 as if it were UTC, may mean: the offset to take off, and how many moments it
    // is (0: the clock jumped over it, 2: it came twice; the offset is then the one before the change).
    struct Local {
        std::int64_t offset;
        int moments;
    };
    Local local(std::int64_t seconds) const;

private:
    struct Data;
    explicit ZoneFile(std::shared_ptr<const Data> data);
    std::shared_ptr<const Data> data_;
};

// Where Zone::find looks for zones the system has not, laid out as /usr/share/zoneinfo. Called once, before any Zone::find.
void use_zone_folder(std::filesystem::path folder);

} // namespace redress::time

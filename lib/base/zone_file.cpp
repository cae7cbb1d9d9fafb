#include "base/zone_file.hpp"

#include <glib.h>

#include <array>
#include <fstream>
#include <string>

namespace redress::time {

struct ZoneFile::Data {
    GTimeZone* zone;
    explicit Data(GTimeZone* z) : zone(z) {}
    ~Data() { g_time_zone_unref(zone); }
    Data(const Data&) = delete;
    Data& operator=(const Data&) = delete;
};

// GLib asserts what it should ask.
static bool is_zone_file(const std::filesystem::path& file)
{
    std::array<char, 44> header{}; // RFC 8536, 3.1
    std::error_code code;
    return std::filesystem::is_regular_file(file, code) &&
           std::ifstream(file, std::ios::binary).read(header.data(), header.size()) &&
           std::string_view(header.data(), 4) == "TZif";
}

ZoneFile::ZoneFile(std::shared_ptr<const Data> data) : data_(std::move(data)) {}

std::optional<ZoneFile> ZoneFile::open(const std::filesystem::path& folder, std::string_view name)
{
    const std::filesystem::path below(name);
    std::error_code code;
    if (folder.empty() || name.empty() || below.is_absolute() || name.find("..") != std::string_view::npos)
        return std::nullopt;
    const auto file = std::filesystem::absolute(folder / below, code);
    if (code || !is_zone_file(file)) return std::nullopt;
    auto* zone = g_time_zone_new_identifier(file.c_str());
    if (!zone) return std::nullopt;
    return ZoneFile(std::make_shared<const Data>(zone));
}

std::int64_t ZoneFile::offset(std::int64_t utc) const
{
    return g_time_zone_get_offset(data_->zone, g_time_zone_find_interval(data_->zone, G_TIME_TYPE_UNIVERSAL, utc));
}

ZoneFile::Local ZoneFile::local(std::int64_t seconds) const
{
    // No offset is a day long, so these two lie before and after whatever change is near.
    constexpr std::int64_t day = 86400;
    const auto before = offset(seconds - day), after = offset(seconds + day);
    if (before == after) return {before, 1};
    const bool fits_before = offset(seconds - before) == before, fits_after = offset(seconds - after) == after;
    return {fits_after && !fits_before ? after : before, fits_before + fits_after};
}

} // namespace redress::time

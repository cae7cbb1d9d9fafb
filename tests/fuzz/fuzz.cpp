// libFuzzer's entry: REDRESS_FAMILY names the family. The first byte of an input picks the format, the second a zone and a
// date order; the rest is the file. scripts/fuzz makes inputs of that shape out of files.
#include "reading.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

namespace {

std::vector<std::string> asked_family()
{
    const char* name = std::getenv("REDRESS_FAMILY");
    auto formats = redress::fuzz::family(name ? name : "");
    if (formats.empty()) {
        std::fputs("REDRESS_FAMILY names no family of tests/fuzz/families\n", stderr);
        std::exit(2);
    }
    return formats;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const auto formats = asked_family();
    constexpr std::array<const char*, 4> zones = {"UTC", "Asia/Shanghai", "America/New_York", ""};
    constexpr std::array<const char*, 4> orders = {"", "DMY", "MDY", "YMD"};
    if (size < 2) return 0;
    const std::string_view bytes(reinterpret_cast<const char*>(data + 2), size - 2);
    redress::fuzz::read_and_hold(bytes, {formats[data[0] % formats.size()], zones[data[1] % 4], orders[data[1] / 4 % 4]});
    return 0;
}

// libFuzzer's entry: REDRESS_FAMILY names a family of formats or a target. For a family the first byte of an input picks the
// format, the second a zone and a date order; the rest is the file. scripts/fuzz makes inputs of that shape out of files.
#include "reading.hpp"
#include "target.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

namespace {

std::string asked()
{
    const char* name = std::getenv("REDRESS_FAMILY");
    if (!name || (redress::fuzz::family(name).empty() && !redress::fuzz::target(name))) {
        std::fputs("REDRESS_FAMILY names no family of tests/fuzz/families and no file of tests/fuzz/targets\n", stderr);
        std::exit(2);
    }
    return name;
}

void read_as_one_of(const std::vector<std::string>& formats, std::string_view input)
{
    constexpr std::array<const char*, 4> zones = {"UTC", "Asia/Shanghai", "America/New_York", ""};
    constexpr std::array<const char*, 4> orders = {"", "DMY", "MDY", "YMD"};
    if (input.size() < 2) return;
    const auto format = static_cast<unsigned char>(input[0]), where = static_cast<unsigned char>(input[1]);
    redress::fuzz::read_and_hold(input.substr(2),
                                 {formats[format % formats.size()], zones[where % 4], orders[where / 4 % 4]});
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const auto name = asked();
    static const auto target = redress::fuzz::target(name);
    static const auto formats = redress::fuzz::family(name);
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    target ? target(bytes) : read_as_one_of(formats, bytes);
    return 0;
}

#include "remote/address.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

namespace redress::remote {
namespace {

struct Range {
    std::uint32_t first;
    int bits;
    Reach reach;
};

// IANA's registry of special-purpose addresses. 198.18.0.0/15 (benchmarks) is not among them: proxies that work as a virtual
// network card answer every name with an address from there.
constexpr Range ranges[] = {
    {0x00000000, 8, Reach::never},    // 0.0.0.0/8, this host
    {0x0A000000, 8, Reach::local},    // 10.0.0.0/8
    {0x64400000, 10, Reach::local},   // 100.64.0.0/10, shared by a provider's customers
    {0x7F000000, 8, Reach::loopback}, // 127.0.0.0/8
    {0xA9FE0000, 16, Reach::never},   // 169.254.0.0/16, link-local
    {0xAC100000, 12, Reach::local},   // 172.16.0.0/12
    {0xC0000000, 24, Reach::never},   // 192.0.0.0/24
    {0xC0A80000, 16, Reach::local},   // 192.168.0.0/16
    {0xE0000000, 4, Reach::never},    // 224.0.0.0/4, multicast
    {0xF0000000, 4, Reach::never},    // 240.0.0.0/4, reserved and broadcast
};

Reach reach_of_v4(std::uint32_t address)
{
    for (const auto& range : ranges)
        if ((address >> (32 - range.bits)) == (range.first >> (32 - range.bits))) return range.reach;
    return Reach::open;
}

using Octets = std::array<std::uint8_t, 16>;

std::uint32_t v4_at(const Octets& a, std::size_t at)
{
    return std::uint32_t{a[at]} << 24 | std::uint32_t{a[at + 1]} << 16 | std::uint32_t{a[at + 2]} << 8 | a[at + 3];
}

bool begins(const Octets& address, std::initializer_list<std::uint8_t> with)
{
    return std::equal(with.begin(), with.end(), address.begin());
}

Reach reach_of_v6(const Octets& a)
{
    if (begins(a, {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF})) return reach_of_v4(v4_at(a, 12));
    if (begins(a, {0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0})) return reach_of_v4(v4_at(a, 12)); // NAT64, RFC 6052
    if (begins(a, {0x20, 0x02})) return reach_of_v4(v4_at(a, 2));                                   // 6to4, RFC 3056
    if (begins(a, {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}))
        return v4_at(a, 12) == 1 ? Reach::loopback : Reach::never; // ::1, ::, and what once meant IPv4
    if ((a[0] & 0xFE) == 0xFC) return Reach::local;                // fc00::/7
    if (a[0] == 0xFE && (a[1] & 0x80) != 0) return Reach::never;   // fe80::/10, fec0::/10
    return a[0] == 0xFF ? Reach::never : Reach::open;              // ff00::/8, multicast
}

} // namespace

Reach reach_of(const sockaddr& address)
{
    if (address.sa_family == AF_INET) {
        sockaddr_in v4{};
        std::memcpy(&v4, &address, sizeof v4);
        return reach_of_v4(ntohl(v4.sin_addr.s_addr));
    }
    if (address.sa_family != AF_INET6) return Reach::never;
    sockaddr_in6 v6{};
    std::memcpy(&v6, &address, sizeof v6);
    Octets octets;
    std::memcpy(octets.data(), &v6.sin6_addr, octets.size());
    return reach_of_v6(octets);
}

std::string address_text(const sockaddr& address)
{
    std::array<char, INET6_ADDRSTRLEN> text{};
    const char* done = nullptr;
    if (address.sa_family == AF_INET) {
        sockaddr_in v4{};
        std::memcpy(&v4, &address, sizeof v4);
        done = ::inet_ntop(AF_INET, &v4.sin_addr, text.data(), text.size());
    } else if (address.sa_family == AF_INET6) {
        sockaddr_in6 v6{};
        std::memcpy(&v6, &address, sizeof v6);
        done = ::inet_ntop(AF_INET6, &v6.sin6_addr, text.data(), text.size());
    }
    return done ? done : "?";
}

} // namespace redress::remote

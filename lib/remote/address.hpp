// Where an address leads: a host's name says nothing about that, and whoever answers for the name may change it.
#pragma once

#include "base/said.hpp"

#include <string>

struct sockaddr;

namespace redress::remote {

enum class Reach {
    open,     // anywhere else
    loopback, // this machine
    local,    // the network it stands in: private addresses (RFC 1918, RFC 6598, RFC 4193)
    never     // link-local, where clouds keep their secrets; unspecified, multicast, broadcast
};

// Addresses of IPv4 within IPv6 (mapped, 6to4, NAT64) count as what they hold. Families other than the two are never.
Reach reach_of(const sockaddr& address);

std::string address_text(const sockaddr& address); // "127.0.0.1", "fe80::1"

} // namespace redress::remote

#include "base/error.hpp"
#include "base/file.hpp"
#include "remote/address.hpp"
#include "remote/http.hpp"
#include "remote/settings.hpp"

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <cstring>

using namespace redress;
using remote::Reach;

namespace {

Reach reach(const std::string& text)
{
    sockaddr_storage storage{};
    if (text.find(':') == std::string::npos) {
        sockaddr_in v4{};
        v4.sin_family = AF_INET;
        REQUIRE(::inet_pton(AF_INET, text.c_str(), &v4.sin_addr) == 1);
        std::memcpy(&storage, &v4, sizeof v4);
    } else {
        sockaddr_in6 v6{};
        v6.sin6_family = AF_INET6;
        REQUIRE(::inet_pton(AF_INET6, text.c_str(), &v6.sin6_addr) == 1);
        std::memcpy(&storage, &v6, sizeof v6);
    }
    return remote::reach_of(reinterpret_cast<const sockaddr&>(storage));
}

std::string why_refused(const std::string& url, const remote::HttpRules& rules, bool secret = false)
{
    try {
        remote::exchange({"POST", url, {{"Authorization", "Bearer canary", secret}}, "x"}, rules);
    } catch (const Error& e) {
        CHECK(e.exit() == Exit::failed);
        CHECK(std::string(e.what()).find("canary") == std::string::npos);
        return e.what();
    }
    return "sent";
}

} // namespace

TEST_CASE("address: the first and the last of each range, and their neighbours")
{
    const struct {
        Reach reach;
        std::vector<const char*> addresses;
    } table[] = {
        {Reach::loopback, {"127.0.0.1", "127.255.255.255", "::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::"}},
        {Reach::local,
         {"10.0.0.0", "10.255.255.255", "172.16.0.0", "172.31.255.255", "192.168.0.0", "192.168.255.255", "100.64.0.0",
          "100.127.255.255", "fc00::", "fdff::1", "::ffff:10.1.2.3", "64:ff9b::a00:1", "2002:c0a8:101::1"}},
        {Reach::never,
         {"0.0.0.0", "0.255.255.255", "169.254.0.0", "169.254.169.254", "169.254.255.255", "224.0.0.1", "239.255.255.255",
          "240.0.0.1", "255.255.255.255", "192.0.0.8", "::", "::2", "::127.0.0.1", "fe80::1", "febf::1", "fec0::1",
          "ff02::1", "::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe"}},
        {Reach::open, {"1.0.0.0",         "9.255.255.255",   "11.0.0.0",        "100.63.255.255", "100.128.0.0",
                       "126.255.255.255", "128.0.0.0",       "169.253.255.255", "169.255.0.0",    "172.15.255.255",
                       "172.32.0.0",      "192.167.255.255", "192.169.0.0",     "192.0.1.0",      "198.18.0.1",
                       "223.255.255.255", "2001:db8::1",     "2606:4700::1111", "fb00::1",        "::ffff:8.8.8.8"}},
    };
    for (const auto& row : table)
        for (const auto* address : row.addresses) {
            CAPTURE(address);
            CHECK(static_cast<int>(reach(address)) == static_cast<int>(row.reach));
        }
    sockaddr other{};
    other.sa_family = AF_UNIX;
    CHECK(remote::reach_of(other) == Reach::never);
}

TEST_CASE("http: what is refused before anything is sent")
{
    remote::HttpRules rules;
    rules.hosts = {"api.example", "api.example:8443"};
    const struct {
        const char* url;
        const char* why;
    } table[] = {
        {"https://example/", "not among the hosts"},
        {"https://api.example.evil.example/", "not among the hosts"},
        {"https://evil.example/api.example", "not among the hosts"},
        {"https://api.example:444/", "not among the hosts"},
        {"https://xapi.example/", "not among the hosts"},
        {"https://api.example./", "not among the hosts"},
        {"http://api.example:8443/", "over https only"},
        {"http://api.example/", "over https only"},
        {"https://me@api.example/", "user name or password"},
        {"https://api.example@evil.example/", "user name or password"},
        {"ftp://api.example/", "no address of the web"},
        {"file:///etc/passwd", "no address of the web"},
        {"gopher://api.example/", "no address of the web"},
        {"", "no address of the web"},
        {"https://", "no address of the web"},
    };
    for (const auto& row : table) {
        CAPTURE(row.url);
        const auto why = why_refused(row.url, rules);
        CHECK_MESSAGE(why.find(row.why) != std::string::npos, why);
    }
    rules.plain = true;
    CHECK(why_refused("http://api.example/", rules, true).find("secret is never sent") != std::string::npos);
    CHECK(remote::host_of("HTTPS://API.Example:443/x") == "api.example");
    CHECK(remote::host_of("http://[::1]:8080/") == "[::1]:8080");
}

TEST_CASE("remote settings: the shipped list, each with its source, and the user's own before it")
{
    const TempDir config;
    const auto shipped = remote::load_settings(TEST_SOURCE_DIR "/share", config.path());
    CHECK(shipped.authorities.size() >= 4);
    CHECK_FALSE(shipped.loopback);
    CHECK_FALSE(shipped.local);
    for (const auto& authority : shipped.authorities) {
        CAPTURE(authority.name);
        CHECK(authority.source.rfind("https://", 0) == 0);
        CHECK(authority.seen.size() >= 7);
        CHECK_FALSE(authority.own);
        CHECK(authority.about.in("zh") != authority.about.en());
    }
    write_file(config.path() / "config.toml", "[lint]\nx = 1\n[[remote.authority]]\nname = \"digicert\"\nurl = "
                                              "\"https://tsa.example:8443/x\"\nroots = \"r.pem\"\n");
    const auto own = remote::load_settings(TEST_SOURCE_DIR "/share", config.path());
    CHECK(own.authorities.size() == shipped.authorities.size());
    const auto found = remote::find_authority(own, "digicert");
    CHECK(found.own);
    CHECK(found.roots == config.path() / "r.pem");
    CHECK(remote::find_authority(own, "https://tsa.example:8443/y").name == "tsa.example-8443");
    CHECK_THROWS_AS(remote::find_authority(own, "digicrt"), Error);
}

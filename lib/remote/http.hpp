// One HTTP exchange with a host that is on a list, over TLS that is verified. Nothing is followed, nothing is kept between
// calls, and nothing of the environment counts: no proxy, no .netrc, no credentials in an address.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace redress::remote {

struct Header {
    std::string name, value;
    bool secret = false; // never over plain http
};

struct HttpRequest {
    std::string method = "GET", url;
    std::vector<Header> headers;
    std::string body;
};

struct HttpReply {
    int status = 0;
    std::string content_type; // lower case, without parameters
    std::string location;     // where a redirect would lead; for words only
    std::string body;
};

struct HttpRules {
    std::vector<std::string>
        hosts;             // "tsa.example", "tsa.example:8443": exactly these, the port where it is not the usual one
    bool plain = false;    // http:// too
    bool loopback = false; // hosts may be this machine
    bool local = false;    // hosts may stand in the own network
    std::string proxy;     // as http://127.0.0.1:3128; then it alone looks up names and addresses
    std::string ca_file;   // certificates of TLS instead of the system's
    std::size_t most_bytes = 65536; // of a reply's body
    int seconds_to_connect = 10, seconds = 30;
    std::string agent = "redress";
};

// "host" or "host:port" of an address, as HttpRules::hosts has them. Throws Error{input}: no http(s) address, credentials in
// it.
std::string host_of(const std::string& url);

// Any status is a reply. Throws Error{network} where trying again may help (no answer, no connection, broken off), else
// Error{input}: a host not on the list, an address that is refused, TLS that does not verify, a reply over the cap.
HttpReply exchange(const HttpRequest& request, const HttpRules& rules);

} // namespace redress::remote
